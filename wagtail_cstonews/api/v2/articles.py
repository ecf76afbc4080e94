"""The articles and interviews of the site that everybody may read."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.functional import classproperty
from wagtail.api.v2.filters import AncestorOfFilter, ChildOfFilter, DescendantOfFilter, TranslationOfFilter
from wagtail.api.v2.utils import BadRequestError, parse_fields_parameter
from wagtail.api.v2.views import PagesAPIViewSet

from ...compat import get_base_page_model
from ...conf import get_interview_page_model, get_news_page_model
from ...models.pages.api.prefetch import prefetch_for_api
from ...models.quotations import newest_first
from .filters import ArticlesFilter, ArticlesSearchFilter, StableOrderingFilter, SturdyFieldsFilter
from .pages import NewsPagesMixin


class ArticlesAPIViewSet(NewsPagesMixin, PagesAPIViewSet):
    """Articles and interviews, each with the fields of its own type, newest first.

    Only what is public: whoever asks, and with whatever session.
    """

    filter_backends = [
        SturdyFieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        TranslationOfFilter,
        ArticlesFilter,
        StableOrderingFilter,
        ArticlesSearchFilter,
    ]
    known_query_parameters = PagesAPIViewSet.known_query_parameters - {"type", "site"}
    listing_default_fields = [
        *PagesAPIViewSet.listing_default_fields,
        "subtitle",
        "language",
        "published_at",
        "published_is_date_only",
        "lead",
        "lead_image",
    ]
    name = "articles"

    @classproperty
    def model(cls) -> Any:  # noqa: N805
        return get_news_page_model()

    def get_base_queryset(self) -> Any:
        return get_base_page_model()._default_manager.filter(self.api_context.public)

    def get_queryset(self) -> Any:
        news = get_news_page_model()
        read = self.read(news) if self.action == "detail_view" else self.read_for_list(news)
        return newest_first(read.filter(self.api_context.public))

    def read_for_list(self, model: Any) -> Any:
        return self.read(model, self._shown_fields)

    @cached_property
    def _shown_fields(self) -> set[str]:
        """The names of the fields that any of the types shows."""
        return set().union(*(self._serializer_class(model)().fields for model in _types()))

    @cached_property
    def _fields_config(self) -> list[Any]:
        if "fields" not in self.request.GET:
            return []
        try:
            config = list(parse_fields_parameter(self.request.GET["fields"]))
        except ValueError as error:
            raise BadRequestError(f"fields error: {error}") from error
        known = {name for model in _types() for name in self.get_available_fields(model)}
        if unknown := sorted({name for name, *_ in config} - known - {"*", "_"}):
            raise BadRequestError(
                f"unknown fields: {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
            )
        return config

    def _serializer_class(self, model: Any) -> Any:
        """The serializer of one type. Fields that only another type has are left out."""
        known = {*self.get_available_fields(model), "*", "_"}
        config = [field for field in self._fields_config if field[0] in known]
        is_detail = self.action == "detail_view"
        return self._get_serializer_class(
            self.request.wagtailapi_router, model, config, show_details=is_detail
        )

    def get_serializer_class(self) -> Any:
        return self._serializer_class(type(self.get_object()) if self.action == "detail_view" else self.model)

    def represent(self, pages: list[Any]) -> list[Any]:
        pages = _as_their_types(pages, self.read_for_list)
        prefetch_for_api(pages, self.api_context, self._shown_fields)
        context = self.get_serializer_context()
        serializers = {
            model: self._serializer_class(model)(context=context) for model in {type(page) for page in pages}
        }
        return [serializers[type(page)].to_representation(page) for page in pages]

    def detail_path(self, model: Any, pk: int) -> str | None:
        if issubclass(model, get_news_page_model()):
            return reverse(f"{self.request.resolver_match.namespace}:detail", args=[pk])
        return super().detail_path(model, pk)


def _types() -> list[Any]:
    """The page types of articles that have fields of their own."""
    return list(dict.fromkeys([get_news_page_model(), get_interview_page_model()]))


def _as_their_types(pages: list[Any], read: Any) -> list[Any]:
    """The pages as objects of their own types, in one query for each type that is not that of the list."""
    others: dict[Any, list[int]] = defaultdict(list)
    for page in pages:
        model = page.specific_class
        if model is not None and model is not type(page):
            others[model].append(page.pk)
    specific: dict[int, Any] = {}
    for model, pks in others.items():
        specific |= read(model).in_bulk(pks)
    return [specific.get(page.pk, page) for page in pages]
