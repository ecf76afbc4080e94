"""What extraction says of a document, in words that an editor knows: labels, confidence, warnings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_cstonews import conf
from wagtail_cstonews.publishing.messages import translated

LABELS: dict[str, Any] = {
    "title": _("Headline"),
    "subtitle": _("Second headline"),
    "kicker": _("Line above the headline"),
    "lead": _("Lead"),
    "paragraph": _("Paragraph"),
    "heading": _("Heading in the text"),
    "quote": _("Quote"),
    "question": _("Question"),
    "answer": _("Answer"),
    "list_item": _("List item"),
    "table": _("Table row"),
    "caption": _("Caption"),
    "byline": _("Author"),
    "date": _("Date"),
    "dateline": _("Place of the report"),
    "signoff": _("Closing line"),
    "teaser": _("Left out: teaser of another article"),
    "chrome": _("Left out: not of the article"),
    "duplicate": _("Left out: repetition"),
    "blank": _("Empty line"),
}
"""What a line is taken for."""

SURE = 0.8
"""From this confidence on, an article needs no more than a glance."""

UNKNOWN = "unknown"

BANDS: dict[str, Any] = {
    "sure": _("Sure"),
    "fair": _("Look at it"),
    "poor": _("Doubtful"),
    UNKNOWN: _("Not known"),
}
"""How sure extraction is, and how that is said."""

_WITHOUT_OPTIONS: dict[str, Any] = {
    "not_an_article": _("It does not look like an article: a list of articles, a home page or the like."),
    "page_type": _("It reads as an interview now, but its page is a news article and stays one."),
    "kept_back": _("Its source keeps it from the public, so it stays a draft."),
}
"""Warnings whose messages name options of the command, in other words."""


_OUTCOMES: tuple[tuple[str, Any], ...] = (
    (
        "It is no article: ",
        _("It looks like a list of articles, a home page or the like, so no page was made of it."),
    ),
    (
        "It is no article any more",
        _("It is a list of articles or the like now. Its page stays as it is; the new text is a proposal."),
    ),
    (
        "Nearly the same article as ",
        _("It is nearly the same as another article, so no page was made of it."),
    ),
    ("Its page was deleted since.", _("Its page was deleted since, and is not made again.")),
    (
        "An earlier import kept it as a draft",
        _("Extraction is not sure of it. Look at it before you publish it."),
    ),
    (
        "Its source keeps it from the public",
        _("Its source keeps it from the public, so it stays a draft."),
    ),
)
"""Messages that name options of the command, by how they begin, in other words."""


def percent(share: float | None) -> str:
    """
    >>> percent(0.934), percent(None)
    ('93%', '')
    """
    return "" if share is None else f"{share:.0%}"


def label_in_words(label: str) -> Any:
    """What a line is taken for.

    >>> str(label_in_words("title")), label_in_words("our_own_label")
    ('Headline', 'our_own_label')
    """
    return LABELS.get(label, label)


def limits() -> dict[str, tuple[float, float]]:
    """The least confidence of each band, and the one beyond it.

    Below the confidence from which on pages are published, an article is doubtful.
    """
    enough = min(conf.get_share("PUBLISH_ABOVE"), SURE)
    return {"sure": (SURE, 2.0), "fair": (enough, SURE), "poor": (-1.0, enough)}


def band_of(confidence: float | None) -> str:
    """The band that a confidence is in.

    >>> band_of(0.93), band_of(None)
    ('sure', 'unknown')
    """
    if confidence is None:
        return UNKNOWN
    return next(band for band, (least, _beyond) in limits().items() if confidence >= least)


def confidence_in_words(confidence: float | None) -> Any:
    """How sure extraction is of an article.

    >>> str(confidence_in_words(0.93)), str(confidence_in_words(None))
    ('Sure', 'Not known')
    """
    return BANDS[band_of(confidence)]


def warning_in_words(code: str, message: str) -> str:
    """What a warning says, in the editor's language."""
    words = _WITHOUT_OPTIONS.get(code)
    return translated(message) if words is None else str(words)


def outcome_in_words(message: str) -> str:
    """What became of a document, in the editor's language."""
    words = next((words for start, words in _OUTCOMES if message.startswith(start)), None)
    return translated(message) if words is None else str(words)
