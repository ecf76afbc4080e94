"""Reads HTML pages, and articles' own HTML fragments, into lines and images."""
