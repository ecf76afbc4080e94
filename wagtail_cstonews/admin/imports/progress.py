"""How far an upload has come: for the screen, and for the script that asks again and again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cstonews.models import ImportChunk, ImportRun, ImportUpload

from .wording import grouped, pace_in_words, share_in_words

State = ImportUpload.State

AGAIN_AT_ONCE, AGAIN_SOON = 50, 2000
"""Milliseconds until the script asks again: where it does the work by asking, and where workers do it."""


@dataclass
class Progress:
    """What is done of the present part of the work."""

    title: str
    sentence: str
    done: int
    total: int
    """0 where it is not known."""
    phase: str
    """The pace is that of one phase."""
    is_waiting: bool = False
    """Whether no worker has begun with it yet."""


def progress_of(upload: ImportUpload) -> Progress:
    """How far it has come. One or two queries for an import."""
    work = upload.work
    total = work.get("total", 0)
    if upload.state == State.READING:
        sentence = ngettext("%(number)s document so far", "%(number)s documents so far", total)
        return Progress(_("Reading the files"), sentence % {"number": grouped(total)}, total, 0, "read")
    if upload.state == State.PLANNING:
        return _planning(work, total)
    if upload.state == State.IMPORTING and upload.run is not None:
        return _importing(upload, upload.run)
    return Progress(str(State(upload.state).label), "", 0, 0, "")


def _planning(work: dict[str, Any], total: int) -> Progress:
    if work.get("planned", 0):
        done = work["planned"]
        return Progress(_("Checking the documents"), share_in_words(done, total), done, total, "plan")
    done = work.get("learnt", 0) or work.get("counted", 0)
    title = _("Looking at what the documents have in common")
    phase = "learn" if work.get("learnt") else "count"
    return Progress(title, share_in_words(done, total), done, total, phase)


def _importing(upload: ImportUpload, run: ImportRun) -> Progress:
    closed = (ImportChunk.State.DONE, ImportChunk.State.FAILED, ImportChunk.State.DROPPED)
    done = run.chunks.filter(state__in=closed).aggregate(done=Sum("documents"))["done"] or 0
    written = run.chunks.filter(state=ImportChunk.State.RUNNING).values_list("written", flat=True)
    done += sum(map(len, written))
    total = upload.work.get("to_import", 0)
    return Progress(_("Importing"), share_in_words(done, total), min(done, total), total, "import")


def counts_of(run: ImportRun) -> dict[str, int]:
    """What became of the run's documents so far."""
    if run.state != ImportRun.State.RUNNING:
        return dict(run.counts)
    counts: dict[str, int] = {}
    for found in run.chunks.filter(state=ImportChunk.State.DONE).values_list("counts", flat=True):
        for state, number in found.items():
            counts[state] = counts.get(state, 0) + number
    return counts


def as_json(upload: ImportUpload, *, seconds: float, since: int, has_workers: bool) -> dict[str, Any]:
    """The progress for the script. ``since`` was done ``seconds`` ago, in the same phase."""
    progress = progress_of(upload)
    pace = ""
    if progress.total:
        pace = pace_in_words(progress.done - since, seconds, progress.total - progress.done)
    return {
        "state": upload.state,
        "phase": progress.phase,
        "title": progress.title,
        "sentence": progress.sentence,
        "pace": pace,
        "done": progress.done,
        "total": progress.total,
        "again": AGAIN_SOON if has_workers else AGAIN_AT_ONCE,
    }
