"""What an article names, and what identifies it for every document that names it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from ...documents import RawDocument
from ...web import safe_url


class LoadError(Exception):
    """Something cannot be had. Its text is the reason, to follow a colon, and the remedy if there is one."""


@dataclass(frozen=True)
class Wanted:
    """An image or a file that an article names."""

    url: str
    """As the article has it: an address on the web, or that of a file relative to the document."""
    address: str
    """What identifies it for every document: absolute, without what browsers keep to themselves."""
    words: str = ""
    """What its title is made of."""
    alt: str = ""
    beside: tuple[str, str] | None = None
    """The document's place, for a file; see :class:`RawDocument`."""
    otherwise: Wanted | None = None
    """Where it is looked for if it is not beside the document."""

    @property
    def is_remote(self) -> bool:
        return self.address.lower().startswith(("http://", "https://"))

    @property
    def file_name(self) -> str:
        """The last part of its path."""
        return unquote(urlsplit(self.address).path.rpartition("/")[2])


def address_of(url: str, document: RawDocument) -> str:
    """What identifies an image or a file; empty where nothing does."""
    if found := safe_url(url):
        return found.partition("#")[0]
    if not document.key.startswith("file:") or "\0" in url:
        return ""
    try:
        return urljoin(document.key, url.partition("#")[0]) if not urlsplit(url).scheme else ""
    except ValueError:
        return ""
