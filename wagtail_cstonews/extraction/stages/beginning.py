"""Stage 4: how the text begins, that is lead, dateline and date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...text.normalization import letters_of
from ..article.line import BODY_LABELS, Line
from ..article.warnings import ArticleWarning
from ..languages.dates import is_future, starts_with_glued_date
from ..metadata.given_date import given_date
from ..metadata.opening import Opening, split_opening
from ..metadata.published import find_published
from ..site.forms import SiteForms
from .document import ReadDocument
from .head import Head

_MAY_BE_GLUED = frozenset({"heading", "quote", "question", "answer"})
"""Labels of a first line that is taken as the opening only if a date is glued to it."""


@dataclass(slots=True)
class Beginning:
    """Lead, dateline and date of an article."""

    lead: str | None = None
    dateline: str | None = None
    published_at: str | None = None
    """ISO 8601 date or date-time."""
    first: tuple[int, str] | None = None
    """The line number of the first paragraph, and its text without date and dateline."""
    warnings: list[ArticleWarning] = field(default_factory=list)


def find_beginning(read: ReadDocument, lines: Sequence[Line], head: Head, forms: SiteForms) -> Beginning:
    """Find lead, dateline and date of labelled lines."""
    first, opening = _opening(read, lines)
    found = Beginning()
    found.published_at = _given_date(read, found.warnings) or head.date
    if found.published_at is None:
        found.published_at = _date_in_text(read, lines, opening, forms, found.warnings)
    if read.document.fragment:
        _fill_of_fragment(found, read, lines, first, opening)
    else:
        _fill_of_page(found, lines, first, opening)
    return found


def _fill_of_page(
    found: Beginning, lines: Sequence[Line], first: Line | None, opening: Opening | None
) -> None:
    found.dateline = opening.dateline if opening else None
    if found.dateline is None:
        found.dateline = next((line.clean for line in lines if line.label == "dateline"), None)
    if first is None or opening is None:
        return
    if first.label == "lead":
        found.lead = opening.rest
    found.first = first.number, opening.rest


def _fill_of_fragment(
    found: Beginning, read: ReadDocument, lines: Sequence[Line], first: Line | None, opening: Opening | None
) -> None:
    """Take the dateline off the first paragraph, but only if no other word of it would be lost."""
    if first and opening and opening.dateline:
        whole = f"{opening.dateline} {opening.rest}"
        if letters_of(whole) == letters_of(first.clean):
            found.dateline, found.first = opening.dateline, (first.number, opening.rest)
    lead = next((line for line in lines if line.label == "lead"), None)
    if lead is None:
        found.lead = read.document.lead
    else:
        is_first = found.first is not None and found.first[0] == lead.number
        found.lead = found.first[1] if found.first and is_first else lead.clean


def _opening(read: ReadDocument, lines: Sequence[Line]) -> tuple[Line | None, Opening | None]:
    """The first paragraph, split into its parts; else the first body line, if a date is glued to it."""
    above = next((line for line in lines if line.label in BODY_LABELS), None)
    if above is not None and above.label in _MAY_BE_GLUED and starts_with_glued_date(above.clean):
        first: Line | None = above
    else:
        first = next((line for line in lines if line.label in ("lead", "paragraph")), None)
    if first is None:
        return None, None
    return first, split_opening(first.clean, read.language, now=read.now, host=read.host)


def _given_date(read: ReadDocument, warnings: list[ArticleWarning]) -> str | None:
    """The date that came with the document, else the date of its mark-up."""
    printed = read.document.date
    given = given_date(printed, read.language, now=read.now) if printed else None
    if printed and not given:
        message = (
            f"The date {printed[:40]!r} could not be read, or cannot be that of a page. "
            "Write it as YYYY-MM-DD."
        )
        warnings.append(ArticleWarning("unread_date", message))
    told = read.page.published_at
    return given or (None if told is None or is_future(told, read.now) else told)


def _date_in_text(
    read: ReadDocument,
    lines: Sequence[Line],
    opening: Opening | None,
    forms: SiteForms,
    warnings: list[ArticleWarning],
) -> str | None:
    """The date found in the text, with a warning if it stands in a sentence."""
    printed = opening.date if opening else None
    if opening and opening.is_date_first:
        return printed
    found = find_published(
        lines, read.language, now=read.now, host=read.host, url=read.document.url, forms=forms
    )
    if found is None:
        return printed
    if found.is_prose and found.value != printed:
        message = (
            f"The date {found.value[:10]} is from a sentence on line {found.line}, and may be that of what "
            "happened. Check it."
        )
        warnings.append(ArticleWarning("date_from_prose", message, found.line))
    return found.value
