"""The mixin for sections: a filtered list of the articles below the section."""

from __future__ import annotations

import datetime
import re
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Exists, Max, Min
from django.http import Http404
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.search import index

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.publishing.head import SectionHead
from wagtail_cstonews.publishing.visibility import public_below

from ..article_filters import ArticleFilters
from ..fields import FIRST_YEAR, LAST_YEAR
from ..quotations import articles_with, newest_first, people_in
from .base import TemplateMixin, tabs

LISTING_IMAGE_FILTER = "fill-640x400"
"""The rendition of the lead image in the list."""

MAX_YEARS = 120
"""The number of years offered as a filter; a wrong date must not make the list endless or hide other
years.
"""

_SLUG = re.compile(r"[-\w]{1,255}")
_YEAR = re.compile(r"[12][0-9]{3}")


class NewsIndexPageMixin(TemplateMixin):
    """A section: the articles below it, newest first, by year, tag and speaker."""

    default_template = "wagtail_cstonews/news_index_page.html"
    head_class = SectionHead
    filter_parameters = ArticleFilters.names()

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    index_panels = [FieldPanel("intro")]
    index_search_fields = [index.SearchField("intro")]
    api_fields = [APIField("intro")]

    class Meta:
        abstract = True

    @classproperty
    def edit_handler(cls) -> TabbedInterface:  # noqa: N805
        """The editor's tabs, which include the panels of the page class and its parents."""
        return TabbedInterface(
            tabs(
                ([*cls.content_panels, *cls.index_panels], _("Content")),
                (cls.promote_panels, _("Promote")),
                (cls.settings_panels, _("Settings")),
            ),
            base_form_class=cls.base_form_class,
        )

    @classmethod
    def get_search_fields(cls) -> list[Any]:
        return [*super().get_search_fields(), *cls.index_search_fields]

    def get_articles(self) -> Any:
        """The published articles below the section, newest first, without those in private parts of the
        tree.
        """
        return newest_first(public_below(conf.get_news_page_model().objects.all(), self))

    def get_years(self, articles: Any) -> list[int]:
        """The years in which ``articles`` appeared, newest first, from :data:`MAX_YEARS` ago to next year.

        Takes two queries. The database is not asked for the year of a date, since MySQL needs its time zone
        tables for that.
        """
        dated = articles.order_by().filter(published_at__gte=_moment(FIRST_YEAR))
        dated = dated.filter(published_at__lt=_moment(LAST_YEAR + 1))
        span = dated.aggregate(first=Min("published_at"), last=Max("published_at"))
        if span["last"] is None:
            return []
        first, last = (_local_year(span[end]) for end in ("first", "last"))
        now = _local_year(timezone.now())
        years = range(min(last, now + 1), max(first, now - MAX_YEARS) - 1, -1)
        if not years:
            return []
        # Any existing row to query from: the root of the tree, since a previewed section is unsaved.
        root = get_base_page_model()._base_manager.filter(depth=1).order_by("path")
        found = root.values_list(
            *(Exists(articles.order_by().filter(published_at__year=year)) for year in years)
        ).first()
        return [year for year, exists in zip(years, found, strict=True) if exists]

    def filter_articles(self, articles: Any, parameters: Any) -> tuple[Any, dict[str, Any]]:
        """``articles`` narrowed by ``year``, ``tag`` and ``speaker`` (slugs), and the filters that hold.

        An invalid year is ignored.

        :raises Http404: for a tag or speaker that no article of the section has.
        """
        filters: dict[str, Any] = {}
        narrowed = articles
        if slug := _slug(parameters, "speaker"):
            filters["speaker"], narrowed = self._by_speaker(articles, narrowed, slug)
        if slug := _slug(parameters, "tag"):
            filters["tag"], narrowed = self._by_tag(articles, narrowed, slug)
        if _YEAR.fullmatch(parameters.get("year", "")):
            filters["year"] = int(parameters["year"])
            narrowed = narrowed.filter(published_at__year=filters["year"])
        return narrowed, filters

    def _by_speaker(self, articles: Any, narrowed: Any, slug: str) -> tuple[Any, Any]:
        person = people_in(articles).filter(slug=slug).first()
        if person is None:
            raise Http404
        return person, articles_with(person, narrowed)

    def _by_tag(self, articles: Any, narrowed: Any, slug: str) -> tuple[Any, Any]:
        if not hasattr(articles.model, "tags"):
            raise Http404
        tag = articles.model._meta.get_field("tags").related_model.objects.filter(slug=slug).first()
        if tag is None or not articles.order_by().filter(tags=tag).exists():
            raise Http404
        return tag, narrowed.filter(tags=tag)

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        articles = self.get_articles()
        narrowed, filters = self.filter_articles(articles, request.GET)
        image = models.Prefetch(
            "lead_image", queryset=get_image_model().objects.prefetch_renditions(LISTING_IMAGE_FILTER)
        )
        # The bodies of twenty articles are large, and the list shows none of them.
        listed = narrowed.defer("body", "related").prefetch_related(image)
        paginator = Paginator(listed, conf.get_int("ARTICLES_PER_PAGE"))
        return {
            **super().get_context(request, *args, **kwargs),
            "articles": paginator.get_page(request.GET.get("page")),
            "filters": filters,
            "years": self.get_years(articles),
        }


def _slug(parameters: Any, name: str) -> str:
    slug = parameters.get(name, "")
    # Not every database accepts every string in a query.
    if slug and not _SLUG.fullmatch(slug):
        raise Http404
    return slug


def _moment(year: int) -> datetime.datetime:
    return datetime.datetime(year, 1, 1, tzinfo=datetime.UTC if settings.USE_TZ else None)


def _local_year(moment: datetime.datetime) -> int:
    return (timezone.localtime(moment) if timezone.is_aware(moment) else moment).year
