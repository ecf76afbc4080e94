"""Single files and the paths that cannot be used."""

import gzip
import io
import os

import pytest

from wagtail_cstonews.sources import Limits, SourceError, read

from .helpers import read_all


def test_text_file_keeps_its_bytes(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("Тема\r\n".encode("cp1251"))
    [document], bad, skipped = read_all(path)
    assert document.content == "Тема\r\n".encode("cp1251")
    assert (document.id, document.media_type, document.source) == ("a.txt", "text", str(path))
    assert document.key == path.as_uri()
    assert not bad
    assert not skipped


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_html_file(tmp_path, name):
    path = tmp_path / name
    path.write_text("<p>One</p>")
    [document], _, _ = read_all(path)
    assert document.media_type == "html"


def test_key_does_not_depend_on_the_working_directory(tmp_path, monkeypatch):
    (tmp_path / "a.txt").write_text("One")
    monkeypatch.chdir(tmp_path)
    [document], _, _ = read_all("a.txt")
    assert document.source == "a.txt"
    assert document.key == (tmp_path / "a.txt").as_uri()


def test_gzipped_file(tmp_path):
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<p>One</p>"))
    [document], _, _ = read_all(path)
    assert document.content == b"<p>One</p>"
    assert document.media_type == "html"


def test_format_overrules_the_name(tmp_path):
    path = tmp_path / "page.aspx"
    path.write_text("<p>One</p>")
    [document], _, _ = read_all(path, format="html")
    assert document.media_type == "html"


def test_empty_file_is_bad(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(" \n\n")
    documents, [bad], _ = read_all(path)
    assert not documents
    assert str(bad) == f"{path}: the file is empty. Fill it or remove it."


def test_long_file_is_bad(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x" * 101)
    _, [bad], _ = read_all(path, limits=Limits(document_bytes=100))
    assert "longer than 100 bytes" in bad.message
    assert "JSON Lines" in bad.message


def test_file_as_long_as_allowed(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("x" * 100)
    [document], _, _ = read_all(path, limits=Limits(document_bytes=100))
    assert len(document.content) == 100


def test_missing_path(tmp_path):
    with pytest.raises(SourceError, match=r"gone\.txt: there is no such file or folder"):
        read(tmp_path / "gone.txt")


def test_unknown_type(tmp_path):
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(SourceError, match=r"report\.pdf: a file of this type is not read\. Give .* --format"):
        read(path)


def test_json_file_says_how_to_convert(tmp_path):
    path = tmp_path / "items.json"
    path.write_text("[]")
    with pytest.raises(SourceError, match=r"jq -c '\.\[\]' items\.json > rows\.jsonl"):
        read(path)


def test_null_byte_in_path():
    with pytest.raises(SourceError, match=r"not a path|no such file"):
        read("a\0b.txt")


def test_unreadable_file(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("One")

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.open", refuse)
    with pytest.raises(SourceError, match=r"a\.txt: cannot be read \(Permission denied\)\. Give the user"):
        read(path)


def test_disk_error_while_reading(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("One")

    class Failing(io.BytesIO):
        def read(self, size=-1):
            raise OSError(5, "Input/output error")

    items = read(path)
    monkeypatch.setattr("pathlib.Path.open", lambda self, mode: Failing())
    with pytest.raises(SourceError, match=r"a\.txt: cannot be read \(Input/output error\)"):
        list(items)


@pytest.mark.parametrize("options", [{"format": "pdf"}, {"prefer": "markdown"}])
def test_unknown_option(tmp_path, options):
    with pytest.raises(ValueError, match="is one of"):
        read(tmp_path, **options)


def test_name_that_is_not_utf8(tmp_path):
    path = os.path.join(os.fsencode(tmp_path), b"caf\xe9.txt")
    with open(path, "wb") as file:
        file.write(b"One")
    [document], _, _ = read_all(os.fsdecode(path))
    assert document.source.endswith("caf\\udce9.txt")
    assert document.key.endswith("caf%E9.txt")
