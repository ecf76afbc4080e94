"""Candidates for the headline of a page's plain-text dump, with their features for the ranker.

The features describe a line's position, repetition, nearby dates, punctuation, the line model's scores, and
cohesion with the prose (:mod:`.cohesion`). :mod:`.article_start` chooses by them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...lines.facts import OPENING_MARKS, Facts
from ...lines.kinds import (
    FEWEST_WORDS,
    LONGEST,
    MENU_FORMS,
    MOST_WORDS,
    WORDLESS,
    begins_with_glued_date,
    kinds_of,
    longest_run,
    repeats,
    shape_of,
    speaks_of_day,
)
from ...ml.ranker import bucket
from .cohesion import LOOKED_AT, Cohesion

if TYPE_CHECKING:
    from ...line_model.network import LineScores

MOST_LINKED = 0.5
"""The highest link density of a headline: a line of links belongs to another article."""
_MOST_MENU = 10
"""The most short lines at the top. A page with more has menus, so it is not a dump of this kind."""
_FARTHEST = 25
"""Lines from the first long one on within which the headline is looked for."""
_SHOWN = 40
"""Lines below a candidate that are looked at."""
_NOTICE = 3
"""Occurrences from which a repeated line is a notice ("Story continues below")."""
_ENDS = frozenset(("back", "comments"))
"""Forms of lines below an article."""
_NO_HEADLINES = frozenset((*MENU_FORMS, "pointer"))
"""Forms that rule a line out as the headline."""
_LONG_LINE = 12
"""Words of a line that has content, with or without a full stop."""
_SHORT_KEY = 8
"""Letters of a line that is compared; shorter ones occur twice by chance."""
_LIKELY = (0.1, 0.3, 0.5, 0.7, 0.9, 0.97)
"""Bounds of the buckets of probabilities."""


def candidates(facts: Sequence[Facts], scores: LineScores) -> list[tuple[int, list[str]]]:
    """The candidates for the headline: index and features of each."""
    filled = [index for index, fact in enumerate(facts) if fact.form not in WORDLESS]
    long = (place for place, index in enumerate(filled) if facts[index].words >= FEWEST_WORDS)
    first = next(long, None)
    if first is None or first > _MOST_MENU:
        return []
    body, title = scores.body.tolist(), scores.title.tolist()
    page = _Lines(
        [facts[index] for index in filled],
        first,
        [body[index] for index in filled],
        [title[index] for index in filled],
    )
    return [(filled[place], page.features(place)) for place in page.places()]


class _Lines:
    """The lines of one page that have words. Lines are identified by position among them."""

    def __init__(
        self, facts: Sequence[Facts], first: int, body: Sequence[float], title: Sequence[float]
    ) -> None:
        self.facts, self.first = facts, first
        self.body, self.title = body, title
        self.best_title = max(title)
        self.end = min(len(facts), first + _FARTHEST + _SHOWN)
        self.kinds = kinds_of(facts[: self.end])
        self.total = sum(fact.words for fact in facts) or 1.0
        self.times = Counter(fact.letters for fact in facts[: self.end])
        self.prose = [place for place in range(self.end) if self._is_prose(place)]
        self.cohesion = Cohesion(facts, first, self.kinds, self.prose)

    # ------------------------------------------------------------------ candidates

    def places(self) -> list[int]:
        # A single short line above the first long one may be the headline.
        begin = self.first if self.first <= 1 else self.first + 1
        last = max((place for place, kind in enumerate(self.kinds) if kind != "d"), default=0)
        ends = (place for place in range(self.first + 2, last) if self.facts[place].form in _ENDS)
        end = min(next(ends, last), self.first + _FARTHEST)
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
        """Whether a paragraph is speech: then the article continues below it, as summaries contain none."""
        return self._is_prose(place) and self.facts[place].text.startswith(OPENING_MARKS)

    # ------------------------------------------------------------------ features

    def features(self, place: int) -> list[str]:
        """The features of a line as the headline."""
        before = range(self.first, place)
        after = range(place + 1, min(self.end, place + 1 + _SHOWN))
        above = [at for at in self.prose if at in before]
        below = [at for at in self.prose if at in after]
        found = self._of_line(place)
        if place == self.first:
            found += [f"top {name}" for name in found]
        found += self._of_place(place, above, below)
        found += self.cohesion.of_stems(place, above, below)
        found += self._of_scores(place, above, below)
        return found + self.cohesion.of_names(place, above)

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
        shape, longest = shape_of(kinds), longest_run(kinds)
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
            # A summary is one paragraph; an article has more.
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

    def _of_scores(self, place: int, above: Sequence[int], below: Sequence[int]) -> list[str]:
        """Features: the line model's scores of the line, and of the prose above and below it."""
        title = self.title[place]
        before = [self.body[at] for at in above]
        after = [self.body[at] for at in below[:LOOKED_AT]]
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

    # ------------------------------------------------------------------ what they are made of

    def _is_prose(self, place: int) -> bool:
        return place >= self.first and (self.kinds[place] == "p" or self.facts[place].words >= _LONG_LINE)

    def _again(self, place: int) -> str:
        """Whether the next line repeats the line."""
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
        """Whether a date is on the line below, or glued to its beginning."""
        if place + 1 >= len(self.facts):
            return ""
        if place + 1 < self.end and self.kinds[place + 1] == "d":
            return "below"
        return "glued" if begins_with_glued_date(self.facts[place + 1].text) else ""

    def _run(self, place: int, step: int) -> int:
        """The length of the run of paragraphs right above (step -1) or below (step 1); dates are skipped."""
        count, at = 0, place + step
        while self.first <= at < self.end:
            if self._is_prose(at):
                count += 1
            elif self.kinds[at] != "d":
                break
            at += step
        return count
