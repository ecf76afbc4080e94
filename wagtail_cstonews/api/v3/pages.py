"""Wagtail's endpoint of pages, whose list takes the filters of articles and refuses what it does not know."""

from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from ninja import Query, Router, Status
from ninja.errors import HttpError
from ninja.pagination import paginate
from wagtail.api import APIField
from wagtail.api.v3.auth import AllowAnonymous, BearerTokenAuth
from wagtail.api.v3.pagination import WagtailLimitOffsetPagination
from wagtail.api.v3.querysets import get_pages_queryset
from wagtail.api.v3.routers.pages import PageFilterSchema
from wagtail.api.v3.routers.pages import router as wagtail_router
from wagtail.api.v3.schemas import BasePageSchema
from wagtail.api.v3.schemas.pages import BASE_PAGE_READ_FIELDS
from wagtail.api.v3.schemas.params import APIFieldFilterSchema, OrderingSchema, SearchSchema

from ...compat import get_base_page_model
from ...conf import get_news_page_model
from ...models.article_filters import ArticleFilters, FilterError
from ...models.pages.api.prefetch import prefetch_details
from ...publishing.api.context import api_context_of, attach
from ...search import searchable
from ..v2.filters import stably_ordered
from .parameters import check_parameters, knowing_only

LIST, FIND, DETAIL = "/", "/find/", "/{page_id}/"

PAGINATION = "pagination_info"
"""The argument by which a list gets its limit and offset."""

_OF_A_PAGE = {"version", "rich_text_format"}
_KNOWN = {DETAIL: _OF_A_PAGE, FIND: {*_OF_A_PAGE, "id", "html_path", "site"}}

_SCHEMAS = (PageFilterSchema, OrderingSchema, SearchSchema, WagtailLimitOffsetPagination.Input)


def list_pages(
    request: HttpRequest,
    filters: PageFilterSchema = Query(...),  # noqa: B008
    ordering: OrderingSchema = Query(...),  # noqa: B008
    search: SearchSchema = Query(...),  # noqa: B008
    **kwargs: Any,
) -> Any:
    """Pages of all types; with the filters of articles where ``type`` is a type of articles."""
    models: list[type[Model]] = list(filters.type)
    news = get_news_page_model()
    are_news = bool(models) and all(issubclass(model, news) for model in models)
    model: Any = models[0] if len(models) == 1 else news if are_news else get_base_page_model()
    # Wagtail's own filter by locale holds for all pages.
    article_filters = {*ArticleFilters.names()} - {"locale"} if are_news else set()
    check_parameters(request, {*_declared(), *_filter_fields(model), *article_filters})
    pages = filters.filter(get_pages_queryset(request, model), request)
    pages = APIFieldFilterSchema.with_exclude_schemas(
        raw_params=request.GET, schemas=_SCHEMAS, base_fields=BASE_PAGE_READ_FIELDS
    ).filter_queryset(pages)
    if article_filters:
        pages = _narrowed(request, pages, article_filters)
    pages = ordering.order_queryset(pages, kwargs[PAGINATION], base_fields=BASE_PAGE_READ_FIELDS)
    pages = stably_ordered(pages, request.GET.getlist("order"))
    if search.search is not None:
        search.search = searchable(search.search)
        pages = _by_primary_key(pages)
    return search.search_queryset(request, pages)


def _declared() -> set[str]:
    return {name for schema in _SCHEMAS for name in schema.model_fields}


def _filter_fields(model: Any) -> set[str]:
    fields = {field.name for field in APIField.get_fields_for_model(model, db_fields_only=True)}
    return {*BASE_PAGE_READ_FIELDS, *fields}


def _narrowed(request: HttpRequest, pages: Any, names: set[str]) -> Any:
    try:
        given = request.GET.copy()
        given.pop("locale", None)
        return ArticleFilters.from_parameters(given).apply(pages)
    except FilterError as error:
        raise HttpError(400, str(error)) from error


def _by_primary_key(pages: Any) -> Any:
    """The same pages for a search backend, which knows filter fields of the model only."""
    found = pages.model._default_manager.filter(pk__in=pages.order_by().values("pk"))
    return found.select_related("content_type", "locale").order_by(*pages.query.order_by)


def _prefetched(view: Any) -> Any:
    """The view of one page, which then is loaded and represented as the request asks."""

    @wraps(view)
    def get_page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        page = view(request, *args, **kwargs)
        prefetch_details(page, api_context_of({"request": request}))
        return page

    return get_page


def _knowing_the_request(view: Any) -> Any:
    """The view of a page that was written, which then is represented for the request: Wagtail forgets it."""

    @wraps(view)
    def write_page(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        result = view(request, *args, **kwargs)
        attach(result.value if isinstance(result, Status) else result, api_context_of({"request": request}))
        return result

    return write_page


def make_router() -> Router:
    """Wagtail's router of pages, all of it, with the list and the details as they are here."""
    router = Router(tags=wagtail_router.tags)
    for path, wagtail_view in wagtail_router.path_operations.items():
        view = wagtail_view.clone()
        if path == LIST:
            view.operations = [operation for operation in view.operations if "GET" not in operation.methods]
        for operation in view.operations:
            if "GET" in operation.methods and path in _KNOWN:
                operation.view_func = knowing_only(_KNOWN[path])(operation.view_func)
            if "GET" in operation.methods and path == DETAIL:
                operation.view_func = _prefetched(operation.view_func)
            if path in (LIST, DETAIL) and not {"POST", "PATCH"}.isdisjoint(operation.methods):
                operation.view_func = _knowing_the_request(operation.view_func)
        router.path_operations[path] = view
    router.get(
        LIST,
        response=list[BasePageSchema],
        url_name="list_pages",
        summary="List pages",
        operation_id="pages_list",
        auth=[BearerTokenAuth(), AllowAnonymous()],
    )(paginate(WagtailLimitOffsetPagination, pass_parameter=PAGINATION)(list_pages))
    for prefix, child, tags in wagtail_router._routers:
        router.add_router(prefix, child, tags=tags)
    return router
