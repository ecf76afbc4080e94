"""Redirects from the old addresses to the new pages, where ``wagtail.contrib.redirects`` is installed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from ..models import ImportedObject, ImportRun
from .entries import Entry


def is_installed() -> bool:
    return apps.is_installed("wagtail.contrib.redirects")


def write_redirects(entries: Sequence[Entry], run: ImportRun, site: Any) -> int:
    """Redirects from the documents' addresses to their pages, where there are none yet. Gives their number.

    Documents that are unchanged get theirs, too. A redirect that is there stays as it is, wherever it leads.
    One query where there is nothing to do.
    """
    from wagtail.contrib.redirects.models import Redirect

    wanted: dict[str, Any] = {}
    longest = Redirect._meta.get_field("old_path").max_length
    for entry in entries:
        page = page_of(entry)
        url = getattr(entry.item, "url", None)
        if page is None or not url:
            continue
        path = Redirect.normalise_path(url)
        if path != "/" and len(path) <= longest and "\0" not in path and path != own_path(page, Redirect):
            wanted.setdefault(path, page)
    there = Redirect.objects.filter(Q(site=site) | Q(site=None), old_path__in=wanted)
    for path in there.values_list("old_path", flat=True) if wanted else ():
        wanted.pop(path, None)
    if not wanted:
        return 0
    with transaction.atomic():
        redirects = [
            Redirect(old_path=path, site=site, redirect_page_id=page.pk) for path, page in wanted.items()
        ]
        # Neither search nor the reference index keeps redirects, so there is nothing to tell them.
        Redirect.objects.bulk_create(redirects)
        if any(redirect.pk is None for redirect in redirects):
            redirects = list(Redirect.objects.filter(site=site, old_path__in=wanted))
        notes = [ImportedObject(run=run, kind="redirect", object_id=redirect.pk) for redirect in redirects]
        ImportedObject.objects.bulk_create(notes)
    return len(redirects)


def page_of(entry: Entry) -> Any:
    """The page that the document became, or that it says the same as."""
    if entry.page is not None and entry.page.pk:
        return entry.page
    first = entry.first
    return first.page if first is not None and entry.state == "duplicate" else None


def own_path(page: Any, model: Any) -> str:
    """The page's own path, from which nothing needs to lead to it."""
    parts = page.get_url_parts()
    return model.normalise_path(parts[2]) if parts and parts[2] else ""
