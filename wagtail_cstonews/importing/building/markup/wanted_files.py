"""Which files an article links to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

from ....documents import RawDocument
from ....extraction.article.article import Article
from ...loading.file_formats import allowed_endings, ending_of
from ...loading.wanted import Wanted, address_of
from .rich_text import link_address, one_line

MOST_FILES = 50
"""At most this many files of one article are imported."""

FEWEST_WORDS = 2
"""A link text with fewer words ("here", "PDF") cannot serve as a file's title."""


def wanted_files(article: Article, document: RawDocument) -> Iterator[Wanted]:
    """The files that the article links to, each address once, in order."""
    endings = allowed_endings()
    dotted = [f".{ending}" for ending in endings]
    base = article.canonical_url or document.url
    seen: set[str] = set()
    for html in marked_up(article):
        lowered = html.lower()
        # Most paragraphs link to no file, and parsing is slow.
        if not any(ending in lowered for ending in dotted):
            continue
        for link in BeautifulSoup(html, "html.parser").find_all("a", href=True):
            url = str(link["href"]).strip()
            address = address_of(url, document)
            if not address or url in seen or ending_of(file_part(address)) not in endings:
                continue
            seen.add(url)
            yield wanted(url, address, one_line(link.get_text()), document, base)


def wanted(url: str, address: str, text: str, document: RawDocument, base: str | None) -> Wanted:
    """One file. A relative address is of one beside the document or, where there is none, on the web."""
    words = text if len(text.split()) >= FEWEST_WORDS else ""
    if address.lower().startswith("file:"):
        remote = link_address(url, base).partition("#")[0]
        otherwise = Wanted(url, remote, words) if remote else None
        return Wanted(url, address, words, beside=document.beside, otherwise=otherwise)
    return Wanted(url, address, words)


def marked_up(article: Article) -> Iterator[str]:
    """The mark-up of the article's paragraphs and lists."""
    for block in article.body:
        yield from filter(None, [getattr(block, "html", None), *getattr(block, "items_html", ())])


def file_part(address: str) -> str:
    """The last part of an address's path.

    >>> file_part("https://example.org/a/report%20b.pdf?x=1")
    'report b.pdf'
    """
    try:
        return unquote(urlsplit(address).path.rpartition("/")[2])
    except ValueError:
        return ""
