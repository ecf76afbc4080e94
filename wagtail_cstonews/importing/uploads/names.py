"""Names and keys of what is uploaded. A file's name is somebody else's; where it is stored, nobody's."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from ...documents import RawDocument, place_key, site_name
from ...sources import BadDocument, Item
from ...sources.common.files import is_archive
from ...sources.common.registry import XML, format_of, reader_of, suffixes

if TYPE_CHECKING:
    from ...models import ImportUploadFile

LONGEST = 100
"""Characters of a file's name, its suffixes included."""

_SUFFIXES = re.compile(r"((?:\.[A-Za-z0-9_-]{1,10}){1,2})$")

_PREFIX = "file:///(uploaded)/"
"""Keys are those of a folder that is nowhere: the address of a path has no brackets."""

_MARK = "#"
"""In the key of a site that is a place and no host."""

PASTED = "pasted-text"
"""The id of a pasted document."""


def safe_name(name: str) -> str:
    """A file's name without folders, without signs that nobody sees, and not too long.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\\\news\\\\a.txt"), safe_name(".\\u202eb\\0.txt")
    ('passwd', 'a.txt', 'b.txt')
    >>> safe_name("x" * 300 + ".tar.gz")[-10:], len(safe_name("x" * 300)), safe_name("..")
    ('xxx.tar.gz', 100, 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C")
    shown = re.sub(r'[<>:"|?*]', "_", shown).strip().lstrip(". ")
    found = _SUFFIXES.search(shown)
    suffix = found[1] if found else ""
    stem = shown[: len(shown) - len(suffix)][: LONGEST - len(suffix)]
    # A name has at most 255 bytes in most file systems.
    while len(stem.encode()) > 200:
        stem = stem[:-1]
    return f"{stem}{suffix}" or "file"


def safe_names(names: Iterable[str]) -> list[str]:
    """The names of an upload's files, each once.

    >>> safe_names(["a.zip", "b/a.zip", "a.ZIP"])
    ['a.zip', 'a (2).zip', 'a (3).ZIP']
    """
    found: list[str] = []
    met: set[str] = set()
    for name in map(safe_name, names):
        stem, dot, suffix = name.partition(".")
        number, chosen = 1, name
        while chosen.lower() in met:
            number += 1
            chosen = f"{stem} ({number}){dot}{suffix}"
        met.add(chosen.lower())
        found.append(chosen)
    return found


def is_read(name: str) -> bool:
    """Whether files of that name are read."""
    return is_archive(name) or format_of(name) is not None


def accepted() -> str:
    """The suffixes of the files that are read, for a file chooser."""
    return ",".join((*suffixes(), ".zip", ".tar", ".tgz", ".gz"))


def adapted(item: Item, path: Path, file: ImportUploadFile, *, keeps_beside: bool) -> Item:
    """The item of a file as that of the upload: where the file stood for a while is no part of its names.

    A document of an archive, and a row, are known by the names of file and member, so that a later upload
    changes what an earlier one made. A file that is one document is known by its content: many files are
    named alike.
    """
    item.source = _renamed(item.source, str(path), file.name)
    if isinstance(item, BadDocument):
        item.key = _renamed(item.key, path.as_uri(), key_of_file(file))
    if not isinstance(item, RawDocument):
        return item
    item = item.plain()
    is_one = item.key == path.as_uri()
    item.key = key_of(item) if is_one else _renamed(item.key, path.as_uri(), key_of_file(file))
    if item.site and _MARK in item.site:
        item.site = _site_of(item.site, file)
    if not keeps_beside:
        item.beside = None
    return item


def _site_of(key: str, file: ImportUploadFile) -> str:
    """The site of documents without an address: their archive or file of rows, else the upload."""
    if _holds_many(file.name):
        name = site_name(key)
        return place_key(name, f"upload {file.name} {name}")
    return place_key(f"{file.upload.created_at:%Y-%m-%d %H:%M}", f"upload {file.upload_id}")


def _holds_many(name: str) -> bool:
    format = format_of(name)
    return format in (None, XML) or reader_of(str(format)).holds_many


def key_of_file(file: ImportUploadFile) -> str:
    """The key of an uploaded file, with which those of what is in it begin."""
    return _PREFIX + quote(file.name)


def key_of(document: RawDocument) -> str:
    """The key of a document that has nothing but its content to be known by."""
    content = document.content
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    return _PREFIX + hashlib.sha256(data).hexdigest()


def _renamed(text: str, start: str, name: str) -> str:
    return name + text[len(start) :] if text.startswith(start) else text
