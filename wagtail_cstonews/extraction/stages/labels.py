"""Stage 2: labels every line. A page is labelled by the trained labeller, a fragment by its mark-up."""

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
    """The logical lines of a document, and the result of labelling them."""

    lines: list[Line]
    """The document's lines, but with each hand-wrapped paragraph joined to one line."""
    labels: Labels
    spoken: list[Line]
    """The lines that may contain quotes: no code, no bare URLs."""
    joined: list[Passage] = field(default_factory=list)
    """The lines that hand-wrapped paragraphs were joined from."""
    body: Sequence[float] = ()
    """The model's probability, 0..1, that each line is body; empty for a fragment."""
    start: ArticleStart = AT_THE_TOP
    is_listing: bool = False
    """Whether the document is a listing of several articles."""
    forms: SiteForms = UNKNOWN
    """How the document's site writes titles, dates and bylines."""


def label_document(
    read: ReadDocument, site: SiteProfile | None = None, passages: Sequence[Passage] | None = None
) -> Labelled:
    """Label every line. This is the only stage that uses the site profile.

    ``passages`` are the logical lines, if an editor's corrections changed them.
    """
    document = read.document
    if document.fragment:
        labels = fragment_labels(read.lines, document.title, document.lead)
        return Labelled(read.lines, labels, without_code(read.lines))
    if passages is None:
        lines, joined = logical_lines(read.lines)
    else:
        lines = [passage.line for passage in passages]
        joined = [passage for passage in passages if len(passage.members) > 1]
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
