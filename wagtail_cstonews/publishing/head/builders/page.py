"""The head of any page of Wagtail's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path
from django.utils.functional import cached_property
from wagtail.models import Site

from ...addresses import root_of_page
from ...excerpts import excerpt, plain_excerpt
from ..addresses import absolute
from ..formats import format_links
from ..head import Alternate
from ..json_ld import parts
from ..json_ld.script import node, reference
from ..languages import hreflang_links, language_tag, og_locale
from ..relatives import (
    Relatives,
    give_relatives,
    home_path_of,
    kept_relatives,
    relatives_among,
    relatives_of,
    wanted_relatives,
)
from .view import DESCRIPTION_LENGTH, TITLE_LENGTH, ViewHead

DESCRIBING_FIELDS = ("introduction", "intro", "summary", "subtitle")
"""The fields, of text or rich text, that describe a page without a description; the first one counts."""


class PageHead(ViewHead):
    """Builds the head of a page. ``head_class = MyHead`` on a page type has it built by a subclass."""

    list_names = ("page_obj",)
    kind: ClassVar[str] = "WebPage"
    """The type of the page in schema.org."""

    def __init__(
        self,
        page: Any,
        request: HttpRequest | None = None,
        context: Mapping[str, Any] | None = None,
        **given: str,
    ) -> None:
        super().__init__(request, context, **given)
        self.page = page

    # ------------------------------------------------------------------ the site

    @cached_property
    def url_parts(self) -> tuple[int | None, str, str]:
        """The site's id, its root and the page's path; empty for a page without an address."""
        site, root, path = self.page.get_url_parts(self.request) or (None, "", "")
        return site, root or "", path or ""

    @cached_property
    def site(self) -> Site | None:
        if self.request:
            return Site.find_for_request(self.request)
        return Site.objects.filter(pk=self.url_parts[0]).first()

    @cached_property
    def root(self) -> str:
        site, root, _path = self.url_parts
        return root_of_page(site, root, self.request) or super().root

    @cached_property
    def home_path(self) -> str:
        """The path in the tree of the home page that this page is below."""
        return home_path_of(self.page, self.url_parts[0])

    @cached_property
    def is_home(self) -> bool:
        return bool(self.home_path) and self.page.url_path == self.home_path

    @cached_property
    def relatives(self) -> Relatives:
        """Those that the site or an answer of the APIs gave the page, else of one query."""
        return kept_relatives(self.page) or relatives_of(self.page, self.home_path)

    @property
    def wanted_relatives(self) -> Q:
        """For a query of the site's own that finds the page's relatives, too; of an unsaved page, none."""
        return wanted_relatives(self.page) if self.page.path else Q()

    def share_relatives(self, pages: Iterable[Any], is_open: Callable[[Any], bool]) -> Relatives:
        """Take the relatives from what such a query found, as :func:`.relatives_among` does."""
        if self.page.path:
            self.relatives = relatives_among(pages, self.page, self.home_path, is_open)
            give_relatives(self.page, self.relatives)
        return self.relatives

    # ------------------------------------------------------------------ this page

    @cached_property
    def title(self) -> str:
        # A base page model of the site's own may have no fields for search engines.
        return getattr(self.page, "seo_title", "") or self.page.title

    @cached_property
    def description(self) -> str:
        return getattr(self.page, "search_description", "") or self.own_description()

    def own_description(self) -> str:
        """What describes the page where nobody wrote a description for search engines."""
        texts = (getattr(self.page, name, "") for name in DESCRIBING_FIELDS)
        found = (plain_excerpt(text, DESCRIPTION_LENGTH) for text in texts if isinstance(text, str))
        return next(filter(None, found), "")

    @cached_property
    def path(self) -> str:
        """The page's path; of a page with routes of its own (``RoutablePage``), that of the route."""
        own = self.url_parts[2]
        visited = self.request.path if self.request and hasattr(self.page, "resolve_subpage") else ""
        return escape_uri_path(visited) if own and visited.startswith(own) else own

    @cached_property
    def address(self) -> str:
        return self.address_of(self.relatives.origin) or absolute(self.root, self.path)

    def address_of(self, page: Any) -> str:
        """The address of another page of this or another site; empty for None."""
        parts_of_it = page.get_url_parts(self.request) if page is not None else None
        if not parts_of_it or parts_of_it[2] is None:
            return ""
        site, root, path = parts_of_it
        return absolute(root_of_page(site, root, self.request), path)

    @cached_property
    def is_indexed(self) -> bool:
        is_preview = getattr(self.request, "is_preview", False) or getattr(self.request, "is_dummy", False)
        return bool(self.page.live) and not is_preview and not self.is_search and not self.active_filters

    @property
    def filter_parameters(self) -> tuple[str, ...]:  # type: ignore[override]
        return getattr(self.page, "filter_parameters", ())

    # ------------------------------------------------------------------ languages

    @cached_property
    def language(self) -> str:
        if not self.page.locale_id:
            # A preview of a page that was never saved.
            return super().language
        if self.relatives.locale:
            # Spares the page the query.
            self.page.locale = self.relatives.locale
        own = self.page.locale.language_code
        return language_tag(getattr(self.page, "text_language", "") or own) or language_tag(own)

    @cached_property
    def languages(self) -> tuple[Alternate, ...]:
        return hreflang_links(
            (page.locale.language_code, self.address_of(page)) for page in self.relatives.translations
        )

    @cached_property
    def og_locale_alternates(self) -> tuple[str, ...]:
        own = og_locale(self.language)
        codes = (og_locale(page.locale.language_code) for page in self.relatives.translations)
        return tuple(dict.fromkeys(code for code in codes if code and code != own))

    # ------------------------------------------------------------------ other formats

    def feeds(self) -> Iterator[Alternate]:
        offered = getattr(self.page, "representations", ())
        address = absolute(self.root, self.path)
        own = list(format_links(offered, address, self.page.title, filters=self.active_filters))
        # A page without a feed of its own has those of the site.
        yield from own or super().feeds()

    # ------------------------------------------------------------------ structured data

    def trail(self) -> list[tuple[str, str]]:
        """The names and addresses from the home page down to this one."""
        above = [(excerpt(page.title, TITLE_LENGTH), self.address_of(page)) for page in self.relatives.above]
        return [
            place for place in (*above, (excerpt(self.page.title, TITLE_LENGTH), self.address)) if place[1]
        ]

    def page_node(self, **properties: Any) -> dict[str, Any]:
        """The page itself as a node of :attr:`kind`."""
        return node(
            self.kind,
            id_=self.canonical,
            url=self.canonical,
            name=excerpt(self.title, TITLE_LENGTH),
            description=excerpt(self.description, DESCRIPTION_LENGTH),
            inLanguage=self.language,
            publisher=self.publisher,
            **properties,
        )

    def nodes(self) -> Iterator[dict[str, Any]]:
        yield from self.own_nodes()
        if self.is_home:
            yield parts.web_site(
                self.root,
                self.site_name,
                language=self.language,
                search=self.search,
                publisher=reference(self.publisher),
            )
        elif len(trail := self.trail()) > 1:
            yield parts.breadcrumbs(trail)

    def own_nodes(self) -> Iterator[dict[str, Any]]:
        """What the page itself is, without the site and the way to it."""
        yield self.page_node()
