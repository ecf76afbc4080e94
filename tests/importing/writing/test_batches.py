"""What a batch leaves in the database, and what it leaves when something is wrong."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing.entries import failures
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportedDocument, ImportRun, Person

from ...factories import make_user
from ..helpers import INTERVIEW, document, documents, imported, news_pages, states

pytestmark = pytest.mark.django_db


@pytest.fixture
def refuse(monkeypatch):
    """Makes the page type refuse to be saved under some titles, and the database know of it."""

    def refuse_titles(*titles, error=None):
        model = conf.get_news_page_model()
        real = model.save

        def save(self, *args, **kwargs):
            result = real(self, *args, **kwargs)
            if self.title in titles:
                raise error or IntegrityError("duplicate key")
            return result

        monkeypatch.setattr(model, "save", save)

    return refuse_titles


def test_draft(news_index):
    user = make_user()
    imported([document()], news_index, user=user)
    page = news_pages().get()
    assert not page.live
    assert page.has_unpublished_changes
    assert page.owner == user
    assert page.get_parent().pk == news_index.pk
    assert page.url_path == f"{news_index.url_path}a-title/"
    assert page.locale == news_index.locale
    revision = page.get_latest_revision()
    assert revision.user == user
    assert page.first_published_at is None
    assert page.latest_revision_id == ImportedDocument.objects.get().imported_revision_id


def test_published(news_index):
    imported([document()], news_index, publish=True)
    page = news_pages().get()
    assert page.live
    assert not page.has_unpublished_changes
    assert page.first_published_at is not None
    assert (
        page.latest_revision_id
        == page.live_revision_id
        == ImportedDocument.objects.get().imported_revision_id
    )


def test_tree_is_sound(news_index):
    imported(documents(5), news_index, batch_size=2)
    assert not any(get_base_page_model().find_problems())
    news_index.refresh_from_db()
    assert news_index.numchild == 5


def test_record(news_index):
    imported(
        [document(url="https://example.org/a", media_type="html", content=b"A title\nTeaser\nText.")],
        news_index,
    )
    record = ImportedDocument.objects.get()
    assert record.run == ImportRun.objects.get()
    assert record.key == "file:///archive/a.txt"
    assert record.url == "https://example.org/a"
    assert (record.media_type, record.encoding) == ("html", "utf-8")
    assert record.original == "A title\nTeaser\nText."
    assert [line["label"] for line in record.lines] == ["paragraph", "teaser", "paragraph"]
    assert (record.kind, record.title, record.confidence, record.state) == ("news", "A title", 0.5, "new")
    assert record.page.pk == news_pages().get().pk


def test_warnings_of_the_page_are_on_record(news_index):
    [outcome] = imported([document(content="word " * 80 + "\nText.")], news_index)
    record = ImportedDocument.objects.get()
    assert record.warnings_count == 1
    assert record.warnings[0]["code"] == outcome.warnings[0]["code"] == "title_cut"


def test_nul_can_be_stored(news_index):
    item = document(content="A \x00title\nText\x00.", source="a\x00.txt", key="file:///a\x00.txt")
    [outcome] = imported([item], news_index)
    assert outcome.state == "new"
    assert news_pages().get().title == "A title"
    assert ImportedDocument.objects.get().original == "A \ufffdtitle\nText\ufffd."
    assert states(imported([item], news_index)) == ["unchanged"]


def test_people_of_a_batch_are_made_once(news_index):
    imported([document(str(n), INTERVIEW % n) for n in range(4)], news_index, batch_size=2)
    person = Person.objects.get()
    assert {page.specific.interviewee for page in news_pages()} == {person}
    assert [role.title for role in person.roles.all()] == ["Minister"]


def test_bad_document_in_the_middle_fails_alone(news_index, refuse):
    refuse("Title 2")
    outcomes = imported(documents(5), news_index)
    assert states(outcomes) == ["new", "new", "failed", "new", "new"]
    assert "IntegrityError: duplicate key" in outcomes[2].message
    assert outcomes[2].page is None
    assert [page.title for page in news_pages()] == ["Title 0", "Title 1", "Title 3", "Title 4"]
    records = ImportedDocument.objects.order_by("key")
    assert [record.state for record in records] == ["new", "new", "failed", "new", "new"]
    assert not any(get_base_page_model().find_problems())


def test_page_type_that_changes_its_mind(news_index, refuse):
    """What validation allowed, and saving refuses."""
    refuse("Title 0", error=ValidationError({"title": ["Not on Mondays."]}))
    [outcome] = imported(documents(1), news_index)
    assert outcome.message.startswith("The page type refuses it: title: Not on Mondays.")
    assert outcome.title == "Title 0"


def test_invalid_page_fails_without_a_rollback(news_index, monkeypatch):
    model = conf.get_news_page_model()

    def clean(self):
        if self.title == "Title 1":
            raise ValidationError("Not this one.")

    monkeypatch.setattr(model, "clean", clean)
    monkeypatch.setattr(batches, "write_alone", None)
    outcomes = imported(documents(3), news_index)
    assert states(outcomes) == ["new", "failed", "new"]
    record = ImportedDocument.objects.get(state="failed")
    assert record.original == "Title 1\nParagraph 1."
    assert record.title == "Title 1"


def test_people_of_a_failed_batch_are_made_again(news_index, refuse):
    refuse("T 1")
    outcomes = imported([document(str(n), INTERVIEW % n) for n in range(3)], news_index)
    assert states(outcomes) == ["new", "failed", "new"]
    assert Person.objects.count() == 1
    assert {page.specific.interviewee for page in news_pages()} == {Person.objects.get()}


def test_nobody_is_made_for_a_document_that_fails(news_index, refuse):
    refuse("T 1")
    assert states(imported([document("a", INTERVIEW % 1)], news_index)) == ["failed"]
    assert not Person.objects.exists()


def test_failed_update_leaves_page_and_record_as_they_were(news_index, refuse):
    imported([document("a"), document("b", "Other\nText.")], news_index)
    refuse("Changed")
    outcomes = imported([document("a", "Changed\nText."), document("b", "Other\nMore.")], news_index)
    assert states(outcomes) == ["failed", "changed"]
    page = news_pages().first()
    assert page.draft_title == "A title"
    record = ImportedDocument.objects.get(key__endswith="a.txt")
    assert record.page_id == page.pk
    assert record.imported_revision_id == page.latest_revision_id
    assert record.original == "A title\nA paragraph."
    assert record.state == "failed"


def test_duplicate_of_a_document_of_the_same_failed_batch(news_index, refuse):
    refuse("Title 1")
    items = [*documents(2), document("z", "Title 0\nParagraph 0.")]
    assert states(imported(items, news_index)) == ["new", "failed", "duplicate"]
    assert ImportedDocument.objects.get(state="duplicate").duplicate_of.title == "Title 0"


def test_duplicate_of_what_could_not_be_written(news_index, refuse):
    refuse("Title 0")
    items = [*documents(2), document("z", "Title 0\nParagraph 0.")]
    outcomes = imported(items, news_index)
    assert states(outcomes) == ["failed", "new", "failed"]
    assert outcomes[2].message == "The same text as archive/000.txt, which failed."


def test_failure_that_cannot_be_recorded(news_index, monkeypatch):
    real = batches.write_records

    def refuse_second(entries, target):
        if any(entry.item.id == "001" for entry in entries):
            raise DataError("too long")
        real(entries, target)

    monkeypatch.setattr(batches, "write_records", refuse_second)
    outcomes = imported(documents(3), news_index)
    assert states(outcomes) == ["new", "failed", "new"]
    assert outcomes[1].message.endswith("It could not be put on record either.")
    assert ImportedDocument.objects.count() == news_pages().count() == 2


def test_original_is_kept_of_every_document(news_index):
    def broken(raw):
        raise RuntimeError("no luck")

    imported([document("a"), document("b")], news_index)
    imported([document("c", "Тема".encode("cp1251"))], news_index, extractor=broken)
    imported([document("c", "Другая тема".encode("cp1251"))], news_index, extractor=broken)
    originals = list(ImportedDocument.objects.order_by("key").values_list("original", flat=True))
    assert originals == ["A title\nA paragraph.", "A title\nA paragraph.", "Другая тема"]


def test_lost_connection_ends_the_run(news_index, refuse, monkeypatch):
    refuse("Title 3", error=OperationalError("server closed the connection"))
    monkeypatch.setattr(failures.connection, "is_usable", lambda: False, raising=False)
    with pytest.raises(OperationalError):
        imported(documents(5), news_index, batch_size=2)
    assert news_pages().count() == 2
    assert ImportedDocument.objects.count() == 2
    run = ImportRun.objects.get()
    assert run.state == "failed"
    assert run.counts == {"new": 2}


def test_ids_that_the_database_does_not_tell(news_index, monkeypatch):
    """MySQL gives back no ids of rows that were inserted together."""
    monkeypatch.setattr(type(connection.features), "can_return_rows_from_bulk_insert", False)
    imported([document("a"), document("b")], news_index)
    assert ImportedDocument.objects.get(state="duplicate").duplicate_of.state == "new"


def test_queries_of_a_batch_do_not_grow_with_its_pages(news_index):
    imported(documents(1), news_index, publish=True)
    counts = []
    for size in (5, 25):
        items = [document(f"{size}-{n}", f"Title {size} {n}\nParagraph {size} {n}.") for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            assert states(imported(items, news_index, publish=True)) == ["new"] * size
        counts.append(len(queries))
    # The search index is read as a whole now and then.
    assert counts[1] <= counts[0] + 3
    assert counts[0] < 60
