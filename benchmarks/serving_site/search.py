"""A search as Wagtail's project template has it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page

RESULTS_PER_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    found = Page.objects.live().search(request.GET.get("query", ""))
    page = Paginator(found, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "serving_site/search.html", {"results": page})
