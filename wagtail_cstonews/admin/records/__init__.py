"""The records of imports in the admin, read-only. Only this folder imports wagtail-modeladmin.

It does not depend on the base page model: no record is a page, and links to pages use Wagtail's own URLs.
"""
