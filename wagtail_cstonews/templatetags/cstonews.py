"""``{% load cstonews %}``: what the app's templates need."""

from __future__ import annotations

from typing import Any

from django import template

from wagtail_cstonews.web import safe_url

register = template.Library()

register.filter("safe_url", safe_url)


@register.inclusion_tag("wagtail_cstonews/includes/pagination.html", takes_context=True)
def cstonews_pagination(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Links to the other pages of a list, keeping its filters."""
    return {
        "request": context["request"],
        "page_obj": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "ellipsis": page.paginator.ELLIPSIS,
    }
