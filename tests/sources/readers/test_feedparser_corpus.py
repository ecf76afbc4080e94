"""The well-formed feeds that feedparser is tested with, fetched from the package index for the test."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.sources import SourceError, read

PACKAGE = "feedparser==6.0.11"

ITEM = re.compile(r"<(?:\w+:)?(item|entry)\b.*?</(?:\w+:)?\1>", re.DOTALL)
# An element that holds an item's text, with some in it; not what Atom's <source> says of another feed.
TEXT = re.compile(
    r"<(?:\w+:)?(content|summary|description|encoded|body)\b(?![^>]*\bsrc=)(?:[^>\"']|\"[^\"]*\"|'[^']*')*(?<!/)>"
    r"\s*(?!\s*</)(?:<!\[CDATA\[)?\s*[^\s<]"
)
ASIDE = re.compile(r"<(?:\w+:)?(source|image|textinput|title)\b.*?</(?:\w+:)?\1>", re.DOTALL | re.IGNORECASE)


@pytest.fixture(scope="module")
def feeds(tmp_path_factory) -> list[Path]:
    folder = tmp_path_factory.mktemp("feedparser")
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:"]
    try:
        subprocess.run(  # noqa: S603
            [*command, PACKAGE, "-d", str(folder)], check=True, capture_output=True, timeout=180
        )
        (archive,) = folder.glob("feedparser-*.tar.gz")
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        pytest.skip(f"{PACKAGE} cannot be fetched from the package index: {type(error).__name__}")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return sorted(folder.glob("feedparser-*/tests/wellformed/**/*.xml"))


def test_every_item_with_text_is_a_document(feeds):
    missed, documents = [], 0
    for path in feeds:
        try:
            items = list(read(path, format="feed"))
        except SourceError:
            continue
        documents += sum(isinstance(item, RawDocument) for item in items)
        bad = [item for item in items if "no text" in getattr(item, "message", "")]
        assert not any("could not be read (" in getattr(item, "message", "") for item in items)
        found = ITEM.search(path.read_bytes().decode("utf-8", "replace"))
        if bad and found and TEXT.search(ASIDE.sub("", found[0])):
            missed.append(f"{path.parent.name}/{path.name}")
    assert documents > 500
    assert missed == []
