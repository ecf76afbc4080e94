"""What the sitemaps share."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import cached_property
from wagtail.contrib.sitemaps import Sitemap

from ... import conf
from ..addresses import absolute


class NewsroomSitemap(Sitemap):
    """A sitemap of the site that is asked, under the scheme, host and port of the request."""

    template_name = "wagtail_cstonews/sitemaps/urlset.xml"

    @property
    def limit(self) -> int:
        """The most addresses on one page."""
        return conf.get_int("SITEMAP_ADDRESSES")

    @cached_property
    def paginator(self) -> Paginator:
        return Paginator(self.items(), self.limit)

    def get_latest_lastmod(self) -> Any:
        """When one of the items changed last; None if that is not known."""
        return None

    def absolute(self, address: str) -> str:
        return (absolute(self.request, address) or "") if self.request else address
