"""Public pages that are no Wagtail pages."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe
from wagtail.models import Site

from . import conf
from .models import Person
from .speakers import public_articles_with, with_quotations


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """What a person says in the site's published, public articles.

    Somebody of whom no such article speaks has no page yet: an import of drafts gives nobody away.
    """
    found = get_object_or_404(
        Person.objects.select_related("picture").prefetch_related("names", "roles"), slug=slug
    )
    articles = public_articles_with(found, Site.find_for_request(request)).defer("related")
    paginator = Paginator(articles, conf.get_int("QUOTED_ARTICLES_PER_PAGE"))
    page = paginator.get_page(request.GET.get("page"))
    if not paginator.count:
        raise Http404
    return TemplateResponse(
        request,
        "wagtail_cstonews/person.html",
        {
            "person": found,
            "articles": page,
            "quoted_articles": with_quotations(found, page),
            "cstonews_base_template": conf.get_str("BASE_TEMPLATE"),
        },
    )
