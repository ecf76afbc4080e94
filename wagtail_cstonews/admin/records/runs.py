"""Import runs in the admin: the list with its columns and filters, and a run with its report."""

from __future__ import annotations

import json
from typing import Any

from django.contrib.admin import display
from django.http import Http404, HttpResponse
from django.urls import re_path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.run_actions.offered import buttons_for
from wagtail_cstonews.admin.run_actions.progress import progress_of
from wagtail_cstonews.importing.reporting.status import chunk_line
from wagtail_cstonews.importing.reporting.wording import in_words, paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportRun
from wagtail_cstonews.publishing.messages import translated

from ..addresses import run_url
from .filters import RunFilterSet
from .links import RUNS_PATH, documents_url, page_link, page_url
from .options import options_in_words
from .read_only import ReadOnlyModelAdmin, ReadOnlyPermissionHelper, RecordView, key_of
from .report import report_for


class RunPermissionHelper(ReadOnlyPermissionHelper):
    """Runs are seen by who may import into their section."""

    def user_can_list(self, user: Any) -> bool:
        return rights.may_import(user)

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return rights.may_see_run(user, obj)


class ImportRunInspectView(RecordView):
    """One run with the report that ``import_news --report`` writes, live while it is at work."""

    @property
    def header_buttons(self) -> list[Any]:
        return buttons_for(self.instance, self.request.user)

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        if field_name == "command":
            return without_folders(self.instance.command, paths_of(self.instance))
        return super().get_field_display_value(field_name, field)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from wagtail_cstonews.importing.reporting.report_page import pace_of

        run = self.instance
        report = report_for(run)
        report_url = run_url(run.pk, "report")
        return super().get_context_data(
            **{
                **kwargs,
                "run": run,
                "counts": {in_words(state): number for state, number in run.counts.items()},
                "options": options_in_words(run),
                "section_link": page_link(run.section),
                "documents_url": documents_url(run),
                "report": report,
                "progress": progress_of(run, self.request.user),
                "kept": kept_by_undo(run),
                "is_going_on": run.state == ImportRun.State.RUNNING,
                "chunks": chunk_line(run) if run.options.get("enqueue") else "",
                "pace": pace_of(run, report.get("counts", run.counts)),
                "downloads": [(kind, f"{report_url}?format={kind}") for kind in ("html", "json")],
            }
        )


def kept_by_undo(run: ImportRun) -> list[dict[str, str]]:
    """What was kept when the run was undone, and why."""
    if run.state not in (run.State.UNDOING, run.State.UNDONE, run.State.PARTLY_UNDONE):
        return []
    paths = paths_of(run)
    return [
        {
            "source": short_path(source),
            "message": without_folders(translated(message), paths),
            "url": page_url(page) if page else "",
        }
        for source, message, page in run.undo.get("kept", ())
    ]


class ImportRunReportView(RecordView):
    """The download of the report, with the permissions of the run's view."""

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
    list_display = ("started", "state", "section_title", "summary", "user", "finished_at")
    filterset_class = RunFilterSet
    permission_helper_class = RunPermissionHelper
    list_select_related = ("section", "user")
    search_fields = ("command",)
    inspect_view_class = ImportRunInspectView
    inspect_template_name = "wagtail_cstonews/admin/inspect_run.html"
    inspect_view_fields = ("started_at", "finished_at", "state", "user", "command", "version")

    def get_queryset(self, request: Any) -> Any:
        # The list shows no reports.
        return rights.runs_for(request.user).defer("report", "undo")

    def is_state_primary(self, record: Any) -> bool:
        return record.state in (record.State.RUNNING, record.State.FAILED, record.State.INTERRUPTED)

    def report_view(self, request: Any, instance_pk: str) -> Any:
        return ImportRunReportView.as_view(model_admin=self, instance_pk=key_of(instance_pk))(request)

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        pattern = self.url_helper.get_action_url_pattern("report")
        name = self.url_helper.get_action_url_name("report")
        return (*super().get_admin_urls_for_registration(), re_path(pattern, self.report_view, name=name))

    @display(description=_("started"), ordering="started_at")
    def started(self, run: ImportRun) -> str:
        moment = timezone.localtime(run.started_at) if timezone.is_aware(run.started_at) else run.started_at
        return str(date_format(moment, "SHORT_DATETIME_FORMAT"))

    @display(description=_("section"), ordering="section__title")
    def section_title(self, run: ImportRun) -> str:
        return str(run.section.get_admin_display_title()) if run.section else ""

    @display(description=_("documents"))
    def summary(self, run: ImportRun) -> str:
        return ", ".join(f"{in_words(name)}: {number}" for name, number in run.counts.items() if number)
