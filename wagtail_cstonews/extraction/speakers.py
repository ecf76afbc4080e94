"""Whose words a quotation is: from its own sentence, else from the sentences and paragraphs around it."""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .article import Speaker
from .clues import DESCRIPTION, Clue, Paragraph, Reader, clues_of_sentences, local_clue, sentence_subject
from .cues import NOUNS
from .marks import Span
from .offices import gender_of_word, role_word
from .people import PRONOUNS, Entity, People

SURE = 1 / 4
"""How probably a speaker must be right to be named; below it the field is empty and guesses are offered."""

MOST_GUESSES = 3
"""How many people are offered where the speaker is not sure."""


@dataclass(slots=True)
class Attribution:
    """What was found out about the speaker of a quotation."""

    cue: str | None = None
    mention: str | None = None
    speaker: Speaker | None = None
    confidence: float = 0.0
    guesses: list[Speaker] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    """What the confidence is reckoned from."""


def attribute(
    paragraphs: list[str], direct: list[Span], spans: list[Span], people: People, language: str | None = "en"
) -> list[Attribution]:
    """The speaker of each quotation in ``direct``. ``spans`` are all quoted stretches, those in ``direct``
    among them.
    """
    if not direct:
        return []
    reader = Reader(paragraphs, spans, people, language)
    for span in direct:
        reader.paragraph(span.paragraph).quotes.append(span)
    clues = [local_clue(reader, span) for span in direct]
    decision = _Decision(reader, direct, clues)
    result = []
    decision.all()
    for position, (found, clue) in enumerate(zip(decision.said, clues, strict=True)):
        evidence = decision.evidence(position)
        confidence = sureness(evidence) if found.speaker else 0.0
        sure = confidence >= SURE and (found.entity is None or found.entity.is_spelled)
        result.append(
            Attribution(
                cue=clue.cue if clue else None,
                mention=clue.text if clue else None,
                speaker=found.speaker if sure else None,
                confidence=confidence,
                guesses=[] if sure else decision.guesses(position),
                evidence=evidence,
            )
        )
    return result


@cache
def _weights() -> dict[str, float]:
    path = Path(__file__).parent / "models" / "speakers.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))["weights"])


def sureness(evidence: list[str]) -> float:
    """How probably the speaker is right: logistic regression, trained by ``benchmarks/train_speakers.py``."""
    weights = _weights()
    return 1 / (1 + math.exp(-sum([weights[name] for name in evidence if name in weights])))


_PERSON_NOUNS = frozenset(
    {"man", "woman", "boy", "girl", "mogul", "magnate", "star", "veteran", "newcomer", "native", "hopeful"}
)
_VERBAL = re.compile(
    r"\b(?:is|was|are|were|be|been|has|had|have|will|would|can|could|did|does|do|may|might|should|must|"
    r"not|\w+n[’']t|who|"
    r"which|that|said|says|they|he|she|it|i|we|you|then|when|why|how|what|\w+ly|cuts|ends|begins|"
    r"features|featured)\b",
    re.IGNORECASE,
)
_LOOSE_END = re.compile(
    r"\b(?:the|a|an|of|for|with|from|at|in|on|to|by|and|or|but|his|her|its|their|our|close|known|"
    r"familiar|involved)$"
)
_HEAD_ENDS = re.compile(r"\s(?:of|for|with|from|at|in|on|to|by|close|familiar|involved|known)\s")


def is_description(text: str) -> bool:
    """Whether a subject is a noun phrase: ``a homeless man``, ``the ministry``, ``two officials``."""
    if not DESCRIPTION.match(text):
        return False
    words = text.split()
    if len(words) == 1:
        return len(text) > 5 and text.endswith("s")
    return len(words) <= 9 and not _VERBAL.search(text) and not _LOOSE_END.search(text)


@dataclass(slots=True)
class _Said:
    """Who was found to speak, and in which way."""

    speaker: Speaker | None
    entity: Entity | None
    way: str
    """How: ``named``, ``pronoun``, ``office``, ``description``, ``subject``; empty for nobody."""
    details: tuple[str, ...] = ()
    road: tuple[str, ...] = ()
    """From where: ``before`` the quotation before it, ``behind`` the next, ``earlier``, ``above``."""

    def by(self, step: str) -> _Said:
        """The same, found from elsewhere."""
        return _Said(self.speaker, self.entity, self.way, self.details, (*self.road, step))


class _Decision:
    """The speakers of an article's quotations, decided one after the other."""

    def __init__(self, reader: Reader, direct: list[Span], clues: list[Clue | None]) -> None:
        self.reader = reader
        self.direct = direct
        self.clues = clues
        self.said: list[_Said] = []
        self.counts: dict[str, int] = {}

    def all(self) -> list[_Said]:
        for position, (span, clue) in enumerate(zip(self.direct, self.clues, strict=True)):
            paragraph = self.reader.paragraph(span.paragraph)
            found = self._of_clue(paragraph, clue, position) if clue is not None else None
            self.said.append(found or self._of_context(paragraph, position))
        return self.said

    def guesses(self, position: int) -> list[Speaker]:
        """Who else could have said it, best first: those who speak next to it, those named before it."""
        found = [
            self.said[at].speaker for at in (position, position - 1, position + 1) if 0 <= at < len(self.said)
        ]
        start = self.direct[position].paragraph
        near = [
            mention.entity
            for index in range(start, max(-1, start - 3), -1)
            for mention in reversed(self.reader.paragraph(index).mentions)
        ]
        # Who is only perhaps a person comes last, and only by a whole name.
        found += [entity.speaker() for entity in near if entity.is_person]
        found += [entity.speaker() for entity in near if not entity.is_person and len(entity.words) > 1]
        names: dict[str, Speaker] = {}
        for speaker in found:
            if speaker is not None:
                names.setdefault(speaker.name, speaker)
        return list(names.values())[:MOST_GUESSES]

    def evidence(self, position: int) -> list[str]:
        """What speaks for and against the speaker that was found."""
        found = self.said[position]
        step = found.road[-1] if found.road else "own"
        names = ["always", f"way {found.way}", f"step {step}", f"{found.way} {step}"]
        names += [f"{found.way} {detail}" for detail in found.details]
        names.append(f"steps {min(3, len(found.road))}")
        entity = found.entity
        if entity is None:
            return names
        names.append("person" if entity.is_person else "no person")
        names.append("whole name" if " " in entity.speaker().name else "one word")
        names.append("gender known" if entity.gender else "gender open")
        if found.way != "named":
            names.append(f"people {self._count(entity.gender)}")
        for side, at in (("before", position - 1), ("behind", position + 1)):
            if 0 <= at < len(self.said) and step != side and self._near(position, at):
                same = self.said[at].entity is entity
                names.append(f"{found.way} {side} {'agrees' if same else 'differs'}")
        return names

    def _count(self, gender: str) -> int:
        """How many people of the article could be meant by a word of this gender, in steps of doubling."""
        if gender not in self.counts:
            fitting = sum(_fits(entity, gender) for entity in self.reader.people.entities)
            self.counts[gender] = min(4, fitting.bit_length())
        return self.counts[gender]

    def _near(self, position: int, other: int) -> bool:
        return abs(self.direct[position].paragraph - self.direct[other].paragraph) <= 2

    # What the quotation's own sentence says

    def _of_clue(self, paragraph: Paragraph, clue: Clue, position: int) -> _Said | None:
        if clue.entity is not None:
            return _Said(clue.entity.speaker(), clue.entity, "named", (clue.kind,))
        if clue.pronoun:
            gender = PRONOUNS.get(clue.pronoun, "")
            return self._antecedent(paragraph, clue, gender, position) if gender else None
        entity = self.reader.people.find(clue.text, self.reader.position(paragraph, clue.start))
        if entity is not None:
            return _Said(entity.speaker(), entity, "office")
        return self._of_description(paragraph, clue, position)

    def _of_description(self, paragraph: Paragraph, clue: Clue, position: int) -> _Said | None:
        """``the senator`` is somebody known, ``a homeless man`` somebody who is called no more than that."""
        text = clue.text.strip(" .,;:")
        if not is_description(text):
            return None
        words = _HEAD_ENDS.split(text)[0].lower().split()
        head = words[-1]
        if head in NOUNS:
            return None
        definite = words[0] in ("the", "this", "that") and not head.endswith("s")
        if definite and (role_word(head) or head in _PERSON_NOUNS or head.endswith("-year-old")):
            found = self._antecedent(paragraph, clue, gender_of_word(head), position)
            if found is not None:
                return _Said(found.speaker, found.entity, "office", found.details)
        return _Said(Speaker(text), None, "description")

    def _antecedent(self, paragraph: Paragraph, clue: Clue, gender: str, position: int) -> _Said | None:
        """Whom ``he`` or ``she`` means; the surer, the fewer others of that gender are named near by."""
        entity, source = self._last_subject(paragraph, clue, gender, position)
        if entity is None:
            return None
        others = {
            mention.entity
            for index in (paragraph.index - 1, paragraph.index)
            if index >= 0
            for mention in self.reader.paragraph(index).mentions
            if mention.entity is not entity
            and _fits(mention.entity, gender)
            and (index < paragraph.index or mention.start < clue.start)
        }
        details = (source, f"others {min(2, len(others))}", "gender" if entity.gender else "gender unknown")
        return _Said(entity.speaker(), entity, "pronoun", details)

    def _last_subject(
        self, paragraph: Paragraph, clue: Clue, gender: str, position: int
    ) -> tuple[Entity | None, str]:
        """The last subject of fitting gender, else the last speaker, else who is named last, and which."""
        for index in range(paragraph.index, max(-1, paragraph.index - 3), -1):
            current = self.reader.paragraph(index)
            limit = clue.start if index == paragraph.index else len(current.text)
            for start, end in reversed([place for place in current.sentences if place[0] < limit]):
                subject = sentence_subject(current, start, min(end, limit))
                if subject is not None and _fits(subject, gender):
                    return subject, f"subject {paragraph.index - index}"
            if position and self.direct[position - 1].paragraph >= index - 1:
                previous = self.said[position - 1].entity
                if previous is not None and _fits(previous, gender):
                    return previous, "speaker"
        return self.reader.people.by_pronoun(gender, self.reader.position(paragraph, clue.start)), "last"

    # What stands around it

    def _of_context(self, paragraph: Paragraph, position: int) -> _Said:
        return (
            self._like_the_one_before(position)
            or self._like_the_one_behind(position)
            or self._named_earlier(paragraph, self.direct[position].start, position)
            or self._of_paragraphs_before(paragraph, position)
            or _Said(None, None, "")
        )

    def _like_the_one_before(self, position: int) -> _Said | None:
        """The quotation before it in the same paragraph, or the one that it goes on."""
        if not position:
            return None
        span, previous = self.direct[position], self.direct[position - 1]
        if previous.paragraph == span.paragraph or (
            span.continues and previous.paragraph == span.paragraph - 1
        ):
            return self.said[position - 1].by("before")
        return None

    def _like_the_one_behind(self, position: int) -> _Said | None:
        """The next one in the same paragraph, or of the same quotation, that says whose it is."""
        span = self.direct[position]
        for later in range(position + 1, len(self.direct)):
            other, clue = self.direct[later], self.clues[later]
            if other.paragraph != span.paragraph and not other.continues:
                return None
            if clue is not None:
                found = self._of_clue(self.reader.paragraph(other.paragraph), clue, position)
                if found is not None:
                    return found.by("behind")
        return None

    def _named_earlier(self, paragraph: Paragraph, stop: int, position: int) -> _Said | None:
        """Who says something, else whom a sentence is about, in the plain sentences before ``stop``."""
        for clue in clues_of_sentences(self.reader, paragraph, stop):
            found = self._of_clue(paragraph, clue, position)
            if found is not None and found.entity is not None:
                return found.by("earlier")
        for start, end in reversed([place for place in paragraph.sentences if place[1] <= stop]):
            subject = sentence_subject(paragraph, start, end)
            if subject is not None:
                return _Said(subject.speaker(), subject, "subject")
        return None

    def _of_paragraphs_before(self, paragraph: Paragraph, position: int) -> _Said | None:
        for index in range(paragraph.index - 1, max(-1, paragraph.index - 3), -1):
            if position and self.direct[position - 1].paragraph == index and self.said[position - 1].speaker:
                return self.said[position - 1].by("above")
            current = self.reader.paragraph(index)
            found = self._named_earlier(current, len(current.text), position)
            if found is not None:
                return found.by("above")
        return None


def _fits(entity: Entity, gender: str) -> bool:
    """Whether a person can be meant by a word of this gender; an empty one fits everybody."""
    return entity.is_person and (not gender or entity.gender in ("", gender))
