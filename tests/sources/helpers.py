"""Archives and files made for the tests."""

import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.sources import BadDocument, Skipped, read


def read_all(path, **options):
    """What ``read`` gives, sorted into documents, bad ones and skipped ones."""
    items = list(read(path, **options))
    return tuple(
        [item for item in items if isinstance(item, kind)] for kind in (RawDocument, BadDocument, Skipped)
    )


def make_zip(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def make_tar(path, members, mode="w:gz", format=tarfile.PAX_FORMAT):
    with tarfile.open(path, mode, format=format) as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def shared(path):
    """A file of the project's shared data; the test is skipped where a clone does not have it."""
    home = os.environ.get("CSTONEWS_SHARED") or Path(__file__).resolve().parents[2].parent / "shared"
    file = Path(home) / path
    if not file.exists():
        pytest.skip(f"the project's shared data is not here ({file})")
    return file
