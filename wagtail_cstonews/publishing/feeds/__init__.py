"""Feeds of articles: RSS 2.0, Atom 1.0 and JSON Feed 1.1, of a section, a person and the whole site."""
