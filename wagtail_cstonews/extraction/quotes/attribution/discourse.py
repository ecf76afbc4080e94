"""Discourse salience: the order in which an article mentions people, as subjects and as speakers.

The recency of a mention is evidence for coreference. If a name does not determine a gender, it is inferred
from the pronouns in sentences that name nobody else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from ....text.patterns import lazy_compile
from ...people.entity import Entity
from ..detection.spans import Span
from .attribution_cues import AttributionCue, cues_of_sentences
from .paragraphs import Reader
from .subject_mentions import sentence_subject

RANKS = 4
"""Number of recency ranks that are distinguished."""
Place = tuple[int, int]
"""The index of a paragraph, and an offset in it."""
_GENDERED = lazy_compile(r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b")
"""Gendered English pronouns."""
_BACK = 12
"""Paragraphs before a quotation in which mentions count."""
_AHEAD = 2
"""Paragraphs after a quotation in which mentions count."""


@dataclass(slots=True)
class Trail:
    """The positions at which people are mentioned in an article, in order."""

    places: list[Place] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, place: Place, entity: Entity) -> None:
        """Adds a mention. Positions must be in ascending order."""
        self.places.append(place)
        self.entities.append(entity)

    def before(
        self, place: Place, others: Container[Entity], back: int = _BACK
    ) -> dict[Entity, tuple[int, int]]:
        """The entities last mentioned before a position, with their recency rank and distance in paragraphs.

        Entities in ``others`` are skipped.
        """
        found: dict[Entity, tuple[int, int]] = {}
        for at in range(bisect_left(self.places, place) - 1, -1, -1):
            paragraph, entity = self.places[at][0], self.entities[at]
            if len(found) == RANKS or place[0] - paragraph > back:
                break
            if entity not in found and entity not in others:
                found[entity] = (len(found), place[0] - paragraph)
        return found

    def behind(self, place: Place, ahead: int = _AHEAD) -> dict[Entity, tuple[int, int]]:
        """The entities mentioned next after a position, with rank and distance in paragraphs."""
        found: dict[Entity, tuple[int, int]] = {}
        for at in range(bisect_left(self.places, place), len(self.places)):
            paragraph, entity = self.places[at][0], self.entities[at]
            if len(found) == RANKS or paragraph - place[0] > ahead:
                break
            found.setdefault(entity, (len(found), paragraph - place[0]))
        return found


class Discourse:
    """The order in which an article names people, has them act and lets them speak."""

    def __init__(self, reader: Reader, direct: Sequence[Span], cues: Sequence[AttributionCue | None]) -> None:
        self.named = Trail()
        """All mentions."""
        self.subjects = Trail()
        """Subjects of sentences."""
        self.events = Trail()
        """Subjects of reporting verbs."""
        self._walk(reader, direct, cues)
        self._leanings = self._leaning(reader)
        self.known = set(self.named.entities) | set(self.subjects.entities) | set(self.events.entities)

    def fits(self, entity: Entity, gender: str) -> bool:
        """Whether a word of this gender may refer to the entity."""
        return entity.is_person and self.gender_of(entity) in ("", gender)

    def gender_of(self, entity: Entity) -> str:
        """The gender by name and office, else by the article's pronouns: ``m``, ``f`` or empty."""
        return entity.gender or self._leanings.get(entity, "")

    def _walk(self, reader: Reader, direct: Sequence[Span], cues: Sequence[AttributionCue | None]) -> None:
        """Records mentions, subjects and speakers in the order of the article."""
        own = {
            (span.paragraph, cue.start): cue
            for span, cue in zip(direct, cues, strict=True)
            if cue is not None and cue.entity is not None
        }
        # Headline and lead come before the first paragraph.
        first = reader.paragraph(0).known_as
        for above in range(first):
            for mention in reader.people.mentions_in(above):
                self.named.add((above - first, mention.start), mention.entity)
                if mention.entity.is_person and not mention.possessive:
                    self.subjects.add((above - first, mention.start), mention.entity)
        for index in range(min(len(reader.texts), direct[-1].paragraph + 3)):
            paragraph = reader.paragraph(index)
            if not paragraph.mentions:
                continue
            events = {(index, cue.start): cue for cue in cues_of_sentences(paragraph)}
            events |= {place: cue for place, cue in own.items() if place[0] == index}
            for place, cue in sorted(events.items()):
                if cue.entity is not None:
                    self.events.add(place, cue.entity)
            for mention in paragraph.mentions:
                if paragraph.masked[mention.start] != "\x00":
                    self.named.add((index, mention.start), mention.entity)
            for start, end in paragraph.sentences:
                subject = sentence_subject(paragraph, start, end)
                if subject is not None:
                    self.subjects.add((index, start), subject)

    def _leaning(self, reader: Reader) -> dict[Entity, str]:
        """The gender of entities whose names give none, by pronouns in sentences that name nobody else."""
        votes: dict[Entity, int] = {}
        open_ones = {entity for entity in self.named.entities if not entity.gender and entity.is_person}
        for index in sorted({at for at, _ in self.named.places if at >= 0}) if open_ones else ():
            paragraph = reader.paragraph(index)
            for start, end in paragraph.sentences:
                inside = {
                    m.entity for m in paragraph.mentions if start <= m.start < end and m.entity.is_person
                }
                if len(inside) == 1 and inside <= open_ones:
                    entity = next(iter(inside))
                    for match in _GENDERED.finditer(paragraph.masked, start, end):
                        votes[entity] = votes.get(entity, 0) + (1 if match["m"] else -1)
        return {entity: "m" if vote > 0 else "f" for entity, vote in votes.items() if vote}
