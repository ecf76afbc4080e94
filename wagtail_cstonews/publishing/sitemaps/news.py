"""The news sitemap, as Google reads it."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from ... import conf
from ..addresses import page_address
from ..content.plain import one_line
from ..feeds.items import local
from ..text_language import base_language
from ..visibility import public_pages
from .base import NewsroomSitemap

_CHINESE = {"zh-cn": "zh-cn", "zh-hans": "zh-cn", "zh-tw": "zh-tw", "zh-hant": "zh-tw", "zh-hk": "zh-tw"}
"""The only languages that need a script or region there."""


class NewsSitemap(NewsroomSitemap):
    """The articles of the last days, the newest first."""

    template_name = "wagtail_cstonews/sitemaps/news.xml"
    limit = 1000

    def items(self) -> Any:
        now = timezone.now() if settings.USE_TZ else datetime.datetime.now()  # noqa: DTZ005
        since = now - datetime.timedelta(days=conf.get_int("NEWS_SITEMAP_DAYS"))
        articles = public_pages(conf.get_news_page_model().objects.all(), self.get_wagtail_site())
        # A day without a time begins at midnight.
        recent = articles.filter(published_at__gt=since, published_at__lte=now)
        return (
            recent.order_by("-published_at", "-pk")
            .select_related("locale")
            .defer("body", "related", "quotes")
        )

    def _urls(self, page: Any, protocol: str, domain: str) -> list[dict[str, Any]]:
        name = self._publication()
        return [
            {
                "location": location,
                "publication": name,
                "language": _language(article.text_language),
                "date": self._date(article),
                "title": one_line(article.title),
            }
            for article in self.paginator.page(page).object_list
            if (location := page_address(article, self.request))
        ]

    def _publication(self) -> str:
        site = self.get_wagtail_site()
        return one_line(site.site_name or getattr(settings, "WAGTAIL_SITE_NAME", "") or site.root_page.title)

    @staticmethod
    def _date(article: Any) -> str:
        if not article.has_time:
            return article.published_on.isoformat()
        return local(article.published_at).isoformat(timespec="seconds")


def _language(code: str) -> str:
    return _CHINESE.get(code.lower().replace("_", "-")) or base_language(code)
