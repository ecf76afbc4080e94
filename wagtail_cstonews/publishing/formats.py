"""The formats of feeds."""

from __future__ import annotations

from collections.abc import Mapping

FEEDS: Mapping[str, tuple[str, str]] = {
    "rss": ("application/rss+xml", "RSS"),
    "atom": ("application/atom+xml", "Atom"),
    "json": ("application/feed+json", "JSON Feed"),
}
"""Their media types and names, by the ending of their addresses."""
