"""Quotation detection: finds spans between quotation marks, and classifies which of them are speech."""
