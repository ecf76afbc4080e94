"""The usages of people, filtered by what an admin user may see: titles of other pages stay hidden."""

from __future__ import annotations

from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import page_permission_policy

from ...people.references import Usage
from ...publishing.visibility import RestrictedPaths


def visible_to(user: Any, usages: list[Usage]) -> list[Usage]:
    """The usages whose titles the user may see: public pages, and those that the user may find in the
    admin.
    """
    pages = [usage.item.pk for usage in usages if usage.is_page]
    explorable = page_permission_policy.explorable_instances(user).filter(pk__in=pages)
    known = set(explorable.order_by().values_list("pk", flat=True))
    restricted = RestrictedPaths()
    finder = AdminURLFinder(user)
    return [
        usage
        for usage in usages
        if (
            usage.item.pk in known or restricted.is_public(usage.item)
            if usage.is_page
            else finder.get_edit_url(usage.item)
        )
    ]


def title_for(user: Any, usage: Usage) -> str:
    """The title that the user may see: a draft's only if the user may find its page in the admin."""
    if usage.is_page and not usage.item.permissions_for_user(user).can_edit():
        return str(usage.item.title)
    return usage.title


def rows_for(user: Any, usages: list[Usage]) -> list[dict[str, Any]]:
    """The template's rows for usages that are :func:`visible_to` the user."""
    finder = AdminURLFinder(user)
    return [
        {
            "key": usage.key,
            "title": title_for(user, usage),
            "type": usage.item._meta.verbose_name,
            "date": getattr(usage.item, "published_on", None),
            "url": finder.get_edit_url(usage.item),
        }
        for usage in usages
    ]
