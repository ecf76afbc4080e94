"""What narrows and orders the lists of pages: Wagtail's filters, sturdier, and the filters of articles."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import AutoField, BooleanField, F, ForeignKey, IntegerField
from rest_framework.filters import BaseFilterBackend
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError

from ...conf import get_news_page_model
from ...models.article_filters import ArticleFilters, FilterError
from ...search import searchable
from ...web import as_number


def is_news(model: Any) -> bool:
    """Whether a page type is that of articles, or derived from it."""
    return issubclass(model, get_news_page_model())


class SturdyFieldsFilter(FieldsFilter):
    """Wagtail's filter by fields; a value that a field cannot have is refused, whatever the field."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        for name in view.get_available_fields(queryset.model, db_fields_only=True):
            if name in request.GET and name != "locale":
                self._check(queryset.model, name, request.GET[name])
        try:
            return super().filter_queryset(request, queryset, view)
        except (ValidationError, ValueError, TypeError) as error:
            raise BadRequestError("a field cannot have the value that is asked for") from error

    def _check(self, model: Any, name: str, value: str) -> None:
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return
        if isinstance(field, ForeignKey | IntegerField | AutoField) and name != "locale":
            if as_number(value) is None:
                raise BadRequestError(f"{name} must be a positive integer")
        elif hasattr(field, "to_python") and not isinstance(field, BooleanField):
            try:
                field.to_python(value)
            except ValidationError as error:
                raise BadRequestError(f"{name}: {'; '.join(error.messages)}") from error


class ArticlesFilter(BaseFilterBackend):
    """The filters that sections and feeds have, too, on lists of articles: see :class:`ArticleFilters`."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        if not is_news(queryset.model):
            return queryset
        names = view.article_filters()
        try:
            given = {name: request.GET.getlist(name) for name in names if name in request.GET}
            filters = ArticleFilters.from_parameters(_Parameters(given))
            return filters.apply(queryset)
        except FilterError as error:
            raise BadRequestError(str(error)) from error


class _Parameters(dict[str, list[str]]):
    def getlist(self, name: str) -> list[str]:
        return self.get(name, [])


class StableOrderingFilter(OrderingFilter):
    """Wagtail's ordering; undated articles come last in both directions, and equal ones keep their order."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        ordered = super().filter_queryset(request, queryset, view)
        names = [name for name in request.GET.get("order", "").split(",") if name]
        return stably_ordered(ordered, names)


def stably_ordered(pages: Any, names: Iterable[str]) -> Any:
    """Ordered by fields, of which each database puts what is empty last, and at last by primary key."""
    names = list(names)
    if not names or "random" in names:
        return pages
    return pages.order_by(*(_nulls_last(pages.model, name) for name in names), "-pk")


def _nulls_last(model: Any, name: str) -> Any:
    plain = name.lstrip("-")
    field = model._meta.pk if plain == "pk" else model._meta.get_field(plain)
    if not getattr(field, "null", False) or field.is_relation:
        return name
    column = F(field.name)
    return column.desc(nulls_last=True) if name.startswith("-") else column.asc(nulls_last=True)


class ArticlesSearchFilter(SearchFilter):
    """Wagtail's search, for any query and together with all filters.

    Search backends know a model's own filter fields only, so what is searched is named by primary key.
    """

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        if "search" not in request.GET:
            return queryset
        # DRF's request wraps Django's, whose query must not change for other code.
        request.GET = request.GET.copy()
        request.GET["search"] = searchable(request.GET["search"])
        if request.GET.get("search_operator") not in (None, "and", "or"):
            raise BadRequestError("search_operator must be 'and' or 'or'")
        if is_news(queryset.model):
            order = queryset.query.order_by if "order" in request.GET else ()
            queryset = view.read_for_list(queryset.model).filter(pk__in=queryset.order_by().values("pk"))
            queryset = queryset.order_by(*order)
        return super().filter_queryset(request, queryset, view)


class BoundedPagination(WagtailPagination):
    """Wagtail's pagination, for any number that somebody may ask for."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        for name in ("offset", "limit"):
            if name in request.GET and as_number(request.GET[name]) is None:
                raise BadRequestError(f"{name} must be a positive integer")
        return super().paginate_queryset(queryset, request, view=view)
