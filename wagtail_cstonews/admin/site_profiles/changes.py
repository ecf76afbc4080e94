"""An editor's changes of a site profile: read from a form, applied to a profile, stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.audit import FORGOTTEN, log_correction, log_decision
from wagtail_cstonews.models import SiteProfile

from .words import IN, LABEL_OF, LEARNT, OUT

MOST_ADDED = 20
"""Lines that are added at a time."""

LONGEST_LINE = 1_000
"""Characters of a line that is added; only its beginning counts."""


class ChangeError(ValueError):
    """What was asked for is no change of a profile; the message says why, for people."""


@dataclass
class Changes:
    """What an editor wants of a site's lines."""

    rules: dict[int, str] = field(default_factory=dict)
    """By the key of a line."""
    added: list[tuple[str, str]] = field(default_factory=list)
    """Lines in full, each with its rule."""

    def __bool__(self) -> bool:
        return bool(self.rules or self.added)

    @classmethod
    def from_form(cls, data: Mapping[str, Any]) -> Changes:
        """The changes in a form. Only lines whose rule is another than was shown count as changed.

        Raises :exc:`ChangeError`.
        """
        found = cls()
        for name, value in data.items():
            prefix, _dash, key = name.partition("-")
            if prefix != "rule" or value == data.get(f"was-{key}"):
                continue
            if value not in (LEARNT, OUT, IN):
                raise ChangeError(_("This is none of the choices for a line."))
            try:
                found.rules[int(key, 16)] = value
            except ValueError:
                raise ChangeError(_("This line is not known.")) from None
        lines = [line.strip() for line in str(data.get("lines", "")).splitlines() if line.strip()]
        if len(lines) > MOST_ADDED:
            raise ChangeError(_("Add no more than 20 lines at a time."))
        rule = data.get("lines-rule", OUT)
        if lines and rule not in (OUT, IN):
            raise ChangeError(_("Say whether the lines are always or never left out."))
        found.added = [(line[:LONGEST_LINE].replace("\x00", ""), rule) for line in lines]
        return found

    def said(self, profile: Profile) -> list[tuple[str, str]]:
        """The text of each line in the profile before the change, with the label that it gets, or none."""
        texts = {**profile.texts, **profile.corrected_texts}
        known = [
            (texts.get(key, ""), LABEL_OF.get(rule, ""))
            for key, rule in self.rules.items()
            if rule != LEARNT or key in profile.corrections
        ]
        return [*known, *((text, LABEL_OF[rule]) for text, rule in self.added)]

    def apply(self, profile: Profile) -> Profile:
        """Make the changes in a profile. Raises :exc:`ChangeError` for a line that it does not know."""
        for key, rule in self.rules.items():
            if rule == LEARNT:
                profile.take_back(key)
            elif text := profile.corrected_texts.get(key) or profile.texts.get(key):
                profile.correct_key(key, text, LABEL_OF[rule])
            elif key in profile.corrections:
                profile.correct_key(key, "", LABEL_OF[rule])
            else:
                raise ChangeError(_("This line is not known any more. Reload the page."))
        for text, rule in self.added:
            profile.correct(text, LABEL_OF[rule])
        return profile


def save(row: SiteProfile, changes: Changes, user: Any) -> None:
    """Store the changes, in the profile as it is now: an import may have learnt more since."""
    with transaction.atomic():
        now = SiteProfile.objects.select_for_update().get(pk=row.pk)
        before = now.profile
        said = changes.said(before)
        SiteProfile.objects.store([changes.apply(before)])
        for text, label in said:
            log_correction(now, text, label, user)


def forget(row: SiteProfile, user: Any, *, corrections: bool) -> bool:
    """Forget what was learnt of a site; with ``corrections``, what editors said, too.

    Returns whether something is left.
    """
    with transaction.atomic():
        now = SiteProfile.objects.select_for_update().get(pk=row.pk)
        log_decision(now, FORGOTTEN, user)
        if not corrections:
            fresh = now.profile.anew()
            if fresh.corrections:
                SiteProfile.objects.store([fresh])
                return True
        now.delete()
    return False
