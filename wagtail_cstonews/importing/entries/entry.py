"""One document on its way through a run, and what the run says of it in the end."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias, get_args

from ...documents import RawDocument
from ...extraction.article.article import Article
from ...extraction.article.warnings import ArticleWarning
from ...sources import Item, Skipped

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
"""What can become of a document:

- ``new``: a page is made of it;
- ``changed``: it is not what it was at the last import, and its page follows;
- ``published``: it is what it was, and the draft that an earlier import made of it is published now;
- ``unchanged``: nothing is done;
- ``edited``: it changed, but so did the page, by hand: the page is left alone, and the change proposed;
- ``duplicate``: the same text came under another name, or the same name twice in one run;
- ``not_an_article``: a list of articles or the like: no page is made, and one that is there is left alone;
- ``skipped``: its page was deleted since, or another document of its name came earlier in the run;
- ``failed``: it cannot be used, and the message says why;
- ``ignored``: no document, but a file in a folder or archive that is not for reading.
"""


BY_HAND = "by_hand"
"""The reason why a draft is not published where somebody was at it."""


WRITTEN: frozenset[State] = frozenset({"new", "changed"})
"""The states in which a page is made of the article."""


MADE: frozenset[State] = WRITTEN | {"published"}
"""The states in which a page gets a revision."""


SAID = ("title", "date", "author", "language", "image_url", "translation_group", "site")
"""What is said of a document and may come to be looked up in the database."""


def leave_out_nul(document: RawDocument) -> None:
    """Replaces the one character that PostgreSQL takes in no text, not even in a question."""
    for name in SAID:
        value = getattr(document, name)
        if value and "\0" in value:
            setattr(document, name, value.replace("\0", "\ufffd"))
    if any("\0" in tag for tag in document.tags):
        document.tags = tuple(tag.replace("\0", "\ufffd") for tag in document.tags)


@dataclass(slots=True)
class Extracted:
    """What extraction made of a document."""

    article: Article
    original: str
    """The decoded document, as it came."""
    encoding: str
    step_failure: str | None = None
    """What became of the site's own article steps: None before they ran, empty where none failed."""


class Promised(Protocol):
    """What extraction will have made of a document, in another process or ahead of its turn."""

    @property
    def seconds(self) -> float:
        """How long the work took, once the result was asked for."""

    def result(self) -> Extracted:
        """Waits for it. Raises what the work raised."""


@dataclass(slots=True)
class ReadDocument:
    """A document that was read: what came, and what it is known by."""

    item: Item
    key_hash: str = ""
    content_hash: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.item, RawDocument):
            leave_out_nul(self.item)

    @property
    def document(self) -> RawDocument:
        """The document; only for items that are one."""
        if not isinstance(self.item, RawDocument):
            raise TypeError(f"{self.item.source} is no document")
        return self.item


@dataclass(slots=True)
class PlannedDocument(ReadDocument):
    """A document of which it was decided what becomes of it, by what is on record."""

    state: State = "new"
    message: str = ""
    record: ImportedDocument | None = None
    """What earlier imports know of the document; after writing, what this one does."""
    first: Entry | ImportedDocument | None = None
    """The document of which this one is a duplicate, where it is on record."""
    nearly: str = ""
    """Where that came from, if this one does not say the same to the letter."""
    page: Any = None
    revision: int | None = None
    """The page's latest revision when the batch was planned: a later one is not overwritten."""
    proposes: bool = False
    """Whether the article waits as a proposal where the page turns out to be edited by hand."""
    was_unpublished: bool = False
    """Whether the page was unpublished by hand, and is not published again."""
    had_proposal: bool = False
    """Whether an earlier run's proposal waits or was dismissed."""
    held: ArticleWarning | None = None
    """Why the draft of an unchanged document is not published, where pages are."""
    warnings_now: list[dict[str, Any]] | None = None
    """The warnings that the record gets, where it keeps its article."""
    remember: bool = True
    """Whether the record is written, so that the next run knows."""

    @property
    def tags_before(self) -> list[str]:
        """The tags that the document had at the last import."""
        return self.record.given.get("tags", []) if self.record is not None else []

    @property
    def tags(self) -> list[str]:
        """The tags that bear on the page: those of now and before."""
        return [*self.document.tags, *self.tags_before]

    @property
    def is_extracted(self) -> bool:
        """Whether the article is needed: for a page, or for a proposal."""
        return self.state in WRITTEN or (self.state == "edited" and self.proposes)


DECIDED: dict[str, Any] = {
    one.name: one.default
    for one in fields(PlannedDocument)
    if one.name not in {read.name for read in fields(ReadDocument)}
}
"""What a plan decides, before it did."""


@dataclass(slots=True)
class LoadedDocument(PlannedDocument):
    """A document with its article, and what that names: it stays when the document is planned once more."""

    promise: Promised | None = None
    """The article, where another process is at it."""
    extracted: Extracted | None = None
    sketch: list[int] = field(default_factory=list)
    """The values under which nearly the same articles are found."""
    images: dict[str, int] = field(default_factory=dict)
    """The site's images by the addresses under which the article names them."""
    images_missing: int = 0
    """How many of the article's images the site does not have."""
    files: dict[str, int] = field(default_factory=dict)
    """The site's documents (Wagtail's) by the addresses under which the article links to them."""
    files_missing: int = 0
    """How many of the files that the article links to the site does not have."""
    seconds: float = 0.0


@dataclass(slots=True)
class Entry(LoadedDocument):
    """One document between being read and being recorded.

    Each stage adds to the one before: :class:`ReadDocument`, :class:`PlannedDocument`,
    :class:`LoadedDocument`, and here the page that is to be written. In the end there is an :class:`Outcome`.
    """

    built: BuiltPage | None = None

    def begin_again(self) -> None:
        """Forgets what was decided of the document; not what was extracted, nor its images and files."""
        for name, default in DECIDED.items():
            setattr(self, name, default)
        self.built = None

    def anew(self) -> Entry:
        """Another entry of the document, with its images and files: nothing is decided of it."""
        return Entry(
            self.item,
            promise=self.promise,
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
        """What a near-duplicate is taken for; None for everything else."""
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
        """A duplicate of what fails fails too: nothing of the text is on the site."""
        if self.state == "duplicate" and isinstance(self.first, Entry) and self.first.state == "failed":
            self.fail(f"The same text as {self.first.item.source}, which failed.")


@dataclass(slots=True)
class Outcome:
    """What became of one document."""

    source: str
    state: State
    message: str = ""
    """Why, for every state but new and changed; the remedy where one is needed."""
    kind: str | None = None
    title: str | None = None
    page: int | None = None
    url: str | None = None
    taken_for: dict[str, Any] | None = None
    """Of a near-duplicate the other document: its source, title, page and record, where they are known."""
    document: int | None = None
    """The record's id; None in a dry run, and where none was written."""
    confidence: float | None = None
    date: str | None = None
    """When the article appeared, as ISO 8601, where it was extracted."""
    warnings: list[dict[str, Any]] = field(default_factory=list)
    dropped: list[dict[str, Any]] = field(default_factory=list)
    """The lines that are not on the page: number, label, reason and text."""
    seconds: float = 0.0
    what: str = ""
    """Of what is no document: what it is, in words that are the same for all of its kind."""
    held: str = ""
    """Of an unchanged document whose draft is not published, though pages are: the code of the reason."""

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def outcome_of(entry: Entry) -> Outcome:
    """The entry as its outcome, light enough to keep."""
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
    """Notes on the outcome why a draft is not published."""
    outcome.held, outcome.message = reason.code, reason.message
    if reason.code != BY_HAND and not any(warning["code"] == reason.code for warning in outcome.warnings):
        outcome.warnings.append(asdict(reason))
