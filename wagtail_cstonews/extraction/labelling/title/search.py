"""Finds the title line: the one that matches a given title, else the highest-scoring one.

Two methods are combined: a conditional logit (McFadden 1974, :mod:`.ranker`) over the lines before the prose,
and rules for a title below summaries of other articles.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence

from ....text.normalization import letters_of
from ...lines.facts import Facts, is_summary
from ...lines.kinds import is_little_else
from ...ml.ranker import choose, choose_among_many
from .features import AT_HAND, TitleFeatures
from .page import LONGEST, MOST_WORDS, VERY_LIKELY, TitlePage, is_long_sentence
from .rules import THRESHOLD, THRESHOLD_AFTER_TEASERS, TitleRules

_FARTHEST_BEFORE = 30
"""Lines between title and body: enough for bylines, share buttons and captions, but not for a menu."""
_MOST_LINES_BEFORE = 60
"""Lines after the first prose within which a title below summaries is looked for."""
_LIKELY = 0.1
"""Probability from which a line far above the prose may be the title."""
_DOUBTFUL = 0.01
"""Probability below which the line model rules a line out as the title."""
_WORDLESS = frozenset(("blank", "symbols", "date"))
"""Forms of lines without words of their own."""
_SHORTEST_PART = 20
"""A line matches a part of a given title only if it has more letters than this."""


def find_title(
    facts: Sequence[Facts],
    mask: Sequence[bool],
    given_titles: Sequence[str] = (),
    likelihood: Sequence[float] = (),
    url: str | None = None,
    headings: Collection[int] = (),
) -> int | None:
    """The index of the title line; None if no line looks like a title.

    ``mask`` says which lines are body prose. A line equal to a given title (the most trusted first) is the
    title. Otherwise it is the highest-scoring line before the prose, or, if there is none, a line after some
    prose: then the text begins with summaries of other articles. ``likelihood`` is the line model's
    probability of each line, 0..1; it is combined with the rules. ``headings`` are lines that are surely
    none, unless a given title says so.
    """
    return TitleSearch(facts, mask, likelihood, url, headings).find(given_titles)


def lines_like(facts: Sequence[Facts], candidates: Iterable[int], given_titles: Sequence[str]) -> list[int]:
    """The candidates that match a given title, or most of it; only the first title with a match counts."""
    if not given_titles:
        return []
    keys = [(index, facts[index].letters) for index in candidates if facts[index].words <= MOST_WORDS]
    for title in given_titles:
        wanted = letters_of(title)
        exact = [index for index, key in keys if key == wanted]
        if exact:
            return exact
        partly = [
            index
            for index, key in keys
            if len(key) > _SHORTEST_PART and 2 * len(key) > len(wanted) and key in wanted
        ]
        if partly:
            return partly
    return []


class TitleSearch:
    """The search for the title line of one document."""

    def __init__(
        self,
        facts: Sequence[Facts],
        mask: Sequence[bool],
        likelihood: Sequence[float] = (),
        url: str | None = None,
        headings: Collection[int] = (),
    ) -> None:
        self.facts, self.headings = facts, headings
        self.page = TitlePage(facts, mask, likelihood)
        self.rules = TitleRules(self.page)
        self.features = TitleFeatures(self.page, self.rules, url)

    def find(self, given_titles: Sequence[str]) -> int | None:
        """The index of the title line; None if no line looks like a title."""
        body, filled = self.page.body, self.page.filled
        start = body[0] if body else len(self.facts)
        end = body[-1] if body else start
        candidates = filled[: bisect_right(filled, end)]
        known = self._known(candidates, start, given_titles)
        if known is not None or not body:
            return known
        candidates = [index for index in candidates if index not in self.headings]
        opening = next((index for index in body if is_summary(self.facts[index])), start)
        before = candidates[: bisect_right(candidates, opening)]
        best = self._likeliest(self.candidates(candidates, opening))
        following = candidates[len(before) : len(before) + _MOST_LINES_BEFORE]
        after = self.rules.best(self.rules.after_teasers(following, opening), THRESHOLD_AFTER_TEASERS)
        if after[1] is not None and (best is None or after[0] > self.rules.score(best) - THRESHOLD):
            return after[1]
        return best

    def candidates(self, lines: Sequence[int], opening: int) -> list[tuple[int, list[str]]]:
        """The candidates for the title, each with its cheap features.

        They stand right before the prose, or have a high probability wherever they stand.
        """
        likelihood = self.page.likelihood
        before = lines[: bisect_right(lines, opening)]
        likely = [index for index in before if likelihood(index) >= _LIKELY]
        late = [index for index in lines[len(before) :] if likelihood(index) >= VERY_LIKELY]
        if is_little_else(len(self.page.filled), len(self.page.prose)):
            # In a text of an article alone, a late candidate is a heading.
            late = []
        chosen = sorted({*before[-_FARTHEST_BEFORE:], *likely, *late})
        chosen = [index for index in chosen if self._may_be_title(index)]
        ranked = sorted(chosen, key=likelihood, reverse=True)
        ranks = {index: rank for rank, index in enumerate(ranked)}
        return [(index, self.features.at_hand(index, ranks[index], index > opening)) for index in chosen]

    def other_features(self, index: int) -> list[str]:
        """The expensive features of a candidate, at most one of each kind."""
        return self.features.others(index)

    def _likeliest(self, candidates: Sequence[tuple[int, list[str]]]) -> int | None:
        """The highest-scoring candidate; None if its score is low: then no title is printed."""
        found: dict[int, list[str]] = {}

        def others(index: int) -> list[str]:
            found[index] = self.other_features(index)
            return found[index]

        best = choose_among_many("title", candidates, AT_HAND, others)
        if best is None or self._is_doubtful(best):
            return None
        return choose("title there", [(best, [*dict(candidates)[best], *found[best]])])

    def _may_be_title(self, index: int) -> bool:
        fact = self.facts[index]
        if not 1 <= fact.words <= MOST_WORDS or len(fact.text) > LONGEST or index >= self.page.body[-1]:
            return False
        if fact.form in _WORDLESS or fact.text in self.page.notices:
            return False
        return not (fact.form or fact.credited) or self.page.likelihood(index) >= VERY_LIKELY

    def _is_doubtful(self, index: int) -> bool:
        """Whether neither the model nor the rules accept the line as the title: then none is printed.

        In a text of an article without its title, the probability of some sentence is still the highest;
        there the rules decide, since the ranker was trained on whole pages only.
        """
        unlikely = self.page.likelihood(index) < _DOUBTFUL or is_long_sentence(self.facts[index])
        return unlikely and self.rules.score(index) < THRESHOLD

    def _known(self, candidates: Sequence[int], start: int, given_titles: Sequence[str]) -> int | None:
        """The line that matches a given title: preferably an ``<h1>``, else the last one before the body."""
        found = lines_like(self.facts, candidates, given_titles)
        if not found:
            return None
        headed = [index for index in found if self.facts[index].tag == "h1"]
        before = [index for index in headed or found if index <= start]
        return before[-1] if before else (headed or found)[0]
