"""The body as a whole."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tests import factories
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


def test_speakers_are_loaded_at_once(django_assert_max_num_queries):
    people = [factories.make_person() for _number in range(6)]
    stored = [
        *(
            {"type": "quote", "value": {"quote": "x", "speaker": person.pk}, "id": f"q{person.pk}"}
            for person in people
        ),
        *(
            {
                "type": "exchange",
                "id": f"e{person.pk}",
                "value": {
                    "question": "?",
                    "answerer": person.pk,
                    "answer": [
                        {
                            "type": "quote",
                            "value": {"quote": "y", "speaker": person.pk},
                            "id": f"a{person.pk}",
                        }
                    ],
                },
            }
            for person in people
        ),
    ]
    block = blocks.BodyBlock()
    # One for the speakers of quotes, one for those who answer, one for the quotes inside the answers.
    with django_assert_max_num_queries(3):
        found = block.get_api_representation(block.to_python(stored))
    assert {child["value"]["speaker"]["id"] for child in found[:6]} == {person.pk for person in people}
    with django_assert_max_num_queries(3):
        block.render(block.to_python(stored), context={"request": RequestFactory().get("/")})
