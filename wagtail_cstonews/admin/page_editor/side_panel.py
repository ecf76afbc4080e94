"""The side panel "Import" of an imported page: where it came from, and what is to be looked at."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from wagtail_cstonews.admin.addresses import DESK, DOCUMENT, PROPOSAL
from wagtail_cstonews.admin.review.words import troubles, waiting_proposal
from wagtail_cstonews.admin.words import confidence_in_words, warning_in_words
from wagtail_cstonews.importing.reporting.wording import short_path
from wagtail_cstonews.models import ImportedDocument


def document_of(page: Any) -> ImportedDocument | None:
    """The record of the import that the page came from; without the original, which may be megabytes."""
    records = ImportedDocument.objects.filter(page=page.pk) if page.pk else ImportedDocument.objects.none()
    related = ("run", "proposal", "duplicate_of")
    deferred = [f"{of}{name}" for of in ("proposal__", "duplicate_of__") for name in ("original", "article")]
    return records.select_related(*related).defer("original", *deferred).order_by("-pk").first()


class ImportSidePanel(BaseSidePanel):
    """The panel. Who may edit the page sees it, as its other side panels."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle import")
        icon_name = "download"

        def get_context_data(self, parent_context: Any) -> Any:
            context = super().get_context_data(parent_context)
            context["count"] = self.panel.count
            return context

    name = "news-import"
    title = _("Import")
    template_name = "wagtail_cstonews/admin/page_editor/side_panel.html"
    order = 150

    def __init__(self, object: Any, request: Any, document: ImportedDocument) -> None:
        super().__init__(object, request)
        self.document = document

    @property
    def media(self) -> Media:
        return Media(css={"all": ["wagtail_cstonews/admin/page_editor.css"]})

    @cached_property
    def count(self) -> int:
        """What is yet to be looked at."""
        return len(troubles(self.document)) if self.document.review_priority else 0

    def get_context_data(self, parent_context: Any) -> Any:
        document = self.document
        proposal = waiting_proposal(document)
        warnings = [
            {**warning, "words": warning_in_words(str(warning.get("code")), str(warning.get("message", "")))}
            for warning in document.warnings
        ]
        left_out = [line for line in document.lines if line.get("label") in ("teaser", "chrome", "duplicate")]
        return {
            **super().get_context_data(parent_context),
            "document": document,
            "source": short_path(document.source),
            "source_url": document.url if document.url.startswith(("https://", "http://")) else "",
            "run_url": f"{reverse(DESK)}?run={document.run_id}" if document.run_id else "",
            "confidence": confidence_in_words(document.confidence),
            "troubles": troubles(document) if document.review_priority else [],
            "warnings": warnings,
            "left_out": len(left_out),
            "proposal_url": reverse(PROPOSAL, args=[proposal.pk]) if proposal else "",
            "document_url": reverse(DOCUMENT, args=[document.pk]),
        }


def with_import(view: Any, panels: Any) -> Any:
    """The side panels of an edit view with that of the import, if the page was imported."""
    if getattr(view, "expects_json_response", False):
        return panels
    document = document_of(view.page)
    if document is not None:
        panels.append(ImportSidePanel(view.page, view.request, document))
    return panels
