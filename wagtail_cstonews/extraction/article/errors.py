"""Why a document cannot be worked on."""

from __future__ import annotations


class ExtractionError(Exception):
    """A document cannot be worked on at all. Its text names the document and says why."""
