"""Documents with links to each other, and the pages made of them."""

from __future__ import annotations

from typing import Any

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Paragraph
from wagtail_cstonews.importing.entries.entry import Extracted, Outcome

from .helpers import document, imported, news_pages, plain

SITE = "https://courier.example"


def linking(raw: RawDocument) -> Extracted:
    """The plain extractor, for lines that are HTML."""
    found = plain(raw)
    found.article.body = [Paragraph(block.text, block.text) for block in found.article.body]
    return found


def page_at(name: str, *links: str, text: str = "Text.") -> RawDocument:
    """A document at an address of the site, with links in its text."""
    body = "".join(f'\n{text} <a href="{link}">more</a>' for link in links) or f"\n{text}"
    return document(
        name, f"Title {name}{body}", url=f"{SITE}/{name}/", key=f"{SITE}/{name}/", media_type="html"
    )


def put(parent: Any, *items: RawDocument, **options: Any) -> list[Outcome]:
    """Imports them with their links."""
    return imported(items, parent, extractor=linking, **options)


def page(name: str) -> Any:
    """The page made of ``page_at(name)``."""
    return news_pages().get(title=f"Title {name}")
