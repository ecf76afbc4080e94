"""The labeller: gives every line of a document a label, and a reason to each line that is left out.

It finds where the document's own article begins (:mod:`.own_article`), then the lines of the body
(:mod:`.body`), then the title (:mod:`.title`), and labels the lines around them last.

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
from functools import lru_cache

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
"""Lines of a text without prose that may still be an article; with more it is a menu or a table."""
_UNSURE = frozenset(("chrome", "teaser"))
"""Labels whose reason is replaced if the site's other documents give a better one."""


# Most lines of a page have the same few labels.
_label_of = lru_cache(maxsize=1 << 10)(Label)


def label_lines(
    lines: Sequence[Line],
    *,
    given_titles: Sequence[str | None] = (),
    language: str | None = None,
    url: str | None = None,
    site: SiteProfile | None = None,
) -> BodyLines:
    """Find the labels of all lines (:func:`find_labels`), and write them on the lines."""
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
    """The label of every line, and the line model's scores. The lines are not changed.

    The lines must be logical lines: join hand-wrapped paragraphs first (:func:`.plain_text.passages`).
    ``given_titles`` are titles known from elsewhere (the source's record, Open Graph, ``<title>``), the most
    trusted first; they may contain the site's name. ``language`` is the ISO 639-1 code, ``url`` the page's
    URL (it often repeats the title), ``site`` the profile of the document's site, if they are known.
    """
    titles = [title for title in given_titles if title]
    facts = [line_facts(line) for line in lines]
    own = find_own_article(lines, facts, titles, url, site)
    found = _find_body(lines, facts, own)
    page = LabelledPage(lines, found.facts, found.mask)
    _label(page, _find_title(page, found, own, titles, url), own, found)
    labels = map(_label_of, page.labels, page.reasons)
    found.labels = {line.number: label for line, label in zip(lines, labels, strict=True)}
    return found


def _find_body(lines: Sequence[Line], facts: Sequence[Facts], own: OwnArticle) -> BodyLines:
    """Find the body, from the first line on that may belong to the article."""
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
    headings = {index - top for index in own.start.passed_over}
    title = find_title(page.facts[top:], page.mask[top:], given_titles, found.title[top:], url, headings)
    return None if title is None else top + title


def _take_what_there_is(page: LabelledPage) -> None:
    """In a text of a few short lines without prose, take every line that is not chrome as body."""
    plain = [
        index
        for index in page.filled
        if page.facts[index].form == "" and page.facts[index].link_density < 0.5
    ]
    if len(plain) <= _MOST_SHORT_LINES:
        for index in plain:
            page.mask[index] = True


def _label(page: LabelledPage, title: int | None, own: OwnArticle, found: BodyLines) -> None:
    """Label the lines around the title and the body, then those of the body."""
    if title is not None:
        label_before(page, title, own)
        page.leave_out(title, "title", "")
    drop_trailing_teasers(page)
    label_rest(page, title)
    if title is not None:
        label_repeated_title(page, title, own)
    label_dates_of_teasers(page)
    label_body(page, title)
    # The site's other documents give a better reason than the form of the line.
    for index, (label, reason) in found.site_reasons.items():
        if page.labels[index] in _UNSURE:
            page.set(index, label, reason)
