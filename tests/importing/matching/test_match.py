"""What a second run makes of what is there."""

import json

import pytest

from wagtail_cstonews import conf
from wagtail_cstonews.documents import given_of
from wagtail_cstonews.importing import run
from wagtail_cstonews.importing.entries.entry import Entry
from wagtail_cstonews.importing.entries.stored import stored_document
from wagtail_cstonews.importing.matching.match import UNPUBLISHED, Seen, hash_content, match
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportedDocument, ImportProposal
from wagtail_cstonews.sources import BadDocument, Skipped

from ..helpers import CHANGED, document, documents, edit, imported, news_pages, states

pytestmark = pytest.mark.django_db


def record():
    return ImportedDocument.objects.get()


def test_new_then_unchanged(news_index):
    assert states(imported([document()], news_index)) == ["new"]
    [outcome] = imported([document()], news_index)
    assert outcome.state == "unchanged"
    assert outcome.page == news_pages().get().pk
    assert outcome.title == "A title"


def test_content_counts_not_the_place(news_index):
    assert hash_content(document("a", "Same")) == hash_content(document("b", b"Same"))
    assert hash_content(document(title="One")) != hash_content(document(title="Two"))
    assert hash_content(document(date="2024")) != hash_content(document(title="2024"))
    assert hash_content(document(tags=("One",))) != hash_content(document())
    assert hash_content(document(image_url="One")) != hash_content(document(translation_group="One"))


def test_what_a_source_said_beside_the_text_is_kept():
    raw = document(tags=("One", "Two"), image_url="https://a.example/b.jpg", translation_group="7")
    given = json.loads(json.dumps(given_of(raw)))
    again = stored_document(ImportedDocument(given=given, original="Same", key=raw.key))
    assert (again.tags, again.image_url, again.translation_group) == (raw.tags, raw.image_url, "7")


def test_changed_draft(news_index):
    imported([document()], news_index)
    [outcome] = imported([document(content=CHANGED)], news_index)
    assert outcome.state == "changed"
    page = news_pages().get()
    assert page.revisions.count() == 2
    assert not page.live
    assert "Another paragraph" in str(page.get_latest_revision_as_object().body)
    assert states(imported([document(content=CHANGED)], news_index)) == ["unchanged"]


def test_changed_page_that_is_live_waits_as_a_draft(news_index):
    imported([document()], news_index, publish=True)
    imported([document(content=CHANGED)], news_index)
    page = news_pages().get()
    assert page.live
    assert page.has_unpublished_changes
    assert "Another" not in str(page.body)


def test_changed_page_is_published_where_asked(news_index):
    imported([document()], news_index, publish=True)
    imported([document(content=CHANGED)], news_index, publish=True)
    page = news_pages().get()
    assert not page.has_unpublished_changes
    assert "Another paragraph" in str(page.body)
    assert page.slug == "a-title"


def test_changed_document_with_the_same_article(news_index):
    imported([document()], news_index)
    [outcome] = imported([document(content="A title\nTeaser of today\nA paragraph.")], news_index)
    assert outcome.state == "unchanged"
    assert outcome.message == "The document changed, but its article did not."
    assert news_pages().get().revisions.count() == 1
    assert "Teaser of today" in record().original


def test_published_page_compares_equal(news_index):
    """Publishing stores the blocks in its own way; that is no change."""
    speaker = (
        '{"title": "T", "kind": "interview", "interviewee": {"name": "Aigul Sadykova"}, "related": ["%s"]}'
    )
    imported([document(content=speaker % "x")], news_index, publish=True)
    [outcome] = imported([document(content=(speaker % "x") + " ")], news_index)
    assert outcome.message == "The document changed, but its article did not."


def test_page_edited_by_hand_is_left_alone(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    [outcome] = imported([document(content=CHANGED)], news_index)
    assert outcome.state == "edited"
    assert "edited by hand" in outcome.message
    assert news_pages().get().get_latest_revision_as_object().title == "By hand"
    assert record().state == "edited"
    assert "A paragraph." in record().original


def test_unchanged_document_of_an_edited_page(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    assert states(imported([document()], news_index)) == ["unchanged"]


def test_edited_once_and_unchanged_again(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    imported([document(content=CHANGED)], news_index)
    assert states(imported([document()], news_index)) == ["unchanged"]
    assert (record().state, record().message) == ("unchanged", "")


def test_published_by_an_editor_is_no_edit(news_index):
    imported([document()], news_index)
    news_pages().get().get_latest_revision().publish()
    assert states(imported([document(content=CHANGED)], news_index)) == ["changed"]


def test_edited_between_plan_and_write(news_index, monkeypatch):
    imported([document()], news_index)
    real = run.write_batch

    def edit_first(*args):
        edit(news_pages().get(), title="By hand")
        real(*args)

    monkeypatch.setattr(run, "write_batch", edit_first)
    assert states(imported([document(content=CHANGED)], news_index)) == ["edited"]
    assert news_pages().get().get_latest_revision_as_object().title == "By hand"


def test_unpublished_by_an_editor_stays_so(news_index):
    imported([document(), document("b", "B title\nText.")], news_index, publish=True)
    news_pages().get(title="A title").unpublish()
    new = [document(content=CHANGED), document("b", "B title\nNew text.")]
    outcomes = imported(new, news_index, publish=True)
    assert [(found.state, found.message) for found in outcomes] == [("changed", UNPUBLISHED), ("changed", "")]
    page, other = news_pages()
    assert (page.live, other.live, other.has_unpublished_changes) == (False, True, False)
    assert "Another paragraph" in str(page.get_latest_revision_as_object().body)
    # A draft that was never published is.
    imported([document("c", "C title\nText.")], news_index)
    imported([document("c", "C title\nNew text.")], news_index, publish=True)
    assert news_pages().get(title="C title").live


def test_unpublished_between_plan_and_write(news_index, monkeypatch):
    imported([document()], news_index, publish=True)
    real = run.write_batch

    def unpublish_first(*args):
        news_pages().get().unpublish()
        real(*args)

    monkeypatch.setattr(run, "write_batch", unpublish_first)
    imported([document(content=CHANGED)], news_index, publish=True)
    assert not news_pages().get().live


@pytest.mark.parametrize("on_conflict", ["propose", "skip", "overwrite"])
@pytest.mark.parametrize("late", [False, True])
def test_page_that_an_editor_locked_is_not_changed(news_index, monkeypatch, on_conflict, late):
    imported([document()], news_index)
    real = run.write_batch

    def lock_first(*args):
        news_pages().order_by().update(locked=True)
        real(*args)

    monkeypatch.setattr(run, "write_batch", lock_first)
    if not late:
        news_pages().order_by().update(locked=True)
    [outcome] = imported([document(content=CHANGED)], news_index, on_conflict=on_conflict)
    assert outcome.state == "edited"
    assert outcome.message.startswith("It changed, but its page is locked, and is left as it is.")
    assert news_pages().get().revisions.count() == 1
    waits = on_conflict == "propose" or (on_conflict == "overwrite" and not late)
    assert ImportProposal.objects.exists() is waits
    assert ("waits as a proposal" if waits else "Unlock it and import again") in outcome.message
    news_pages().order_by().update(locked=False)
    monkeypatch.setattr(run, "write_batch", real)
    assert states(imported([document(content=CHANGED)], news_index, on_conflict=on_conflict)) == ["changed"]
    assert not ImportProposal.objects.exists()


def test_deleted_between_plan_and_write(news_index, monkeypatch):
    imported([document()], news_index)
    real = run.write_batch

    def delete_first(*args):
        news_pages().get().delete()
        real(*args)

    monkeypatch.setattr(run, "write_batch", delete_first)
    [outcome] = imported([document(content=CHANGED)], news_index)
    assert outcome.state == "skipped"
    assert not news_pages().exists()


@pytest.mark.parametrize("content", ["A title\nA paragraph.", CHANGED])
def test_deleted_page_is_not_made_again(news_index, content):
    imported([document()], news_index)
    news_pages().get().delete()
    [outcome] = imported([document(content=content)], news_index)
    assert outcome.state == "skipped"
    assert "--recreate" in outcome.message
    assert not news_pages().exists()
    assert states(imported([document(content=content)], news_index, recreate=True)) == ["new"]
    assert news_pages().count() == 1
    assert record().page_id == news_pages().get().pk


def test_same_text_under_two_names(news_index):
    outcomes = imported([document("a"), document("b"), document("c", "Other\nText.")], news_index)
    assert states(outcomes) == ["new", "duplicate", "new"]
    assert outcomes[1].message == "The same text as archive/a.txt."
    second = ImportedDocument.objects.get(key__endswith="b.txt")
    assert second.duplicate_of.key.endswith("a.txt")
    assert second.page_id is None
    again = imported([document("a"), document("b"), document("c", "Other\nText.")], news_index)
    assert states(again) == ["unchanged", "duplicate", "unchanged"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_same_text_in_another_batch(news_index, dry_run):
    items = [document("a"), document("b", "Other\nText."), document("c")]
    outcomes = imported(items, news_index, batch_size=1, dry_run=dry_run)
    assert states(outcomes) == ["new", "new", "duplicate"]


def test_same_text_in_a_later_run(news_index):
    imported([document("a")], news_index)
    [outcome] = imported([document("b")], news_index)
    assert outcome.state == "duplicate"
    assert ImportedDocument.objects.get(key__endswith="b.txt").duplicate_of.key.endswith("a.txt")


def test_same_text_as_a_deleted_page(news_index):
    imported([document("a")], news_index)
    news_pages().get().delete()
    assert states(imported([document("b")], news_index)) == ["duplicate"]
    assert states(imported([document("c")], news_index, recreate=True)) == ["new"]


def test_duplicate_that_becomes_an_article_of_its_own(news_index):
    imported([document("a"), document("b")], news_index)
    assert states(imported([document("a"), document("b", CHANGED)], news_index)) == ["unchanged", "new"]
    assert ImportedDocument.objects.get(key__endswith="b.txt").duplicate_of is None


def test_same_name_twice_in_one_run(news_index):
    items = [document("a"), document("a", CHANGED)]
    outcomes = imported(items, news_index)
    assert states(outcomes) == ["new", "skipped"]
    assert outcomes[1].message.startswith("Another document with the key file:///archive/a.txt came earlier")
    assert states(imported(items, news_index)) == ["unchanged", "skipped"]
    assert "A paragraph." in record().original


def test_same_document_twice_in_one_run(news_index):
    for expected in ("new", "unchanged"):
        outcomes = imported([document("a"), document("a")], news_index)
        assert states(outcomes) == [expected, "duplicate"]
        assert outcomes[1].message == "It came earlier in this run."
    assert record().state == "new"


def test_failed_document_is_tried_again(news_index):
    def broken(raw):
        raise RuntimeError("no luck")

    [outcome] = imported([document()], news_index, extractor=broken)
    assert outcome.state == "failed"
    assert "RuntimeError: no luck" in outcome.message
    assert record().state == "failed"
    assert states(imported([document()], news_index)) == ["new"]
    assert (record().state, record().message) == ("new", "")


def test_failed_update_is_tried_again(news_index):
    def broken(raw):
        raise RuntimeError("no luck")

    imported([document()], news_index)
    imported([document(content=CHANGED)], news_index, extractor=broken)
    assert record().state == "failed"
    assert record().page_id
    assert "A paragraph." in record().original
    assert states(imported([document(content=CHANGED)], news_index)) == ["changed"]


def test_failed_update_of_a_page_that_is_deleted(news_index):
    def broken(raw):
        raise RuntimeError("no luck")

    imported([document()], news_index)
    imported([document(content=CHANGED)], news_index, extractor=broken)
    news_pages().get().delete()
    assert states(imported([document(content=CHANGED)], news_index)) == ["skipped"]


@pytest.mark.parametrize("batch_size", [1, 2])
def test_duplicate_of_what_fails_is_not_lost(news_index, batch_size):
    def broken(raw):
        raise RuntimeError("no luck")

    items = [document("a"), document("b")]
    outcomes = imported(items, news_index, extractor=broken, batch_size=batch_size)
    assert states(outcomes) == ["failed", "failed"]
    if batch_size == 2:
        assert outcomes[1].message == "The same text as archive/a.txt, which failed."
    assert states(imported([document("b")], news_index)) == ["new"]
    assert states(imported(items, news_index)) == ["duplicate", "unchanged"]


def test_bad_row_and_its_mended_self(news_index):
    bad = BadDocument("rows.jsonl:3", "not JSON.", 3, "file:///archive/a.txt")
    [outcome] = imported([bad], news_index)
    assert (outcome.state, outcome.message, outcome.source) == ("failed", "not JSON.", "rows.jsonl:3")
    assert record().message == "not JSON."
    assert states(imported([document("a")], news_index)) == ["new"]
    assert states(imported([bad], news_index)) == ["failed"]
    assert record().page_id
    assert states(imported([document("a")], news_index)) == ["unchanged"]
    assert record().state == "unchanged"


def test_bad_row_twice(news_index, monkeypatch):
    bad = BadDocument("rows.jsonl:3", "not JSON.", 3, "key")
    monkeypatch.setattr(batches, "write_alone", None)
    assert states(imported([bad, bad], news_index)) == ["failed", "failed"]
    assert ImportedDocument.objects.count() == 1


def test_files_that_are_not_for_reading(news_index):
    [outcome] = imported([Skipped("archive/photo.jpg", "files of type .jpg are not read")], news_index)
    assert (outcome.state, outcome.message) == ("ignored", "files of type .jpg are not read")
    assert not ImportedDocument.objects.exists()


def test_one_query_a_batch(news_index, django_assert_num_queries):
    imported(documents(20), news_index)
    entries = [Entry(item) for item in documents(20)]
    with django_assert_num_queries(1):
        match(entries, Seen())
    assert {entry.state for entry in entries} == {"unchanged"}


def test_interview_on_the_page_of_a_news_article(news_index):
    imported([document(content='{"title": "One"}')], news_index)
    [outcome] = imported([document(content='{"title": "Two", "kind": "interview"}')], news_index)
    assert outcome.state == "changed"
    page = news_pages().get()
    assert type(page.specific) is conf.get_news_page_model()
    if conf.get_news_page_model() is not conf.get_interview_page_model():
        assert [warning["code"] for warning in outcome.warnings] == ["page_type"]
