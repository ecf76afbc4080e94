"""Who may have said a quotation, and what speaks for and against each: the features of ``speaker_model``.

Everybody whom the article names is a candidate, and so is what a sentence calls its speaker without a name:
``a homeless man``, ``the ministry``. The features hold for a quotation and a candidate; what they are worth
depends on what the quotation's own sentence says of its speaker (``QuotationFeatures.kind``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...article.blocks import Speaker
from ...ml.ranker import bucket
from ...people.entity import Entity
from ...people.names.roles import organisation_word, place_word
from ...people.outlets import is_outlet, passes_on
from ..detection.spans import Span
from .attribution_cues import AttributionCue
from .descriptions import head, is_office_of, kind_of_first, kind_of_head, shared_words
from .quotations import Quotations, described_as

MOST_PEOPLE = 24
"""How many of those whom an article names are candidates: those that say something, then the most named."""
FAR = 2
"""Paragraphs over which a description may still be the speaker of the next quotation."""
_NOT_NEAR = ("not near",)
"""The feature of somebody who is not met around a quotation."""
_GOING_ON = re.compile(r"add|conclud|continu|went on|goes on|go on")
"""Verbs of somebody who has spoken just before."""


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody who may have said it; neither entity nor description for nobody."""

    entity: Entity | None = None
    description: str = ""

    def speaker(self) -> Speaker | None:
        """As the article names them; None for nobody."""
        if self.entity is not None:
            return self.entity.speaker()
        return Speaker(self.description) if self.description else None

    @property
    def is_spelled(self) -> bool:
        """Whether the name stands in the nominative somewhere, so that it can be printed."""
        return self.entity is None or self.entity.is_spelled


@dataclass(slots=True)
class QuotationFeatures:
    """One quotation as the ranker sees it."""

    kind: str
    """What its own sentence says of its speaker: ``named``, ``pronoun``, ``office``, ``nothing``."""
    of_candidates: list[list[str] | None]
    """For each candidate what holds; None for who cannot be meant here."""
    same: list[str]
    """What holds for whoever said the quotation before as well: how near that stands, what the verb says."""
    goes_on: bool = False
    """Whether it is the next paragraph of the quotation before, and so has its speaker."""


class SpeakerFeatures:
    """An article's quotations with all the candidates for their speakers."""

    def __init__(self, quotations: Quotations) -> None:
        self.quotations = quotations
        self.reader = quotations.reader
        self.direct = quotations.direct
        self.cues = quotations.cues
        self.discourse = quotations.discourse
        self.candidates = self._candidates()
        """Nobody is the last of them."""
        self._outlets = [candidate for candidate in self.candidates if self._is_outlet(candidate)]
        self._lasting = {c.entity: self._of_entity(c.entity) for c in self.candidates if c.entity}

    def of_quotations(self) -> list[QuotationFeatures]:
        """What the ranker weighs, for each quotation."""
        return [
            QuotationFeatures(
                self.quotations.kinds[position],
                self._of_quotation(position),
                self._same(position),
                position > 0 and self.direct[position].continues,
            )
            for position in range(len(self.direct))
        ]

    def _candidates(self) -> list[Candidate]:
        """Those named, what sentences call their speakers, and nobody."""
        says = {*self.discourse.events.entities, *self.quotations.meant}
        named = [
            entity
            for entity in self.reader.people.entities
            if entity.is_person or len(entity.words) > 1 or entity in says
        ]
        named.sort(key=lambda entity: (entity not in says, not entity.is_person, -len(entity.mentions)))
        found = [Candidate(entity) for entity in named[:MOST_PEOPLE]]
        texts = dict.fromkeys(filter(None, map(self.quotations.description, range(len(self.direct)))))
        return [*found, *(Candidate(None, text) for text in texts), Candidate()]

    def _is_outlet(self, candidate: Candidate) -> bool:
        """Whether a candidate is an agency, channel or newspaper."""
        if candidate.entity is not None:
            return is_outlet(candidate.entity.words)
        return passes_on(candidate.description, self.reader.language)

    def _of_entity(self, entity: Entity) -> list[str]:
        """What holds for somebody whichever the quotation is."""
        people = self.reader.people.entities
        most = max((len(other.mentions) for other in people if other.is_person), default=1)
        says = self.discourse.events.entities.count(entity)
        found = [
            "person" if entity.is_person else "thing",
            f"score {bucket(entity.score, 0, 1.5, 3, 5)}",
            f"share {bucket(len(entity.mentions) / max(1, most), 0.1, 0.25, 0.5, 0.99)}",
            f"named {bucket(len(entity.mentions), 2, 3, 5, 9)}",
            f"says {bucket(says, 1, 2, 4)}",
            f"share of says {bucket(says / (len(self.discourse.events.entities) or 1), 0.01, 0.3, 0.6)}",
            "office" if entity.roles else "no office",
            "one word" if len(entity.words) == 1 else "whole name",
        ]
        if organisation_word(entity.words[-1]):
            found.append("organisation")
        if place_word(entity.words[-1]):
            found.append("place")
        if entity.by_surname:
            found.append("by surname")
        return found

    def _same(self, position: int) -> list[str]:
        """What speaks for the speaker of the quotation before."""
        if not position:
            return []
        span, before = self.direct[position], self.direct[position - 1]
        apart = span.paragraph - before.paragraph
        if apart:
            near = "goes on" if span.continues and apart == 1 else f"apart {bucket(apart, 1, 2, 3, 5)}"
        else:
            between = self.reader.paragraph(span.paragraph).masked[before.end : span.start]
            near = f"paragraph {bucket(len(between.split()), 1, 8, 20)}"
        found = [f"same {near}", f"same {near} after {self.quotations.kinds[position - 1]}"]
        cue = self.cues[position]
        if cue is not None and _GOING_ON.match(cue.phrase):
            found.append(f"same goes on to say {bucket(apart, 1, 2)}")
        return found

    def _of_quotation(self, position: int) -> list[list[str] | None]:
        """For each candidate the features that hold for a quotation."""
        gender, cue = self.quotations.gender(position), self.cues[position]
        near = self._near(position, gender)
        is_told = bool(gender) or (cue is not None and not cue.pronoun)
        not_an_outlet = bool(self._outlets) and self.quotations.is_first_person(position)
        found: list[list[str] | None] = []
        for candidate in self.candidates:
            entity = candidate.entity
            if not_an_outlet and candidate in self._outlets:
                found.append(None)
            elif entity is not None:
                names = [*self._lasting[entity], *near.get(entity, _NOT_NEAR)]
                found.append(names + self._agreement(entity, position, gender) if is_told else names)
            elif candidate.description:
                found.append(self._of_description(candidate.description, position))
            else:
                found.append(
                    ["nobody", *(["nobody for an office"] if self.quotations.is_held(position) else ())]
                )
        return found

    def _agreement(self, entity: Entity, position: int, gender: str) -> list[str]:
        """How somebody fits what the sentence calls its speaker."""
        cue = self.cues[position]
        found = []
        if gender:
            known = self.discourse.gender_of(entity)
            fit = "fits" if known == gender else "clashes" if known else "open"
            found.append(f"gender {fit}" if entity.gender or not known else f"gender perhaps {fit}")
        if cue is not None and cue.entity is entity:
            found += ["cue", f"cue {cue.kind}"]
        elif cue is not None and cue.entity is None and not cue.pronoun:
            found.append(f"office shares {shared_words(cue.text, entity.roles)}")
            if self.quotations.meant[position] is entity:
                found.append("holds the office")
            if is_office_of(cue.text, entity.roles):
                found.append("office in full")
        return found

    def _near(self, position: int, gender: str) -> dict[Entity, list[str]]:
        """What the text around a quotation says of those named there."""
        span, cue = self.direct[position], self.cues[position]
        start = min(span.start, cue.start) if cue is not None else span.start
        before, behind = (span.paragraph, start), (span.paragraph, span.end)
        others = (
            {entity for entity in self.discourse.known if not self.discourse.fits(entity, gender)}
            if gender
            else ()
        )
        trails = (
            ("named", self.discourse.named.before(before, others)),
            ("subject", self.discourse.subjects.before(before, others)),
            ("event", self.discourse.events.before(before, others)),
            ("next", self.discourse.named.behind(behind)),
            ("next event", self.discourse.events.behind(behind)),
        )
        near: dict[Entity, list[str]] = {}
        for name, trail in trails:
            close = min(3, sum(apart <= 2 for _, apart in trail.values()))
            for entity, (rank, apart) in trail.items():
                far = bucket(apart, 1, 2, 4, 7)
                near.setdefault(entity, []).extend(
                    (f"{name} {rank}", f"{name} {rank} apart {far}", f"{name} {rank} of {close}")
                )
        self._add_own_paragraph(near, span, cue)
        return near

    def _add_own_paragraph(
        self, near: dict[Entity, list[str]], span: Span, cue: AttributionCue | None
    ) -> None:
        paragraph = self.reader.paragraph(span.paragraph)
        start, end = next(
            ((first, stop) for first, stop in paragraph.sentences if first <= span.start < stop), (0, 0)
        )
        for mention in paragraph.mentions:
            side = "before" if mention.end <= span.start else "behind"
            if span.start <= mention.start < span.end:
                name = "in the quotation"
            elif paragraph.masked[mention.start] == "\x00":
                name = "in another quotation"
            elif cue is not None and cue.start <= mention.start < cue.end:
                name = f"in the cue{' owner' if mention.possessive else ''}"
            elif start <= mention.start < end:
                name = f"own sentence {side}{' owner' if mention.possessive else ''}"
            else:
                name = f"own paragraph {side}"
            names = near.setdefault(mention.entity, [])
            if name not in names:
                names.append(name)

    def _of_description(self, text: str, position: int) -> list[str] | None:
        """What holds for a description; None where it is of a quotation far away."""
        cue, span = self.cues[position], self.direct[position]
        if cue is not None and described_as(cue) == text:
            first = text.lower().split()[0]
            return ["description", f"head {kind_of_head(head(text))}", f"begins {kind_of_first(first)}"]
        nearest = min(
            (
                abs(other.paragraph - span.paragraph)
                for other, known in zip(self.direct, self.cues, strict=True)
                if known is not None and described_as(known) == text
            ),
            default=FAR + 1,
        )
        return ["description of another", f"description apart {nearest}"] if nearest <= FAR else None
