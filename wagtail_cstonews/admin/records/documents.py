"""Imported documents in the admin: the list with its filters, and the view of a document with all lines."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import display
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.words import outcome_in_words, percent, warning_in_words
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument

from ..addresses import document_url, run_url
from .filters import DocumentFilterSet
from .links import DOCUMENTS_PATH, page_link, proposal_url, review_url
from .read_only import ReadOnlyModelAdmin, ReadOnlyPermissionHelper, RecordView


def _unsure_quotes(document: ImportedDocument) -> list[dict[str, Any]]:
    """The quotes without a certain speaker, each with the candidates."""
    return [
        {"text": quote.get("text", ""), "guesses": quote.get("guesses") or []}
        for quote in document.article.get("quotes", ())
        if not quote.get("speaker")
    ]


class DocumentPermissionHelper(ReadOnlyPermissionHelper):
    """Documents are seen by who may edit their page, or import into the section that they came into."""

    def user_can_list(self, user: Any) -> bool:
        return rights.may_review(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return bool(rights.documents_for(user).filter(pk=obj.pk).exists())


class ImportedDocumentInspectView(RecordView):
    """One document with every line, its state, and the original."""

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        document = self.instance
        if field_name == "confidence":
            return percent(document.confidence) or self.model_admin.get_empty_value_display(field_name)
        if field_name in ("source", "key"):
            return short_path(getattr(document, field_name))
        if field_name == "message":
            return outcome_in_words(without_folders(document.message, paths_of(document.run)))
        return super().get_field_display_value(field_name, field)

    def may_see_run(self) -> bool:
        document = self.instance
        return document.run is not None and rights.may_see_run(self.request.user, document.run)

    def original_of_duplicate(self) -> dict[str, str]:
        """Links to what the document was taken for, where the user may see that."""
        first = self.instance.duplicate_of
        if first is None or not rights.documents_for(self.request.user).filter(pk=first.pk).exists():
            return {"duplicate_url": "", "duplicate_page": ""}
        return {"duplicate_url": document_url(first.pk), "duplicate_page": page_link(first.page)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.instance
        return super().get_context_data(
            **{
                **kwargs,
                "lines": document.lines,
                "warnings": [
                    {**one, "words": warning_in_words(one.get("code", ""), one.get("message", ""))}
                    for one in document.warnings
                ],
                "unsure_quotes": _unsure_quotes(document),
                "page_link": page_link(document.page),
                "proposal_url": proposal_url(document, self.request.user),
                "review_url": review_url(document, self.request.user),
                **self.original_of_duplicate(),
                "run_url": run_url(document.run_id) if self.may_see_run() else "",
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
    filterset_class = DocumentFilterSet
    permission_helper_class = DocumentPermissionHelper
    history_view_enabled = False
    list_select_related = ("page", "duplicate_of")
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
        return rights.documents_for(request.user).defer(*long)

    def is_state_primary(self, record: Any) -> bool:
        return record.state in (record.State.FAILED, record.State.NOT_AN_ARTICLE, record.State.DUPLICATE)

    @display(description=_("document"), ordering="title")
    def title_or_source(self, document: ImportedDocument) -> str:
        return document.title or short_path(document.source)

    @display(description=_("confidence"), ordering="confidence")
    def confidence_percent(self, document: ImportedDocument) -> str:
        return percent(document.confidence)

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
