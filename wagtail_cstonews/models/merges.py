"""What a merge of people did, so that it can be taken back."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PersonMerge(models.Model):
    """One merge: who stayed, who was merged into them, and each place that was changed.

    People are numbers here, not foreign keys: a merge must not count as a place where somebody stands, and
    those who were merged no longer exist.
    """

    wagtail_reference_index_ignore = True

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.BigIntegerField(db_index=True, help_text=_("The primary key of the person who stayed."))
    name = models.CharField(_("name"), max_length=255)
    names = models.JSONField(_("merged names"), default=list)
    merged = models.JSONField(default=list, help_text=_("The people who were merged, as they were."))
    gained = models.JSONField(default=dict, help_text=_("What the person who stayed got from them."))
    places = models.JSONField(default=dict, help_text=_("Each changed place, and who stood there."))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("merged"), default=timezone.now, db_index=True)
    taken_back_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge of people")
        verbose_name_plural = _("merges of people")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{', '.join(self.names)} → {self.name}"
