"""A document on its way through an import, and on record."""
