"""What one answer of the APIs is made with: its addresses, its rich text, and what was loaded for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch
from django.utils.functional import cached_property
from wagtail.models import Site

from ...compat import get_base_page_model, rich_text_format
from ..addresses import site_root
from ..visibility import RestrictedPaths

_ATTRIBUTE = "_cstonews_api_context"


class ApiContext:
    """The context of one answer. What is looked up once is kept until the answer is given."""

    def __init__(self, request: Any = None) -> None:
        self.request = request
        self.restricted = RestrictedPaths()
        self._objects: dict[Any, dict[int, Any]] = {}
        self._missing: dict[Any, set[int]] = {}

    @cached_property
    def site(self) -> Site | None:
        return Site.find_for_request(self.request) if self.request is not None else None

    @cached_property
    def public(self) -> Q:
        """Which pages everybody may see: published, not private, on the site in any of its languages."""
        if self.site is None:
            return Q(pk__in=())
        root = self.site.root_page
        on_site = Q(path__startswith=root.path)
        for path in root.get_translations().values_list("path", flat=True):
            on_site |= Q(path__startswith=path)
        private = Q()
        for path in self.restricted.paths:
            private |= Q(path__startswith=path)
        return Q(live=True) & on_site & ~private if private else Q(live=True) & on_site

    @cached_property
    def rich_text_format(self) -> str:
        """``db_html``, ``html`` or one of those that Wagtail 8 adds.

        :raises RichTextFormatError: if the request asks for one that does not exist.
        """
        return rich_text_format(self.request.GET.get("rich_text_format") if self.request else None)

    @cached_property
    def base_url(self) -> str:
        """The scheme, host and port of absolute addresses, without a slash at the end.

        ``WAGTAILAPI_BASE_URL`` where it is set; else as everywhere: :func:`~..addresses.site_root`. An API on
        a host of its own thus names the pages where the site has them.
        """
        configured = getattr(settings, "WAGTAILAPI_BASE_URL", None)
        if configured:
            parts = urlsplit(str(configured))
            return f"{parts.scheme}://{parts.netloc}"
        if self.request is None:
            return str(getattr(settings, "WAGTAILADMIN_BASE_URL", None) or "")
        return site_root(self.request)

    def absolute(self, url: str) -> str:
        """A path on this site as an absolute address; others stay as they are."""
        return self.base_url + url if url.startswith("/") and not url.startswith("//") else url

    def addresses(self, page: Any) -> tuple[str, str]:
        """A page's address as the site links it, and in full; empty for a page without one."""
        if self.request is None:
            return page.get_url() or "", page.full_url or ""
        try:
            parts = page.get_url_parts(request=self.request)
        except NoReverseMatch:
            parts = None
        if not parts or parts[2] is None:
            return "", ""
        site_id, root_url, path = parts
        if self.site is not None and site_id == self.site.pk:
            return path, self.base_url + path
        return root_url + path, root_url + path

    def url(self, page: Any) -> str:
        """A page's address as the site links it; empty for a page without one."""
        return self.addresses(page)[0]

    def keep(self, model: Any, asked: Iterable[int], objects: Mapping[int, Any]) -> None:
        """Keep what was loaded of the objects that were asked for."""
        self._objects.setdefault(model, {}).update(objects)
        self._missing.setdefault(model, set()).update(set(asked) - set(objects))

    def kept(self, model: Any) -> Mapping[int, Any]:
        """What was loaded of a model, by primary key."""
        return self._objects.get(model, {})

    def load(self, model: Any, pks: Iterable[int], queryset: Any = None) -> Mapping[int, Any]:
        """The objects with these primary keys, in one query for those that were not asked for before."""
        new = set(pks) - set(self.kept(model)) - self._missing.get(model, set())
        if new:
            found = (model._default_manager.all() if queryset is None else queryset).in_bulk(new)
            self.keep(model, new, found)
        return self.kept(model)

    def public_pages(self, pks: Iterable[int]) -> dict[int, Any]:
        """Those of the pages that everybody may see."""
        pks = set(pks)
        found = self.load(get_base_page_model(), pks)
        return {pk: found[pk] for pk in pks if pk in found and self.restricted.is_public(found[pk])}

    def documents(self, pks: Iterable[int]) -> Mapping[int, Any]:
        """The documents with these primary keys; none on a site without documents."""
        if not apps.is_installed("wagtail.documents"):
            return {}
        from wagtail.documents import get_document_model

        return self.load(get_document_model(), pks)


def api_context_of(context: Mapping[str, Any] | None = None, page: Any = None) -> ApiContext:
    """The context of the answer that a serializer's or a block's ``context`` is of; one for each request.

    Wagtail's version 3 gives serializers no context: there it is the one that ``page`` was loaded with.
    """
    found = getattr(page, _ATTRIBUTE, None)
    if found is not None:
        return found
    request = (context or {}).get("request")
    if request is None:
        return ApiContext()
    # Django REST framework wraps Django's request.
    request = getattr(request, "_request", request)
    found = getattr(request, _ATTRIBUTE, None)
    if found is None:
        found = ApiContext(request)
        setattr(request, _ATTRIBUTE, found)
    return found


def attach(page: Any, context: ApiContext) -> None:
    """Have the page represented in this context."""
    setattr(page, _ATTRIBUTE, context)
