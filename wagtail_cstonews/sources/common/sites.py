"""Assigns a site to documents without a URL: the file, folder or archive that they came in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...documents import RawDocument, place_key
from .items import Item
from .origins import Origin, digest, printable


def of_site(items: Iterable[Item], key: str) -> Iterator[Item]:
    """Yields the items; documents without a site get ``key`` as their site."""
    for item in items:
        if isinstance(item, RawDocument) and item.site is None:
            item.site = key
        yield item


def of_pipe(items: Iterable[Item], name: str) -> Iterator[Item]:
    """:func:`of_site` for a pipe: one site, identified by the first document.

    A pipe has no path that could identify the site in the next run.
    """
    key = ""
    for item in items:
        if isinstance(item, RawDocument):
            key = key or place_key(name, digest(item.content))
            item.site = key
        yield item


def file_site(origin: Origin) -> str:
    """The site key of the documents in a file of rows or an archive."""
    return place_key(origin.name.rpartition("/")[2], origin.key)


def folder_site(path: str | os.PathLike[str]) -> str:
    """The site key of the files in a folder and its subfolders."""
    whole = Path(os.path.abspath(path))
    return place_key(f"{printable(whole.name)}/", whole.as_uri())
