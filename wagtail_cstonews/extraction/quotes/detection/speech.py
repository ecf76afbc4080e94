"""Direct speech classification: tells speech from scare quotes, titles and mottos.

A logistic regression over features of the span and its context (``speech_features``). Its weights
(``ml/trained/speech.json``) are trained by ``python -m benchmarks.train_speech``.

    >>> text = 'The so-called "reform" came late. "We are ready," she said.'
    >>> speech, spans = find_spans([text])
    >>> [span.inner(text) for span in spans], [span.inner(text) for span in speech]
    (['reform', 'We are ready,'], ['We are ready,'])
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby
from operator import attrgetter

from ....text.patterns import lazy_compile
from ...languages.speech_verbs import speech_verbs
from ...ml.weights import read_weights
from .span_context import SpanContext, mask
from .spans import Span, scan_paragraphs
from .speech_features import SET_APART, TITLED, TRANSCRIPT, speech_features

THRESHOLD = 0.5
"""Minimum probability of speech: more likely than not."""
_NEVER_SPEECH = frozenset({TRANSCRIPT, SET_APART, TITLED})
_FORGOTTEN = lazy_compile(
    r"[,.?!][\s—–-]+(?=(?:[A-ZА-Я][\w’'.-]+(?:\s[A-ZА-Я][\w’'.-]+){0,4}|he|she|they|the\s[\w\s]{1,40}?)\s)"
)
_LONGEST_ATTRIBUTION = 500
"""Characters that are searched for a reporting verb, which is among the first words."""


def find_spans(paragraphs: list[str], language: str | None = "en") -> tuple[list[Span], list[Span]]:
    """The quoted spans that are speech, and all quoted spans."""
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
                SpanContext(text, masked, mine, position, cues, previous, decided, language)
            )
            decided.append(decide(span, features) if decide else is_speech(features))
            yield span, features


def is_speech(features: list[str]) -> bool:
    """Whether a span with these features is speech."""
    if not _NEVER_SPEECH.isdisjoint(features):
        return False
    return probability(features) >= THRESHOLD


def probability(features: list[str]) -> float:
    """The probability that a span with these features is speech, 0..1."""
    weights = _weights()
    total = sum([weights[feature] for feature in features if feature in weights])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = read_weights("speech")["weights"]
    return weights


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
