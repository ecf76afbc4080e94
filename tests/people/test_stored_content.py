"""People in stored values, in all the forms in which Wagtail has kept them."""

from __future__ import annotations

import pytest

from wagtail_cstonews.models import Person
from wagtail_cstonews.people.stored_content import change_block

pytestmark = pytest.mark.django_db


def test_stored_forms_of_old():
    from wagtail.blocks import ListBlock, StreamBlock, StructBlock
    from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
    from wagtail.snippets.blocks import SnippetChooserBlock

    class Row(StructBlock):
        person = SnippetChooserBlock(Person)
        people = ListBlock(SnippetChooserBlock(Person))

    class Stream(StreamBlock):
        row = Row()
        table = TypedTableBlock([("person", SnippetChooserBlock(Person))])

    raw = [
        {"type": "row", "id": "a", "value": {"person": "1", "people": [1, {"type": "item", "value": 1}, 2]}},
        {"type": "gone", "id": "b", "value": {"person": 1}},
        {"type": "table", "id": "c", "value": {"columns": [{"type": "person"}], "rows": [{"values": [1]}]}},
        {"type": "row", "id": "d", "value": {"person": None, "people": None, "unknown": 1}},
    ]
    changed = change_block(Stream(), raw, lambda pk: 9 if pk == 1 else pk)
    assert changed[0]["value"] == {"person": 9, "people": [9, {"type": "item", "value": 9}, 2]}
    assert changed[1] == raw[1]
    assert changed[2]["value"]["rows"] == [{"values": [9]}]
    assert changed[3]["value"] == {"person": None, "people": [], "unknown": 1}
