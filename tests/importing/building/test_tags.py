"""Tags from the sources on pages."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews import conf
from wagtail_cstonews.importing.building.tags import TagBook, Tagging
from wagtail_cstonews.importing.proposals.desk import accept, proposed_page
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportedDocument, ImportedObject, ImportProposal

from ..helpers import (
    CHANGED,
    INTERVIEW,
    database,
    document,
    edit,
    imported,
    last_run,
    news_pages,
    states,
    undone,
)

pytestmark = pytest.mark.django_db


def tag_model():
    return Tagging.of(conf.get_news_page_model()).tag


def tags_of(page):
    return [tag.name for tag in page.tags.order_by("tagged_items__pk")] if page else []


def names():
    return sorted(tag_model().objects.values_list("name", flat=True))


def test_pages_have_the_tags_of_their_documents(news_index):
    items = [
        document("a", "One\nText.", tags=("Water", "Land")),
        document("b", INTERVIEW, tags=("land", "Trade")),
        document("c", "Three\nMore."),
    ]
    imported(items, news_index, publish=True, publish_above=0)
    assert [sorted(page.tags.names()) for page in news_pages()] == [["Land", "Water"], ["Land", "Trade"], []]
    assert names() == ["Land", "Trade", "Water"]
    latest = news_pages()[0].get_latest_revision_as_object()
    assert sorted(tag.name for tag in latest.tags.all()) == ["Land", "Water"]


def test_the_tags_that_the_site_has_are_used(news_index):
    tag_model().objects.create(name="WATER")
    tag_model().objects.create(name="Land")
    imported([document(tags=("Water", "Land", "Вода"))], news_index)
    imported(
        [document("b", "Other\nText.", tags=("ВОДА" if connection.vendor != "sqlite" else "Вода",))],
        news_index,
    )
    assert names() == ["Land", "WATER", "Вода"]
    assert [tag.name for tag in news_pages()[1].get_latest_revision_as_object().tags.all()] == ["Вода"]


def test_slugs_that_are_taken(news_index):
    tag_model().objects.create(name="water", slug="land")
    imported([document(tags=("Land", "Land!", "?!"))], news_index)
    assert names() == ["?!", "Land", "Land!", "water"]
    assert len(set(tag_model().objects.values_list("slug", flat=True))) == 4


def test_nothing_is_written_in_a_dry_run(news_index):
    imported([document(tags=("Water",))], news_index, dry_run=True)
    assert names() == []


def test_tags_follow_the_document_and_editors(news_index):
    imported([document(tags=("Water", "Land"))], news_index, publish=True)
    assert states(imported([document(tags=("Water", "Land"))], news_index)) == ["unchanged"]
    assert states(imported([document(tags=("Water", "Trade"))], news_index, publish=True)) == ["changed"]
    [page] = news_pages()
    assert sorted(page.tags.names()) == ["Trade", "Water"]
    assert page.revisions.count() == 2
    page.tags.add("Mine")
    edit(page)
    imported([document(tags=("Trade",))], news_index, publish=True, on_conflict="overwrite")
    assert sorted(news_pages()[0].tags.names()) == ["Mine", "Trade"]
    imported([document()], news_index, publish=True)
    assert sorted(news_pages()[0].tags.names()) == ["Mine"]


def test_a_proposal_proposes_tags(news_index):
    imported([document(tags=("Water", "Land"))], news_index)
    page = edit(news_pages()[0], title="Mine").content_object
    page.tags.add("Own")
    page.save_revision()
    imported([document("a", CHANGED, tags=("Land", "Trade"))], news_index)
    proposal = ImportProposal.objects.get()
    assert names() == ["Land", "Own", "Water"]
    shown = proposed_page(proposal).page
    assert sorted(row.tag.name for row in shown.tagged_items.all()) == ["Land", "Trade"]
    accept(proposal, None)
    latest = news_pages()[0].get_latest_revision_as_object()
    assert sorted(tag.name for tag in latest.tags.all()) == ["Land", "Own", "Trade"]


def test_a_tag_that_is_too_long_is_left_out_with_a_warning(news_index):
    [outcome] = imported([document(tags=("x" * 101, "Water"))], news_index)
    assert [warning["code"] for warning in outcome.warnings] == ["tag"]
    assert names() == ["Water"]
    assert ImportedDocument.objects.get().given["tags"] == ["x" * 101, "Water"]


def test_tags_that_may_only_be_chosen(news_index, monkeypatch):
    monkeypatch.setattr(tag_model(), "free_tagging", False, raising=False)
    tag_model().objects.create(name="Water")
    [outcome] = imported([document(tags=("water", "Land"))], news_index)
    assert "none may be made" in outcome.warnings[0]["message"]
    assert names() == ["Water"]


def test_page_types_without_tags(news_index):
    index = factories.make_index(news_index, slug="below")
    assert Tagging.of(type(index)) is None
    book = TagBook()
    assert list(book.fill(index, ["Water"])) == []
    book.make([index])
    assert names() == []


def test_a_batch_that_is_written_one_by_one(news_index, monkeypatch):
    together = batches.write_records
    calls = []

    def fails_first(entries, target):
        calls.append(len(entries))
        if len(entries) > 1 or entries[0].item.id == "b":
            raise ValueError("no")
        together(entries, target)

    monkeypatch.setattr(batches, "write_records", fails_first)
    items = [document(id, f"Title {id}\nText.", tags=("Water", id)) for id in ("a", "b", "c")]
    assert states(imported(items, news_index, publish=True)) == ["new", "failed", "new"]
    assert [sorted(page.tags.names()) for page in news_pages()] == [["Water", "a"], ["Water", "c"]]
    assert names() == ["Water", "a", "c"]


def test_somebody_makes_the_tag_meanwhile(news_index, monkeypatch):
    load = TagBook.load

    def slowly(self, names):
        load(self, names)
        tag_model().objects.get_or_create(name="Water")

    monkeypatch.setattr(TagBook, "load", slowly)
    assert states(imported([document(tags=("Water",))], news_index, publish=True)) == ["new"]
    assert names() == ["Water"]
    assert not ImportedObject.objects.filter(kind="tag").exists()


def test_undo(news_index):
    imported([document("old", "Old\nText.", tags=("Water", "Land"))], news_index, publish=True)
    before = database()
    items = [
        document("old", "Old\nText.", tags=("Land", "Trade")),
        document("new", "New\nText.", tags=("Water", "Energy")),
    ]
    assert states(imported(items, news_index, publish=True)) == ["changed", "new"]
    _, problem = undone(last_run())
    assert not problem
    after = database()
    assert "Energy" not in names()
    run = {"wagtail_cstonews.ImportRun"}
    assert {name: rows for name, rows in after.items() if name not in run} == {
        name: rows for name, rows in before.items() if name not in run
    }


def test_undo_keeps_tags_that_are_used(news_index):
    imported([document(tags=("Water", "Land"))], news_index, publish=True)
    factories.make_article(news_index, title="By hand", tags=("Water",))
    undone(last_run())
    assert names() == ["Water"]


def test_the_number_of_queries_does_not_grow(news_index):
    counts = []
    for size, prefix in ((40, "a"), (80, "b")):
        items = [
            document(f"{prefix}{n}", f"Title {prefix}{n}\nText.", tags=(f"{prefix} tag {n}", "Water"))
            for n in range(size)
        ]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            imported(items, news_index, publish=True)
        counts.append(len([query for query in queries if "taggit_tag" in query["sql"]]))
    allowed = 40 if connection.vendor == "mysql" else 0
    assert counts[1] <= counts[0] + allowed
