"""Title, subtitle and authors: what came with the document, else what its lines say."""

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
"""Lines among which one that is printed twice is a headline, whatever is labelled as the title."""


@dataclass(slots=True)
class Headline:
    """The title, and what is printed with it."""

    title: str | None = None
    subtitle: str | None = None
    """What the headline itself says behind the title."""
    date: str | None = None
    """The date that is printed with it, in ISO 8601."""
    labels: Labels = field(default_factory=dict)
    """Those of the lines that print it again."""


@dataclass(slots=True)
class Head:
    """What stands over the text."""

    title: str | None = None
    subtitle: str | None = None
    authors: list[str] = field(default_factory=list)
    date: str | None = None
    """The date that is printed with the headline, in ISO 8601."""


def find_headline(read: ReadDocument, labelled: Labelled) -> Headline:
    """The document's headline, taken apart. Its lines must have their labels."""
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
    """Title, subtitle, authors, and the date that stands with them."""
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
    """The headline in one line."""
    document, page = read.document, read.page
    if document.title and document.title.strip():
        return " ".join(document.title.split())
    names = [page.site_name, *labelled.forms.names]
    # Where it heads the text, the printed one is no browser's title.
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
    """The labels of the lines that print the headline again, and the date that one of them has.

    Neither such a line nor a date is a subtitle. The line that is the title may be longer than the headline,
    by the name of the site.
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
    """The line that is the subtitle, without the date that may be set before it; and that date."""
    text = next((line.clean for line in lines if line.label == "subtitle"), None)
    opening = split_opening(text, read.language, now=read.now, host=read.host) if text else None
    return (opening.rest, opening.date) if opening and opening.is_date_first else (text, None)


def _given_authors(document: RawDocument) -> list[str]:
    """The authors that came with the document."""
    given = document.author
    return split_names(given) or [given.strip()] if given else []
