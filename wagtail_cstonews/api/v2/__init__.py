"""Endpoints for Wagtail's API version 2. Register them beside Wagtail's own ones::

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail_cstonews.api.v2 import ArticlesAPIViewSet, NewsPagesAPIViewSet, PeopleAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", NewsPagesAPIViewSet)
api_router.register_endpoint("articles", ArticlesAPIViewSet)
api_router.register_endpoint("people", PeopleAPIViewSet)
"""

from .articles import ArticlesAPIViewSet
from .pages import NewsPagesAPIViewSet, NewsPagesMixin
from .people import PeopleAPIViewSet
from .previews import PagePreviewAPIViewSet

__all__ = [
    "ArticlesAPIViewSet",
    "NewsPagesAPIViewSet",
    "NewsPagesMixin",
    "PagePreviewAPIViewSet",
    "PeopleAPIViewSet",
]
