"""Whom an article names, and in what office."""
