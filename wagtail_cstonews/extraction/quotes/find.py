"""Quoted speech: which quoted spans are somebody's words, and whose.

    >>> from wagtail_cstonews.extraction.people.entities import People
    >>> paragraphs = ['"The threat is real," Taalatbek Masadykov said, "and it is growing."']
    >>> [(q.text, q.speaker.name) for q in find_quotes(paragraphs, People.from_texts(paragraphs))]
    [('The threat is real,', 'Taalatbek Masadykov'), ('and it is growing.', 'Taalatbek Masadykov')]

Scare quotes, titles of works and names of places are left alone. English is measured; other
languages are read by tables of their words (``languages.lang``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from ..article.blocks import Speaker
from ..languages.speech_verbs import speech_verbs
from ..people.entities import People
from .attribution import Attribution, attribute
from .attribution_cues import mask
from .spans import Span, scan_paragraphs
from .speech import Setting, is_speech, speech_features


@dataclass(slots=True)
class FoundQuote:
    """Somebody's words in one paragraph. Offsets are in characters of that paragraph."""

    paragraph: int
    """Index of the paragraph in the list that was searched."""
    start: int
    """Where the quotation begins, its opening mark included."""
    end: int
    """Behind its closing mark."""
    text: str
    """The words without their marks."""
    cue: str | None = None
    """The verb or phrase that goes with it: ``said``."""
    mention: str | None = None
    """The speaker as printed in the sentence: ``the Special Representative``; None where nobody is named
    there.
    """
    speaker: Speaker | None = None
    """Who that is; None where it is not sure enough."""
    confidence: float = 0.0
    """How probably the speaker is right, 0..1; that of the best guess where ``speaker`` is None."""
    continues: bool = False
    """Whether the quotation was opened in an earlier paragraph and goes on here."""
    guesses: list[Speaker] = field(default_factory=list)
    """Who it could be where it is not sure, best first."""


def find_quotes(paragraphs: list[str], people: People, language: str | None = "en") -> list[FoundQuote]:
    """The direct quotations of an article, in order; one for each paragraph that a quotation runs over."""
    direct, spans = find_spans(paragraphs, language)
    attributions = attribute(paragraphs, direct, spans, people, language)
    return [
        _found(paragraphs, span, attribution) for span, attribution in zip(direct, attributions, strict=True)
    ]


def find_spans(paragraphs: list[str], language: str | None = "en") -> tuple[list[Span], list[Span]]:
    """The quoted stretches that are somebody's words, and all of them."""
    spans = scan_paragraphs(paragraphs, language)
    direct: list[Span] = []

    def decide(span: Span, features: list[str]) -> bool:
        if is_speech(features):
            direct.append(span)
            return True
        return False

    for _ in describe(paragraphs, spans, language, decide):
        pass
    return direct, spans


def describe(
    paragraphs: list[str],
    spans: list[Span],
    language: str | None = "en",
    decide: Callable[[Span, list[str]], bool] | None = None,
) -> Iterator[tuple[Span, list[str]]]:
    """Each span with the features that tell whether it is speech.

    ``decide`` says what the spans before were; training passes what the annotators said.
    """
    for index, group in groupby(spans, key=attrgetter("paragraph")):
        mine = list(group)
        text = paragraphs[index]
        _end_forgotten(text, mine, language)
        masked = mask(text, mine)
        cues = speech_verbs(masked, language)
        previous = paragraphs[index - 1] if index else ""
        decided: list[bool] = []
        for position, span in enumerate(mine):
            features = speech_features(
                Setting(text, masked, mine, position, cues, previous, decided, language)
            )
            decided.append(decide(span, features) if decide else is_speech(features))
            yield span, features


def _found(paragraphs: list[str], span: Span, attribution: Attribution) -> FoundQuote:
    return FoundQuote(
        paragraph=span.paragraph,
        start=span.start,
        end=span.end,
        text=span.inner(paragraphs[span.paragraph]),
        cue=attribution.cue,
        mention=attribution.mention,
        speaker=attribution.speaker,
        confidence=attribution.confidence,
        continues=span.continues,
        guesses=attribution.guesses,
    )


_FORGOTTEN = re.compile(
    r"[,.?!][\s—–-]+(?=(?:[A-ZА-Я][\w’'.-]+(?:\s[A-ZА-Я][\w’'.-]+){0,4}|he|she|they|the\s[\w\s]{1,40}?)\s)"
)
_LONGEST_ATTRIBUTION = 500
"""How many characters are searched for a verb of saying; it stands among the first words."""


def _end_forgotten(text: str, spans: list[Span], language: str | None) -> None:
    """Ends an unclosed quotation before its attribution: ``"We are ready, Masadykov said.``"""
    span = spans[-1]
    if span.closed or span.end != len(text) or span.run > 1:
        return
    for match in _FORGOTTEN.finditer(text, span.inner_start):
        stop = text.find(".", match.end(), match.end() + _LONGEST_ATTRIBUTION)
        sentence = text[match.end() : match.end() + _LONGEST_ATTRIBUTION if stop < 0 else stop]
        verbs = speech_verbs(sentence, language)
        if verbs and len(sentence[: verbs[0][1]].split()) <= 6 and text[match.start()] in ",?!":
            rest = text[match.end() + verbs[0][2] :]
            if len(rest) < 200 or "." not in rest[:-1]:
                span.inner_end = match.start() + 1
                span.end = match.start() + 1
                return
