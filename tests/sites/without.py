"""The site of the tests without the apps that ``WITHOUT`` names, separated by commas."""

import os

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = [app for app in _INSTALLED_APPS if app not in os.environ.get("WITHOUT", "").split(",")]
