"""News pages, interviews and quotes for Wagtail, with an importer for raw scraped text."""

__version__ = "0.1.0"
