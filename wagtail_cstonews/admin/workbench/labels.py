"""What the labels of lines are called on screen, the keys that set them, and confidence in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from wagtail_cstonews import conf

SURE = 0.8
"""From this confidence on, an article needs no more than a glance."""


class Label(NamedTuple):
    """A label as an editor knows it."""

    name: str
    """The label's name in extraction."""
    words: Any
    key: str
    """The key that sets it while a line has the focus, by its place on an English keyboard, if any."""
    group: str
    """Labels of a group look alike: ``head``, ``meta``, ``lead``, ``text``, ``quote``, ``talk``, ``out``."""


LABELS = {
    label.name: label
    for label in (
        Label("title", _("Headline"), "h", "head"),
        Label("subtitle", _("Second headline"), "u", "head"),
        Label("kicker", _("Line above the headline"), "k", "head"),
        Label("lead", _("Lead"), "l", "lead"),
        Label("paragraph", _("Paragraph"), "p", "text"),
        Label("heading", _("Heading in the text"), "e", "head"),
        Label("quote", _("Quote"), "c", "quote"),
        Label("question", _("Question"), "q", "talk"),
        Label("answer", _("Answer"), "a", "talk"),
        Label("list_item", _("List item"), "i", "text"),
        Label("table", _("Table row"), "", "text"),
        Label("caption", _("Caption"), "", "meta"),
        Label("byline", _("Author"), "b", "meta"),
        Label("date", _("Date"), "d", "meta"),
        Label("dateline", _("Place of the report"), "", "meta"),
        Label("signoff", _("Closing line"), "", "meta"),
        Label("teaser", _("Left out: teaser of another article"), "t", "out"),
        Label("chrome", _("Left out: not of the article"), "x", "out"),
        Label("duplicate", _("Left out: repetition"), "r", "out"),
        Label("blank", _("Empty line"), "", "blank"),
    )
}

FIELDS = {"title": "title", "subtitle": "subtitle", "lead": "lead"}
"""The labels of lines that become a field of the page, not a block."""


def words_of(label: str) -> Any:
    return LABELS[label].words if label in LABELS else label


def group_of(label: str) -> str:
    return LABELS[label].group if label in LABELS else "text"


def choices() -> list[Label]:
    """The labels that an editor can give."""
    return [label for label in LABELS.values() if label.name != "blank"]


def confidence_words(confidence: float) -> Any:
    """Confidence as an editor would say it."""
    if confidence >= SURE:
        return _("sure")
    return _("look at it") if confidence >= conf.get_share("PUBLISH_ABOVE") else _("doubtful")


def confidence_status(confidence: float) -> str:
    """How it is coloured: ``good``, ``fair`` or ``poor``."""
    if confidence >= SURE:
        return "good"
    return "fair" if confidence >= conf.get_share("PUBLISH_ABOVE") else "poor"
