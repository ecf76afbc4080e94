"""Redirects from the old addresses to the new pages, where ``wagtail.contrib.redirects`` is installed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ...bulk_pages import lock_parent
from ...compat import get_base_page_model
from ...extraction.article.warnings import ArticleWarning
from ...models import ImportedDocument, ImportedObject, ImportRun
from ..entries.entry import Entry
from ..entries.failures import give_up_if_lost

if TYPE_CHECKING:
    from wagtail.models import Page, Site


logger = logging.getLogger(__name__)

CHUNK = 500
"""Records in one query at the end of a run."""

NO_ADDRESS = "No redirect leads from its address {url}, which is none ({error}). Correct it in the source."


def is_installed() -> bool:
    return apps.is_installed("wagtail.contrib.redirects")


def write_redirects(entries: Sequence[Entry], run: ImportRun, site: Site) -> int:
    """Create redirects from the documents' addresses to their pages. Returns their number.

    Unchanged documents get missing ones, too. An existing redirect is never changed, wherever it leads. Takes
    one query if there is nothing to do.
    """
    model = redirect_model()
    wanted: dict[str, int] = {}
    is_known = False
    for entry in entries:
        page = page_of(entry)
        path = path_of(getattr(entry.item, "url", None))
        if page is not None and path and path != own_path(page, model):
            wanted.setdefault(path, page.pk)
            is_known = is_known or entry.state != "new"
    wanted = without_known(wanted, site)
    return add_redirects(without_deleted(wanted) if is_known else wanted, run, site)


def write_missing(run: ImportRun, site: Site, *, stopping: Callable[[], bool] = lambda: False) -> int:
    """Create the missing redirects of all recorded documents: those imported before redirects were requested,
    and those whose import was killed before it created them. Returns their number.
    """
    count = 0
    records = ImportedDocument.objects.exclude(url="").order_by("pk")
    records = records.filter(Q(page__isnull=False) | Q(duplicate_of__page__isnull=False))
    rows = records.values_list("pk", "url", "page", "duplicate_of__page")
    last = 0
    while not stopping() and (some := list(rows.filter(pk__gt=last)[:CHUNK])):
        last = some[-1][0]
        wanted: dict[str, int] = {}
        for _, url, page, first in some:
            if path := path_of(url):
                wanted.setdefault(path, page or first)
        count += add_redirects(without_deleted(without_known(wanted, site)), run, site)
    return count


def redirect_model() -> Any:
    return apps.get_model("wagtailredirects", "Redirect")


def path_of(url: str | None) -> str:
    """The address in the form of a redirect's old path; empty where no redirect is possible."""
    model = redirect_model()
    try:
        path = model.normalise_path(url or "")
    except ValueError:
        return ""
    longest = model._meta.get_field("old_path").max_length
    return path if path != "/" and len(path) <= longest and "\0" not in path else ""


def warn_of_addresses(entries: Iterable[Entry]) -> None:
    """Warn of new and changed documents whose address allows no redirect."""
    for entry in entries:
        url = getattr(entry.item, "url", None)
        if not url or entry.extracted is None or entry.built is None:
            continue
        try:
            redirect_model().normalise_path(url)
        except ValueError as error:
            warning = ArticleWarning("address", NO_ADDRESS.format(url=url[:200], error=error))
            if warning not in entry.extracted.article.warnings:
                entry.extracted.article.warnings.append(warning)


# ------------------------------------------------------------------ into the database


def add_redirects(wanted: dict[str, int], run: ImportRun, site: Site) -> int:
    """Create redirects to pages by their paths. Failures are logged, and the others are created."""
    if not wanted:
        return 0
    try:
        return add_together(wanted, run, site)
    except Exception as error:
        give_up_if_lost(error)
        logger.info("%d redirects are made one by one: %s", len(wanted), error)
    count = 0
    for path, page in wanted.items():
        try:
            count += add_together({path: page}, run, site)
        except Exception as error:
            give_up_if_lost(error)
            logger.warning("No redirect leads from %s to page %s", path, page, exc_info=error)
    return count


def without_known(wanted: dict[str, int], site: Site) -> dict[str, int]:
    """The paths without a redirect to any target."""
    if not wanted:
        return {}
    there = redirect_model().objects.filter(Q(site=site) | Q(site=None), old_path__in=wanted)
    known = set(there.values_list("old_path", flat=True))
    return {path: page for path, page in wanted.items() if path not in known}


def add_together(wanted: dict[str, int], run: ImportRun, site: Site) -> int:
    """Insert the redirects, with notes for undo."""
    model = redirect_model()
    with transaction.atomic():
        if run.section_id is not None:
            # A write is SQLite's only lock; and the section is locked first everywhere.
            lock_parent(run.section_id)
        wanted = dict(leading_away(wanted, model, site))
        redirects = [model(old_path=path, site=site, redirect_page_id=page) for path, page in wanted.items()]
        # One that somebody creates at the same time is as good. Neither search nor the reference index
        # covers redirects, so no signals are needed.
        model.objects.bulk_create(redirects, ignore_conflicts=True)
        paths = [redirect.old_path for redirect in redirects]
        made = [
            redirect
            for redirect in model.objects.filter(site=site, old_path__in=paths)
            if wanted.get(redirect.old_path) == redirect.redirect_page_id
        ]
        ImportedObject.objects.bulk_create(
            [
                ImportedObject(run=run, kind="redirect", object_id=one.pk, made_as=as_made(one))
                for one in made
            ],
            ignore_conflicts=True,
        )
    return len(made)


def leading_away(wanted: dict[str, int], model: Any, site: Site) -> Iterator[tuple[str, int]]:
    """The redirects to existing pages, below the site's root, at another path. Locks the pages."""
    pages = get_base_page_model()._default_manager.select_for_update().order_by("path")
    if site is not None:
        pages = pages.filter(path__startswith=site.root_page.path)
    there = {page.pk: page for page in pages.filter(pk__in=set(wanted.values()))}
    for path, pk in wanted.items():
        if pk in there and path != own_path(there[pk], model):
            yield path, pk


def as_made(redirect: Any) -> dict[str, Any]:
    """The initial state of a redirect: one in another state was edited."""
    return {"path": redirect.old_path, "page": redirect.redirect_page_id}


def without_deleted(wanted: dict[str, int]) -> dict[str, int]:
    """The paths without those that an import created before: their redirects were deleted by hand."""
    if not wanted:
        return {}
    there = redirect_model().objects.filter(pk=OuterRef("object_id"))
    notes = ImportedObject.objects.filter(~Exists(there), kind=ImportedObject.Kind.REDIRECT)
    gone = [made_as for made_as in notes.values_list("made_as", flat=True) if made_as]
    # A redirect deleted with its page does not block one to the next page at the address.
    pages = {made_as["page"] for made_as in gone} & set(wanted.values())
    deleted = {made_as["path"] for made_as in gone if made_as["page"] in pages}
    return {path: page for path, page in wanted.items() if path not in deleted}


def page_of(entry: Entry) -> Any:
    """The page of the document, or of its original."""
    if entry.page is not None and entry.page.pk:
        return entry.page
    first = entry.first
    return first.page if first is not None and entry.state == "duplicate" else None


def own_path(page: Page, model: Any) -> str:
    """The page's own path, which needs no redirect."""
    parts = page.get_url_parts()
    return model.normalise_path(parts[2]) if parts and parts[2] else ""
