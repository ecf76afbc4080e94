"""Writes pages and records in batches, with the journal for undo."""
