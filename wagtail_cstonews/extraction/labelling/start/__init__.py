"""Finds where a document's own article begins, and whether it has one."""
