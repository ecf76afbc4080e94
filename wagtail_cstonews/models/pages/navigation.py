"""What leads on from an article: its neighbours in the section, related articles, more by who speaks in it.

Two queries for all of it, for any number of articles: each by an index, and of few rows.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils.functional import cached_property

from wagtail_cstonews import conf

from ..fields import FIRST_YEAR, LAST_YEAR
from ..quotations import articles_with
from .related import links_of, related_pages

MORE = 3
"""Articles with the same speaker: few, so that they are looked at."""

UNLISTED = ("body", "related", "quotes")
"""The large fields, which no list shows."""


class ArticleNavigation:
    """Where a reader can go on from ``page``. What a template does not show is not looked up."""

    def __init__(self, page: Any) -> None:
        self.page = page

    @property
    def newer(self) -> Any:
        """The article of the section that appeared next; None for the newest, and without a date."""
        return self._neighbours[0]

    @property
    def older(self) -> Any:
        """The article of the section that appeared before; None for the oldest, and without a date."""
        return self._neighbours[1]

    @cached_property
    def related(self) -> list[dict[str, Any]]:
        """The visible related articles: text, date and, for public pages, page and address."""
        return links_of(self.page.related.raw_data, self._found, self.page.restricted)

    @cached_property
    def more(self) -> list[Any]:
        """The newest public articles of the site that quote :attr:`speaker`, without this one and those that
        are related.
        """
        person, above = self.page.main_speaker, self.page.ancestors
        if person is None or not above:
            return []
        articles = conf.get_news_page_model().objects.descendant_of(above[0])
        shown = [self.page.pk, *related_pages(self.page.related.raw_data)]
        found = self.page.restricted.public(articles_with(person, articles)).exclude(pk__in=shown)
        dated = found.filter(published_at__isnull=False).order_by("-published_at", "-pk")
        return list(_listed(dated)[:MORE])

    @cached_property
    def _neighbours(self) -> tuple[Any, Any]:
        mine = _place(self.page)
        if mine is None or self.page.section is None:
            return None, None
        closed = self.page.restricted.closed_below(self.page.section)
        beside = [
            (place, page)
            for page in self._found.values()
            if page.path.startswith(self.page.section.path) and page.live and not page.path.startswith(closed)
            if (place := _place(page)) and page.pk != self.page.pk
        ]
        # Related articles are among them, but none is closer.
        newer = min((one for one in beside if one[0] > mine), key=lambda one: one[0], default=(None, None))
        older = max((one for one in beside if one[0] < mine), key=lambda one: one[0], default=(None, None))
        return newer[1], older[1]

    @cached_property
    def _found(self) -> dict[int, Any]:
        """The neighbours and the related articles of the site, by primary key."""
        wanted = Q(pk__in=related_pages(self.page.related.raw_data))
        page, section = self.page, self.page.section
        if section is not None and page.pk and page.published_at is not None:
            articles = page.restricted.public_below(conf.get_news_page_model().objects.all(), section)
            at, pk = page.published_at, page.pk
            newer = articles.filter(published_at__gte=at, published_at__lt=_year(LAST_YEAR + 1))
            newer = newer.filter(Q(published_at__gt=at) | Q(pk__gt=pk)).order_by("published_at", "pk")
            older = articles.filter(published_at__lte=at, published_at__gte=_year(FIRST_YEAR))
            older = older.filter(Q(published_at__lt=at) | Q(pk__lt=pk)).order_by("-published_at", "-pk")
            for one in (newer, older):
                wanted |= Q(pk=Subquery(one.values("pk")[:1]))
        elif not wanted.children[0][1]:
            return {}
        return {found.pk: found for found in _listed(conf.get_news_page_model().objects.filter(wanted))}


def _listed(articles: Any) -> Any:
    return articles.defer(*UNLISTED)


def _place(page: Any) -> tuple[datetime.datetime, int] | None:
    return (page.published_at, page.pk) if page.pk and page.published_at is not None else None


def _year(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)
