"""Builds the blocks of an article's body from labelled lines."""
