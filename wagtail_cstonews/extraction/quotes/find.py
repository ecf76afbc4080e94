"""Quotation extraction: finds direct speech and its speakers.

    >>> from wagtail_cstonews.extraction.people.entities import People
    >>> paragraphs = ['"The threat is real," Taalatbek Masadykov said, "and it is growing."']
    >>> [(q.text, q.speaker.name) for q in find_quotes(paragraphs, People.from_texts(paragraphs))]
    [('The threat is real,', 'Taalatbek Masadykov'), ('and it is growing.', 'Taalatbek Masadykov')]

In two steps: detection (``detection.speech``) and attribution (``attribution.speaker_model``). Scare quotes,
titles of works and names of places are left alone. English is measured; other languages are read by tables
of their words (``languages.lang``).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ..article.blocks import Speaker
from ..people.entities import People
from .attribution.speaker_model import Attribution, attribute
from .detection.spans import Span
from .detection.speech import find_spans


@dataclass(slots=True)
class FoundQuote:
    """A direct quotation in one paragraph. Offsets are in characters of that paragraph."""

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
    """The probability of the speaker, 0..1; that of the best guess if ``speaker`` is None."""
    continues: bool = False
    """Whether the quotation was opened in an earlier paragraph and goes on here."""
    guesses: list[Speaker] = field(default_factory=list)
    """The best guesses if no speaker is certain enough, best first."""


def find_quotes(paragraphs: list[str], people: People, language: str | None = "en") -> list[FoundQuote]:
    """The direct quotations of an article, in order; one for each paragraph that a quotation runs over.

    ``people`` are those of the whole article, its headline included: whoever is quoted is sought among them.
    """
    direct, spans = find_spans(paragraphs, language)
    attributions = attribute(paragraphs, direct, spans, people, language)
    return [
        _found(paragraphs, span, attribution) for span, attribution in zip(direct, attributions, strict=True)
    ]


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
