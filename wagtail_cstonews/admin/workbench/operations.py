"""What an editor can do to the lines: each operation read from a form or from JSON, checked, and done."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_cstonews.models import Person
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number

from ..rights import may_import
from ..words import label_in_words
from .errors import OperationError
from .labels import LABELS

if TYPE_CHECKING:
    from django.http import HttpRequest

    from wagtail_cstonews.extraction.corrections import Corrections

    from .steps import Steps
    from .subject import Subject

MOST_LINES = 2000
"""Lines that are corrected at once."""

LONGEST_BODY = 200_000
"""Characters of a request."""

LONGEST_NAME = 255


@dataclass
class Operation:
    """One correction that an editor asks for."""

    do: str
    lines: list[int] = field(default_factory=list)
    label: str = ""
    offset: int = 0
    name: str = ""
    role: str = ""
    person: int | None = None

    @property
    def line(self) -> int:
        if not self.lines:
            raise OperationError(_("Choose a line first."))
        return self.lines[0]

    @classmethod
    def of(cls, request: HttpRequest) -> Operation:
        """Raises :exc:`OperationError` for what cannot be read."""
        if request.content_type == "application/json":
            return cls.of_values(_json_of(request))
        values: dict[str, Any] = {name: request.POST.get(name, "") for name in request.POST}
        values["lines"] = request.POST.getlist("lines")
        return cls.of_values(values)

    @classmethod
    def of_values(cls, values: Mapping[str, Any]) -> Operation:
        given = values.get("lines")
        numbers = given if isinstance(given, list) else [values.get("line")]
        lines = {number for number in map(as_number, numbers) if number}
        if len(lines) > MOST_LINES:
            raise OperationError(_("These are too many lines at once."))
        return cls(
            _text(values, "do"),
            sorted(lines),
            _text(values, "label"),
            as_number(values.get("offset")) or 0,
            _text(values, "name")[:LONGEST_NAME],
            _text(values, "role")[:LONGEST_NAME],
            as_number(values.get("person")),
        )


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name)
    return " ".join(value.replace("\0", " ").split()) if isinstance(value, str) else ""


def _json_of(request: HttpRequest) -> Mapping[str, Any]:
    try:
        if len(request.body) > LONGEST_BODY:
            raise OperationError(_("These are too many lines at once."))
        values = json.loads(request.body)
    except OperationError:
        raise
    except (ValueError, RecursionError) as error:
        raise OperationError(_("This could not be understood.")) from error
    if not isinstance(values, Mapping):
        raise OperationError(_("This could not be understood."))
    return values


@dataclass
class Done:
    """What was done, and what is said of it."""

    corrections: dict[str, Any]
    message: str
    focus: int | None = None
    """The number of the line that the editor is at afterwards."""


def perform(operation: Operation, subject: Subject, user: Any, steps: Steps) -> Done:
    """Do it, and keep the corrections. Call it in a transaction.

    Raises :exc:`OperationError` where it cannot be done.
    """
    from wagtail_cstonews.extraction.corrections import CorrectionError

    if operation.do not in (*_OPERATIONS, "undo", "redo"):
        raise OperationError(_("This could not be understood."))
    subject.lock()
    subject.forget_look()
    before = subject.corrections
    if operation.do in ("undo", "redo"):
        done = _step(operation.do, before, steps)
    else:
        try:
            done = _OPERATIONS[operation.do](operation, subject, user)
        except CorrectionError as error:
            raise OperationError(translated(str(error))) from error
        if done.corrections != before:
            steps.note(before)
    if done.corrections != before:
        subject.store(done.corrections)
    subject.forget_look()
    return done


def _step(do: str, now: dict[str, Any], steps: Steps) -> Done:
    if do == "undo":
        found, message = steps.undo(now), _("The last correction is taken back.")
    else:
        found, message = steps.redo(now), _("The correction is made again.")
    if found is None:
        raise OperationError(
            _("There is nothing to take back.") if do == "undo" else _("Nothing was taken back.")
        )
    return Done(found, message)


def _parts(subject: Subject) -> tuple[Corrections, Sequence[Any]]:
    """The corrections until now, and the lines as they are shown."""
    from wagtail_cstonews.extraction.corrections import Corrections

    return Corrections.from_dict(subject.corrections), subject.article().lines


def _label(operation: Operation, subject: Subject, user: Any) -> Done:
    if operation.label not in LABELS or operation.label == "blank":
        raise OperationError(_("Choose what the line is."))
    first = operation.line
    corrections, lines = _parts(subject)
    made = corrections.relabelled(lines, operation.lines, operation.label)
    count, words = len(operation.lines), label_in_words(operation.label)
    if count == 1:
        message = _("Line %(line)s: %(label)s") % {"line": first, "label": words}
    else:
        message = ngettext("%(count)s line: %(label)s", "%(count)s lines: %(label)s", count) % {
            "count": count,
            "label": words,
        }
    return Done(made.to_dict(), message, first)


def _join(operation: Operation, subject: Subject, user: Any) -> Done:
    corrections, lines = _parts(subject)
    made = corrections.joined(lines, operation.line)
    above = next((line.number for line in reversed(lines[: operation.line - 1]) if line.label != "blank"), 1)
    return Done(made.to_dict(), _("The line is one with the line above."), above)


def _split(operation: Operation, subject: Subject, user: Any) -> Done:
    corrections, lines = _parts(subject)
    made = corrections.split(lines, operation.line, operation.offset)
    return Done(made.to_dict(), _("The line is two lines now."), operation.line)


def _speaker(operation: Operation, subject: Subject, user: Any) -> Done:
    if not operation.name:
        raise OperationError(_("Write the name of who speaks."))
    corrections, lines = _parts(subject)
    person = operation.person
    if person is not None and not Person.objects.filter(pk=person).exists():
        person = None
    made = corrections.spoken_by(lines, operation.line, operation.name, role=operation.role, person=person)
    return Done(made.to_dict(), _("%(name)s speaks here.") % {"name": operation.name}, operation.line)


def _take_back(operation: Operation, subject: Subject, user: Any) -> Done:
    from wagtail_cstonews.extraction.site.reasons import BY_EDITOR
    from wagtail_cstonews.importing.corrections import uncorrect_site

    first = operation.line
    corrections, lines = _parts(subject)
    for number in operation.lines:
        line = _line_of(lines, number)
        if line.reason == BY_EDITOR:
            # It was said of this line on all documents of the site.
            _check_may_change_site(user)
            uncorrect_site(subject.document, _shown(line), user)
    # From the end: taking back a join or a split changes the numbers of the lines below.
    for number in reversed(operation.lines):
        corrections = corrections.without(lines, number)
    return Done(corrections.to_dict(), _("What was corrected here is taken back."), first)


def _site(operation: Operation, subject: Subject, user: Any) -> Done:
    """Leave out the line on all documents of the site from now on."""
    from wagtail_cstonews.documents import site_key
    from wagtail_cstonews.importing.corrections import correct_site

    _check_may_change_site(user)
    lines = subject.article().lines
    line = _line_of(lines, operation.line)
    if not site_key(subject.document):
        raise OperationError(
            _("It is not known which site the text is from, so this holds for nothing else.")
        )
    correct_site(subject.document, _shown(line), "chrome", user)
    return Done(
        subject.corrections,
        _("From now on this line is left out of everything that comes from this site."),
        operation.line,
    )


def _check_may_change_site(user: Any) -> None:
    """What holds for a site is for whoever may import, as in its profile. Raises :exc:`OperationError`."""
    if not may_import(user):
        raise OperationError(_("You may not change what holds for everything that comes from this site."))


def _shown(line: Any) -> str:
    return str(line.text if line.repaired is None else line.repaired)


def _line_of(lines: Sequence[Any], number: int) -> Any:
    if not 1 <= number <= len(lines):
        raise OperationError(_("There is no such line."))
    return lines[number - 1]


_OPERATIONS: dict[str, Any] = {
    "label": _label,
    "join": _join,
    "split": _split,
    "speaker": _speaker,
    "take-back": _take_back,
    "site": _site,
}
