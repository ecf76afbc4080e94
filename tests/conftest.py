from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from wagtail_cstonews import compat

from . import factories

# Tests compare the writing in bulk with this Wagtail's own way, whichever it is: a new one, too.
compat.BULK_TESTED |= {compat.VERSION[:2]}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin first, so that no process waits for another's at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture(autouse=True)
def _fresh(tmp_path_factory: Any, settings: Any) -> None:
    """Files of one test never meet another's, and site paths are not remembered from a rolled-back one."""
    settings.MEDIA_ROOT = str(tmp_path_factory.mktemp("media"))
    cache.clear()


@pytest.fixture
def news_settings(settings: Any) -> Callable[..., None]:
    """``news_settings(BATCH_SIZE=7)`` sets keys of ``WAGTAIL_CSTONEWS`` and leaves the others as they are."""

    def change(**values: Any) -> None:
        settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), **values}

    return change


@pytest.fixture
def site(db: None) -> Any:
    """The default site, under the host name that the test client uses."""
    site = Site.objects.get(is_default_site=True)
    site.hostname = "testserver"
    site.save()
    return site


@pytest.fixture
def home(site: Any) -> Any:
    """The home page."""
    return site.root_page


@pytest.fixture
def news_index(home: Any) -> Any:
    """The section ``/news/``, without articles."""
    return factories.make_index(home, slug="news")


@pytest.fixture
def admin_user(db: None) -> Any:
    return factories.make_user(username="admin")


@pytest.fixture
def admin_client(admin_user: Any) -> Client:
    """A client with an administrator logged in."""
    client = Client()
    client.force_login(admin_user)
    return client
