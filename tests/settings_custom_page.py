"""Settings of the tests on a base page model of the site's own; for Wagtail 8 and later."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS as _INSTALLED_APPS

WAGTAIL_PAGE_MODEL = "custom_page.BasePage"

INSTALLED_APPS = [
    "tests.custom_page",
    *(app for app in _INSTALLED_APPS if app not in ("wagtail_cstonews.pages", "tests.bulk_models")),
]

WAGTAIL_CSTONEWS = {
    "NEWS_PAGE_MODEL": "custom_page.NewsPage",
    "INTERVIEW_PAGE_MODEL": "custom_page.InterviewPage",
    "NEWS_INDEX_PAGE_MODEL": "custom_page.NewsIndexPage",
}
