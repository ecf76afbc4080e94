"""How urgently a document needs a person: set by every way in which a record is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from wagtail_cstonews.importing.proposals.desk import accept, dismiss
from wagtail_cstonews.importing.writing.priorities import refresh_priority
from wagtail_cstonews.models import ImportedDocument, ImportProposal, Trouble
from wagtail_cstonews.models.imports.troubles import LONGEST_CODES, codes_as_text, troubles_of
from wagtail_cstonews.sources import BadDocument

from ... import factories
from ..helpers import (
    CHANGED,
    document,
    documents,
    edit,
    imported,
    last_run,
    news_pages,
    refuse_batches,
    undone,
)

pytestmark = pytest.mark.django_db

JSON = '{"title": "T %s", "confidence": %s, "language": "en"}'


def record():
    return ImportedDocument.objects.get()


def review(found=None):
    ImportedDocument.objects.update(review_priority=0, reviewed_at=timezone.now())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"state": "failed", "codes": ["no_title"]}, [Trouble.FAILED]),
        ({"state": "duplicate"}, []),
        ({"state": "duplicate", "is_near": True, "codes": ["no_title"]}, [Trouble.NEAR_DUPLICATE]),
        ({"state": "not_an_article"}, [Trouble.NOT_AN_ARTICLE]),
        (
            {"codes": ["not_an_article", "no_title"]},
            [Trouble.NOT_AN_ARTICLE, Trouble.NO_TITLE],
        ),
        ({"confidence": 0.49}, [Trouble.UNSURE]),
        ({"confidence": 0.5}, []),
        ({"confidence": None}, []),
        ({"waits": True, "confidence": 0.1}, [Trouble.UNSURE, Trouble.PROPOSAL]),
        ({"codes": ["date_from_prose"]}, [Trouble.WARNINGS]),
        ({"codes": ["repaired_spaces", "kept_back"]}, []),
    ],
)
def test_troubles(given, expected):
    fine = {"state": "new", "confidence": 0.9, "codes": [], "least": 0.5}
    assert troubles_of(**{**fine, **given}) == expected


def test_codes_are_cut_between_codes():
    codes = [f"code_{number:02}" for number in range(60)]
    text = codes_as_text(codes)
    assert len(text) <= LONGEST_CODES
    assert set(text.split()) < set(codes)
    assert text.endswith(" ")


def test_of_an_import(news_index):
    items = [
        document("fine", JSON % ("fine", 0.9)),
        document("unsure", JSON % ("unsure", 0.3), url="https://www.Herald.example/unsure"),
        document("list", "List of articles\nOne."),
        BadDocument("bad.txt", "It is broken.", key="bad"),
    ]
    imported(items, news_index)
    found = {one.title or one.source: one for one in ImportedDocument.objects.all()}
    assert {name: one.review_priority for name, one in found.items()} == {
        "T fine": 0,
        "T unsure": Trouble.UNSURE,
        "List of articles": Trouble.NOT_AN_ARTICLE,
        "bad.txt": Trouble.FAILED,
    }
    assert found["T unsure"].site == "herald.example"
    assert found["List of articles"].warning_codes == " not_an_article "


def test_written_one_by_one(news_index, monkeypatch):
    refuse_batches(monkeypatch)
    imported([document(str(n), JSON % (n, 0.1)) for n in range(2)], news_index)
    assert list(ImportedDocument.objects.values_list("review_priority", flat=True)) == [40, 40]


def test_the_setting_says_what_is_low(news_index, settings):
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "PUBLISH_ABOVE": 0.95}
    imported([document(content=JSON % ("a", 0.9))], news_index)
    assert record().review_priority == Trouble.UNSURE


def test_near_duplicates(news_index):
    text = "A title\n" + "\n".join(f"Sentence {n} of the text says something of its own." for n in range(40))
    imported([document("a", text)], news_index)
    imported([document("b", text + "\nOne more.")], news_index)
    imported([document("c", text)], news_index)
    found = dict(ImportedDocument.objects.values_list("source", "review_priority"))
    assert found == {"archive/a.txt": 0, "archive/b.txt": Trouble.NEAR_DUPLICATE, "archive/c.txt": 0}
    # Once more in the next import: what it was taken for is known.
    review()
    imported([document("b", text + "\nOne more.")], news_index)
    assert not ImportedDocument.objects.filter(review_priority__gt=0).exists()


def test_reviewed_until_the_text_changes(news_index):
    imported([document(content=JSON % ("a", 0.1))], news_index)
    assert record().review_priority == Trouble.UNSURE
    review()
    imported([document(content=JSON % ("a", 0.1))], news_index)
    assert record().review_priority == 0
    imported([document(content=JSON % ("b", 0.2))], news_index)
    assert record().review_priority == Trouble.UNSURE
    assert record().reviewed_at is None


def test_a_failure_that_is_new_comes_up_again(news_index):
    imported([document(content=JSON % ("a", 0.1))], news_index)
    review()
    broken = BadDocument("archive/a.txt", "It is broken.", key="file:///archive/a.txt")
    imported([broken], news_index)
    assert record().review_priority == Trouble.FAILED
    review()
    imported([broken], news_index)
    assert record().review_priority == 0


@pytest.fixture
def proposal(news_index):
    """A proposal for a page that was reviewed and then edited by hand."""
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    review()
    imported([document(content=CHANGED)], news_index)
    return ImportProposal.objects.get()


def test_a_proposal_waits(proposal, news_index):
    assert record().review_priority == Trouble.PROPOSAL
    # The same one in the next import is no news, whether or not somebody looked at it.
    imported([document(content=CHANGED)], news_index)
    assert record().review_priority == Trouble.PROPOSAL


def test_dismissed(proposal):
    dismiss(proposal)
    assert record().review_priority == 0


def test_dismissed_with_other_troubles(proposal):
    ImportedDocument.objects.update(warning_codes=" no_title ", reviewed_at=None)
    dismiss(proposal)
    assert record().review_priority == Trouble.NO_TITLE


def test_accepted(proposal, admin_user):
    accept(proposal, admin_user)
    assert record().review_priority == 0
    assert record().reviewed_at is None


def test_a_draft_that_is_too_unsure_to_be_published(news_index):
    imported([document(content=JSON % ("a", 0.6))], news_index)
    assert record().review_priority == 0
    review()
    imported([document(content=JSON % ("a", 0.6))], news_index, publish=True, publish_above=0.8)
    assert record().review_priority == Trouble.UNSURE
    imported([document(content=JSON % ("a", 0.6))], news_index, publish=True, publish_above=0.5)
    assert news_pages().get().live
    assert record().review_priority == 0


def test_undo_gives_it_back(news_index):
    imported([document(content=JSON % ("a", 0.1))], news_index)
    imported([document(content=JSON % ("a", 0.9))], news_index)
    assert record().review_priority == 0
    undone(last_run())
    assert record().review_priority == Trouble.UNSURE


def test_undo_of_what_an_earlier_version_noted(news_index):
    imported([document(content=JSON % ("a", 0.1))], news_index)
    imported([document(content=JSON % ("a", 0.9))], news_index)
    change = last_run().changes.get()
    for name in ("review_priority", "reviewed_at", "reviewed_by_id", "warning_codes", "site"):
        del change.record_before["record"][name]
    change.save()
    undone(last_run())
    assert record().review_priority == Trouble.UNSURE


def test_refreshed(news_index):
    first = factories.make_document()
    near = factories.make_document(state="duplicate", duplicate_of=first, content_hash="ab")
    refresh_priority(near)
    assert near.review_priority == Trouble.NEAR_DUPLICATE
    same = factories.make_document(state="duplicate", duplicate_of=first)
    refresh_priority(same)
    assert same.review_priority == 0


def test_no_further_query(news_index):
    def count(items):
        with CaptureQueriesContext(connection) as queries:
            imported(items, news_index, batch_size=100)
        return sum("importeddocument" in query["sql"] for query in queries)

    imported(documents(1), news_index)
    few = count([document(f"a{n}", JSON % (f"a{n}", 0.1)) for n in range(3)])
    many = count([document(f"b{n}", JSON % (f"b{n}", 0.1)) for n in range(20)])
    assert many == few
