"""Paragraphs with quotations, and what is found in them."""

from __future__ import annotations

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.quotes.find import FoundQuote, find_quotes

OPENING = "CSTO Deputy Secretary General Taalatbek Masadykov opened the forum in Moscow."
M = "Taalatbek Masadykov"


def found(*paragraphs: str, language: str = "en") -> list[FoundQuote]:
    texts = list(paragraphs)
    return find_quotes(texts, People.from_texts(texts, language), language)


def said(*paragraphs: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [
        (quote.text.strip(" ,."), quote.speaker.name if quote.speaker else None)
        for quote in found(*paragraphs, language=language)
    ]
