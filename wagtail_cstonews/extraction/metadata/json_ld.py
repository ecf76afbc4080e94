"""Reads a page's JSON-LD (schema.org): the article object, names of people and organisations.

The data may be malformed, and the search is bounded.

>>> article, known = linked_data(['{"@type": "NewsArticle", "author": [{"name": "Anna Brandt"}]}'])
>>> names_of(article["author"], known)
['Anna Brandt']
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any

from ...text.patterns import lazy_compile

MOST_JSON = 2_000_000
"""Characters of a script; longer ones are not parsed."""
_MOST_OBJECTS = 500
"""Values of a script that are searched: nested lists could be endless."""
_LONGEST_NAME = 200
"""Characters of a name."""
_ARTICLE_TYPES = lazy_compile(r"(?:\w*Article|BlogPosting|BlogPost|LiveBlogPosting|Report)$")
"""The schema.org types of articles."""
_INNER = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
"""Properties that may contain the article."""


def linked_data(scripts: Iterable[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The JSON-LD object of an article, {} if there is none; and all objects by their ``@id``."""
    article: dict[str, Any] = {}
    known: dict[str, Any] = {}
    for source in scripts:
        for item in _objects(_load(source)):
            if isinstance(item.get("@id"), str) and "name" in item:
                known.setdefault(item["@id"], item)
            if not article and _is_article(item):
                article = item
    return article, known


def _is_article(item: Mapping[str, Any]) -> bool:
    kinds = item.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(name, str) and _ARTICLE_TYPES.match(name) for name in names)


def _load(source: str) -> Any:
    source = (
        source.strip()
        .removeprefix("<!--")
        .removesuffix("-->")
        .removeprefix("//<![CDATA[")
        .removesuffix("//]]>")
        .strip(" ;\n")
    )
    try:
        return json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return None


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    """The objects in a JSON-LD value, including lists and graphs: breadth first, bounded."""
    queue, seen = [data], 0
    while seen < len(queue) and seen < _MOST_OBJECTS:
        item = queue[seen]
        seen += 1
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            yield item
            queue.extend(item[key] for key in _INNER if key in item)


def text_of(value: Any) -> str | None:
    """The text of a JSON-LD value (the first of a list), without mark-up; None if it is not text."""
    if isinstance(value, list):
        value = value[0] if value else None
    return " ".join(unescape(re.sub(r"<[^>]{0,200}>", "", value)).split()) if isinstance(value, str) else None


def names_of(value: Any, known: Mapping[str, Any]) -> list[str]:
    """The names of the people or organisations in a JSON-LD value, including those given by ``@id`` only."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict) and "name" not in item:
            item = known.get(str(item.get("@id")), item)
        found += own_names(item)
    return [
        name
        for name in dict.fromkeys(found)
        if 1 < len(name) < _LONGEST_NAME and not name.startswith(("http:", "https:", "@"))
    ]


def own_names(item: Any) -> list[str]:
    """The names of one person or organisation, which may be a plain string."""
    name = item.get("name") if isinstance(item, dict) else item
    if isinstance(name, list):
        return [text for part in name if (text := text_of(part))]
    if isinstance(item, dict) and not name:
        name = " ".join(filter(None, (text_of(item.get("givenName")), text_of(item.get("familyName")))))
    text = text_of(name)
    return [text] if text else []
