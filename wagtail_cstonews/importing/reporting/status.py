"""The status of a site's imports, and the documents that need review."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext

from ...models import ImportChunk, ImportedDocument, ImportedObject, ImportProposal, ImportRun
from ...publishing.messages import translated
from ..entries.selection import documents_of
from .wording import counted, in_words

_State = ImportedDocument.State


_Doubt = ImportedDocument.Doubt


DOUBTFUL = 0.5
"""Documents with a lower confidence need review."""


NOT_SAID = ("original", "proposal__original", "duplicate_of__original", "duplicate_of__article")
"""Long fields that messages do not need."""


MADE = (ImportedObject.Kind.IMAGE, ImportedObject.Kind.FILE)
"""The kinds of objects that a run creates from references in articles."""


def _has_doubt(doubt: str) -> Q:
    """A filter for documents with a doubt; not for duplicates, which have no page to review."""
    return Q(doubt=doubt) & ~Q(state=_State.DUPLICATE)


NO_ARTICLE = _has_doubt(str(_Doubt.NOT_AN_ARTICLE)) | Q(state=_State.NOT_AN_ARTICLE)
"""Documents that are no article, including those whose earlier page has other content."""


UNPUBLISHED = _has_doubt(str(_Doubt.UNSURE)) & (Q(page__live=False) | Q(page__has_unpublished_changes=True))
"""Documents whose confidence is too low for publishing, until somebody publishes them."""


@dataclass
class Message:
    """One message about a document, with its place."""

    document: int
    key: str
    source: str
    line: int | None
    state: str
    code: str
    message: str

    def __str__(self) -> str:
        where = self.source
        if self.line:
            where = gettext("{file}: line {line}").format(file=where, line=self.line)
        return f"{where}: {translated(self.message)}"


@dataclass
class Waiting:
    """The numbers of documents that need review."""

    proposals: int = 0
    failed: int = 0
    doubtful: int = 0
    untitled: int = 0
    unsure: int = 0
    """Drafts that ``--publish`` did not publish."""
    not_articles: int = 0
    below: float = DOUBTFUL


@dataclass
class RunStatus:
    """The status of a run, for people and as JSON."""

    run: int
    state: str
    started_at: str
    finished_at: str | None
    user: str | None
    command: str
    section: int | None
    counts: dict[str, int]
    message: str
    undoable: int
    """Changes that ``undo_news_import`` would undo."""
    version: str
    states: dict[str, int] = field(default_factory=dict)
    """The number of the run's documents by current state."""
    chunks: dict[str, int] = field(default_factory=dict)
    """The number of the run's chunks by state."""
    made: dict[str, int] = field(default_factory=dict)
    """The number of images and Wagtail documents that the run created."""


def _run_status(run: ImportRun, undoable: int) -> RunStatus:
    return RunStatus(
        run=run.pk,
        state=run.state,
        started_at=run.started_at.isoformat(timespec="seconds"),
        finished_at=run.finished_at.isoformat(timespec="seconds") if run.finished_at else None,
        user=run.user.get_username() if run.user else None,
        command=run.command,
        section=run.section_id,
        counts=dict(run.counts),
        message=run.message,
        undoable=undoable,
        version=run.version,
        chunks=_chunk_states(run) if run.options.get("enqueue") else {},
    )


def _chunk_states(run: ImportRun) -> dict[str, int]:
    """The number of a run's chunks by state."""
    found = dict(run.chunks.order_by().values_list("state").annotate(Count("pk")))
    return {state: found[state] for state in ImportChunk.State.values if state in found}


def chunk_line(run: ImportRun) -> str:
    """The number of chunks by state, as a sentence."""
    states = _chunk_states(run)
    total = sum(states.values())
    words = ", ".join(f"{number:,} {in_words(state)}" for state, number in states.items())
    return counted(total, "chunk", "chunks") + (f" ({words})" if words else "")


def last_runs(number: int) -> list[RunStatus]:
    """The last runs, newest first."""
    runs = ImportRun.objects.select_related("user").annotate(undoable=Count("changes"))
    runs = runs.order_by("-started_at", "-pk")[:number]
    return [_run_status(run, run.undoable) for run in runs]


def status_of(run: ImportRun) -> RunStatus:
    """The status of one run, with its documents by state."""
    status = _run_status(run, run.changes.count())
    status.made = made_by(run)
    states = documents_of(run).order_by().values_list("state").annotate(Count("pk"))
    status.states = dict(states)
    return status


def made_by(run: ImportRun | None) -> dict[str, int]:
    """The number of images and files that a run added to the site, each counted once."""
    if run is None:
        return {}
    notes = run.objects_made.filter(made=True, kind__in=MADE).order_by()
    return {f"{kind}s": number for kind, number in notes.values_list("kind").annotate(Count("pk"))}


def made_line(made: dict[str, int]) -> str:
    """These numbers as a sentence; empty for none.

    >>> made_line({"images": 1, "files": 2})
    'Brought onto the site: 1 image, 2 linked files.'
    """
    parts = []
    if images := made.get("images"):
        parts.append(counted(images, "image", "images"))
    if files := made.get("files"):
        parts.append(counted(files, "linked file", "linked files"))
    return gettext("Brought onto the site: {made}.").format(made=", ".join(parts)) if parts else ""


def waiting(run: ImportRun | None = None, below: float = DOUBTFUL) -> Waiting:
    """The numbers of documents that need review, for one run or all."""
    documents = documents_of(run)
    return Waiting(
        proposals=documents.filter(proposal__state=ImportProposal.State.WAITING).count(),
        failed=documents.filter(state=ImportedDocument.State.FAILED).count(),
        doubtful=documents.filter(confidence__lt=below).count(),
        untitled=documents.filter(_has_doubt(str(_Doubt.NO_TITLE))).count(),
        unsure=documents.filter(UNPUBLISHED).count(),
        not_articles=documents.filter(NO_ARTICLE).count(),
        below=below,
    )


def needs_review(below: float = DOUBTFUL) -> Q:
    """A filter for documents that need review."""
    return (
        Q(proposal__state=ImportProposal.State.WAITING)
        | Q(state=_State.FAILED)
        | Q(confidence__lt=below)
        | _has_doubt(str(_Doubt.NO_TITLE))
        | UNPUBLISHED
        | NO_ARTICLE
    )


def messages(documents: Any, below: float = DOUBTFUL) -> Iterator[Message]:
    """All messages about the documents: errors, reasons for review, and warnings with their lines."""
    records = documents.order_by("pk").select_related("proposal", "duplicate_of").defer(*NOT_SAID)
    for record in records.iterator(chunk_size=100):
        yield from _messages_of(record, below)


def _messages_of(record: ImportedDocument, below: float = DOUBTFUL) -> Iterator[Message]:
    def message(code: str, text: str, line: int | None = None) -> Message:
        return Message(record.pk, record.key, record.source, line, record.state, code, text)

    if record.message:
        yield message(record.state, record.message + taken_for(record))
    proposal = getattr(record, "proposal", None)
    if proposal is not None and proposal.state == ImportProposal.State.WAITING:
        yield message("proposal", "A proposal waits: look at it in the admin, accept or dismiss it.")
    if record.confidence is not None and record.confidence < below:
        yield message("confidence", f"Not sure of it ({record.confidence:.0%}). Look at the page.")
    for warning in record.warnings:
        yield message(warning.get("code", ""), warning.get("message", ""), warning.get("line"))


def taken_for(record: ImportedDocument) -> str:
    """The title of a duplicate's original, and its page."""
    first = record.duplicate_of
    if first is None:
        return ""
    page = gettext(", page {number}").format(number=first.page_id) if first.page_id else ""
    return f" (“{first.title or first.source}”{page})"


def as_json(value: Any) -> dict[str, Any]:
    return asdict(value)
