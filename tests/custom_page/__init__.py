"""A site with a base page model of its own (``WAGTAIL_PAGE_MODEL``), whose news pages use the mixins."""
