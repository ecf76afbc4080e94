"""Near-duplicate detection: an article scraped twice with other chrome, found by MinHash and confirmed by
text.

The index of sketches (:mod:`.minhash`) gives the few candidates, and the comparison with the stored articles
(:mod:`.comparison`) decides. Text that a site repeats is no evidence: where extraction takes the day's
teasers for text, they may be most of what two articles hold. So shingles that a third article also has are
not counted. ``benchmarks/near_duplicates.py`` measures the thresholds.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import IO, Any

from django.db.models import Count, F

from ...models import ImportedDocument, ImportSketch
from ..entries.entry import Entry
from ..entries.keys import hash_url
from .comparison import ALIKE, Text, same_title, share_of_own
from .match import Policy
from .shingles import words_of

MOST_CANDIDATES = 4
"""How many articles one is compared with, on record and in the batch: those with most of the sketch in
common. One that shares 70 % of the sequences has four of the eight values in common, on average, and fewer
than two in 4 % of cases.
"""

FEWEST_SHARED = 2
"""Values of the sketch that two articles share, unless they have one headline or address. Without these they
must have 90 % of their sequences in common, of which all but one in 10,000 share more. In a large archive
each article shares one value with some others by chance.
"""

MOST_BY_CHANCE = 20
"""How many of those that share one value are looked at for their headline and address."""


CROWDED = 1000
"""A sketch value that this many articles share is ignored: it comes from text that a site repeats."""


NEARLY = (
    "Nearly the same article as {source}{title}: {likeness:.0%} of their word sequences are the same. "
    "If they are two, --keep-near-duplicates with its address, id or source makes a page of it."
)


class Known:
    """The articles of a dry run, which records none: sketches in memory, texts on disk."""

    most = 100_000
    """At most this many are kept; later articles are compared with these and with the records."""

    def __init__(self) -> None:
        self.count = 0
        self.places: dict[int, list[int]] = {}
        self.file: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115

    def add(self, source: str, text: Text, sketch: Iterable[int]) -> None:
        if self.count >= self.most:
            return
        self.count += 1
        self.file.seek(0, os.SEEK_END)
        place = self.file.tell()
        json.dump([source, text.words, text.title, text.address], self.file)
        self.file.write("\n")
        for value in sketch:
            self.places.setdefault(value, []).append(place)

    def candidates(self, text: Text, sketch: Iterable[int]) -> Iterator[tuple[str, Text]]:
        """The sources of the articles that share most of the text's sketch."""
        places = Counter(place for value in sketch for place in self.places.get(value, ()))
        for place, shared in places.most_common(MOST_CANDIDATES):
            self.file.seek(place)
            source, words, title, address = json.loads(self.file.readline())
            other = Text(tuple(words), tuple(title), address)
            if is_likely(shared, text, other):
                yield source, other


def find_near(entries: Sequence[Entry], policy: Policy, known: Known | None = None) -> None:
    """Mark new documents as duplicates if their article is on record, or came earlier in the batch.

    Two queries, and two more for the headlines and articles of candidates. ``known`` holds a dry run's
    earlier articles.
    """
    fresh = [entry for entry in entries if entry.state == "new" and entry.extracted is not None]
    # Most texts are compared with none.
    text_at = cache(lambda number: text_of(fresh[number]))
    name_at = cache(lambda number: name_of(fresh[number]))
    for entry in fresh:
        entry.sketch = sketch_of(entry)
    candidates = look_up(fresh)
    stored = articles_of({pk for found in candidates.values() for pk in found})
    earlier: dict[int, list[int]] = {}
    for number, entry in enumerate(fresh):
        inside = Counter(number for value in entry.sketch for number in earlier.get(value, ()))
        others: list[tuple[Any, Text]] = [
            *(stored[pk] for pk in candidates.get(id(entry), ()) if pk in stored),
            *(
                (fresh[place], text_at(place))
                for place, shared in inside.most_common(MOST_CANDIDATES)
                if is_likely(shared, name_at(number), name_at(place))
            ),
            *(known.candidates(text_at(number), entry.sketch) if known is not None else ()),
        ]
        found = None if not others or policy.keeps(entry.item) else best_of(text_at(number), others)
        if found is not None:
            link(entry, text_at(number), *found)
            continue
        if known is not None:
            known.add(entry.item.source, text_at(number), entry.sketch)
        for value in entry.sketch:
            earlier.setdefault(value, []).append(number)


def text_of(entry: Entry) -> Text:
    """The document's article for comparison."""
    address = hash_url(entry.document.url or "")
    return Text.of_article(entry.extracted.article, address) if entry.extracted else Text((), (), address)


def name_of(entry: Entry) -> Text:
    """The headline and address of the document's article, without its words."""
    title = entry.extracted.article.title if entry.extracted else ""
    return Text((), words_of(title or ""), hash_url(entry.document.url or ""))


def is_likely(shared: int, one: Text, other: Text) -> bool:
    """Whether two articles that share so many values of their sketches are worth comparing."""
    return shared >= FEWEST_SHARED or one.has_name_of(other)


def sketch_of(entry: Entry) -> list[int]:
    """The sketch of the document's article, as another process made it where one did."""
    ready = entry.extracted.sketch if entry.extracted else None
    return text_of(entry).sketch() if ready is None else ready


def look_up(entries: Sequence[Entry]) -> dict[int, list[int]]:
    """The recorded documents that share most of each entry's sketch and are worth comparing, by
    ``id(entry)``.
    """
    wanted: dict[int, list[Entry]] = {}
    for entry in entries:
        for value in entry.sketch:
            wanted.setdefault(value, []).append(entry)
    if not wanted:
        return {}
    rows = ImportSketch.objects.filter(value__in=wanted).exclude(value__in=crowded(wanted))
    shared: dict[int, dict[int, int]] = {}
    for value, document in rows.order_by("pk").values_list("value", "document_id"):
        for entry in wanted[value]:
            own = entry.record.pk if entry.record else None
            if document != own:
                counts = shared.setdefault(id(entry), {})
                counts[document] = counts.get(document, 0) + 1
    chance = {identity: by_chance(counts) for identity, counts in shared.items()}
    names = names_of({pk for pks in chance.values() for pk in pks})
    likely = {}
    for entry in entries:
        if (counts_of := shared.get(id(entry))) is None:
            continue
        own = name_of(entry)
        found = [pk for pk, count in counts_of.items() if count >= FEWEST_SHARED]
        found += [pk for pk in chance[id(entry)] if pk in names and own.has_name_of(names[pk])]
        likely[id(entry)] = sorted(found, key=lambda pk: (-counts_of[pk], pk))[:MOST_CANDIDATES]
    return likely


def by_chance(counts: Mapping[int, int]) -> list[int]:
    """Those that may share a value by chance, the newest if there are many."""
    few = (pk for pk, count in counts.items() if count < FEWEST_SHARED)
    return sorted(few, reverse=True)[:MOST_BY_CHANCE]


def names_of(ids: Collection[int]) -> dict[int, Text]:
    """The headlines and addresses of recorded documents, by primary key. One query; none without ids."""
    if not ids:
        return {}
    rows = ImportedDocument.objects.filter(pk__in=ids).values_list("pk", "title", "url_hash")
    return {pk: Text((), words_of(title), address) for pk, title, address in rows}


def crowded(values: Iterable[int]) -> list[int]:
    """The sketch values that too many documents share."""
    rows = ImportSketch.objects.filter(value__in=list(values)).order_by().values("value")
    many = rows.annotate(number=Count("pk")).filter(number__gt=CROWDED)
    return list(many.values_list("value", flat=True))


def articles_of(ids: set[int]) -> dict[int, tuple[ImportedDocument, Text]]:
    """The texts of candidates that have a page."""
    if not ids:
        return {}
    records = ImportedDocument.objects.filter(pk__in=ids, page__isnull=False).defer("original", "article")
    # The stored lines are much longer than the text, and not needed.
    records = records.annotate(lead=F("article__lead"), body=F("article__body"))
    found = {}
    for record in records:
        article = {"title": record.title, "lead": record.lead, "body": record.body or ()}
        found[record.pk] = record, Text.of(article, record.url_hash)
    return found


def best_of(text: Text, candidates: Sequence[tuple[Any, Text]]) -> tuple[Any, Text, float] | None:
    """The most similar candidate above the threshold, with its text and similarity."""
    judged = [(text.likeness(other), -number) for number, (_, other) in enumerate(candidates)]
    likeness, place = max(judged, default=(0.0, 0))
    if likeness < ALIKE:
        return None
    found, best = candidates[-place]
    # Of another article there is something that these two lack; of a copy or a template there is not.
    others = [other for _, other in candidates if other is not best and other.has_own(text)]
    if others:
        said = frozenset().union(*(other.sequences for other in others))
        likeness = share_of_own(text.sequences - said, best.sequences - said)
    return (found, best, likeness) if text.is_same(best, likeness) else None


def link(entry: Entry, text: Text, first: Any, other: Text, likeness: float) -> None:
    """Mark the entry as a duplicate of an entry, a record, or the document with the source ``first``."""
    source = first
    if not isinstance(first, str):
        entry.first = first
        source = first.item.source if isinstance(first, Entry) else first.source
    entry.state, entry.nearly = "duplicate", source
    entry.message = NEARLY.format(
        source=source,
        likeness=likeness,
        title="" if same_title(text.title, other.title) else ", under another title",
    )
