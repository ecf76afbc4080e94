"""The planner: decides what becomes of each document of a batch, before any of it is written.

An import in one process plans before it takes the section's lock; a worker of a task queue plans while it
holds the lock. Planning takes a fixed number of queries a batch:

1. match: by key and content with what is there, which tells who needs an article;
2. extract the articles, run the site's own steps on them, and leave out what is none;
3. link near-duplicates to the documents that they repeat;
4. load images and linked files;
5. look up people, tags, links and translations, then build the pages.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import Error
from wagtail.models import Locale

from .. import conf
from ..compat import get_base_page_model
from ..documents import RawDocument
from ..extraction.article.article import Article
from ..extraction.article.errors import ExtractionError
from ..extraction.article.warnings import ArticleWarning
from ..extraction.processes.pool import PoolError, ProcessDiedError
from ..models import ImportRun
from .building.languages import Languages
from .building.links import LinkedPages
from .building.page import build_page, contents_of, explain, rebuild_page
from .building.person_linker import PersonLinker
from .entries.entry import WRITTEN, Entry, Extracted
from .entries.reimport import StoredItem
from .entries.stored import same_article
from .files import FileBook
from .images import ImageBook
from .matching.match import Seen, match
from .matching.near_duplicates import Known, find_near
from .matching.not_articles import is_no_article, leave_out, unsure
from .options import ImportOptions
from .reading.article_steps import ArticleStepError, apply_article_steps
from .reporting.wording import printable
from .writing.drafts import Threshold, publish_drafts, rebuild
from .writing.records import needs_record
from .writing.redirects import warn_of_addresses

logger = logging.getLogger(__name__)

NOTHING_FOUND = (
    "No article was found in it: neither title nor paragraph. Look at the source, or leave it out."
)


class Planner:
    """Plans documents under one parent page, and builds the pages that are to be written.

    ``parent`` is the page that new ones go under, in its locale. ``images`` loads the images that articles
    name, ``files`` the files that they link to. ``extractor`` makes an article; ``on_article`` is called with
    each document and what was found in it.
    """

    def __init__(
        self,
        parent: Any,
        options: ImportOptions,
        *,
        images: ImageBook,
        files: FileBook,
        extractor: Callable[[RawDocument], Extracted],
        on_article: Callable[[RawDocument, Article], None] | None = None,
    ) -> None:
        self.parent = parent
        self.options = options
        self.images = images
        self.files = files
        self.extractor = extractor
        self.on_article = on_article
        self.policy = options.policy(
            missing_images=self.images.fetch,
            missing_files=self.files.fetch,
        )
        least = conf.get_share("PUBLISH_ABOVE") if options.publish_above is None else options.publish_above
        self.threshold = Threshold(least, options.publish_above is not None)
        self.languages = Languages(parent, is_on=options.by_language)
        self.seen = Seen()
        self.known = Known() if options.dry_run else None
        """The sketches of a dry run's articles, which are not stored."""
        self.linked = LinkedPages()
        self.run: ImportRun | None = None
        """The run that loaded images and files are recorded for; None in a dry run, which loads none."""
        self.stopping: Callable[[], bool] = lambda: False
        """Whether a stop was requested: then nothing more is loaded."""

    def plan(self, entries: list[Entry], *, is_loaded: bool = False) -> PersonLinker:
        """Set each document's planned state. Returns the people whom the documents name.

        With ``is_loaded`` the entries know their images and files already.
        """
        match(entries, self.seen, self.policy)
        for entry in entries:
            if entry.is_extracted:
                self._extract(entry)
        leave_out(entries, self.policy)
        if self.options.links_near_duplicates:
            find_near(entries, self.policy, self.known)
        if not is_loaded:
            self.load(entries)
        people = PersonLinker.load(entry.extracted.article for entry in entries if entry.extracted)
        people.tags.load(tag for entry in entries if entry.extracted for tag in entry.tags)
        pages = _latest_pages_of(entries)
        self.linked = LinkedPages.of(entries)
        self.languages.load(entries)
        for entry in entries:
            if entry.state in WRITTEN:
                self._build(entry, people, pages)
            entry.follow()
        if self.options.publish:
            publish_drafts(entries, self.threshold)
        if self.options.redirects:
            warn_of_addresses(entries)
        return people

    def plan_again(self, entries: Sequence[Entry]) -> PersonLinker:
        """Plan documents again under the section's lock, because another process changed them since."""
        for entry in entries:
            self.seen.forget(entry)
            entry.begin_again()
        people = self.plan(list(entries), is_loaded=True)
        for entry in entries:
            entry.remember = needs_record(entry)
        return people

    def build_again(self, entry: Entry, people: PersonLinker) -> None:
        """Rebuild an entry's page, after the built one could not be written."""
        if entry.state == "published":
            rebuild(entry)
        elif entry.extracted is not None and entry.state in WRITTEN:
            if entry.state == "new":
                self.languages.load([entry])
            self._build(entry, people, _latest_pages_of([entry]))

    def load(self, entries: Sequence[Entry]) -> None:
        """Load the images and the linked files of the articles."""
        for book in (self.images, self.files):
            book.load(entries, self.run, self.stopping)

    def close(self) -> None:
        """Close the loaders of images and files."""
        self.images.close()
        self.files.close()

    # ------------------------------------------------------------------ articles

    def _extract(self, entry: Entry) -> None:
        """Extract the article, or set the state and message of a failure."""
        started = time.perf_counter()
        promise, entry.promise = entry.promise, None
        if promise is not None and entry.promised != entry.corrections:
            # An editor corrected it meanwhile.
            promise = None
        known = entry.extracted
        try:
            extracted = known or (promise.result() if promise else self.extractor(entry.to_extract))
            apply_article_steps(extracted, entry.document)
        except (ExtractionError, ProcessDiedError, ArticleStepError) as error:
            entry.fail(str(error).removeprefix(f"{entry.item.source}: "))
        except PoolError:
            raise
        except Exception as error:
            # One broken document must not end a run of thousands.
            logger.exception("%s could not be extracted", printable(entry.item.source))
            entry.fail(
                f"Extraction failed ({type(error).__name__}: {error}). Please report it, with the document."
            )
        else:
            entry.extracted = extracted
            self._examine(entry, extracted, is_new=known is None)
        entry.seconds += promise.seconds if promise else time.perf_counter() - started

    def _examine(self, entry: Entry, extracted: Extracted, *, is_new: bool) -> None:
        """Fail an empty article; for a stored original, decide whether its article changed."""
        article = extracted.article
        if self.on_article and is_new:
            self.on_article(entry.document, article)
        is_empty = not (article.title or article.lead or article.body)
        if is_empty and (self.policy.keep_lists or not is_no_article(article)):
            entry.fail(NOTHING_FOUND)
        elif isinstance(entry.item, StoredItem):
            if is_new:
                entry.item.complete(extracted)
            if entry.state == "edited" and same_article(article.to_dict(), entry.item.article):
                # Without a change there is nothing to propose.
                entry.state, entry.message, entry.proposes = "unchanged", "", False
                entry.remember = entry.is_recorrected

    # ------------------------------------------------------------------ pages

    def _build(self, entry: Entry, people: PersonLinker, latest: dict[int, Any]) -> None:
        """Build the page, and detect that it is unchanged."""
        if entry.extracted is None:
            return
        started = time.perf_counter()
        article = entry.extracted.article
        try:
            if entry.state == "changed":
                self._build_changed(entry, article, people, latest[entry.page.pk])
            else:
                self._build_new(entry, article, people)
        except ValidationError as error:
            entry.fail(explain(error))
        except Error:
            raise
        except Exception as error:
            logger.exception("No page could be made of %s", printable(entry.item.source))
            entry.fail(f"No page could be made of it ({type(error).__name__}: {error}). Please report it.")
        if entry.built is not None:
            _add_warnings(article.warnings, entry.built.warnings)
            if self.options.publish and article.confidence < self.threshold.least:
                _add_warnings(article.warnings, [unsure(article.confidence, self.threshold.least)])
        entry.seconds += time.perf_counter() - started

    def _build_new(self, entry: Entry, article: Article, people: PersonLinker) -> None:
        document = entry.document
        parent = self.languages.parent_of(document)
        entry.built = build_page(article, document, entry.key_hash, people, parent, entry.images, entry.files)
        self.languages.place(entry.built, entry)
        self.linked.replace_in(entry.built.page)

    def _build_changed(self, entry: Entry, article: Article, people: PersonLinker, page: Any) -> None:
        before = contents_of(page)
        entry.built = built = rebuild_page(
            article,
            entry.document,
            entry.key_hash,
            people,
            page,
            entry.images,
            entry.tags_before,
            entry.files,
        )
        self.linked.replace_in(built.page)
        people.fill(built.slots)
        if contents_of(page) == before and not self._may_go_online(entry):
            _leave_unchanged(entry, article)

    def _may_go_online(self, entry: Entry) -> bool:
        """Whether the source now releases what it held back at the previous import."""
        was_kept_back = entry.record is not None and entry.record.given.get("draft", False)
        return self.options.publish and was_kept_back and not entry.document.draft


def _latest_pages_of(entries: Iterable[Entry]) -> dict[int, Any]:
    """The specific pages of changed documents, as of their latest revisions."""
    ids = [entry.page.pk for entry in entries if entry.state == "changed"]
    if not ids:
        return {}
    pages = get_base_page_model()._default_manager.filter(pk__in=ids).specific()
    latest = [page.get_latest_revision_as_object() for page in pages]
    locales = Locale.objects.in_bulk({page.locale_id for page in latest})
    for page in latest:
        page.locale = locales[page.locale_id]
    return {page.pk: page for page in latest}


def _leave_unchanged(entry: Entry, article: Article) -> None:
    """Mark the page as unchanged. The record is still updated, unless nothing of it changed."""
    entry.state, entry.built = "unchanged", None
    record = entry.record
    if isinstance(entry.item, StoredItem):
        entry.message, entry.remember = "", entry.is_recorrected or not entry.item.is_same(article)
    elif record is not None and record.content_hash == entry.content_hash:
        # It was planned only for its images or files, which are still missing, or for its corrections.
        missing = (entry.images_missing, entry.files_missing)
        entry.message = ""
        entry.remember = entry.is_recorrected or (record.images_missing, record.files_missing) != missing
    else:
        entry.message = "The document changed, but its article did not."


def _add_warnings(warnings: list[ArticleWarning], more: Iterable[ArticleWarning]) -> None:
    """Add warnings without repeating any: a page that is built twice warns once."""
    warnings += [warning for warning in more if warning not in warnings]
