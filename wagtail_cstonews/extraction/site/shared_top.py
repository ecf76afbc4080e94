"""Counts the first lines that a site's pages share: summaries of its newest articles, on top of every page.

The line model may have mistaken such a summary for the article on every page. So its labels are ignored here;
only the presence of the lines in other documents counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..lines.facts import Facts
from .keys import line_key
from .profile import SiteProfile

TALLEST = 40
"""Lines with words within which the summaries are looked for."""
_TELLING = 4
"""Words of a line that few articles share by chance; dates and menus have fewer."""
_LONG = 9
"""Words of a line that no two articles share by chance. One is enough; of shorter ones it takes two."""
_MOST_OF_PAGE = 0.97
"""Share of the page's words; more is probably another version of a known article."""
_MOST_NEW = 4
"""Summaries in a row that no other page has yet, if one follows that others have."""
_WHOLE_ENDS = (".", "…", "!", "?", ":", '"', "”", "»", "。", "！", "？", "؟")
_AHEAD = 5
"""Lines, blank ones too, among which a headline's second printing is looked for."""
_FEW, _FEW_SHARE = 3, 5
"""A line on no more documents than this, or than a fifth of them, may be a headline that they share."""


@dataclass(frozen=True, slots=True)
class _Shared:
    """A line on top of the page that other documents have, too."""

    place: int
    documents: int
    is_whole: bool


def lines_on_top(site: SiteProfile, facts: Sequence[Facts]) -> int:
    """How many of a page's first lines other pages share. The page must have been learnt from."""
    if site.documents < 2:
        return 0
    shared, end = _walk(site, facts)
    if not any(facts[line.place].words >= _LONG for line in shared) and len(shared) < 2:
        return 0
    end = _without_headline(site, shared, end)
    total = sum(fact.words for fact in facts)
    return 0 if sum(fact.words for fact in facts[:end]) > _MOST_OF_PAGE * total else end


def _walk(site: SiteProfile, facts: Sequence[Facts]) -> tuple[list[_Shared], int]:
    """The telling lines from the first on that the site's other documents have, and where they end."""
    shared: list[_Shared] = []
    seen: set[int] = set()
    end = new = above = 0
    filled = [index for index, fact in enumerate(facts) if fact.text]
    for place in filled[:TALLEST]:
        fact = facts[place]
        key = line_key(fact.text)
        documents = site.documents_with(key)
        if fact.words >= _TELLING and key in seen and key != above:
            break  # The headline: of the newest articles a summary stands above it.
        if _is_printed_twice(place, facts) and not _is_as_usual(documents, shared, site):
            break
        above = key
        if documents > 1:
            seen.add(key)
            if fact.words >= (_LONG if new else _TELLING):
                shared.append(_Shared(place, documents, _is_whole(fact)))
                end, new = place + 1, 0
            elif fact.words > 1 and not new:
                end = place + 1
        elif fact.words >= _LONG and _is_whole(fact) and new < _MOST_NEW:
            new += 1
        else:
            break
    return shared, end


def _is_printed_twice(place: int, facts: Sequence[Facts]) -> bool:
    own = facts[place]
    below = next((fact for fact in facts[place + 1 : place + 1 + _AHEAD] if fact.text), None)
    return own.words >= _TELLING - 1 and below is not None and below.text.startswith(own.text)


def _is_as_usual(documents: int, above: Sequence[_Shared], site: SiteProfile) -> bool:
    """Whether a line is on nearly as many documents as those above it, or as there are: it is the site's."""
    usual = _usual(above) if above else max(site.documents, _FEW + 1)
    return documents >= _NEARLY_AS_MANY * usual


def _usual(lines: Sequence[_Shared]) -> int:
    return sorted(line.documents for line in lines)[len(lines) // 2]


_NEARLY_AS_MANY = 0.7


def _is_whole(fact: Facts) -> bool:
    return fact.text.endswith(_WHOLE_ENDS)


def _without_headline(site: SiteProfile, shared: Sequence[_Shared], end: int) -> int:
    """Where the summaries end, a headline left out that others have too ("Interview with the Minister")."""
    if not shared or shared[-1].place + 1 != end:
        return end
    last, others = shared[-1], shared[:-1]
    few = last.documents <= max(_FEW, site.documents // _FEW_SHARE) and site.documents > 2 * last.documents
    unlike = not last.is_whole and sum(line.is_whole for line in others) >= _MOSTLY * len(others)
    rare = bool(others) and 2 * last.documents < _usual(others)
    if (unlike and few) or rare:
        return others[-1].place + 1 if others else 0
    return end


_MOSTLY = 0.6


def share_of_others(site: SiteProfile, facts: Sequence[Facts], headline: int | None = None) -> float:
    """The share of the words in a page's long lines that other documents of the site contain, too.

    0 where one of them is the same article, by what they say or by ``headline``, the index of what was taken
    for it.
    """
    share = _share(site, facts)
    return 0.0 if share and _is_known(site, facts, _text_at(facts, headline)) else share


def is_made_of_others(site: SiteProfile, facts: Sequence[Facts], headline: int | None = None) -> bool:
    """Whether other documents of the site contain everything on the page: then it lists their summaries.

    All but little, or but the last line where that is cut off.
    """
    rest = _without_cut_line(site, facts)
    return _share(site, rest) >= _NEARLY_ALL and not _is_known(site, rest, _text_at(facts, headline))


def _text_at(facts: Sequence[Facts], index: int | None) -> str | None:
    return None if index is None else facts[index].text


def _share(site: SiteProfile, facts: Sequence[Facts]) -> float:
    long = [fact for fact in facts if fact.words >= _LONG]
    if len(long) < 2 or site.documents < 2:
        return 0.0
    known = sum(fact.words for fact in long if site.documents_with(line_key(fact.text)) > 1)
    return known / sum(fact.words for fact in long)


def _is_known(site: SiteProfile, facts: Sequence[Facts], headline: str | None) -> bool:
    """Whether another document is the same article, or may be one that was forgotten."""
    times = sorted(site.documents_with(line_key(fact.text)) for fact in facts if fact.words >= _LONG)
    partly = times[len(times) // 2] <= _COPIES
    if site.has_copy((fact.text for fact in facts), headline, partly=partly):
        return True
    return not site.remembers_all and times[0] == times[-1] <= _COPIES


_COPIES = 2
"""Documents that have an article's lines, where there is another version of it under another title. All those
of one title count as one; more of them under titles of their own are not to be expected.
"""


def _without_cut_line(site: SiteProfile, facts: Sequence[Facts]) -> Sequence[Facts]:
    """A page without its last line, if that ends in mid-sentence below one that others have."""
    telling = [place for place, fact in enumerate(facts) if fact.words >= _TELLING]
    if len(telling) < 2 or _is_whole(facts[telling[-1]]):
        return facts
    is_others = site.documents_with(line_key(facts[telling[-2]].text)) > 1
    return facts[: telling[-1]] if is_others else facts


_NEARLY_ALL = 0.95
"""Share of the words in a page's long lines from which the page consists of other documents' lines."""
