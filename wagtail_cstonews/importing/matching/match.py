"""Matches a batch of documents with the records: new, unchanged, changed, edited by hand, or duplicate."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from django.db.models import Q

from ...documents import RawDocument
from ...models import ImportedDocument, ImportProposal
from ...sources import BadDocument, Item, Skipped
from ..entries.entry import WRITTEN, Entry, State
from ..entries.keys import hash_key
from ..entries.reimport import StoredItem
from ..entries.selection import names_of

if TYPE_CHECKING:
    from wagtail.models import Page


SAME_TWICE = "It came earlier in this run."
KEY_TWICE = (
    "Another document with the key {key} came earlier in this run, and only the first is imported. "
    "Give each an address or id of its own."
)
DELETED = "Its page was deleted since. Import with --recreate to make it again."
EDITED = (
    "It changed, but its page was edited by hand since the import, and is left as it is. "
    "Bring in by hand what is wanted."
)
LOCKED = (
    "It changed, but its page is locked, and is left as it is. Unlock it and import again, or bring in by "
    "hand what is wanted."
)
UNPUBLISHED = "Its page was unpublished by hand and stays so: the new text is a draft."
OVERWRITTEN = "Its page was edited by hand since the import; that is in the page's history now."

OnConflict: TypeAlias = Literal["skip", "propose", "overwrite"]
ON_CONFLICT: tuple[OnConflict, ...] = get_args(OnConflict)
"""The policies for a changed document whose page was edited by hand: leave the page, store a proposal, or
overwrite the page.
"""

PROPOSED = (
    "It changed, but its page was edited by hand since the import, and is left as it is. The new text waits "
    "as a proposal: look at it in the admin."
)
LOCKED_PROPOSED = (
    "It changed, but its page is locked, and is left as it is. The new text waits as a proposal: look at it "
    "in the admin."
)
WAITS = frozenset({PROPOSED, LOCKED_PROPOSED})
"""The messages of documents with a proposal that waits."""
DISMISSED = "It changed, and the proposal to take over the change was dismissed. Its page stays as it is."

LONG = [f"{of}{name}" for of in ("", "proposal__", "duplicate_of__") for name in ("original", "article")]
"""Long fields of a record that matching does not need."""

_State = ImportedDocument.State


def was_made(record: ImportedDocument) -> bool:
    """Whether a page was ever created for the document, even if it was deleted."""
    return record.imported_revision_id is not None


@dataclass
class Seen:
    """The keys and contents that this run has met. Takes about 200 bytes a document; no texts are kept."""

    keys: dict[bytes, bytes] = field(default_factory=dict)
    """The keys, each with its content's hash."""
    contents: set[bytes] = field(default_factory=set)
    """The hashes of contents; the same objects as those of the keys."""
    run: int | None = None
    """The run's id where several processes share it: records by this run count as met, too."""

    @staticmethod
    def short(hash: str) -> bytes:
        return bytes.fromhex(hash)[:16]

    def has_content(self, hash: str) -> bool:
        return self.short(hash) in self.contents

    def forget_content(self, hash: str) -> None:
        """Forget the content of a failed document, so that another one with its text is tried."""
        self.contents.discard(self.short(hash))

    def forget(self, entry: Entry) -> None:
        """Forget a document before it is planned again."""
        if entry.key_hash:
            self.keys.pop(self.short(entry.key_hash), None)
        if entry.content_hash:
            self.forget_content(entry.content_hash)


def hash_content(document: RawDocument) -> str:
    """A hash of a document's content and metadata, independent of its source."""
    digest = hashlib.sha256()
    for part in (document.media_type, document.title, document.date, document.author, document.language):
        digest.update((part or "").encode("utf-8", "backslashreplace") + b"\0")
    for name in ("tags", "image_url", "translation_group", "draft", "lead", "seo_title", "description"):
        # Only fields with values are hashed: documents without the newer fields keep their hash.
        if value := getattr(document, name):
            digest.update(f"{name}={value!r}".encode("utf-8", "backslashreplace") + b"\0")
    content = document.content
    digest.update(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


@dataclass(frozen=True)
class Policy:
    """The requested policies for pages that are not as the import left them."""

    recreate: bool = False
    """Recreate pages that were deleted since."""
    on_conflict: OnConflict = "propose"
    near_duplicates: bool = True
    """Link near-duplicates to the original instead of making pages."""
    missing_images: bool = False
    """Update documents of which the site lacks some images."""
    missing_files: bool = False
    """Update documents of which the site lacks some linked files."""
    keep: frozenset[str] = frozenset()
    """The names of documents that get a page even if they are near-duplicates."""
    keep_lists: bool = False
    """Create drafts even of documents that are no article."""

    def wants_more(self, record: ImportedDocument) -> bool:
        """Whether an image or file of the document is missing and requested now."""
        return bool(
            (self.missing_images and record.images_missing) or (self.missing_files and record.files_missing)
        )

    def keeps(self, item: Item) -> bool:
        """Whether the document gets a page even if it is a near-duplicate."""
        return not self.near_duplicates or not self.keep.isdisjoint(names_of(item))


def match(entries: Sequence[Entry], seen: Seen, policy: Policy | None = None) -> None:
    """Set each entry's state, message and record. One query; nothing is extracted yet."""
    policy = policy or Policy()
    for entry in entries:
        identify(entry)
    by_key, by_content = look_up(entries)
    batch: dict[str, Entry] = {}
    for entry in entries:
        if isinstance(entry.item, Skipped):
            continue
        entry.record = by_key.get(entry.key_hash)
        if seen_before(entry, seen):
            continue
        if isinstance(entry.item, RawDocument):
            decide(entry, by_content, batch, seen, policy)


def identify(entry: Entry) -> None:
    """Set the hashes. Items that are no document fail or are skipped here."""
    item = entry.item
    if isinstance(item, Skipped):
        entry.state, entry.message, entry.remember = "ignored", item.reason, False
        return
    entry.key_hash = hash_key(item.key or item.source)
    if isinstance(item, BadDocument):
        entry.fail(item.message)
    else:
        entry.content_hash = item.content_hash if isinstance(item, StoredItem) else hash_content(item)


def look_up(
    entries: Iterable[Entry],
) -> tuple[dict[str, ImportedDocument], dict[str, list[ImportedDocument]]]:
    """The records that match the entries by key or content."""
    keys = {entry.key_hash for entry in entries if entry.key_hash}
    contents = {entry.content_hash for entry in entries if entry.content_hash}
    by_key: dict[str, ImportedDocument] = {}
    by_content: dict[str, list[ImportedDocument]] = {}
    if not keys:
        return by_key, by_content
    records = ImportedDocument.objects.filter(Q(key_hash__in=keys) | Q(content_hash__in=contents))
    records = records.select_related("page", "proposal", "duplicate_of__page").defer(*LONG)
    for record in records.order_by("pk"):
        if record.key_hash in keys:
            by_key[record.key_hash] = record
        if was_made(record) or record.state == _State.NOT_AN_ARTICLE:
            by_content.setdefault(record.content_hash, []).append(record)
    return by_key, by_content


def seen_before(entry: Entry, seen: Seen) -> bool:
    """Whether the key came earlier in this run: then the first counts, and the second is not recorded."""
    key, content = Seen.short(entry.key_hash), Seen.short(entry.content_hash)
    if key not in seen.keys:
        seen.keys[key] = content
        if seen.run is None or entry.record is None or entry.record.run_id != seen.run:
            return False
        seen.keys[key] = Seen.short(entry.record.content_hash)
    entry.remember = False
    if entry.state == "failed":
        return True
    if seen.keys[key] == content:
        set_state(entry, "duplicate", SAME_TWICE)
    else:
        set_state(entry, "skipped", KEY_TWICE.format(key=entry.document.key))
    return True


def decide(
    entry: Entry,
    by_content: dict[str, list[ImportedDocument]],
    batch: dict[str, Entry],
    seen: Seen,
    policy: Policy,
) -> None:
    """The state of a document by the records of its key and content."""
    record, content = entry.record, entry.content_hash
    same = [found for found in by_content.get(content, []) if found != record and stands(found, policy)]
    if record is not None and was_made(record):
        compare(entry, record, policy)
    elif record is not None and is_left_out_still(entry, record, policy):
        set_state(entry, "not_an_article", record.message)
    elif record is not None and is_duplicate_still(entry, record, policy):
        entry.first = first = record.duplicate_of
        entry.nearly = first.source if first is not None and is_near(record) else ""
        set_state(entry, "duplicate", record.message)
    elif same:
        first = min(same, key=lambda found: found.page_id is None)
        duplicate(entry, first, first.source)
    elif content in batch:
        duplicate(entry, batch[content], batch[content].item.source)
    elif seen.has_content(content):
        duplicate(entry, None, "another document of this run")
    else:
        set_state(entry, "new")
    if entry.state in WRITTEN:
        batch.setdefault(content, entry)
        seen.contents.add(seen.keys[Seen.short(entry.key_hash)])


def stands(record: ImportedDocument, policy: Policy) -> bool:
    """Whether a document with this record's text is its duplicate; not if the record itself gets a page
    now.
    """
    if record.page_id:
        return True
    return not (policy.recreate if was_made(record) else policy.keep_lists)


def is_left_out_still(entry: Entry, record: ImportedDocument, policy: Policy) -> bool:
    """Whether the document is known to be no article. A new extraction may find one."""
    if record.state != _State.NOT_AN_ARTICLE or policy.keep_lists or entry.is_recorrected:
        return False
    proposal = getattr(record, "proposal", None)
    if isinstance(entry.item, StoredItem):
        # The waiting proposal is newer than the stored original.
        return proposal is not None
    return entry.content_hash == (proposal or record).content_hash


def is_duplicate_still(entry: Entry, record: ImportedDocument, policy: Policy) -> bool:
    """Whether the document is a duplicate of an original that is still on record."""
    content = entry.content_hash
    if record.state != _State.DUPLICATE or record.content_hash != content or record.duplicate_of_id is None:
        return False
    return not is_near(record) or not policy.keeps(entry.item)


def is_near(record: ImportedDocument) -> bool:
    """Whether the record is a near-duplicate, not an exact one."""
    first = record.duplicate_of
    return first is not None and first.content_hash != record.content_hash


def compare(entry: Entry, record: ImportedDocument, policy: Policy) -> None:
    """The state of a document that has a page."""
    page: Page = record.page
    entry.page = page
    entry.revision = page.latest_revision_id if page else None
    entry.had_proposal = hasattr(record, "proposal")
    if page is None and not policy.recreate:
        set_state(entry, "skipped", DELETED)
        entry.remember = False
    elif is_left_out_still(entry, record, policy):
        set_state(entry, "not_an_article", record.message)
    elif page is None:
        set_state(entry, "new")
    elif policy.wants_more(record) and is_untouched(record) and not page.locked:
        set_state(entry, "changed")
    elif record.content_hash == entry.content_hash and not (
        isinstance(entry.item, StoredItem) or entry.is_recorrected
    ):
        set_state(entry, "unchanged")
        # The previous run's message no longer applies.
        entry.remember = record.state in (_State.EDITED, _State.FAILED, _State.NOT_AN_ARTICLE)
    elif not is_untouched(record) or page.locked:
        conflict(entry, record, policy)
    else:
        set_state(entry, "changed")
        entry.proposes = policy.on_conflict == "propose"


def is_untouched(record: ImportedDocument) -> bool:
    """Whether the page is unchanged since the import."""
    page: Page = record.page
    return bool(page.latest_revision_id == record.imported_revision_id)


def conflict(entry: Entry, record: ImportedDocument, policy: Policy) -> None:
    """The state of a changed document whose page was edited or locked by hand."""
    is_locked = bool(record.page.locked)
    if policy.on_conflict == "overwrite" and not is_locked:
        set_state(entry, "changed", OVERWRITTEN)
        return
    proposal = getattr(record, "proposal", None)
    stored = isinstance(entry.item, StoredItem)
    if proposal is not None and (stored or proposal.content_hash == entry.content_hash):
        # The same proposal was made before, and the editor's decision stands.
        waits = proposal.state == ImportProposal.State.WAITING
        set_state(entry, "edited", left_alone(True, is_locked) if waits else DISMISSED)
    else:
        # A lock takes precedence over overwriting: the change becomes a proposal.
        entry.proposes = policy.on_conflict != "skip"
        set_state(entry, "edited", left_alone(entry.proposes, is_locked))


def left_alone(proposes: bool, is_locked: bool) -> str:
    """The message for a changed document whose page is left unchanged."""
    if is_locked:
        return LOCKED_PROPOSED if proposes else LOCKED
    return PROPOSED if proposes else EDITED


def duplicate(entry: Entry, first: Entry | ImportedDocument | None, source: str) -> None:
    entry.first = first
    set_state(entry, "duplicate", f"The same text as {source}.")


def set_state(entry: Entry, state: State, message: str = "") -> None:
    entry.state, entry.message = state, message
