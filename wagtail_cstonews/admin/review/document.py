"""One imported document on the review desk: its lines beside its page, and what can be decided on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.words import outcome_in_words
from wagtail_cstonews.admin.workbench.errors import OperationError
from wagtail_cstonews.admin.workbench.subject import Subject
from wagtail_cstonews.admin.workbench.views import WorkbenchView
from wagtail_cstonews.importing.reporting.wording import paths_of, short_path, without_folders
from wagtail_cstonews.models import ImportedDocument

from ..addresses import DESK, DOCUMENT, PROPOSAL
from . import reviewing
from .filters import Filters, waiting_documents
from .listing import Row
from .order import Place, neighbour_buttons
from .words import is_near, waiting_proposal

if TYPE_CHECKING:
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.importing.entries.entry import Outcome

COMPARE = "wagtail_cstonews_review_compare"
DELETE = "wagtail_cstonews_review_delete"

MOST_SHOWN = 100_000
"""Characters of an original that could not be read as an article: more would make the screen unusable."""


def document_of(user: Any, pk: int) -> ImportedDocument:
    """The document, if the user may see it. Raises :exc:`Http404`."""
    related = ("page", "run__section", "duplicate_of__page", "proposal", "reviewed_by")
    long = ("duplicate_of__original", "duplicate_of__article", "proposal__original", "proposal__article")
    found = rights.documents_for(user).select_related(*related).defer(*long).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class RecordSubject(Subject):
    """An imported document."""

    def __init__(self, record: ImportedDocument) -> None:
        self.record = record
        self.name = f"imported-{record.pk}"

    @cached_property
    def document(self) -> RawDocument:
        from wagtail_cstonews.importing.entries.stored import stored_document

        return stored_document(self.record)

    @property
    def title(self) -> str:
        return self.record.title or short_path(self.record.source)

    @cached_property
    def section(self) -> Any:
        from wagtail_cstonews.importing.saving import section_of

        return section_of(self.record)

    @cached_property
    def page(self) -> Any:
        """The page that is written anew: not if it was edited by hand."""
        page = self.record.page
        if page is None or page.latest_revision_id != self.record.imported_revision_id:
            return None
        return page.specific.get_latest_revision_as_object()

    @property
    def tags_before(self) -> list[str]:
        return list(self.record.given.get("tags", ()))

    @property
    def corrections(self) -> dict[str, Any]:
        return self.record.corrections

    def store(self, corrections: Mapping[str, Any]) -> None:
        self.record.corrections = dict(corrections)
        self.record.save(update_fields=["corrections"])

    def lock(self) -> None:
        # A write comes first: every database then makes others wait, SQLite, too.
        mine = ImportedDocument.objects.filter(pk=self.record.pk)
        if not mine.update(key_hash=self.record.key_hash):
            raise Http404
        self.record = mine.select_related("page", "run__section").get()


class ReviewDocumentView(WorkbenchView):
    """One document. Who may edit its page, or import into its section, decides."""

    page_title = _("Review")
    header_icon = "clipboard-list"
    template_name = "wagtail_cstonews/admin/review/document.html"

    def get_subject(self) -> RecordSubject:
        return RecordSubject(document_of(self.request.user, self.kwargs["pk"]))

    @property
    def record(self) -> ImportedDocument:
        subject: Any = self.subject
        found: ImportedDocument = subject.record
        return found

    # ------------------------------------------------------------------ where it stands in the list

    @cached_property
    def filters(self) -> Filters:
        return Filters(self.request.GET, self.request.user)

    @cached_property
    def waiting(self) -> Any:
        return self.filters.apply(waiting_documents(self.request.user))

    @cached_property
    def next_pk(self) -> int | None:
        """The document behind this one in the list; the first of all if this one waits no longer."""
        if self.record.review_priority:
            found = Place.of(self.record).after(self.waiting)
        else:
            found = self.waiting.exclude(pk=self.record.pk).order_by("-review_priority", "confidence", "pk")
        return self._first(found)

    @cached_property
    def previous_pk(self) -> int | None:
        return (
            self._first(Place.of(self.record).before(self.waiting)) if self.record.review_priority else None
        )

    @staticmethod
    def _first(documents: Any) -> int | None:
        found = documents.values_list("review_priority", "confidence", "pk").first()
        return None if found is None else int(found[2])

    def url_of(self, pk: int | None) -> str:
        """The screen of another document with the same filters; the list without one."""
        base = reverse(DESK) if pk is None else reverse(DOCUMENT, args=[pk])
        return f"{base}{self.filters.query()}"

    # ------------------------------------------------------------------ what is decided

    def act(self, do: str) -> HttpResponse:
        if do not in ("reviewed", "publish", "rebuild", "make"):
            raise OperationError(_("This could not be understood."))
        answer: HttpResponse = getattr(self, f"act_{do}")()
        return answer

    def act_reviewed(self) -> HttpResponse:
        to = self.url_of(self.next_pk)
        reviewing.review([self.record.pk], self.request.user)
        messages.success(self.request, _("“%(title)s” is reviewed.") % {"title": self.subject.title})
        return HttpResponseRedirect(to)

    def act_publish(self) -> HttpResponse:
        if not reviewing.may_publish(self.record, self.request.user):
            raise PermissionDenied
        to = self.url_of(self.next_pk)
        reviewing.publish(self.record, self.request.user)
        reviewing.review([self.record.pk], self.request.user)
        text = _("“%(title)s” is published and reviewed.") % {"title": self.subject.title}
        edit_url = reverse("wagtailadmin_pages:edit", args=[self.record.page_id])
        messages.success(self.request, text, buttons=[messages.button(edit_url, _("Edit"))])
        return HttpResponseRedirect(to)

    def act_rebuild(self) -> HttpResponse:
        return self._rebuilt(keep=self.record.page is not None)

    def act_make(self) -> HttpResponse:
        return self._rebuilt(keep=True)

    def _rebuilt(self, *, keep: bool) -> HttpResponse:
        from wagtail_cstonews.importing.saving import SavingError

        if not reviewing.may_rebuild(self.record, self.request.user, self.subject.section):
            raise PermissionDenied
        try:
            outcome = reviewing.rebuild(self.record, self.request.user, keep=keep)
        except SavingError as error:
            raise OperationError(str(error)) from error
        return self._after(outcome)

    def _after(self, outcome: Outcome) -> HttpResponse:
        """Say what became of the page, and stay here: the editor looks at it, then goes on."""
        title = {"title": outcome.title or self.subject.title}
        here = f"{self.get_url()}{self.filters.query()}"
        if outcome.state == "edited":
            proposal = waiting_proposal(document_of(self.request.user, self.record.pk))
            messages.warning(
                self.request,
                _("The page of “%(title)s” was edited by hand, so the new text waits as a proposal.") % title,
            )
            return HttpResponseRedirect(self.proposal_url(proposal) or here)
        if outcome.state == "new":
            text = _("A draft was made of “%(title)s”.")
        elif outcome.state == "changed":
            text = _("The page of “%(title)s” was written again.")
        elif outcome.state in ("unchanged", "published"):
            text = _("The page of “%(title)s” is as it was: nothing changed.")
        else:
            raise OperationError(outcome.message)
        buttons = []
        if outcome.page:
            buttons.append(
                messages.button(reverse("wagtailadmin_pages:edit", args=[outcome.page]), _("Edit"))
            )
        messages.success(self.request, text % title, buttons=buttons)
        return HttpResponseRedirect(here)

    # ------------------------------------------------------------------ the screen

    def get_breadcrumbs_items(self) -> Any:
        return [
            *self.breadcrumbs_items,
            {"url": f"{reverse(DESK)}{self.filters.query()}", "label": self.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    @cached_property
    def header_buttons(self) -> list[Any]:
        urls = ["" if pk is None else self.url_of(pk) for pk in (self.previous_pk, self.next_pk)]
        return neighbour_buttons(*urls)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        record, user = self.record, self.request.user
        section = self.subject.section
        proposal = waiting_proposal(record)
        can_rebuild = reviewing.may_rebuild(record, user, section)
        first = record.duplicate_of
        mine: dict[str, Any] = {
            "record": record,
            "row": Row(record, section),
            "desk_url": f"{reverse(DESK)}{self.filters.query()}",
            "act_url": f"{self.get_url()}{self.filters.query()}",
            "next_pk": self.next_pk,
            "message": outcome_in_words(without_folders(record.message, paths_of(record.run))),
            "source": short_path(record.source),
            "source_url": record.url if record.url.startswith(("https://", "http://")) else "",
            "run_link": run_link(record),
            "proposal_url": self.proposal_url(proposal),
            "taken_for": first,
            "first_url": self.url_of_first(first),
            "compare_url": self.compare_url(first),
            "is_near": is_near(record),
            "may_publish": reviewing.may_publish(record, user),
            "may_rebuild": can_rebuild and record.page is not None,
            "may_make": can_rebuild and record.page is None,
            "delete_url": self.delete_url(section),
            "original": record.original[:MOST_SHOWN] if record.state == "failed" else "",
        }
        return {**super().get_context_data(**kwargs), **mine}

    def proposal_url(self, proposal: Any) -> str:
        page = self.record.page
        if proposal is None or page is None or not page.permissions_for_user(self.request.user).can_edit():
            return ""
        url = reverse(PROPOSAL, args=[proposal.pk])
        return f"{url}{self.filters.query(review=1)}"

    def url_of_first(self, first: ImportedDocument | None) -> str:
        """The screen of the document that this one was taken for, if the user may see it."""
        if first is None or not rights.documents_for(self.request.user).filter(pk=first.pk).exists():
            return ""
        return reverse(DOCUMENT, args=[first.pk])

    def compare_url(self, first: ImportedDocument | None) -> str:
        if not self.url_of_first(first):
            return ""
        return f"{reverse(COMPARE, args=[self.record.pk])}{self.filters.query()}"

    def delete_url(self, section: Any) -> str:
        if not reviewing.may_delete(self.record, self.request.user, section):
            return ""
        return f"{reverse(DELETE, args=[self.record.pk])}{self.filters.query()}"


def run_link(record: ImportedDocument) -> str:
    """The list of the desk with only what came in the same import."""
    return "" if record.run_id is None else f"{reverse(DESK)}?{urlencode({'run': record.run_id})}"
