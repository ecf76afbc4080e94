"""What the plan says, in words that an editor knows."""

from __future__ import annotations

from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from wagtail_cstonews.admin.workbench.labels import confidence_words

TABS: tuple[tuple[str, Any, dict[str, Any]], ...] = (
    ("all", gettext_lazy("All"), {}),
    ("new", gettext_lazy("New"), {"state": "new"}),
    ("changed", gettext_lazy("Changed"), {"state__in": ["changed", "published"]}),
    ("edited", gettext_lazy("Edited by hand"), {"state": "edited"}),
    ("duplicate", gettext_lazy("Duplicate"), {"state": "duplicate", "is_near": False}),
    ("near", gettext_lazy("Nearly the same"), {"state": "duplicate", "is_near": True}),
    ("not_an_article", gettext_lazy("Not an article"), {"state": "not_an_article"}),
    ("unchanged", gettext_lazy("Unchanged"), {"state": "unchanged"}),
    ("failed", gettext_lazy("Failed"), {"state": "failed"}),
    ("skipped", gettext_lazy("Left out"), {"state": "skipped"}),
)
"""The filters of the plan: name, label, and the documents that each shows."""


def tab_of(state: str, is_near: bool) -> str:
    """The filter that shows such a document.

    >>> tab_of("published", False), tab_of("duplicate", True)
    ('changed', 'near')
    """
    if state == "duplicate":
        return "near" if is_near else "duplicate"
    return "changed" if state == "published" else state


def confidence_in_words(confidence: float | None) -> str:
    """How sure extraction is of an article: the words of every screen."""
    return "" if confidence is None else capfirst(confidence_words(confidence))


def grouped(number: int) -> str:
    """A number as the reader's language writes it."""
    return str(number_format(number, force_grouping=True))


def share_in_words(done: int, total: int) -> str:
    """How much of a whole is done."""
    return _("%(done)s of %(total)s") % {"done": grouped(done), "total": grouped(total)}


def pace_in_words(count: int, seconds: float, left: int) -> str:
    """How fast it goes, and how long it may still take; empty where nothing can be said yet."""
    if count <= 0 or seconds < 1:
        return ""
    each_minute = max(1, round(count / seconds * 60))
    pace = ngettext("%(number)s document a minute", "%(number)s documents a minute", each_minute) % {
        "number": grouped(each_minute)
    }
    minutes = round(left * seconds / count / 60)
    if minutes < 1:
        rest = _("less than a minute left")
    elif minutes < 100:
        rest = ngettext("about a minute left", "about %(number)d minutes left", minutes) % {"number": minutes}
    else:
        hours = round(minutes / 60)
        rest = ngettext("about an hour left", "about %(number)d hours left", hours) % {"number": hours}
    return _("%(pace)s, %(rest)s") % {"pace": pace, "rest": rest}


COUNTED: dict[str, Any] = {
    "new": gettext_lazy("New pages"),
    "changed": gettext_lazy("Changed pages"),
    "published": gettext_lazy("Drafts published"),
    "edited": gettext_lazy("Edited by hand: changes wait as proposals"),
    "duplicate": gettext_lazy("Duplicates"),
    "not_an_article": gettext_lazy("Not articles"),
    "unchanged": gettext_lazy("Unchanged"),
    "skipped": gettext_lazy("Left out"),
    "failed": gettext_lazy("Failed"),
}
"""What became of documents, as the end of an import counts them."""
