"""Addresses of runs, documents and site profiles in the admin, for the screens that link to them.

Their views are those of wagtail-modeladmin, which a site may do without, and which :mod:`.records` alone
imports; so their names are written out here.
"""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

_OF = "news-import_{}_modeladmin_{}"


def _url_or_empty(name: str, *args: Any) -> str:
    """The address of a screen; empty where the site does not have it."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def run_url(pk: int | None, action: str = "inspect") -> str:
    """The address of a run with its report, or of another view of it; empty for None."""
    return "" if pk is None else _url_or_empty(_OF.format("runs", action), pk)


def runs_url() -> str:
    return _url_or_empty(_OF.format("runs", "index"))


def run_or_home(pk: int) -> str:
    """Where to go on after something was done with a run."""
    return run_url(pk) or reverse("wagtailadmin_home")


def document_url(pk: int | None) -> str:
    """The address of an imported document as it is on record; empty for None."""
    return "" if pk is None else _url_or_empty(_OF.format("documents", "inspect"), pk)


def documents_url() -> str:
    return _url_or_empty(_OF.format("documents", "index"))


def profile_url(pk: int) -> str:
    return _url_or_empty(_OF.format("sites", "inspect"), pk)


def profiles_url() -> str:
    return _url_or_empty(_OF.format("sites", "index"))
