"""Undo (rollback) of a run."""
