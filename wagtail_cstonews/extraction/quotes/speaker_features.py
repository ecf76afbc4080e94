"""Who may have said a quotation, and what speaks for and against each: the features of the ranker.

Everybody whom the article names is a candidate, and so is what a sentence calls its speaker without a name:
``a homeless man``, ``the ministry``. The features hold for a quotation and a candidate; what they are worth
depends on what the quotation's own sentence says of its speaker (:class:`Setting`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

from ..article.blocks import Speaker
from ..languages.boilerplate import folded
from ..languages.lang.en import SPEECH_NOUNS
from ..ml.ranker import bucket
from ..people.entity import Entity, gender_of_pronoun
from ..people.names.roles import gender_of_word, organisation_word, place_word, role_word
from ..people.outlets import is_outlet, passes_on
from .attribution_cues import DESCRIPTION, Clue, Reader, clues_of_sentences, sentence_subject
from .spans import Span
from .speech import speaks_of_itself, words_in

MOST_PEOPLE = 24
"""How many of those whom an article names are candidates: those that say something, then the most named."""
FAR = 2
"""Paragraphs over which a description may still be the speaker of the next quotation."""
RANKS = 4
"""How many of the last named, and of the last subjects, are told apart."""

Place = tuple[int, int]
"""A paragraph, and an offset in it."""


@dataclass(slots=True, eq=False)
class Candidate:
    """Somebody who may have said it; neither entity nor description for nobody."""

    entity: Entity | None = None
    description: str = ""

    def speaker(self) -> Speaker | None:
        if self.entity is not None:
            return self.entity.speaker()
        return Speaker(self.description) if self.description else None

    @property
    def is_spelled(self) -> bool:
        return self.entity is None or self.entity.is_spelled


@dataclass(slots=True)
class Setting:
    """One quotation as the ranker sees it."""

    kind: str
    """What its own sentence says of its speaker: ``named``, ``pronoun``, ``office``, ``nothing``."""
    features: list[list[str] | None]
    """For each candidate what holds; None for who cannot be meant here."""
    same: list[str]
    """What holds for whoever said the quotation before as well: how near that stands, what the verb says."""
    goes_on: bool = False
    """Whether it is the next paragraph of the quotation before, and so has its speaker."""


@dataclass(slots=True)
class _Trail:
    """Where people are named (or act) in an article, in order."""

    places: list[Place] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def add(self, place: Place, entity: Entity) -> None:
        self.places.append(place)
        self.entities.append(entity)

    def before(
        self, place: Place, others: Container[Entity], back: int = 12
    ) -> dict[Entity, tuple[int, int]]:
        """Those last met before a place: which of them in order, and how many paragraphs away.

        ``others`` cannot be meant, and are passed over.
        """
        found: dict[Entity, tuple[int, int]] = {}
        for at in range(bisect_left(self.places, place) - 1, -1, -1):
            paragraph, entity = self.places[at][0], self.entities[at]
            if len(found) == RANKS or place[0] - paragraph > back:
                break
            if entity not in found and entity not in others:
                found[entity] = (len(found), place[0] - paragraph)
        return found

    def behind(self, place: Place, ahead: int = 2) -> dict[Entity, tuple[int, int]]:
        """Those next met behind a place."""
        found: dict[Entity, tuple[int, int]] = {}
        for at in range(bisect_left(self.places, place), len(self.places)):
            paragraph, entity = self.places[at][0], self.entities[at]
            if len(found) == RANKS or paragraph - place[0] > ahead:
                break
            found.setdefault(entity, (len(found), paragraph - place[0]))
        return found


class Scene:
    """An article's quotations with all the candidates for their speakers."""

    def __init__(self, reader: Reader, direct: Sequence[Span], clues: Sequence[Clue | None]) -> None:
        self.reader = reader
        self.direct = direct
        self.clues = clues
        self.named = _Trail()
        self.subjects = _Trail()
        self.events = _Trail()
        self._walk()
        self._leanings = self._leaning()
        self._known = set(self.named.entities) | set(self.subjects.entities) | set(self.events.entities)
        self.kinds = [self._kind(position) for position in range(len(direct))]
        self.meant = [self._office_holder(position) for position in range(len(direct))]
        self.candidates = self._candidates()
        self._outlets = [candidate for candidate in self.candidates if self._is_outlet(candidate)]
        self._lasting = {c.entity: self._of_entity(c.entity) for c in self.candidates if c.entity}

    def _walk(self) -> None:
        """Notes who is named, is a sentence's subject, says something, in the order of the article."""
        own = {
            (span.paragraph, clue.start): clue
            for span, clue in zip(self.direct, self.clues, strict=True)
            if clue is not None and clue.entity is not None
        }
        # Headline and lead stand above the first paragraph.
        first = self.reader.paragraph(0).known_as
        for above in range(first):
            for mention in self.reader.people.mentions_in(above):
                self.named.add((above - first, mention.start), mention.entity)
                if mention.entity.is_person and not mention.possessive:
                    self.subjects.add((above - first, mention.start), mention.entity)
        for index in range(min(len(self.reader.texts), self.direct[-1].paragraph + 3)):
            paragraph = self.reader.paragraph(index)
            if not paragraph.mentions:
                continue
            events = {
                (index, clue.start): clue for clue in clues_of_sentences(self.reader, paragraph, 1 << 30)
            }
            events |= {place: clue for place, clue in own.items() if place[0] == index}
            for place, clue in sorted(events.items()):
                if clue.entity is not None:
                    self.events.add(place, clue.entity)
            for mention in paragraph.mentions:
                if paragraph.masked[mention.start] != "\x00":
                    self.named.add((index, mention.start), mention.entity)
            for start, end in paragraph.sentences:
                subject = sentence_subject(paragraph, start, end)
                if subject is not None:
                    self.subjects.add((index, start), subject)

    def _leaning(self) -> dict[Entity, str]:
        """The gender of those whose names tell none, by the pronouns of sentences in which nobody else is
        named.
        """
        votes: dict[Entity, int] = {}
        open_ones = {entity for entity in self.named.entities if not entity.gender and entity.is_person}
        for index in sorted({at for at, _ in self.named.places if at >= 0}) if open_ones else ():
            paragraph = self.reader.paragraph(index)
            for start, end in paragraph.sentences:
                inside = {
                    m.entity for m in paragraph.mentions if start <= m.start < end and m.entity.is_person
                }
                if len(inside) == 1 and inside <= open_ones:
                    entity = next(iter(inside))
                    for match in _GENDERED.finditer(paragraph.masked, start, end):
                        votes[entity] = votes.get(entity, 0) + (1 if match["m"] else -1)
        return {entity: "m" if vote > 0 else "f" for entity, vote in votes.items() if vote}

    def _fits(self, entity: Entity, gender: str) -> bool:
        """Whether a person can be meant by a word of this gender."""
        return entity.is_person and self._gender_of(entity) in ("", gender)

    def _gender_of(self, entity: Entity) -> str:
        return entity.gender or self._leanings.get(entity, "")

    def _office_holder(self, position: int) -> Entity | None:
        """Whom a sentence names by an office: ``the Special Representative``."""
        clue = self.clues[position]
        if clue is None or clue.entity is not None or clue.pronoun:
            return None
        paragraph = self.reader.paragraph(self.direct[position].paragraph)
        return self.reader.people.find(clue.text, self.reader.position(paragraph, clue.start))

    def _candidates(self) -> list[Candidate]:
        says = {*self.events.entities, *self.meant}
        named = [
            entity
            for entity in self.reader.people.entities
            if entity.is_person or len(entity.words) > 1 or entity in says
        ]
        named.sort(key=lambda entity: (entity not in says, not entity.is_person, -len(entity.mentions)))
        found = [Candidate(entity) for entity in named[:MOST_PEOPLE]]
        texts = dict.fromkeys(filter(None, map(self.description, range(len(self.direct)))))
        return [*found, *(Candidate(None, text) for text in texts), Candidate()]

    def _kind(self, position: int) -> str:
        clue = self.clues[position]
        if clue is None:
            beside = [at for at in (position - 1, position + 1) if self._in_one_paragraph(position, at)]
            if any(self.clues[at] for at in beside):
                return "beside"
            above = self.direct[position].paragraph - 1
            return "led" if above >= 0 and self.reader.texts[above].rstrip().endswith(":") else "nothing"
        if clue.entity is not None:
            return "named" if clue.entity.is_person else "thing"
        if clue.pronoun:
            return (
                "pronoun"
                if gender_of_pronoun(clue.pronoun, self.reader.language)
                else "they"
                if clue.pronoun == "they"
                else "we"
            )
        if not _description(clue):
            return "unclear"
        return "office" if clue.text.lower().startswith(("the ", "this ", "that ")) else "description"

    def _in_one_paragraph(self, position: int, other: int) -> bool:
        inside = 0 <= other < len(self.direct)
        return inside and self.direct[other].paragraph == self.direct[position].paragraph

    # What holds for a candidate anywhere

    def _of_entity(self, entity: Entity) -> list[str]:
        """What holds for somebody whichever the quotation is."""
        people = self.reader.people.entities
        most = max((len(other.mentions) for other in people if other.is_person), default=1)
        says = self.events.entities.count(entity)
        found = [
            "person" if entity.is_person else "thing",
            f"score {bucket(entity.score, 0, 1.5, 3, 5)}",
            f"share {bucket(len(entity.mentions) / max(1, most), 0.1, 0.25, 0.5, 0.99)}",
            f"named {bucket(len(entity.mentions), 2, 3, 5, 9)}",
            f"says {bucket(says, 1, 2, 4)}",
            f"share of says {bucket(says / (len(self.events.entities) or 1), 0.01, 0.3, 0.6)}",
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

    # What holds for a candidate and a quotation

    def settings(self) -> list[Setting]:
        """What the ranker weighs, for each quotation."""
        return [
            Setting(
                self.kinds[position],
                self._of_quotation(position),
                self._same(position),
                position > 0 and self.direct[position].continues,
            )
            for position in range(len(self.direct))
        ]

    def _same(self, position: int) -> list[str]:
        if not position:
            return []
        span, before = self.direct[position], self.direct[position - 1]
        apart = span.paragraph - before.paragraph
        if apart:
            near = "goes on" if span.continues and apart == 1 else f"apart {bucket(apart, 1, 2, 3, 5)}"
        else:
            between = self.reader.paragraph(span.paragraph).masked[before.end : span.start]
            near = f"paragraph {bucket(len(between.split()), 1, 8, 20)}"
        found = [f"same {near}", f"same {near} after {self.kinds[position - 1]}"]
        clue = self.clues[position]
        if clue is not None and _GOING_ON.match(clue.cue):
            found.append(f"same goes on to say {bucket(apart, 1, 2)}")
        return found

    def _of_quotation(self, position: int) -> list[list[str] | None]:
        gender, clue = self._gender(position), self.clues[position]
        near = self._near(position, gender)
        is_told = bool(gender) or (clue is not None and not clue.pronoun)
        not_an_outlet = bool(self._outlets) and self._is_first_person(position)
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
                found.append(["nobody", *(["nobody for an office"] if self._is_held(position) else ())])
        return found

    def _is_outlet(self, candidate: Candidate) -> bool:
        """Whether a candidate is an agency, channel or newspaper."""
        if candidate.entity is not None:
            return is_outlet(candidate.entity.words)
        return passes_on(candidate.description, self.reader.language)

    def _is_first_person(self, position: int) -> bool:
        """Whether a quotation has a first person: an agency only passes it on."""
        span = self.direct[position]
        return speaks_of_itself(
            words_in(span.inner(self.reader.texts[span.paragraph]), self.reader.language),
            self.reader.language,
        )

    def _is_held(self, position: int) -> bool:
        holder = self.meant[position]
        return holder is not None and holder.is_person

    def _gender(self, position: int) -> str:
        """That of the word which stands for the speaker, if it has one."""
        clue = self.clues[position]
        if clue is None or clue.entity is not None:
            return ""
        if clue.pronoun:
            return gender_of_pronoun(clue.pronoun, self.reader.language)
        return gender_of_word(_head(_description(clue)))

    def _agreement(self, entity: Entity, position: int, gender: str) -> list[str]:
        """How somebody fits what the sentence calls its speaker."""
        clue = self.clues[position]
        found = []
        if gender:
            known = self._gender_of(entity)
            fit = "fits" if known == gender else "clashes" if known else "open"
            found.append(f"gender {fit}" if entity.gender or not known else f"gender perhaps {fit}")
        if clue is not None and clue.entity is entity:
            found += ["clue", f"clue {clue.kind}"]
        elif clue is not None and clue.entity is None and not clue.pronoun:
            found.append(f"office shares {_shared_words(clue.text, entity.roles)}")
            if self.meant[position] is entity:
                found.append("holds the office")
            if _is_office_of(clue.text, entity.roles):
                found.append("office in full")
        return found

    def _near(self, position: int, gender: str) -> dict[Entity, list[str]]:
        """What the text around a quotation says of those named there."""
        span, clue = self.direct[position], self.clues[position]
        start = min(span.start, clue.start) if clue is not None else span.start
        before, behind = (span.paragraph, start), (span.paragraph, span.end)
        others = {entity for entity in self._known if not self._fits(entity, gender)} if gender else ()
        trails = (
            ("named", self.named.before(before, others)),
            ("subject", self.subjects.before(before, others)),
            ("event", self.events.before(before, others)),
            ("next", self.named.behind(behind)),
            ("next event", self.events.behind(behind)),
        )
        near: dict[Entity, list[str]] = {}
        for name, trail in trails:
            close = min(3, sum(apart <= 2 for _, apart in trail.values()))
            for entity, (rank, apart) in trail.items():
                far = bucket(apart, 1, 2, 4, 7)
                near.setdefault(entity, []).extend(
                    (f"{name} {rank}", f"{name} {rank} apart {far}", f"{name} {rank} of {close}")
                )
        self._add_own_paragraph(near, span, clue)
        return near

    def _add_own_paragraph(self, near: dict[Entity, list[str]], span: Span, clue: Clue | None) -> None:
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
            elif clue is not None and clue.start <= mention.start < clue.end:
                name = f"in the clue{' owner' if mention.possessive else ''}"
            elif start <= mention.start < end:
                name = f"own sentence {side}{' owner' if mention.possessive else ''}"
            else:
                name = f"own paragraph {side}"
            names = near.setdefault(mention.entity, [])
            if name not in names:
                names.append(name)

    def description(self, position: int) -> str:
        """What a sentence calls its speaker, where that stands for no name; empty where it does not."""
        text = _description(self.clues[position])
        return text if text and not self._stands_for_a_name(position) else ""

    def _stands_for_a_name(self, position: int) -> bool:
        """Whether the sentence means somebody named before: ``the senator``, not ``a senator``."""
        meant = self.meant[position]
        if meant is not None:
            return meant.is_person
        head = _head(_description(self.clues[position]))
        if self.kinds[position] != "office" or _kind_of_head(head) not in ("role", "person"):
            return False
        gender, place = self._gender(position), (self.direct[position].paragraph, self.direct[position].start)
        return any(
            at < place and self._fits(entity, gender)
            for at, entity in zip(self.named.places, self.named.entities, strict=True)
        )

    def _of_description(self, text: str, position: int) -> list[str] | None:
        clue, span = self.clues[position], self.direct[position]
        if clue is not None and _description(clue) == text:
            first = text.lower().split()[0]
            return ["description", f"head {_kind_of_head(_head(text))}", f"begins {_kind_of_first(first)}"]
        nearest = min(
            (
                abs(other.paragraph - span.paragraph)
                for other, known in zip(self.direct, self.clues, strict=True)
                if known is not None and _description(known) == text
            ),
            default=FAR + 1,
        )
        return ["description of another", f"description apart {nearest}"] if nearest <= FAR else None


_NOT_NEAR = ("not near",)
_PERSON_NOUNS = frozenset(
    {"man", "woman", "boy", "girl", "mogul", "magnate", "star", "veteran", "newcomer", "native", "hopeful"}
)
# For text that is folded.
_VERBAL = re.compile(
    r"\b(?:is|was|are|were|be|been|has|had|have|will|would|can|could|did|does|do|may|might|should|must|"
    r"not|\w+n[’']t|who|"
    r"which|that|said|says|they|he|she|it|i|we|you|then|when|why|how|what|\w+ly|cuts|ends|begins|"
    r"features|featured)\b",
)
_LOOSE_END = re.compile(
    r"\b(?:the|a|an|of|for|with|from|at|in|on|to|by|and|or|but|his|her|its|their|our|close|known|"
    r"familiar|involved)$"
)
_RELATIVE = re.compile(r"\s(?:who|whom|whose|which|that|\w+ly$)\b")
_GENDERED = re.compile(r"\b(?:(?P<m>[Hh]e|[Hh]is|[Hh]im|[Hh]imself)|[Ss]he|[Hh]er|[Hh]ers|[Hh]erself)\b")
_GOING_ON = re.compile(r"add|conclud|continu|went on|goes on|go on")
_HEAD_ENDS = re.compile(r"\s(?:of|for|with|from|at|in|on|to|by|close|familiar|involved|known)\s")


def is_description(text: str) -> bool:
    """Whether a subject is a noun phrase: ``a homeless man``, ``the ministry``, ``two officials``."""
    if not DESCRIPTION.match(text):
        return False
    words = text.split()
    if len(words) == 1:
        return len(text) > 5 and text.endswith("s")
    return len(words) <= 9 and not _VERBAL.search(folded(text)) and not _LOOSE_END.search(text)


def _description(clue: Clue | None) -> str:
    """What a sentence calls its speaker without a name; empty where it does not."""
    if clue is None or clue.entity is not None or clue.pronoun:
        return ""
    text = _RELATIVE.split(clue.text)[0].strip(" .,;:")
    return text if is_description(text) and _head(text) not in SPEECH_NOUNS else ""


def _head(text: str) -> str:
    """The noun that a description is about; empty where there is none."""
    return next(reversed(_HEAD_ENDS.split(text)[0].lower().split()), "")


def _kind_of_head(word: str) -> str:
    if role_word(word) and not word.endswith("s"):
        return "role"
    if word in _PERSON_NOUNS or word.endswith("-year-old"):
        return "person"
    if organisation_word(word):
        return "organisation"
    return "many" if word.endswith("s") else "other"


def _kind_of_first(word: str) -> str:
    if word in ("the", "this", "that"):
        return "the"
    if word in ("a", "an", "one", "another"):
        return "a"
    return "his" if word in ("his", "her", "their", "its", "our") else "other"


def _is_office_of(text: str, roles: Iterable[str]) -> bool:
    """Whether somebody is said to hold an office of which the text has no other words."""
    words = set(text.lower().split()[1:])
    return bool(words) and any(words.issubset(role.lower().split()) for role in roles)


def _shared_words(text: str, roles: Iterable[str]) -> int:
    """How many words an office has in common with those that somebody is said to hold, up to two."""
    words = {word for word in text.lower().split() if len(word) > 3 or role_word(word)}
    return min(2, max((len(words.intersection(role.lower().split())) for role in roles), default=0))
