"""Rich text on the site's pages: expanded as Wagtail does, without anything that a browser would execute.

Wagtail shows what is stored as it is, since its editor stores only what it has cleaned. But rows come from
other importers, scripts and databases, too.
"""

from __future__ import annotations

import re

from django.utils.safestring import SafeString
from wagtail.rich_text import RichText
from wagtail.rich_text.rewriters import extract_attrs

MOST_TAGS = 2000
"""Of one text."""

_TAG = re.compile(r"<[^<>]*>")
_ANY_TAG = re.compile(r"<[^<>]*>?")
_PLAIN_TAG = re.compile(
    r"</?(?:p|b|i|strong|em|ul|ol|li|br|hr|h[2-6]|sub|sup|code|s|u|del|ins|q|cite|blockquote)\s?/?>|</a>"
    r'|<a href="(?:https?://|mailto:)[^"<>]*">|<a (?:linktype="\w+" id="\d+"|id="\d+" linktype="\w+")>'
)
"""What nearly all texts have: then there is nothing to clean."""

_ATTRIBUTES = {
    "*": {"class", "id", "lang", "dir", "title"},
    "a": {"href", "hreflang", "linktype", "rel", "target", "uuid"},
    "blockquote": {"cite"},
    "col": {"span"},
    "colgroup": {"span"},
    "data": {"value"},
    "del": {"cite", "datetime"},
    "details": {"open"},
    # Wagtail's notation. It has no address of its own to load.
    "embed": {"embedtype", "format", "alt", "url"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "ins": {"cite", "datetime"},
    "li": {"value"},
    "ol": {"start", "type", "reversed"},
    "q": {"cite"},
    "td": {"colspan", "rowspan", "headers"},
    "th": {"colspan", "rowspan", "headers", "scope"},
    "time": {"datetime"},
}
_NOTATION = re.compile(r"<(a|embed)\b([^<>]*)>", re.IGNORECASE)
_CLEANED = re.compile(r'<(a|embed)((?: [\w:-]+="[^"]*")*)>')
_EXECUTED = re.compile(r"on.*|style|href|src.*|action|formaction|background|ping|.*:.*")
"""Attributes that a browser would do something with."""
_PREFIXES = {"data-", "aria-"}
_SCHEMES = {"http", "https", "mailto", "tel", "sms", "ftp"}


class SafeRichText(RichText):
    """A text of Wagtail's whose HTML is harmless, whatever is stored."""

    def __html__(self) -> SafeString:
        return RichText(harmless(self.source)).__html__()


def harmless(source: str) -> str:
    """Stored rich text without scripts, frames, forms, event handlers and addresses that execute something.

    What a site's own features add stays, as long as it consists of elements of text.

    >>> harmless('<p onclick="x()">One <a linktype="page" id="3">two</a><script>three()</script></p>')
    '<p>One <a linktype="page" id="3">two</a></p>'
    """
    if all(map(_PLAIN_TAG.fullmatch, _ANY_TAG.findall(source))):
        return source
    # A web process should start without it.
    import nh3

    source = with_few_tags(source)
    html = nh3.clean(
        source,
        tags=nh3.ALLOWED_TAGS | {"embed"},
        attributes=_ATTRIBUTES | _of_handlers(source),
        generic_attribute_prefixes=_PREFIXES,
        url_schemes=_SCHEMES,
        link_rel=None,
    )
    return _CLEANED.sub(_as_wagtail_reads_it, html)


def _of_handlers(source: str) -> dict[str, set[str]]:
    """What is allowed where Wagtail, or a feature of the site's own, writes the tag anew: what its handler
    reads may have any name.
    """
    allowed = {tag: set(_ATTRIBUTES[tag]) for tag in ("a", "embed")}
    for tag, inside in _NOTATION.findall(source):
        names = extract_attrs(inside)
        if "linktype" in names or "embedtype" in names:
            allowed[tag.lower()] |= {name for name in map(str.lower, names) if not _EXECUTED.fullmatch(name)}
    return allowed


def _as_wagtail_reads_it(tag: re.Match[str]) -> str:
    name, attributes = tag.groups()
    if name == "embed" and " embedtype=" not in attributes:
        return ""
    attributes = attributes.replace("<", "&lt;").replace(">", "&gt;")
    return f"<{name}{attributes}{'/' if name == 'embed' else ''}>"


def with_few_tags(html: str) -> str:
    """The HTML; without tags where they are too many to be anybody's writing, since parsers take a time that
    grows with the square of how deep some are nested.
    """
    return html if html.count("<") <= MOST_TAGS else _TAG.sub(" ", html).replace("<", "&lt;")
