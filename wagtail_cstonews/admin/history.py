"""Log actions for the history of runs, pages and site profiles, in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from wagtail_cstonews.importing import audit
from wagtail_cstonews.models import ImportRun

from .words import label_in_words


class ImportFormatter(LogFormatter):
    """Of a run: how it ended. Of a page: which run made or changed it."""

    label = _("Import")

    def format_message(self, entry: Any) -> str:
        if "run" in entry.data:
            return gettext("Imported (import %(run)s)") % {"run": entry.data["run"]}
        state = dict(ImportRun.State.choices).get(entry.data.get("state"), "")
        count = sum(number for name, number in entry.data.get("counts", {}).items() if name != "ignored")
        documents = ngettext("%(count)d document", "%(count)d documents", count) % {"count": count}
        return gettext("Import ended: %(state)s, %(documents)s") % {"state": state, "documents": documents}


class UndoBegunFormatter(LogFormatter):
    label = _("Begin to undo an import")

    def format_message(self, entry: Any) -> str:
        count = entry.data.get("documents", 0)
        return ngettext("Began to undo %(count)d document", "Began to undo %(count)d documents", count) % {
            "count": count
        }


class UndoFormatter(LogFormatter):
    label = _("Undo an import")

    def format_message(self, entry: Any) -> str:
        counts = entry.data.get("counts", {})
        return gettext("Undone: %(removed)d deleted, %(restored)d as before, %(kept)d kept") % {
            name: counts.get(name, 0) for name in ("removed", "restored", "kept")
        }


class AgainFormatter(LogFormatter):
    label = _("Extract the documents of an import again")

    def format_message(self, entry: Any) -> str:
        return gettext("Extracted again (import %(run)s)") % {"run": entry.data.get("run", "")}


class CorrectionFormatter(LogFormatter):
    """Of a site profile: what an editor said of a line."""

    label = _("Correct a line of a site")

    def format_message(self, entry: Any) -> str:
        return gettext("“%(text)s” in all documents: %(label)s") % {
            "text": entry.data.get("text", ""),
            "label": label_in_words(entry.data.get("label", "")),
        }


class TakenBackFormatter(LogFormatter):
    label = _("Take back a correction of a site")

    def format_message(self, entry: Any) -> str:
        return gettext("“%(text)s” is left to the import again") % {"text": entry.data.get("text", "")}


def register_log_actions(actions: Any) -> None:
    """Wagtail's hook ``register_log_actions``."""
    actions.register_action(audit.IMPORTED)(ImportFormatter)
    actions.register_action(audit.UNDO_BEGUN)(UndoBegunFormatter)
    actions.register_action(audit.UNDONE)(UndoFormatter)
    actions.register_action(audit.EXTRACTED_AGAIN)(AgainFormatter)
    actions.register_action(audit.CORRECTED)(CorrectionFormatter)
    actions.register_action(audit.CORRECTION_TAKEN_BACK)(TakenBackFormatter)
    actions.register_action(audit.STOPPED, _("Stop an import"), _("Asked to stop"))
    actions.register_action(
        audit.FORGOTTEN, _("Forget a site profile"), _("Forgot what was learnt of the site")
    )
    actions.register_action(
        audit.ACCEPTED_PROPOSAL, _("Accept an import proposal"), _("Accepted a proposal of an import")
    )
    actions.register_action(
        audit.DISMISSED_PROPOSAL, _("Dismiss an import proposal"), _("Dismissed a proposal of an import")
    )
