"""Imports whose chunks the workers of a task queue process in parallel."""
