"""The readers: one module for each file format."""
