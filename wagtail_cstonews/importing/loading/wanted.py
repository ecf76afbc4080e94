"""A reference in an article to an image or file, with an address that is the same for all documents."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from ...documents import RawDocument
from ...web import safe_url


class LoadError(Exception):
    """An image or file could not be loaded. The text is the reason, to follow a colon, and a remedy if there
    is one.
    """


@dataclass(frozen=True)
class Wanted:
    """An image or a file that an article names."""

    url: str
    """As in the article: a web address, or a file path relative to the document."""
    address: str
    """The normalised absolute address, without the fragment."""
    words: str = ""
    """The text from which the title is made."""
    alt: str = ""
    beside: tuple[str, str] | None = None
    """The document's container and name, for a relative path; see :class:`RawDocument`."""
    otherwise: Wanted | None = None
    """The fallback, if the file is not beside the document."""

    @property
    def is_remote(self) -> bool:
        return self.address.lower().startswith(("http://", "https://"))

    @property
    def file_name(self) -> str:
        """The last part of its path."""
        return unquote(urlsplit(self.address).path.rpartition("/")[2])


def address_of(url: str, document: RawDocument) -> str:
    """The normalised address of an image or file; empty where there is none."""
    if found := safe_url(url):
        return found.partition("#")[0]
    if not document.key.startswith("file:") or "\0" in url:
        return ""
    try:
        return urljoin(document.key, url.partition("#")[0]) if not urlsplit(url).scheme else ""
    except ValueError:
        return ""
