"""The site of the tests without the apps that ``WITHOUT`` names, separated by commas."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

_WITHOUT = os.environ.get("WITHOUT", "").split(",")

INSTALLED_APPS = [app for app in _INSTALLED_APPS if app not in _WITHOUT]

if "wagtail_cstonews" in _WITHOUT:
    ROOT_URLCONF = "tests.sites.plain_urls"
