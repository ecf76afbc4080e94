"""Endpoints for Wagtail's API version 2. Register them beside Wagtail's own ones::

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail_cstonews.api.v2 import PeopleAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("people", PeopleAPIViewSet)
"""

from .people import PeopleAPIViewSet
from .previews import PagePreviewAPIViewSet

__all__ = ["PagePreviewAPIViewSet", "PeopleAPIViewSet"]
