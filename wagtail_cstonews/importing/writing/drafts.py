"""Publishes the drafts of unchanged documents, when pages are to be published now.

They are published as they are, unless somebody edited them, or a warning that keeps new pages drafts applies
to them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import F
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Revision, WorkflowState

from ...bulk_pages import validation
from ...bulk_pages.page_types import PageType
from ...bulk_pages.updating import KEPT
from ...compat import get_base_page_model
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportChange, ImportedDocument
from ..building.page import explain
from ..entries.built import BuiltPage
from ..entries.entry import BY_HAND, Entry
from ..matching.match import DELETED, set_state
from ..matching.not_articles import CODE, KEPT_BACK, KEPT_BACK_WHY, UNSURE, unsure

if TYPE_CHECKING:
    from wagtail.models import Page


EDITED = "Its draft was edited by hand since the import, and is not published."
LOCKED = "Its page is locked, and its draft is not published."
UNPUBLISHED = "Its page was unpublished by hand, and stays so."
SCHEDULED = "Its page has a time to go live, and is not published before."
IN_WORKFLOW = "Its draft is in a workflow, and is not published past it."
NOT_OF_IMPORT = "Its draft is not as an import wrote it: a proposal was accepted. It is not published."
NO_ARTICLE = "It is no article, but a list of articles or the like. Its draft is not published."
WAS_UNSURE = (
    "An earlier import kept it as a draft, because extraction was not sure enough of it. Look at it, then "
    "publish it; or say with --publish-above how sure is enough."
)

ROW = ("latest_revision_id", "locked", "live", "has_unpublished_changes", "last_published_at", "go_live_at")
"""The fields of a page that tell the state of its draft."""

OF_THE_PAGE = (
    *KEPT,
    *("draft_title", "live", "has_unpublished_changes", "latest_revision_id", "latest_revision_created_at"),
)
"""The fields that publishing takes from the page, not from its revision."""


@dataclass(frozen=True)
class Threshold:
    """The confidence from which documents are published."""

    least: float
    is_given: bool
    """Whether this run's options set it. Only then it overrides the earlier run's threshold."""


def publish_drafts(entries: Iterable[Entry], threshold: Threshold) -> None:
    """Plan to publish the drafts of unchanged documents, or record why one stays a draft. Nothing is
    written.

    Takes a fixed number of queries; none if there is no draft.
    """
    waiting = [entry for entry in entries if entry.state == "unchanged" and waits(entry.page)]
    if not waiting:
        return
    known = Known.of(waiting)
    for entry in waiting:
        reason = known.by_hand(entry) or known.held_back(entry, threshold)
        if reason:
            hold(entry, reason, known)
        else:
            entry.state, entry.message, entry.remember = "published", "", True
            if UNSURE in known.codes(entry):
                entry.warnings_now = [one for one in known.warnings[entry_id(entry)] if one["code"] != UNSURE]
    build([entry for entry in waiting if entry.state == "published"])
    load_articles([entry for entry in waiting if entry.warnings_now is not None])


def waits(page: Page) -> bool:
    """Whether the page has unpublished content."""
    return page is not None and (not page.live or page.has_unpublished_changes)


def entry_id(entry: Entry) -> int:
    """The id of the entry's record; every document with a page has one."""
    if entry.record is None:
        raise ValueError(f"{entry.item.source} is not on record")
    return int(entry.record.pk)


def by_hand(row: dict[str, Any], imported: int | None) -> str:
    """What somebody did to the page since an import wrote the revision; empty for nothing."""
    if row["locked"]:
        return LOCKED
    if row["latest_revision_id"] != imported:
        return EDITED
    if not row["live"] and row["last_published_at"]:
        return UNPUBLISHED
    return SCHEDULED if row["go_live_at"] else ""


@dataclass
class Known:
    """The database's data about some drafts, by the ids of their documents' records."""

    imported: set[int] = field(default_factory=set)
    """The records of pages whose latest revision an import wrote."""
    scheduled: set[int] = field(default_factory=set)
    in_workflow: set[int] = field(default_factory=set)
    warnings: dict[int, list[dict[str, Any]]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Known:
        ids = {str(entry.page.pk): entry_id(entry) for entry in entries}
        changes = ImportChange.objects.filter(
            document__in=ids.values(), revision_after=F("document__imported_revision_id")
        )
        base_type = entries[0].page.get_base_content_type()
        of_pages = {"base_content_type": base_type, "object_id__in": list(ids)}
        scheduled = Revision.objects.filter(**of_pages, approved_go_live_at__isnull=False)
        busy = WorkflowState.objects.active().filter(**of_pages)
        stored = ImportedDocument.objects.filter(pk__in=ids.values())
        return cls(
            set(changes.values_list("document", flat=True)),
            {ids[key] for key in scheduled.values_list("object_id", flat=True)},
            {ids[key] for key in busy.values_list("object_id", flat=True)},
            {pk: found or [] for pk, found in stored.values_list("pk", "article__warnings")},
        )

    def codes(self, entry: Entry) -> set[str]:
        """The warning codes on the document's record."""
        return {str(warning.get("code")) for warning in self.warnings.get(entry_id(entry), ())}

    def by_hand(self, entry: Entry) -> ArticleWarning | None:
        """What somebody did to the page since the import."""
        pk, record = entry_id(entry), entry.record
        row = {name: getattr(entry.page, name) for name in ROW}
        message = by_hand(row, record.imported_revision_id if record else None)
        if not message and pk not in self.imported:
            message = NOT_OF_IMPORT
        elif not message and pk in self.scheduled:
            message = SCHEDULED
        elif not message and pk in self.in_workflow:
            message = IN_WORKFLOW
        return ArticleWarning(BY_HAND, message) if message else None

    def held_back(self, entry: Entry, threshold: Threshold) -> ArticleWarning | None:
        """The warning that keeps the page a draft."""
        codes = self.codes(entry)
        article = entry.extracted.article if entry.extracted else None
        now = {warning.code for warning in article.warnings} if article else set()
        if CODE in codes | now:
            return ArticleWarning(CODE, NO_ARTICLE)
        if entry.document.draft or KEPT_BACK in now or (article is None and KEPT_BACK in codes):
            return ArticleWarning(KEPT_BACK, KEPT_BACK_WHY)
        confidence = article.confidence if article else entry.record.confidence if entry.record else None
        if (confidence or 0.0) < threshold.least:
            return unsure(confidence or 0.0, threshold.least)
        if UNSURE in codes and not threshold.is_given:
            return ArticleWarning(UNSURE, WAS_UNSURE)
        return None


def hold(entry: Entry, reason: ArticleWarning, known: Known) -> None:
    """Record why a draft stays one. One with too low a confidence needs review from now on."""
    entry.held = reason
    if reason.code != UNSURE:
        return
    is_new = UNSURE not in known.codes(entry)
    if entry.extracted is not None:
        if reason not in entry.extracted.article.warnings:
            entry.extracted.article.warnings.append(reason)
    elif is_new:
        entry.warnings_now = [*known.warnings.get(entry_id(entry), ()), asdict(reason)]
    entry.remember = entry.remember or is_new


def spare_draft(entry: Entry, row: dict[str, Any]) -> None:
    """Leave out a page that is no longer a draft, or that somebody edited since the batch was planned."""
    record = entry.record
    message = by_hand(row, record.imported_revision_id if record else None)
    is_draft = not row["live"] or row["has_unpublished_changes"]
    if not message and is_draft and row["latest_revision_id"] == entry.revision:
        return
    set_state(entry, "unchanged")
    entry.remember, entry.built, entry.warnings_now = False, None, None
    if message:
        entry.held = ArticleWarning(BY_HAND, message)


# ------------------------------------------------------------------ pages


def build(entries: Sequence[Entry]) -> None:
    """The pages with their drafts' content. Invalid ones fail."""
    versions = latest_versions([entry.page.pk for entry in entries])
    for entry in entries:
        if (page := versions.get(entry.page.pk)) is None:
            set_state(entry, "skipped", DELETED)
            entry.remember = False
        else:
            entry.built = BuiltPage(page, exists=True)
    ready = [entry for entry in entries if entry.built]
    if not is_valid(ready):
        for entry in ready:
            is_valid([entry], tells=True)


def rebuild(entry: Entry) -> None:
    """Rebuild one page through Wagtail's own API, after the bulk-built one could not be written."""
    page = get_base_page_model()._default_manager.get(pk=entry.page.pk).specific
    entry.built = BuiltPage(page.get_latest_revision_as_object(), exists=True)
    is_valid([entry], tells=True)


def is_valid(entries: Sequence[Entry], *, tells: bool = False) -> bool:
    """Whether all pages are valid. With ``tells``, invalid ones fail."""
    pages = [entry.built.page for entry in entries if entry.built]
    try:
        validation.full_clean(pages, get_base_page_model()._default_manager.db, {})
    except ValidationError as error:
        for entry in entries if tells else ():
            entry.fail(explain(error))
        return False
    return True


def latest_versions(ids: Sequence[Any]) -> dict[Any, Any]:
    """The specific pages as of their latest revisions, by id, in a fixed number of queries.

    Wagtail's own method queries foreign keys and comments for each page. It is used only for pages with
    comments.
    """
    manager = get_base_page_model()._default_manager
    if not ids:
        return {}
    pages = list(manager.filter(pk__in=ids, latest_revision__isnull=False).specific())
    revisions = Revision.objects.in_bulk([page.latest_revision_id for page in pages])
    commented = set(Comment.objects.filter(page__in=ids).values_list("page", flat=True))
    found = {}
    for page in pages:
        if (revision := revisions.get(page.latest_revision_id)) is None:
            continue
        if page.pk in commented or revision.content.get("slug") != page.slug:
            found[page.pk] = revision.as_object()
        else:
            found[page.pk] = version_of(page, revision.content)
    without_lost(list(found.values()))
    return found


def version_of(page: Page, content: dict[str, Any]) -> Any:
    """The page as of a revision."""
    found = type(page).from_serializable_data(content, check_fks=False)
    for name in OF_THE_PAGE:
        setattr(found, name, getattr(page, name))
    found.first_published_at = found.first_published_at or page.first_published_at
    found.__dict__.setdefault("_cluster_related_objects", {}).pop(COMMENTS_RELATION_NAME, None)
    found._state.adding, found._state.db = False, page._state.db
    return found


def without_lost(pages: Sequence[Page]) -> None:
    """Remove references to deleted objects from the pages, where the field may be empty."""
    missing = validation.missing_targets(pages, get_base_page_model()._default_manager.db, {})
    for page in pages if missing else ():
        for key in PageType.of(page).foreign_keys:
            if key.null and (key, getattr(page, key.attname)) in missing:
                setattr(page, key.attname, None)
    lists = [held for page in pages for held in page.__dict__.get("_cluster_related_objects", {}).values()]
    for key in {key for held in lists for child in held for key in links_of(type(child))}:
        drop_lost([held for held in lists if held and key in links_of(type(held[0]))], key)


def links_of(model: Any) -> list[Any]:
    """The foreign keys of an inline child or a tag."""
    return [key for key in model._meta.concrete_fields if key.is_relation and not key.primary_key]


def drop_lost(lists: Sequence[list[Any]], key: Any) -> None:
    """Remove children whose foreign key refers to a deleted object; a nullable key is set to null instead."""
    named = {getattr(child, key.attname) for held in lists for child in held} - {None}
    target = key.target_field.name
    targets = key.related_model._base_manager.filter(**{f"{target}__in": named})
    lost = named - set(targets.values_list(target, flat=True))
    for held in lists if lost else ():
        for child in [child for child in held if getattr(child, key.attname) in lost]:
            if key.null:
                setattr(child, key.attname, None)
            else:
                held.remove(child)


def load_articles(entries: Sequence[Entry]) -> None:
    """Load the articles of records of which only the warnings change."""
    if not entries:
        return
    records = {entry_id(entry): entry.record for entry in entries}
    for pk, article in ImportedDocument.objects.filter(pk__in=records).values_list("pk", "article"):
        if (record := records[pk]) is not None:
            record.article = article
