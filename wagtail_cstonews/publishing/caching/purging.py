"""Tells the site's front-end cache (``wagtail.contrib.frontend_cache``) what changed.

Wagtail has it forget a page that an editor publishes or unpublishes. Here it forgets what else shows the
page: the sections above it and the people in it; and what an import publishes, which Wagtail does not notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db import transaction

from wagtail_cstonews import conf
from wagtail_cstonews.compat import get_base_page_model

from ..formats import FEEDS

PERSON_PATHS = ("", *(f"feed.{ending}" for ending in FEEDS))
"""What there is of a person, below the address of the page."""


def has_frontend_cache() -> bool:
    """Whether the site has a front-end cache that can be told what to forget."""
    names = ("WAGTAILFRONTENDCACHE", "WAGTAILFRONTENDCACHE_LOCATION")
    return any(getattr(settings, name, None) for name in names)


def purge_after_commit(pages: Sequence[Any]) -> None:
    """Have the front-end cache forget, after the transaction, what shows any of ``pages`` beside themselves.

    A cache that cannot be reached is in Django's log: neither an import nor an editor is stopped by it.
    """
    if pages and has_frontend_cache():
        transaction.on_commit(lambda: _purge(pages), robust=True)


def _purge(pages: Sequence[Any]) -> None:
    from wagtail.contrib.frontend_cache.utils import PurgeBatch

    batch = PurgeBatch()
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
    """Of whoever is named in the articles as they are stored: of what is unpublished now, nobody is quoted
    any more.
    """
    from wagtail_cstonews.models.people import Person

    articles = (page for page in pages if isinstance(page, conf.get_news_page_model()))
    people = Person.objects.filter(pk__in={pk for page in articles for pk in page.named_people})
    paths = [url for person in people if (url := person.get_absolute_url())]
    return [f"{root}{path}{part}" for root in _roots(pages) for path in paths for part in PERSON_PATHS]


def _roots(pages: Iterable[Any]) -> set[str]:
    """The addresses of the sites that the pages belong to, without a slash at the end."""
    return {parts[1] for page in pages if (parts := page.get_url_parts()) is not None}
