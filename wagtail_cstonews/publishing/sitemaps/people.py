"""The sitemap of people."""

from __future__ import annotations

from typing import Any

from ...models import Person
from ...models.quotations import public_people
from .base import NewsroomSitemap


class PersonSitemap(NewsroomSitemap):
    """The pages of people whom a public article quotes; none where the site has no such pages."""

    def items(self) -> Any:
        has_pages = Person(slug="-").get_absolute_url() is not None
        people = public_people(self.get_wagtail_site()) if has_pages else Person.objects.none()
        return people.order_by("pk").only("slug")

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        people = self.paginator.page(page).object_list
        return [{"location": self.absolute(person.get_absolute_url())} for person in people]
