"""Streaming XML: long files, one item at a time."""
