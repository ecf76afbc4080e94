"""Chromium driven against the example site. Without Chromium the tests are skipped; with CI set they fail."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from django.conf import settings

from tests.example.conftest import import_archive

from .helpers import DESKTOP, open_browser, set_width

PASSWORD = "only-for-this-test"
"""Of the editor whom the tests log in."""

CONFIGURED_DATABASE = settings.DATABASES["default"]["NAME"]

if settings.ROOT_URLCONF != "newsroom.urls":
    collect_ignore_glob = ["test_*.py"]


def program(*names: str) -> str:
    """The path of the first of these programs that is there; skips, or under CI fails, without one."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        message = f"{names[0]} is missing. On Debian: apt install chromium chromium-driver"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def driver(tmp_path_factory) -> Iterator:
    browser = program("chromium", "chromium-browser", "google-chrome")
    chrome = open_browser(browser, program("chromedriver"), tmp_path_factory.mktemp("chromium"))
    yield chrome
    chrome.quit()


@pytest.fixture(scope="session")
def database(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The test database. pytest-django makes it only where a test asks for ``db``, and with ``db`` or
    ``live_server`` it would take back after each test what all of them share."""
    from django.test.utils import setup_databases, teardown_databases

    if settings.DATABASES["default"]["NAME"] != CONFIGURED_DATABASE:
        yield
        return
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def server(database, django_db_blocker) -> Iterator[str]:
    """The address of the example site, with the archive in it."""
    from pytest_django.live_server_helper import LiveServer

    with django_db_blocker.unblock():
        import_archive()
        running = LiveServer("127.0.0.1")
        yield running.url
        running.stop()


@pytest.fixture
def page(driver, server):
    """The browser, without cookies and with nothing logged yet."""
    # First away from the last test's page, whose scripts would go on asking and log what they are refused.
    driver.get("about:blank")
    driver.execute_cdp_cmd("Network.clearBrowserCookies", {})
    driver.get_log("browser")
    return driver


@pytest.fixture
def records(server, django_db_blocker) -> Iterator[None]:
    """Allows a test to read the database that the server uses."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def editor(page, server, records):
    """The browser, with somebody logged in who may edit."""
    from django.contrib.auth import get_user_model
    from selenium.webdriver.common.by import By
    from selenium.webdriver.support import expected_conditions as expect
    from selenium.webdriver.support.ui import WebDriverWait

    users = get_user_model()._default_manager
    if not users.filter(username="editor").exists():
        users.create_superuser("editor", "editor@newsroom.example", PASSWORD)
    set_width(page, DESKTOP, 1000)
    page.get(f"{server}/admin/login/")
    page.find_element(By.NAME, "username").send_keys("editor")
    page.find_element(By.NAME, "password").send_keys(PASSWORD)
    page.find_element(By.CSS_SELECTOR, "form button[type=submit]").click()
    WebDriverWait(page, 20).until(expect.url_to_be(f"{server}/admin/"))
    return page
