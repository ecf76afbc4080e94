"""Structured data as a script element's content."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"

# Neither an end tag nor a comment can begin; the two separators end a line in older scripts.
_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def graph(nodes: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """One document of several nodes; empty for none."""
    found = list(nodes)
    return {"@context": CONTEXT, "@graph": found} if found else {}


def node(kind: str, **properties: Any) -> dict[str, Any]:
    """A node with those of its properties that have a value; ``id_`` is its identifier.

    >>> node("Person", id_="#anna", name="Anna", url="", sameAs=None)
    {'@type': 'Person', '@id': '#anna', 'name': 'Anna'}
    """
    identifier = properties.pop("id_", "")
    named = {"@type": kind, **({"@id": identifier} if identifier else {})}
    return {**named, **{name: value for name, value in properties.items() if value not in (None, "", [], {})}}


def reference(described: Mapping[str, Any]) -> dict[str, Any]:
    """A node that another one of the document describes."""
    return {"@id": described["@id"]}


def as_script(data: Mapping[str, Any]) -> SafeString:
    """JSON that is safe inside of a script element.

    >>> as_script({"name": "</script><!--"})
    '{"name":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  escaped above
