"""Structured data in the words of schema.org: pure functions that return nodes as dictionaries.

``tests/publishing/head/schema_org.py`` holds every node to schema.org's own definitions.
"""
