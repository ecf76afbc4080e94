"""Addresses in the admin, for screens of one room that link to those of another.

The views of runs, documents and site profiles are those of wagtail-modeladmin, which a site may do without,
and which :mod:`.records` alone imports; so their names are written out here.
"""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse

START = "wagtail_cstonews_import"
UPLOAD = "wagtail_cstonews_upload"
PLANNED = "wagtail_cstonews_planned"
DESK = "wagtail_cstonews_review"
DOCUMENT = "wagtail_cstonews_review_document"
PROPOSALS = "wagtail_cstonews_proposals"
PROPOSAL = "wagtail_cstonews_proposal"
"""URL names: the start of an import, an upload, one of its documents; the review desk and a document on it;
the proposals and one of them.
"""

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
