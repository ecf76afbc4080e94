"""Stage 3: title, subtitle and authors, given with the document or else found in its lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice

from ...documents import RawDocument
from ...text import urls
from ...text.normalization import letters_of
from ..article.line import Label, Labels, Line
from ..languages.dates import is_date_line, may_hold_date
from ..metadata import head
from ..metadata.authors import find_authors, split_names
from ..metadata.headline import choose_headline
from ..metadata.opening import split_opening
from .document import ReadDocument
from .labels import Labelled

_HEAD_OF_PAGE = 25
"""A line printed twice among the first lines is a headline, even if another line has the label title."""


@dataclass(slots=True)
class Headline:
    """The title, and the subtitle and date printed with it."""

    title: str | None = None
    subtitle: str | None = None
    """The part of the headline after the title."""
    date: str | None = None
    """The date printed with it, in ISO 8601."""
    labels: Labels = field(default_factory=dict)
    """Labels of the lines that repeat the headline."""


@dataclass(slots=True)
class Head:
    """Title, subtitle, authors and date above the text."""

    title: str | None = None
    subtitle: str | None = None
    authors: list[str] = field(default_factory=list)
    date: str | None = None
    """The date printed with the headline, in ISO 8601."""


def find_headline(read: ReadDocument, labelled: Labelled, chosen: str | None = None) -> Headline:
    """Split the document's headline into its parts. The lines must be labelled already.

    ``chosen`` is the title that an editor chose: that is the title, as it is.
    """
    if chosen:
        labels, date = _reprints(read, labelled.lines, chosen)
        return Headline(chosen, None, date, {} if read.document.fragment else labels)
    if read.document.fragment:
        printed = _printed_title(read.lines)
        return Headline(" ".join((read.document.title or printed or "").split()) or None)
    lines = labelled.lines
    text = _headline(read, labelled)
    if not text:
        return Headline()
    text, date = head.split_dated_title(
        text, read.language, now=read.now, host=read.host, printed=(line.clean for line in lines)
    )
    labels, printed_date = _reprints(read, lines, text)
    title, subtitle = head.split_headline(text)
    return Headline(title, subtitle, printed_date or date, labels)


def find_head(read: ReadDocument, lines: Sequence[Line], headline: Headline) -> Head:
    """Find title, subtitle, authors, and the date beside them."""
    given = _given_authors(read.document)
    if read.document.fragment:
        return Head(headline.title, None, given)
    date, subtitle = headline.date, headline.subtitle
    if date is None:
        texts = (text for line in lines if line.label != "teaser" and (text := line.clean))
        top = list(islice(texts, _HEAD_OF_PAGE))
        date = head.date_of_reprint(top, read.language, now=read.now, host=read.host)
    if subtitle is None:
        subtitle, glued = _subtitle(read, lines)
        date = date or glued
    page = read.page
    authors = given or page.authors or find_authors(lines, read.host) or page.site_authors
    return Head(headline.title, subtitle, authors, date)


def _headline(read: ReadDocument, labelled: Labelled) -> str | None:
    """The headline as one line."""
    document, page = read.document, read.page
    if document.title and document.title.strip():
        return " ".join(document.title.split())
    names = [page.site_name, *labelled.forms.names]
    # A headline found at the start of the article is printed text, not a browser title.
    is_heading = labelled.start.headline is not None
    printed = _printed_title(labelled.lines)
    if page.headlines and not (is_heading and printed):
        return choose_headline(page.headlines, printed, url=document.url, site_names=names, kind=page.kind)
    if printed is None:
        return None
    printed = head.strip_host_name(printed, urls.host_of(document.url))
    return head.strip_site_name(printed, names, guess=not is_heading)


def _printed_title(lines: Sequence[Line]) -> str | None:
    return next((line.clean for line in lines if line.label == "title"), None)


def _reprints(read: ReadDocument, lines: Sequence[Line], headline: str) -> tuple[Labels, str | None]:
    """The labels of the lines that repeat the headline, and the date that one of them carries.

    Such a line is not a subtitle, nor is a date. The title line may be longer than the headline, by the name
    of the site.
    """
    headlines = {headline, *(line.clean for line in lines if line.label == "title")}
    labels: dict[int, Label] = {}
    found = None
    shortest, longest = min(map(len, headlines)), max(map(len, headlines)) + head.LONGEST_BESIDE
    for line in lines:
        if len(line.text) <= shortest or line.label == "title":
            continue
        text = line.clean
        if len(text) > longest or not may_hold_date(text):
            continue
        again = (
            head.date_beside(text, title, read.language, now=read.now, host=read.host) for title in headlines
        )
        date = next(filter(None, again), None)
        found = found or date
        if date and line.label != "date":
            labels[line.number] = Label("duplicate", "the headline again, with its date")
    wanted = set(map(letters_of, headlines))
    for line in lines:
        if line.label != "subtitle" or line.number in labels:
            continue
        if letters_of(line.clean) in wanted:
            labels[line.number] = Label("duplicate", "the headline again")
        elif is_date_line(line.clean):
            labels[line.number] = Label("date")
    return labels, found


def _subtitle(read: ReadDocument, lines: Sequence[Line]) -> tuple[str | None, str | None]:
    """The subtitle without a date at its beginning; and that date."""
    text = next((line.clean for line in lines if line.label == "subtitle"), None)
    opening = split_opening(text, read.language, now=read.now, host=read.host) if text else None
    return (opening.rest, opening.date) if opening and opening.is_date_first else (text, None)


def _given_authors(document: RawDocument) -> list[str]:
    """The authors that came with the document."""
    given = document.author
    return split_names(given) or [given.strip()] if given else []
