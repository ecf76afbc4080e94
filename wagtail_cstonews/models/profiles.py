"""Stored site profiles. Never public."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.documents import LONGEST_HOST
from wagtail_cstonews.extraction.site import profile as profile_module


class SiteProfileQuerySet(models.QuerySet["SiteProfile"]):
    def store(self, profiles: Iterable[profile_module.SiteProfile], *, learnt: bool = False) -> int:
        """Replace the stored profile of each host. Returns their number.

        Of ``learnt`` profiles the corrections are left as they are stored: an editor may have made or taken
        back some since the import began.
        """
        count = 0
        with transaction.atomic():
            for profile in profiles:
                row = self.select_for_update().filter(host=profile.host).first()
                data = profile.to_dict()
                if row is not None and learnt and row.format_version == profile_module.FORMAT:
                    data["corrections"] = row.data.get("corrections", {})
                row = row or self.model(host=profile.host)
                row.data, row.documents = data, profile.documents
                row.format_version = profile_module.FORMAT
                row.save()
                count += 1
        return count


class SiteProfile(models.Model):
    """The profile of one site: what its documents have in common, as learnt by the last import."""

    wagtail_reference_index_ignore = True

    host = models.CharField(
        _("host"),
        max_length=LONGEST_HOST,
        unique=True,
        help_text=_(
            "Of the documents' addresses, without www.; without addresses, the place that they came in."
        ),
    )
    documents = models.PositiveIntegerField(
        _("documents"), default=0, help_text=_("From how many of them it was learnt.")
    )
    format_version = models.PositiveSmallIntegerField(_("format"), default=profile_module.FORMAT)
    data = models.JSONField(_("what is known"), default=dict)
    created_at = models.DateTimeField(_("first learnt"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last learnt"), auto_now=True)

    objects = SiteProfileQuerySet.as_manager()

    class Meta:
        verbose_name = _("site profile")
        verbose_name_plural = _("site profiles")
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

    @property
    def profile(self) -> profile_module.SiteProfile:
        """The deserialised profile. Raises :exc:`~wagtail_cstonews.extraction.site.profile.ProfileError`."""
        return profile_module.SiteProfile.from_dict(self.data)
