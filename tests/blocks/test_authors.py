"""Authors as printed."""

from __future__ import annotations

import pytest

from tests import factories
from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


def test_author():
    person = factories.make_person()
    block = blocks.AuthorBlock()
    assert block.get_api_representation(block.normalize({"name": "A", "person": person})) == {
        "name": "A",
        "id": person.pk,
    }
    assert soup(block, {"name": "<b>"}).get_text(strip=True) == "<b>"
