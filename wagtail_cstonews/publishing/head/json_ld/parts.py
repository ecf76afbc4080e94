"""What is inside of other nodes: people, organizations, images, lists, places in the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .script import node

SEARCH_WORDS = "search_term_string"


def person(name: str, **properties: Any) -> dict[str, Any]:
    """A person. An office at the time of an article is ``jobTitle``."""
    return node("Person", name=name, **properties)


def image(url: str, width: int | None = None, height: int | None = None, caption: str = "") -> dict[str, Any]:
    return node("ImageObject", url=url, width=width, height=height, caption=caption)


def publisher(root: str, name: str, logo: str = "") -> dict[str, Any]:
    """The site's newsroom."""
    return node(
        "NewsMediaOrganization",
        id_=f"{root}/#publisher",
        name=name,
        url=f"{root}/",
        logo=image(logo) if logo else None,
    )


def web_site(root: str, name: str, *, language: str, search: str, publisher: Any) -> dict[str, Any]:
    """The site; ``search`` is the address of its search up to the words, or empty."""
    action = None
    if search:
        action = node("SearchAction", target=node("EntryPoint", urlTemplate=f"{search}{{{SEARCH_WORDS}}}"))
        # No property, but an annotation of ``query``: https://schema.org/docs/actions.html
        action["query-input"] = f"required name={SEARCH_WORDS}"
    return node(
        "WebSite",
        id_=f"{root}/#website",
        name=name,
        url=f"{root}/",
        inLanguage=language,
        publisher=publisher,
        potentialAction=action,
    )


def breadcrumbs(trail: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """The way from the home page, as pairs of name and address."""
    return node(
        "BreadcrumbList",
        itemListElement=[
            node("ListItem", position=number, name=name, item={"@id": address})
            for number, (name, address) in enumerate(trail, start=1)
        ],
    )


def item_list(items: Iterable[tuple[str, str]], total: int, first: int = 1) -> dict[str, Any] | None:
    """A page of a list, as pairs of name and address; None if it is empty."""
    elements = [
        node("ListItem", position=number, name=name, url=address)
        for number, (name, address) in enumerate(items, start=first)
    ]
    return node("ItemList", numberOfItems=total, itemListElement=elements) if elements else None
