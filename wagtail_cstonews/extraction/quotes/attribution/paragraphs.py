"""Annotated paragraphs for attribution: sentences, reporting verbs and mentions of people."""

from __future__ import annotations

from dataclasses import dataclass

from ....text.sentences import sentences
from ...languages.speech_verbs import Cues, speech_verbs
from ...people.entities import People
from ...people.entity import Mention
from ..detection.span_context import mask
from ..detection.spans import Span


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its sentences, reporting verbs and mentions."""

    index: int
    text: str
    masked: str
    known_as: int
    """Its index among the texts of ``People``."""
    mentions: list[Mention]
    sentences: list[tuple[int, int]]
    verbs: Cues
    language: str | None = "en"


class Reader:
    """The annotated paragraphs of an article, computed lazily."""

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
        """A position in the article, in the coordinates of ``People``."""
        return paragraph.known_as, offset
