"""The pages that people stand on, as a user of the admin may know them: no title of what they may not see."""

from __future__ import annotations

from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.permissions import page_permission_policy

from ...people.references import Usage
from ...publishing.visibility import RestrictedPaths


def visible_to(user: Any, usages: list[Usage]) -> list[Usage]:
    """Those whose titles the user may know: what everybody may read, or the user finds in the admin."""
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
    """What the user may know it by: the title of a draft only where its page may be found in the admin."""
    if usage.is_page and not usage.item.permissions_for_user(user).can_edit():
        return str(usage.item.title)
    return usage.title


def rows_for(user: Any, usages: list[Usage]) -> list[dict[str, Any]]:
    """What a template shows of usages that are :func:`visible_to` the user."""
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
