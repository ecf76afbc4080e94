"""Alternate links: the translations that an HTML page declares by ``<link rel="alternate" hreflang="de">``.

The links count only if the page also lists itself, which gives its language. The group is identified by all
listed addresses: pages belong together if each lists the same ones. So a page cannot declare itself a
translation of a page that does not list it in turn, and a template that links to the front page in each
language has no effect.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from ...text.patterns import lazy_compile
from .addresses import web_address

HEAD = 1 << 18
"""Bytes or characters that are searched for the head: inline styles and scripts make some long."""
_LONGEST_TAG, _LONGEST_ADDRESS = 4000, 2000
"""Characters. Longer tags and addresses are ignored: browsers and servers do not accept them either."""
MOST_LINKS = 100
"""Translations of one page. A longer list cannot be one of translations."""

_TOKEN = lazy_compile(
    r"<(?:(?P<comment>!--)|(?P<end>/head\s*>|body(?=[\s/>]))|(?P<link>(?:link|base)(?=[\s/]))"
    r"|(?P<aside>script|style|noscript|template|title|textarea)(?=[\s/>]))",
    re.IGNORECASE,
)
_CLOSINGS = {
    "comment": lazy_compile("-->"),
    **{
        name: lazy_compile(f"</{name}", re.IGNORECASE)
        for name in ("script", "style", "noscript", "template", "title", "textarea")
    },
}
_ATTRIBUTE = lazy_compile(
    r"""(?P<name>[^\s"'<>/=]{1,60}+)\s{0,9}+=\s{0,9}+(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_LANGUAGE = lazy_compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8}){0,3}")
_PAGES = ("", "text/html", "application/xhtml+xml")
"""Media types of alternate links that lead to pages. Feeds are linked as alternates, too."""


@dataclass(slots=True)
class Alternates:
    """A page's translations; empty if it declares none that count."""

    group: str | None = None
    """The identifier of the group, shared by pages that list the same addresses."""
    language: str | None = None
    """The language that the page declares for itself."""


@dataclass(slots=True)
class _Links:
    """The canonical and alternate links of a head, with absolute addresses."""

    own: set[str] = field(default_factory=set)
    listed: list[tuple[str, str]] = field(default_factory=list)
    """Pairs of language and address, duplicates included."""


def alternates(content: bytes | str, url: str | None) -> Alternates:
    """The translations that the HTML declares. ``url`` is the page's address if known.

    >>> page = '<link rel=alternate hreflang=en href="/en/a"><link rel=alternate hreflang=de href="/de/a">'
    >>> alternates(page, "https://news.example/de/a").language
    'de'
    """
    head = content[:HEAD]
    if isinstance(head, bytes):
        head = head.decode("utf-8", "replace")
    if "hreflang" not in head.lower():
        return Alternates()
    links = _links_of(head, url)
    addresses = {address for _, address in links.listed}
    codes = {code for code, address in links.listed if address in links.own}
    if len(addresses) < 2 or len(links.listed) > MOST_LINKS:
        return Alternates()
    if len({re.split("[-_]", code)[0] for code in codes}) != 1:
        # It does not list itself, or as being in several languages.
        return Alternates()
    digest = hashlib.sha256("\n".join(sorted(addresses)).encode()).hexdigest()
    return Alternates(f"hreflang {digest[:32]}", min(codes, key=lambda code: (len(code), code)))


def _links_of(head: str, url: str | None) -> _Links:
    """The page's own addresses, and the translations that it lists."""
    base = url
    links = _Links()
    if url and (address := _address_of(url, None)):
        links.own.add(address)
    for name, attributes in _tags(head):
        href = attributes.get("href", "")
        if name == "base":
            base = web_address(href, url) or url
            continue
        relation = attributes.get("rel", "").lower().split()
        code = attributes.get("hreflang", "").lower()
        address = _address_of(href, base)
        if not address:
            continue
        if "canonical" in relation:
            links.own.add(address)
        elif "alternate" in relation and _LANGUAGE.fullmatch(code) and _is_page(attributes):
            links.listed.append((code, address))
            if len(links.listed) > MOST_LINKS:
                break
    return links


def _tags(head: str) -> Iterator[tuple[str, dict[str, str]]]:
    """The ``<link>`` and ``<base>`` tags of the head with their attributes, outside comments and scripts."""
    place = 0
    while (token := _TOKEN.search(head, place)) and not token["end"]:
        place = token.end()
        if token["link"]:
            if (end := head.find(">", place, place + _LONGEST_TAG)) != -1:
                yield token["link"].lower(), _attributes_of(head[place:end])
                place = end
            continue
        closing = _CLOSINGS["comment" if token["comment"] else token["aside"].lower()].search(head, place)
        if closing is None:
            # An unclosed comment or script hides the rest of the head.
            return
        place = closing.end()


def _attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag; the first one wins if it is repeated."""
    found: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(tag):
        value = one["double"] or one["single"] or one["bare"] or ""
        found.setdefault(one["name"].lower(), html.unescape(value).strip())
    return found


def _is_page(attributes: dict[str, str]) -> bool:
    """Whether the link leads to a page, not to a feed."""
    return attributes.get("type", "").partition(";")[0].strip().lower() in _PAGES


def _address_of(href: str, base: str | None) -> str | None:
    """The absolute address without its fragment; None if it cannot be resolved."""
    if len(href) > _LONGEST_ADDRESS or "\ufffd" in href:
        return None
    address = web_address(href, base)
    return urldefrag(address).url if address else None
