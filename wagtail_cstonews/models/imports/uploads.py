"""Uploads: documents that an editor gives to the import in the browser, and the plan of what becomes of them.

Nothing of an upload is on the site before the editor confirms it. Its rows are deleted once it is imported,
discarded or forgotten.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.compat import base_page_model_name

from .documents import ImportedDocument
from .runs import ImportRun


class ImportUpload(models.Model):
    """One upload: whose it is, into which section, and how far it has come."""

    class State(models.TextChoices):
        RECEIVING = "receiving", _("Receiving")
        READING = "reading", _("Reading")
        PLANNING = "planning", _("Checking")
        PLANNED = "planned", _("Waiting for you")
        IMPORTING = "importing", _("Importing")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), on_delete=models.CASCADE, related_name="+"
    )
    section = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    state = models.CharField(_("state"), max_length=20, choices=State.choices, default=State.RECEIVING)
    options = models.JSONField(_("options"), default=dict, blank=True)
    message = models.TextField(_("message"), blank=True, help_text=_("Why it failed, and what to do."))
    run = models.OneToOneField(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="upload"
    )
    work = models.JSONField(
        default=dict, blank=True, editable=False, help_text=_("How far it has come, and what was met.")
    )
    profiles = models.BinaryField(
        default=b"", blank=True, editable=False, help_text=_("What its sites have in common, as learnt.")
    )
    owner = models.CharField(max_length=255, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return str(self.pk)


class ImportUploadFile(models.Model):
    """One file of an upload, in the storage of uploads until its documents are read."""

    wagtail_reference_index_ignore = True

    upload = models.ForeignKey(ImportUpload, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(_("name"), max_length=255)
    size = models.BigIntegerField(_("size"), default=0, help_text=_("In bytes."))
    received = models.BigIntegerField(default=0, editable=False)
    storage_name = models.CharField(max_length=255, blank=True, editable=False)
    documents_read = models.PositiveIntegerField(default=0, editable=False)
    is_read = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("file of an upload")
        verbose_name_plural = _("files of uploads")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class PlannedDocument(models.Model):
    """One document of an upload, and what the import would make of it."""

    wagtail_reference_index_ignore = True

    upload = models.ForeignKey(ImportUpload, on_delete=models.CASCADE, related_name="documents")
    number = models.PositiveIntegerField()
    content = models.BinaryField(help_text=_("The document, as the task queue stores it."))
    source = models.TextField(_("source"), blank=True)
    title = models.TextField(_("title"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, blank=True, choices=ImportedDocument.State.choices, db_index=True
    )
    message = models.TextField(_("message"), blank=True)
    confidence = models.FloatField(_("confidence"), null=True, blank=True)
    warnings = models.JSONField(_("warnings"), default=list, blank=True)
    corrections = models.JSONField(
        default=dict, blank=True, help_text=_("What the editor corrected in its lines.")
    )
    is_chosen = models.BooleanField(_("import it"), default=True)
    is_near = models.BooleanField(
        default=False, editable=False, help_text=_("A duplicate that only nearly has the same text.")
    )
    repeats = models.TextField(
        blank=True, editable=False, help_text=_("The document of the same upload that it repeats.")
    )
    repeats_record = models.BigIntegerField(
        null=True, blank=True, editable=False, help_text=_("The imported document that it repeats.")
    )
    planned_page = models.BigIntegerField(
        null=True, blank=True, editable=False, help_text=_("The page that it would change.")
    )
    key_hash = models.CharField(max_length=64, blank=True, editable=False)
    content_hash = models.CharField(max_length=64, blank=True, editable=False)
    sketch = models.JSONField(default=list, blank=True, editable=False)
    text = models.BinaryField(
        default=b"", blank=True, editable=False, help_text=_("Its words, to find what nearly repeats it.")
    )

    class Meta:
        verbose_name = _("document of an upload")
        verbose_name_plural = _("documents of uploads")
        ordering = ["upload", "number"]
        indexes = [
            # All that the counts of a plan need, so that no content is read for them.
            models.Index(fields=["upload", "state", "is_near", "is_chosen"], name="cstonews_planned_state")
        ]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="cstonews_planned_number")]

    def __str__(self) -> str:
        return self.title or self.source

    @property
    def warning_codes(self) -> list[Any]:
        return [warning.get("code") for warning in self.warnings]


class CorrectionSteps(models.Model):
    """A user's last corrections of one document, step by step, to take them back and make them again."""

    wagtail_reference_index_ignore = True

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=100)
    past = models.JSONField(default=list)
    future = models.JSONField(default=list)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    class Meta:
        verbose_name = _("steps of corrections")
        verbose_name_plural = _("steps of corrections")
        constraints = [models.UniqueConstraint(fields=["user", "subject"], name="cstonews_correction_steps")]

    def __str__(self) -> str:
        return self.subject
