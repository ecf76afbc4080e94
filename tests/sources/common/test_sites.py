"""The sites of documents that have no address: the place that they came in."""

import gzip
import io
import json
import os
import threading

import pytest

from tests.sources.helpers import make_tar, make_zip, read_all
from wagtail_cstonews.documents import site_key, site_name
from wagtail_cstonews.sources import read

ROWS = "".join(json.dumps({"id": number, "text": f"Text {number}"}) + "\n" for number in range(2))
FEED = "<rss><channel><item><title>One</title><description>Text one.</description></item></channel></rss>"


def sites(path, **options):
    documents, _, _ = read_all(path, **options)
    return [document.site for document in documents]


def names(path, **options):
    return [site_name(site) for site in sites(path, **options)]


def test_a_folder_is_one_site_with_all_folders_in_it(tmp_path):
    home = tmp_path / "old site"
    (home / "2019" / "may").mkdir(parents=True)
    for name in ("a.txt", "2019/b.html", "2019/may/c.txt"):
        (home / name).write_text("<p>Text</p>", encoding="utf-8")
    found = sites(home)
    assert len(found) == 3
    assert len(set(found)) == 1
    assert site_name(found[0]) == "old site/"


def test_files_that_are_given_one_by_one_are_of_their_folder(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Text", encoding="utf-8")
    [whole] = set(sites(tmp_path))
    assert sites(tmp_path / "a.txt") == sites(tmp_path / "b.txt") == [whole]
    monkeypatch.chdir(tmp_path)
    assert sites("a.txt") == sites("./b.txt") == [whole], "however the path is written"
    assert set(sites(".")) == {whole}


def test_a_file_of_rows_is_a_site_wherever_it_lies(tmp_path):
    (tmp_path / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("text\nText one\n", encoding="utf-8")
    (tmp_path / "feed.xml").write_text(FEED, encoding="utf-8")
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(ROWS.encode()))
    (tmp_path / "a.txt").write_text("Text", encoding="utf-8")
    assert names(tmp_path) == [
        *(f"{tmp_path.name}/", "feed.xml", "more.jsonl.gz", "more.jsonl.gz"),
        *("rows.csv", "rows.jsonl", "rows.jsonl"),
    ]
    assert set(sites(tmp_path / "rows.jsonl")) < set(sites(tmp_path)), "by itself it is the same site"


@pytest.mark.parametrize(("make", "name"), [(make_zip, "old.zip"), (make_tar, "old.tar.gz")])
def test_an_archive_is_a_site_and_a_file_of_rows_in_it_another(tmp_path, make, name):
    make(tmp_path / name, {"a.txt": "Text", "b/c.txt": "Text", "d/rows.jsonl": ROWS})
    assert names(tmp_path / name) == [name, name, "rows.jsonl", "rows.jsonl"]
    assert sites(tmp_path / name) == sites(tmp_path), "in a folder, too"


def test_places_of_one_name_are_two_sites(tmp_path):
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "rows.jsonl").write_text(ROWS, encoding="utf-8")
    assert names(tmp_path) == ["rows.jsonl"] * 4
    assert len(set(sites(tmp_path))) == 2


def test_an_address_says_it_better(tmp_path):
    path = tmp_path / "rows.jsonl"
    rows = [{"url": "https://www.herald.example/1", "text": "One"}, {"id": "urn:2", "text": "Two"}]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    documents, _, _ = read_all(path)
    assert [site_name(site_key(document)) for document in documents] == ["herald.example", "rows.jsonl"]


def test_what_comes_on_standard_input_is_a_site_that_its_beginning_tells(monkeypatch):
    def given(text):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return sites("-")

    first = given(ROWS)
    assert [site_name(site) for site in first] == ["standard input"] * 2
    assert len(set(first)) == 1
    assert given(ROWS) == first
    assert given(ROWS.replace("Text 0", "Another")) != first


def test_a_pipe_with_a_path_is_known_by_its_beginning_too(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    found = []
    for text in (ROWS, ROWS, ROWS.replace("Text 0", "Another")):
        writer = threading.Thread(target=path.write_text, args=(text,), daemon=True)
        writer.start()
        found.append({document.site for document in read(path, format="jsonl")})
        writer.join(10)
    assert found[0] == found[1] != found[2]
