"""What the APIs say of an article, take of it, and load for it."""
