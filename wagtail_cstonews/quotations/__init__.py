"""Quotations as rows: found in the stored bodies of articles, and kept true whenever one is saved."""
