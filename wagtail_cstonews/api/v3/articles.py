"""The articles and interviews that everybody may read: what version 2 answers, in version 3's envelope."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from ninja import Query, Router, Schema
from ninja.errors import HttpError
from pydantic import SkipValidation
from rest_framework.request import Request
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v3.auth import AllowAnonymous

from ...conf import get_news_page_model
from ...models.article_filters import INTERVIEW, NEWS
from ...publishing.api.article_schema import ArticleDict
from ..v2.articles import ArticlesAPIViewSet
from .parameters import parameter

router = Router(tags=["articles"], auth=AllowAnonymous())


class ArticleParameters(Schema):
    """What an article is represented with."""

    fields: str | None = parameter("Names of fields, '*' for all, '_' for none, '-name' without one.")
    rich_text_format: str | None = parameter(
        "The format of rich text.", enum=["db_html", "html", "db_markdown", "markdown"]
    )


class ArticleListParameters(ArticleParameters):
    """What narrows and orders the list. Fields of articles may be asked for, too: ``outlet=Radio Manas``."""

    kind: str | None = parameter("Interviews, or all that are none.", enum=[INTERVIEW, NEWS])
    since: str | None = parameter("The first day, month or year of publication.", "2026-05-01", "2026-05")
    until: str | None = parameter("The last day, month or year of publication.", "2026-05-31", "2026")
    year: str | None = parameter("The year of publication.", "2026")
    month: str | None = parameter("The month, 1 to 12, of the year.", "5")
    tag: str | None = parameter("The slug or the id of a tag.")
    speaker: str | None = parameter("The slug or the id of somebody who is quoted or interviewed.")
    section: str | None = parameter("The slug of a section, or the id of any page above the articles.")
    locale: str | None = parameter("A language code.", "ru")
    child_of: str | None = parameter("The id of the page above, or 'root'.")
    descendant_of: str | None = parameter("The id of a page above, or 'root'.")
    ancestor_of: str | None = parameter("The id of a page below.")
    translation_of: str | None = parameter("The id of a page of which the articles are translations.")
    search: str | None = parameter(
        "Words that the articles have. The best matches come first, unless ordered."
    )
    search_operator: str | None = parameter("Whether all words must be there.", enum=["and", "or"])
    order: str | None = parameter(
        "Names of fields, '-name' for the other direction, or 'random'.", default="-published_at"
    )
    limit: str | None = parameter("How many articles.", type="integer", minimum=0, default=20)
    offset: str | None = parameter("How many articles to pass over.", type="integer", minimum=0, default=0)


class FindParameters(ArticleParameters):
    """What an article is found by."""

    html_path: str | None = parameter("The path of the article's page on the site.")
    id: str | None = parameter("The article's id.", type="integer")


class ArticleListSchema(Schema):
    count: int
    items: list[SkipValidation[ArticleDict]]


class _Router(WagtailAPIRouter):
    """Tells version 2's serializers the addresses in version 3."""

    def get_object_detail_urlpath(self, model: Any, pk: int) -> str | None:
        try:
            return reverse(f"{self.url_namespace}:detail_page", kwargs={"page_id": pk})
        except NoReverseMatch:
            return None


class _Articles(ArticlesAPIViewSet):
    """Version 2's endpoint, answering version 3's requests."""

    def __init__(self, request: HttpRequest, action: str, **kwargs: Any) -> None:
        super().__init__()
        self.namespace = request.resolver_match.namespace
        request.wagtailapi_router = _Router(self.namespace)
        self.setup(request, **kwargs)
        self.request = Request(request)
        self.action = action

    def detail_path(self, model: Any, pk: int) -> str | None:
        if issubclass(model, get_news_page_model()):
            return reverse(f"{self.namespace}:detail_article", kwargs={"article_id": pk})
        return super().detail_path(model, pk)

    def get_paginated_response(self, data: Any) -> Any:
        return {"count": self.paginator.total_count, "items": data}


@router.get(
    "/",
    response=ArticleListSchema,
    url_name="list_articles",
    summary="List articles",
    operation_id="articles_list",
)
def list_articles(request: HttpRequest, parameters: ArticleListParameters = Query(...)) -> Any:  # noqa: B008
    """Articles and interviews, newest first."""
    try:
        return _Articles(request, "listing_view").listing_view(request)
    except BadRequestError as error:
        raise HttpError(400, str(error)) from error


@router.get("/find/", url_name="find_article", summary="Find article", operation_id="articles_find")
def find_article(request: HttpRequest, parameters: FindParameters = Query(...)) -> Any:  # noqa: B008
    """Redirects to the article of a page's path."""
    try:
        return _Articles(request, "find_view").find_view(request)
    except BadRequestError as error:
        raise HttpError(400, str(error)) from error


@router.get(
    "/{article_id}/",
    response=SkipValidation[ArticleDict],
    url_name="detail_article",
    summary="Article detail",
    operation_id="articles_detail",
)
def get_article(
    request: HttpRequest,
    article_id: int,
    parameters: ArticleParameters = Query(...),  # noqa: B008
) -> Any:
    """One article with all of its fields."""
    try:
        return _Articles(request, "detail_view", pk=article_id).detail_view(request, article_id).data
    except BadRequestError as error:
        raise HttpError(400, str(error)) from error
