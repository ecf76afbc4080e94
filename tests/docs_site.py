"""Checks that a built documentation site needs no other host: ``python -m tests.docs_site build/docs``.

Links that a reader follows may lead anywhere; what a browser fetches by itself may not.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src", "video": "src"}
FETCHED_LINKS = {"stylesheet", "preload", "prefetch", "preconnect", "dns-prefetch", "icon", "modulepreload"}
_ELSEWHERE = re.compile(r"(https?:)?//", re.IGNORECASE)
_CSS = re.compile(r"""(?:url\(\s*|@import\s+)["']?((?:https?:)?//[^"')\s]+)""", re.IGNORECASE)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        address = values.get(FETCHED.get(tag, ""), "")
        if tag == "link" and FETCHED_LINKS & set(values.get("rel", "").split()):
            address = values.get("href", "")
        if _ELSEWHERE.match(address):
            self.found.append(f"<{tag}> {address}")
        self.found += _CSS.findall(values.get("style", ""))


def problems(site: Path) -> list[str]:
    pages = sorted(site.rglob("*.html"))
    if not pages:
        return [f"{site} has no pages: build it with make docs"]
    found = []
    for path in pages:
        page = _Page()
        text = path.read_text(encoding="utf-8")
        page.feed(text)
        styles = re.findall(r"<style\b[^>]*>(.*?)</style>", text, re.DOTALL | re.IGNORECASE)
        found += [f"{path}: {one}" for one in [*page.found, *_CSS.findall("\n".join(styles))]]
    for path in sorted(site.rglob("*.css")):
        found += [f"{path}: {one}" for one in _CSS.findall(path.read_text(encoding="utf-8"))]
    return found


if __name__ == "__main__":
    complaints = problems(Path(sys.argv[1]))
    print("\n".join(complaints) or f"{sys.argv[1]}: needs no other host")  # noqa: T201
    sys.exit(bool(complaints))
