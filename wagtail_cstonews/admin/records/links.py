"""Links to documents, pages, proposals and the review desk."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html

from wagtail_cstonews.admin import addresses, rights
from wagtail_cstonews.admin.addresses import DOCUMENT, PROPOSAL
from wagtail_cstonews.admin.proposals import proposals_for
from wagtail_cstonews.models import ImportedDocument, ImportRun

RUNS_PATH = "news-import/runs"
DOCUMENTS_PATH = "news-import/documents"


def documents_url(run: ImportRun, **filters: Any) -> str:
    """The URL of the list of a run's documents; ``filters`` are query parameters such as ``state``."""
    return f"{addresses.documents_url()}?{urlencode({'run': run.pk, **filters})}"


def page_url(pk: int) -> str:
    """The URL of a page's editor."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def page_link(page: Any) -> str:
    """A link to the page's editor; empty for None."""
    if page is None:
        return ""
    return format_html('<a href="{}">{}</a>', page_url(page.pk), page.get_admin_display_title())


def proposal_url(document: ImportedDocument, user: Any) -> str:
    """The URL of the document's proposal; empty without one, or without permission."""
    proposal = getattr(document, "proposal", None)
    if proposal is None or not proposals_for(user).filter(pk=proposal.pk).exists():
        return ""
    return reverse(PROPOSAL, args=[proposal.pk])


def review_url(document: ImportedDocument, user: Any) -> str:
    """The URL of the document on the review desk; empty without permission."""
    if not rights.documents_for(user).filter(pk=document.pk).exists():
        return ""
    return reverse(DOCUMENT, args=[document.pk])
