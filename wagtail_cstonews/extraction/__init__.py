"""Scraped text in, a structured article out. Pure Python: nothing here imports Django."""
