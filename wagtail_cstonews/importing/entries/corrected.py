"""A document on its way with what an editor corrected in its lines before it was imported."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ...documents import FIELDS, RawDocument


@dataclass(slots=True)
class CorrectedItem(RawDocument):
    """A document with corrections, as the row of its upload stores them."""

    corrections: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, document: RawDocument, corrections: Mapping[str, Any]) -> CorrectedItem:
        return cls(**{name: getattr(document, name) for name in FIELDS}, corrections=dict(corrections))
