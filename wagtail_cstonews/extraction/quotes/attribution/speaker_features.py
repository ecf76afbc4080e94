"""Candidate speakers of a quotation and their features for ``speaker_model``.

The candidates are all people named in the article, and nominal descriptions of speakers such as ``a homeless
man`` or ``the ministry``. A feature holds for a pair of quotation and candidate; its weight depends on the
evidence in the quotation's own sentence (``QuotationFeatures.kind``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ....text.patterns import lazy_compile
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
"""Maximum number of people who are candidates: those who say something, then the most mentioned."""
FAR = 2
"""Distance in paragraphs over which a description may still be the speaker of a quotation."""
_NOT_NEAR = ("not near",)
"""The feature of somebody who is not mentioned around a quotation."""
_GOING_ON = lazy_compile(r"add|conclud|continu|went on|goes on|go on")
"""Verbs that continue the speech of the previous speaker."""


@dataclass(slots=True, eq=False)
class Candidate:
    """A candidate speaker. The null candidate has neither an entity nor a description."""

    entity: Entity | None = None
    description: str = ""

    def speaker(self) -> Speaker | None:
        """The speaker as the article names them; None for the null candidate."""
        if self.entity is not None:
            return self.entity.speaker()
        return Speaker(self.description) if self.description else None

    @property
    def is_spelled(self) -> bool:
        """Whether the name occurs in the nominative, so that it can be printed."""
        return self.entity is None or self.entity.is_spelled


@dataclass(slots=True)
class QuotationFeatures:
    """One quotation as the ranker sees it."""

    kind: str
    """The evidence in its own sentence: ``named``, ``pronoun``, ``office``, ``nothing``."""
    of_candidates: list[list[str] | None]
    """The features of each candidate; None for candidates that are ruled out."""
    same: list[str]
    """Features of the previous quotation's speaker: the distance, and the verb."""
    goes_on: bool = False
    """Whether it continues the previous quotation in a new paragraph, and so has the same speaker."""


class SpeakerFeatures:
    """An article's quotations with all candidate speakers."""

    def __init__(self, quotations: Quotations) -> None:
        self.quotations = quotations
        self.reader = quotations.reader
        self.direct = quotations.direct
        self.cues = quotations.cues
        self.discourse = quotations.discourse
        self.candidates = self._candidates()
        """The last one is the null candidate."""
        self._outlets = [candidate for candidate in self.candidates if self._is_outlet(candidate)]
        self._lasting = {c.entity: self._of_entity(c.entity) for c in self.candidates if c.entity}

    def of_quotations(self) -> list[QuotationFeatures]:
        """The features of each quotation."""
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
        """The people named, the descriptions of speakers, and the null candidate."""
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
        """The features of a person that are the same for all quotations."""
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
        """The features of the previous quotation's speaker."""
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
        """The features of each candidate for one quotation; None for candidates that are ruled out."""
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
        """The agreement of a person with the word that refers to the speaker."""
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
        """The features of people mentioned around a quotation."""
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
        """The features of a description; None if it belongs to a distant quotation."""
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
