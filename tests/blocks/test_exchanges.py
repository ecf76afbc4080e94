"""Questions with their answers."""

from __future__ import annotations

import json

import pytest

from tests import factories
from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


def test_exchange_renders_question_and_answer():
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    html = soup(
        blocks.ExchangeBlock(),
        {
            "question": "Why <b>now</b>?",
            "questioner": oleg,
            "answer": [("paragraph", "<p>Because.</p>"), factories.quote("Never say never", speaker=oleg)],
            "answerer_name": "Anna",
            "answerer": anna,
        },
    )
    group = html.select_one("[role=group]")
    assert group["aria-label"] == "Question and answer"
    question, answer = (
        group.select_one(".cstonews-exchange__question"),
        group.select_one(".cstonews-exchange__answer"),
    )
    assert "Why <b>now</b>?" in question.get_text()
    assert "Oleg Petrov" in question.get_text()
    assert question.select("a") == []
    assert answer.select_one("a.cstonews-speaker")["href"] == "/people/anna-orlova/"
    assert "Because." in answer.get_text()
    assert answer.select_one("figure.cstonews-quote blockquote").get_text(strip=True) == "Never say never"


def test_exchange_without_names_still_says_which_is_which():
    html = soup(blocks.ExchangeBlock(), factories.exchange("Why?", "<p>Because.</p>")[1])
    assert [label.get_text(strip=True) for label in html.select(".cstonews-hidden")] == ["Question", "Answer"]


def test_exchange_over_the_api():
    person = factories.make_person("Anna Orlova")
    block = blocks.ExchangeBlock()
    value = block.normalize(
        {
            "question": "Why?",
            "questioner_name": "Radio",
            "answer": [("paragraph", "<p>Because.</p>"), factories.quote("Words", speaker=person)],
            "answerer": person,
            "answerer_role": "Minister",
        }
    )
    found = block.get_api_representation(value, context={})
    assert found["question"] == {
        "text": "Why?",
        "speaker": {"id": None, "name": "Radio", "role": None, "url": None},
        "links": [],
    }
    assert found["answer"]["speaker"]["id"] == person.pk
    assert found["answer"]["speaker"]["role"] == "Minister"
    assert [child["type"] for child in found["answer"]["body"]] == ["paragraph", "quote"]
    assert found["answer"]["body"][1]["value"]["speaker"]["name"] == "Anna Orlova"
    json.dumps(found)


def test_who_asks_and_answers_is_folded():
    layout = blocks.ExchangeBlock().meta.form_layout
    assert [child for child in layout.children if isinstance(child, str)] == [
        *("question", "answer", "question_links"),
    ]
    assert list(blocks.ExchangeBlock().child_blocks) == list(blocks.ExchangeBlock.base_blocks)
