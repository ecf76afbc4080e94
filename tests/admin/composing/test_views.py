"""The commands of the page editor: who may use them, and what they make of a text."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from tests import factories
from tests.admin.helpers import client_of, editor
from tests.timing import ProcessorTime
from wagtail_cstonews import conf
from wagtail_cstonews.models import Person
from wagtail_cstonews.models.pages.panels import QUESTIONS, QUOTES

pytestmark = pytest.mark.django_db

INTERVIEW = """Radio Manas talked with Aigul Sadykova, the deputy secretary general, about the exercise.

Radio Manas: When will the exercise take place?

Aigul Sadykova: Nothing is decided yet. We will know more in the autumn.

Radio Manas: Who is going to pay for it?

Sadykova: The member states will.
"""

BARE = "Q: Who won?\nA: We did.\nQ: How?\nA: By luck."

REPORT = (
    '<p>They met. "We have agreed on a joint exercise next spring," said Anna Orlova, the minister.</p>',
    '<p>"Nobody will be left behind, whatever the weather is," Orlova said.</p>',
    "<p>The weather was good.</p>",
)


def draft_of(html: str) -> str:
    """A paragraph as the rich text editor holds it."""
    block = conf.get_news_page_model()._meta.get_field("body").stream_block.child_blocks["paragraph"]
    return block.get_form_state(block.to_python(html))


def sent(model=conf.get_interview_page_model, **data):
    return {"page_type": model()._meta.label_lower, **data}


def ask(client, name=QUESTIONS, status=200, **data):
    response = client.post(reverse(name), sent(**data))
    assert response.status_code == status, response.content
    return response.json()


def find_quotes(client, *paragraphs, model=conf.get_news_page_model, **data):
    rows = json.dumps([[f"body-{number}", draft_of(html)] for number, html in enumerate(paragraphs)])
    return ask(client, QUOTES, model=model, paragraphs=rows, **data)


def text_of(answer):
    return " ".join(BeautifulSoup(answer["html"], "html.parser").get_text(" ").split())


# ------------------------------------------------------------------ rights


@pytest.mark.parametrize("name", [QUESTIONS, QUOTES])
def test_only_who_may_write_pages_may_ask(client, news_index, name):
    address = reverse(name)
    assert client.post(address, sent(text=BARE)).status_code == 302
    nobody, reader = editor(), editor("view_person")
    for one in (nobody, reader):
        response = one.post(address, sent(text=BARE), headers={"X-Requested-With": "XMLHttpRequest"})
        assert response.status_code == 403
        assert b"Who won" not in response.content
    assert client_of(news_index).post(address, sent(text=BARE)).status_code == 200


@pytest.mark.parametrize("name", [QUESTIONS, QUOTES])
def test_nothing_is_asked_by_an_address(admin_client, name):
    assert admin_client.get(reverse(name)).status_code == 405


# ------------------------------------------------------------------ questions and answers


def test_a_pasted_interview_becomes_exchanges(admin_client):
    anna = factories.make_person("Aigul Sadykova")
    answer = ask(admin_client, text=INTERVIEW)
    kinds = [block["type"] for block in answer["blocks"]]
    assert kinds == ["paragraph", "exchange", "exchange"]
    values = [block["value"] for block in answer["blocks"][1:]]
    assert [value["question"] for value in values] == [
        "When will the exercise take place?",
        "Who is going to pay for it?",
    ]
    # The page says for all of them who asks and answers.
    sides = ("answerer", "answerer_name", "answerer_role", "questioner", "questioner_name", "questioner_role")
    assert not any(value[side] for value in values for side in sides)
    assert answer["sides"]["interviewee"]["interviewee"]["id"] == anna.pk
    assert answer["sides"]["interviewee"]["interviewee_role"] == "deputy secretary general"
    assert answer["sides"]["interviewer"]["interviewer"] is None
    assert answer["sides"]["interviewer"]["interviewer_name"] == "Radio Manas"
    assert "2 questions with their answers" in text_of(answer)
    assert Person.objects.count() == 1


def test_an_article_that_is_no_interview_names_who_speaks_in_each_block(admin_client):
    answer = ask(admin_client, model=conf.get_news_page_model, text=INTERVIEW)
    assert answer["sides"] == {}
    value = answer["blocks"][1]["value"]
    assert (value["answerer_name"], value["questioner_name"]) == ("Aigul Sadykova", "Radio Manas")


def test_an_exchange_names_who_is_not_the_pages(admin_client):
    other = factories.make_person("Boris Petrov")
    answer = ask(admin_client, text=INTERVIEW, interviewee=other.pk, interviewer_name="Radio Manas")
    assert answer["sides"] == {}
    value = answer["blocks"][1]["value"]
    assert (value["answerer_name"], value["questioner_name"]) == ("Aigul Sadykova", None)


def test_a_surname_means_the_pages_interviewee(admin_client):
    text = "Q: Who won?\nSadykova: We did.\nQ: How?\nSadykova: By luck."
    answer = ask(admin_client, text=text, interviewee_name="Aigul Sadykova")
    assert {block["value"]["answerer_name"] for block in answer["blocks"]} == {None}


def test_two_dashes_are_enough(admin_client):
    text = "– Когда пройдут учения?\n– Осенью узнаем больше.\n– Кто заплатит?\n– Государства."
    assert [block["type"] for block in ask(admin_client, text=text)["blocks"]] == ["exchange", "exchange"]


def test_whom_only_an_answer_names_does_not_give_the_interview(admin_client):
    text = f'{BARE}\nQ: And then?\nA: "The threat is real," Taalatbek Masadykov said, "and it is growing."'
    assert ask(admin_client, text=text)["sides"] == {}


def test_a_text_without_questions_can_be_added_as_paragraphs(admin_client):
    answer = ask(admin_client, text="The council met.\n\nThe weather was good.")
    assert [block["type"] for block in answer["blocks"]] == ["paragraph", "paragraph"]
    assert "No questions and answers were found" in text_of(answer)


def test_namesakes_are_left_to_the_editor(admin_client):
    factories.make_person("Aigul Sadykova")
    factories.make_person("Aigul Sadykova", slug="another")
    answer = ask(admin_client, model=conf.get_news_page_model, text=INTERVIEW)
    assert answer["blocks"][1]["value"]["answerer"] is None
    assert "several of this name" in text_of(answer)


def test_the_same_text_twice_has_other_ids(admin_client):
    one, other = (ask(admin_client, text=BARE)["blocks"] for _ in range(2))
    assert {block["id"] for block in one}.isdisjoint(block["id"] for block in other)


def test_a_note_says_in_which_block_its_words_stand(admin_client):
    text = "The weather was good.\n\n" + BeautifulSoup(REPORT[0], "html.parser").get_text()
    answer = ask(admin_client, text=text)
    assert [note["value"]["quote"] for note in answer["notes"]] == [
        "We have agreed on a joint exercise next spring."
    ]
    assert answer["places"] == [1]


def test_what_is_shown_is_escaped(admin_client):
    attack = "<script>alert(1)</script>"
    answer = ask(admin_client, text=f"Q: {attack}?\nA: {attack}.\nQ: Why?\nA: {attack}", title=attack)
    assert "<script" not in answer["html"]


# ------------------------------------------------------------------ quotes


def test_quotes_are_found_in_paragraphs(admin_client):
    anna = factories.make_person("Anna Orlova")
    answer = find_quotes(admin_client, *REPORT)
    assert answer["places"] == ["body-0", "body-1"]
    inside, whole = (block["value"] for block in answer["blocks"])
    assert inside["quote"] == "We have agreed on a joint exercise next spring."
    assert whole["quote"] == "Nobody will be left behind, whatever the weather is."
    assert {inside["speaker"]["id"], whole["speaker"]["id"]} == {anna.pk}
    assert [note["value"]["quote"] for note in answer["notes"]] == [inside["quote"], whole["quote"]]
    first, second = BeautifulSoup(answer["html"], "html.parser").select("select")
    # Only a paragraph that is nothing else can become the block.
    assert [option["value"] for option in first.select("option")] == ["note", "below", ""]
    assert [option["value"] for option in second.select("option")] == ["replace", "note", "below", ""]


def test_a_quote_that_the_page_has_is_not_found_again(admin_client):
    known = json.dumps(["We have agreed on a joint exercise next spring"])
    assert find_quotes(admin_client, *REPORT, known=known)["places"] == ["body-1"]


def test_a_paragraph_with_a_link_stays(admin_client):
    name = '<a href="https://example.org/">Anna Orlova</a>'
    html = f'<p>"Nobody will be left behind, whatever comes," {name} said.</p>'
    answer = find_quotes(admin_client, html)
    select = BeautifulSoup(answer["html"], "html.parser").select_one("select")
    assert "replace" not in [option["value"] for option in select.select("option")]


def test_quotes_are_found_in_a_pasted_text(admin_client):
    text = "\n\n".join(BeautifulSoup(html, "html.parser").get_text() for html in REPORT)
    answer = ask(admin_client, QUOTES, text=text, paragraphs="[]")
    assert answer["places"] == ["", ""]
    assert 'value="end"' in answer["html"]


def test_nothing_new_is_said(admin_client):
    assert "No new quotes" in text_of(find_quotes(admin_client, "<p>The weather was good.</p>"))


# ------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": ""}, "Paste a text"),
        ({"text": " \n\0 "}, "Paste a text"),
        ({"text": "a" * 100_001}, "longer than 100000"),
        ({"text": BARE, "page_type": "auth.user"}, "not an article"),
        ({"text": BARE, "page_type": "x" * 300}, "255"),
        ({"text": BARE, "page_type": "no.such"}, "not an article"),
        ({"text": BARE, "page_type": "nonsense"}, "not an article"),
        ({"text": BARE, "page_type": ""}, "required"),
    ],
)
def test_what_cannot_be_read_is_said(admin_client, data, said):
    assert said in ask(admin_client, status=400, **data)["problem"]


@pytest.mark.parametrize("value", ["x", "9" * 30, "\0", "-1", "987654"])
def test_nobody_is_the_pages_interviewee(admin_client, value):
    assert ask(admin_client, text=BARE, interviewee=value, interviewer=value)["sides"] == {}


@pytest.mark.parametrize("paragraphs", ["{", "1", '{"a": 1}', "[" * 100_000])
def test_paragraphs_that_are_none(admin_client, paragraphs):
    answer = ask(admin_client, QUOTES, 400, paragraphs=paragraphs)
    assert "Reload the page" in answer["problem"]


@pytest.mark.parametrize(
    "rows", [[["a", "b"]], [[]], [1], [["a", '{"blocks": 1}']], [["a", "[]"]], [["a", '{"blocks": [{}]}']]]
)
def test_paragraphs_that_hold_nothing(admin_client, rows):
    assert ask(admin_client, QUOTES, paragraphs=json.dumps(rows))["places"] == []


def test_too_many_paragraphs(admin_client):
    rows = json.dumps([["a", "b"]] * 1001)
    assert "too long" in ask(admin_client, QUOTES, 400, paragraphs=rows)["problem"]


# ------------------------------------------------------------------ cost


def test_a_long_interview_is_read_at_once(admin_client, django_assert_max_num_queries):
    factories.make_person("Aigul Sadykova")
    ContentType.objects.get_for_model(Person)
    ask(admin_client, text=INTERVIEW)
    text = "\n".join(
        f"Radio Manas: What happens in {n}?\nAigul Sadykova: We know more later." for n in range(1300)
    )
    with django_assert_max_num_queries(20), ProcessorTime() as clock:
        answer = ask(admin_client, text=text[:99_000])
    assert len(answer["blocks"]) > 1000
    assert clock.seconds < 2
