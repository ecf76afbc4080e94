"""Columns of lists of people, and the portraits, counts and addresses that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.admin.utils import quote
from django.db.models import Prefetch
from django.urls import reverse
from wagtail.admin.ui.tables import Column
from wagtail.images import get_image_model
from wagtail.models import Site

from ...models import Person
from ...models.quotations import appearances, public_among

PORTRAIT = "fill-80x80"
"""The filter of a portrait in a list: twice its size on screen, for sharp displays."""


def for_list(people: Any) -> Any:
    """The people with what a list shows of each: offices, spellings and portrait. Four queries a page."""
    pictures = get_image_model()._default_manager.all()
    if hasattr(pictures, "prefetch_renditions"):
        pictures = pictures.prefetch_renditions(PORTRAIT)
    return people.prefetch_related("roles", "names", Prefetch("picture", queryset=pictures))


def add_appearances(people: Sequence[Person]) -> None:
    """Set ``articles``, ``quotes`` and ``live_url`` on each person; a fixed number of queries."""
    pks = [person.pk for person in people]
    counts = appearances(pks)
    addresses: dict[int, str] = {}
    for site in Site.objects.order_by("-is_default_site", "pk"):
        for pk in public_among([pk for pk in pks if pk not in addresses], site):
            addresses[pk] = site.root_url
    for person in people:
        one: Any = person
        one.articles, one.quotes = counts.get(person.pk, (0, 0))
        path = person.get_absolute_url()
        one.live_url = addresses[person.pk] + path if path and person.pk in addresses else ""


class PortraitColumn(Column):
    """The person's picture, small; decoration beside the name."""

    cell_template_name = "wagtail_cstonews/admin/people/portrait_cell.html"


class OfficesColumn(Column):
    """The current office, with how many others there are."""

    cell_template_name = "wagtail_cstonews/admin/people/offices_cell.html"

    def get_cell_context_data(self, instance: Person, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        role, count = instance.current_role, len(instance.roles.all())
        return {**context, "role": role, "more": max(0, count - 1)}


class ArticlesColumn(Column):
    """In how many articles the person stands, linked to the list of them."""

    cell_template_name = "wagtail_cstonews/admin/people/articles_cell.html"

    def get_cell_context_data(self, instance: Person, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        url = reverse(Person.snippet_viewset.get_url_name("usage"), args=[quote(instance.pk)])
        return {**context, "url": url}


class LiveColumn(Column):
    """A link to the person's public page, where there is one."""

    cell_template_name = "wagtail_cstonews/admin/people/live_cell.html"
