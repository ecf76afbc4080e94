"""The list of a section's pages: with the date of each article, and a mark for imported ones."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import template_localtime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.pages.listing import ExplorableIndexView

from wagtail_cstonews.models import ImportedDocument


class ImportedColumn(Column):
    """Whether the page was imported, with a link to what was imported where something waits."""

    cell_template_name = "wagtail_cstonews/admin/page_editor/imported_cell.html"

    def get_value(self, instance: Any) -> Any:
        return getattr(instance, "_imported", None)


def published_at(page: Any) -> str:
    """The date of an article, whole: of an archive, "7 years ago" says too little. Other pages have none."""
    moment = getattr(page, "published_at", None)
    return date_format(template_localtime(moment), "DATE_FORMAT") if moment else ""


def with_columns(columns: list[Any]) -> list[Any]:
    """Wagtail's columns with ours: the date before the status, the mark behind it."""
    found = []
    for column in columns:
        if column.name == "status":
            found.append(Column("article_date", label=_("Date"), accessor=published_at, width="12%"))
        found.append(column)
        if column.name == "status":
            found.append(
                ImportedColumn("imported", label=_("Import"), width="10%", classname="cstonews-import-cell")
            )
    return found


class SectionIndexView(ExplorableIndexView):
    """The list of pages below a section."""

    base_columns = with_columns(ExplorableIndexView.base_columns)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        note_imports(context["object_list"])
        return context


def note_imports(pages: Any) -> None:
    """Tell each page whether it was imported: one query."""
    of_page = {page.pk: page for page in pages}
    records = ImportedDocument.objects.filter(page__in=of_page).order_by("pk")
    for page, pk, priority in records.values_list("page", "pk", "review_priority"):
        of_page[page]._imported = {"pk": pk, "waits": bool(priority)}
