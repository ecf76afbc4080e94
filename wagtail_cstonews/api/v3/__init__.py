"""Endpoints for Wagtail's API version 3, which Wagtail has from version 8 on."""
