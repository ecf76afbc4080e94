"""Proposals: changed articles for pages that were edited by hand, merged on an editor's request."""
