"""Pages that cannot be written in bulk, and Wagtail's own path for them, page by page."""

from __future__ import annotations

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, ReferenceIndex
from wagtail.search import index

from .page_types import PageType, why_not_in_bulk
from .sql import VENDORS


class BulkBlockers:
    """Why pages go on Wagtail's own path. Each page class is looked at once."""

    def __init__(self, connection: Any) -> None:
        self.vendor = connection.vendor
        self.reasons: dict[Any, str] = {}

    def of(self, page: Any) -> str:
        """The reason for this page; empty where it can be written in bulk."""
        model = type(page)
        if model not in self.reasons:
            self.reasons[model] = why_not_in_bulk(model) if self.vendor in VENDORS else self.unknown()
        return self.reasons[model] or _odd_page(page)

    def unknown(self) -> str:
        """The reason where the database is one that :mod:`.sql` does not know."""
        return f"{self.vendor} is no database that is written to in bulk"


def _odd_page(page: Any) -> str:
    """What is out of the ordinary about the page itself."""
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
    """Adds a page as Wagtail does, and publishes it if that is wanted."""
    parent.add_child(instance=page)
    update_one(page, user=user, publish=publish, log_action=log_action, validate=validate)


def update_one(page: Any, *, user: Any, publish: bool, log_action: bool, validate: bool) -> None:
    """Saves a revision as Wagtail does, and publishes it if that is wanted."""
    revision = page.save_revision(user=user, log_action=log_action, clean=validate)
    if publish:
        revision.publish(user=user)
        # Publishing indexes a page before its tags and children are saved.
        saved = type(page)._base_manager.using(page._state.db).get(pk=page.pk)
        ReferenceIndex.create_or_update_for_object(saved)
        index.insert_or_update_object(saved)
