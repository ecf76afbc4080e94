"""Quotation extraction: detection of direct speech, attribution to speakers, and formatting."""
