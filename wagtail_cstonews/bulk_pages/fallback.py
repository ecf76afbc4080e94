"""The fallback for pages that cannot be written in bulk: saving them one at a time by Wagtail."""

from __future__ import annotations

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex
from wagtail.search import index

from .page_types import PageType, why_not_in_bulk
from .sql import VENDORS


class BulkBlockers:
    """Finds the reasons against writing pages in bulk. Each page class is examined only once."""

    def __init__(self, connection: Any) -> None:
        self.vendor = connection.vendor
        self.reasons: dict[Any, str] = {}

    def of(self, page: Any) -> str:
        """The reason against writing this page in bulk; empty if there is none."""
        model = type(page)
        if model not in self.reasons:
            self.reasons[model] = why_not_in_bulk(model) if self.vendor in VENDORS else self.unknown()
        return self.reasons[model] or _odd_page(page)

    def unknown(self) -> str:
        """The reason if :mod:`.sql` does not support the database; empty if it does."""
        return f"{self.vendor} is no database that is written to in bulk"


def _odd_page(page: Any) -> str:
    """The reason against bulk that lies in this page instance rather than in its class."""
    if page.go_live_at:
        return "it has a time to go live"
    if page.alias_of_id:
        return "it is an alias"
    if page.__dict__.get("_cluster_related_objects", {}).get(COMMENTS_RELATION_NAME):
        return "it has comments"
    if page._state.adding and page.pk is not None:
        return "it has an id already"
    if page._state.adding and _has_saved_children(page):
        return "it has children that are saved already"
    if page.get_deferred_fields():
        return "it was not read as a whole"
    return ""


def _has_saved_children(page: Any) -> bool:
    in_memory = page.__dict__.get("_cluster_related_objects", {})
    return any(
        not child._state.adding or (child.pk is not None and relation.model._meta.auto_field is not None)
        for relation in PageType.of(page).relations
        for child in in_memory.get(relation.name, ())
    )


def add_one(parent: Any, page: Any, *, user: Any, publish: bool, log_action: bool, validate: bool) -> None:
    """Adds a page as Wagtail does, and publishes it if ``publish`` is true."""
    parent.add_child(instance=page)
    update_one(page, user=user, publish=publish, log_action=log_action, validate=validate)


def update_one(page: Any, *, user: Any, publish: bool, log_action: bool, validate: bool) -> None:
    """Saves a revision as Wagtail does, and publishes it if ``publish`` is true."""
    revision = page.save_revision(user=user, log_action=log_action, clean=validate)
    if publish:
        revision.publish(user=user)
        # Wagtail indexes a published page before its tags and children are saved: index it again.
        saved = type(page)._base_manager.using(page._state.db).get(pk=page.pk)
        ReferenceIndex.create_or_update_for_object(saved)
        index.insert_or_update_object(saved)
