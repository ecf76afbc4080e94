"""What becomes of a document: shown, or saved by the same code as a document that an editor saves."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from ...admin.addresses import PROPOSAL, run_url
from ...admin.rights import documents_for, may_import, may_publish_in, may_save, sections_for
from ...admin.words import confidence_in_words, label_in_words, outcome_in_words, warning_in_words
from ...importing.entries.entry import MADE, Outcome
from ...importing.saving import (
    SavingError,
    page_to_change,
    page_with,
    plan_document,
    record_of,
    save_document,
)
from ...importing.single import Look
from ...models import ImportedDocument
from ...publishing.messages import translated
from ...sources.common.items import unforeseen
from ...web import as_number
from .content import content_of
from .reading import ImportRequest
from .refusals import RefusalError, invalid

COMMAND = "Through the API: {source}"
"""What the record of the run says that it was asked to do."""

MOST_NAMED = 10
"""Sections that a refusal names."""

ApiAddress = Callable[[Any], "str | None"]
"""Gives the address of a page in the API that was asked; None where it has none."""

logger = logging.getLogger(__name__)


def check_user(user: Any, challenge: str = "") -> None:
    """Raises :exc:`RefusalError` (401 or 403) for who may import nothing. ``challenge`` is of the scheme that
    authenticates (``WWW-Authenticate``).
    """
    if not user.is_authenticated:
        detail = _("Sign in: send the token or the session of a user who may import news.")
        headers = {"WWW-Authenticate": challenge} if challenge else {}
        status = HTTPStatus.UNAUTHORIZED if challenge else HTTPStatus.FORBIDDEN
        raise RefusalError(status, detail, headers=headers)
    if not may_import(user):
        raise RefusalError(HTTPStatus.FORBIDDEN, _("You need the permission “Can import news”."))


def find_section(user: Any, named: int | str | None) -> Any:
    """The section with the id or slug, of those that the user may import into; without a name, the only one.

    Raises :exc:`RefusalError`, with the same words for a section that does not exist and for a closed one.
    """
    sections = sections_for(user)
    if named is None:
        found = list(sections[:2])
        if len(found) != 1:
            raise invalid("section", _("Give the id or slug of one of: %s.") % _names(sections))
    else:
        number = as_number(named)
        found = list(sections.filter(pk=number)[:1]) if number is not None else []
        found = found or list(sections.filter(slug=str(named))[:2])
    if not found:
        detail = _("There is no section “%(name)s” that you may import into. Yours: %(known)s.")
        known = _names(sections)
        raise RefusalError(HTTPStatus.FORBIDDEN, detail % {"name": str(named)[:100], "known": known})
    if len(found) > 1:
        raise invalid(
            "section", _("Several sections have this slug. Give the id of one: %s.") % _names(sections)
        )
    return found[0]


def _names(sections: Any) -> str:
    """
    Sections as a refusal names them: ``news (3), world (4)``.
    """
    known = [f"{slug} ({pk})" for slug, pk in sections.values_list("slug", "pk")[: MOST_NAMED + 1]]
    if not known:
        return _("none")
    return ", ".join(known[:MOST_NAMED]) + (", ..." if len(known) > MOST_NAMED else "")


@dataclass
class Import:
    """One document on its way into a section for a user."""

    request: HttpRequest
    wanted: ImportRequest
    section: Any
    api_address: ApiAddress

    @property
    def user(self) -> Any:
        return self.request.user

    @cached_property
    def record(self) -> ImportedDocument | None:
        """Of an earlier import, if the user may see it: its page may be a draft of another section."""
        record = record_of(self.wanted.document)
        if record is None or not documents_for(self.user).filter(pk=record.pk).exists():
            return None
        return record

    @cached_property
    def corrections(self) -> dict[str, Any]:
        """An editor's, which stay."""
        return dict(self.record.corrections) if self.record is not None else {}

    @cached_property
    def look(self) -> Look:
        """The article and its page, unsaved. Extracted before any transaction: it takes the longest."""
        record = self.record
        page = page_to_change(record) if record is not None else None
        before = list(record.given.get("tags", ())) if record is not None else []
        try:
            return Look.at(self.wanted.document, self.corrections, self.section, page, before)
        except DatabaseError:
            raise
        except Exception as error:
            # As in any import, a document at fault is no fault of the server.
            logger.exception("A document sent to the API could not be read")
            return Look(self.wanted.document, problem=unforeseen(error))

    # ------------------------------------------------------------------ the two ways

    def preview(self) -> dict[str, Any]:
        """What saving would do. Nothing is written."""
        if self.look.problem:
            return self.answer(Outcome(self.wanted.document.source, "failed", self.look.problem), None)
        outcome = plan_document(
            self.wanted.document,
            self.section,
            corrections=self.corrections,
            publish=self.wanted.publish,
            keep=self.wanted.keep,
            seen=self.wanted.keep,
        )
        return self.answer(outcome, self.there(outcome))

    def save(self) -> dict[str, Any]:
        """Save it. Raises :exc:`RefusalError` where nothing could be saved, or the user may not."""
        if self.look.problem:
            raise _not_saved(self.look.problem)
        record = record_of(self.wanted.document)
        page = record.page if record is not None else None
        if not may_save(self.user, self.section, page, publish=self.wanted.publish):
            raise RefusalError(
                HTTPStatus.FORBIDDEN, _("This document already has a page, which you may not change.")
            )
        try:
            outcome = save_document(
                self.wanted.document,
                self.section,
                self.user,
                corrections=self.corrections,
                publish=self.wanted.publish,
                keep=self.wanted.keep,
                seen=self.wanted.keep,
                command=COMMAND,
            )
        except SavingError as error:
            raise _not_saved(str(error)) from error
        # Record and people are there now.
        for name in ("record", "look"):
            del self.__dict__[name]
        return self.answer(outcome, self.there(outcome), is_saved=True)

    def there(self, outcome: Outcome) -> Any:
        """The page that has the text, if the user may edit it."""
        page = page_with(self.wanted.document, outcome)
        if page is None or not page.permissions_for_user(self.user).can_edit():
            return None
        return page.specific

    # ------------------------------------------------------------------ the answer

    def answer(self, outcome: Outcome, there: Any, *, is_saved: bool = False) -> dict[str, Any]:
        article = self.look.extracted.article if self.look.extracted else None
        built = self.look.single.page if self.look.single else None
        is_written = is_saved and outcome.state in (*MADE, "edited")
        confidence = article.confidence if article else outcome.confidence
        warnings = [(one.code, one.message, one.line) for one in self.look.warnings]
        warnings += [(one["code"], one["message"], one.get("line")) for one in outcome.warnings]
        return {
            "outcome": outcome.state,
            "message": self.message(outcome, there),
            "saved": is_written,
            "confidence": None if confidence is None else round(confidence, 4),
            "confidence_words": str(confidence_in_words(confidence)),
            "kind": article.kind if article else None,
            "warnings": [
                {"code": code, "message": words, "line": line}
                for code, words, line in dict.fromkeys(
                    (code, warning_in_words(code, message), line) for code, message, line in warnings
                )
            ],
            "section": {"id": self.section.pk, "title": self.section.title, "slug": self.section.slug},
            "page": self.page(there if is_saved and there is not None else built, there),
            "existing": None if is_written or there is None else self.addresses(there),
            "people": [
                {
                    "id": one.pk,
                    "name": one.name,
                    "role": one.role or None,
                    "is_new": one.is_new and not is_written,
                    "is_ambiguous": one.is_ambiguous,
                }
                for one in (self.look.single.named() if self.look.single else ())
            ],
            "left_out": [_line(line) for line in (article.left_out() if article else ())],
            "lines": [_line(line) for line in article.lines] if article and self.wanted.lines else None,
            "run": self.run() if is_written else None,
            "proposal": self.proposal(outcome) if is_written else None,
            "ignored": list(self.wanted.ignored),
        }

    def message(self, outcome: Outcome, there: Any) -> str:
        if outcome.state == "duplicate" and there is None:
            # Its source would be of a page that the user may not see.
            return _("The site already has this text.")
        return outcome_in_words(outcome.message)

    def page(self, page: Any, there: Any) -> dict[str, Any] | None:
        """The page as it would be, or as it is."""
        if page is None:
            return None
        if page.pk is not None and there is not None:
            page = page.get_latest_revision_as_object() if page is there else page
            return {**self.addresses(there), **content_of(page)}
        nowhere = {"id": None, "edit_url": None, "api_url": None, "url": None, "live": False}
        return {**nowhere, "type": page._meta.label, "slug": None, **content_of(page)}

    def addresses(self, page: Any) -> dict[str, Any]:
        """Where the page is: in the admin, in the API, and on the site if it is published."""
        return {
            "id": page.pk,
            "type": page._meta.label,
            "title": page.title,
            "slug": page.slug,
            "live": page.live,
            "edit_url": self.absolute(_reversed("wagtailadmin_pages:edit", page.pk)),
            "api_url": self.absolute(self.api_address(page)),
            "url": page.get_full_url(self.request) if page.live else None,
        }

    def absolute(self, address: str | None) -> str | None:
        return self.request.build_absolute_uri(address) if address else None

    def run(self) -> dict[str, Any] | None:
        """The run that saved it, which can be undone."""
        run = self.record.run_id if self.record is not None else None
        return {"id": run, "url": self.absolute(run_url(run))} if run else None

    def proposal(self, outcome: Outcome) -> dict[str, Any] | None:
        """The change that waits for an editor, where the page was edited by hand."""
        if outcome.state != "edited":
            return None
        waiting = ImportedDocument.objects.filter(pk=outcome.document, proposal__isnull=False)
        pk = waiting.values_list("proposal", flat=True).first()
        return {"id": pk, "url": self.absolute(_reversed(PROPOSAL, pk))} if pk else None


def _not_saved(message: str) -> RefusalError:
    words = translated(message.partition(": ")[2] if message.startswith("API: ") else message)
    return RefusalError(HTTPStatus.UNPROCESSABLE_ENTITY, _("Nothing was saved. %s") % words)


def _line(line: Any) -> dict[str, Any]:
    return {
        "number": line.number,
        "label": line.label,
        "label_words": str(label_in_words(line.label)),
        "text": line.text,
        "reason": translated(line.reason),
    }


def _reversed(name: str, pk: int) -> str | None:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        # A site without Wagtail's admin in its addresses.
        return None


def import_document(
    request: HttpRequest, wanted: ImportRequest, api_address: ApiAddress
) -> tuple[HTTPStatus, dict[str, Any]]:
    """The status and the answer. Raises :exc:`RefusalError`."""
    section = find_section(request.user, wanted.section).specific
    if wanted.publish and not may_publish_in(request.user, section):
        raise RefusalError(HTTPStatus.FORBIDDEN, _("You may not publish in this section. Save a draft."))
    one = Import(request, wanted, section, api_address)
    if not wanted.save:
        return HTTPStatus.OK, one.preview()
    answer = one.save()
    return HTTPStatus.CREATED if answer["outcome"] == "new" else HTTPStatus.OK, answer
