"""The head of a page that is no page of Wagtail's: a search, a list of people, an error."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import cached_property
from django.utils.translation import get_language
from wagtail.models import Site

from .... import conf
from ...addresses import page_address, site_root
from ...excerpts import excerpt
from ..addresses import absolute, on_page, static_or_absolute
from ..formats import feed_links
from ..head import Alternate, Head, HeadImage
from ..images import logo_image
from ..json_ld import parts
from ..json_ld.script import graph, node
from ..languages import language_tag, og_locale

TITLE_LENGTH = 250
DESCRIPTION_LENGTH = 200
"""Characters: what search engines and networks show, and a little more."""

MAX_LISTED = 50
"""Items of a list in structured data."""

NARROWING_PARAMETERS = ("letter", "order", "q", "query", "search", "sort")
"""The parameters by which views narrow or order their lists."""

NOINDEX = "noindex"
INDEXED = "max-image-preview:large"
"""Search engines may show a large image beside the page."""


class ViewHead:
    """Builds a :class:`Head` for what a view shows. Each part is a property that a subclass may replace."""

    og_type = "website"
    filter_parameters: tuple[str, ...] = NARROWING_PARAMETERS
    """The parameters of the address that narrow the list."""
    list_names: tuple[str, ...] = ("page_obj", "results", "people", "articles", "object_list")
    """The names in the template's context under which a list of several pages is looked for."""

    def __init__(
        self, request: HttpRequest | None = None, context: Mapping[str, Any] | None = None, **given: str
    ) -> None:
        """``given`` are ``title``, ``description`` and ``robots``, where the caller knows better."""
        self.request, self.context, self.given = request, context or {}, given

    def build(self) -> Head:
        """The head, in few queries."""
        return Head(
            title=excerpt(self.given.get("title") or self.title, TITLE_LENGTH),
            description=excerpt(self.given.get("description") or self.description, DESCRIPTION_LENGTH),
            canonical=self.canonical,
            robots=self.given.get("robots") or self.robots,
            site_name=self.site_name,
            language=self.language,
            og_type=self.og_type,
            og_locale=og_locale(self.language),
            og_locale_alternates=self.og_locale_alternates,
            properties=tuple(self.properties()),
            authors=self.authors,
            image=self.image,
            languages=self.languages,
            feeds=tuple(self.feeds()),
            previous=self.neighbour("previous"),
            next=self.neighbour("next"),
            structured_data=graph(self.nodes()),
        )

    # ------------------------------------------------------------------ the site

    @cached_property
    def site(self) -> Site | None:
        if self.request:
            return Site.find_for_request(self.request)
        return Site.objects.filter(is_default_site=True).first()

    @cached_property
    def root(self) -> str:
        """The site's address without a path."""
        if self.request:
            return site_root(self.request)
        return self.site.root_url if self.site else ""

    @cached_property
    def site_name(self) -> str:
        named = self.site.site_name if self.site else ""
        return str(conf.get_str("PUBLISHER_NAME") or named or getattr(settings, "WAGTAIL_SITE_NAME", ""))

    @cached_property
    def logo(self) -> str:
        return static_or_absolute(self.root, conf.get_str("PUBLISHER_LOGO"))

    @cached_property
    def publisher(self) -> dict[str, Any]:
        return parts.publisher(self.root, self.site_name, self.logo)

    @cached_property
    def search(self) -> str:
        """The address of the site's search, up to the words; empty if it has none."""
        return absolute(self.root, conf.get_str("SEARCH_URL"))

    # ------------------------------------------------------------------ this page

    @cached_property
    def title(self) -> str:
        given = self.context.get("title")
        return given if isinstance(given, str) else ""

    @cached_property
    def description(self) -> str:
        return ""

    @cached_property
    def address(self) -> str:
        """The page's address without parameters; empty where it is not known."""
        return absolute(self.root, escape_uri_path(self.request.path)) if self.request else ""

    @cached_property
    def canonical(self) -> str:
        return "" if self.is_error or not self.address else on_page(self.address, self.number)

    @cached_property
    def language(self) -> str:
        return language_tag(get_language() or settings.LANGUAGE_CODE)

    @cached_property
    def image(self) -> HeadImage | None:
        return logo_image(self.logo, self.site_name)

    @cached_property
    def robots(self) -> str:
        return INDEXED if self.is_indexed else NOINDEX

    @cached_property
    def is_indexed(self) -> bool:
        """Whether a search engine should show the page."""
        return not (self.is_error or self.is_search or self.active_filters)

    @cached_property
    def active_filters(self) -> dict[str, str]:
        """The parameters that narrow the list, as the visitor gave them."""
        asked = self.request.GET if self.request else {}
        return {name: value for name in self.filter_parameters if (value := asked.get(name, ""))}

    @cached_property
    def is_error(self) -> bool:
        """Whether this is Django's page for an address that does not exist, or may not be seen."""
        return "exception" in self.context and self.context.get("page") is None

    @cached_property
    def is_search(self) -> bool:
        return bool(self.search) and urlsplit(self.address).path == urlsplit(self.search).path

    @cached_property
    def authors(self) -> tuple[str, ...]:
        return ()

    @cached_property
    def languages(self) -> tuple[Alternate, ...]:
        return ()

    @cached_property
    def og_locale_alternates(self) -> tuple[str, ...]:
        return ()

    def properties(self) -> Iterator[tuple[str, str]]:
        """Further Open Graph properties."""
        yield from ()

    def feeds(self) -> Iterator[Alternate]:
        """Feeds, and other formats of the page: by default the feeds of the whole site."""
        yield from feed_links("cstonews_site_feed", self.root, self.site_name)

    # ------------------------------------------------------------------ lists

    @cached_property
    def listing(self) -> ListPage[Any] | None:
        """The page of a list that is shown."""
        found = (self.context.get(name) for name in self.list_names)
        return next((page for page in found if isinstance(page, ListPage)), None)

    @property
    def number(self) -> int:
        # A narrowed list is none of its own: its address is that of the whole.
        return self.listing.number if self.listing and not self.active_filters else 1

    def neighbour(self, which: str) -> str:
        """The address of the ``previous`` or ``next`` page of the list; empty where there is none."""
        if not self.listing or not self.canonical or self.active_filters:
            return ""
        if not getattr(self.listing, f"has_{which}")():
            return ""
        return on_page(self.address, getattr(self.listing, f"{which}_page_number")())

    def items(self) -> Iterator[tuple[str, str]]:
        """The names and addresses of what the list shows."""
        for item in list(self.listing or ())[:MAX_LISTED]:
            if address := self._address_of_item(item):
                yield excerpt(str(getattr(item, "title", item)), TITLE_LENGTH), address

    def _address_of_item(self, item: Any) -> str:
        if self.request and hasattr(item, "get_url_parts"):
            return page_address(item, self.request)
        get_address = getattr(item, "get_full_url", None) or getattr(item, "get_absolute_url", None)
        return absolute(self.root, get_address() if get_address else "")

    def item_list(self) -> dict[str, Any] | None:
        if not self.listing:
            return None
        paginator = self.listing.paginator
        return parts.item_list(self.items(), paginator.count, self.listing.start_index() or 1)

    # ------------------------------------------------------------------ structured data

    def nodes(self) -> Iterator[dict[str, Any]]:
        """The nodes of the structured data."""
        title = self.given.get("title") or self.title
        if self.is_error or not title:
            return
        entries = None if self.is_search else self.item_list()
        kind = "SearchResultsPage" if self.is_search else "CollectionPage" if entries else "WebPage"
        yield node(
            kind,
            id_=self.canonical,
            url=self.canonical,
            name=excerpt(title, TITLE_LENGTH),
            description=excerpt(self.given.get("description") or self.description, DESCRIPTION_LENGTH),
            inLanguage=self.language,
            publisher=self.publisher,
            mainEntity=entries,
        )
