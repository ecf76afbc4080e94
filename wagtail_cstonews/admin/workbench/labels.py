"""The labels that an editor gives to lines, and the keys that set them."""

from __future__ import annotations

from typing import Any, NamedTuple

from ..words import label_in_words


class Label(NamedTuple):
    """A label as an editor knows it."""

    name: str
    """The label's name in extraction."""
    key: str
    """The key that sets it while a line has the focus, by its place on an English keyboard, if any."""
    group: str
    """Labels of a group look alike: ``head``, ``meta``, ``lead``, ``text``, ``quote``, ``talk``, ``out``."""

    @property
    def words(self) -> Any:
        return label_in_words(self.name)


LABELS = {
    label.name: label
    for label in (
        Label("title", "h", "head"),
        Label("subtitle", "u", "head"),
        Label("kicker", "k", "head"),
        Label("lead", "l", "lead"),
        Label("paragraph", "p", "text"),
        Label("heading", "e", "head"),
        Label("quote", "c", "quote"),
        Label("question", "q", "talk"),
        Label("answer", "a", "talk"),
        Label("list_item", "i", "text"),
        Label("table", "", "text"),
        Label("caption", "", "meta"),
        Label("byline", "b", "meta"),
        Label("date", "d", "meta"),
        Label("dateline", "", "meta"),
        Label("signoff", "", "meta"),
        Label("teaser", "t", "out"),
        Label("chrome", "x", "out"),
        Label("duplicate", "r", "out"),
        Label("blank", "", "blank"),
    )
}

FIELDS = {"title": "title", "subtitle": "subtitle", "lead": "lead"}
"""The labels of lines that become a field of the page, not a block."""


def group_of(label: str) -> str:
    return LABELS[label].group if label in LABELS else "text"


def choices() -> list[Label]:
    """The labels that an editor can give."""
    return [label for label in LABELS.values() if label.name != "blank"]
