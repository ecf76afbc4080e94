"""Finds an article's metadata: title, date, authors, language, outlet."""
