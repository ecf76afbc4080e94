"""The import as an endpoint of version 2.

It authenticates as Django REST framework is set to (``DEFAULT_AUTHENTICATION_CLASSES``), but nobody is let in
who has not said who he or she is.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path
from rest_framework.exceptions import APIException
from rest_framework.permissions import AllowAny
from rest_framework.viewsets import ViewSet
from wagtail.api.v2.utils import get_object_detail_url

from ...models import ImportedDocument
from ..importing import RefusalError, respond


class ImportAPIViewSet(ViewSet):
    """``POST``: what would become of a document; with ``save`` it is saved. Register it as ``import``."""

    model = ImportedDocument
    """Wagtail's router asks each endpoint which model it is of. Records of imports have no address in it."""
    permission_classes = (AllowAny,)
    """Who may is decided in one place for both versions of the API, with words that say what is missing."""
    name = "import"

    def create(self, request: Any) -> HttpResponse:
        plain: HttpRequest = request._request
        plain.user = request.user
        return respond(plain, self.api_address, challenge=self.get_authenticate_header(request) or "")

    def api_address(self, page: Any) -> str | None:
        plain = self.request._request
        return get_object_detail_url(plain.wagtailapi_router, plain, type(page), page.pk)

    def handle_exception(self, exc: Exception) -> HttpResponse:
        """What Django REST framework refuses itself: a wrong token, a missing CSRF token, another method."""
        if not isinstance(exc, APIException):
            raise exc
        response = super().handle_exception(exc)
        headers = {name: response[name] for name in ("WWW-Authenticate", "Allow") if name in response}
        return RefusalError(HTTPStatus(response.status_code), exc.detail, headers=headers).response()

    @classmethod
    def get_urlpatterns(cls) -> list[Any]:
        # A site's ATOMIC_REQUESTS would hold the database while a document is extracted.
        view = transaction.non_atomic_requests(cls.as_view({"post": "create"}))
        return [path("", view, name="create")]

    @classmethod
    def get_model_listing_urlpath(cls, model: Any, namespace: str = "") -> None:
        return None

    @classmethod
    def get_object_detail_urlpath(cls, model: Any, pk: Any, namespace: str = "") -> None:
        return None
