"""Finds the title line: rules and a trained ranker."""
