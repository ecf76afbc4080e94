"""Removes teasers of other articles from the end of the body: each has a date, or a gap separates them.

Names (:func:`.facts.names_in`) show what a text is about: a teaser of another article shares no names with
the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ..languages.dates import starts_with_date
from ..lines.facts import is_sign_off, is_summary, names_in
from .page import LabelledPage

_KNOWN = 0.5
"""Share of a line's names that the article contains, from which the line is on the same subject."""
_SHORTEST_ARTICLE = 2
"""Body lines that always belong to the article."""
_FEWEST_WITH_GAP = 4
"""Lines of a body long enough for one gap to be wider than the others."""


def drop_trailing_teasers(page: LabelledPage) -> None:
    """Remove teasers after the article from the body, and label them."""
    body = page.body()
    if len(body) <= _SHORTEST_ARTICLE:
        return
    _drop_dated(page, body)
    _drop_after_sign_off(page, [index for index in body if page.mask[index]])
    _drop_after_wide_gap(page, [index for index in body if page.mask[index]])


def _drop_dated(page: LabelledPage, body: Sequence[int]) -> None:
    """Drop the last lines if each has a date, and no line of the article except the first has one."""
    dated = {index for index in body if starts_with_date(page.facts[index].text) or _date_above(page, index)}
    tail: list[int] = []
    for index in reversed(body[_SHORTEST_ARTICLE:]):
        if index not in dated:
            break
        tail.append(index)
    if tail and len(tail) < len(body) - len(tail) and dated <= {*tail, body[0]}:
        for index in tail:
            page.leave_out(index, "teaser", "a dated summary after the article")


def _date_above(page: LabelledPage, index: int) -> bool:
    above = page.above(index)
    return above is not None and page.facts[above].form == "date" and not page.mask[above]


def _drop_after_sign_off(page: LabelledPage, body: Sequence[int]) -> None:
    """Drop the lines after the first sign-off if they are shorter than the article and share no subject."""
    for place, index in enumerate(body[:-1]):
        if place < _SHORTEST_ARTICLE or not is_sign_off(page.facts[index]):
            continue
        rest = body[place + 1 :]
        divided = any(page.facts[other].form for other in page.between(index, rest[0]))
        after, before = (sum(page.facts[other].words for other in part) for part in (rest, body[:place]))
        if after < before and (divided or _is_apart(page, body[:place], rest)):
            for other in rest:
                page.leave_out(other, "teaser", "stands after the sign-off")
        return


def _drop_after_wide_gap(page: LabelledPage, body: Sequence[int]) -> None:
    """Drop the lines after a gap wider than any before it, if they share no names with the article."""
    if len(body) < _FEWEST_WITH_GAP:
        return
    gaps = [_blanks_between(page, earlier, later) for earlier, later in pairwise(body)]
    widest = list(accumulate([1, *gaps[1:]], max))
    for place in range(len(body) - 1, len(body) // 2, -1):
        if gaps[place - 1] > widest[place - 2] and _is_apart(page, body[:place], body[place:]):
            for index in body[place:]:
                page.leave_out(index, "teaser", "set apart after the article, about something else")
            return


def _blanks_between(page: LabelledPage, earlier: int, later: int) -> int:
    """The number of blank lines between two lines; 0 if there are other lines between them."""
    between = page.facts[earlier + 1 : later]
    return len(between) if all(fact.form == "blank" for fact in between) else 0


def _is_apart(page: LabelledPage, article: Sequence[int], rest: Sequence[int]) -> bool:
    """Whether the rest are teasers whose names, on average, are mostly not those of the article."""
    known = set().union(*(page.facts[index].stems for index in article))
    shares = []
    for index in rest:
        if not is_summary(page.facts[index]):
            return False
        names = names_in(page.facts[index].text)
        shares.append(len(names & known) / len(names) if names else 1.0)
    return sum(shares) / len(shares) < _KNOWN
