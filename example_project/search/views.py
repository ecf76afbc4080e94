import re

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from wagtail.models import Page, Site

RESULTS_PER_PAGE = 10
LONGEST_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """The live, public pages of this site that answer ``?query=``, best first, ten a page."""
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    # SQLite's search takes punctuation for an operator, and a lone one for an error.
    words = " ".join(re.findall(r"\w+", query))
    results = Page.objects.none()
    site = Site.find_for_request(request)
    if words and site:
        pages = Page.objects.live().public().descendant_of(site.root_page, inclusive=True)
        results = pages.specific().search(words)
    page = Paginator(results, RESULTS_PER_PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "search/search.html", {"query": query, "results": page})
