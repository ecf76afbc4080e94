"""What a batch of documents is to the site: new, unchanged, changed, edited by hand, or a duplicate."""

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
"""What to do with a changed document whose page was edited by hand: leave it, keep what it would be as a
proposal, or write over the page."""

PROPOSED = (
    "It changed, but its page was edited by hand since the import, and is left as it is. The new text waits "
    "as a proposal: look at it in the admin."
)
LOCKED_PROPOSED = (
    "It changed, but its page is locked, and is left as it is. The new text waits as a proposal: look at it "
    "in the admin."
)
DISMISSED = "It changed, and the proposal to take over the change was dismissed. Its page stays as it is."

LONG = [f"{of}{name}" for of in ("", "proposal__", "duplicate_of__") for name in ("original", "article")]
"""What matching does not need of a record."""

_State = ImportedDocument.State


def was_made(record: ImportedDocument) -> bool:
    """Whether a page was made of the document at some time, even if it is gone now."""
    return record.imported_revision_id is not None


@dataclass
class Seen:
    """What this run met already. About 250 bytes a document; the documents themselves are not kept."""

    keys: dict[bytes, bytes] = field(default_factory=dict)
    """The keys, each with the content that came under it."""
    contents: set[bytes] = field(default_factory=set)
    run: int | None = None
    """Where several processes work on one run, its number: what is on record of it came earlier, too."""

    @staticmethod
    def short(hash: str) -> bytes:
        return bytes.fromhex(hash)[:16]

    def has_content(self, hash: str) -> bool:
        return self.short(hash) in self.contents

    def forget_content(self, hash: str) -> None:
        """For a document that failed: another one with its text deserves its own chance."""
        self.contents.discard(self.short(hash))

    def forget(self, entry: Entry) -> None:
        """For a document that is planned once more."""
        if entry.key_hash:
            self.keys.pop(self.short(entry.key_hash), None)
        if entry.content_hash:
            self.forget_content(entry.content_hash)


def hash_content(document: RawDocument) -> str:
    """The same for the same document, wherever it came from: its content, and what is said beside it."""
    digest = hashlib.sha256()
    for part in (document.media_type, document.title, document.date, document.author, document.language):
        digest.update((part or "").encode("utf-8", "backslashreplace") + b"\0")
    for name in ("tags", "image_url", "translation_group", "draft", "lead", "seo_title", "description"):
        # Named only where there is something: documents that say no more keep the hash that they have.
        if value := getattr(document, name):
            digest.update(f"{name}={value!r}".encode("utf-8", "backslashreplace") + b"\0")
    content = document.content
    digest.update(content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace"))
    return digest.hexdigest()


@dataclass(frozen=True)
class Policy:
    """What is asked for where a page is not what the import left."""

    recreate: bool = False
    """Pages that were deleted since are made again."""
    on_conflict: OnConflict = "propose"
    near_duplicates: bool = True
    """What says nearly the same as another document is linked to it, and no page made."""
    missing_images: bool = False
    """Documents of which the site does not have all images are taken up again."""
    missing_files: bool = False
    """And those of which it does not have all files that they link to."""
    keep: frozenset[str] = frozenset()
    """What the documents go by of which a page is made, whatever they are nearly the same as."""
    keep_lists: bool = False
    """Drafts are made of what is no article, too."""

    def wants_more(self, record: ImportedDocument) -> bool:
        """Whether something that the document names is missing, and asked for now."""
        return bool(
            (self.missing_images and record.images_missing) or (self.missing_files and record.files_missing)
        )

    def keeps(self, item: Item) -> bool:
        """Whether a page is made of the document however much it says the same as another one."""
        return not self.near_duplicates or not self.keep.isdisjoint(names_of(item))


def match(entries: Sequence[Entry], seen: Seen, policy: Policy | None = None) -> None:
    """Sets each entry's state, message and record. One query; nothing is extracted yet."""
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
    """Sets the hashes; what is no document fails or is skipped here."""
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
    """The records that bear on the entries, by key and by content."""
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
    """Whether the key came earlier in this run: the first counts, and nothing is recorded of the second."""
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
    """The state of a document, by what is on record of it and of its content."""
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
        seen.contents.add(Seen.short(content))


def stands(record: ImportedDocument, policy: Policy) -> bool:
    """Whether another document with its text is a duplicate of it: not of what is to be made now."""
    if record.page_id:
        return True
    return not (policy.recreate if was_made(record) else policy.keep_lists)


def is_left_out_still(entry: Entry, record: ImportedDocument, policy: Policy) -> bool:
    """Whether the document is known to be no article. Extracted again, it may turn out to be one."""
    if record.state != _State.NOT_AN_ARTICLE or policy.keep_lists:
        return False
    proposal = getattr(record, "proposal", None)
    if isinstance(entry.item, StoredItem):
        # What waits is newer than the original on record.
        return proposal is not None
    return entry.content_hash == (proposal or record).content_hash


def is_duplicate_still(entry: Entry, record: ImportedDocument, policy: Policy) -> bool:
    """Whether the document is a duplicate of another one that is still on record."""
    content = entry.content_hash
    if record.state != _State.DUPLICATE or record.content_hash != content or record.duplicate_of_id is None:
        return False
    return not is_near(record) or not policy.keeps(entry.item)


def is_near(record: ImportedDocument) -> bool:
    """Whether the record is a duplicate of something that does not have its very text."""
    first = record.duplicate_of
    return first is not None and first.content_hash != record.content_hash


def compare(entry: Entry, record: ImportedDocument, policy: Policy) -> None:
    """The state of a document whose page was made before."""
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
    elif record.content_hash == entry.content_hash and not isinstance(entry.item, StoredItem):
        set_state(entry, "unchanged")
        # What the last run said of it is no longer so.
        entry.remember = record.state in (_State.EDITED, _State.FAILED, _State.NOT_AN_ARTICLE)
    elif not is_untouched(record) or page.locked:
        conflict(entry, record, policy)
    else:
        set_state(entry, "changed")
        entry.proposes = policy.on_conflict == "propose"


def is_untouched(record: ImportedDocument) -> bool:
    """Whether the page is as the import left it."""
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
        # The same was proposed before. What was decided of it stays.
        waits = proposal.state == ImportProposal.State.WAITING
        set_state(entry, "edited", left_alone(True, is_locked) if waits else DISMISSED)
    else:
        # A lock is stronger than the wish to overwrite: what cannot be written waits.
        entry.proposes = policy.on_conflict != "skip"
        set_state(entry, "edited", left_alone(entry.proposes, is_locked))


def left_alone(proposes: bool, is_locked: bool) -> str:
    """What is said of a changed document whose page is left as it is."""
    if is_locked:
        return LOCKED_PROPOSED if proposes else LOCKED
    return PROPOSED if proposes else EDITED


def duplicate(entry: Entry, first: Entry | ImportedDocument | None, source: str) -> None:
    entry.first = first
    set_state(entry, "duplicate", f"The same text as {source}.")


def set_state(entry: Entry, state: State, message: str = "") -> None:
    entry.state, entry.message = state, message
