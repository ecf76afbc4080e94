"""What cannot be done on the workbench."""

from __future__ import annotations


class OperationError(ValueError):
    """Something cannot be done; the message says why, in the editor's language."""
