"""Standard input."""

import io
import sys

import pytest

from tests.sources.helpers import read_all
from wagtail_cstonews.sources import SourceError, read


@pytest.fixture
def pipe(monkeypatch):
    """Puts bytes on standard input."""

    def put(content):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return put


def test_json_lines(pipe):
    rows = b'{"id": 1, "text": "One"}\n{"url": "https://example.org/2", "text": "Two"}\n{"id": 3}\n'
    pipe(b"\xef\xbb\xbf\n " + rows)
    documents, [bad], _ = read_all("-")
    assert [(document.id, document.key) for document in documents] == [
        ("1", "stdin:1"),
        ("https://example.org/2", "https://example.org/2"),
    ]
    assert documents[0].source == "standard input:2"
    assert (bad.source, bad.key) == ("standard input:4", "stdin:3")


def test_row_without_a_name_is_known_by_its_content(pipe):
    keys = []
    for content in (b'{"text": "One"}', b'{"text": "Zero"}\n{"text": "One"}'):
        pipe(content)
        documents, _, _ = read_all("-")
        keys.append(documents[-1].key)
    assert keys[0] == keys[1]
    assert keys[0].startswith("stdin:")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"One\nTwo", "text"),
        (b"<one> is no tag", "html"),
        (b"  <!DOCTYPE html><p>One", "html"),
        (b"<p class=x>One", "html"),
        (b"< 5 per cent", "text"),
    ],
)
def test_one_document(pipe, content, media_type):
    pipe(content)
    [document], _, _ = read_all("-")
    assert (document.content, document.media_type) == (content, media_type)
    assert document.key == f"stdin:{document.id}"


def test_format_overrules_the_guess(pipe):
    pipe(b"<p>One")
    [document], _, _ = read_all("-", format="text")
    assert document.media_type == "text"


def test_long_lines_across_the_opening(pipe):
    text = "x" * 100_000
    pipe(f'{{"id": 1, "text": "{text}"}}\n{{"id": 2, "text": "Two"}}\n'.encode())
    documents, bad, _ = read_all("-")
    assert [len(document.content) for document in documents] == [100_000, 3]
    assert not bad


@pytest.mark.parametrize(
    ("content", "message"), [(b" \n", "nothing came"), (b"\x1f\x8b\x08", "Save the file and give its path")]
)
def test_what_cannot_be_used(pipe, content, message):
    pipe(content)
    with pytest.raises(SourceError, match=f"standard input: .*{message}"):
        list(read("-"))
