"""Endpoints for Wagtail's API version 2. Register them beside Wagtail's own ones::

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail_cstonews.api.v2 import PeopleAPIViewSet, QuotesAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("people", PeopleAPIViewSet)
api_router.register_endpoint("quotes", QuotesAPIViewSet)
"""

from .people import PeopleAPIViewSet
from .quotes import QuotesAPIViewSet

__all__ = ["PeopleAPIViewSet", "QuotesAPIViewSet"]
