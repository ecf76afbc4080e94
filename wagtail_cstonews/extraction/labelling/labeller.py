"""Every line of a document gets its label, and what is left out of the article the reason.

First it is found where the document's own article begins (:mod:`.own_article`), then which lines are its body
(:mod:`.body`) and which one its title (:mod:`.title`); what stands around them is named last.

>>> from ..article.line import Line
>>> lines = [
...     Line(1, "Lock at Kamenz closed for repairs"),
...     Line(2, "12 May 2024"),
...     Line(3, "The lock at Kamenz will be closed for two weeks from Monday, the river authority said."),
...     Line(4, "Ships have to wait in Esterburg until the gates are tight again, said a spokesman."),
... ]
>>> found = label_lines(lines)
>>> [line.label for line in lines]
['title', 'date', 'lead', 'paragraph']
"""

from __future__ import annotations

from collections.abc import Sequence

from ..article.line import Label, Line
from ..lines.facts import Facts, line_facts
from ..site.profile import SiteProfile
from .body import BodyLines, find_body
from .body_labels import label_body
from .labels import write_labels
from .page import LabelledPage
from .start.own_article import OwnArticle, find_own_article
from .surroundings import label_before, label_dates_of_teasers, label_repeated_title, label_rest
from .title.search import find_title
from .trailing_teasers import drop_trailing_teasers

_MOST_SHORT_LINES = 30
"""Lines without prose that may be an article all the same; more of them are a menu or a table."""
_UNSURE = frozenset(("chrome", "teaser"))
"""Labels of lines for which the site's other documents give a better reason."""


def label_lines(
    lines: Sequence[Line],
    *,
    given_titles: Sequence[str | None] = (),
    language: str | None = None,
    url: str | None = None,
    site: SiteProfile | None = None,
) -> BodyLines:
    """Finds the labels of all lines (:func:`find_labels`), and writes them on the lines."""
    found = find_labels(lines, given_titles=given_titles, language=language, url=url, site=site)
    write_labels(lines, found.labels)
    return found


def find_labels(
    lines: Sequence[Line],
    *,
    given_titles: Sequence[str | None] = (),
    language: str | None = None,
    url: str | None = None,
    site: SiteProfile | None = None,
) -> BodyLines:
    """What every line is, and what the line model said of it. The lines stay as they are.

    Each line is to be what a reader takes for one: join the lines of hand-wrapped paragraphs first
    (:func:`.plain_text.passages`). ``given_titles`` are titles known from elsewhere (the source's record,
    Open Graph, ``<title>``), the most trusted first; they may carry the site's name. ``language`` is the
    ISO 639-1 code, ``url`` the page's address (it often repeats the title), ``site`` the profile of the
    document's site, where they are known.
    """
    titles = [title for title in given_titles if title]
    facts = [line_facts(line) for line in lines]
    own = find_own_article(lines, facts, titles, url, site)
    found = _find_body(lines, facts, own)
    page = LabelledPage(lines, found.facts, found.mask)
    _label(page, _find_title(page, found, own, titles, url), own, found)
    found.labels = {
        line.number: Label(label, reason)
        for line, label, reason in zip(lines, page.labels, page.reasons, strict=True)
    }
    return found


def _find_body(lines: Sequence[Line], facts: Sequence[Facts], own: OwnArticle) -> BodyLines:
    """The body below the first line that may be the article's."""
    first = own.first
    scores = own.scores if first == own.top else None
    below = find_body(lines[first:], facts[first:], own.site, scores)
    found = below.below(first)
    found.facts = [*facts[:first], *below.facts]
    found.start, found.is_listing = own.start, own.is_listing
    return found


def _find_title(
    page: LabelledPage, found: BodyLines, own: OwnArticle, given_titles: Sequence[str], url: str | None
) -> int | None:
    if not any(page.mask):
        _take_what_there_is(page)
    if own.start.headline is not None:
        return own.start.headline
    top = own.top
    title = find_title(page.facts[top:], page.mask[top:], given_titles, found.title[top:], url)
    return None if title is None else top + title


def _take_what_there_is(page: LabelledPage) -> None:
    """A text of a few short lines has no prose to be found by: all that is not chrome is the article."""
    plain = [
        index
        for index in page.filled
        if page.facts[index].form == "" and page.facts[index].link_density < 0.5
    ]
    if len(plain) <= _MOST_SHORT_LINES:
        for index in plain:
            page.mask[index] = True


def _label(page: LabelledPage, title: int | None, own: OwnArticle, found: BodyLines) -> None:
    """Name the lines around the title and the body, then those of the body."""
    if title is not None:
        label_before(page, title, own)
        page.leave_out(title, "title", "")
    drop_trailing_teasers(page)
    label_rest(page, title)
    if title is not None:
        label_repeated_title(page, title, own)
    label_dates_of_teasers(page)
    label_body(page, title)
    # What the site's other documents show of a line is a better reason than its form.
    for index, (label, reason) in found.site_reasons.items():
        if page.labels[index] in _UNSURE:
            page.set(index, label, reason)
