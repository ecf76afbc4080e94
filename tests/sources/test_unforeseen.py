"""Whatever a reader falls over is named with its file and line, and the next one has its turn."""

import zipfile

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.sources import BadDocument, Reader, read, register, unregister

FEED = """<?xml version="1.0"?><rss version="2.0"><channel>
<item><title>One</title><description>The first text.</description></item>
<item><title>Two</title><description>The second text.</description></item>
<item><title>Three</title><description>The third text.</description></item>
</channel></rss>"""


def titles(items):
    return [item.title if isinstance(item, RawDocument) else "-" for item in items]


def fall():
    """A function that raises at the second call of what it stands for."""
    calls = []

    def falling(function):
        def called(*given, **named):
            calls.append(given)
            if len(calls) == 2:
                raise KeyError("a defect")
            return function(*given, **named)

        return called

    return falling


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        (
            "a.jsonl",
            '{"title": "One", "text": "x"}\n{"title": "Two", "text": "x"}\n{"title": "Three", "text": "x"}\n',
            2,
        ),
        ("a.csv", "title,text\nOne,x\nTwo,x\nThree,x\n", 3),
        ("a.rss", FEED, 3),
    ],
)
def test_a_row_over_which_a_reader_falls_is_named(tmp_path, monkeypatch, name, content, line):
    for module in ("fields", "feeds"):
        monkeypatch.setattr(f"wagtail_cstonews.sources.readers.{module}.RawDocument", fall()(RawDocument))
    (tmp_path / name).write_text(content)
    items = list(read(tmp_path / name))
    assert titles(items) == ["One", "-", "Three"]
    assert items[1].source == f"{tmp_path / name}:{line}"
    assert "KeyError: 'a defect'" in items[1].message


@pytest.fixture
def falling_reader():
    """A reader of a line a document that falls over the word "trap"."""

    def read_lines(file, origin, options):
        for number, line in enumerate(iter(lambda: file.readline(1000), b""), 1):
            if line.startswith(b"trap"):
                raise ZeroDivisionError("a defect")
            yield RawDocument(str(number), line, f"{origin.source}:{number}", title=line.decode().strip())

    yield register(Reader("lines", read_lines, suffixes=(".lines",)))
    unregister("lines")


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_over_which_a_reader_falls_is_named_and_the_next_is_read(tmp_path, falling_reader, packed):
    files = {"a.txt": "One\n\nA text.", "b.lines": "trap\n", "c.txt": "Three\n\nA text."}
    if packed:
        path = tmp_path / "all.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    else:
        path = tmp_path / "all"
        path.mkdir()
        for name, content in files.items():
            (path / name).write_text(content)
    first, bad, last = read(path)
    assert isinstance(first, RawDocument)
    assert isinstance(last, RawDocument)
    assert isinstance(bad, BadDocument)
    assert "b.lines" in bad.source
    assert "ZeroDivisionError" in bad.message


def test_what_stood_before_the_fall_is_told(tmp_path, falling_reader):
    path = tmp_path / "a.lines"
    path.write_text("One\nTwo\ntrap\n")
    items = list(read(path))
    assert titles(items) == ["One", "Two", "-"]
    assert items[-1].message.startswith(f"behind {path}:2 it could not be read (ZeroDivisionError")


def test_a_table_in_utf_16_that_is_cut_by_a_byte(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("title,text\nOne,first text\nTwo,second text\n".encode("utf-16")[:-1])
    one, two = read(path)
    assert one.title == "One"
    assert two.source == f"{path}:3"
    assert "bytes that are not utf-16" in two.message


def test_a_header_with_an_endless_column(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(f"title,text,{'x' * 200_000}\nOne,A text,1\n")
    assert titles(read(path)) == ["One"]
