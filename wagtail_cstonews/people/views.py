"""The public pages of people, which are not Wagtail pages: one of each, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import ResolverMatch, URLResolver, get_resolver
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .. import conf
from ..models import Person, Quotation
from ..models.quotations import (
    articles_with,
    newest_first,
    public_quotations,
    speakers_of,
    with_quotations,
)
from ..models.speakers import appearances_in
from ..publishing.caching.responses import cached
from ..publishing.visibility import public_on_site
from .letters import Letters

PEOPLE_PER_PAGE = 60

LONGEST_SEARCH = 200
"""Characters of a search for people that are read."""


def people(request: HttpRequest) -> HttpResponse:
    """The people whom the site's public articles quote or interview: ``?letter=`` of their names, or those
    whom a search in any alphabet means (``?query=``).

    Where there is nobody, the request falls through to the next matching URL pattern.
    """
    quotations = public_quotations(Site.find_for_request(request))
    query = request.GET.get("query", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    letters = Letters(speakers_of(quotations))
    if not query and not letters.total:
        return _next_view(request)
    return _people_page(request, quotations, letters, query)


@require_safe
@cached
def _people_page(request: HttpRequest, quotations: Any, letters: Letters, query: str) -> HttpResponse:
    letter = "" if query else request.GET.get("letter", "")
    if query:
        found = letters.people.matching(query)
        total = found.count()
    else:
        found, total = letters.of(letter)
    paginator = Paginator(found.select_related("picture").prefetch_related("roles"), PEOPLE_PER_PAGE)
    paginator.count = total
    page = paginator.get_page(request.GET.get("page"))
    counts = appearances_in(quotations, [one.pk for one in page])
    for one in page:
        one.articles_count, one.quotes_count = counts.get(one.pk, (0, 0))
    return TemplateResponse(
        request,
        "wagtail_cstonews/people.html",
        {
            "people": page,
            "letters": [] if query else letters.choices,
            "letter": letter,
            "search": query,
            "cstonews_base_template": conf.get_str("BASE_TEMPLATE"),
        },
    )


def person(request: HttpRequest, slug: str) -> HttpResponse:
    """A person's quotes in the site's public articles.

    A person without such an article has no public page, so that an import of drafts discloses no names. The
    request then falls through to the next matching URL pattern, since a site may have its own page
    ``/people/jane/``.
    """
    found = (
        Person.objects.filter(slug=slug).select_related("picture").prefetch_related("names", "roles").first()
    )
    if found is None:
        return _next_view(request)
    public = public_on_site(articles_with(found), Site.find_for_request(request))
    counts = appearances_in(Quotation.objects.in_articles(public), [found.pk]).get(found.pk)
    if counts is None:
        return _next_view(request)
    found.articles_count, found.quotes_count = counts
    listed = newest_first(public).select_related("locale").defer("related")
    paginator = Paginator(listed, conf.get_int("QUOTED_ARTICLES_PER_PAGE"))
    paginator.count = found.articles_count
    return _person_page(request, found, paginator)


@require_safe
@cached
def _person_page(request: HttpRequest, found: Person, paginator: Paginator) -> HttpResponse:
    page = paginator.get_page(request.GET.get("page"))
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


def _next_view(request: HttpRequest) -> HttpResponse:
    """The response of the next view whose URL pattern matches the path.

    :raises Http404: if no other pattern matches.
    """
    here = request.resolver_match
    resolver = get_resolver(getattr(request, "urlconf", None))
    was_here = False
    for match in _matches(resolver, request.path_info) if here else ():
        if match.func == here.func:
            was_here = True
        elif was_here:
            request.resolver_match = match
            return match.func(request, *match.args, **match.kwargs)
    raise Http404("Nobody of this name is quoted in a public article.")


def _matches(resolver: URLResolver, path: str) -> Iterator[ResolverMatch]:
    """All matches of a path; Django's ``resolver.resolve(path)`` returns only the first."""
    found = resolver.pattern.match(path)
    if not found:
        return
    rest, args, kwargs = found
    for pattern in resolver.url_patterns:
        inner = _matches(pattern, rest) if isinstance(pattern, URLResolver) else [pattern.resolve(rest)]
        for match in filter(None, inner):
            yield ResolverMatch(
                match.func,
                # As in Django, positional arguments are used only if there are no named ones.
                match.args if match.kwargs or kwargs else (*args, *match.args),
                {**kwargs, **resolver.default_kwargs, **match.kwargs},
                match.url_name,
                [resolver.app_name, *match.app_names],
                [resolver.namespace, *match.namespaces],
            )
