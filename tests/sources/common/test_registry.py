"""Readers that are added to those of the package."""

import gzip
import io
import re
import sys

import pytest

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.sources import RawDocument, Reader, SourceError, formats, read, register, unregister
from wagtail_cstonews.sources.common.registry import format_of, known_files, suffixes


def read_lines(file, origin, options):
    """A line a document."""
    for number, line in enumerate(iter(lambda: file.readline(1000), b""), 1):
        yield RawDocument(str(number), line, f"{origin.source}:{number}", origin.row_key(None, number))


@pytest.fixture
def add():
    """Registers readers for one test."""
    names = []

    def added(name, **values):
        reader = register(Reader(name, read_lines, **values))
        names.append(name)
        return reader

    yield added
    for name in set(names) & set(formats()):
        unregister(name)


def contents(path, **options):
    documents, bad, skipped = read_all(path, **options)
    assert not bad
    return [document.content for document in documents], skipped


def test_by_suffix_wherever_a_file_may_be(tmp_path, add):
    files = {"a.wire": b"One\nTwo\n", "b.wire.gz": gzip.compress(b"Three\n"), "c.other": b"Four\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    make_zip(tmp_path / "d.zip", files)
    assert contents(tmp_path / "d.zip")[0] == []
    with pytest.raises(SourceError, match="not read"):
        read(tmp_path / "a.wire")
    add("wire", suffixes=(".wire",))
    assert contents(tmp_path / "a.wire") == ([b"One\n", b"Two\n"], [])
    found, skipped = contents(tmp_path)
    assert found == [b"One\n", b"Two\n", b"Three\n"] * 2
    assert [item.source.rpartition("/")[2] for item in skipped] == ["c.other"] * 2
    unregister("wire")
    assert format_of("a.wire") is None


def test_by_name_and_on_standard_input(tmp_path, add, monkeypatch):
    add("wire")
    (tmp_path / "a.txt").write_bytes(b"One\nTwo\n")
    assert contents(tmp_path / "a.txt", format="wire")[0] == [b"One\n", b"Two\n"]
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"One\nTwo\n")))
    assert contents("-", format="wire")[0] == [b"One\n", b"Two\n"]


def test_by_the_root_of_xml(tmp_path, add):
    (tmp_path / "a.xml").write_bytes(
        b"<?xml version='1.0'?><!-- <rss> --><w:Wire xmlns:w='urn:w'>\n<w:item>rss</w:item></w:Wire>"
    )
    with pytest.raises(SourceError, match="its root is <w:Wire>"):
        list(read(tmp_path / "a.xml"))
    heads = []
    add("wire", matches_xml=lambda head: heads.append(head) or head.root == "wire")
    assert len(contents(tmp_path / "a.xml")[0]) == 2
    assert heads[0].text.strip().endswith("xmlns:w='urn:w'>")


def test_the_last_to_claim_something_has_it(tmp_path, add):
    (tmp_path / "a.csv").write_bytes(b"One\n")
    (tmp_path / "b.xml").write_bytes(b"<rss>\n</rss>\n")
    add("wire", suffixes=(".csv",), matches_xml=lambda head: head.root == "rss")
    assert contents(tmp_path)[0] == [b"One\n", b"<rss>\n", b"</rss>\n"]
    unregister("wire")
    assert format_of("a.csv") == "csv"


def test_one_document_a_file_is_of_the_site_of_its_folder(tmp_path, add):
    for folder in ("one", "many"):
        (tmp_path / folder).mkdir()
        for name in ("a", "b"):
            (tmp_path / folder / f"{name}.{folder}").write_bytes(b"One\n")
    add("one", suffixes=(".one",), holds_many=False)
    add("many", suffixes=(".many",))
    sites = [{document.site for document in read(tmp_path / folder)} for folder in ("one", "many")]
    assert list(map(len, sites)) == [1, 2]


def test_all_are_told_of(add):
    add("wire", suffixes=(".wire",))
    assert formats()[-1] == "wire"
    assert ".wire" in suffixes()
    assert re.search(r"\.wire, .*\.xml \(each also \.gz\), \.zip.* or \.tgz$", known_files())
    with pytest.raises(ValueError, match="warc, wire, not 'x'"):
        read("a.txt", format="x")


@pytest.mark.parametrize("name", ["auto", "xml", "Wire", "", "a wire"])
def test_names_that_cannot_be(name):
    with pytest.raises(ValueError, match="cannot name a reader"):
        register(Reader(name, read_lines))


@pytest.mark.parametrize("suffix", ["wire", ".Wire", ".xml", ".zip", ".gz", ".tar.gz"])
def test_suffixes_that_cannot_be(suffix):
    with pytest.raises(ValueError, match="cannot be a suffix of 'wire'"):
        register(Reader("wire", read_lines, suffixes=(suffix,)))
    assert "wire" not in formats()


def test_a_name_that_is_taken():
    with pytest.raises(ValueError, match="There is a reader named 'csv'"):
        register(Reader("csv", read_lines))
    with pytest.raises(KeyError):
        unregister("wire")
