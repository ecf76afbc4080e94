"""Quotation attribution: who said what is quoted."""
