"""Labelled lines to the blocks of an article's body."""
