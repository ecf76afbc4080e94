"""Import runs and their documents in the admin, to look at. The only file that needs wagtail-modeladmin.

On a site with a base page model of its own all of this works alike: neither model is a page, and the links to
pages go through Wagtail's own URLs.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import re_path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup, modeladmin_register
from wagtail_modeladmin.views import IndexView, InspectView

from wagtail_cstonews.admin.proposals import PROPOSAL, proposals_for
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.extraction.site import profile as profile_module
from wagtail_cstonews.extraction.site.profile import ProfileError
from wagtail_cstonews.importing.reporting.status import chunk_line
from wagtail_cstonews.importing.reporting.wording import in_words, paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument, ImportRun, SiteProfile
from wagtail_cstonews.web import as_number

RUNS_PATH = "news-import/runs"
DOCUMENTS_PATH = "news-import/documents"
PROFILES_PATH = "news-import/sites"

runs = AdminURLHelper(ImportRun, RUNS_PATH)
documents = AdminURLHelper(ImportedDocument, DOCUMENTS_PATH)

RECORDED = frozenset(ImportedDocument.State.values)
"""The states by which the list of documents can be filtered."""


class ReadOnlyPermissionHelper(PermissionHelper):
    """To look at, for whoever has a permission on the model; to change, for nobody."""

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ForgivingIndexView(IndexView):
    """The list. An address with filters that cannot be read shows all of it."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        # PostgreSQL takes no NUL.
        is_readable = not any("\x00" in value for values in request.GET.lists() for value in values[1])
        try:
            if is_readable:
                # The list is counted here; what a database cannot take shows now.
                return super().dispatch(request, *args, **kwargs)
        except (IncorrectLookupParameters, OverflowError):
            if not request.GET:
                raise
        messages.warning(request, _("The address had filters that cannot be read; here is all of the list."))
        return redirect(request.path)


class ReadOnlyModelAdmin(ModelAdmin):
    """A list and a view of each, and no other address."""

    permission_helper_class = ReadOnlyPermissionHelper
    index_view_class = ForgivingIndexView
    inspect_view_enabled = True
    history_view_enabled = False
    list_per_page = 50
    _kept = ("index", "inspect")

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        kept = {self.url_helper.get_action_url_name(action) for action in self._kept}
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name in kept)

    def inspect_view(self, request: Any, instance_pk: str) -> Any:
        return super().inspect_view(request, key_of(instance_pk))

    def register_admin_url_finders(self) -> None:
        """There is no page to edit these, so nothing in the admin links to one."""

    def register_indexing(self) -> None:
        """The records of an import are no use that a page is put to."""


def key_of(instance_pk: str) -> str:
    """The primary key in an address. Raises :exc:`Http404`."""
    number = as_number(instance_pk)
    if number is None:
        raise Http404
    return str(number)


def page_link(page: Any) -> str:
    """A link to the page in the admin; empty for none."""
    if page is None:
        return ""
    return format_html('<a href="{}">{}</a>', edit_url(page.pk), page.get_admin_display_title())


def edit_url(pk: int) -> str:
    """Where a page is edited."""
    return reverse("wagtailadmin_pages:edit", args=[pk])


def proposal_url(document: ImportedDocument, user: Any) -> str:
    """Where the document's proposal is decided on; empty for none, and for who may not."""
    proposal = getattr(document, "proposal", None)
    if proposal is None or not proposals_for(user).filter(pk=proposal.pk).exists():
        return ""
    return reverse(PROPOSAL, args=[proposal.pk])


def _inspect_url(helper: AdminURLHelper, pk: int | None, action: str = "inspect") -> str:
    return "" if pk is None else helper.get_action_url(action, pk)


def documents_of(run: ImportRun, **filters: Any) -> str:
    """The address of the list of a run's documents."""
    return f"{documents.index_url}?{urlencode({'run': run.pk, **filters})}"


def linked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The documents that a report lists, with links to those records and pages that are still there."""
    others = [other for row in rows if (other := row.get("taken_for"))]
    records = {row["document"] for row in [*rows, *others]} - {None}
    there = set(ImportedDocument.objects.filter(pk__in=records).values_list("pk", flat=True))
    pages = {row["page"] for row in [*rows, *others]} - {None}
    pages = set(get_base_page_model()._default_manager.filter(pk__in=pages).values_list("pk", flat=True))

    def with_links(row: dict[str, Any]) -> dict[str, Any]:
        found = {
            **row,
            "document_url": _inspect_url(documents, row["document"]) if row["document"] in there else "",
            "page_url": edit_url(row["page"]) if row["page"] in pages else "",
        }
        if other := row.get("taken_for"):
            found["taken_for"] = with_links(other)
        return found

    return list(map(with_links, rows))


def report_for(run: ImportRun) -> dict[str, Any]:
    """The run's report with links into the admin; empty for a run that keeps none."""
    # Only now: all that an import needs comes along.
    from wagtail_cstonews.importing.reporting.accumulator import report_of
    from wagtail_cstonews.importing.reporting.findings import LISTS
    from wagtail_cstonews.importing.reporting.report_page import charts_of, shown

    report = report_of(run)
    if not report:
        return {}
    charts = charts_of(report)
    lists = [name for name in (*LISTS, "slowest") if name in charts]
    rows = iter(linked([shown(row, paths_of(run)) for name in lists for row in charts[name]]))
    counts = {name: len(charts[name]) for name in lists}
    # The list is ordered by the number of a column.
    column = ImportedDocumentAdmin.list_display.index("confidence_percent") + 1
    return {
        **charts,
        **{name: list(islice(rows, counts[name])) for name in lists},
        "states": [
            (state, number, documents_of(run, state__exact=state) if state in RECORDED else "", words)
            for state, number, _, words in charts["states"]
        ],
        "failed_url": documents_of(run, state__exact="failed"),
        "lists_url": documents_of(run, state__exact="not_an_article"),
        "duplicates_url": documents_of(run, state__exact="duplicate"),
        "unsure_url": documents_of(run, doubt__exact="unsure"),
        "untitled_url": documents_of(run, doubt__exact="no_title"),
        # The column of the list that it is ordered by.
        "doubtful_url": documents_of(run, o=column),
    }


OPTIONS = {
    "paths": _("Files and folders"),
    "again": _("The originals of run"),
    "all": _("All stored originals"),
    "to": _("Into the section"),
    "publish": _("Publish"),
    "publish_above": _("Publish above"),
    "ids": _("Only the documents"),
    "limit": _("At most so many documents"),
    "format": _("Format"),
    "prefer": _("Of rows with both, use"),
    "locale": _("Language of the section"),
    "recreate": _("Make deleted pages again"),
    "site": _("Site of documents without an address"),
    "site_profiles": _("Learn what sites have in common"),
    "redirects": _("Redirects from the old addresses"),
    "on_conflict": _("Where the page was edited, too"),
    "keep_near_duplicates": _("Pages of near-duplicates"),
    "keep_lists": _("Drafts of lists"),
    "fetch_images": _("Fetch images"),
    "image_collection": _("Collection of images"),
    "fetch_files": _("Fetch linked files"),
    "file_collection": _("Collection of linked files"),
    "enqueue": _("By the task queue"),
}


def options_said(run: ImportRun) -> list[tuple[Any, str]]:
    """What the run was asked for, in words; what was not asked for is left out."""
    found = []
    for name, value in run.options.items():
        if value in (None, False, "", [], {}):
            continue
        if isinstance(value, list):
            said = ", ".join(
                str(_("all of them")) if item is None else short_path(str(item)) for item in value
            )
        elif name == "publish_above":
            said = f"{value:.0%}"
        else:
            said = gettext("yes") if value is True else short_path(str(value)) if name != "to" else str(value)
        found.append((OPTIONS.get(name, name.replace("_", " ")), said))
    return found


class ImportRunInspectView(InspectView):
    """How a run went: its report, as ``import_news --report`` writes it."""

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        if field_name == "command":
            return without_folders(self.instance.command, paths_of(self.instance))
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.reporting.report_page import pace_of

        run = self.instance
        report = report_for(run)
        report_url = _inspect_url(runs, run.pk, "report")
        return super().get_context_data(
            **{
                **kwargs,
                "run": run,
                "counts": {in_words(state): number for state, number in run.counts.items()},
                "options": options_said(run),
                "section_link": page_link(run.section),
                "documents_url": documents_of(run),
                "report": report,
                "is_going_on": run.state == ImportRun.State.RUNNING,
                "chunks": chunk_line(run) if run.options.get("enqueue") else "",
                "pace": pace_of(run, report.get("counts", run.counts)),
                "downloads": [(kind, f"{report_url}?format={kind}") for kind in ("html", "json")],
            }
        )


class ImportRunReportView(InspectView):
    """The report as a file, for whoever may look at the run."""

    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        from wagtail_cstonews.importing.reporting.report_page import data_of_run, page_of_run

        run = self.instance
        if not run.report and not run.findings.exists():
            raise Http404
        if request.GET.get("format") == "json":
            data = json.dumps(data_of_run(run), ensure_ascii=False, indent=2)
            response = HttpResponse(data, content_type="application/json")
        else:
            response = HttpResponse(page_of_run(run, on_screen=True))
        kind = "json" if request.GET.get("format") == "json" else "html"
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.{kind}"'
        return response


class ImportRunAdmin(ReadOnlyModelAdmin):
    model = ImportRun
    menu_icon = "history"
    base_url_path = RUNS_PATH
    list_display = ("started_at", "state", "section", "summary", "user", "finished_at")
    list_filter = ("state", "started_at")
    list_select_related = ("section", "user")
    search_fields = ("command",)
    inspect_view_class = ImportRunInspectView
    inspect_template_name = "wagtail_cstonews/admin/inspect_run.html"
    inspect_view_extra_css = ["wagtail_cstonews/admin.css"]
    inspect_view_fields = ("started_at", "finished_at", "state", "user", "command", "version")

    def get_queryset(self, request: Any) -> Any:
        # The list shows none of the reports.
        return super().get_queryset(request).defer("report")

    def report_view(self, request: Any, instance_pk: str) -> Any:
        return ImportRunReportView.as_view(model_admin=self, instance_pk=key_of(instance_pk))(request)

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        pattern = self.url_helper.get_action_url_pattern("report")
        name = self.url_helper.get_action_url_name("report")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.report_view, name=name))

    def summary(self, run: ImportRun) -> str:
        return ", ".join(f"{in_words(name)}: {number}" for name, number in run.counts.items() if number)

    summary.short_description = _("documents")  # type: ignore[attr-defined]


class RunFilter(SimpleListFilter):
    """Documents by run. The last runs are offered; any other can be reached from its own view."""

    title = _("run")
    parameter_name = "run"
    offered = 20

    def lookups(self, request: Any, model_admin: Any) -> list[tuple[str, str]]:
        return [(str(run.pk), str(run)) for run in ImportRun.objects.all()[: self.offered]]

    def queryset(self, request: Any, queryset: Any) -> Any:
        run = as_number(self.value())
        return queryset if run is None else queryset.filter(run_id=run)


def percent(share: float | None) -> str:
    return "" if share is None else f"{share:.0%}"


def unsure_quotes(document: ImportedDocument) -> list[dict[str, Any]]:
    """The quotes of which nobody was sure who said them, each with the guesses."""
    return [
        {"text": quote.get("text", ""), "guesses": quote.get("guesses") or []}
        for quote in document.article.get("quotes", ())
        if not quote.get("speaker")
    ]


class ImportedDocumentInspectView(InspectView):
    """One document with every line, what became of it, and the original."""

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        document = self.instance
        if field_name == "confidence":
            return percent(document.confidence) or self.model_admin.get_empty_value_display(field_name)
        if field_name in ("source", "key"):
            return short_path(getattr(document, field_name))
        if field_name == "message":
            return without_folders(document.message, paths_of(document.run))
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = self.instance
        return super().get_context_data(
            **{
                **kwargs,
                "lines": document.lines,
                "warnings": document.warnings,
                "unsure_quotes": unsure_quotes(document),
                "page_link": page_link(document.page),
                "proposal_url": proposal_url(document, self.request.user),
                "duplicate_url": _inspect_url(documents, document.duplicate_of_id),
                "duplicate_page": page_link(document.duplicate_of.page) if document.duplicate_of else "",
                "run_url": _inspect_url(runs, document.run_id),
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
        # The list shows none of the texts, and a page of them may be megabytes.
        long = [f"{of}{name}" for of in ("", "duplicate_of__") for name in ("original", "article")]
        return super().get_queryset(request).defer(*long)

    def title_or_source(self, document: ImportedDocument) -> str:
        return document.title or short_path(document.source)

    title_or_source.short_description = _("document")  # type: ignore[attr-defined]
    title_or_source.admin_order_field = "title"  # type: ignore[attr-defined]

    def confidence_percent(self, document: ImportedDocument) -> str:
        return percent(document.confidence)

    confidence_percent.short_description = _("confidence")  # type: ignore[attr-defined]
    confidence_percent.admin_order_field = "confidence"  # type: ignore[attr-defined]

    def page_link(self, document: ImportedDocument) -> str:
        return page_link(document.page)

    page_link.short_description = _("page")  # type: ignore[attr-defined]

    def taken_for(self, document: ImportedDocument) -> str:
        first = document.duplicate_of
        if first is None:
            return ""
        name = first.title or short_path(first.source)
        return format_html('<a href="{}">{}</a>', _inspect_url(documents, first.pk), name)

    taken_for.short_description = _("duplicate of")  # type: ignore[attr-defined]


class SiteProfileInspectView(InspectView):
    """What is known of one site."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        try:
            profile = self.instance.profile
        except ProfileError as error:
            return {**context, "problem": str(error)}
        return {**context, "forms": _forms_of(profile), "lines": profile.common_lines()}


def _forms_of(profile: profile_module.SiteProfile) -> list[tuple[Any, str]]:
    """How the site writes titles, dates and bylines, as far as that is known."""
    order = {True: _("month first"), False: _("day first"), None: ""}[profile.month_first()]
    byline = profile.byline_place()
    forms = [
        (_("Added to titles"), ", ".join(profile.site_names())),
        (_("Dates"), order),
        (_("Form of dates"), ", ".join(profile.usual_date_forms())),
        (_("Lines from the title to the byline"), str(byline[0]) if byline else ""),
        (_("The byline begins with"), byline[1] if byline else ""),
        (_("Corrected lines"), str(len(profile.corrections) or "")),
    ]
    return [(name, value) for name, value in forms if value]


class SiteProfileAdmin(ReadOnlyModelAdmin):
    model = SiteProfile
    menu_icon = "site"
    base_url_path = PROFILES_PATH
    list_display = ("host", "documents", "updated_at")
    search_fields = ("host",)
    inspect_view_class = SiteProfileInspectView
    inspect_template_name = "wagtail_cstonews/admin/inspect_profile.html"
    inspect_view_fields = ("host", "documents", "created_at", "updated_at")

    def get_queryset(self, request: Any) -> Any:
        # The list shows none of it, and there may be much.
        return super().get_queryset(request).defer("data")


@modeladmin_register
class NewsImportGroup(ModelAdminGroup):
    menu_label = _("News import")
    menu_icon = "download"
    menu_order = 260
    items = (ImportRunAdmin, ImportedDocumentAdmin, SiteProfileAdmin)
