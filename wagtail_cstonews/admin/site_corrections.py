"""Log actions for the history of site profiles: what editors said of a line on all documents of a site."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from ..models.profiles import CORRECT_ACTION, UNCORRECT_ACTION


class CorrectFormatter(LogFormatter):
    label = _("Correct a line of a site")

    def format_message(self, entry: Any) -> str:
        return gettext("“%(text)s” is “%(label)s” in all documents") % {
            "text": entry.data.get("text", ""),
            "label": entry.data.get("label", ""),
        }


class UncorrectFormatter(LogFormatter):
    label = _("Take back a correction of a site")

    def format_message(self, entry: Any) -> str:
        return gettext("“%(text)s” is left to the import again") % {"text": entry.data.get("text", "")}


def register_site_corrections(actions: Any) -> None:
    """Wagtail's hook ``register_log_actions``."""
    actions.register_action(CORRECT_ACTION)(CorrectFormatter)
    actions.register_action(UNCORRECT_ACTION)(UncorrectFormatter)
