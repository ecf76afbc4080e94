"""The mixin for sections: a filtered list of the articles below the section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, Q, prefetch_related_objects
from django.http import Http404
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, TabbedInterface
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.images import get_image_model
from wagtail.search import index

from wagtail_cstonews import conf
from wagtail_cstonews.publishing.head import SectionHead
from wagtail_cstonews.publishing.head.images import SOCIAL_IMAGE_FILTER
from wagtail_cstonews.publishing.pictures import filters_of

from ..article_filters import ArticleFilters, FilterError
from ..quotations import newest_first
from .base import TemplateMixin, tabs
from .facets import Facets, is_dated
from .navigation import UNLISTED

FAR = 1_000
"""From here on, an article's place in a list is found by its keys alone: databases carry along all columns of
what they skip.
"""


class NewsIndexPageMixin(TemplateMixin):
    """A section: the articles below it, newest first, by kind, year, month, tag and speaker."""

    default_template = "wagtail_cstonews/news_index_page.html"
    head_class = SectionHead
    filter_parameters = ArticleFilters.names()
    representations = {
        "feed.rss": "wagtail_cstonews.publishing.feeds.views.section_rss",
        "feed.atom": "wagtail_cstonews.publishing.feeds.views.section_atom",
        "feed.json": "wagtail_cstonews.publishing.feeds.views.section_json",
    }

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
        return newest_first(self.restricted.public_below(conf.get_news_page_model().objects.all(), self))

    def get_facets(self, parameters: Any) -> Facets:
        """The articles narrowed by the filters in a query, and the filters that narrow them further.

        Other parameters are ignored.

        :raises Http404: for a value that a filter cannot have, and for a tag or speaker that no article of
            the section has.
        """
        try:
            filters = ArticleFilters.from_parameters(parameters)
            key = f"{self.pk} {self.restricted.closed_below(self)}"
            facets = Facets(self.get_articles(), filters, key=key)
        except FilterError as error:
            raise Http404(str(error)) from error
        # Whoever speaks only in drafts and private articles is not named.
        if (facets.tag or facets.speaker) and facets.leads_nowhere:
            raise Http404
        return facets

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        facets = self.get_facets(request.GET)
        return {
            **super().get_context(request, *args, **kwargs),
            "articles": _paginator(facets).get_page(request.GET.get("page")),
            "facets": facets,
        }


def _paginator(facets: Facets) -> Paginator:
    # The first image is that of the section's head, too.
    shown = [*filters_of("card"), SOCIAL_IMAGE_FILTER]
    renditions = get_image_model().get_rendition_model().objects.filter(filter_spec__in=shown)
    images = Prefetch("lead_image__renditions", queryset=renditions, to_attr="prefetched_renditions")
    # The bodies of twenty articles are large, and the list shows none of them.
    listed = facets.articles.defer(*UNLISTED).select_related("lead_image")
    articles = NewestFirst(listed, facets.total, facets.undated, images)
    return Paginator(articles, conf.get_int("ARTICLES_PER_PAGE"))


class NewestFirst(Sequence[Any]):
    """Articles in the order of :func:`~wagtail_cstonews.models.quotations.newest_first`, by slices.

    A database's index of dates begins or ends with what has none, so undated articles are read apart: to find
    the newest twenty of many articles, none is sorted.
    """

    def __init__(self, articles: Any, total: int, undated: int, prefetched: Prefetch | None = None) -> None:
        self.prefetched = prefetched
        undated_ones = Q(published_at__isnull=True) | ~is_dated()
        self.dated = articles.filter(is_dated()).order_by("-published_at", "-first_published_at", "-pk")
        self.undated = articles.filter(undated_ones).order_by("-first_published_at", "-pk")
        self.total, self.number_dated = total, total - undated

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, place: Any) -> Any:
        if not isinstance(place, slice):
            return self[place : place + 1][0]
        start, stop, _step = place.indices(self.total)
        dated = self._dated(start, stop) if start < self.number_dated else []
        first, last = (max(end - self.number_dated, 0) for end in (start, stop))
        found = [*dated, *(self.undated[first:last] if last else [])]
        if self.prefetched and found:
            prefetch_related_objects(found, self.prefetched)
        return found

    def _dated(self, start: int, stop: int) -> Any:
        if start < FAR:
            return self.dated[start:stop]
        pks = list(self.dated.values_list("pk", flat=True)[start:stop])
        # As a list: MySQL does not limit subqueries.
        return self.dated.filter(pk__in=pks)
