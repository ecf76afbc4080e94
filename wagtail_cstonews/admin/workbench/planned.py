"""A document of an upload on the workbench: looked at, corrected, then saved or discarded.

Of an upload of many, the corrections stay with the document, and it is saved with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from wagtail_cstonews.models import ImportedDocument, PlannedDocument
from wagtail_cstonews.publishing.messages import translated

from ..addresses import PLANNED, PROPOSAL, START, UPLOAD
from ..rights import documents_for, may_import, may_import_into, may_publish_in, may_save
from .errors import OperationError
from .steps import forget_steps
from .subject import Subject
from .views import TEMPLATES, WorkbenchView, workbench_urls

if TYPE_CHECKING:
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.importing.entries.entry import Outcome

_NONE: dict[str, Any] = {"format": 1, "lines": []}
"""Everything was taken back: other than for none at all, what is on record does not count."""

_SALT = "wagtail_cstonews.workbench.saved"


class PlannedSubject(Subject):
    """A document of an upload, which nobody has written yet."""

    def __init__(self, planned: PlannedDocument) -> None:
        self.planned = planned
        self.name = f"planned-{planned.pk}"

    @cached_property
    def document(self) -> RawDocument:
        from wagtail_cstonews.documents import RawDocument
        from wagtail_cstonews.importing.queue.packing import unpack

        [item] = unpack(bytes(self.planned.content))
        if not isinstance(item, RawDocument):
            raise Http404
        return item

    @property
    def title(self) -> str:
        return self.planned.title or super().title

    @cached_property
    def section(self) -> Any:
        section = self.planned.upload.section
        return section.specific if section is not None else None

    @cached_property
    def record(self) -> ImportedDocument | None:
        """Of an earlier import of the same document."""
        from wagtail_cstonews.importing.saving import record_of

        return record_of(self.document)

    @cached_property
    def shown_record(self) -> ImportedDocument | None:
        """The record if whoever uploaded may see it: its page may be a draft of another section."""
        record = self.record
        if record is None or not documents_for(self.planned.upload.user).filter(pk=record.pk).exists():
            return None
        return record

    @cached_property
    def page(self) -> Any:
        """The page that saving changes: not if it was edited by hand."""
        from wagtail_cstonews.importing.saving import page_to_change

        return page_to_change(self.shown_record) if self.shown_record is not None else None

    @property
    def tags_before(self) -> list[str]:
        return list(self.shown_record.given.get("tags", ())) if self.shown_record is not None else []

    @property
    def corrections(self) -> dict[str, Any]:
        """Its own; until there are any, those of an earlier import, which would count as well."""
        own = self.planned.corrections
        if own:
            return {} if own == _NONE else own
        return dict(self.shown_record.corrections) if self.shown_record is not None else {}

    def store(self, corrections: Mapping[str, Any]) -> None:
        self.planned.corrections = dict(corrections) or _NONE
        self.planned.save(update_fields=["corrections"])

    def lock(self) -> None:
        # A write comes first: every database then makes others wait, SQLite, too.
        mine = PlannedDocument.objects.filter(pk=self.planned.pk)
        if not mine.update(number=self.planned.number):
            raise Http404
        self.planned = mine.select_related("upload__section", "upload__user").get()

    @property
    def options(self) -> Any:
        """The options of its upload."""
        from wagtail_cstonews.importing.uploads.claims import options_of

        return options_of(self.planned.upload)

    @property
    def is_single(self) -> bool:
        """Whether it is the only document of its upload."""
        return not self.planned.upload.documents.exclude(pk=self.planned.pk).exists()

    def remove(self) -> None:
        """Remove it, with its upload if nothing else is in it."""
        forget_steps(self.name)
        upload = self.planned.upload
        if self.is_single:
            from wagtail_cstonews.importing.uploads.lifetime import discard

            discard(upload)
        else:
            self.planned.delete()


class PlannedView(WorkbenchView):
    """The workbench of one document of an upload; only whoever uploaded it sees it."""

    actions_template = f"{TEMPLATES}planned_actions.html"
    notice_template = f"{TEMPLATES}planned_notice.html"
    url_name = PLANNED
    subject: PlannedSubject

    def get_subject(self) -> PlannedSubject:
        if not may_import(self.request.user):
            raise PermissionDenied
        mine = PlannedDocument.objects.filter(upload__user=self.request.user)
        mine = mine.select_related("upload__section", "upload__user")
        planned = get_object_or_404(mine, pk=self.kwargs["pk"])
        subject = PlannedSubject(planned)
        section = subject.section
        if section is not None and not may_import_into(self.request.user, section):
            raise PermissionDenied
        return subject

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = request.POST.get("act", "") if request.content_type != "application/json" else ""
        if act in _ACTS and not PlannedDocument.objects.filter(pk=kwargs["pk"]).exists():
            return self.saved_before(act)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        section = self.subject.section
        context = {
            "is_single": self.subject.is_single,
            "may_publish": section is not None and may_publish_in(self.request.user, section),
            "token": self.token(),
            "upload_url": reverse(UPLOAD, args=[self.subject.planned.upload_id]),
            "is_chosen": self.subject.planned.is_chosen,
        }
        return super().get_context_data(**context, **kwargs)

    # ------------------------------------------------------------------ what is there already

    def notice(self) -> dict[str, Any]:
        from wagtail_cstonews.importing.saving import page_with, plan_document

        subject = self.subject
        if subject.section is None:
            return {"state": "no_section"}
        planned = plan_document(
            subject.document, subject.section, corrections=subject.corrections, options=subject.options
        )
        page = page_with(subject.document, planned)
        if planned.state == "new" and subject.record is None:
            return {}
        notice = {"state": planned.state, "message": planned.message, "near": bool(planned.taken_for)}
        if page is not None and page.permissions_for_user(self.request.user).can_edit():
            notice |= {"page": page, "edit_url": reverse("wagtailadmin_pages:edit", args=[page.pk])}
        return notice

    # ------------------------------------------------------------------ saved and discarded

    def act(self, do: str) -> HttpResponse:
        if do not in _ACTS:
            raise OperationError(_("This could not be understood."))
        if do == "discard":
            return self.discard()
        if do == "choose":
            return self.choose()
        return self.save(do)

    def choose(self) -> HttpResponse:
        """Of an upload of many: import it with the others, or not."""
        planned = self.subject.planned
        planned.is_chosen = "is_chosen" in self.request.POST
        planned.save(update_fields=["is_chosen"])
        return HttpResponseRedirect(self.get_url())

    def discard(self) -> HttpResponse:
        if not self.request.POST.get("sure"):
            return self.response_class(
                request=self.request,
                template=[f"{TEMPLATES}discard.html"],
                context=super(WorkbenchView, self).get_context_data(url=self.get_url(), token=self.token()),
            )
        to = self.left_to()
        with transaction.atomic():
            self.subject.lock()
            self.subject.remove()
        messages.success(self.request, _("It was discarded. Nothing of it is on the site."))
        return HttpResponseRedirect(to)

    def left_to(self) -> str:
        """Where the editor is once the document is discarded."""
        if not self.subject.is_single:
            return reverse(UPLOAD, args=[self.subject.planned.upload_id])
        return reverse(START)

    def save(self, do: str) -> HttpResponse:
        """Save the document as a page, once, and go where the button says."""
        from wagtail_cstonews.importing.saving import SavingError, save_document

        publish = do == "publish"
        # Extracted before the transaction: it takes the longest.
        self.subject.article()
        try:
            with transaction.atomic():
                self.subject.lock()
                section = self.subject.section
                self.check_rights(section, publish)
                outcome = save_document(
                    self.subject.document,
                    section,
                    self.request.user,
                    corrections=self.subject.corrections,
                    publish=publish,
                    keep="keep" in self.request.POST,
                    options=self.subject.options,
                )
                if outcome.state == "duplicate":
                    raise OperationError(_("This text is on the site already. See above what can be done."))
                self.subject.remove()
        except Http404:
            return self.saved_before(do)
        except SavingError as error:
            raise OperationError(translated(str(error))) from error
        return self.saved(outcome, do)

    def check_rights(self, section: Any, publish: bool) -> None:
        """Raises :exc:`PermissionDenied`, also where the text is on a page that the user may not edit."""
        user = self.request.user
        if section is None:
            raise OperationError(_("The section was deleted. Import the text again, into another section."))
        page = self.subject.record.page if self.subject.record is not None else None
        if not may_save(user, section, page, publish=publish):
            raise PermissionDenied

    def saved(self, outcome: Outcome, do: str) -> HttpResponse:
        """The answer after saving."""
        edit_url = reverse("wagtailadmin_pages:edit", args=[outcome.page])
        title = outcome.title or self.subject.title
        if outcome.state == "edited":
            text = _("“%(title)s” was edited by hand, so the new text waits as a proposal.")
            messages.warning(self.request, text % {"title": title})
            proposal = ImportedDocument.objects.filter(pk=outcome.document, proposal__isnull=False)
            pk = proposal.values_list("proposal", flat=True).first()
            return HttpResponseRedirect(reverse(PROPOSAL, args=[pk]) if pk else edit_url)
        if outcome.state == "unchanged":
            text = _("“%(title)s” is on the site already, as it is here. Nothing was changed.")
        elif do == "publish" and not outcome.held:
            text = _("“%(title)s” is published.")
        else:
            text = _("“%(title)s” is saved as a draft.")
        if do == "edit":
            messages.success(self.request, text % {"title": title})
            return HttpResponseRedirect(edit_url)
        buttons = [messages.button(edit_url, _("Edit"))]
        if do == "publish" and outcome.url:
            buttons.append(messages.button(outcome.url, _("View live"), new_window=False))
        messages.success(self.request, text % {"title": title}, buttons=buttons)
        return HttpResponseRedirect(self.page_list(outcome.page))

    def page_list(self, page: int | None) -> str:
        """The list of pages that the page is in."""
        from wagtail_cstonews.compat import get_base_page_model

        found = get_base_page_model().objects.filter(pk=page).first()
        if found is None:
            return reverse("wagtailadmin_home")
        return reverse("wagtailadmin_explore", args=[found.get_parent().pk])

    def token(self) -> str:
        """What finds the page again if the form is sent twice."""
        from wagtail_cstonews.importing.entries.keys import hash_key

        document = self.subject.document
        values = [self.kwargs["pk"], self.request.user.pk, hash_key(document.key or document.source)]
        return signing.dumps(values, salt=_SALT)

    def saved_before(self, do: str) -> HttpResponse:
        """The answer to a form that was sent twice: where the first one led."""
        try:
            pk, user, key = signing.loads(self.request.POST.get("token", ""), salt=_SALT)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise Http404 from error
        record = ImportedDocument.objects.filter(key_hash=key).select_related("page").first()
        page = record.page if record is not None else None
        if (pk, user) != (self.kwargs["pk"], self.request.user.pk):
            raise Http404
        if page is None or not page.permissions_for_user(self.request.user).can_edit():
            messages.info(self.request, _("It is not here any more."))
            return HttpResponseRedirect(reverse(START))
        if do == "edit":
            return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        return HttpResponseRedirect(self.page_list(page.pk))


_ACTS = ("save", "publish", "edit", "discard", "choose")


urls = workbench_urls("news-import/planned/<int:pk>/", PlannedView, PLANNED)
