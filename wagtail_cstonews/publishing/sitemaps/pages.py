"""The sitemap of pages, with their translations."""

from __future__ import annotations

import datetime
from collections import defaultdict
from typing import Any

from django.db.models import Max
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from wagtail.models import Locale

from ...compat import get_base_page_model
from ..visibility import public_pages
from .base import NewsroomSitemap


class PageSitemap(NewsroomSitemap):
    """All public pages of the site, in all its languages, whatever their type.

    A page takes six queries at most, however many addresses it has: pages are loaded without the fields of
    their type, which Wagtail's own sitemap loads a hundred at a time. New ones come last: a full page stays.
    """

    def items(self) -> Any:
        return self._public.order_by("pk").specific(defer=True)

    @property
    def _public(self) -> Any:
        return public_pages(get_base_page_model().objects.all(), self.get_wagtail_site())

    def get_latest_lastmod(self) -> datetime.datetime | None:
        changed = Coalesce("last_published_at", "latest_revision_created_at")
        return self._public.order_by().aggregate(latest=Max(changed))["latest"]

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        pages = list(self.paginator.page(page).object_list)
        alternates = self._alternates(pages)
        urls = [
            {**url, "location": location, "alternates": alternates.get(location, [])}
            for item in pages
            for url in item.get_sitemap_urls(self.request)
            if (location := self._here(url["location"]))
        ]
        changed = [url["lastmod"] for url in urls if url.get("lastmod")]
        if changed:
            self.latest_lastmod = max(changed)
        return urls

    @cached_property
    def _root_url(self) -> str:
        return self.get_wagtail_site().root_url

    def _here(self, address: str | None) -> str:
        """An address of this site with the host of the request, which the site's record need not know; empty
        for a page that cannot be reached.
        """
        return self.absolute(address.removeprefix(self._root_url) or "/") if address else ""

    def _alternates(self, pages: list[Any]) -> dict[str, list[dict[str, str]]]:
        """The translations of pages, each with itself, by its address."""
        languages = dict(Locale.objects.values_list("pk", "language_code"))
        if len(languages) < 2:
            return {}
        keys = [page.translation_key for page in pages]
        groups: defaultdict[Any, list[dict[str, str]]] = defaultdict(list)
        for page in self._public.filter(translation_key__in=keys).order_by("pk").specific(defer=True):
            if location := self._here(page.get_full_url(self.request)):
                alternate = {"lang_code": languages[page.locale_id], "location": location}
                groups[page.translation_key].append(alternate)
        return {
            alternate["location"]: group for group in groups.values() if len(group) > 1 for alternate in group
        }
