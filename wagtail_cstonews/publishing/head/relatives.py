"""The pages that a head names beside its own: those above it, and its translations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageViewRestriction, Site

from ...compat import get_base_page_model

FIELDS = (
    "title",
    "path",
    "depth",
    "url_path",
    "live",
    "translation_key",
    "alias_of",
    "content_type",
    "locale",
)
"""Without the rest: a page of a type of the site's own may be large."""


@dataclass(frozen=True)
class Relatives:
    """Published pages that the visitor may see. They are instances of the base page model."""

    above: tuple[Any, ...]
    """From the site's home page down to the parent."""
    translations: tuple[Any, ...]
    """The page itself and its translations, by language; empty if there is no other. A copy of an
    untranslated page is none.
    """
    origin: Any | None
    """The page that this one is a copy of."""
    locale: Any | None
    """The locale of the page itself."""


_ATTRIBUTE = "_cstonews_relatives"


def home_path_of(page: Any, site_id: int | None) -> str:
    """The path in the tree of the site's home page that the page is below; empty if it is below none."""
    roots = [root.root_path for root in Site.get_site_root_paths() if root.site_id == site_id]
    return max((path for path in roots if (page.url_path or "").startswith(path)), key=len, default="")


def keep_relatives(page: Any, request: Any) -> Relatives:
    """Load the relatives of a page for one answer: its head, locale and parent then cost no query.

    A parent that is not public is none.
    """
    site_id, *_rest = page.get_url_parts(request) or (None,)
    relatives = relatives_of(page, home_path_of(page, site_id))
    give_relatives(page, relatives)
    above = relatives.above[-1] if relatives.above else None
    # Where treebeard's ``get_parent()`` keeps it.
    page._cached_parent_obj = above if above and above.depth == page.depth - 1 else None
    return relatives


def give_relatives(page: Any, relatives: Relatives) -> None:
    """Have the page's head take these instead of a query, and the page its locale."""
    setattr(page, _ATTRIBUTE, relatives)
    if relatives.locale:
        page.locale = relatives.locale


def kept_relatives(page: Any) -> Relatives | None:
    """What the page was given; None for nothing."""
    return getattr(page, _ATTRIBUTE, None)


def relatives_of(page: Any, home_path: str) -> Relatives:
    """In one query; none for a page that was never saved. ``home_path`` is the site's root path."""
    if not page.path:
        return Relatives((), (), None, None)
    found = get_base_page_model().objects.filter(wanted_relatives(page)).select_related("locale")
    if _is_multilingual(page) or page.alias_of_id:
        # Whoever sees the page may see those above it, but not all others.
        found = found.annotate(is_restricted=_is_restricted())
    pages = list(found.only(*FIELDS, "locale__language_code").order_by("path"))
    return relatives_among(pages, page, home_path, lambda one: not getattr(one, "is_restricted", False))


def wanted_relatives(page: Any) -> Q:
    """The condition of a saved page, those above it, its translations and what it is a copy of: of indexed
    columns only. What is not public is among them.
    """
    steps = range(page.steplen, len(page.path) + 1, page.steplen)
    wanted = Q(path__in=[page.path[:length] for length in steps])
    if _is_multilingual(page):
        wanted |= Q(translation_key=page.translation_key)
    if page.alias_of_id:
        wanted |= Q(pk=page.alias_of_id)
    return wanted


def relatives_among(
    pages: Iterable[Any], page: Any, home_path: str, is_open: Callable[[Any], bool]
) -> Relatives:
    """The relatives of a page among ``pages``, which may be more, in the order of the tree, each with its
    locale. ``is_open`` says whether a page is in no private part of the tree.
    """
    pages = list(pages)
    own = next((one for one in pages if one.path == page.path), None)
    live = [one for one in pages if one.live]
    above = [one for one in live if page.path.startswith(one.path) and one is not own]
    others = [one for one in live if one not in above and is_open(one)]
    translated = [
        one for one in others if one.translation_key == page.translation_key and not one.alias_of_id
    ]
    is_translated = _is_multilingual(page) and own in translated and len(translated) > 1
    return Relatives(
        tuple(one for one in above if one.url_path.startswith(home_path)),
        tuple(sorted(translated, key=lambda one: one.locale.language_code)) if is_translated else (),
        next((one for one in others if one.pk == page.alias_of_id), None),
        own.locale if own else None,
    )


def _is_multilingual(page: Any) -> bool:
    return bool(getattr(settings, "WAGTAIL_I18N_ENABLED", False)) and not page.alias_of_id


def _is_restricted() -> Exists:
    """Whether a page, or one above it, is private."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(below=path).filter(below__startswith=F("page__path")))
