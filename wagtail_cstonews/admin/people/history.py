"""Log actions for the history of people and pages: merges and splits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from ...people.merging import MERGE_ACTION, MOVED_ACTION, SPLIT_ACTION


class MergeFormatter(LogFormatter):
    label = _("Merge people")

    def format_message(self, entry: Any) -> str:
        names = ", ".join(person["name"] for person in entry.data.get("merged", ()))
        return gettext("Merged with %(names)s") % {"names": names}


class SplitFormatter(LogFormatter):
    label = _("Split a person")

    def format_message(self, entry: Any) -> str:
        moved = len(entry.data.get("moved", ()))
        return ngettext("%(count)d page went to %(name)s", "%(count)d pages went to %(name)s", moved) % {
            "count": moved,
            "name": entry.data.get("name", ""),
        }


class MovedFormatter(LogFormatter):
    label = _("Change a speaker")

    def format_message(self, entry: Any) -> str:
        return gettext("%(was)s became %(now)s in every revision") % {
            "was": entry.data.get("from", ""),
            "now": entry.data.get("to", ""),
        }


def register_log_actions(actions: Any) -> None:
    """Wagtail's hook ``register_log_actions``."""
    actions.register_action(MERGE_ACTION)(MergeFormatter)
    actions.register_action(SPLIT_ACTION)(SplitFormatter)
    actions.register_action(MOVED_ACTION)(MovedFormatter)
