"""The exception that extraction raises."""

from __future__ import annotations


class ExtractionError(Exception):
    """A document cannot be extracted at all. The message names the document and the reason."""
