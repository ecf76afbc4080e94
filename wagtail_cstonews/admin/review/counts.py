"""How many documents wait on the review desk: counted no further than a thousand, and kept for a minute."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from wagtail_cstonews.admin import rights
from wagtail_cstonews.models import Trouble

from .filters import of_kind, waiting_documents

MOST = 1000
"""Counted no further: an editor wants to know whether it is a morning's work, and a count of everything would
take the longer the more there is."""

SECONDS = 60


def bounded(documents: Any) -> int:
    """How many documents there are; one more than :data:`MOST` where there are more than that."""
    return int(documents[: MOST + 1].count())


def in_words(count: int) -> str:
    """The count as it is shown.

    >>> in_words(12), in_words(1001)
    ('12', '1000+')
    """
    return f"{MOST}+" if count > MOST else str(count)


def waiting_count(user: Any) -> int:
    """How many documents wait for the user, as of a minute ago at most. No query where it is known."""
    if not rights.may_review(user):
        return 0
    key = _key(user)
    known = cache.get(key)
    if not isinstance(known, int):
        known = bounded(waiting_documents(user))
        cache.set(key, known, SECONDS)
    return known


def by_kind(user: Any) -> list[tuple[Trouble, int]]:
    """How many wait of each kind, the worst first, as of a minute ago at most; no kinds of which none do.

    One query a kind, none of which counts further than :data:`MOST`; none where it is known.
    """
    key = f"{_key(user)}.kinds"
    known = cache.get(key)
    if not isinstance(known, list):
        waiting = waiting_documents(user)
        known = [(int(kind), bounded(of_kind(waiting, kind))) for kind in sorted(Trouble, reverse=True)]
        cache.set(key, known, SECONDS)
    return [(Trouble(kind), count) for kind, count in known if count]


def forget_count(user: Any) -> None:
    """Count again: the user has just decided something."""
    cache.delete_many([_key(user), f"{_key(user)}.kinds"])


def _key(user: Any) -> str:
    return f"wagtail_cstonews.review.{user.pk}"
