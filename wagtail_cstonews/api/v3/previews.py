"""The draft that an editor previews in a headless front end."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Router
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.api.v3.auth import AllowAnonymous
from wagtail.api.v3.routers.pages import PageDetailSchema

from ...models.pages.api.prefetch import prefetch_details
from ...publishing.api.context import api_context_of
from ...publishing.previews import RESPONSE_HEADERS, PreviewError, page_for

previews_router = Router(tags=["pages"])


@previews_router.get(
    "/",
    response=PageDetailSchema,
    url_name="page_preview",
    summary="Page preview",
    operation_id="page_preview",
    auth=AllowAnonymous(),
)
def page_preview(
    request: HttpRequest,
    response: HttpResponse,
    content_type: str,
    token: str,
    rich_text_format: RichTextOutputFormat | None = None,
) -> Any:
    """The draft as it is now; not found if the token is too old, or its editor lost the right to edit."""
    try:
        page = page_for(token, content_type)
    except PreviewError as error:
        raise Http404("This preview is over.") from error
    prefetch_details(page, api_context_of({"request": request}))
    for header, value in RESPONSE_HEADERS.items():
        response[header] = value
    return page
