"""Where an article begins on a bare dump of a page: at its headline, below the summaries of other articles.

Crawlers that keep nothing but a page's text leave the site's newest summaries on top of it, then the
headline, then the article. A conditional logit (:mod:`.ranker`) chooses the headline among the lines that
may be one, or none: then the page begins with its own article. It weighs where a line stands, whether it is
printed twice, dates around it, punctuation, and lexical cohesion (Halliday and Hasan 1976): what a headline
says, the prose below it takes up, and the prose above it does not.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from ..lines.facts import OPENING_MARKS, PERIOD_END, Facts, names_in
from ..ml.ranker import NONE, bucket, weights_of, worth

if TYPE_CHECKING:
    from ..line_model.network import LineScores

MOST_MENU = 10
"""Short lines above everything else. Below more of them a page is no dump of this kind: it has menus."""
FARTHEST = 25
"""Lines from the first long one on, among which the headline is looked for."""
SHOWN = 40
"""Lines below a candidate that are looked at."""
MOST_WORDS, LONGEST = 45, 320
"""Words and characters of a headline: press offices write long ones."""
FEWEST_WORDS = 5
"""Of a line that says something: with fewer it is a menu's, or a heading."""

_DATE = r"\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d"
_FILE = r"\w+ document\s+\S+"
_DATE_ALONE = re.compile(rf"{_DATE}(?:\s*[,|]?\s*\d{{1,2}}:\d\d)?(?:\s+{_FILE})?\W*$")
_DATE_GLUED = re.compile(rf"{_DATE}[^\W\d_]")
_DATE_AT_END = re.compile(rf"(?:^|\s){_DATE}\W*(?:{_FILE})?$")
_DATE_IN_PROSE = re.compile(
    r"\b\d{1,2}\.? [^\W\d_]{3,}\.?,? (?:19|20)\d\d\b|\b[^\W\d_]{3,} \d{1,2}, (?:19|20)\d\d\b"
)
_BEGINNING = 90
"""Characters of a summary in which it says what day it speaks of."""
MOST_LINKED = 0.5
"""Share of a headline's letters that may be links: what leads elsewhere is another article's."""
_MENU_FORMS = frozenset(("chrome", "back", "others", "comments"))
_NOTICE = 3
"""A line that stands there so often is a notice ("Story continues below")."""
_ENDS = frozenset(("back", "comments"))
"""Forms of lines that stand below an article."""
_NO_HEADLINES = frozenset((*_MENU_FORMS, "pointer"))
_MUCH_MENU = 25
"""Lines of menus."""
_LEAST = 0.5
"""How likely a headline must be."""


@dataclass(frozen=True, slots=True)
class ArticleStart:
    """Which line is the headline below other articles' summaries."""

    headline: int | None
    """None where the page begins with its own article."""
    probability: float
    """How likely that is, 0..1; 1 where there was nothing to choose from."""
    is_guess: bool = False
    """Whether nothing says that it is a headline, but that it is a sentence below the site's summaries."""


AT_THE_TOP = ArticleStart(None, 1.0)
"""Nothing but the article itself was there to begin with."""


def find_start(facts: Sequence[Facts], scores: LineScores) -> ArticleStart:
    """Where the article begins on a page of such lines, and how sure that is. ``scores`` are what the line
    model says of them as bare text.
    """
    if is_whole_page(facts):
        return AT_THE_TOP  # The line model knows it better.
    at_the_top, found = _printed_twice(facts), candidates(facts, scores)
    if not found:
        return ArticleStart(at_the_top, 1.0)
    weights = weights_of("start")
    values = [worth(features, weights) for _, features in found]
    most = max(*values, weights[NONE])
    powers = [math.exp(value - most) for value in values]
    none = math.exp(weights[NONE] - most)
    whole = sum(powers) + none
    # A headline with nothing above it begins the page, too: which line it is, other choices know better.
    below_others = _first_below_others(facts)
    none += sum(power for (index, _), power in zip(found, powers, strict=True) if index < below_others)
    best = max(range(len(found)), key=powers.__getitem__)
    headline, likely = found[best][0], powers[best] / whole
    if likely >= _LEAST and headline >= below_others:
        return ArticleStart(headline, likely)
    return ArticleStart(at_the_top, none / whole)


def is_whole_page(facts: Sequence[Facts]) -> bool:
    """Whether menus stand among the first lines; a dump of this kind has few."""
    seen = islice((fact for fact in facts if fact.text), MOST_MENU + FARTHEST + SHOWN)
    return sum(fact.words <= 2 or fact.form in _MENU_FORMS for fact in seen) > _MUCH_MENU


def has_others(above: Iterable[Facts]) -> bool:
    """Whether the lines above a headline are other articles', not only a menu or the section's name."""
    kinds = kinds_of(fact for fact in above if fact.form not in _WORDLESS)
    return "p" in kinds or kinds.count("t") > 1


def _first_below_others(facts: Sequence[Facts]) -> int:
    """The first line above which :func:`has_others` is true; behind the last line where it never is."""
    titles = 0
    for index, fact in enumerate(facts):
        kind = "" if fact.form in _WORDLESS else _kind_of(fact)
        titles += kind == "t"
        if kind == "p" or titles > 1:
            return index + 1
    return len(facts) + 1


def _printed_twice(facts: Sequence[Facts]) -> int | None:
    """The page's first line, where the second says it once more: a headline with nothing above it."""
    filled = (index for index, fact in enumerate(facts) if fact.form not in _WORDLESS)
    first, second = next(filled, None), next(filled, None)
    if first is None or second is None or next(filled, None) is None:
        return None
    own, following = facts[first], facts[second]
    if own.form or not _SHORTEST_TWICE <= own.words <= MOST_WORDS:
        return None
    return first if repeats(own, following) else None


_WORDLESS = frozenset(("blank", "symbols"))
_SHORTEST_TWICE = 3


def repeats(headline: Facts, following: Facts) -> bool:
    """Whether a line is the headline once more, by itself or with the date behind it."""
    if following.letters == headline.letters:
        return True
    return following.letters.startswith(headline.letters) and ends_with_date(following.text)


def ends_with_date(text: str) -> bool:
    """Whether a line is, or ends with, a date in digits; a file to download may stand behind it.

    >>> ends_with_date("Lock closed for repairs 03.05.2024 Download document 1f3a.docx")
    True
    """
    return _DATE_AT_END.search(text) is not None


def kinds_of(facts: Iterable[Facts]) -> str:
    """What each line looks like, a letter each: ``d`` a date, ``p`` prose, ``t`` like a title, ``s`` a word
    or two, ``o`` something else.
    """
    return "".join(map(_kind_of, facts))


def _kind_of(fact: Facts) -> str:
    if fact.form == "date" or (fact.words <= FEWEST_WORDS and _DATE_ALONE.match(fact.text)):
        return "d"
    if fact.form:
        return "o"
    if fact.words <= 2:
        return "s"
    ends = fact.words >= FEWEST_WORDS and PERIOD_END.search(fact.text)
    return "p" if ends or fact.words > MOST_WORDS or len(fact.text) > LONGEST else "t"


def candidates(facts: Sequence[Facts], scores: LineScores) -> list[tuple[int, list[str]]]:
    """The lines that may be the headline, by their index, with their features."""
    filled = [index for index, fact in enumerate(facts) if fact.form not in _WORDLESS]
    long = (place for place, index in enumerate(filled) if facts[index].words >= FEWEST_WORDS)
    first = next(long, None)
    if first is None or first > MOST_MENU:
        return []
    body, title = scores.body.tolist(), scores.title.tolist()
    page = _Page(
        [facts[index] for index in filled],
        first,
        [body[index] for index in filled],
        [title[index] for index in filled],
    )
    return [(filled[place], page.features(place)) for place in page.places()]


class _Page:
    """The lines of one page that have words; its lines are called by their places among these."""

    def __init__(
        self, facts: Sequence[Facts], first: int, body: Sequence[float], title: Sequence[float]
    ) -> None:
        self.facts, self.first = facts, first
        self.body, self.title = body, title
        self.best_title = max(title)
        self.end = min(len(facts), first + FARTHEST + SHOWN)
        self.kinds = kinds_of(facts[: self.end])
        self.total = sum(fact.words for fact in facts) or 1.0
        self.last_seen: dict[str, int] = {}
        self.first_seen: dict[str, int] = {}
        self.last_but_one: dict[str, int] = {}
        for place in range(self.end):
            if facts[place].words >= FEWEST_WORDS:
                for stem in facts[place].stems:
                    if stem in self.last_seen:
                        self.last_but_one[stem] = self.last_seen[stem]
                    else:
                        self.first_seen[stem] = place
                    self.last_seen[stem] = place
        self.times = Counter(fact.letters for fact in facts[: self.end])
        self.names: dict[int, frozenset[str]] = {}
        self.prose = [place for place in range(self.end) if self._is_prose(place)]

    # ------------------------------------------------------------------ candidates

    def places(self) -> list[int]:
        # One short line above the first long one may be the headline itself.
        begin = self.first if self.first <= 1 else self.first + 1
        last = max((place for place, kind in enumerate(self.kinds) if kind != "d"), default=0)
        ends = (place for place in range(self.first + 2, last) if self.facts[place].form in _ENDS)
        end = min(next(ends, last), self.first + FARTHEST)
        return [place for place in range(begin, end) if self._may_be_headline(place)]

    def _may_be_headline(self, place: int) -> bool:
        fact = self.facts[place]
        if fact.form in _NO_HEADLINES or self.kinds[place] == "d" or fact.link_density >= MOST_LINKED:
            return False
        if not 2 <= fact.words <= MOST_WORDS or len(fact.text) > LONGEST:
            return False
        if place > self.first and self.facts[place - 1].letters == fact.letters:
            return False
        if self._again(place) in ("same", "dated") or self._date_near(place):
            return True
        if self.times[fact.letters] >= _NOTICE or self._somebody_speaks(place - 1):
            return False
        return self.kinds[place] != "p" or place == self.first

    def _somebody_speaks(self, place: int) -> bool:
        """Whether a paragraph is speech: an article goes on below it, since summaries do not end with any."""
        return self._is_prose(place) and self.facts[place].text.startswith(OPENING_MARKS)

    # ------------------------------------------------------------------ features

    def features(self, place: int) -> list[str]:
        """What speaks for and against the line as the headline."""
        before = range(self.first, place)
        after = range(place + 1, min(self.end, place + 1 + SHOWN))
        above = [at for at in self.prose if at in before]
        below = [at for at in self.prose if at in after]
        found = self._of_line(place)
        if place == self.first:
            found += [f"top {name}" for name in found]
        found += self._of_place(place, above, below)
        found += self._of_cohesion(place, above, below)
        found += self._of_scores(place, above, below)
        return found + self._of_names(place, above)

    def _of_line(self, place: int) -> list[str]:
        fact, kinds = self.facts[place], self.kinds
        text = fact.text
        found = [
            f"again:{self._again(place)}",
            f"dated:{self._date_near(place)}",
            f"words:{bucket(fact.words, 3, 4, 6, 9, 14, 20, 30)}",
            f"kind:{kinds[place]}",
            f"before:{kinds[place - 1] if place > self.first else 'top'}",
            f"next:{kinds[place + 1] if place + 1 < self.end else 'end'}",
        ]
        if text.endswith((":", ",", ";")):
            found.append("open end")
        elif text.endswith(("?", "!")):
            found.append("question")
        if text[:1].islower():
            found.append("small")
        if text.startswith(OPENING_MARKS):
            found.append("speaks")
        if text.isupper():
            found.append("shouted")
        return found

    def _of_place(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        kinds = self.kinds[self.first : place]
        titles = [at for at in range(self.first, place) if self.kinds[at] == "t" and at not in above]
        run_above, run_below = self._run(place, -1), self._run(place, 1)
        opens, order = self.kinds[self.first], min(kinds.count("t"), 3)
        again, dated = self._again(place), self._date_near(place)
        strong = "yes" if again in ("same", "dated") or dated == "glued" else dated or "no"
        shape, longest = shape_of(kinds), _longest_run(kinds)
        words_above = sum(fact.words for fact in self.facts[:place])
        found = [
            f"opens:{opens}{'+' if self.first else ''}",
            f"menu:{bucket(self.first, 1, 3, 6)}",
            f"length:{bucket(len(self.facts), 8, 15, 30, 60, 120)}",
            f"shape:{shape}",
            f"share above:{bucket(words_above / self.total, 0.02, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6, 0.8)}",
            f"prose above:{bucket(len(above), 1, 2, 3, 4, 5, 6, 8, 11)}",
            f"titles above:{bucket(len(titles), 1, 2, 3, 4, 5, 6, 8)}",
            f"short above:{bucket(kinds.count('s') + kinds.count('o'), 1, 2, 4)}",
            f"dates above:{bucket(kinds.count('d'), 1, 2, 3, 4)}",
            f"prose below:{bucket(len(below), 1, 2, 3, 4, 6, 10, 20)}",
            # A summary is one paragraph, an article goes on.
            f"run above:{min(run_above, 4)}",
            f"run below:{min(run_below, 5)}",
            f"longest run:{min(longest, 5)}",
            f"run shape:{'t' if titles else 'p'}{min(longest, 3)}{min(run_below, 3)}",
            f"opens order strong:{opens}{order}{strong}",
            f"shape below:{shape}{min(run_below, 3)}",
            f"shape strong:{shape}{strong}",
            f"above kind:{self.kinds[place - 1] if place > self.first else 'top'}{self.kinds[place]}{order}",
        ]
        later = self.kinds.count("pt", place)
        found.append(f"titles below:{min(later, 3)}{opens}")
        if above:
            mean = sum(self.facts[at].words for at in above) / len(above)
            found.append(f"mean above:{bucket(mean, 12, 20, 30, 45, 70)}")
            dated_prose = sum(speaks_of_day(self.facts[at]) for at in above) / len(above)
            found.append(f"dated prose:{bucket(dated_prose, 0.01, 0.4, 0.7)}")
            if any(self.facts[at].text.startswith(OPENING_MARKS) for at in above):
                found.append("speech above")
        return found

    def _of_cohesion(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """How far the words of the line come again below it, and above it."""
        own = self.facts[place].stems
        found = []
        if own:
            soon = self._stems_of(below[:_SOON])
            before = self._stems_of(range(self.first, place))
            again = sum([self.last_seen.get(stem, -1) > place for stem in own])
            new = sum([self._comes_first_at(stem, place) for stem in own])
            for name, count in (
                ("soon", len(own & soon)),
                ("below", again),
                ("above", len(own & before)),
                ("new", new),
            ):
                found.append(f"{name}:{bucket(count / len(own), *_SHARES)}")
        found.append(f"holds:{self._first_line_holds(above)}")
        if above:
            found.append(f"bound above:{self._bound(above)}")
        if len(below) > 1:
            found.append(f"bound below:{self._bound(below[:_LOOKED_AT])}")
        return found + self._of_links(place, above, below)

    def _of_links(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """How much of what the prose above says comes again below the line, as against the prose below."""
        across = [_share_after(place, self.last_of[at]) for at in above if self.last_of[at]]
        if not across:
            return ["across:none"]
        mean, least = sum(across) / len(across), min(across)
        within = [_share_after(place, self.last_but_one_of[at]) for at in below if self.last_but_one_of[at]]
        if len(within) < 2:
            return [f"across few:{bucket(mean, *_LINKS)}"]
        other = sum(within) / len(within)
        size = f"{min(len(above), 4)}{bucket(len(within), 3, 5, 9)}"
        ratio = bucket(mean / max(other, 0.02), *_RATIOS)
        return [
            f"across:{bucket(mean, *_LINKS)}",
            f"within:{bucket(other, *_LINKS)}",
            f"ratio:{ratio}",
            f"ratio size:{ratio}{size}",
            f"least ratio:{bucket(least / max(other, 0.02), *_RATIOS)}",
            f"last ratio:{bucket(across[-1] / max(other, 0.02), *_RATIOS)}",
        ]

    def _of_scores(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """What the line model makes of the line, and of the prose above and below it."""
        title = self.title[place]
        before = [self.body[at] for at in above]
        after = [self.body[at] for at in below[:_LOOKED_AT]]
        upper = bucket(sum(before) / len(before), *_LIKELY) if before else "-"
        lower = bucket(sum(after) / len(after), *_LIKELY) if after else "-"
        return [
            f"title score:{bucket(title, 0.01, 0.05, 0.15, 0.3, 0.5, 0.8)}",
            f"best title:{title >= self.best_title}",
            f"body score:{bucket(self.body[place], *_LIKELY)}",
            f"body above:{upper}",
            f"body below:{lower}",
            f"body around:{upper}{lower}",
            f"most body above:{bucket(max(before), *_LIKELY) if before else '-'}",
            f"last body above:{bucket(before[-1], *_LIKELY) if before else '-'}",
            f"least body below:{bucket(min(after), *_LIKELY) if after else '-'}",
        ]

    def _of_names(self, place: int, above: Sequence[int]) -> list[str]:
        """How much of what the prose above names comes again below the line, its own words apart."""
        own = self.facts[place].stems
        named = (self._names(at) - own for at in above)
        shares = [
            sum(self.last_seen.get(name, -1) > place for name in names) / len(names)
            for names in named
            if names
        ]
        order, opens = min(self.kinds[self.first : place].count("t"), 3), self.kinds[self.first]
        if not shares:
            return [f"opens order named:{opens}{order}-"]
        mean = sum(shares) / len(shares)
        again = bucket(mean, 0.1, 0.3)
        return [
            f"named again:{bucket(mean, 0.01, 0.05, 0.1, 0.2, 0.3, 0.45, 0.6)}",
            f"last named again:{bucket(shares[-1], 0.01, 0.1, 0.2, 0.35, 0.5)}",
            f"first named again:{bucket(shares[0], 0.01, 0.1, 0.2, 0.35, 0.5)}",
            f"opens order named:{opens}{order}{again}",
            f"shape named:{shape_of(self.kinds[self.first : place])}{again}",
        ]

    # ------------------------------------------------------------------ what they are made of

    def _is_prose(self, place: int) -> bool:
        return place >= self.first and (self.kinds[place] == "p" or self.facts[place].words >= _LONG_LINE)

    def _again(self, place: int) -> str:
        """Whether the next line says the same once more."""
        if place + 1 >= len(self.facts):
            return "last"
        own, following = self.facts[place], self.facts[place + 1]
        if following.letters == own.letters:
            return "same"
        if len(own.letters) > _SHORT_KEY and repeats(own, following):
            return "dated"
        cut_off = place + 2 == len(self.facts) and own.letters.startswith(following.letters)
        return "cut" if cut_off and len(following.letters) > _SHORT_KEY else "no"

    def _date_near(self, place: int) -> str:
        """Whether the date stands below the line, or is glued to what stands there."""
        if place + 1 >= len(self.facts):
            return ""
        if place + 1 < self.end and self.kinds[place + 1] == "d":
            return "below"
        return "glued" if _DATE_GLUED.match(self.facts[place + 1].text) else ""

    @cached_property
    def last_of(self) -> dict[int, list[int]]:
        """Where the stems of each paragraph stand last."""
        return {place: self._seen_of(place, self.last_seen) for place in self.prose}

    @cached_property
    def last_but_one_of(self) -> dict[int, list[int]]:
        """Where the stems of each paragraph stand last but one."""
        return {place: self._seen_of(place, self.last_but_one) for place in self.prose}

    def _seen_of(self, place: int, seen: dict[str, int]) -> list[int]:
        """Where the stems of a line stand last, in order; -1 for none."""
        return sorted([seen.get(stem, -1) for stem in self.facts[place].stems])

    def _names(self, place: int) -> frozenset[str]:
        if place not in self.names:
            fact = self.facts[place]
            self.names[place] = frozenset(names_in(fact.text)) or fact.stems
        return self.names[place]

    def _stems_of(self, places: Iterable[int]) -> frozenset[str]:
        return frozenset().union(*(self.facts[place].stems for place in places))

    def _comes_first_at(self, stem: str, place: int) -> bool:
        """Whether the prose below takes a stem up that nothing above the place has."""
        return self.first_seen.get(stem, place) >= place and self.last_seen.get(stem, -1) > place

    def _run(self, place: int, step: int) -> int:
        """Paragraphs in a row right above (step -1) or below (step 1) the line; dates do not part them."""
        count, at = 0, place + step
        while self.first <= at < self.end:
            if self._is_prose(at):
                count += 1
            elif self.kinds[at] != "d":
                break
            at += step
        return count

    def _bound(self, places: Sequence[int]) -> int:
        """How much neighbouring paragraphs speak of the same."""
        shares = []
        for one, other in pairwise(places):
            first, second = self.facts[one].stems, self.facts[other].stems
            if first and second:
                shares.append(len(first & second) / min(len(first), len(second)))
        return bucket(sum(shares) / len(shares), 0.02, 0.05, 0.1, 0.15, 0.2, 0.3) if shares else -1

    def _first_line_holds(self, above: Sequence[int]) -> str:
        """Whether the page's first line is a title that the prose below takes up: then that has begun."""
        own = self.facts[self.first].stems if self.kinds[self.first] == "t" else frozenset()
        rest = [at for at in above if at > self.first]
        if not own or not rest:
            return "alone"
        near, far = self.facts[rest[0]].stems, self._stems_of(rest[1:])
        shares = len(own & near) / len(own), len(own & far) / len(own)
        return f"{bucket(shares[0], 0.2, 0.5)}{bucket(shares[1], 0.01, 0.2, 0.5)}"


_LIKELY = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
_LINKS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5)
_RATIOS = (0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 1.1, 1.3)


def _share_after(place: int, places: Sequence[int]) -> float:
    """Of places in order, the share that comes after one."""
    return 1 - bisect_right(places, place) / len(places)


_LONG_LINE = 12
"""Words; such a line says something, full stop or not."""
_SHORT_KEY = 8
"""Letters."""
_SOON = 3
"""Paragraphs that take up what the headline says."""
_LOOKED_AT = 6
_SHARES = (0.01, 0.2, 0.35, 0.5, 0.65, 0.8)


def speaks_of_day(fact: Facts) -> bool:
    return _DATE_IN_PROSE.search(fact.text[:_BEGINNING]) is not None


def _longest_run(kinds: str) -> int:
    return max(len(run.replace("d", "")) for run in re.split("[^pd]", kinds))


def shape_of(kinds: str) -> str:
    """The order in which the lines above a candidate come, as lists of summaries have theirs."""
    return next((name for name, form in _SHAPES if form.fullmatch(kinds)), "mixed")


# Each has one way to match, so that none takes long.
_SHAPES = (
    ("nothing", re.compile("")),
    ("prose", re.compile("p+")),
    ("dated prose", re.compile("(?:dp+)+")),
    ("prose dated", re.compile("(?:p+d)+")),
    ("titled", re.compile("(?:tp)+")),
    ("titled long", re.compile("(?:tp+)+")),
    ("titles", re.compile("t+")),
    ("titles dated", re.compile("(?:td)+|(?:dt)+")),
    ("dated titled", re.compile("(?:d?td?p+)+")),
    ("one title then prose", re.compile("[tos]+d?p+")),
)
