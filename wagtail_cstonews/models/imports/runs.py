"""Runs of imports, with their chunks and findings."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.compat import base_page_model_name


class ImportRun(models.Model):
    """One import: who started it, into which section, and how it went."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")
        INTERRUPTED = "interrupted", _("Interrupted")
        UNDOING = "undoing", _("Being undone")
        UNDONE = "undone", _("Undone")
        PARTLY_UNDONE = "partly_undone", _("Partly undone")

    # The usage view of pages must not list the records of their import.
    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(
        default=uuid.uuid4, editable=False, help_text=_("Of its entries in the history of pages.")
    )
    started_at = models.DateTimeField(_("started"), default=timezone.now, db_index=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    command = models.TextField(_("command"), blank=True, help_text=_("What the import was asked to do."))
    section = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    options = models.JSONField(_("options"), default=dict, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=State.choices, default=State.RUNNING, db_index=True
    )
    message = models.TextField(_("message"), blank=True, help_text=_("Why it ended, and what to do."))
    owner = models.CharField(
        max_length=255, blank=True, editable=False, help_text=_("The host and process that it runs in.")
    )
    heartbeat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    counts = models.JSONField(
        _("counts"), default=dict, blank=True, help_text=_("Documents by what became of them.")
    )
    report = models.JSONField(
        default=dict, blank=True, editable=False, help_text=_("What it found, as its report shows it.")
    )
    undo = models.JSONField(
        default=dict, blank=True, editable=False, help_text=_("How far it is undone, and what was kept.")
    )
    is_to_stop = models.BooleanField(
        default=False, editable=False, help_text=_("Whether somebody asked its process to stop.")
    )
    version = models.CharField(_("version"), max_length=50, blank=True, help_text=_("Of wagtail-cstonews."))
    chunk_count = models.PositiveIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("How many chunks were handed to a task queue, once that is known; empty for other runs."),
    )

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        permissions = [("import_news", _("Can import news"))]
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        started = (
            timezone.localtime(self.started_at) if timezone.is_aware(self.started_at) else self.started_at
        )
        return str(_("Import of %(started)s")) % {"started": f"{started:%Y-%m-%d %H:%M}"}


class ImportChunk(models.Model):
    """A chunk: some documents of a run that were enqueued, and the worker that owns them."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        DROPPED = "dropped", _("Dropped")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="chunks")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING, db_index=True)
    documents = models.PositiveIntegerField()
    content = models.BinaryField(help_text=_("The documents, packed; empty once they are worked through."))
    written = models.JSONField(
        default=dict,
        help_text=_("What became of documents, by place: noted in the transaction that writes them."),
    )
    counts = models.JSONField(default=dict, help_text=_("Documents by what became of them, in the end."))
    owner = models.CharField(max_length=255, blank=True, help_text=_("The host and process at work on it."))
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    suspects = models.JSONField(
        default=list,
        help_text=_("Places of the documents over which workers died; the last may only be worked on."),
    )
    message = models.TextField(blank=True)

    class Meta:
        verbose_name = _("chunk of an import")
        verbose_name_plural = _("chunks of imports")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="cstonews_chunk_number")]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.number}"


class ImportFindings(models.Model):
    """The findings of one transaction of a run, until they are added to the run's report.

    They are committed together with the pages. So the report is complete even if the run was killed, or
    several workers share it.
    """

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="findings")
    found = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("findings of an import")
        verbose_name_plural = _("findings of imports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.pk}"
