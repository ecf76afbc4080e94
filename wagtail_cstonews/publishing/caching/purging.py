"""Tells the site's front-end cache (``wagtail.contrib.frontend_cache``) what changed.

Wagtail has it forget a page that an editor publishes or unpublishes. Here it forgets what else shows the
page: the sections above it and the people in it; and what an import publishes, which Wagtail does not notice.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model

logger = logging.getLogger(__name__)

PERSON_PATHS = ("", "feed.rss", "feed.atom", "feed.json")
"""What there is of a person, below the address of the page."""


def has_frontend_cache() -> bool:
    """Whether the site has a front-end cache that can be told what to forget."""
    has_settings = any(
        getattr(settings, name, None) for name in ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    )
    return has_settings and apps.is_installed("wagtail.contrib.frontend_cache")


def purge_after_commit(pages: Sequence[Any], *, own: bool = True) -> None:
    """Have the front-end cache forget, after the transaction, what shows any of ``pages``.

    ``own=False`` leaves out the pages' own addresses. A cache that cannot be reached is logged: neither an
    import nor an editor is stopped by it.
    """
    if pages and has_frontend_cache():
        transaction.on_commit(lambda: _purge(pages, own), robust=True)


def _purge(pages: Sequence[Any], own: bool) -> None:
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    batch = PurgeBatch()
    batch.add_pages(pages if own else ())
    batch.add_pages(_above(pages))
    batch.add_urls(_of_people(pages))
    batch.purge()


def _above(pages: Iterable[Any]) -> Any:
    """The pages from the root of their sites down to ``pages``."""
    model = get_base_page_model()
    paths = {
        page.path[:length]
        for page in pages
        for length in range(2 * model.steplen, len(page.path), model.steplen)
    }
    return model.objects.filter(path__in=paths).live().specific()


def _of_people(pages: Iterable[Any]) -> list[str]:
    from wagtail_cstonews.models.quotations import people_in

    articles = conf.get_news_page_model().objects.filter(pk__in=[page.pk for page in pages])
    paths = [url for person in people_in(articles) if (url := person.get_absolute_url())]
    return [f"{root}{path}{part}" for root in _roots(pages) for path in paths for part in PERSON_PATHS]


def _roots(pages: Iterable[Any]) -> set[str]:
    """The addresses of the sites that the pages belong to, without a slash at the end."""
    return {parts[1] for page in pages if (parts := page.get_url_parts()) is not None}
