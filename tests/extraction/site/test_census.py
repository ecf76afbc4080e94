"""What is worth learning: counted before anything is read."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.site import census as census_module
from wagtail_cstonews.extraction.site.census import Census, course_of
from wagtail_cstonews.extraction.site.known_articles import MAX_COUNTED
from wagtail_cstonews.extraction.site.profile import SiteProfile


def documents(*hosts):
    return [
        RawDocument(str(number), "x", "x", url=f"https://{host}.example/{number}")
        for number, host in enumerate(hosts)
    ]


def census_of(found, roles=(), stored=None):
    census = Census(lambda keys: {key: count for key, count in (stored or {}).items() if key in keys})
    for number, document in enumerate(found):
        census.add(document, roles[number] if roles else "new")
    return census


@pytest.mark.parametrize(
    ("counts", "stored", "course"),
    [
        ((2, 0, 0), None, ""),
        ((3, 0, 0), None, "anew"),
        ((1, 0, 2), None, "anew"),
        ((0, 0, 3), None, ""),
        ((1, 0, 0), 5, "more"),
        ((500, 0, 0), 5, "more"),
        ((0, 0, 9), 5, ""),
        ((0, 4, 9), 5, ""),
        ((2, 4, 9), 5, "more"),
        ((0, 5, 0), 5, "anew"),
        ((0, 1, 0), 1, ""),
        ((MAX_COUNTED + 1, 0, 0), MAX_COUNTED + 1, "anew"),
        ((MAX_COUNTED, 0, 0), MAX_COUNTED + 1, "more"),
    ],
)
def test_how_a_site_is_learnt(counts, stored, course):
    """By its documents that are new, read again, and not read; and by those that it was learnt from."""
    assert course_of(counts, stored) == course


def test_only_what_shows_something_is_chosen():
    found = documents("a", "b", "a", "b", "a")
    census = census_of(found)
    assert census.decide()
    assert list(census.chosen(found)) == [found[0], found[2], found[4]]
    assert not census_of(documents("a", "b", "a", "b")).decide()


def test_on_top_of_what_is_stored_only_new_documents_count():
    found = documents("a", "a", "a", "a")
    census = census_of(found, ["known", "new", "again", "new"], {"a.example": 7})
    assert census.decide()
    assert list(census.chosen(found)) == [found[1], found[3]]
    stored = SiteProfile("a.example")
    assert census.beginning("a.example", stored) is stored


def test_documents_of_no_site_are_passed_over():
    nowhere = RawDocument("1", "x", "x")
    found = [nowhere, *documents("a", "a", "a"), nowhere]
    census = census_of(found)
    assert census.decide()
    assert list(census.chosen(found)) == found[1:4]


def test_learnt_anew_editors_words_stay():
    census = census_of(documents("a", "a", "a"), ["again"] * 3, {"a.example": 3})
    assert census.decide()
    stored = SiteProfile("a.example")
    stored.documents = 3
    stored.correct("Go back", "chrome")
    fresh = census.beginning("a.example", stored)
    assert (fresh.documents, fresh.corrections) == (0, stored.corrections)
    assert census.beginning("a.example", stored) is stored, "met again, it goes on"


def test_sites_beyond_those_that_are_counted_are_learnt(monkeypatch):
    monkeypatch.setattr(census_module, "MAX_SITES", 1)
    found = documents("a", "b", "a", "b")
    census = census_of(found)
    assert census.decide()
    assert list(census.chosen(found)) == [found[1], found[3]]


def test_what_is_stored_is_asked_for_in_parts(monkeypatch):
    monkeypatch.setattr(census_module, "MAX_LOOKED_UP", 2)
    asked = []
    census = Census(lambda keys: asked.append(len(keys)) or {})
    for document in documents("a", "b", "c", "d", "e"):
        census.add(document)
    assert not census.decide()
    assert asked == [2, 2, 1]
