"""The draft that an editor previews in a headless front end."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import Http404
from rest_framework.response import Response

from ...publishing.previews import RESPONSE_HEADERS, PreviewError, page_for
from .pages import NewsPagesAPIViewSet


class PagePreviewAPIViewSet(NewsPagesAPIViewSet):
    """``page_preview/?content_type=...&token=...``: the parameters that wagtail-headless-preview adds."""

    name = "page_preview"

    def listing_view(self, request: Any) -> Response:
        """The page as the endpoint of pages would give it.

        :raises Http404: if there is no such draft, or no longer.
        """
        # What is one page is represented as one.
        self.action = "detail_view"
        self.check_parameters({"content_type", "token", "fields", "rich_text_format", "format", "_"})
        response = self.detail_view(request, 0)
        for header, value in RESPONSE_HEADERS.items():
            response[header] = value
        return response

    def get_object(self) -> Any:
        return self._draft

    @cached_property
    def _draft(self) -> Any:
        try:
            return page_for(self.request.GET.get("token", ""), self.request.GET.get("content_type", ""))
        except PreviewError as error:
            raise Http404 from error
