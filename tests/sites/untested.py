"""The site of the tests on a Wagtail that the app has never seen."""

import wagtail

wagtail.VERSION = (wagtail.VERSION[0], 99, 0, "final", 1)

from tests.settings import *  # noqa: E402, F403
