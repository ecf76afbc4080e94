"""Absolute addresses below a site's root: of paths, of static files, of one page of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin

from django.templatetags.static import static


def absolute(root: str, address: str | None) -> str:
    """The address with scheme and host; empty if there is none."""
    return urljoin(f"{root}/", address) if address else ""


def static_or_absolute(root: str, name: str) -> str:
    """The address of a static file, or of what is named by its address; empty if there is no such file."""
    if not name or name.startswith(("/", "http://", "https://")):
        return absolute(root, name)
    try:
        return absolute(root, static(name))
    except ValueError:
        # A manifest of static files does not have it.
        return ""


def with_parameters(address: str, parameters: Mapping[str, Any]) -> str:
    return f"{address}?{urlencode(parameters)}" if parameters else address


def on_page(address: str, number: int) -> str:
    """The address of one page of a list; the first one has no number."""
    return with_parameters(address, {"page": number} if number > 1 else {})
