"""The public pages of people, which are not Wagtail pages."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import ResolverMatch, URLResolver, get_resolver
from django.views.decorators.http import require_safe
from wagtail.models import Site

from .. import conf
from ..models import Person
from ..models.quotations import public_articles_with, with_quotations
from ..publishing.caching.responses import cached


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
    articles = public_articles_with(found, Site.find_for_request(request)).defer("related")
    paginator = Paginator(articles, conf.get_int("QUOTED_ARTICLES_PER_PAGE"))
    return _person_page(request, found, paginator) if paginator.count else _next_view(request)


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
