"""JSON-LD held to schema.org's own definitions: types, where properties belong, what their values may be."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from schema_org.registry import PARENTS, PROPERTY_BY_SCHEMA, ancestry

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)")


def problems_with(document: dict[str, Any]) -> list[str]:
    """All that schema.org's definitions do not allow in a document of several nodes."""
    assert document["@context"] == "https://schema.org"
    assert set(document) == {"@context", "@graph"}
    return [problem for node in document["@graph"] for problem in _problems_with(node)]


def _kinds(name: str) -> set[str]:
    return {name, *ancestry(name)}


def _problems_with(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    if kind is None:
        is_reference = set(node) == {"@id"} and _is_address(node["@id"])
        return [] if is_reference else [f"{node} has no type and is no reference"]
    if kind not in PARENTS:
        return [f"There is no type {kind}"]
    found = []
    for name, value in node.items():
        if name.startswith("@"):
            continue
        # Annotations of actions, such as query-input: https://schema.org/docs/actions.html
        definition = PROPERTY_BY_SCHEMA.get(name.removesuffix("-input"))
        if definition is None or definition.superseded_by:
            found.append(f"There is no property {name}")
        elif not _kinds(kind) & set(definition.domains):
            found.append(f"{kind} has no property {name}")
        elif not name.endswith("-input"):
            for one in value if isinstance(value, list) else [value]:
                found += _problems_with_value(f"{kind}.{name}", name, one, definition.ranges)
    return found


def _problems_with_value(place: str, name: str, value: Any, ranges: tuple[str, ...]) -> list[str]:
    if isinstance(value, dict):
        kind = value.get("@type")
        if kind in PARENTS and "Role" in _kinds(kind) and name in value:
            # A role stands between, and says the same property again: https://schema.org/Role
            inner = {key: one for key, one in value.items() if key != name}
            return [*_problems_with(inner), *_problems_with_value(place, "", value[name], ranges)]
        if kind in PARENTS and not _kinds(kind) & set(ranges):
            return [f"{place} is a {kind}, not one of {ranges}"]
        return _problems_with(value)
    allowed = {
        "Text": isinstance(value, str),
        "URL": isinstance(value, str) and _is_address(value),
        "Date": isinstance(value, str) and bool(_DATE.fullmatch(value)),
        "DateTime": isinstance(value, str) and bool(_DATE_TIME.fullmatch(value)),
        "Integer": isinstance(value, int),
        "Number": isinstance(value, int | float),
        # The width of an image, in pixels.
        "QuantitativeValue": isinstance(value, int),
    }
    fits = any(allowed.get(kind, False) for kind in ranges)
    return [] if fits else [f"{place} is {value!r}, not one of {ranges}"]


def _is_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
