"""Shared by all readers: items, limits, streams, mark-up."""
