"""The records of imports in the admin, to look at. The only folder that imports wagtail-modeladmin.

On a site with a base page model of its own all of this works alike: no record is a page, and links to pages
go through Wagtail's own URLs.
"""
