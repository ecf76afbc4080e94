"""The features by which the ranker (a conditional logit, :mod:`.ranker`) scores a line as the title."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from ....text.normalization import letters_of
from ....text.patterns import lazy_compile
from ....text.urls import host_of
from ...languages.boilerplate import INTERVIEW_PART
from ...lines.facts import BULLET, PERIOD_END, Facts, find_letters
from ...metadata.headline import slug_share, slug_words
from ...ml.ranker import bucket
from .page import LONGEST, TitlePage
from .rules import TitleRules

AT_HAND = frozenset(
    [
        *("likely", "rank", "words", "first", "prose before", "to body", "in body", "tag", "linked"),
        *("date follows", "byline follows", "caption follows", "next", "next sentence", "before"),
        *("form", "after the opening"),
    ]
)
"""The kinds of features that are cheap to compute."""
_LIKELIHOODS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.95)
"""Bounds of buckets of probabilities: finest near 0, where most lines are."""
_SHORTEST_HELD = 8
"""Letters of a line long enough to be looked for inside others."""
_SHORTEST_HOST = 3
"""A line is compared with the host name only if it has more letters than this."""
_DIVIDED = lazy_compile(r"\s[|·•>›»/]\s")


class TitleFeatures:
    """Computes the features of one document's lines."""

    def __init__(self, page: TitlePage, rules: TitleRules, url: str | None = None) -> None:
        self.page, self.facts, self.rules = page, page.facts, rules
        self.slug = slug_words(url)
        self.host = letters_of(host_of(url).removeprefix("www."))

    def at_hand(self, index: int, rank: int, late: bool) -> list[str]:
        """The features that are cheap to compute, of the kinds in :data:`AT_HAND`.

        ``rank`` is the line's rank among the candidates by the line model's probability; ``late`` says
        whether it stands after the first prose.
        """
        fact = self.facts[index]
        found = [
            f"likely:{bucket(self.page.likelihood(index), *_LIKELIHOODS)}",
            f"rank:{min(rank, 4)}",
            f"words:{bucket(fact.words, 2, 3, 4, 5, 6, 8, 11, 15, 19, 24, 30)}",
        ]
        found += self._place(index)
        if late:
            found.append("after the opening")
        if fact.form:
            found.append(f"form:{fact.form}")
        if fact.tag:
            found += [f"tag:{fact.tag}", f"linked:{bucket(fact.link_density, 0.3, 0.9)}"]
        return found + self._neighbours(index)

    def others(self, index: int) -> list[str]:
        """The features that are expensive to compute, at most one of each kind."""
        fact, cohesion = self.facts[index], self.page.cohesion
        key = fact.letters
        found = [
            f"times:{min(self._times[key], 3)}",
            f"rules:{bucket(self.rules.score(index), -8, -4, -2, 0, 1, 2, 3, 4, 5, 6, 8, 10)}",
        ]
        found += self._ending(fact)
        if len(key) > _SHORTEST_HELD:
            # The browser's title contains the printed title, and so do share buttons.
            found.append(f"held:{min(self._all_letters.count(key) - 1, 3)}")
        if fact.stems:
            found.append(f"soon:{bucket(cohesion.said_soon(index), 0.01, 0.2, 0.4, 0.6, 0.8)}")
            found.append(f"again:{bucket(cohesion.said_again(index), 0.01, 0.3, 0.5, 0.7, 0.9)}")
        if self.slug:
            own, covered = slug_share(fact.text, self.slug)
            found += [
                f"of slug:{bucket(covered, 0.01, 0.3, 0.6, 0.8, 0.95)}",
                f"in slug:{bucket(own, 0.01, 0.3, 0.6, 0.8)}",
            ]
        if self.host and len(key) > _SHORTEST_HOST and self.host.startswith(key):
            found.append("the site")
        return found

    @cached_property
    def _all_letters(self) -> str:
        """The letters of all distinct lines that are short enough for a title."""
        return "\n".join(self._times)

    @cached_property
    def _times(self) -> Counter[str]:
        """How often each line that is short enough for a title occurs on the page."""
        filled = [self.facts[index] for index in self.page.filled]
        facts = [fact for fact in filled if len(fact.text) <= LONGEST]
        find_letters(facts)
        return Counter([fact.letters for fact in facts])

    def _place(self, index: int) -> list[str]:
        found = [f"first:{min(self.page.place[index], 2)}"]
        if self.page.cohesion.prose_before(index):
            found.append("prose before")
        step = self.page.steps_to_body(index)
        found.append(f"to body:{bucket(step, 2, 3, 4, 6, 9, 13, 18, 25, 40)}")
        if self.page.mask[index]:
            found.append("in body")
        return found

    def _ending(self, fact: Facts) -> list[str]:
        text = fact.text
        found = []
        if PERIOD_END.search(text):
            found.append("period")
        elif text.endswith((":", ",", ";")):
            found.append("open end")
        elif text.endswith(("?", "!")):
            found.append("question")
        if text.isupper():
            found.append("shouted")
        if text[:1].islower():
            found.append("small")
        if _DIVIDED.search(text):
            found.append("divided")
        if BULLET.match(text) or fact.credited:
            found.append("bullet or credit")
        if text in self.page.notices:
            found.append("notice")
        if INTERVIEW_PART.search(text):
            found.append("interview")
        return found

    def _neighbours(self, index: int) -> list[str]:
        """Features of the neighbours: dates and bylines follow a title, breadcrumbs precede it."""
        filled, place = self.page.filled, self.page.place[index]
        found = []
        for step in (1, 2, 3):
            if place + step < len(filled):
                form = self.facts[filled[place + step]].form
                if form in ("date", "byline", "caption"):
                    found.append(f"{form} follows:{step}")
        if place + 1 < len(filled):
            fact = self.facts[filled[place + 1]]
            found.append(f"next:{fact.form or bucket(fact.words, 3, 8, 15, 30)}")
            found.append(f"next sentence:{fact.sentence}")
        if place:
            fact = self.facts[filled[place - 1]]
            found.append(f"before:{fact.form or bucket(fact.words, 3, 8, 15, 30)}")
        return found
