"""The parent page of an import, found by address or id, in the requested language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from wagtail.models import Locale, Site

from ... import conf
from ...compat import get_base_page_model
from ...web import as_number

if TYPE_CHECKING:
    from wagtail.models import Page


MOST_LISTED = 20
"""Sections that the message lists: as many as fit on one screen of a terminal."""


class SectionError(Exception):
    """The page does not exist or cannot hold articles. The message lists the pages that can."""


def find_section(place: str, locale: str | None = None) -> Page:
    """The page at an address (``/news/`` or with its host) or of an id, or its translation into ``locale``.

    Raises :exc:`SectionError`.
    """
    section = next(candidates(place), None)
    if section is None:
        raise SectionError(f"There is no page at {place}. {sections_there()}")
    section = section.specific
    if locale:
        section = in_locale(section, locale)
    allowed = section.allowed_subpage_models()
    for model in dict.fromkeys((conf.get_news_page_model(), conf.get_interview_page_model())):
        if model not in allowed:
            raise SectionError(
                f"{section.title} ({section.get_url() or place}) takes no pages of the type "
                f"{model._meta.label}. {sections_there()}"
            )
    return section


def candidates(place: str) -> Iterator[Any]:
    """The pages at a path: the default site's first and, within a site, its own language's first."""
    pages = get_base_page_model()._default_manager
    if place.isdecimal():
        number = as_number(place)
        yield from pages.filter(pk=number, depth__gt=1) if number else ()
        return
    try:
        address = urlsplit(place)
    except ValueError:
        return
    path = f"/{unquote(address.path).strip('/')}/".replace("//", "/")
    slug = path.strip("/").rpartition("/")[2]
    for site in Site.objects.order_by("-is_default_site", "pk").select_related("root_page"):
        # A multilingual site has a tree for each language, and the address may begin with the language code.
        for root in (site.root_page, *site.root_page.get_translations().order_by("path")):
            below = pages.descendant_of(root).filter(slug=slug).order_by("path") if slug else ()
            for page in (root, *below):
                if matches(page, address.netloc, path):
                    yield page


def matches(page: Page, host: str, path: str) -> bool:
    """Whether the page stands at that path, and on that host where one is given."""
    parts = page.get_url_parts()
    if not parts:
        return False
    _, root_url, page_path = parts
    return unquote(page_path or "").rstrip("/") == path.rstrip("/") and (
        not host or urlsplit(root_url or "").netloc.lower() == host.lower()
    )


def in_locale(section: Page, code: str) -> Page:
    """The section's translation. Raises :exc:`SectionError`."""
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        codes = ", ".join(Locale.objects.values_list("language_code", flat=True))
        raise SectionError(
            f"The site has no locale {code}; it has {codes}. Add it in the admin, under Settings."
        )
    if section.locale_id == locale.pk:
        return section
    translation = section.get_translation_or_none(locale)
    if translation is None:
        raise SectionError(
            f"{section.title} has no translation into {code}. Translate the page in the admin, or leave out "
            "--locale."
        )
    return translation.specific


def place_of(page: Page) -> Any:
    """The value of ``--to`` for the page: its address, if that leads to no other page; else its id."""
    address = page.get_url()
    first = next(candidates(address), None) if address else None
    return address if first is not None and first.pk == page.pk else page.pk


def sections_there() -> str:
    """The list of the site's sections, shown as the remedy for a wrong address."""
    sections = conf.get_news_index_page_model()._default_manager.order_by("path")
    found = list(sections[: MOST_LISTED + 1])
    if not found:
        return (
            "The site has no section yet: make a page of the type "
            f"{sections.model._meta.verbose_name} in the admin, and give its address."
        )
    listed = [f"  --to {place_of(page)}  ({page.title}, id {page.pk})" for page in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        listed.append("  and more")
    return "These sections take articles:\n" + "\n".join(listed)
