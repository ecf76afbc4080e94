"""Absolute addresses: of the site, of static files, of one page of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest
from django.templatetags.static import static

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that only a site record which nobody filled in names; then the visitor's address counts."""


def root_of(root_url: str, request: HttpRequest | None) -> str:
    """The site's address without a path: scheme, host and port.

    It is what the site's record says, never what a visitor's request says, with two exceptions: a record on
    this machine, as Wagtail makes it, and one without TLS under a host that is visited with it.
    """
    try:
        visited = f"{request.scheme}://{request.get_host()}" if request else ""
    except SuspiciousOperation:
        visited = ""
    is_unknown = not root_url or urlsplit(root_url).hostname in LOCAL_HOSTS
    if visited and (is_unknown or visited == root_url.replace("http://", "https://", 1)):
        return visited
    return root_url


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
