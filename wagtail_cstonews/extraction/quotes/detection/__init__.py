"""Quotation detection: which stretches stand between quotation marks, and which of them are speech."""
