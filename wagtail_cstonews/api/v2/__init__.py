"""Endpoints for Wagtail's API version 2. Register them beside Wagtail's own ones::

from wagtail.api.v2.router import WagtailAPIRouter
from wagtail_cstonews.api.v2 import ImportAPIViewSet, PeopleAPIViewSet

api_router = WagtailAPIRouter("wagtailapi")
api_router.register_endpoint("people", PeopleAPIViewSet)
api_router.register_endpoint("import", ImportAPIViewSet)
"""

from .importing import ImportAPIViewSet
from .people import PeopleAPIViewSet

__all__ = ["ImportAPIViewSet", "PeopleAPIViewSet"]
