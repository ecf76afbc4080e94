"""Wagtail's endpoint of pages, with the filters of articles and in a few queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch
from rest_framework.fields import Field, SkipField
from wagtail import fields as wagtail_fields
from wagtail.api.v2.filters import (
    AncestorOfFilter,
    ChildOfFilter,
    DescendantOfFilter,
    LocaleFilter,
    TranslationOfFilter,
)
from wagtail.api.v2.serializers import (
    DetailUrlField,
    PageAliasOfField,
    PageParentField,
    PageSerializer,
    get_serializer_class,
)
from wagtail.api.v2.utils import BadRequestError, page_models_from_string
from wagtail.api.v2.views import PagesAPIViewSet

from ...compat import RichTextFormatError
from ...conf import get_news_page_model
from ...models.article_filters import ArticleFilters
from ...models.pages.api.prefetch import BIG_FIELDS, prefetch_details, prefetch_for_api
from ...publishing.api.context import ApiContext, api_context_of
from ...publishing.api.serializers import RichTextField
from ...publishing.head.relatives import kept_relatives
from ...web import as_number
from .filters import (
    ArticlesFilter,
    ArticlesSearchFilter,
    BoundedPagination,
    StableOrderingFilter,
    SturdyFieldsFilter,
    is_news,
)

_NESTED_META = ["type", "detail_url", "html_url"]


class HtmlUrlField(Field):
    """The page's address, under the host and port that are asked."""

    def get_attribute(self, instance: Any) -> Any:
        return instance

    def to_representation(self, page: Any) -> str | None:
        try:
            return api_context_of(self.context).addresses(page)[1] or None
        except NoReverseMatch:
            return None


class OwnDetailUrlField(DetailUrlField):
    """The address of the details in this API, under the host and port that are asked."""

    def get_attribute(self, instance: Any) -> str:
        path = self.context["view"].detail_path(type(instance), instance.pk)
        if not path:
            raise SkipField
        return api_context_of(self.context).absolute(path)


def _nested(value: Any, context: Any) -> Any:
    serializer = get_serializer_class(
        type(value), ["id", *_NESTED_META, "title"], meta_fields=_NESTED_META, base=NewsPageSerializer
    )
    return serializer(context=context).to_representation(value)


class ParentField(PageParentField):
    """The page above, where everybody may see it."""

    def get_attribute(self, instance: Any) -> Any:
        # Of the relatives that were loaded, only those are kept that everybody may see.
        return instance.get_parent() if kept_relatives(instance) else super().get_attribute(instance)

    def to_representation(self, value: Any) -> Any:
        return _nested(value, self.context)


class AliasOfField(PageAliasOfField):
    """The page that this one mirrors."""

    def to_representation(self, value: Any) -> Any:
        return _nested(value, self.context)


class NewsPageSerializer(PageSerializer):
    """Wagtail's serializer of pages; with sanitised rich text, and addresses as they are asked."""

    serializer_field_mapping = {
        **PageSerializer.serializer_field_mapping,
        wagtail_fields.RichTextField: RichTextField,
    }
    html_url = HtmlUrlField(read_only=True)
    detail_url = OwnDetailUrlField(read_only=True)
    parent = ParentField(read_only=True)
    alias_of = AliasOfField(read_only=True)


class NewsPagesMixin:
    """For viewsets of pages: the filters of articles, refusal of all that is unknown, and few queries."""

    base_serializer_class = NewsPageSerializer
    pagination_class = BoundedPagination

    # What Wagtail's viewset has.
    request: Any
    known_query_parameters: frozenset[str]
    find_query_parameters: frozenset[str]

    @property
    def api_context(self) -> ApiContext:
        return api_context_of({"request": self.request})

    def article_filters(self) -> tuple[str, ...]:
        """The names of the filters of articles that the endpoint takes."""
        return ArticleFilters.names()

    def read(self, model: Any, names: Iterable[str] | None = None) -> Any:
        """All pages of a type; what a list shows of each is read with them, and large fields if it does."""
        pages = model._default_manager.select_related("locale", "alias_of")
        if names is None or not is_news(model):
            return pages
        return pages.defer(*(name for name in BIG_FIELDS if name not in set(names)))

    def read_for_list(self, model: Any) -> Any:
        """The pages of a type, as the list shows them."""
        return self.read(model)

    @classmethod
    def get_available_fields(cls, model: Any, db_fields_only: bool = False) -> list[str]:
        fields = super().get_available_fields(model, db_fields_only=db_fields_only)  # type: ignore[misc]
        if not db_fields_only:
            return fields
        streams = {f.name for f in model._meta.get_fields() if isinstance(f, wagtail_fields.StreamField)}
        return [name for name in fields if name not in streams]

    def known_parameters(self, model: Any) -> set[str]:
        """The query parameters of a list of pages of this type."""
        known = set(self.get_available_fields(model, db_fields_only=True)) | self.known_query_parameters
        return {*known, "rich_text_format", *(self.article_filters() if is_news(model) else ())}

    def check_query_parameters(self, queryset: Any) -> None:
        self.check_parameters(self.known_parameters(queryset.model))

    def check_parameters(self, known: Iterable[str]) -> None:
        """Refuse unknown parameters, and what no database takes.

        :raises BadRequestError:
        """
        known = set(known)
        if unknown := sorted(set(self.request.GET) - known):
            names = ", ".join(sorted(known - {"_"}))
            raise BadRequestError(f"unknown query parameter: {', '.join(unknown)}. Known are: {names}.")
        for name, values in self.request.GET.lists():
            if any("\0" in value for value in values):
                raise BadRequestError(f"{name} has a null character")
        try:
            self.api_context.rich_text_format  # noqa: B018  the property checks what is asked
        except RichTextFormatError as error:
            raise BadRequestError(str(error)) from error

    def get_base_queryset(self) -> Any:
        # Wagtail asks for it once for the list and once for the serializers, with queries each time.
        if not hasattr(self, "_base_queryset"):
            # Django's request then has the site, which Wagtail would keep with REST framework's only.
            self.api_context.site  # noqa: B018
            self._base_queryset = super().get_base_queryset()  # type: ignore[misc]
        return self._base_queryset

    def detail_path(self, model: Any, pk: int) -> str | None:
        """The path of an object's details; None for what the API has no endpoint for."""
        return self.request.wagtailapi_router.get_object_detail_urlpath(model, pk)

    def listing_view(self, request: Any) -> Any:
        queryset = self.get_queryset()  # type: ignore[attr-defined]
        self.check_query_parameters(queryset)
        queryset = self.filter_queryset(queryset)  # type: ignore[attr-defined]
        pages = list(self.paginate_queryset(queryset))  # type: ignore[attr-defined]
        return self.get_paginated_response(self.represent(pages))  # type: ignore[attr-defined]

    def represent(self, pages: list[Any]) -> list[Any]:
        """The items of a list."""
        serializer = self.get_serializer(pages, many=True)  # type: ignore[attr-defined]
        prefetch_for_api(pages, self.api_context, serializer.child.fields)
        return serializer.data

    def get_object(self) -> Any:
        if not hasattr(self, "_page"):
            self.check_parameters({"fields", "rich_text_format", "format", "_", "site", "type"})
            pk = as_number(self.kwargs["pk"])  # type: ignore[attr-defined]
            page = self.get_queryset().filter(pk=pk).first()  # type: ignore[attr-defined]
            if page is None:
                raise Http404("not found")
            self._page = page.specific
            if page.locale_id is not None:
                self._page.locale = page.locale
        return self._page

    def detail_view(self, request: Any, pk: int) -> Any:
        prefetch_details(self.get_object(), self.api_context)
        return super().detail_view(request, pk)  # type: ignore[misc]

    def find_object(self, queryset: Any, request: Any) -> Any:
        known = {*self.find_query_parameters, "fields", "rich_text_format", "format", "_", "site", "type"}
        self.check_parameters(known)
        if "id" in request.GET and as_number(request.GET["id"]) is None:
            raise BadRequestError("id must be a positive integer")
        return super().find_object(queryset, request)  # type: ignore[misc]

    def find_view(self, request: Any) -> Any:
        page = self.find_object(self.get_queryset(), request)  # type: ignore[attr-defined]
        if page is None:
            raise Http404("not found")
        kept = [
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in self.find_query_parameters
        ]
        path = self.detail_path(type(page), page.pk)
        return redirect(f"{path}?{urlencode(kept)}" if kept else path)


class NewsPagesAPIViewSet(NewsPagesMixin, PagesAPIViewSet):
    """In place of Wagtail's ``PagesAPIViewSet``: ``type=`` of articles takes the filters of articles."""

    filter_backends = [
        SturdyFieldsFilter,
        ChildOfFilter,
        AncestorOfFilter,
        DescendantOfFilter,
        ArticlesFilter,
        StableOrderingFilter,
        TranslationOfFilter,
        LocaleFilter,
        ArticlesSearchFilter,
    ]

    def article_filters(self) -> tuple[str, ...]:
        # Wagtail's own filter by locale holds for all pages.
        return tuple(name for name in super().article_filters() if name != "locale")

    def get_queryset(self) -> Any:
        models = self._types()
        if len(models) > 1 and all(is_news(model) for model in models):
            pages = self.read(get_news_page_model()).type(*models)
            return pages.filter(pk__in=self.get_base_queryset().values("pk")).order_by("pk")
        return super().get_queryset().select_related("locale", "alias_of")

    def _types(self) -> list[Any]:
        if not self.request.GET.get("type"):
            return []
        try:
            return list(page_models_from_string(self.request.GET["type"]) or ())
        except (LookupError, ValueError) as error:
            raise BadRequestError("type doesn't exist") from error
