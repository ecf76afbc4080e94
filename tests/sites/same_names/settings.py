from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

INSTALLED_APPS = [
    "tests.sites.same_names",
    *(app for app in _INSTALLED_APPS if app != "tests.bulk_models"),
]
