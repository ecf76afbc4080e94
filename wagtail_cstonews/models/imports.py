"""What was imported, when, from where, and what became of it. Never public."""

from __future__ import annotations

from typing import Any

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

    # Pages do not list the records of their import among their uses.
    wagtail_reference_index_ignore = True

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
        _("state"), max_length=10, choices=State.choices, default=State.RUNNING, db_index=True
    )
    counts = models.JSONField(
        _("counts"), default=dict, blank=True, help_text=_("Documents by what became of them.")
    )
    version = models.CharField(_("version"), max_length=50, blank=True, help_text=_("Of wagtail-cstonews."))

    class Meta:
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        started = (
            timezone.localtime(self.started_at) if timezone.is_aware(self.started_at) else self.started_at
        )
        return str(_("Import of %(started)s")) % {"started": f"{started:%Y-%m-%d %H:%M}"}


class ImportedDocument(models.Model):
    """One document as it last arrived, with what extraction made of it and the page it became."""

    class State(models.TextChoices):
        NEW = "new", _("New")
        UNCHANGED = "unchanged", _("Unchanged")
        CHANGED = "changed", _("Changed")
        EDITED = "edited", _("Edited by hand")
        DUPLICATE = "duplicate", _("Duplicate")
        FAILED = "failed", _("Failed")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(
        ImportRun,
        verbose_name=_("run"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        help_text=_("The last import that made or changed it."),
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    key = models.TextField(_("key"), help_text=_("Its address, or the file and the row it came from."))
    source = models.TextField(_("source"), help_text=_("Where it came from, for people."))
    url = models.TextField(_("address"), blank=True)
    content_hash = models.CharField(max_length=64, db_index=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=20, blank=True)
    encoding = models.CharField(_("character set"), max_length=50, blank=True)
    original = models.TextField(_("original text"), blank=True)
    article = models.JSONField(_("article"), default=dict, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        blank=True,
        db_index=True,
        choices=[("news", _("News")), ("interview", _("Interview"))],
    )
    title = models.TextField(_("title"), blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    confidence = models.FloatField(
        _("confidence"), null=True, blank=True, help_text=_("From 0 to 1: how sure extraction is.")
    )
    warnings_count = models.PositiveIntegerField(_("warnings"), default=0)
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.NEW, db_index=True
    )
    message = models.TextField(_("message"), blank=True, help_text=_("What went wrong, or why it was left."))
    page = models.ForeignKey(
        base_page_model_name(),
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    imported_revision_id = models.BigIntegerField(
        null=True,
        blank=True,
        editable=False,
        help_text=_(
            "The page's latest revision after the import wrote it; another one means edited by hand."
        ),
    )
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("duplicate of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    created_at = models.DateTimeField(_("first imported"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last imported"), auto_now=True)

    class Meta:
        verbose_name = _("imported document")
        verbose_name_plural = _("imported documents")
        ordering = ["-updated_at", "-pk"]

    def __str__(self) -> str:
        return self.title or self.source

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The labelled lines, as extraction left them."""
        return self.article.get("lines", [])

    @property
    def warnings(self) -> list[dict[str, Any]]:
        """What a person should look at."""
        return self.article.get("warnings", [])
