"""Attribution cues: reporting verbs with their subjects, in a quotation's own sentence and around it.

>>> from wagtail_cstonews.extraction.people.entities import People
>>> from wagtail_cstonews.extraction.quotes.attribution.paragraphs import Reader
>>> from wagtail_cstonews.extraction.quotes.detection.spans import scan_paragraphs
>>> texts = ["“We go on,” said Anna Brandt in Bonn."]
>>> (span,) = scan_paragraphs(texts)
>>> cue = cue_of_quotation(Reader(texts, [span], People.from_texts(texts), "en").paragraph(0), span)
>>> cue.phrase, cue.text, cue.kind
('said', 'Anna Brandt', 'turned')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ....text.patterns import lazy_compile
from ....text.sentences import ABBREVIATION
from ...languages.registry import words_of
from ...languages.speech_verbs import according, is_gerund, is_strong, may_accord
from ...people.entity import Entity
from ..detection.spans import Span
from .paragraphs import Paragraph
from .subject_mentions import subject_mention, subject_pronoun
from .subjects import main_subject, subject_after, subject_before

_ASIDE = lazy_compile(
    r"(?:when|while|as|after|before|because|if|since|although|though|which|who)\b", re.IGNORECASE
)
"""The beginning of a clause whose verb does not belong to the quotation before it."""
_FULL_STOP = lazy_compile(r"[.!?…](?=\s|$)")
_CHINESE_FULL_STOP = lazy_compile(rf"[。！？]|{_FULL_STOP.pattern}")
_ADVERB = lazy_compile(r"\s*(?:(?:also|then|later|has|had)\s+)?")
"""What may stand between a quotation and the verb that its subject follows."""
_NAMING = frozenset({"called", "calls", "call"})
"""Verbs that, behind a quotation, name something rather than say it."""
_PASSIVE = lazy_compile(r"\b(?:was|is|were|are|been|being)\s+(?:\w+ly\s+)?$")
_BY = lazy_compile(r"\s+by\s+")
_LEADING = lazy_compile(r"^[\s,，،—–―-]+")
_MOST_BEFORE_VERB = 30
"""Maximum words between a quotation and its verb; anything longer is another sentence."""
_LONGEST_CREDIT = 20
"""Maximum words of a name and an office after a dash."""
_LONGEST_SUBJECT = 16
"""Words. Anything longer is not a subject, but the beginning of a sentence without one."""
_CREDIT = lazy_compile(r"^[\s,.]*[—–―-]{1,2}\s*(?=[^\W\d_])")
_LABEL = lazy_compile(r"(?:^|[.!?])\s*([A-ZА-Я][\w’'.-]*(?:\s+[A-ZА-Я][\w’'.-]*){0,4}):\s*$")


@dataclass(slots=True)
class AttributionCue:
    """A reporting verb with its subject, in one paragraph."""

    phrase: str
    """The verb, ``according to``, or the mark of a label or credit."""
    start: int
    end: int
    """Of the subject, in characters of the paragraph."""
    text: str
    """The subject as printed."""
    kind: str
    """How it was found: ``behind`` (“...”, X said), ``turned`` (“...”, said X), ``before`` (X said: “...”),
    ``according`` (according to X), ``label`` (X: “...”), ``credit`` (“...” — X).
    """
    entity: Entity | None = None
    """Whom the subject names."""
    pronoun: str = ""
    """The pronoun that it is, in lower case."""


def cue_of_quotation(paragraph: Paragraph, span: Span) -> AttributionCue | None:
    """The verb and subject in the quotation's own sentence; None if there is none."""
    right = _right(paragraph, span)
    lead = right.lstrip(" \u00a0—–―-,，،")
    cue = _cue_behind(paragraph, right, span.end) if _goes_with(paragraph, span, right, lead) else None
    if cue is not None and not _ASIDE.match(lead):
        return cue
    left_at = _sentence_start(paragraph, span)
    left = paragraph.masked[left_at : span.start]
    found = _cue_before(paragraph, left, left_at) if left.strip(" \x00") else None
    return found or cue


def cues_of_sentences(paragraph: Paragraph) -> Iterator[AttributionCue]:
    """The cues of sentences without quotations, the last one first: ``Masadykov stressed that``."""
    for verb, start, _ in reversed(paragraph.verbs):
        if not is_strong(verb, paragraph.language):
            continue
        begin = max((first for first, _ in paragraph.sentences if first <= start), default=0)
        found = _placed(
            paragraph,
            verb,
            subject_before(paragraph.masked[begin:start], paragraph.language),
            begin,
            "before",
        )
        if found is not None:
            yield found


def _goes_with(paragraph: Paragraph, span: Span, right: str, lead: str) -> bool:
    """Whether the text after a quotation belongs to the same sentence."""
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
    """The text between a quotation and the end of its sentence or the next quotation."""
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
    # After an earlier quotation in the same sentence, only the text after that one counts.
    earlier = paragraph.masked.rfind("\x00", begin, span.start)
    return earlier + 1 if 0 <= earlier < span.start - 1 else begin


def _cue_behind(paragraph: Paragraph, text: str, at: int) -> AttributionCue | None:
    """The cue in the rest of a quotation's sentence, which begins at offset ``at``."""
    verbs = [verb for verb in paragraph.verbs if at <= verb[1] < at + len(text)]
    lead = _LEADING.match(text)
    skip = lead.end() if lead else 0
    found = _credit(paragraph, text, at) if not verbs else None
    found = found or _according(paragraph, according(paragraph.language).match(text, skip), text, at)
    if found is not None:
        return found
    for verb, start, end in verbs:
        front = text[skip : start - at]
        if is_gerund(verb) or verb in _NAMING:
            continue
        if _adverb(paragraph.language).fullmatch(front):
            place = subject_after(text[end - at :], paragraph.language)
            if place:
                return _cue_of_subject(paragraph, verb, end + place[0], end + place[1], "turned")
            continue
        if len(front.split()) > _MOST_BEFORE_VERB:
            return None
        found = _passive(paragraph, verb, text, start - at, end - at, at) or _placed(
            paragraph, verb, subject_before(text[: start - at], paragraph.language), at, "behind"
        )
        if found is not None:
            return found
    return None


def _credit(paragraph: Paragraph, text: str, at: int) -> AttributionCue | None:
    """``“...” — Krystal Correa, teacher``."""
    match = _CREDIT.match(text)
    if not match or len(text.split()) > _LONGEST_CREDIT:
        return None
    for mention in paragraph.mentions:
        if mention.role_start == at + match.end():
            printed = paragraph.text[mention.role_start : mention.end]
            return AttributionCue("—", mention.start, mention.end, printed, "credit", mention.entity)
    return None


def _according(
    paragraph: Paragraph, match: re.Match[str] | None, text: str, at: int
) -> AttributionCue | None:
    if match is None:
        return None
    place = subject_after(text[match.end() :], paragraph.language)
    return _placed(paragraph, match.group().strip(), place, at + match.end(), "according")


def _placed(
    paragraph: Paragraph, phrase: str, place: tuple[int, int] | None, at: int, kind: str
) -> AttributionCue | None:
    return _cue_of_subject(paragraph, phrase, at + place[0], at + place[1], kind) if place else None


def _passive(
    paragraph: Paragraph, verb: str, text: str, start: int, end: int, at: int
) -> AttributionCue | None:
    """``Sanders was asked by Bill Maher``: the speaker follows ``by``."""
    if not _PASSIVE.search(text, 0, start):
        return None
    by = _BY.match(text, end)
    return (
        _placed(paragraph, verb, subject_after(text[by.end() :], paragraph.language), at + by.end(), "turned")
        if by
        else None
    )


def _cue_before(paragraph: Paragraph, text: str, at: int) -> AttributionCue | None:
    """The cue in the part of the sentence before a quotation, from offset ``at`` on."""
    label = _LABEL.search(text)
    if label:
        return _cue_of_subject(paragraph, ":", at + label.start(1), at + label.end(1), "label")
    verbs = [verb for verb in paragraph.verbs if at <= verb[1] < at + len(text)]
    if not verbs:
        is_possible = may_accord(text, paragraph.language)
        matches = list(according(paragraph.language).finditer(text)) if is_possible else []
        return _according(paragraph, matches[-1], text, at) if matches else None
    for verb, start, end in reversed(verbs):
        found = _cue_of_verb(paragraph, verb, text, start - at, end - at, at)
        if found is not None:
            return found
    return None


def _cue_of_verb(
    paragraph: Paragraph, verb: str, text: str, start: int, end: int, at: int
) -> AttributionCue | None:
    """The cue of one verb in front of a quotation: ``Masadykov said``, ``said Masadykov``, ``Masadykov left,
    adding``.
    """
    if is_gerund(verb):
        return _cue_of_participle(paragraph, verb, text[:start], at)
    passive = _passive(paragraph, verb, text, start, end, at)
    if passive is not None:
        return passive
    place = subject_before(text[:start], paragraph.language)
    if place is not None:
        return _placed(paragraph, verb, place, at, "before")
    return _placed(paragraph, verb, subject_after(text[end:], paragraph.language), at + end, "before")


def _cue_of_participle(paragraph: Paragraph, verb: str, text: str, at: int) -> AttributionCue | None:
    """A participle has the subject right before it, ``with Trump yelling``, else that of the sentence it
    leans on.
    """
    if not text.rstrip().endswith((",", " and", "—")):
        near = subject_before(text, paragraph.language)
        if near is not None:
            for mention in paragraph.mentions:
                if mention.end == at + near[1] and mention.entity.is_person:
                    return _cue_of_subject(
                        paragraph, verb, max(at + near[0], mention.role_start), mention.end, "before"
                    )
    place = main_subject(text, paragraph.language)
    return _placed(paragraph, verb, place, at, "before")


@cache
def _adverb(language: str | None) -> re.Pattern[str]:
    """The adverbs between a quotation and its verb, if the subject follows the verb."""
    between = words_of(language).between
    return lazy_compile(rf"\s*(?:(?:{between})\s+)*", re.IGNORECASE) if between else _ADVERB


def _cue_of_subject(
    paragraph: Paragraph, phrase: str, start: int, end: int, kind: str
) -> AttributionCue | None:
    """The cue for a subject, narrowed to the name, pronoun or description in it; None if it is none of
    these.
    """
    text = paragraph.masked[start:end]
    mention = subject_mention(paragraph, start, end, kind)
    if mention is not None:
        begin = max(start, mention.role_start)
        return AttributionCue(
            phrase, begin, mention.end, paragraph.text[begin : mention.end], kind, entity=mention.entity
        )
    pronoun = subject_pronoun(text, paragraph.language)
    if pronoun:
        return AttributionCue(phrase, start, end, pronoun, kind, pronoun=pronoun.lower())
    return (
        AttributionCue(phrase, start, end, paragraph.text[start:end], kind)
        if len(text.split()) <= _LONGEST_SUBJECT
        else None
    )
