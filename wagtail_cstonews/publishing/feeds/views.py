"""The views of feeds: of a section, a person, and the whole site."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Enclosure, SyndicationFeed
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe
from wagtail.models import Site

from ... import conf
from ...models import Person
from ...models.article_filters import ArticleFilters, FilterError
from ..addresses import absolute, own_address, page_address
from ..content.loading import load_articles
from ..content.plain import one_line, shortened
from ..content.rich_text import plain_text
from ..visibility import public_pages
from . import selection
from .discovery import site_title
from .generators import AtomFeed, JSONFeed, RSSFeed
from .items import FeedItem, feed_items, urn_of

GENERATORS: dict[str, type[SyndicationFeed]] = {"rss": RSSFeed, "atom": AtomFeed, "json": JSONFeed}
"""The formats by the ending of their address."""

_LONGEST_DESCRIPTION = 500


@dataclass(frozen=True)
class _About:
    """What a feed says of itself."""

    title: str
    description: str
    url: str
    """The page that shows the same articles."""
    page: Any
    """Whose locale is the feed's, and whose key its id is made of."""
    part: tuple[str, ...] = ()
    """What the feed is of, below that page."""


def section_feed(ending: str, section: Any, request: HttpRequest) -> HttpResponse:
    """The newest articles of a section. Who may not see the section does not come here."""
    about = _About(
        # A base page model of the site's own may have no fields for search engines.
        title=getattr(section, "seo_title", "") or section.title,
        description=getattr(section, "search_description", "") or plain_text(section.intro),
        url=page_address(section, request),
        page=section,
    )
    return _feed(request, ending, about, section.get_articles())


section_rss = functools.partial(section_feed, "rss")
section_atom = functools.partial(section_feed, "atom")
section_json = functools.partial(section_feed, "json")


def site_feed(request: HttpRequest, ending: str) -> HttpResponse:
    """The newest public articles of the site, in any of its languages."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    home = site.root_page
    title = site_title(request)
    about = _About(
        title, getattr(home, "search_description", "") or title, page_address(home, request), home, ("site",)
    )
    return _feed(request, ending, about, public_pages(conf.get_news_page_model().objects.all(), site))


def person_feed(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """The newest public articles that quote or interview a person. Who has none has no feed."""
    site = Site.find_for_request(request)
    person = Person.objects.filter(slug=slug).first()
    if person is None or site is None:
        raise Http404
    url = person.get_absolute_url() or ""
    about = _About(
        title=person.name,
        description=_("Articles that quote %(name)s") % {"name": person.name},
        url=absolute(request, url) or "",
        page=site.root_page,
        part=("person", str(person.pk)),
    )
    articles = selection.quoting(person, site)
    if request.GET and not articles.exists():
        raise Http404
    return _feed(request, ending, about, articles, may_be_empty=bool(request.GET))


@require_safe
def _feed(
    request: HttpRequest, ending: str, about: _About, found: Any, *, may_be_empty: bool = True
) -> HttpResponse:
    """The feed; 304 for a reader who has it; in words what is wrong with the filters."""
    try:
        filters = _filters(request)
    except FilterError as error:
        return _in_words(error, 400)
    try:
        found = filters.apply(found)
    except FilterError as error:
        return _in_words(error, 404)
    newest = selection.newest(found)
    # Who has something is told in one query whether it is still the newest; for others it would be one more.
    has_something = bool({"HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE"} & request.META.keys())
    articles = None if has_something else load_articles(newest)
    rows = selection.rows_of(newest if articles is None else articles)
    if not (rows or may_be_empty):
        raise Http404
    address = own_address(request)
    state = selection.state_of(rows, ending, address, about.title, about.description, about.url)

    @condition(etag_func=lambda _request: state.etag, last_modified_func=lambda _request: state.changed)
    def respond(request: HttpRequest) -> HttpResponse:
        loaded = load_articles(newest) if articles is None else articles
        _share_locale(about.page, loaded)
        generator = _generator(request, ending, about, filters, feed_items(loaded, request))
        response = HttpResponse(content_type=generator.content_type)
        generator.write(response, "utf-8")
        return response

    return respond(request)


def _share_locale(page: Any, articles: list[Any]) -> None:
    """Give the page the locale of an article where they are in the same, which saves a query."""
    for article in articles:
        if article.locale_id == page.locale_id:
            page.locale = article.locale
            return


def _filters(request: HttpRequest) -> ArticleFilters:
    """The filters of the request.

    :raises FilterError: for a value that cannot be one, and for what is no filter.
    """
    names = ArticleFilters.names()
    if unknown := sorted(set(request.GET) - set(names)):
        message = _("There is no filter “%(name)s”. There are: %(names)s.")
        raise FilterError(unknown[0], message % {"name": unknown[0][:100], "names": ", ".join(names)})
    return ArticleFilters.from_parameters(request.GET)


def _in_words(error: FilterError, status: int) -> HttpResponse:
    return HttpResponse(f"{error}\n", status=status, content_type="text/plain; charset=utf-8")


def _generator(
    request: HttpRequest, ending: str, about: _About, filters: ArticleFilters, items: list[FeedItem]
) -> SyndicationFeed:
    narrowed = [value for name in filters.names() if (value := getattr(filters, name))]
    title = ": ".join(filter(None, [one_line(about.title), one_line(", ".join(narrowed))]))
    generator = GENERATORS[ending](
        title=title,
        link=about.url,
        description=shortened(one_line(about.description), _LONGEST_DESCRIPTION) or title,
        subtitle=shortened(one_line(about.description), _LONGEST_DESCRIPTION) or None,
        language=about.page.locale.language_code,
        author_name=one_line(site_title(request)),
        feed_url=own_address(request),
        feed_guid=urn_of(about.page, "feed", *about.part, *narrowed),
    )
    for item in items:
        generator.add_item(
            title=item.title,
            link=item.url,
            description=escape(item.summary),
            pubdate=item.published,
            updateddate=item.updated,
            unique_id=item.id,
            unique_id_is_permalink=False,
            categories=item.categories,
            enclosures=_enclosures(item),
            item=item,
        )
    return generator


def _enclosures(item: FeedItem) -> list[Enclosure]:
    image = item.image
    return [Enclosure(image.url, str(image.length), image.type)] if image else []
