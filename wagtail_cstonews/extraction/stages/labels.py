"""What every line is: a page's by the trained labeller, a fragment's by its mark-up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...documents import RawDocument
from ..article.line import Labels, Line
from ..html.fragment_labels import fragment_labels
from ..html.fragments import without_code
from ..labelling.labeller import find_labels
from ..labelling.start.article_start import AT_THE_TOP, ArticleStart
from ..lines.plain_text import Passage, logical_lines
from ..metadata.page_metadata import PageHints
from ..site.forms import UNKNOWN, SiteForms
from ..site.profile import SiteProfile
from .document import ReadDocument


@dataclass(slots=True)
class Labelled:
    """The lines that a reader sees, and what each of them is."""

    lines: list[Line]
    """Those of the document, but paragraphs that were wrapped by hand are one line each."""
    labels: Labels
    spoken: list[Line]
    """The lines in which somebody may speak."""
    joined: list[Passage] = field(default_factory=list)
    """What wrapped paragraphs were joined from."""
    body: Sequence[float] = ()
    """How likely the model takes each line for body, 0..1; empty for a fragment."""
    start: ArticleStart = AT_THE_TOP
    is_listing: bool = False
    """Whether the document is no article but sums up several."""
    forms: SiteForms = UNKNOWN
    """How the document's site writes titles, dates and bylines."""


def label_document(read: ReadDocument, site: SiteProfile | None = None) -> Labelled:
    """What every line is. All that the site's other documents tell is asked for here."""
    document = read.document
    if document.fragment:
        labels = fragment_labels(read.lines, document.title, document.lead)
        return Labelled(read.lines, labels, without_code(read.lines))
    lines, joined = logical_lines(read.lines)
    found = find_labels(
        lines,
        given_titles=given_titles(document, read.page),
        language=read.language,
        url=document.url,
        site=site,
    )
    forms = site.forms() if site else UNKNOWN
    labels = {**found.labels, **forms.byline_labels(lines, found.labels)}
    return Labelled(lines, labels, lines, joined, found.body, found.start, found.is_listing, forms)


def given_titles(document: RawDocument, page: PageHints) -> list[str]:
    """The titles that came with the document, the most trusted first."""
    titles = [document.title, *page.titles]
    return [title for title in titles if title and title.strip()]
