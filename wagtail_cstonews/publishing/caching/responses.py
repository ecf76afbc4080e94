"""Conditional requests and cache headers of public responses."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.http import conditional_page

from wagtail_cstonews import conf


def cached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view whose responses to readers have an ``ETag`` and ``Cache-Control``.

    Who has the current content gets 304 (Not Modified) without a body. The ``ETag`` is a hash of the content:
    a page shows more than its own fields, and changes with templates as well. Shared caches may keep a
    response for ``CACHE_SECONDS``; without them, and for people who are logged in, every use is validated.
    """

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        return set_cache_control(request, response)

    return conditional_page(wrapped)


def set_cache_control(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say how long caches may keep the response, unless the view said so itself."""
    if response.has_header("Cache-Control") or request.method not in {"GET", "HEAD"}:
        return response
    # The site's templates show the user bar to those who are logged in.
    patch_vary_headers(response, ["Cookie"])
    seconds = conf.get_int("CACHE_SECONDS")
    if is_personal(request):
        patch_cache_control(response, private=True, no_cache=True)
    elif seconds and response.status_code == 200:
        patch_cache_control(response, public=True, max_age=seconds)
    else:
        patch_cache_control(response, no_cache=True)
    return response


def is_personal(request: HttpRequest) -> bool:
    """Whether the response is for somebody who is logged in."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated


def serve_cached(page: Any, request: HttpRequest, serve: Callable[..., HttpResponse]) -> HttpResponse:
    """The response of ``serve(request)`` for a page, with cache headers.

    Wagtail changes them where only some may read the page.
    """

    def view(request: HttpRequest) -> HttpResponse:
        response = serve(request)
        if page.content_changed_at is not None:
            response.headers.setdefault("Last-Modified", http_date(page.content_changed_at.timestamp()))
        return response

    return cached(view)(request)
