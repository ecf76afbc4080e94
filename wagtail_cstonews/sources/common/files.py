"""Decides which files and archive members are read, and explains operating system errors."""

from __future__ import annotations

import os
import re
import stat

from .items import Skipped

ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")


def is_archive(name: str) -> bool:
    """Whether a file of that name is an archive.

    >>> is_archive("site.TAR.GZ"), is_archive("rows.jsonl.gz")
    (True, False)
    """
    return name.lower().endswith(ARCHIVES)


def is_hidden(name: str) -> bool:
    """Whether a file or one of its parent folders is hidden, or is metadata of an operating system.

    >>> is_hidden("a/.git/config"), is_hidden("__MACOSX/a.txt"), is_hidden("a/b.txt")
    (True, True, False)
    """
    parts = re.split(r"[/\\]", name)
    return any(part == "__MACOSX" or (part.startswith(".") and part not in (".", "..")) for part in parts)


def is_special(mode: int) -> bool:
    """Whether the mode is that of a device, pipe or socket, whose content may never end."""
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_read_once(path: str | os.PathLike[str]) -> bool:
    """Whether the path can be read only once: standard input, a pipe."""
    return os.fspath(path) == "-" or not (os.path.isfile(path) or os.path.isdir(path))


def os_reason(error: OSError) -> str:
    """An operating system error in plain words, with a remedy if there is one."""
    reason = error.strerror or str(error)
    if isinstance(error, PermissionError):
        return f"cannot be read ({reason}). Give the user that runs this the right to read it"
    return f"cannot be read ({reason})"


_IMAGES = frozenset(
    (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff", ".ico")
)

_LINKED = frozenset(
    (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf")
)

_PARTS_OF_PAGES = frozenset((".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".eot"))


def unread(source: str, name: str) -> Skipped:
    """The item for a file inside a folder or archive that is not read."""
    suffix = os.path.splitext(name)[1].lower()
    if suffix in _IMAGES:
        reason = f"an image, which is no document ({suffix}); it is used where a document names it"
        return Skipped(source, reason, "images, used where a document names them")
    if suffix in _LINKED:
        reason = f"an office file, which is no document ({suffix}); it is used where a document links to it"
        return Skipped(source, reason, "office files, used where a document links to them")
    if suffix in _PARTS_OF_PAGES:
        return Skipped(source, _unknown_type(name), "style sheets, scripts and fonts")
    return Skipped(source, _unknown_type(name))


def _unknown_type(name: str) -> str:
    """Why a file inside a folder or archive is not read."""
    suffix = os.path.splitext(name)[1]
    kind = f"files of type {suffix} are" if suffix else "a file without a suffix is"
    return f"{kind} not read; say with --format what it holds"
