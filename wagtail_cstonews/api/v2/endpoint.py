"""The base of the endpoints whose answers are the same in both versions."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import Http404
from django.urls import path
from rest_framework.response import Response
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import BaseAPIViewSet

from ...models.article_filters import FilterError
from ..shared.parameters import check_names

ALWAYS = ("_", "format")
"""Parameters of Wagtail's own that every endpoint takes: against caches, and of the browsable API."""


class SharedEndpoint(BaseAPIViewSet):
    """A list and its items, in the envelope of version 2. The items are those of version 3."""

    find_query_parameters = frozenset[str]()
    detail_parameters: ClassVar[tuple[str, ...]] = ()
    """The parameters of one item."""

    def answer(self, request: Any) -> tuple[int, list[Any]]:
        """How many there are, and those of the part that is asked for.

        :raises FilterError: for parameters that cannot be used.
        """
        raise NotImplementedError

    def find(self, request: Any, name: str) -> Any:
        """One item; None if there is none.

        :raises FilterError: for parameters that cannot be used.
        """
        raise NotImplementedError

    def listing_view(self, request: Any) -> Response:
        try:
            count, items = self.answer(request)
        except FilterError as error:
            raise BadRequestError(str(error)) from error
        return Response({"meta": {"total_count": count}, "items": items})

    def detail_view(self, request: Any, pk: str) -> Response:
        try:
            check_names(request.GET, (*self.detail_parameters, *ALWAYS))
            found = self.find(request, pk)
        except FilterError as error:
            raise BadRequestError(str(error)) from error
        if found is None:
            raise Http404("not found")
        return Response(found)

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        return [
            path("", cls.as_view({"get": "listing_view"}), name="listing"),
            path("<str:pk>/", cls.as_view({"get": "detail_view"}), name="detail"),
        ]
