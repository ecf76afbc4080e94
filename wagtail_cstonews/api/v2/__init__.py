"""Endpoints for Wagtail's API version 2. Register them beside Wagtail's own ones::

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail_cstonews.api.v2 import (
    ArticlesAPIViewSet, ImportAPIViewSet, NewsPagesAPIViewSet, PeopleAPIViewSet, QuotesAPIViewSet
)

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("pages", NewsPagesAPIViewSet)
api_router.register_endpoint("articles", ArticlesAPIViewSet)
api_router.register_endpoint("people", PeopleAPIViewSet)
api_router.register_endpoint("quotes", QuotesAPIViewSet)
api_router.register_endpoint("import", ImportAPIViewSet)
"""

from .articles import ArticlesAPIViewSet
from .importing import ImportAPIViewSet
from .pages import NewsPagesAPIViewSet, NewsPagesMixin
from .people import PeopleAPIViewSet
from .previews import PagePreviewAPIViewSet
from .quotes import QuotesAPIViewSet

__all__ = [
    "ArticlesAPIViewSet",
    "ImportAPIViewSet",
    "NewsPagesAPIViewSet",
    "NewsPagesMixin",
    "PagePreviewAPIViewSet",
    "PeopleAPIViewSet",
    "QuotesAPIViewSet",
]
