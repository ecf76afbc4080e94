"""The draft that an editor previews in a headless front end."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from rest_framework.response import Response
from wagtail.api.v2.views import PagesAPIViewSet

from ...publishing.previews import RESPONSE_HEADERS, PreviewError, page_for


class PagePreviewAPIViewSet(PagesAPIViewSet):
    """``page_preview/?content_type=...&token=...``: the parameters that wagtail-headless-preview adds."""

    known_query_parameters = PagesAPIViewSet.known_query_parameters.union(["content_type", "token"])
    name = "page_preview"

    def listing_view(self, request: Any) -> Response:
        """The page as the endpoint of pages would give it.

        :raises Http404: if there is no such draft, or no longer.
        """
        # What is one page is serialized as one.
        self.action = "detail_view"
        return self.detail_view(request, 0)

    def detail_view(self, request: Any, pk: int) -> Response:
        return Response(self.get_serializer(self.get_object()).data, headers=RESPONSE_HEADERS)

    def get_object(self) -> Any:
        try:
            return page_for(self.request.GET.get("token", ""), self.request.GET.get("content_type", ""))
        except PreviewError as error:
            raise Http404 from error
