"""Endpoints for Wagtail's API version 3. In ``urls.py``, in place of Wagtail's own::

    from wagtail_cstonews.api.v3 import api

    urlpatterns = [path("api/v3/", api.urls), ...]

Only for sites that have ``wagtail.api.v3``: Wagtail 8 and later.
"""

from .articles import router as articles_router
from .assembly import make_api

api = make_api()
"""Wagtail's API, with the package's endpoints."""

__all__ = ["api", "articles_router", "make_api"]
