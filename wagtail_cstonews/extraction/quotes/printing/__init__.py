"""Formatting of standalone quotations and their attributions."""
