"""The people whom public articles quote or interview."""

from __future__ import annotations

from typing import Any

from rest_framework.fields import Field, ReadOnlyField
from wagtail.api import APIField
from wagtail.api.v2.filters import FieldsFilter, OrderingFilter, SearchFilter
from wagtail.api.v2.pagination import WagtailPagination
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet
from wagtail.models import Site

from ...models import Person
from ...models.quotations import public_articles_with, public_people, with_quotations
from ...publishing.serializers import ImageField, WebAddressField
from ...search import searchable
from ...web import as_number

MAX_QUOTED_ARTICLES = 50
"""Articles in the response about one person, newest first. It bounds the response's size; the person's public
page has all of them.
"""


class SafeSearchFilter(SearchFilter):
    """Wagtail's search filter, made robust against any query: see :mod:`wagtail_cstonews.search`."""

    def filter_queryset(self, request: Any, queryset: Any, view: Any) -> Any:
        if "search" in request.GET:
            # DRF's request wraps Django's, whose query must not change for other code.
            request.GET = request.GET.copy()
            request.GET["search"] = searchable(request.GET["search"])
        return super().filter_queryset(request, queryset, view)


class SafePagination(WagtailPagination):
    """Wagtail's pagination, made robust against numbers that are too large for databases."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> Any:
        for name in ("offset", "limit"):
            if name in request.GET and as_number(request.GET[name]) is None:
                raise BadRequestError(f"{name} must be a positive integer")
        return super().paginate_queryset(queryset, request, view=view)


class SpellingsField(Field):
    """The other spellings of the person's name."""

    def to_representation(self, value: Any) -> list[str]:
        return [name.spelling for name in value.all()]


class RolesField(Field):
    """The person's offices with their first and last days, where these are known."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        return [{"title": role.title, "start": role.start, "end": role.end} for role in value.all()]


class QuotesField(Field):
    """The person's quotes in public articles, newest article first."""

    def to_representation(self, value: Person) -> list[dict[str, Any]]:
        site = Site.find_for_request(self.context["request"])
        pages = public_articles_with(value, site).defer("related")[:MAX_QUOTED_ARTICLES]
        return [
            {
                "text": quotation.text,
                "role": quotation.role or None,
                "attribution": quotation.attribution or None,
                "question": quotation.question or None,
                "article": {
                    "id": article.page.pk,
                    "title": article.page.title,
                    "url": article.page.get_url(self.context["request"]),
                    "published_at": article.page.published_at,
                },
            }
            for article in with_quotations(value, pages)
            for quotation in article.quotations
        ]


class PeopleAPIViewSet(BaseAPIViewSet):
    """The people whom published, public articles of the site quote or interview; nobody else."""

    model = Person
    filter_backends = [FieldsFilter, OrderingFilter, SafeSearchFilter]
    pagination_class = SafePagination
    body_fields = [
        *BaseAPIViewSet.body_fields,
        APIField("name"),
        APIField("slug"),
        APIField("url", serializer=ReadOnlyField(source="get_absolute_url")),
        APIField("link", serializer=WebAddressField()),
        APIField("biography"),
        APIField("picture", serializer=ImageField()),
        APIField("spellings", serializer=SpellingsField(source="names")),
        APIField("roles", serializer=RolesField()),
        APIField("quotes", serializer=QuotesField(source="*")),
    ]
    listing_default_fields = [*BaseAPIViewSet.listing_default_fields, "name", "slug", "url"]
    nested_default_fields = [*BaseAPIViewSet.nested_default_fields, "name"]
    name = "people"

    def find_object(self, queryset: Any, request: Any) -> Any:
        if "id" in request.GET and as_number(request.GET["id"]) is None:
            return None
        return super().find_object(queryset, request)

    def get_queryset(self) -> Any:
        return (
            public_people(Site.find_for_request(self.request))
            .select_related("picture")
            .prefetch_related("names", "roles")
            .order_by("pk")
        )
