"""Quotation attribution: finds the speaker of each quotation."""
