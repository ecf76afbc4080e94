"""What the workbench says above its panes: kind, confidence, quotes, exchanges, people, warnings."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.models import Person

from ..words import band_of, confidence_in_words, warning_in_words

if TYPE_CHECKING:
    from wagtail_cstonews.extraction.article.article import Article
    from wagtail_cstonews.importing.single import Look, Named

MOST = 30
"""Quotes, exchanges and people that are listed."""

KINDS = {"news": _("News article"), "interview": _("Interview")}


@dataclass
class QuoteRow:
    text: str
    speaker: str
    role: str
    guesses: list[str]
    line: int | None


@dataclass
class ExchangeRow:
    question: str
    asks: str
    answers: str
    line: int | None


@dataclass
class WarningRow:
    words: str
    code: str
    line: int | None


@dataclass
class PersonRow:
    name: str
    role: str
    state: Any
    person: Person | None


def summary_of(look: Look) -> dict[str, Any]:
    """The context of the summary's template; empty where there is no article."""
    from wagtail_cstonews.extraction.article.blocks import Exchange

    if look.extracted is None:
        return {}
    article = look.extracted.article
    lines = _first_lines(article)
    exchanges = [(place, block) for place, block in enumerate(article.body) if isinstance(block, Exchange)]
    people = look.single.named() if look.single else []
    return {
        "article": article,
        "kind": KINDS[article.kind],
        "date": _date(article.published_at),
        "confidence": round(article.confidence * 100),
        "confidence_words": confidence_in_words(article.confidence),
        "confidence_status": band_of(article.confidence),
        "warnings": _warnings(look),
        "left_out": sum(1 for _line in article.left_out()),
        "quotes": [
            QuoteRow(
                quote.text,
                quote.speaker.name if quote.speaker else "",
                (quote.speaker.role or "") if quote.speaker else "",
                [guess.name for guess in quote.guesses],
                lines.get(quote.block) if quote.block is not None else None,
            )
            for quote in article.quotes[:MOST]
        ],
        "quotes_count": len(article.quotes),
        "exchanges": [
            ExchangeRow(
                block.question.text,
                block.question.speaker.name if block.question.speaker else "",
                block.answer.speaker.name if block.answer.speaker else "",
                lines.get(place),
            )
            for place, block in exchanges[:MOST]
        ],
        "exchanges_count": len(exchanges),
        "people": _people(people[:MOST]),
        "people_count": len(people),
    }


def _first_lines(article: Article) -> dict[int, int]:
    """The first line of each block."""
    found: dict[int, int] = {}
    for line in article.lines:
        if line.block is not None:
            found.setdefault(line.block, line.number)
    return found


def _warnings(look: Look) -> list[WarningRow]:
    rows: dict[tuple[str, int | None], WarningRow] = {}
    for warning in look.warnings:
        words = warning_in_words(warning.code, warning.message)
        rows.setdefault((words, warning.line), WarningRow(words, warning.code, warning.line))
    return list(rows.values())


def _people(named: list[Named]) -> list[PersonRow]:
    known = Person.objects.in_bulk([one.pk for one in named if one.pk])
    return [PersonRow(one.name, one.role, _state(one), known.get(one.pk or 0)) for one in named]


def _state(one: Named) -> Any:
    if one.pk:
        return _("on record")
    if one.is_ambiguous:
        return _("several people are called so")
    return _("will be added to the people") if one.is_new else _("named only on the page")


def _date(text: str | None) -> str:
    if not text:
        return ""
    try:
        moment: datetime.datetime | datetime.date | None = parse_datetime(text) if len(text) > 10 else None
        moment = moment or parse_date(text[:10])
    except ValueError:
        return text
    return formats.date_format(moment, "DATE_FORMAT") if moment else text
