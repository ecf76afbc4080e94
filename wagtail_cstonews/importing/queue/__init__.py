"""Imports that workers of a task queue share."""
