"""Which site a document is of, and what is kept of its fields."""

import json
from dataclasses import dataclass

import pytest

from wagtail_cstonews.documents import (
    FIELDS,
    GIVEN,
    LONGEST_HOST,
    RawDocument,
    fields_given,
    given_of,
    host_key,
    named_key,
    place_key,
    site_key,
    site_name,
)


def document(url=None, site=None):
    return RawDocument("1", "x", "x", url=url, site=site)


@pytest.mark.parametrize(
    ("url", "site", "key"),
    [
        ("https://www.herald.example/a", None, "herald.example"),
        ("https://herald.example/a", "archive/#1", "herald.example"),
        ("/a/b.html", "archive/#1", "archive/#1"),
        (None, "archive/#1", "archive/#1"),
        (None, None, ""),
    ],
)
def test_the_host_counts_before_the_place(url, site, key):
    assert site_key(document(url, site)) == key


def test_places_of_one_name_differ_and_one_place_is_the_same():
    first, second = place_key("archive/", "file:///a/archive"), place_key("archive/", "file:///b/archive")
    assert first != second
    assert first == place_key("archive/", "file:///a/archive")
    assert site_name(first) == site_name(second) == "archive/"


@pytest.mark.parametrize(
    "name", ["herald.example", "архив", "x" * 5000, "a\n b#c\0", "\udce9", "#", "", "www.herald.example"]
)
def test_no_place_is_taken_for_a_host(name):
    key = place_key(name, "file:///somewhere")
    assert "#" in key
    assert len(key) <= LONGEST_HOST
    assert key.isprintable()
    assert host_key(f"https://{key}/") != key
    key.encode()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("herald.example", "herald.example"),
        (" WWW.Herald.example ", "herald.example"),
        ("https://www.herald.example/news/", "herald.example"),
    ],
)
def test_a_host_may_be_named(name, key):
    assert named_key(name) == key


@pytest.mark.parametrize("name", ["The old site", "herald", "a..b", "7.", "старый сайт"])
def test_another_name_is_no_host(name):
    key = named_key(name)
    assert site_name(key) == name
    assert key != name
    assert key == named_key(f"  {name} ")


def test_every_field_is_kept_as_given_or_has_a_place_of_its_own():
    apart = {"content", "source", "key", "media_type", "url", "encoding", "beside"}
    assert set(FIELDS) == {*GIVEN, *apart}


def test_what_was_given_is_a_document_again():
    values = {
        name: {"tags": ("One", "Two"), "fragment": True, "draft": True}.get(name, name) for name in GIVEN
    }
    given = RawDocument(content="Text", source="a.txt", **values)
    stored = json.loads(json.dumps(given_of(given)))
    assert RawDocument(content="Text", source="a.txt", **fields_given({**stored, "of_later": 1})) == given


def test_what_a_reader_adds_stays_behind():
    @dataclass
    class Row(RawDocument):
        number: int = 0

    assert document().plain() == document()
    assert Row("1", "x", "x", title="One", number=7).plain() == RawDocument("1", "x", "x", title="One")
