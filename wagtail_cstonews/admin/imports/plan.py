"""The screen of an upload: its progress, the plan of its documents, and how its import ended."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy

from wagtail_cstonews.models import ImportedDocument, ImportRun, ImportUpload, PlannedDocument
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..addresses import DESK, PLANNED, START, UPLOAD, run_url
from ..rights import documents_for, may_import_into, may_publish_in
from ..words import confidence_in_words, warning_in_words
from .access import next_url, upload_of
from .progress import counts_of, progress_of
from .wording import COUNTED, TABS, tab_of

State = ImportUpload.State

ROWS = 50
"""Documents on one page of the plan."""

MOST_FAILURES = 50
"""Failures that are named at the end; the run's report has all."""

ORDERS = {"": ("number",), "confidence": (F("confidence").asc(nulls_last=True), "number")}

NOT_SHOWN = ("content", "text", "sketch", "corrections", "key_hash", "content_hash")
"""Fields that the table needs nothing of: some are long."""


@dataclass
class Row:
    """A document as the table shows it."""

    document: PlannedDocument
    url: str
    will: str
    """What will happen, in a sentence."""
    confidence: str
    page: Any = None
    """The page that it would change, or whose text it repeats."""
    warnings: list[str] = field(default_factory=list)
    is_left_out: bool = False


def matching(upload: ImportUpload, tab: str, query: str) -> Any:
    """The documents that a filter and a search show."""
    found = upload.documents.all()
    for name, _label, wanted in TABS:
        if name == tab:
            found = found.filter(**wanted)
    if words := query.replace("\0", " ").strip():
        found = found.filter(Q(title__icontains=words) | Q(source__icontains=words))
    return found


class UploadView(WagtailAdminTemplateMixin, TemplateView):
    """One upload of the user, whatever its state."""

    header_icon = "upload"
    template_name = "wagtail_cstonews/admin/imports/upload.html"
    _show_breadcrumbs = True
    page_title = gettext_lazy("Import news")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.upload = upload_of(request, kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        to = next_url(self.upload)
        if to != self.url and "plan" not in request.GET:
            return redirect(to)
        return super().get(request, *args, **kwargs)

    @property
    def url(self) -> str:
        return reverse(UPLOAD, args=[self.upload.pk])

    def get_page_subtitle(self) -> str:
        if self.upload.state == State.PLANNED:
            return _("Check before importing")
        return str(State(self.upload.state).label)

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(START), "label": self.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        upload = self.upload
        context = super().get_context_data(
            **{**kwargs, "upload": upload, "url": self.url, "start_url": reverse(START)}
        )
        if upload.state == State.PLANNED:
            context |= self.plan()
        elif upload.state == State.DONE:
            context |= self.end()
        elif upload.state in (State.READING, State.PLANNING, State.IMPORTING):
            from wagtail_cstonews.importing.queue.enqueuing import has_workers

            context |= {
                "progress": progress_of(upload),
                "has_workers": has_workers(),
                "run_url": run_url(upload.run_id),
            }
        return context

    # ------------------------------------------------------------------ the plan

    @cached_property
    def tab(self) -> str:
        given = self.request.GET.get("show", "all")
        return given if given in {name for name, *_ in TABS} else "all"

    @property
    def query(self) -> str:
        return self.request.GET.get("q", "")[:200]

    @property
    def order(self) -> str:
        given = self.request.GET.get("order", "")
        return given if given in ORDERS else ""

    def link(self, **changed: str) -> str:
        """This screen, with another filter, search or order."""
        given = {"show": self.tab, "q": self.query, "order": self.order, **changed}
        return f"{self.url}?{urlencode({name: value for name, value in given.items() if value})}"

    def plan(self) -> dict[str, Any]:
        from wagtail_cstonews.importing.queue.enqueuing import has_workers

        counts, ticked = self.counts()
        found = matching(self.upload, self.tab, self.query).order_by(*ORDERS[self.order]).defer(*NOT_SHOWN)
        paginator = WagtailPaginator(found, ROWS)
        if not self.query:
            # It is known already.
            paginator.count = counts[self.tab]
        page = paginator.get_page(self.request.GET.get("p"))
        section = self.upload.section
        user = self.request.user
        return {
            "tabs": [
                (label, counts[name], self.link(show=name), name == self.tab)
                for name, label, _wanted in TABS
                if name == "all" or counts[name]
            ],
            "tab": self.tab,
            "query": self.query,
            "order": self.order,
            "here": f"{self.link()}&p={page.number}",
            "by_confidence": self.link(order="" if self.order else "confidence"),
            "rows": self.rows(list(page.object_list)),
            "items": page,
            "elided_page_range": paginator.get_elided_page_range(page.number),
            "shown": paginator.count,
            "ticked": ticked,
            "total": counts["all"],
            "skipped": sum(self.upload.work.get("skipped", {}).values()),
            "cut": self.upload.work.get("cut", 0),
            "may_import": section is not None and may_import_into(user, section),
            "may_publish": section is not None and may_publish_in(user, section),
            "has_workers": has_workers(),
        }

    def counts(self) -> tuple[dict[str, int], int]:
        """The documents of each filter, and how many are ticked. One query."""
        counts = {name: 0 for name, *_ in TABS}
        ticked = 0
        rows = self.upload.documents.order_by().values("state", "is_near", "is_chosen")
        for row in rows.annotate(number=Count("pk")):
            tab = tab_of(row["state"], row["is_near"])
            counts["all"] += row["number"]
            counts[tab] = counts.get(tab, 0) + row["number"]
            ticked += row["number"] if row["is_chosen"] else 0
        return counts, ticked

    def rows(self, documents: list[PlannedDocument]) -> list[Row]:
        """The rows of a page of the table. Two queries, however many they are."""
        pages = self.pages_of([one.planned_page for one in documents if one.planned_page])
        records = [one.repeats_record for one in documents if one.repeats_record]
        repeated: dict[int, ImportedDocument] = {}
        if records:
            shown = documents_for(self.request.user).filter(pk__in=records).select_related("page")
            shown = shown.only("pk", "title", "source", "page")
            repeated = {one.pk: one for one in shown}
        return [self.row(one, pages, repeated) for one in documents]

    def pages_of(self, keys: list[int]) -> dict[int, Any]:
        """Those of the pages that the user may edit."""
        if not keys:
            return {}
        editable = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return {page.pk: page for page in editable.filter(pk__in=keys)}

    def row(
        self, document: PlannedDocument, pages: dict[int, Any], repeated: dict[int, ImportedDocument]
    ) -> Row:
        row = Row(
            document,
            reverse(PLANNED, args=[document.pk]) if document.state != "failed" else "",
            "",
            "" if document.confidence is None else str(confidence_in_words(document.confidence)),
            warnings=[
                warning_in_words(str(one.get("code", "")), str(one.get("message", "")))
                for one in document.warnings
            ],
            is_left_out=document.state == "skipped",
        )
        if document.planned_page:
            row.page = pages.get(document.planned_page)
        elif document.repeats_record in repeated:
            row.page = repeated[document.repeats_record].page
        row.will = self.will(document, repeated, is_linked=row.page is not None)
        return row

    def will(
        self, document: PlannedDocument, repeated: dict[int, ImportedDocument], *, is_linked: bool = False
    ) -> str:
        """What the import will do with a document."""
        from wagtail_cstonews.importing.uploads.planning import NOT_YOURS

        if document.state == "duplicate":
            return _repeats(document, repeated, is_linked=is_linked)
        if document.state == "failed":
            return translated(document.message)
        if document.state == "skipped" and document.message != NOT_YOURS:
            return translated(document.message)
        return str(_WILL.get(document.state, ""))

    # ------------------------------------------------------------------ the end

    def end(self) -> dict[str, Any]:
        run: ImportRun | None = self.upload.run
        if run is None:
            return {"run": None}
        failures = documents_for(self.request.user).filter(run=run, state=ImportedDocument.State.FAILED)
        counts = counts_of(run)
        return {
            "run": run,
            "counts": [(label, counts[name]) for name, label in COUNTED.items() if counts.get(name)],
            "run_url": run_url(run.pk),
            "review_url": reverse(DESK),
            "section_url": reverse("wagtailadmin_explore", args=[run.section_id]) if run.section_id else "",
            "failures": failures.order_by("pk").only("source", "title", "message")[:MOST_FAILURES],
            "failed": counts.get("failed", 0),
            "is_stopped": run.state == ImportRun.State.STOPPED,
        }


_WILL = {
    "new": gettext_lazy("A new page"),
    "changed": gettext_lazy("Changes the page"),
    "published": gettext_lazy("Unchanged; if you publish, its draft is published"),
    "edited": gettext_lazy("Its page was edited by hand: the change becomes a proposal"),
    "not_an_article": gettext_lazy("No page: it is a list of articles or the like"),
    "unchanged": gettext_lazy("Nothing: its page is as it should be"),
    "skipped": gettext_lazy("Left out: it belongs to a page that you may not edit"),
}


def _repeats(document: PlannedDocument, repeated: dict[int, ImportedDocument], *, is_linked: bool) -> str:
    """Of what a document is a duplicate. What the user may not see is not named, nor what a link names."""
    original = document.repeats
    if document.repeats_record in repeated:
        record = repeated[document.repeats_record]
        original = record.title or record.source
    if is_linked or not original:
        return (
            _("No page: nearly the same was imported before")
            if document.is_near
            else _("No page: the same text was imported before")
        )
    text = (
        _("No page: nearly the same text as “%(original)s”")
        if document.is_near
        else _("No page: the same text as “%(original)s”")
    )
    return text % {"original": original}


def numbers_of(values: list[str]) -> list[int]:
    """The ids in a form; what is none is left out."""
    return [number for value in values[: 10 * ROWS] if (number := as_number(value)) is not None]
