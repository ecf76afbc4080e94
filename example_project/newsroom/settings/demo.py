"""The demonstration on your own machine: ``make demo``. Its key and password are known to everyone."""

import os

from .base import *  # noqa: F403

DEMO = True
SECRET_KEY = "demonstration-only-never-serve-this-to-a-network"  # noqa: S105
DEMO_USERNAME = "admin"
DEMO_PASSWORD = "five-rivers"  # noqa: S105

# Off, so that the site looks as it does to its readers. DEBUG=1 shows errors in full while you develop.
DEBUG = os.environ.get("DEBUG", "") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# Static files come straight from the apps: nothing to collect. A public server has them compressed.
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
MIDDLEWARE = ["newsroom.compression.StylesheetGZipMiddleware", *MIDDLEWARE]  # noqa: F405

# The demonstration asks nothing of the network.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

# The same newsroom once more, made from the API alone, at /headless/. Editors can preview there.
INSTALLED_APPS += ["wagtail_headless_preview"]  # noqa: F405
WAGTAIL_CSTONEWS = {**WAGTAIL_CSTONEWS, "FRONT_END": "both"}  # noqa: F405
WAGTAIL_HEADLESS_PREVIEW = {"CLIENT_URLS": {"default": "/headless/"}, "REDIRECT_ON_PREVIEW": True}
