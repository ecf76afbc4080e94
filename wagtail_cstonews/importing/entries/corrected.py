"""A document that comes with an editor's corrections of how it is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ...documents import FIELDS, RawDocument


@dataclass(slots=True)
class CorrectedDocument(RawDocument):
    """A document and its corrections, as JSON types (:class:`..extraction.corrections.Corrections`)."""

    corrections: dict[str, Any] | None = None
    """They replace those on record; None for those on record."""


def corrections_of(document: object) -> dict[str, Any] | None:
    """The corrections that come with a document; None if those on record count."""
    return document.corrections if isinstance(document, CorrectedDocument) else None


def corrected(document: RawDocument, corrections: Mapping[str, Any] | None) -> RawDocument:
    """The document with these corrections, for extraction; the document itself if there are none."""
    if not corrections and not corrections_of(document):
        return document
    plain = {name: getattr(document, name) for name in FIELDS}
    return CorrectedDocument(**plain, corrections=dict(corrections or {}))
