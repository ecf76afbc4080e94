from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from home.pictures import load_pictures
from wagtail.models import Site

from .articles import found_articles, load
from .filters import Chosen, choices, narrowed
from .people import found_people
from .snippets import Words

RESULTS_PER_PAGE = 10
LONGEST_QUERY = 200
MOST_PEOPLE = 4


def search(request: HttpRequest) -> HttpResponse:
    """The public articles and people of this site that answer ``?query=``, best first.

    ``kind``, ``section`` and ``year`` narrow it; a value that leads nowhere is ignored.
    """
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_QUERY]
    words = Words(query)
    site = Site.find_for_request(request)
    context = {"query": query, "searched": False, "chosen": Chosen()}
    if words and site:
        found = found_articles(words, request, site)
        chosen = Chosen.of(request.GET, found)
        page = Paginator(narrowed(found, chosen), RESULTS_PER_PAGE).get_page(request.GET.get("page"))
        results = load(page, words)
        people = found_people(query, request, site)[:MOST_PEOPLE] if page.number == 1 and not chosen else []
        load_pictures([*(result.picture for result in results), *(person.picture for person in people)])
        context |= {
            "searched": True,
            "page_of_results": page,
            "results": results,
            "is_cut": found.is_cut,
            "people": people,
            "chosen": chosen,
            "filters": choices(found, chosen, request.GET),
        }
    return TemplateResponse(request, "search/search.html", context)
