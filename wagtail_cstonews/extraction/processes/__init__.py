"""Extraction in several processes, each document within its time."""
