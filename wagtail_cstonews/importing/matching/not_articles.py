"""Documents that extraction takes for no article: lists of articles, home pages, search results.

They get no page, unless drafts are requested. The record keeps all of their lines.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportedDocument
from ..entries.entry import WRITTEN, Entry
from ..entries.reimport import StoredItem
from .match import Policy, set_state

KEPT_BACK = "kept_back"


KEPT_BACK_WHY = "Its source keeps it from the public: it is saved as a draft, even with --publish."


CODE = str(ImportedDocument.Doubt.NOT_AN_ARTICLE)


UNSURE = str(ImportedDocument.Doubt.UNSURE)


STAY_DRAFTS = frozenset((CODE, UNSURE, KEPT_BACK))
"""Warning codes of documents whose pages always stay drafts."""


LEFT_OUT = (
    "It is no article: a list of articles, a home page, or a text that ends within other articles' "
    "summaries. No page was made; --keep-lists makes a draft of it."
)


PAGE_STAYS = (
    "It is no article any more, but a list of articles, a home page or the like. Its page is left as it is. "
    "What it says now waits as a proposal; --keep-lists makes a draft of it."
)


PAGE_IS_ONE = (
    "It is no article, but a list of articles, a home page or the like, and was imported as one. Its page is "
    "left as it is: look at it, and delete it if it should not be."
)


def unsure(confidence: float, publish_above: float) -> ArticleWarning:
    """Why the article stays a draft though others are published."""
    return ArticleWarning(
        UNSURE,
        f"Extraction is {confidence:.0%} sure of it, and pages are published from "
        f"{publish_above:.0%} on: it is a draft. Look at it, then publish it.",
    )


def is_no_article(article: Article) -> bool:
    return any(warning.code == CODE for warning in article.warnings)


def stays_draft(entry: Entry) -> bool:
    """Whether the page stays a draft: no article, a low confidence, or held back by the source."""
    warnings = entry.extracted.article.warnings if entry.extracted else ()
    return entry.document.draft or any(warning.code in STAY_DRAFTS for warning in warnings)


def leave_out(entries: Iterable[Entry], policy: Policy) -> None:
    """Do not create or change pages for documents that are no article, unless drafts are requested."""
    if policy.keep_lists:
        return
    for entry in entries:
        if entry.state in WRITTEN and entry.extracted and is_no_article(entry.extracted.article):
            leave_out_one(entry, entry.extracted.article)


def leave_out_one(entry: Entry, article: Article) -> None:
    """Set the message for a document without a page. The record is updated, unless it already says so."""
    stored = entry.item if isinstance(entry.item, StoredItem) else None
    was = entry.record.state if entry.record is not None else None
    entry.proposes = False
    if entry.state == "new":
        set_state(entry, "not_an_article", LEFT_OUT)
        entry.remember = was != CODE or stored is None or not stored.is_same(article)
    elif stored is not None:
        # The page's content is current; only the document's classification is new.
        set_state(entry, "not_an_article", PAGE_IS_ONE)
        entry.remember = was != CODE
    else:
        set_state(entry, "not_an_article", PAGE_STAYS)
        entry.proposes = True
