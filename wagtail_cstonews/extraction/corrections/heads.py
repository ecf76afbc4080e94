"""What the lines that an editor marked say: subtitle, authors, lead, dateline, date."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..article.line import Line
from ..article.warnings import ArticleWarning
from ..languages import boilerplate, dates
from ..metadata.authors import byline_names
from ..metadata.given_date import given_date
from .edits import Edits

if TYPE_CHECKING:
    from ..site.forms import SiteForms
    from ..stages.beginning import Beginning
    from ..stages.document import ReadDocument
    from ..stages.head import Head

_OF_DATES = frozenset({"unread_date", "date_from_prose"})
"""Warnings that a date by an editor settles."""


def correct_head(head: Head, edits: Edits, lines: Sequence[Line]) -> None:
    """Set the subtitle and the authors that an editor marked; they outweigh those that came along."""
    if subtitles := edits.texts(lines, "subtitle"):
        head.subtitle = " ".join(subtitles)
    if bylines := edits.texts(lines, "byline"):
        head.authors = list(dict.fromkeys(name for text in bylines for name in _names(text)))


def _names(byline: str) -> list[str]:
    """The names in a byline; all of it, without "by", where no name is recognised."""
    if names := byline_names(byline):
        return names
    match = boilerplate.BYLINE.match(byline)
    rest = match["names"] if match else byline
    return [" ".join((rest or byline).split())]


def correct_beginning(
    beginning: Beginning, edits: Edits, read: ReadDocument, lines: Sequence[Line], forms: SiteForms
) -> None:
    """Set the lead, the dateline and the date that an editor marked."""
    leads = [line for line in lines if edits.labels.get(line.number) == "lead" and line.clean]
    if leads:
        number, rest = beginning.first or (0, "")
        beginning.lead = "\n".join(rest if line.number == number else line.clean for line in leads)
    if datelines := edits.texts(lines, "dateline"):
        beginning.dateline = datelines[0]
    printed = [line for line in lines if edits.labels.get(line.number) == "date" and line.clean]
    if not printed:
        return
    found = next(filter(None, (_date(line.clean, read, forms) for line in printed)), None)
    if found is not None:
        beginning.published_at = found
        beginning.warnings = [one for one in beginning.warnings if one.code not in _OF_DATES]
    else:
        message = f"No date could be read from “{printed[0].clean[:60]}”. Set the date on the page."
        beginning.warnings.append(ArticleWarning("unread_date", message, printed[0].number))


def _date(text: str, read: ReadDocument, forms: SiteForms) -> str | None:
    """The date of a line, in ISO 8601."""
    found = dates.find_date(text, read.language, now=read.now, host=read.host, month_first=forms.month_first)
    return found[0] if found else given_date(text, read.language, now=read.now)
