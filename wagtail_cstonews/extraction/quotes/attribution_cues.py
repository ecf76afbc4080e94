"""Clues to who speaks: verbs of saying with their subjects, in a quotation's own sentence and around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...text.sentences import ABBREVIATION, sentences
from ..languages.lang.language import NO_WORD
from ..languages.registry import words_of
from ..languages.speech_verbs import Cues, according, is_gerund, is_strong, may_accord, speech_verbs
from ..people.entities import People
from ..people.entity import PRONOUNS, Entity, Mention
from .spans import Span
from .subjects import main_subject, subject_after, subject_before

_PRONOUN = re.compile(r"\b(he|she|they|we|i|it|you|who|он|она|они|er|sie)\b", re.IGNORECASE)


DESCRIPTION = re.compile(
    r"(?:the|a|an|one|another|some|many|several|two|three|four|five|most|other|both|few|his|her|their|"
    r"its|our|this|that|local|senior|"
    r"top|former|police|officials?|authorities|critics|supporters|experts|students|protesters|residents|"
    r"opponents|lawyers|"
    r"(?-i:[A-Z])[\w.-]+(?:\s(?-i:[A-Z])[\w.-]+)?[’']s?\s(?-i:[a-z])\w+|"
    r"researchers|aides|prosecutors|investigators|organizers|activists|analysts|economists|scientists)\b",
    re.IGNORECASE,
)


_SUBJECT_PRONOUNS = frozenset(PRONOUNS) - {"his", "her", "hers", "him"} | {
    "they",
    "we",
    "i",
    "you",
    "it",
    "who",
    "они",
}


_SUBJECT_PRONOUN = re.compile(
    r"[\s\x00]*+(?:(?:But|And|So|Then|Later|Still|Yet|Also|However|Meanwhile|Earlier|Now|Instead|When|"
    r"While|As|After|Before|If),?\s+)?"
    r"(?:he|she|er|sie|он|она)\b",
    re.IGNORECASE,
)


_ASIDE = re.compile(
    r"(?:when|while|as|after|before|because|if|since|although|though|which|who)\b", re.IGNORECASE
)


_FULL_STOP = re.compile(r"[.!?…](?=\s|$)")


_CHINESE_FULL_STOP = re.compile(rf"[。！？]|{_FULL_STOP.pattern}")


_ADVERB = re.compile(r"\s*(?:(?:also|then|later|has|had)\s+)?")


_NAMING = frozenset({"called", "calls", "call"})


_PASSIVE = re.compile(r"\b(?:was|is|were|are|been|being)\s+(?:\w+ly\s+)?$")


_BY = re.compile(r"\s+by\s+")


_LEADING = re.compile(r"^[\s,，،—–―-]+")


_CREDIT = re.compile(r"^[\s,.]*[—–―-]{1,2}\s*(?=[^\W\d_])")


_LABEL = re.compile(r"(?:^|[.!?])\s*([A-ZА-Я][\w’'.-]*(?:\s+[A-ZА-Я][\w’'.-]*){0,4}):\s*$")


_PREPOSITION = re.compile(
    r"\b(?:of|for|to|with|by|from|in|at|on|about|against|and|under|between|over|behind|like|than|"
    r"near)\s+(?:(?:the|a|an|his|her|its|their|former|president|then)\s+)*$",
    re.IGNORECASE,
)


_LIKE_ENGLISH = ("en", None, "de", "ru")
"""Languages whose words stand among the English ones here."""


_LONGEST_WITH_PRONOUN = 5
"""Words of a subject that can be a pronoun: ``a-t-il``."""


@cache
def _pronoun(language: str | None) -> re.Pattern[str]:
    """The pronouns of a speaker."""
    known = "|".join(words_of(language).pronouns)
    edge = "" if language == "zh" else r"\b"
    return re.compile(rf"{edge}({known}){edge}", re.IGNORECASE) if known else NO_WORD


@cache
def _subject_is_pronoun(language: str | None) -> re.Pattern[str]:
    """A sentence that begins with a pronoun."""
    if language in _LIKE_ENGLISH:
        return _SUBJECT_PRONOUN
    return re.compile(rf"[\s\x00]*+{_pronoun(language).pattern}", re.IGNORECASE)


@cache
def _preposition(language: str | None) -> re.Pattern[str]:
    """What makes of the name behind it something else than a subject."""
    words = words_of(language)
    if not words.prepositions:
        return _PREPOSITION
    determiners = "|".join(words.determiners) or "(?!)"
    return re.compile(
        rf"(?:\b(?:{words.prepositions})\s+|\b[dDlL][’'])(?:(?:{determiners})\s+)*$", re.IGNORECASE
    )


def _is_behind_preposition(paragraph: Paragraph, start: int, mention: Mention) -> bool:
    """Whether a name in the clause that begins at ``start`` is no subject: ``the mayor of``."""
    end = max(start, mention.role_start)
    begin = max(start, end - _LONGEST_PREPOSITION)
    return _preposition(paragraph.language).search(paragraph.masked, begin, end) is not None


_LONGEST_PREPOSITION = 80
"""Characters of a preposition with the articles behind it."""


@cache
def _adverb(language: str | None) -> re.Pattern[str]:
    """What may stand between a quotation and the verb that its subject follows."""
    between = words_of(language).between
    return re.compile(rf"\s*(?:(?:{between})\s+)*", re.IGNORECASE) if between else _ADVERB


@dataclass(slots=True)
class Clue:
    """A verb of saying with its subject, in one paragraph."""

    cue: str
    start: int
    end: int
    """Of the subject, in characters of the paragraph."""
    text: str
    kind: str
    """How it was found: ``behind`` (X said), ``turned`` (said X), ``before`` (X said: ), ``according``,
    ``label``.
    """
    entity: Entity | None = None
    pronoun: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph as attribution sees it."""

    index: int
    text: str
    masked: str
    known_as: int
    """Its index among the texts that the people were read from."""
    mentions: list[Mention]
    sentences: list[tuple[int, int]]
    verbs: Cues
    quotes: list[Span] = field(default_factory=list)
    language: str | None = "en"


class Reader:
    """The paragraphs of an article with the people named in them; each is read when it is first needed."""

    def __init__(
        self, paragraphs: list[str], spans: list[Span], people: People, language: str | None
    ) -> None:
        self.texts = paragraphs
        self.people = people
        self.language = language
        self._spans: dict[int, list[Span]] = {}
        for span in spans:
            self._spans.setdefault(span.paragraph, []).append(span)
        self._known: list[int] = []
        last = -1
        for text in paragraphs:
            found = people.index_of(text, last)
            if found is None:
                found = people.read(text)
            last = found
            self._known.append(found)
        self._read: dict[int, Paragraph] = {}

    def paragraph(self, index: int) -> Paragraph:
        """The paragraph with this index."""
        found = self._read.get(index)
        if found is None:
            text = self.texts[index]
            masked = mask(text, self._spans.get(index, []))
            found = Paragraph(
                index,
                text,
                masked,
                self._known[index],
                self.people.mentions_in(self._known[index]),
                sentences(masked, self.language),
                speech_verbs(masked, self.language),
                language=self.language,
            )
            self._read[index] = found
        return found

    def position(self, paragraph: Paragraph, offset: int) -> tuple[int, int]:
        """A place in the article, as ``People`` counts it."""
        return paragraph.known_as, offset


def mask(text: str, spans: list[Span]) -> str:
    """The paragraph with its quoted stretches blanked out, at the same offsets."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.append("\x00" * (span.end - max(span.start, at)))
        at = max(at, span.end)
    parts.append(text[at:])
    return "".join(parts)


# The quotation's own sentence


def local_clue(reader: Reader, span: Span) -> Clue | None:
    """The verb and subject that the quotation's own sentence gives it."""
    paragraph = reader.paragraph(span.paragraph)
    right = _right(paragraph, span)
    lead = right.lstrip(" \u00a0—–―-,，،")
    clue = (
        _clue_right(reader, paragraph, right, span.end) if _goes_with(paragraph, span, right, lead) else None
    )
    if clue is not None and not _ASIDE.match(lead):
        return clue
    left_at = _sentence_start(paragraph, span)
    left = paragraph.masked[left_at : span.start]
    found = _clue_left(reader, paragraph, left, left_at) if left.strip(" \x00") else None
    return found or clue


def _goes_with(paragraph: Paragraph, span: Span, right: str, lead: str) -> bool:
    """Whether what follows a quotation still belongs to its sentence."""
    if not right.strip():
        return False
    last = span.inner(paragraph.text)[-1:]
    return (
        last in ",—–-?!…’'"
        or last.isalnum()
        or lead[:1].islower()
        or right.lstrip()[:1] in ("—", "–", "―", "-", ",", "，", "،")
        or (paragraph.language == "zh" and not right.rstrip().endswith(("：", ":")))
    )


def _right(paragraph: Paragraph, span: Span) -> str:
    """What stands between a quotation and the end of its sentence or the next quotation."""
    masked = paragraph.masked
    stop = masked.find("\x00", span.end)
    stop = len(masked) if stop < 0 else stop
    pattern = _CHINESE_FULL_STOP if paragraph.language == "zh" else _FULL_STOP
    for match in pattern.finditer(masked, span.end, stop):
        if not ABBREVIATION.search(masked, max(span.end, match.end() - 8), match.end()):
            stop = match.end()
            break
    return masked[span.end : stop]


def _sentence_start(paragraph: Paragraph, span: Span) -> int:
    begin = next((start for start, end in paragraph.sentences if start <= span.start < end), 0)
    # An earlier quotation in the same sentence: only what stands behind it counts.
    earlier = paragraph.masked.rfind("\x00", begin, span.start)
    return earlier + 1 if 0 <= earlier < span.start - 1 else begin


def _clue_right(reader: Reader, paragraph: Paragraph, text: str, at: int) -> Clue | None:
    verbs = [verb for verb in paragraph.verbs if at <= verb[1] < at + len(text)]
    lead = _LEADING.match(text)
    skip = lead.end() if lead else 0
    found = _credit(paragraph, text, at) if not verbs else None
    found = found or _according(reader, paragraph, according(reader.language).match(text, skip), text, at)
    if found is not None:
        return found
    for verb, start, end in verbs:
        front = text[skip : start - at]
        if is_gerund(verb) or verb in _NAMING:
            continue
        if _adverb(reader.language).fullmatch(front):
            place = subject_after(text[end - at :], reader.language)
            if place:
                return _clue(reader, paragraph, verb, end + place[0], end + place[1], "turned")
            continue
        if len(front.split()) > 30:
            return None
        found = _passive(reader, paragraph, verb, text, start - at, end - at, at) or _placed(
            reader, paragraph, verb, subject_before(text[: start - at], reader.language), at, "behind"
        )
        if found is not None:
            return found
    return None


def _credit(paragraph: Paragraph, text: str, at: int) -> Clue | None:
    """``“...” — Krystal Correa, teacher``."""
    match = _CREDIT.match(text)
    if not match or len(text.split()) > 20:
        return None
    for mention in paragraph.mentions:
        if mention.role_start == at + match.end():
            printed = paragraph.text[mention.role_start : mention.end]
            return Clue("—", mention.start, mention.end, printed, "credit", mention.entity)
    return None


def _according(
    reader: Reader, paragraph: Paragraph, match: re.Match[str] | None, text: str, at: int
) -> Clue | None:
    if match is None:
        return None
    place = subject_after(text[match.end() :], reader.language)
    return _placed(reader, paragraph, match.group().strip(), place, at + match.end(), "according")


def _placed(
    reader: Reader, paragraph: Paragraph, cue: str, place: tuple[int, int] | None, at: int, kind: str
) -> Clue | None:
    return _clue(reader, paragraph, cue, at + place[0], at + place[1], kind) if place else None


def _passive(
    reader: Reader, paragraph: Paragraph, verb: str, text: str, start: int, end: int, at: int
) -> Clue | None:
    """``Sanders was asked by Bill Maher``: who speaks stands behind ``by``."""
    if not _PASSIVE.search(text, 0, start):
        return None
    by = _BY.match(text, end)
    return (
        _placed(
            reader, paragraph, verb, subject_after(text[by.end() :], reader.language), at + by.end(), "turned"
        )
        if by
        else None
    )


def _clue_left(reader: Reader, paragraph: Paragraph, text: str, at: int) -> Clue | None:
    label = _LABEL.search(text)
    if label:
        return _clue(reader, paragraph, ":", at + label.start(1), at + label.end(1), "label")
    verbs = [verb for verb in paragraph.verbs if at <= verb[1] < at + len(text)]
    if not verbs:
        is_possible = may_accord(text, reader.language)
        matches = list(according(reader.language).finditer(text)) if is_possible else []
        return _according(reader, paragraph, matches[-1], text, at) if matches else None
    for verb, start, end in reversed(verbs):
        found = _clue_of_verb(reader, paragraph, verb, text, start - at, end - at, at)
        if found is not None:
            return found
    return None


def _clue_of_verb(
    reader: Reader, paragraph: Paragraph, verb: str, text: str, start: int, end: int, at: int
) -> Clue | None:
    """The clue of one verb in front of a quotation: ``Masadykov said``, ``said Masadykov``, ``Masadykov left,
    adding``.
    """
    if is_gerund(verb):
        return _clue_of_participle(reader, paragraph, verb, text[:start], at)
    passive = _passive(reader, paragraph, verb, text, start, end, at)
    if passive is not None:
        return passive
    place = subject_before(text[:start], reader.language)
    if place is not None:
        return _placed(reader, paragraph, verb, place, at, "before")
    return _placed(reader, paragraph, verb, subject_after(text[end:], reader.language), at + end, "before")


def _clue_of_participle(reader: Reader, paragraph: Paragraph, verb: str, text: str, at: int) -> Clue | None:
    """A participle has the subject right before it, ``with Trump yelling``, else that of the sentence it
    leans on.
    """
    if not text.rstrip().endswith((",", " and", "—")):
        near = subject_before(text, reader.language)
        if near is not None:
            for mention in paragraph.mentions:
                if mention.end == at + near[1] and mention.entity.is_person:
                    return _clue(
                        reader, paragraph, verb, max(at + near[0], mention.role_start), mention.end, "before"
                    )
    place = main_subject(text, reader.language)
    return _placed(reader, paragraph, verb, place, at, "before")


def sentence_subject(paragraph: Paragraph, start: int, end: int) -> Entity | None:
    """The first person in a sentence who is not an object or owner; None where a pronoun is its subject."""
    if _subject_is_pronoun(paragraph.language).match(paragraph.masked, start, end):
        return None
    for mention in paragraph.mentions:
        if (
            start <= mention.start
            and mention.end <= end
            and not mention.possessive
            and mention.entity.is_person
        ):
            if paragraph.masked[mention.start] == "\x00":
                continue
            if not _is_behind_preposition(paragraph, start, mention):
                return mention.entity
    return None


def clues_of_sentences(reader: Reader, paragraph: Paragraph, stop: int) -> Iterator[Clue]:
    """The clues of plain sentences before ``stop``, the last one first: ``Masadykov stressed that``."""
    for verb, start, _ in reversed(paragraph.verbs):
        if start >= stop or not is_strong(verb, reader.language):
            continue
        begin = max((first for first, _ in paragraph.sentences if first <= start), default=0)
        found = _placed(
            reader,
            paragraph,
            verb,
            subject_before(paragraph.masked[begin:start], reader.language),
            begin,
            "before",
        )
        if found is not None:
            yield found


def _clue(reader: Reader, paragraph: Paragraph, cue: str, start: int, end: int, kind: str) -> Clue | None:
    """The clue for a subject, narrowed to the name, pronoun or description in it; None if it is none of
    these.
    """
    text = paragraph.masked[start:end]
    mention = _subject_mention(paragraph, start, end, kind)
    if mention is not None:
        begin = max(start, mention.role_start)
        return Clue(cue, begin, mention.end, paragraph.text[begin : mention.end], kind, entity=mention.entity)
    pronoun = _subject_pronoun(text, reader.language)
    if pronoun:
        return Clue(cue, start, end, pronoun, kind, pronoun=pronoun.lower())
    return Clue(cue, start, end, paragraph.text[start:end], kind) if len(text.split()) <= 16 else None


def _subject_mention(paragraph: Paragraph, start: int, end: int, kind: str) -> Mention | None:
    inside = [m for m in paragraph.mentions if m.start >= start and m.end <= end + 1 and not m.possessive]
    if not any(m.entity.is_person for m in inside):
        # said the director of the institute, Ivan Petrov
        for mention in paragraph.mentions:
            if end < mention.start <= end + 3 and mention.entity.is_person and mention.full:
                return mention
    eligible = [mention for mention in inside if not _is_behind_preposition(paragraph, start, mention)]
    if not eligible:
        return None
    if kind in ("behind", "before"):
        nearest = eligible[-1]
        if nearest.end >= end - 1 and (nearest.entity.is_person or len(eligible) == 1):
            return nearest
    people = [m for m in eligible if m.entity.is_person]
    if people:
        return people[0]
    # An organisation or place only as the whole of the subject: not in "the Florida senator".
    return eligible[-1] if eligible[-1].end >= end - 1 else None


def _subject_pronoun(text: str, language: str | None) -> str:
    words = text.split()
    if not words:
        return ""
    if language not in _LIKE_ENGLISH:
        match = _pronoun(language).search(text) if len(words) < _LONGEST_WITH_PRONOUN else None
        return match.group(1) if match else ""
    for word in (words[0], words[-1]):
        plain = word.lower().strip(",.;:")
        if plain in _SUBJECT_PRONOUNS:
            return plain
    match = _PRONOUN.search(text)
    return match.group(1) if match and len(words) < 12 and not DESCRIPTION.match(text) else ""
