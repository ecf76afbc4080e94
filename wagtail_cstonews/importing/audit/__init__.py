"""Entries in Wagtail's log: what an import did to pages carries its run's uuid, and the run has a history.

Wagtail groups what one action did by the uuid of its entries. Whatever is logged inside :func:`logged_as`
(pages, images, files) gets the run's, so that it can be found together.
"""

from __future__ import annotations

from typing import Any

from wagtail.log_actions import LogContext, get_active_log_context, log

from ...extraction.site.profile import KEPT_TEXT
from ...models import ImportRun, SiteProfile

IMPORTED = "wagtail_cstonews.import"
STOPPED = "wagtail_cstonews.stop"
UNDO_BEGUN = "wagtail_cstonews.undo_begun"
UNDONE = "wagtail_cstonews.undo"
EXTRACTED_AGAIN = "wagtail_cstonews.extract_again"
"""Of runs."""

CORRECTED = "wagtail_cstonews.correct_site"
CORRECTION_TAKEN_BACK = "wagtail_cstonews.uncorrect_site"
FORGOTTEN = "wagtail_cstonews.forget"
"""Of site profiles: what an editor said of a line, and took back."""

ACCEPTED_PROPOSAL = "wagtail_cstonews.accept_proposal"
DISMISSED_PROPOSAL = "wagtail_cstonews.dismiss_proposal"
"""Of pages."""


def logged_as(run: ImportRun | None, user: Any = None) -> LogContext:
    """A context in which every log entry carries the run's uuid; without a run the one that is active."""
    context = LogContext(user=user or get_active_log_context().user)
    context.uuid = run.uuid if run is not None else get_active_log_context().uuid
    return context


def log_run(run: ImportRun, action: str, user: Any = None, /, **data: Any) -> None:
    """Add an entry to the history of a run."""
    log(instance=run, action=action, user=user or get_active_log_context().user, uuid=run.uuid, data=data)


def log_end(run: ImportRun) -> None:
    """Add the end of an import to the run's history."""
    log_run(run, IMPORTED, run.user, state=str(run.state), counts=dict(run.counts))


def log_correction(profile: SiteProfile, text: str, label: str, user: Any) -> None:
    """Add to a site profile's history what an editor said of a line; without a label, it was taken back."""
    text = text[:KEPT_TEXT]
    if label:
        log_decision(profile, CORRECTED, user, text=text, label=label)
    else:
        log_decision(profile, CORRECTION_TAKEN_BACK, user, text=text)


def log_decision(instance: Any, action: str, user: Any, run: ImportRun | None = None, **data: Any) -> None:
    """Add a person's decision on what was imported to the history of a page or a site profile.

    It has the uuid of the request. With the run's, histories would show only the last decision on the run.
    """
    if run is not None:
        data["run"] = run.pk
    log(instance=instance, action=action, user=user or get_active_log_context().user, data=data)
