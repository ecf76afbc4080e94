"""What leads on from an article: its neighbours in the section, related articles, more by who speaks in it.

Two queries for all of it, for any number of articles: each by an index, and of few rows. Of what the speaker
says elsewhere the second is asked again in full where articles are private, or of another site.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, Subquery
from django.utils.functional import cached_property

from wagtail_cstonews import conf

from ..fields import FIRST_YEAR, LAST_YEAR
from ..quotation import UNDATED, Quotation
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
        home = self._home
        if home is None:
            return []
        found = [self._found.get(pk) for pk in self._newest_of_speaker]
        if all(
            page and page.path.startswith(home.path) and self.page.restricted.is_public(page)
            for page in found
        ):
            return found
        articles = conf.get_news_page_model().objects.descendant_of(home)
        public = self.page.restricted.public(articles_with(self.page.main_speaker, articles))
        others = public.exclude(pk__in=self._shown).filter(published_at__isnull=False)
        return list(_listed(others.order_by("-published_at", "-pk"))[:MORE])

    @property
    def _home(self) -> Any:
        """The site's home page above the article; None for an article beside all sites."""
        return next(iter(self.page.ancestors), None)

    @property
    def _shown(self) -> list[int]:
        """What the reader sees anyway: the article and those that are related."""
        return [self.page.pk, *related_pages(self.page.related.raw_data)]

    @cached_property
    def _newest_of_speaker(self) -> list[int]:
        """The primary keys of the newest dated articles that quote the speaker, wherever they are; one query,
        of one table.
        """
        person = self.page.main_speaker
        if person is None or self._home is None:
            return []
        shown = self._shown
        rows = Quotation.objects.filter(person=person, published_at__gt=UNDATED).order_by(
            "-published_at", "-page"
        )
        pages = rows.values_list("page", "published_at").distinct()[: MORE + len(shown)]
        return [pk for pk, _date in pages if pk not in shown][:MORE]

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
        """The neighbours, the related articles and what the speaker says elsewhere, by primary key."""
        known = [*related_pages(self.page.related.raw_data), *self._newest_of_speaker]
        wanted = Q(pk__in=known)
        page, section = self.page, self.page.section
        if section is not None and page.pk and page.published_at is not None:
            articles = conf.get_news_page_model().objects.filter(path__startswith=section.path, live=True)
            for path in page.restricted.closed_below(section):
                articles = articles.exclude(path__startswith=path)
            at, pk = page.published_at, page.pk
            newer = articles.filter(published_at__gte=at, published_at__lt=_year(LAST_YEAR + 1))
            newer = newer.filter(Q(published_at__gt=at) | Q(pk__gt=pk)).order_by("published_at", "pk")
            older = articles.filter(published_at__lte=at, published_at__gte=_year(FIRST_YEAR))
            older = older.filter(Q(published_at__lt=at) | Q(pk__lt=pk)).order_by("-published_at", "-pk")
            for one in (newer, older):
                wanted |= Q(pk=Subquery(one.values("pk")[:1]))
        elif not known:
            return {}
        found = _listed(conf.get_news_page_model().objects.filter(wanted).order_by())
        return {one.pk: one for one in found}


def _listed(articles: Any) -> Any:
    return articles.defer(*UNLISTED)


def _place(page: Any) -> tuple[datetime.datetime, int] | None:
    return (page.published_at, page.pk) if page.pk and page.published_at is not None else None


def _year(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)
