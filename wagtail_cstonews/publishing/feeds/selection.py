"""Which articles a feed has: the newest public ones, found by the index of their date."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from ... import __version__, conf
from ...models.quotations import articles_with
from ..visibility import public_pages

_COLUMNS = ("pk", "last_published_at", "latest_revision_created_at", "first_published_at")
"""What tells whether a feed has changed."""


@dataclass(frozen=True)
class State:
    """What it takes to say whether a reader has the newest feed."""

    changed: datetime.datetime | None
    """When one of the articles was published last."""
    etag: str
    """Another one as soon as an article comes, goes or is published again."""


def newest(articles: Any) -> Any:
    """The articles of a feed, newest first. Those without a date are in none."""
    # In the index's own direction, which for PostgreSQL is not that of "nulls last".
    dated = articles.filter(published_at__isnull=False).order_by("-published_at", "-pk")
    return dated[: conf.get_int("FEED_ARTICLES")]


def state_of(rows: Iterable[tuple[Any, ...]], *seed: object) -> State:
    """The state of a feed of these articles (:func:`rows_of`). ``seed`` is what else it depends on."""
    rows = list(rows)
    moments = [_aware(moment) for row in rows if (moment := row[1] or row[2] or row[3])]
    known = repr((__version__, conf.get_int("FEED_CHARACTERS"), seed, rows))
    digest = hashlib.sha256(known.encode()).hexdigest()[:32]
    # Weak: a person's new name or a template of the site's own may change the text, too.
    return State(max(moments, default=None), f'W/"{digest}"')


def rows_of(articles: Any) -> list[tuple[Any, ...]]:
    """What :func:`state_of` takes, of a queryset (in one query) or of articles that are loaded."""
    if isinstance(articles, list):
        return [tuple(getattr(article, column) for column in _COLUMNS) for article in articles]
    return list(articles.values_list(*_COLUMNS))


def quoting(person: Any, site: Any) -> Any:
    """The public articles on a site that quote or interview a person."""
    return public_pages(articles_with(person), site)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
