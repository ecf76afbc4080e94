"""One document on its way through a run, and its outcome."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...sources import Item, Skipped
from .corrected import corrected, corrections_of

if TYPE_CHECKING:
    from ...models import ImportedDocument
    from .built import BuiltPage


State: TypeAlias = Literal[
    "new",
    "changed",
    "published",
    "unchanged",
    "edited",
    "duplicate",
    "not_an_article",
    "skipped",
    "failed",
    "ignored",
]


STATES: tuple[State, ...] = get_args(State)
"""The states of a document after planning:

- ``new``: a page is created;
- ``changed``: it differs from the last import, and its page is updated;
- ``published``: it is unchanged, and the draft that an earlier import created is published now;
- ``unchanged``: its page stays as it is;
- ``edited``: it changed, but its page was edited by hand: the page stays, and the change is proposed;
- ``duplicate``: another document has the same text, or the same key came twice in one run;
- ``not_an_article``: a list of articles or the like: no page is created, and an existing one stays;
- ``skipped``: its page was deleted, or another document with its key came earlier in the run;
- ``failed``: an error, given in the message;
- ``ignored``: a file in a folder or archive that is no document.
"""


BY_HAND = "by_hand"
"""The reason for not publishing a draft that somebody edited or held back by hand."""


WRITTEN: frozenset[State] = frozenset({"new", "changed"})
"""The states in which the article is written to a page."""


MADE: frozenset[State] = WRITTEN | {"published"}
"""The states in which a page gets a revision."""


SAID = ("title", "date", "author", "language", "image_url", "translation_group", "site")
"""The fields of a document that may be looked up in the database."""


def leave_out_nul(document: RawDocument) -> None:
    """Replace NUL, which PostgreSQL accepts in no text, not even in a query parameter."""
    for name in SAID:
        value = getattr(document, name)
        if value and "\0" in value:
            setattr(document, name, value.replace("\0", "\ufffd"))
    if any("\0" in tag for tag in document.tags):
        document.tags = tuple(tag.replace("\0", "\ufffd") for tag in document.tags)


@dataclass(slots=True)
class Extracted:
    """The result of extraction."""

    article: Article
    original: str
    """The decoded document, before any repair."""
    encoding: str
    step_failure: str | None = None
    """The error of a failed article step of the site: None before the steps ran, empty where none failed."""
    packed: str = ""
    """What was made ready of the article's JSON (:meth:`.Article.pack`); empty for nothing."""
    sketch: list[int] | None = None
    """The article's sketch for near-duplicates, where it was made before its turn."""

    def forget_ready(self) -> None:
        """The article changes: what was made of it before holds no longer."""
        self.article.lines = list(self.article.lines)
        self.packed, self.sketch = "", None


class Promised(Protocol):
    """A future: the result of extraction in another process, or ahead of its turn."""

    @property
    def seconds(self) -> float:
        """How long the extraction took; known once the result was requested."""

    def result(self) -> Extracted:
        """Wait for the result. Raises the extraction's exception."""


@dataclass(slots=True)
class ReadDocument:
    """Stage 1: a document that was read, with the hashes that identify it."""

    item: Item
    key_hash: str = ""
    content_hash: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.item, RawDocument):
            leave_out_nul(self.item)

    @property
    def document(self) -> RawDocument:
        """The document; call it only for items that are documents."""
        if not isinstance(self.item, RawDocument):
            raise TypeError(f"{self.item.source} is no document")
        return self.item


@dataclass(slots=True)
class PlannedDocument(ReadDocument):
    """Stage 2: a document with its planned state, decided by comparison with the records."""

    state: State = "new"
    message: str = ""
    record: ImportedDocument | None = None
    """The document's record from earlier imports; after writing, from this one."""
    first: Entry | ImportedDocument | None = None
    """The original of which this document is a duplicate, where it is on record."""
    nearly: str = ""
    """The source of the original, if this document is a near-duplicate of it."""
    page: Any = None
    revision: int | None = None
    """The page's latest revision when the batch was planned; a later one is not overwritten."""
    proposes: bool = False
    """Whether the article is stored as a proposal if the page turns out to be edited by hand."""
    was_unpublished: bool = False
    """Whether the page was unpublished by hand, and so stays unpublished."""
    had_proposal: bool = False
    """Whether an earlier run's proposal is waiting or was dismissed."""
    held: ArticleWarning | None = None
    """The warning that keeps the draft of an unchanged document from being published, where pages are
    published.
    """
    warnings_now: list[dict[str, Any]] | None = None
    """The new warnings for a record that keeps its article."""
    remember: bool = True
    """Whether the record is written for later runs."""

    @property
    def tags_before(self) -> list[str]:
        """The tags of the document at the previous import."""
        return self.record.given.get("tags", []) if self.record is not None else []

    @property
    def tags(self) -> list[str]:
        """The tags that affect the page: the current and the previous ones."""
        return [*self.document.tags, *self.tags_before]

    @property
    def corrections(self) -> dict[str, Any]:
        """What editors corrected in it: what came along with it, else what is on record."""
        own = corrections_of(self.item)
        if own is None:
            return self.record.corrections if self.record is not None else {}
        return own

    @property
    def is_recorrected(self) -> bool:
        """Whether it comes with other corrections than those on record."""
        own = corrections_of(self.item)
        return own is not None and self.record is not None and own != self.record.corrections

    @property
    def to_extract(self) -> RawDocument:
        """The document, with its corrections if there are any."""
        return corrected(self.document, self.corrections)

    @property
    def is_extracted(self) -> bool:
        """Whether the article is needed for a page or a proposal."""
        return self.state in WRITTEN or (self.state == "edited" and self.proposes)


DECIDED: dict[str, Any] = {
    one.name: one.default
    for one in fields(PlannedDocument)
    if one.name not in {read.name for read in fields(ReadDocument)}
}
"""The fields that a plan sets, with their initial values."""


@dataclass(slots=True)
class LoadedDocument(PlannedDocument):
    """Stage 3: a document with its article, images and files. These stay when the document is planned
    again.
    """

    promise: Promised | None = None
    """The pending extraction, where another process runs it."""
    promised: dict[str, Any] = field(default_factory=dict)
    """The corrections that are applied there."""
    extracted: Extracted | None = None
    sketch: list[int] = field(default_factory=list)
    """The article's MinHash sketch, by which near-duplicates are found."""
    images: dict[str, int] = field(default_factory=dict)
    """The ids of the site's images by the addresses in the article."""
    images_missing: int = 0
    """How many of the article's images the site does not have."""
    files: dict[str, int] = field(default_factory=dict)
    """The ids of the site's documents (Wagtail's) by the addresses of links in the article."""
    files_missing: int = 0
    """How many of the linked files the site does not have."""
    seconds: float = 0.0


@dataclass(slots=True)
class Entry(LoadedDocument):
    """Stage 4: one document between reading and recording, with the page to write.

    Each stage adds to the one before: :class:`ReadDocument`, :class:`PlannedDocument`,
    :class:`LoadedDocument`, and here the page that is to be written. In the end there is an :class:`Outcome`.
    """

    built: BuiltPage | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether the document's article is stored as a proposal."""
        return self.state in ("edited", "not_an_article") and self.proposes and self.extracted is not None

    def begin_again(self) -> None:
        """Reset the plan; the article, images and files are kept."""
        for name, default in DECIDED.items():
            setattr(self, name, default)
        self.built = None

    def anew(self) -> Entry:
        """A new entry for the document with its images and files, but without a plan."""
        return Entry(
            self.item,
            promise=self.promise,
            promised=self.promised,
            images=self.images,
            images_missing=self.images_missing,
            files=self.files,
            files_missing=self.files_missing,
        )

    def fail(self, message: str) -> None:
        self.state = "failed"
        self.message = message
        self.built, self.warnings_now = None, None

    @property
    def taken_for(self) -> dict[str, Any] | None:
        """The original of a near-duplicate; None for all other documents."""
        if self.state != "duplicate" or not self.nearly:
            return None
        known: dict[str, Any] = {"source": self.nearly, "title": None, "document": None, "page": None}
        if isinstance(self.first, Entry):
            article = self.first.extracted.article if self.first.extracted else None
            known["title"] = article.title if article else None
            known["page"] = self.first.page.pk if self.first.page else None
            known["document"] = self.first.record.pk if self.first.record else None
        elif self.first is not None:
            known.update(title=self.first.title, page=self.first.page_id, document=self.first.pk)
        return known

    def follow(self) -> None:
        """Fail with the original: a duplicate of a failed document has no page that holds its text."""
        if self.state == "duplicate" and isinstance(self.first, Entry) and self.first.state == "failed":
            self.fail(f"The same text as {self.first.item.source}, which failed.")


@dataclass(slots=True)
class Outcome:
    """The final result for one document."""

    source: str
    state: State
    message: str = ""
    """The reason, for every state except new and changed, with a remedy where there is one."""
    kind: str | None = None
    title: str | None = None
    page: int | None = None
    url: str | None = None
    taken_for: dict[str, Any] | None = None
    """The original of a near-duplicate: its source, title, page and record, where known."""
    document: int | None = None
    """The record's id; None in a dry run, and where no record was written."""
    confidence: float | None = None
    date: str | None = None
    """The publication date as ISO 8601, where it was extracted."""
    warnings: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    """The lines that are not on the page: number, label, reason and text."""
    seconds: float = 0.0
    what: str = ""
    """For an ignored file: its kind, worded the same for all files of that kind."""
    held: str = ""
    """The warning code that keeps the draft of an unchanged document from being published."""

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _OUTCOME}


_OUTCOME = [field.name for field in fields(Outcome)]


def outcome_of(entry: Entry) -> Outcome:
    """The entry's outcome, which holds no texts and so little memory."""
    outcome = Outcome(entry.item.source, entry.state, entry.message, seconds=round(entry.seconds, 4))
    if isinstance(entry.item, Skipped):
        outcome.what = entry.item.what
    page = entry.page
    if page is not None and page.pk:
        outcome.page, outcome.url = page.pk, page.get_url()
    record = entry.record
    outcome.document = record.pk if record is not None else None
    outcome.taken_for = entry.taken_for
    if entry.extracted is not None:
        article = entry.extracted.article
        outcome.kind, outcome.title, outcome.confidence = (
            article.kind,
            article.title,
            round(article.confidence, 4),
        )
        outcome.date = article.published_at
        outcome.warnings = [asdict(warning) for warning in article.warnings]
        outcome.dropped = [
            {"line": line.number, "label": line.label, "reason": line.reason, "text": line.text}
            for line in article.left_out()
        ]
    elif record is not None:
        outcome.kind, outcome.title, outcome.confidence = (
            record.kind or None,
            record.title or None,
            record.confidence,
        )
    if entry.held is not None:
        hold(outcome, entry.held)
    return outcome


def hold(outcome: Outcome, reason: ArticleWarning) -> None:
    """Record on the outcome why a draft is not published."""
    outcome.held, outcome.message = reason.code, reason.message
    if reason.code != BY_HAND and not any(warning["code"] == reason.code for warning in outcome.warnings):
        outcome.warnings.append(asdict(reason))
