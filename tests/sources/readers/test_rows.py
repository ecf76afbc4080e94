"""JSON Lines."""

import gzip
import json
import os
import tracemalloc

import pytest

from tests.sources.helpers import read_all, shared
from wagtail_cstonews.sources import Limits, SourceError, read


def write_rows(path, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def one(tmp_path, row, **options):
    [document], bad, _ = read_all(write_rows(tmp_path / "rows.jsonl", row), **options)
    assert not bad
    return document


def bad(tmp_path, row):
    documents, [item], _ = read_all(write_rows(tmp_path / "rows.jsonl", {"id": 1, "text": "One"}, row))
    assert len(documents) == 1
    return item


def test_row_with_everything(tmp_path):
    row = {
        "id": 7,
        "url": "https://example.org/7",
        "html": "<p>One</p>",
        "title": "A title",
        "date": "2024-05-01",
        "author": "A. Writer",
        "language": "en",
        "ignored": {"x": 1},
    }
    document = one(tmp_path, row)
    assert document.id == "7"
    assert document.key == document.url == "https://example.org/7"
    assert (document.content, document.media_type) == ("<p>One</p>", "html")
    assert (document.title, document.date, document.author, document.language) == (
        "A title",
        "2024-05-01",
        "A. Writer",
        "en",
    )
    assert document.source == f"{tmp_path / 'rows.jsonl'}:1"


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson", "jl", "JSONL"])
def test_suffixes(tmp_path, suffix):
    [document], _, _ = read_all(write_rows(tmp_path / f"rows.{suffix}", {"id": "a", "text": "One"}))
    assert document.key == (tmp_path / f"rows.{suffix}").as_uri() + "#a"


def test_gzipped_rows(tmp_path):
    path = tmp_path / "rows.jl.gz"
    path.write_bytes(gzip.compress(b'{"id": "a", "text": "One"}\n{"text": "Two"}'))
    documents, _, _ = read_all(path)
    assert [document.key for document in documents] == [path.as_uri() + "#a", path.as_uri() + "#2"]


def test_row_without_a_name_is_numbered(tmp_path):
    document = one(tmp_path, {"text": "One"})
    assert document.id == "1"
    assert document.key.endswith("rows.jsonl#1")


def test_html_wins_unless_text_is_preferred(tmp_path):
    row = {"id": 1, "text": "plain", "html": "<p>rich</p>"}
    assert one(tmp_path, row).content == "<p>rich</p>"
    document = one(tmp_path, row, prefer="text")
    assert (document.content, document.media_type) == ("plain", "text")


def test_preference_gives_way_to_what_is_there(tmp_path):
    assert one(tmp_path, {"id": 1, "text": "plain", "html": " "}).content == "plain"
    assert one(tmp_path, {"id": 1, "html": "<p>rich</p>"}, prefer="text").content == "<p>rich</p>"


def test_address_that_is_not_of_the_web_is_an_id(tmp_path):
    document = one(tmp_path, {"url": "javascript:alert(1)", "text": "One"})
    assert document.url is None
    assert document.key.endswith("rows.jsonl#javascript:alert(1)")


@pytest.mark.parametrize(
    ("row", "field", "expected"),
    [
        ({"authors": ["A. One", "B. Two"]}, "author", "A. One, B. Two"),
        ({"authors": ["One, A.", "Two, B."]}, "author", "One, A.; Two, B."),
        ({"author": [{"@type": "Person", "name": "A. One"}]}, "author", "A. One"),
        ({"author": {"name": "A. One"}}, "author", "A. One"),
        ({"authors": []}, "author", None),
        ({"author": None, "byline": "A. One"}, "author", "A. One"),
        ({"title": ["A title"]}, "title", "A title"),
        ({"headline": "A title"}, "title", "A title"),
        ({"publish_date": "2024-05-01T10:00:00Z"}, "date", "2024-05-01T10:00:00Z"),
        ({"date": 1714550400}, "date", "2024-05-01T08:00:00+00:00"),
        ({"date": 1714550400000}, "date", "2024-05-01T08:00:00+00:00"),
        ({"date": 20240501}, "date", "20240501"),
        ({"lang": "ru"}, "language", "ru"),
        ({"link": "https://example.org/"}, "url", "https://example.org/"),
        ({"title": "half \ud83d pair"}, "title", "half \ufffd pair"),
    ],
)
def test_synonyms_and_shapes(tmp_path, row, field, expected):
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": "One", **row}))
    [document], bad, _ = read_all(path)
    assert not bad
    assert getattr(document, field) == expected


@pytest.mark.parametrize("name", ["text", "maintext", "plaintext"])
def test_paragraphs_as_a_list(tmp_path, name):
    assert one(tmp_path, {"id": 1, name: ["One", "Two"]}).content == "One\nTwo"


@pytest.mark.parametrize(
    ("row", "media_type"),
    [
        ({"text": ""}, "text"), ({"text": "  "}, "text"), ({"text": []}, "text"),
        ({"maintext": "", "html": None}, "text"),
        ({"html": ""}, "html"), ({"text": "", "html": " "}, "html"),
    ],
)  # fmt: skip
def test_what_is_there_and_holds_nothing_is_an_empty_document(tmp_path, row, media_type):
    document = one(tmp_path, {"id": 1, **row})
    assert (document.content, document.media_type) == ("", media_type)


def test_the_one_that_holds_something_is_taken(tmp_path):
    assert one(tmp_path, {"id": 1, "text": "One", "html": "  "}).content == "One"


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ('{"id": 2, "text"}', "not JSON"),
        ("plain words", "not JSON"),
        ("[1, 2]", "not an object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"id": ' + "1" * 5000 + "}", "a number too long"),
        ({"id": 2}, 'neither "text" nor "html"'),
        ({"id": 2, "text": None, "html": None}, 'neither "text" nor "html"'),
        ({"id": 2, "text": 5}, '"text" must be text, not a number'),
        ({"id": 2, "text": ["One", 2]}, '"text" must be text, not a list'),
        ({"id": True, "text": "One"}, '"id" must be text, not true or false'),
        ({"id": 2, "text": "One", "title": {"a": 1}}, '"title" must be text, not an object'),
        ({"id": 2, "text": "One", "authors": [1]}, '"authors" must be text or a list of names'),
        ({"id": 2, "text": "One", "date": 1e300}, '"date" is a number that is no date'),
    ],
)
def test_bad_row_does_not_stop_the_others(tmp_path, row, message):
    path = write_rows(tmp_path / "rows.jsonl", {"id": 1, "text": "One"}, row, {"id": 3, "text": "Three"})
    documents, [item], _ = read_all(path)
    assert [document.id for document in documents] == ["1", "3"]
    assert message in item.message
    assert item.line == 2
    assert item.source == f"{path}:2"
    assert str(item).startswith(f"{path}:2: ")


def test_bad_row_has_the_key_it_will_have_once_mended(tmp_path):
    uri = (tmp_path / "rows.jsonl").as_uri()
    assert bad(tmp_path, {"id": "b"}).key == f"{uri}#b"
    assert bad(tmp_path, {"url": "https://example.org/2", "text": 1}).key == "https://example.org/2"
    assert bad(tmp_path, {"id": False, "text": "x"}).key == f"{uri}#2"
    assert bad(tmp_path, "{").key == f"{uri}#2"


def test_row_that_is_not_utf8(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'{"id": 1, "text": "One"}\n' + '{"text": "Тема"}'.encode("cp1251"))
    documents, [item], _ = read_all(path)
    assert len(documents) == 1
    assert "not UTF-8" in item.message


def test_long_row_is_passed_over(tmp_path):
    path = write_rows(
        tmp_path / "rows.jsonl",
        {"id": 1, "text": "x" * 5000},
        {"id": 2, "text": "Two"},
        {"id": 3, "text": "y" * 999},
    )
    documents, [first, last], _ = read_all(path, limits=Limits(document_bytes=100))
    assert [document.id for document in documents] == ["2"]
    assert (first.line, last.line) == (1, 3)
    assert "longer than 100 bytes" in first.message


def test_byte_order_mark_and_blank_lines(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": 1, "text": "One"}\r\n\r\n   \n{"id": 2, "text": "Two"}')
    documents, bad, _ = read_all(path)
    assert [document.source[-2:] for document in documents] == [":1", ":4"]
    assert not bad


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[{"id": 1}]', r"rows\.jsonl:1: this is a JSON array.*jq -c '\.\[\]' rows\.jsonl"),
        (b'{\n  "id": 1\n}', r"rows\.jsonl:1: an object runs over several lines.*jq -c \. rows\.jsonl"),
        ('{"id": 1}'.encode("utf-16"), r"rows\.jsonl:1: JSON Lines must be UTF-8"),
    ],
)
def test_file_that_is_no_json_lines_at_all(tmp_path, content, message):
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)
    with pytest.raises(SourceError, match=message):
        list(read(path))


def test_damaged_gzip_gives_what_came_before(tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    rows = b"".join(b'{"id": "%s", "text": "One"}\n' % os.urandom(12).hex().encode() for _ in range(5000))
    path.write_bytes(gzip.compress(rows)[:-20000])
    documents, [bad], _ = read_all(path)
    assert len(documents) > 100
    assert "damaged or cut short" in bad.message


def test_gzip_bomb_is_bounded(tmp_path):
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"id": 1, "text": "One"}\n' + b"\n" * 5_000_000))
    documents, [bad], _ = read_all(path, limits=Limits(unpacked_bytes=1 << 20))
    assert len(documents) == 1
    assert "unpacks to more than 1 MB" in bad.message


def test_memory_stays_flat(tmp_path):
    path = tmp_path / "rows.jsonl"
    row = json.dumps({"text": "word " * 2000}) + "\n"
    with path.open("w") as file:
        for _ in range(2000):
            file.write(row)
    tracemalloc.start()
    try:
        assert sum(1 for _ in read(path)) == 2000
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > 15_000_000
    assert peak < 1_000_000


@pytest.mark.shared
def test_rows_with_both_text_and_html():
    path = shared("data/pages/news-publishers.jsonl.gz")
    document = next(read(path))
    assert (document.media_type, document.url[:5]) == ("html", "https")
    assert next(read(path, prefer="text")).media_type == "text"


@pytest.mark.parametrize(
    ("value", "tags"),
    [
        ({"tags": ["Water", " Land  use", "water", ""]}, ("Water", "Land use")),
        ({"tags": "Water, Land", "keywords": ["Trade"]}, ("Water", "Land", "Trade")),
        ({"categories": [{"name": "Water"}, {"name": None}]}, ("Water",)),
        ({"tags": {"name": "Water"}}, ("Water",)),
        ({"tags": None}, ()),
    ],
)
def test_tags(tmp_path, value, tags):
    assert one(tmp_path, {"text": "One", **value}).tags == tags


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("https://a.example/b.jpg", "https://a.example/b.jpg"),
        ("/b.jpg", "https://a.example/b.jpg"),
        ([{"url": "//b.example/c.jpg"}], "https://b.example/c.jpg"),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ([], None),
    ],
)
def test_images(tmp_path, value, address):
    row = {"text": "One", "url": "https://a.example/1", "image": value}
    assert one(tmp_path, row).image_url == address


def test_translations(tmp_path):
    addresses = ["https://a.example/ky/1", "https://a.example/en/1"]
    rows = [
        {"id": "a", "text": "One", "translation_group": 7},
        {"id": "b", "text": "One", "translation_of": "a"},
        {"url": addresses[0], "text": "One", "translations": addresses[1:]},
        {"url": addresses[1], "text": "One", "translations": {"ky": addresses[0], "en": addresses[1]}},
        {"id": "c", "text": "One", "translation_of": addresses[0]},
        {"url": addresses[0], "text": "One", "translations": addresses[:1]},
    ]
    documents, bad, _ = read_all(write_rows(tmp_path / "rows.jsonl", *rows))
    groups = [document.translation_group for document in documents]
    assert groups == ["7", documents[0].key, addresses[1], addresses[1], addresses[0], None]
    assert not bad


def test_translations_that_the_html_names(tmp_path):
    addresses = ["https://a.example/en/1", "https://a.example/ky/1"]
    links = "".join(f'<link rel=alternate hreflang="{url[18:20]}" href="{url}">' for url in addresses)
    html = f"<html><head>{links}</head><body><p>One</p></body></html>"
    rows = [
        {"url": addresses[0], "html": html},
        {"url": addresses[1], "html": html, "language": "ru"},
        {"url": addresses[1], "html": html, "translation_group": "7"},
        {"url": addresses[1], "text": html},
    ]
    documents, _, _ = read_all(write_rows(tmp_path / "rows.jsonl", *rows))
    assert [document.language for document in documents] == ["en", "ru", None, None]
    group = documents[0].translation_group
    assert [document.translation_group for document in documents] == [group, group, "7", None]
    assert group.startswith("hreflang ")


@pytest.mark.parametrize("value", [{"tags": [1]}, {"image": 7}, {"translations": [1]}, {"tags": 3}])
def test_what_is_said_beside_the_text_must_be_text(tmp_path, value):
    assert next(iter(value)) in bad(tmp_path, {"id": "x", "text": "One", **value}).message
