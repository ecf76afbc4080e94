"""The order of the review desk: the worst first, then what extraction is least sure of; and places in it.

A page of the list begins behind the place of the last document before it, not behind so many documents. So
deep pages are as fast as the first, and what is reviewed in between does not shift them.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import HeaderButton

from wagtail_cstonews.web import as_number

ORDER = ("-review_priority", "confidence", "pk")
REVERSE = ("review_priority", "-confidence", "-pk")


class Place(NamedTuple):
    """The place of a document in the order."""

    priority: int
    confidence: float | None
    pk: int

    @classmethod
    def of(cls, document: Any) -> Place:
        return cls(document.review_priority, document.confidence, document.pk)

    @classmethod
    def parse(cls, text: str | None) -> Place | None:
        """The place from an address; None if it is not one.

        >>> Place.parse("40~0.25~7"), Place.parse("10~~7"), Place.parse("x")
        (Place(priority=40, confidence=0.25, pk=7), Place(priority=10, confidence=None, pk=7), None)
        """
        priority, confidence, pk = [*(text or "").split("~"), "", "", ""][:3]
        number, key = as_number(priority), as_number(pk)
        if number is None or key is None or number > 32_767 or len(confidence) > 30:
            return None
        try:
            share = float(confidence) if confidence else None
        except ValueError:
            return None
        return cls(number, share, key) if share is None or math.isfinite(share) else None

    def __str__(self) -> str:
        confidence = "" if self.confidence is None else repr(self.confidence)
        return f"{self.priority}~{confidence}~{self.pk}"

    def after(self, documents: Any) -> Any:
        """The documents behind this place, in order."""
        unknown_last = not connections[documents.db].features.order_by_nulls_first
        later = Q(confidence=self.confidence, pk__gt=self.pk)
        if self.confidence is None:
            later |= Q() if unknown_last else Q(confidence__isnull=False)
        else:
            later |= Q(confidence__gt=self.confidence)
            if unknown_last:
                later |= Q(confidence__isnull=True)
        found = documents.filter(review_priority__lte=self.priority)
        return found.filter(Q(review_priority__lt=self.priority) | later).order_by(*ORDER)

    def before(self, documents: Any) -> Any:
        """The documents before this place, the nearest first."""
        unknown_last = not connections[documents.db].features.order_by_nulls_first
        earlier = Q(confidence=self.confidence, pk__lt=self.pk)
        if self.confidence is None:
            earlier |= Q(confidence__isnull=False) if unknown_last else Q()
        else:
            earlier |= Q(confidence__lt=self.confidence)
            if not unknown_last:
                earlier |= Q(confidence__isnull=True)
        found = documents.filter(review_priority__gte=self.priority)
        return found.filter(Q(review_priority__gt=self.priority) | earlier).order_by(*REVERSE)


def neighbour_buttons(previous_url: str, next_url: str) -> list[Any]:
    """Buttons in the header that lead to the document before and behind this one, also by keys."""
    found: list[Any] = []
    for url, label, icon, key in (
        (previous_url, _("Previous"), "arrow-left", ","),
        (next_url, _("Next"), "arrow-right", "."),
    ):
        if url:
            attrs = {"data-controller": "w-kbd", "data-w-kbd-key-value": key}
            button = HeaderButton(label, url=url, icon_name=icon, attrs=attrs, priority=10 * len(found))
            found.append(button)
    return found
