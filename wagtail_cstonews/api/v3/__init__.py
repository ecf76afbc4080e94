"""Endpoints for Wagtail's API version 3, which Wagtail has from version 8 on.

Register them before the addresses of Wagtail's API are used::

    from wagtail.api.v3.urls import api
    from wagtail_cstonews.api.v3.importing import router as import_router

    api.add_router("/import/", import_router)
"""
