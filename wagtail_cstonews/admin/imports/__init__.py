"""Imports in the browser: the start screen, and the plan and progress of an upload."""
