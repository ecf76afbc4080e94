"""Corrections taken back and made again, step by step, for each user and document."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from wagtail_cstonews.models import CorrectionSteps

MOST_STEPS = 30
FORGOTTEN_AFTER = datetime.timedelta(days=30)


class Steps:
    """The steps of one user in one document. Call the methods that write in a transaction."""

    def __init__(self, user: Any, subject: str) -> None:
        self.user = user
        self.subject = subject
        row = CorrectionSteps.objects.filter(user=user, subject=subject).first()
        self.past: list[dict[str, Any]] = row.past if row else []
        self.future: list[dict[str, Any]] = row.future if row else []

    def note(self, before: Mapping[str, Any]) -> None:
        """A correction was made; ``before`` are those until now."""
        self.past = [*self.past, dict(before)][-MOST_STEPS:]
        self.future = []
        self._save()

    def undo(self, now: Mapping[str, Any]) -> dict[str, Any] | None:
        """The corrections of a step before; None for none."""
        if not self.past:
            return None
        self.future = [*self.future, dict(now)]
        found = self.past.pop()
        self._save()
        return found

    def redo(self, now: Mapping[str, Any]) -> dict[str, Any] | None:
        """The corrections that were taken back last; None for none."""
        if not self.future:
            return None
        self.past = [*self.past, dict(now)]
        found = self.future.pop()
        self._save()
        return found

    def _save(self) -> None:
        CorrectionSteps.objects.update_or_create(
            user=self.user, subject=self.subject, defaults={"past": self.past, "future": self.future}
        )


def forget_steps(subject: str) -> None:
    """Forget everybody's steps in a document that was saved or discarded, and long forgotten ones."""
    CorrectionSteps.objects.filter(subject=subject).delete()
    CorrectionSteps.objects.filter(updated_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
