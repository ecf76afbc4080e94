"""Imported documents in the admin: the list with its filters, and the view of a document with all lines."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument, ImportRun
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from .links import DOCUMENTS_PATH, document_url, page_link, proposal_url, review_url, run_url
from .read_only import ReadOnlyModelAdmin


class RunFilter(SimpleListFilter):
    """The filter by run. It offers the last runs; other runs link to their documents."""

    title = _("run")
    parameter_name = "run"
    offered = 20
    """The number of runs offered: the filter must not be longer than the list beside it."""

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(run.pk), str(run)) for run in ImportRun.objects.all()[: self.offered]]

    def queryset(self, request: Any, queryset: Any) -> Any:
        run = as_number(self.value())
        return queryset if run is None else queryset.filter(run_id=run)


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def _unsure_quotes(document: ImportedDocument) -> list[dict[str, Any]]:
    """The quotes without a certain speaker, each with the candidates."""
    return [
        {"text": quote.get("text", ""), "guesses": quote.get("guesses") or []}
        for quote in document.article.get("quotes", ())
        if not quote.get("speaker")
    ]


class ImportedDocumentInspectView(InspectView):
    """One document with every line, its state, and the original."""

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        document = self.instance
        if field_name == "confidence":
            return _percent(document.confidence) or self.model_admin.get_empty_value_display(field_name)
        if field_name in ("source", "key"):
            return short_path(getattr(document, field_name))
        if field_name == "message":
            return without_folders(translated(document.message), paths_of(document.run))
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.instance
        return super().get_context_data(
            **{
                **kwargs,
                "lines": document.lines,
                "warnings": document.warnings,
                "unsure_quotes": _unsure_quotes(document),
                "page_link": page_link(document.page),
                "proposal_url": proposal_url(document, self.request.user),
                "review_url": review_url(document, self.request.user),
                "duplicate_url": document_url(document.duplicate_of_id),
                "duplicate_page": page_link(document.duplicate_of.page) if document.duplicate_of else "",
                "run_url": run_url(document.run_id),
            }
        )


class ImportedDocumentAdmin(ReadOnlyModelAdmin):
    model = ImportedDocument
    menu_icon = "doc-full"
    base_url_path = DOCUMENTS_PATH
    list_display = (
        "title_or_source",
        "kind",
        "state",
        "confidence_percent",
        "warnings_count",
        "page_link",
        "taken_for",
        "updated_at",
    )
    list_filter = ("state", "doubt", "kind", "language", RunFilter)
    list_select_related = ("page", "duplicate_of")
    index_view_extra_css = ["wagtail_cstonews/admin.css"]
    search_fields = ("title", "source", "key", "message")
    inspect_view_class = ImportedDocumentInspectView
    inspect_template_name = "wagtail_cstonews/admin/inspect_document.html"
    inspect_view_fields = (
        "source",
        "key",
        "url",
        "state",
        "message",
        "kind",
        "title",
        "language",
        "confidence",
        "media_type",
        "encoding",
        "created_at",
        "updated_at",
    )

    def get_queryset(self, request: Any) -> Any:
        # The list shows none of the texts, which may be megabytes.
        long = [f"{of}{name}" for of in ("", "duplicate_of__") for name in ("original", "article")]
        return super().get_queryset(request).defer(*long)

    @display(description=_("document"), ordering="title")
    def title_or_source(self, document: ImportedDocument) -> str:
        return document.title or short_path(document.source)

    @display(description=_("confidence"), ordering="confidence")
    def confidence_percent(self, document: ImportedDocument) -> str:
        return _percent(document.confidence)

    @display(description=_("page"))
    def page_link(self, document: ImportedDocument) -> str:
        return page_link(document.page)

    @display(description=_("duplicate of"))
    def taken_for(self, document: ImportedDocument) -> str:
        first = document.duplicate_of
        if first is None:
            return ""
        name = first.title or short_path(first.source)
        return format_html('<a href="{}">{}</a>', document_url(first.pk), name)


CONFIDENCE_COLUMN = ImportedDocumentAdmin.list_display.index("confidence_percent") + 1
"""The column of the confidence in the list's order parameter: ``?o=4``."""
