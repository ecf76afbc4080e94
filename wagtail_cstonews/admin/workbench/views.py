"""The workbench: a document's lines beside the page that they become, to look at and to correct.

:class:`WorkbenchView` is the base of every screen that shows one; see :mod:`.subject` for how to make one.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..rights import may_import
from . import rows
from .errors import OperationError
from .labels import FIELDS, choices
from .operations import Done, Operation, perform
from .people import suggestions
from .preview import render_page
from .steps import Steps
from .subject import Subject
from .summary import summary_of

LONG = 400_000
"""Characters or bytes of a document that is not extracted before the first answer, unless it is at hand."""

TEMPLATES = "wagtail_cstonews/admin/workbench/"
PARTS = ("lines", "summary", "page", "people")
"""What the screen loads by itself, each under an address of its own."""


@method_decorator(never_cache, name="dispatch")
class WorkbenchView(WagtailAdminTemplateMixin, TemplateView):
    """A document on the workbench.

    What a screen of its own defines:

    - :meth:`get_subject`, which also checks what the user may see;
    - :attr:`actions_template`, a template of buttons below the panes, and :meth:`act`, which does what they
      ask;
    - :meth:`notice`, what is to be known before it is saved.

    :func:`workbench_urls` makes the URL patterns.
    """

    page_title = _("Check before saving")
    header_icon = "edit"
    template_name = f"{TEMPLATES}workbench.html"
    actions_template = ""
    """Rendered with the screen's context inside a form of its own; what is not an operation goes to
    :meth:`act`."""
    notice_template = ""
    """Rendered with what :meth:`notice` gives, above all else."""
    url_name = ""
    part = ""
    _show_breadcrumbs = True

    # ------------------------------------------------------------------ what a screen defines

    def get_subject(self) -> Subject:
        """The document. Raises :exc:`Http404` or :exc:`PermissionDenied` for whoever may not see it."""
        raise NotImplementedError

    def act(self, do: str) -> HttpResponse:
        """Do what a button below the panes asks. Raises :exc:`OperationError` with a reason."""
        raise OperationError(_("This could not be understood."))

    def notice(self) -> dict[str, Any]:
        """The context of :attr:`notice_template`; empty for nothing to say."""
        return {}

    # ------------------------------------------------------------------ answers

    @cached_property
    def subject(self) -> Subject:
        return self.get_subject()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # Before anything else: it refuses those who may not see the document.
        self.subject  # noqa: B018
        if self.part:
            try:
                answer: HttpResponse = getattr(self, f"answer_{self.part}")()
            except OperationError as error:
                answer = JsonResponse({"problem": str(error)}, status=422)
            return answer
        return self.render_to_response(self.get_context_data(**kwargs))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.part:
            return HttpResponse(status=405)
        self.subject  # noqa: B018
        is_json = request.content_type == "application/json"
        try:
            if not is_json and request.POST.get("act"):
                return self.act(request.POST["act"])
            operation = Operation.of(request)
            return self.correct(operation, is_json)
        except OperationError as error:
            if is_json:
                return JsonResponse({"problem": str(error)}, status=422)
            messages.error(request, str(error))
            return HttpResponseRedirect(self.get_url())

    def correct(self, operation: Operation, is_json: bool) -> HttpResponse:
        """Do an operation on the lines, and answer with what changed."""
        before = self.subject.article() if is_json else None
        with transaction.atomic():
            done = perform(operation, self.subject, self.request.user, self.steps)
        if not is_json:
            messages.success(self.request, done.message)
            return HttpResponseRedirect(self.url_of_line(done.focus))
        return JsonResponse(self.changes(before, done))

    def changes(self, before: Any, done: Done) -> dict[str, Any]:
        """What the screen has to change."""
        after = self.subject.article()
        answer: dict[str, Any] = {
            "message": done.message,
            "focus": done.focus,
            "version": self.version,
            "undo": bool(self.steps.past),
            "redo": bool(self.steps.future),
            "fields": fields_of(after),
        }
        changed = rows.changed_rows(before, after)
        if changed is not None and len(changed) <= rows.WINDOW:
            blocks = rows.moved_blocks(before, after)
            return {**answer, "rows": rows.by_number(changed), "blocks": blocks}
        first = max((done.focus or 1) - rows.WINDOW // 3, 1)
        return {**answer, **self.window(after, first)}

    def window(self, article: Any, first: int) -> dict[str, Any]:
        """The rows from a line on, and the line that goes on after them."""
        found = rows.window(article, first)
        return {
            "window": rows.rows_html(found),
            "first": rows.first_before(article, first),
            "next": rows.next_after(article, found),
            "fields": fields_of(article),
        }

    def answer_lines(self) -> HttpResponse:
        """Further lines."""
        article = self.subject.article()
        first = as_number(self.request.GET.get("from")) or 1
        return JsonResponse(self.window(article, first))

    def answer_summary(self) -> HttpResponse:
        """What is said above the panes."""
        return render(self.request, f"{TEMPLATES}summary.html", self.summary_context())

    def answer_page(self) -> HttpResponse:
        """The page as it will look."""
        look = self.subject.look
        block = as_number(self.request.GET.get("block")) or 0
        problem: Any = translated(look.problem)
        if look.single is not None:
            try:
                return render_page(self.request, look.single.page, look.single.built.places, block)
            except IndexError:
                problem = _("This site shows no previews of such pages.")
        elif not problem:
            problem = _("The section was deleted, so the page has no place.")
        response = render(self.request, f"{TEMPLATES}no_page.html", {"problem": problem})
        response["X-Frame-Options"] = "SAMEORIGIN"
        return response

    def answer_people(self) -> HttpResponse:
        """People on record for what was typed."""
        return JsonResponse({"people": suggestions(self.request.GET.get("q", ""))})

    # ------------------------------------------------------------------ the screen

    @cached_property
    def steps(self) -> Steps:
        return Steps(self.request.user, self.subject.name)

    @property
    def version(self) -> str:
        """Changes with the corrections, so that no browser shows the page of a moment ago."""
        stored = json.dumps(self.subject.corrections, sort_keys=True)
        return hashlib.sha256(stored.encode("utf-8", "backslashreplace")).hexdigest()[:12]

    def get_url(self, part: str = "") -> str:
        name = f"{self.url_name}_{part}" if part else self.url_name
        return reverse(name, kwargs=self.kwargs)

    def url_of_line(self, number: int | None) -> str:
        """The screen with a line, for those who work without scripts."""
        if number is None:
            return self.get_url()
        first = max(number - rows.WINDOW // 3, 1)
        window = f"?from={first}" if first > 1 else ""
        return f"{self.get_url()}{window}#cstonews-line-{number}"

    def is_waiting(self) -> bool:
        """Whether the screen is shown before the document is read, which would take too long."""
        from wagtail_cstonews.importing.single import is_at_hand

        if "now" in self.request.GET or len(self.subject.document.content) <= LONG:
            return False
        return not is_at_hand(self.subject.document, self.subject.corrections)

    def summary_context(self) -> dict[str, Any]:
        look = self.subject.look
        context = {"problem": translated(look.problem), "section": self.subject.section, **summary_of(look)}
        if look.extracted is not None and (notice := self.notice()):
            context |= {"notice": notice, "notice_template": self.notice_template}
        return context

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = {
            "urls": {part: self.get_url(part) for part in PARTS},
            "url": self.get_url(),
            "labels": choices(),
            "steps": self.steps,
            "version": self.version,
            "is_waiting": self.is_waiting(),
            "actions_template": self.actions_template,
            "site": self.site_name(),
            "rows": [],
        }
        if not context["is_waiting"]:
            context |= self.summary_context()
            article = context.get("article")
            if article is not None:
                first = as_number(self.request.GET.get("from")) or 1
                found = rows.window(article, first)
                context |= {
                    "rows": found,
                    "first": rows.first_before(article, first),
                    "next": rows.next_after(article, found),
                }
        return super().get_context_data(**context, **kwargs)

    def site_name(self) -> str:
        """The site of which the user may say something here; empty where there is none, or no right."""
        from wagtail_cstonews.documents import site_key, site_name

        if not may_import(self.request.user):
            return ""
        key = site_key(self.subject.document)
        return site_name(key) if key else ""

    def get_page_subtitle(self) -> str:
        return self.subject.title

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": "", "label": self.page_title, "sublabel": self.get_page_subtitle()},
        ]


def fields_of(article: Any) -> dict[str, str]:
    """What stands on the page beside its blocks, by which it is found there."""
    return {name: getattr(article, name) or "" for name in FIELDS}


def workbench_urls(route: str, view: type[WorkbenchView], name: str) -> list[URLPattern]:
    """The URL patterns of a screen: itself as ``name``, and the parts that it loads as ``name_PART``."""
    patterns = [path(route, view.as_view(url_name=name), name=name)]
    patterns += [
        path(f"{route}{part}/", view.as_view(url_name=name, part=part), name=f"{name}_{part}")
        for part in PARTS
    ]
    return patterns
