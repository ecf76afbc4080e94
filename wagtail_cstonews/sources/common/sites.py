"""The site that a document belongs to where it has no URL: the place that it came in."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ...documents import RawDocument, place_key
from .items import Item
from .origins import Origin, digest, printable


def of_site(items: Iterable[Item], key: str) -> Iterator[Item]:
    """The items: of this site, if nothing nearer to them says of which they are."""
    for item in items:
        if isinstance(item, RawDocument) and item.site is None:
            item.site = key
        yield item


def of_pipe(items: Iterable[Item], name: str) -> Iterator[Item]:
    """The same for what comes through a pipe: one site, which its first document tells from others.

    A pipe has no place by which its content could be known again.
    """
    key = ""
    for item in items:
        if isinstance(item, RawDocument):
            key = key or place_key(name, digest(item.content))
            item.site = key
        yield item


def file_site(origin: Origin) -> str:
    """The site of what a file of rows or an archive holds."""
    return place_key(origin.name.rpartition("/")[2], origin.key)


def folder_site(path: str | os.PathLike[str]) -> str:
    """The site of the files in a folder, and in the folders in it."""
    whole = Path(os.path.abspath(path))
    return place_key(f"{printable(whole.name)}/", whole.as_uri())
