"""Proposals in the admin: what an import would change on a page that was edited by hand."""

from .views import menu_item, proposals_for, urls

__all__ = ["menu_item", "proposals_for", "urls"]
