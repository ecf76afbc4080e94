"""Articles as unsaved pages."""
