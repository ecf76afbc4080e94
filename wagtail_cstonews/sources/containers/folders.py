"""Folders: reads their files recursively, in the order of their names."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

from ..common.files import is_archive, is_hidden, is_special, os_reason, unread
from ..common.items import LINKS, Item, Skipped
from ..common.options import Options
from ..common.origins import Origin, path_origin, printable
from ..common.registry import AUTO, format_of


def read_folder(
    root: Path, shown: str, options: Options, read_file: Callable[[Path, Origin, Options], Iterator[Item]]
) -> Iterator[Item]:
    """Yields the documents of a folder; ``shown`` is its path as given by the user."""
    yield from _walk(root, "", shown.rstrip("/\\") or os.sep, options, read_file, os.path.realpath(root))


def _walk(
    folder: Path,
    prefix: str,
    shown: str,
    options: Options,
    read_file: Callable[[Path, Origin, Options], Iterator[Item]],
    home: str,
) -> Iterator[Item]:
    origin = path_origin(folder, shown, prefix or folder.name)
    try:
        names = sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        yield origin.bad(f"{os_reason(error)}.")
        return
    for name in names:
        if is_hidden(name):
            continue
        path = folder / name
        child = path_origin(path, os.path.join(shown, name), prefix + name)
        try:
            skipped = _refusal(path, child, options, home)
        except OSError as error:
            yield child.bad(f"{os_reason(error)}.")
            continue
        if skipped:
            yield skipped
        elif path.is_dir():
            yield from _walk(path, f"{prefix}{name}/", os.path.join(shown, name), options, read_file, home)
        else:
            yield from read_file(path, child, options)


def _refusal(path: Path, origin: Origin, options: Options, home: str) -> Skipped | None:
    """The reason for skipping a file or folder; None if it is read. Raises :exc:`OSError`."""
    if path.is_symlink():
        if os.path.commonpath([home, os.path.realpath(path)]) != home:
            return Skipped(origin.source, "a link that leads out of the folder is not followed", LINKS)
        if path.is_dir():
            why = "a link to a folder is not followed; the folder itself is read where it stands"
            return Skipped(origin.source, why, LINKS)
    mode = path.stat().st_mode
    if is_special(mode):
        return Skipped(origin.source, "a device, pipe or socket is not read", "devices and pipes")
    if path.is_dir() or is_archive(path.name) or options.format != AUTO:
        return None
    return None if format_of(path.name) else unread(origin.source, printable(path.name))
