"""A run's changes of pages, records and other objects, kept for undo."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.compat import base_page_model_name

from .documents import ImportedDocument
from .runs import ImportRun


class ImportChange(models.Model):
    """A run's change of one document and its page, with the state before: enough to undo it.

    It is written in the transaction that writes the page and the record, and deleted in the one that undoes
    them.
    """

    class Action(models.TextChoices):
        MADE = "made", _("Page made")
        CHANGED = "changed", _("Page changed")
        LINKED = "linked", _("Links of the page changed")
        NOTED = "noted", _("Record changed")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="changes")
    document = models.ForeignKey(ImportedDocument, on_delete=models.CASCADE, related_name="changes")
    action = models.CharField(max_length=10, choices=Action.choices)
    page = models.ForeignKey(
        base_page_model_name(), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    revision_before = models.BigIntegerField(null=True, blank=True)
    revision_after = models.BigIntegerField(null=True, blank=True)
    live_revision_after = models.BigIntegerField(null=True, blank=True)
    page_before = models.JSONField(
        null=True, blank=True, help_text=_("The rows of a changed page; none of a new one.")
    )
    record_before = models.JSONField(
        null=True, blank=True, help_text=_("The fields of the record that changed; none of a new record.")
    )

    class Meta:
        verbose_name = _("change by an import")
        verbose_name_plural = _("changes by imports")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_action_display()}: {self.document}"


class ImportedObject(models.Model):
    """Another object that a run created, or a person, image or file that its pages use."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        ROLE = "role", _("Role")
        SPELLING = "spelling", _("Spelling")
        REDIRECT = "redirect", _("Redirect")
        IMAGE = "image", _("Image")
        FILE = "file", _("File")
        TAG = "tag", _("Tag")

    wagtail_reference_index_ignore = True

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="objects_made")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    object_id = models.BigIntegerField()
    made = models.BooleanField(default=True, help_text=_("Whether the run made it, or only uses it."))
    before = models.JSONField(
        null=True,
        blank=True,
        help_text=_("What the run changed in it, as it was; empty if nothing."),
    )

    made_as = models.JSONField(
        null=True,
        blank=True,
        help_text=_("What the run made, where an editor may make something else of it; else empty."),
    )

    class Meta:
        verbose_name = _("object of an import")
        verbose_name_plural = _("objects of imports")
        constraints = [
            models.UniqueConstraint(fields=["run", "kind", "object_id"], name="cstonews_object_once_a_run")
        ]
        indexes = [models.Index(fields=["kind", "object_id"], name="cstonews_object")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.object_id}"
