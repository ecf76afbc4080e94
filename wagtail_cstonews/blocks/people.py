"""The chooser of a person, which looks at people who are at hand before it asks the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from wagtail.snippets.blocks import SnippetChooserBlock

_at_hand: ContextVar[Mapping[int, Any] | None] = ContextVar("people_at_hand", default=None)


class PersonChooserBlock(SnippetChooserBlock):
    """A chooser of people. The choosers of a stream's blocks otherwise take a query for each of their
    fields.
    """

    def bulk_to_python(self, values: Any) -> list[Any]:
        people = _at_hand.get()
        if people is None:
            return super().bulk_to_python(values)
        return [people.get(value) for value in values]


@contextmanager
def at_hand(people: Mapping[int, Any]) -> Iterator[None]:
    """Within this context, streams read ``people``, by primary key, and nobody else."""
    token = _at_hand.set(people)
    try:
        yield
    finally:
        _at_hand.reset(token)


def chosen_people(raw: Any) -> Iterator[tuple[str, int]]:
    """The people whom stored blocks name, each with the field that names them, in order.

    >>> list(chosen_people([{"type": "quote", "value": {"quote": "Yes.", "speaker": 7}}]))
    [('speaker', 7)]
    """
    for child in raw or ():
        value = child.get("value")
        if not isinstance(value, dict):
            continue
        for field in ("questioner", "answerer", "speaker", "person"):
            if isinstance(value.get(field), int):
                yield field, value[field]
        yield from chosen_people(value.get("answer"))


DECONSTRUCT_ALIASES = {PersonChooserBlock: "wagtail.snippets.blocks.SnippetChooserBlock"}
"""Migrations need not tell them apart."""
