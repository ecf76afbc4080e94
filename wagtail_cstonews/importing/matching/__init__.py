"""Decides what becomes of a document by comparison with the records: new, changed, duplicate and so on."""
