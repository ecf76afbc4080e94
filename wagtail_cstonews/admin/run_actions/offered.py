"""The buttons of a run's page: what this user can do with this run now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from wagtail_cstonews.admin import rights

from .addresses import AGAIN, UNDO, action_url


def buttons_for(run: Any, user: Any) -> list[Any]:
    """The header's buttons, each leading to a screen that says first what would be done."""
    from wagtail_cstonews.importing.undo.steps import is_undoable

    if run.state in (run.State.RUNNING, run.State.UNDOING):
        return []
    found = []
    if is_undoable(run) and not rights.why_not_undo(user, run):
        url = action_url(UNDO, run)
        found.append(HeaderButton(_("Undo"), url=url, icon_name="rotate", priority=10))
    if run.documents.exists() and not rights.why_not_extract_again(user, run):
        url = action_url(AGAIN, run)
        found.append(HeaderButton(_("Extract again"), url=url, icon_name="resubmit", priority=20))
    return found
