"""Plans an upload: what the import would make of each of its documents, by the planner of a dry run.

What the planner must know of earlier documents stands in their rows. A process keeps its planner from one
step to the next, and reads only the rows that others planned since.
"""

from __future__ import annotations

import json
import time
import zlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from django.db import transaction
from wagtail.permissions import page_permission_policy

from ...models import ImportedDocument, ImportUpload, PlannedDocument
from ..entries.entry import WRITTEN, Entry
from ..files import FileBook
from ..images import ImageBook
from ..matching.comparison import Text
from ..matching.match import Policy, Seen
from ..matching.near_duplicates import MOST_CANDIDATES, Known, is_likely
from ..planner import Planner
from ..queue.packing import unpack
from ..reading.site_profiles import ProfileBook
from ..writing.records import storable
from .claims import Claim, GoneError, options_of
from .learning import learn_some, profiles_of

MOST_ROWS = 50
"""Documents that are planned together: that bounds the memory, and what is lost when a process ends."""

STEP_SECONDS = 0.4
"""How long planning some documents together should take: then it looks at the clock."""

MOST_BYTES = 1 << 20
"""Bytes of packed documents that are planned together."""

MOST_PLANNERS = 4
IDLE_SECONDS = 300

NOT_YOURS = "not yours"
"""The message of a document whose page the user may not edit: it is left out of the import."""

KILLED = "The process that read it ended without a word. Look at the document, or leave it out."

PLAN = "plan"

FIELDS = (
    *("title", "state", "message", "confidence", "warnings", "is_near", "is_chosen", "repeats"),
    *("repeats_record", "planned_page", "key_hash", "content_hash", "sketch", "text"),
)


class KnownOfUpload(Known):
    """Sketches in memory, texts in the rows of the upload: any process can go on with them."""

    def __init__(self, upload: Any) -> None:
        self.upload = upload
        self.count = 0
        self.places: dict[int, list[int]] = {}
        """The numbers of documents, by the values of their sketches."""
        self.added: dict[str, tuple[Text, list[int]]] = {}
        """What came since :meth:`taken`, by source: it is not stored yet."""

    def add(self, source: str, text: Text, sketch: Iterable[int]) -> None:
        self.added[source] = text, list(sketch)

    def taken(self) -> dict[str, tuple[Text, list[int]]]:
        """What is to be stored."""
        added, self.added = self.added, {}
        return added

    def remember(self, number: int, sketch: Iterable[int]) -> None:
        """Note a stored document."""
        if self.count < self.most:
            self.count += 1
            for value in sketch:
                self.places.setdefault(value, []).append(number)

    def candidates(self, text: Text, sketch: Iterable[int]) -> Iterator[tuple[str, Text]]:
        numbers = Counter(number for value in sketch for number in self.places.get(value, ()))
        likely = dict(numbers.most_common(MOST_CANDIDATES))
        if not likely:
            return
        rows = PlannedDocument.objects.filter(upload=self.upload, number__in=likely)
        found = {
            number: (source, text) for number, source, text in rows.values_list("number", "source", "text")
        }
        for number, shared in likely.items():
            if number in found and found[number][1]:
                other = unpacked_text(bytes(found[number][1]))
                if is_likely(shared, text, other):
                    yield found[number][0], other


def packed_text(text: Text) -> bytes:
    return zlib.compress(json.dumps([text.words, text.title, text.address]).encode(), 3)


def unpacked_text(data: bytes) -> Text:
    words, title, address = json.loads(zlib.decompress(data))
    return Text(tuple(words), tuple(title), address)


class Planning:
    """The planner of one upload in this process."""

    def __init__(self, upload: ImportUpload) -> None:
        self.upload = upload
        self.options = replace(options_of(upload), dry_run=True, publish=False)
        self.profiles = ProfileBook(
            store=False, wanted=self.options.site_profiles, seconds=self.options.document_seconds
        )
        self.profiles.learnt = profiles_of(upload)
        assert upload.section is not None  # noqa: S101 - the caller looked
        self.planner = Planner(
            upload.section.specific,
            self.options,
            images=ImageBook(user=upload.user),
            files=FileBook(user=upload.user),
            extractor=self.profiles.extract,
        )
        self.known = KnownOfUpload(upload.pk)
        self.planner.known = self.known
        self.contents: dict[bytes, int] = {}
        """The number of the first document with each content."""
        self.upto = 0
        """The number of the last document that the planner knows."""
        self.used = time.monotonic()

    def catch_up(self, upto: int) -> None:
        """Take in what other processes planned."""
        rows = PlannedDocument.objects.filter(upload=self.upload.pk, number__gt=self.upto, number__lte=upto)
        for number, *row in rows.order_by("number").values_list(
            "number", "key_hash", "content_hash", "state", "sketch"
        ):
            self._remember(number, *row)
        self.upto = max(self.upto, upto)

    def _remember(self, number: int, key: str, content: str, state: str, sketch: list[int]) -> None:
        seen = self.planner.seen
        if key:
            seen.keys.setdefault(Seen.short(key), Seen.short(content) if content else b"")
        if content and state in WRITTEN:
            seen.contents.add(Seen.short(content))
            self.contents.setdefault(Seen.short(content), number)
        self.known.remember(number, sketch)

    def plan(self, rows: list[PlannedDocument]) -> None:
        """Plan documents, and fill their rows."""
        entries = [Entry(unpack(bytes(row.content))[0]) for row in rows]
        self.planner.plan(entries)
        texts = self.known.taken()
        pages = _editable_pages(self.upload.user, entries)
        earlier = self._earlier(entries)
        for row, entry in zip(rows, entries, strict=True):
            _fill(row, entry, pages)
            if entry.state == "duplicate" and entry.first is None and not entry.nearly:
                row.repeats = earlier.get(entry.content_hash, "")
            if entry.content_hash and entry.state in WRITTEN:
                self.contents.setdefault(Seen.short(entry.content_hash), row.number)
            if entry.item.source in texts and entry.state == "new":
                text, row.sketch = texts[entry.item.source]
                row.text = packed_text(text)
            if entry.state == "failed" and entry.content_hash:
                self.planner.seen.forget_content(entry.content_hash)
            self.known.remember(row.number, row.sketch)
        self.upto = rows[-1].number

    def _earlier(self, entries: list[Entry]) -> dict[str, str]:
        """The sources of earlier documents with the same content, by its hash. One query at most."""
        hashes = [entry.content_hash for entry in entries if entry.state == "duplicate" and not entry.first]
        numbers = {
            self.contents[Seen.short(hash)]: hash for hash in hashes if Seen.short(hash) in self.contents
        }
        if not numbers:
            return {}
        rows = PlannedDocument.objects.filter(upload=self.upload.pk, number__in=numbers)
        return {numbers[number]: source for number, source in rows.values_list("number", "source")}


_plannings: OrderedDict[Any, Planning] = OrderedDict()
"""The planners of this process by upload. Who works on an upload takes its planner out."""


def plan_some(claim: Claim, deadline: float) -> bool:
    """Learn and plan until the deadline. Returns whether something was done."""
    upload, work = claim.upload, claim.work
    if upload.section is None:
        raise GoneError
    options = options_of(upload)
    profiles = ProfileBook(store=False, wanted=options.site_profiles, seconds=options.document_seconds)
    policy = Policy(options.recreate, options.on_conflict)
    if work.get("total", 0) > 1 and profiles.is_on and learn_some(claim, policy, profiles.seconds, deadline):
        return True
    done = work.get("planned", 0)
    planning = _taken(upload)
    planning.catch_up(done)
    killed = claim.was_lost and work.get("at", ["", 0])[0] == PLAN
    while upload.state == ImportUpload.State.PLANNING:
        rows = _next_rows(claim, work.get("planned", 0), work.get("seconds", 0.05))
        if not rows:
            claim.save(state=ImportUpload.State.PLANNED)
            return True
        if work.get("lost"):
            rows = rows[:1]
            if killed and work["at"][1] == rows[0].number:
                rows[0].state, rows[0].message, killed = "failed", KILLED, False
                _store(claim, rows)
                planning.upto = rows[0].number
                continue
            work["at"] = [PLAN, rows[0].number]
            claim.save()
        started = time.monotonic()
        planning.plan(rows)
        each = (time.monotonic() - started) / len(rows)
        work["seconds"] = each if "seconds" not in work else 0.7 * work["seconds"] + 0.3 * each
        _store(claim, rows)
        if time.monotonic() >= deadline:
            break
    if upload.state == ImportUpload.State.PLANNING:
        _keep(upload, planning)
    else:
        planning.planner.close()
    return True


def _next_rows(claim: Claim, after: int, seconds: float) -> list[PlannedDocument]:
    """The next documents, as many as are planned in a short time."""
    count = max(1, min(MOST_ROWS, int(STEP_SECONDS / max(seconds, 0.001))))
    if "seconds" not in claim.work:
        # The first ones load what extraction is made of.
        count = 2
    found = PlannedDocument.objects.filter(upload=claim.upload, number__gt=after).order_by("number")
    rows: list[PlannedDocument] = []
    size = 0
    for row in found.defer("text")[:count].iterator(chunk_size=10):
        size += len(row.content)
        if rows and size > MOST_BYTES:
            break
        rows.append(row)
    return rows


def _store(claim: Claim, rows: list[PlannedDocument]) -> None:
    claim.work["planned"] = number = rows[-1].number
    is_last = number >= claim.work.get("total", 0)
    with transaction.atomic():
        PlannedDocument.objects.bulk_update(rows, FIELDS)
        claim.save(**({"state": ImportUpload.State.PLANNED} if is_last else {}))


def _fill(row: PlannedDocument, entry: Entry, pages: set[int]) -> None:
    """What the plan of a document says, as the screen needs it."""
    article = entry.extracted.article if entry.extracted else None
    row.state, row.message = entry.state, storable(entry.message)
    row.key_hash, row.content_hash = entry.key_hash, entry.content_hash
    if article is not None:
        row.title = storable(article.title or row.title)
        row.confidence = article.confidence
        row.warnings = storable([asdict(warning) for warning in article.warnings])
    elif entry.record is not None and entry.state in ("unchanged", "published", "edited"):
        row.title = row.title or entry.record.title
        row.confidence = entry.record.confidence
    row.is_near = entry.state == "duplicate" and bool(entry.nearly)
    if entry.state == "duplicate":
        first = entry.first
        if isinstance(first, ImportedDocument):
            row.repeats_record = first.pk
        else:
            row.repeats = storable(first.item.source if first is not None else entry.nearly)
    page = entry.page
    if page is not None and page.pk and entry.state not in ("duplicate", "failed"):
        row.planned_page = page.pk
        if page.pk not in pages:
            row.state, row.message, row.is_chosen = "skipped", NOT_YOURS, False
            row.title, row.planned_page = "", None


def _editable_pages(user: Any, entries: list[Entry]) -> set[int]:
    """Those of the pages that the documents would change which the user may edit."""
    ids = {entry.page.pk for entry in entries if entry.page is not None and entry.page.pk}
    if not ids:
        return set()
    editable = page_permission_policy.instances_user_has_permission_for(user, "change").order_by()
    return set(editable.filter(pk__in=ids).values_list("pk", flat=True))


def _taken(upload: ImportUpload) -> Planning:
    now = time.monotonic()
    for other in [pk for pk, one in _plannings.items() if now - one.used > IDLE_SECONDS]:
        _plannings.pop(other).planner.close()
    planning = _plannings.pop(upload.pk, None)
    return planning or Planning(upload)


def _keep(upload: ImportUpload, planning: Planning) -> None:
    planning.used = time.monotonic()
    _plannings[upload.pk] = planning
    while len(_plannings) > MOST_PLANNERS:
        _plannings.popitem(last=False)[1].planner.close()
