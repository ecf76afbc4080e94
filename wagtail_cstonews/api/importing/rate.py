"""How often a user may ask: a counter a minute in Django's default cache."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import Any

from django.core.cache import cache
from django.utils.translation import gettext as _

from ... import conf
from .refusals import RefusalError

_WINDOW = 60
"""Seconds."""


def count_request(user: Any) -> None:
    """Count a request of the user. Raises :exc:`RefusalError` (429) where it is one too many."""
    most = conf.get_int("IMPORT_API_REQUESTS_PER_MINUTE")
    now = time.time()
    key = f"wagtail_cstonews.import_api.{user.pk}.{int(now // _WINDOW)}"
    cache.add(key, 0, timeout=2 * _WINDOW)
    try:
        count = cache.incr(key)
    except ValueError:
        # The cache has dropped it, or keeps nothing at all.
        return
    if count > most:
        wait = int(_WINDOW - now % _WINDOW) + 1
        detail = _("More than %(most)d requests in a minute. Try again in %(seconds)d seconds.")
        raise RefusalError(
            HTTPStatus.TOO_MANY_REQUESTS,
            detail % {"most": most, "seconds": wait},
            headers={"Retry-After": str(wait)},
        )
