"""The table of quotations: a row for all that is said in published articles, whatever becomes of these."""

from __future__ import annotations

import json

import pytest

from tests import factories
from wagtail_cstonews.importing.bulk import bulk_add_children, bulk_update_pages
from wagtail_cstonews.models import PersonMerge, Quotation
from wagtail_cstonews.people.merging import merge
from wagtail_cstonews.people.unmerging import take_back

pytestmark = pytest.mark.django_db

BLOCK = "6a0f42c5-5b3c-4a77-8f5f-0a86f7f1f0a1"


@pytest.fixture
def anna(db):
    return factories.make_minister()


def one_block(text: str, speaker=None) -> str:
    """A stored body of a quote, whose id stays the same."""
    value = {"quote": text, "speaker": speaker and speaker.pk}
    return json.dumps([{"type": "quote", "value": value, "id": BLOCK}])


def rows(page=None, *fields: str) -> list:
    found = Quotation.objects.order_by("page", "position")
    if page is not None:
        found = found.filter(page=page.pk)
    return list(found.values_list(*fields, flat=len(fields) == 1))


def test_every_kind_has_its_row(news_index, anna):
    page = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_name="A. Orlova",
        interviewee_role="Minister",
        body=[
            ("quote", {"quote": "Block.", "speaker_name": "A guest", "attribution": "in a letter"}),
            factories.paragraph("<p>“We have <i>waited</i>,” said the mayor.</p>"),
            (
                "exchange",
                {
                    "question": "Why?",
                    "answer": [("paragraph", "<p>A &amp; B.</p><p>C.</p>"), factories.quote("Nested.")],
                },
            ),
            factories.exchange("And?", "<p>Mine.</p>", answerer_name="Oleg", answerer_role="Mayor"),
            factories.exchange("Nothing?", "<p></p>"),
        ],
        quotes=[factories.quote("We have waited.", speaker_name="The mayor")],
    )
    assert rows(page, "position", "kind", "text", "person", "speaker_name", "role", "question") == [
        (0, "quote", "Block.", None, "A guest", "", ""),
        (1, "paragraph", "We have waited.", None, "The mayor", "", ""),
        (2, "answer", "A & B.\nC.", anna.pk, "A. Orlova", "Minister", "Why?"),
        (3, "quote", "Nested.", None, "", "", ""),
        (4, "answer", "Mine.", None, "Oleg", "Mayor", "And?"),
    ]
    block, said, *_others = Quotation.objects.order_by("position")
    assert (str(block.block), block.attribution) == (page.body[0].id, "in a letter")
    assert said.context == "“We have waited,” said the mayor."
    assert str(said.block) == page.body[1].id
    assert block.published_at == page.published_at


def test_the_paragraph_around_words_is_bounded(news_index):
    long = "word " * 500
    factories.make_article(
        news_index,
        body=[factories.paragraph(f"<p>{long}“Right here,” he said. {long}</p>")],
        quotes=[factories.quote("Right here.")],
    )
    context = Quotation.objects.get().context
    assert "“Right here,”" in context
    assert len(context) < 700
    assert context.startswith("… word")
    assert context.endswith("word …")


def test_who_is_interviewed_without_a_word_is_marked(news_index, anna):
    page = factories.make_interview(news_index, interviewee=anna, interviewee_role="Minister")
    assert rows(page, "kind", "text", "person", "role") == [("interview", "", anna.pk, "Minister")]
    assert not Quotation.objects.spoken().exists()


def test_undated_articles_come_last(news_index):
    for number, moment in enumerate(
        [None, factories.local_time(1601, 1, 1), factories.local_time(2024, 1, 1)]
    ):
        factories.make_article(news_index, published_at=moment, body=[factories.quote(str(number))])
    assert [row.text for row in Quotation.objects.newest_first()] == ["2", "1", "0"]
    assert Quotation.objects.get(text="0").published_at is None


def test_rows_follow_the_page(news_index, home, anna):
    page = factories.make_article(news_index, live=False, body=[factories.quote("One.", speaker=anna)])
    assert rows(page, "text") == []
    page.save_revision().publish()
    (first,) = rows(page, "id")
    page.body = [("quote", {"quote": "Two.", "speaker": anna})]
    page.save_revision()
    assert rows(page, "text") == ["One."]
    page.get_latest_revision().publish()
    assert rows(page, "text") == ["Two."]
    page.refresh_from_db()
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert rows(copy, "text") == ["Two."]
    page.move(home, pos="last-child")
    assert rows(page, "text") == ["Two."]
    base = type(page).objects.get(pk=page.pk).page_ptr if hasattr(page, "page_ptr") else page
    base.unpublish()
    assert rows(page, "text") == []
    copy.delete()
    assert rows() == []
    assert first


def test_ids_stay_over_unpublishing(news_index, anna):
    page = factories.make_article(news_index, body=one_block("One."))
    before = rows(page, "id")
    page.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    assert rows(page, "id") == before


def test_a_save_that_changes_no_words_writes_nothing(news_index, anna, django_assert_num_queries):
    from wagtail_cstonews.quotations.storing import store

    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=anna)])
    with django_assert_num_queries(2):
        assert store([page]) == 0


def test_deleted_people_leave_their_printed_names(news_index, anna):
    page = factories.make_article(
        news_index, body=[factories.quote("One.", speaker=anna, speaker_name="A. Orlova")]
    )
    anna.delete()
    assert rows(page, "person", "speaker_name") == [(None, "A. Orlova")]
    type(page).objects.get(pk=page.pk).save_revision().publish()
    assert rows(page, "person", "speaker_name") == [(None, "A. Orlova")]


def test_merges_are_followed_and_taken_back(news_index, anna):
    other = factories.make_person("Anna Orlowa")
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=other)])
    interview = factories.make_interview(news_index, interviewee=other)
    merge(anna, [other])
    assert rows(page, "person") == [anna.pk]
    assert rows(interview, "person") == [anna.pk]
    (back,), _moved = take_back(PersonMerge.objects.get())
    assert rows(page, "person") == [back.pk]
    assert rows(interview, "person") == [back.pk]


@pytest.mark.parametrize("publish", [True, False])
def test_bulk_writing_has_the_same_rows(news_index, anna, publish):
    made = [
        factories.conf.get_news_page_model()(
            title=f"Page {number}",
            slug=f"page-{number}",
            live=False,
            body=one_block(f"{number}.", anna),
        )
        for number in range(3)
    ]
    bulk_add_children(news_index, made, publish=publish)
    assert rows(None, "text") == (["0.", "1.", "2."] if publish else [])
    for page in made:
        page.body = one_block("New.", anna)
    bulk_update_pages(made)
    assert rows(None, "text") == (["0.", "1.", "2."] if publish else [])
    bulk_update_pages(made, publish=True)
    assert rows(None, "text") == ["New."] * 3
    before = rows(None, "id")
    made[0].refresh_from_db()
    made[0].save()
    assert rows(None, "id") == before


def test_bulk_writing_asks_the_same_for_any_number(news_index, anna):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries(number: int) -> int:
        made = [
            factories.conf.get_news_page_model()(
                title="Page", slug=f"page-{number}-{n}", body=[factories.quote("x", speaker=anna)]
            )
            for n in range(number)
        ]
        with CaptureQueriesContext(connection) as captured:
            bulk_add_children(news_index, made, publish=True)
        return len([one for one in captured if "quotation" in one["sql"].lower()])

    assert queries(2) == queries(20) <= 1
