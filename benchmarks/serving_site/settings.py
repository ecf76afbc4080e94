"""The example's newsroom beside plain Wagtail pages, as a server would run it."""

from newsroom.settings.base import *  # noqa: F403
from newsroom.settings.base import INSTALLED_APPS as _APPS

SECRET_KEY = "only for measuring"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
INSTALLED_APPS = ["benchmarks.serving_site", *_APPS]
ROOT_URLCONF = "benchmarks.serving_site.urls"
WHITENOISE_USE_FINDERS = True
STATIC_ROOT = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
