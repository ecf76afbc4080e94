"""Sitemaps: of pages, of people, and of news.

The classes are Wagtail's own kind, so that a site with sitemaps adds them to its own. A site without includes
``wagtail_cstonews.publishing.sitemaps.urls``.
"""

from .news import NewsSitemap
from .pages import PageSitemap
from .people import PersonSitemap

__all__ = ["NewsSitemap", "PageSitemap", "PersonSitemap"]
