"""Title, date, authors, language, outlet."""
