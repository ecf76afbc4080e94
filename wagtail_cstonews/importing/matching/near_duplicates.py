"""The same article scraped twice with other chrome: found by a sketch of its text, judged by the text itself.

An article is the set of its sequences of four words. A sketch (MinHash) keeps a few numbers of the set; the
more sequences two articles share, the surer they share one of these. The index of sketches gives the few
candidates, and the share of common sequences (Jaccard) of the stored articles decides.

Other chrome adds words, or leaves some out. Where one article has other words in the place of some of the
other's, amid words that are the same, the two are of one template: the weather of another day, the office in
another town.

What a site repeats says nothing of an article. Where extraction takes the summaries of the day for text, they
may be most of what two articles hold. So two that each say something of their own are two, however much they
share; what a third article says as well is none's own; and under another headline and address only what is
all but the same text is taken for one.
``benchmarks/near_duplicates.py`` measures where the bounds are.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import IO, Any

import numpy as np
from django.db.models import Count, F

from ...models import ImportedDocument, ImportSketch
from ..entries.entry import Entry
from ..entries.keys import hash_url
from .match import Policy

WORDS = 4
"""The length of a sequence."""

ALIKE = 0.7
"""The share of common sequences from which two articles are one. On held-out sites 94 % of the articles that
were scraped twice are found by it, and no two of half a million pairs of different pages are."""

NUMBERS_ALIKE = 0.7
"""How many of the numbers of the one that has fewer must stand in the other: reports of one template differ
in little else, while chrome only adds some."""

ALIKE_ELSEWHERE = 0.9
"""The share from which two articles under different headlines and addresses are one: the text was given
another headline, and all but the same words. Most of what is scraped twice keeps one of the two."""

LONGEST_OWN, LONGEST_OWN_APART = 12, 40
"""The words in a row that each of two texts may have beside the other's: in the same place, where a sentence
of each is what tells two articles with the same summaries apart; and in different places, where one text
lacks a paragraph here and the other one there."""

LONGEST_PUT, UNEVEN = 6, 3
"""How many words may stand in the place of others, and by how many the two sides may differ: more is chrome
in the place of other chrome."""

SHORTEST_TITLE = 2
"""The words of a headline that may have a site's name beside it: a single one begins many others."""

SHORTEST = 50
"""Articles of fewer sequences are never near-duplicates: two short notices share most of their words."""

BANDS, ROWS = 8, 2
"""A sketch has 8 values of 2 minima each: articles that share 70 % of their sequences have one in common in
99.5 % of cases, those that share 10 % in 8 %."""

MOST_CANDIDATES = 4
"""How many articles one is compared with, on record and in the batch: those with most of the sketch in
common. One that shares 70 % of the sequences has four of the eight values in common, on average, and fewer
than two in 4 % of cases.
"""

CROWDED = 1000
"""How many articles have a value that tells nothing: it comes of what a site's articles share."""

NEARLY = (
    "Nearly the same article as {source}{title}: {likeness:.0%} of their word sequences are the same. "
    "If they are two, --keep-near-duplicates with its address, id or source makes a page of it."
)

_TOKEN = re.compile(
    r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]+"
)
"""A word; in scripts without spaces a character."""

_RANDOM = np.random.default_rng(20240501)
_FACTORS = _RANDOM.integers(1, 1 << 63, BANDS * ROWS, dtype=np.uint64) | np.uint64(1)
_OFFSETS = _RANDOM.integers(0, 1 << 63, BANDS * ROWS, dtype=np.uint64)
_BASE = np.uint64(0x5851F42D4C957F2D)


@dataclass
class Text:
    """What an article is compared by. Most are compared with none, and need nothing but :attr:`hashes`."""

    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    address: str = ""
    """Of the document, as :func:`.keys.hash_url` gives it; empty where it has none."""

    @cached_property
    def sequences(self) -> frozenset[str]:
        return frozenset(sequences_of(self.words))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word[0].isdigit())

    @cached_property
    def hashes(self) -> Any:
        """A number for each of the sequences."""
        codes = {word: zlib.crc32(word.encode()) for word in set(self.words)}
        numbers = np.fromiter(map(codes.__getitem__, self.words), np.uint64, len(self.words))
        count = max(0, len(numbers) - WORDS + 1)
        found = np.zeros(count, np.uint64)
        for start in range(WORDS):
            found = found * _BASE + numbers[start : start + count]
        return np.unique(found)

    @property
    def is_long_enough(self) -> bool:
        return len(self.hashes) >= SHORTEST

    @classmethod
    def of(cls, article: dict[str, Any], address: str = "") -> Text:
        """The text of an article in its stored form: the lead and the body."""
        parts = [article.get("lead") or "", *(block.get("text") or "" for block in article.get("body", ()))]
        return cls(words_of(" ".join(parts)), words_of(article.get("title") or ""), address)

    def likeness(self, other: Text) -> float:
        """The share of common sequences; 0 where either is too short, one is so much longer that they cannot
        be alike, they are of one template, or both say something of their own.
        """
        fewer, more = sorted((len(self.sequences), len(other.sequences)))
        if fewer < SHORTEST or fewer < ALIKE * more:
            # Even if the one held all of the other they would not be alike.
            return 0.0
        if contained(self.numbers, other.numbers) < NUMBERS_ALIKE:
            return 0.0
        shared = share(self.sequences, other.sequences)
        if shared < ALIKE:
            return shared
        if self.is_another(other) or has_others_in_place(self.words, other.words):
            return 0.0
        return shared

    def is_another(self, other: Text) -> bool:
        """Whether both say something of their own: a sentence in the same place, or more in two places."""
        mine, its = longest_own(self.words, other.sequences), longest_own(other.words, self.sequences)
        if min(mine, its) <= LONGEST_OWN:
            return False
        return min(mine, its) > LONGEST_OWN_APART or any(
            longest_own(here, other.sequences) > LONGEST_OWN
            and longest_own(there, self.sequences) > LONGEST_OWN
            for here, there in places_between(self.words, other.words)
        )

    def is_same(self, other: Text, likeness: float) -> bool:
        """Whether that likeness makes the two one article, by what else is known of them."""
        known = same_title(self.title, other.title) or (self.address != "" and self.address == other.address)
        return likeness >= (ALIKE if known else ALIKE_ELSEWHERE)

    def has_own(self, other: Text) -> bool:
        """Whether it says more in a row than chrome does that the other does not say."""
        return longest_own(self.words, other.sequences) > LONGEST_OWN

    def sketch(self) -> list[int]:
        """The values under which the article is found; none for one that is too short.

        Signed, as databases have them, and each band with its number in it.
        """
        if not self.is_long_enough:
            return []
        # Multiply-shift hashing: the upper half of a * x + b, modulo 2 ** 64.
        mixed = self.hashes * np.uint64(0x9E3779B97F4A7C15)
        shifted = (mixed * _FACTORS[:, None] + _OFFSETS[:, None]) >> np.uint64(32)
        minima = shifted.min(axis=1).tolist()
        values = []
        for band in range(BANDS):
            first, second = minima[band * ROWS : (band + 1) * ROWS]
            values.append(zlib.crc32(f"{first} {second}".encode()) | band << 32)
        return values


def words_of(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.casefold()))


def same_title(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headlines are one: the same words, or one with the name of the site before or after it.

    >>> same_title(["rails", "for", "osh"], ["rails", "for", "osh", "courier"]), same_title(["a"], ["a", "b"])
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_TITLE:
        return bool(short) and one == other
    return short in (long[: len(short)], long[-len(short) :])


def longest_own(words: Sequence[str], theirs: frozenset[str]) -> int:
    """How many words in a row stand in none of the other text's sequences.

    >>> longest_own("the river has risen again since".split(), frozenset(["the river has risen"]))
    2
    """
    longest, covered = 0, 0  # Up to the second, the words are theirs.
    for place, sequence in enumerate(sequences_of(words)):
        if sequence in theirs:
            longest = max(longest, place - covered)
            covered = place + WORDS
    return max(longest, len(words) - covered)


def sequences_of(words: Sequence[str]) -> Iterator[str]:
    """The sequences of words, in order."""
    return map(" ".join, zip(*(words[start:] for start in range(WORDS)), strict=False))


def has_others_in_place(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether somewhere a few words of one text stand where the other has different ones.

    The words before and after, a sequence on either side, are the same. What stands in one text more often
    than in the other tells nothing.

    >>> a = "the firm opens an office in Osh on Monday and will hire forty people there".split()
    >>> has_others_in_place(a, [word.replace("Osh", "Naryn") for word in a])
    True
    >>> has_others_in_place(a, [*a[:7], "our", "photo", *a[7:], "read", "more"])
    False
    """
    return any(
        0 < len(mine) <= LONGEST_PUT and 0 < len(its) <= LONGEST_PUT and differ(mine, its)
        for mine, its in places_between(one, other)[:-1]
    )


def places_between(one: Sequence[str], other: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """What stands in the same places of two texts: before, between and behind the sequences that they share.

    What stands in one text more often than in the other tells nothing. The beginning of both texts counts as
    the same, since reports often open with their day or place; last is what comes after all that is shared.
    """
    own, theirs = places_of(one), places_of(other)
    common = sorted(
        pair
        for sequence, places in own.items()
        if len(places) == len(theirs.get(sequence, ()))
        for pair in zip(places, theirs[sequence], strict=True)
    )
    ends = [(-WORDS, -WORDS), *common, (len(one), len(other))]
    return [
        (one[start + WORDS : end], other[its_start + WORDS : its_end])
        for (start, its_start), (end, its_end) in pairwise(ends)
    ]


def places_of(words: Sequence[str]) -> dict[str, list[int]]:
    """Where each sequence stands."""
    places: dict[str, list[int]] = {}
    for place, sequence in enumerate(sequences_of(words)):
        places.setdefault(sequence, []).append(place)
    return places


def differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each side has words that the other lacks, about as many, and not the same cut otherwise.

    >>> differ(["re", "opened"], ["reopened"]), differ(["may", "3"], ["may", "4"]), differ(["café"], ["cafe"])
    (False, True, False)
    """
    mine, its = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if not mine or not its or abs(len(one) - len(other)) > UNEVEN:
        return False
    return letters(one) != letters(other)


def letters(words: Iterable[str]) -> str:
    """The letters of the words, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", "".join(words)) if not unicodedata.combining(c))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the common in all of two sets (Jaccard); 1 for two empty ones.

    >>> share(frozenset("abc"), frozenset("bcd")), share(frozenset(), frozenset())
    (0.5, 1.0)
    """
    common = len(one & other)
    union = len(one) + len(other) - common
    return common / union if union else 1.0


def share_of_own(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the common in what two articles have of their own; 0 where that is too little to tell."""
    return share(one, other) if min(len(one), len(other)) >= SHORTEST else 0.0


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set that the other holds; 1 for an empty one.

    >>> contained(frozenset("abc"), frozenset("ab")), contained(frozenset("ab"), frozenset("bc"))
    (1.0, 0.5)
    """
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 1.0


class Known:
    """The articles of a dry run, which puts none on record: their sketches in memory, their texts on disk."""

    most = 100_000
    """How many are kept. Further ones are compared with these and with those on record only."""

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

    def candidates(self, sketch: Iterable[int]) -> Iterator[tuple[str, Text]]:
        """The articles that share most of the sketch, by their sources."""
        places = Counter(place for value in sketch for place in self.places.get(value, ()))
        for place, _ in places.most_common(MOST_CANDIDATES):
            self.file.seek(place)
            source, words, title, address = json.loads(self.file.readline())
            yield source, Text(tuple(words), tuple(title), address)


def find_near(entries: Sequence[Entry], policy: Policy, known: Known | None = None) -> None:
    """Makes duplicates of the new documents whose article is on record, or came earlier in the batch.

    Two queries, and one more for the articles of candidates. ``known`` is what a dry run met already.
    """
    fresh = [entry for entry in entries if entry.state == "new" and entry.extracted is not None]
    texts = [text_of(entry) for entry in fresh]
    for entry, text in zip(fresh, texts, strict=True):
        entry.sketch = text.sketch()
    candidates = look_up(fresh)
    stored = articles_of({pk for found in candidates.values() for pk in found})
    earlier: dict[int, list[int]] = {}
    for number, (entry, text) in enumerate(zip(fresh, texts, strict=True)):
        inside = Counter(number for value in entry.sketch for number in earlier.get(value, ()))
        others: list[tuple[Any, Text]] = [
            *(stored[pk] for pk in candidates.get(id(entry), ()) if pk in stored),
            *((fresh[number], texts[number]) for number, _ in inside.most_common(MOST_CANDIDATES)),
            *(known.candidates(entry.sketch) if known is not None else ()),
        ]
        found = None if policy.keeps(entry.item) else best_of(text, others)
        if found is not None:
            link(entry, text, *found)
            continue
        if known is not None:
            known.add(entry.item.source, text, entry.sketch)
        for value in entry.sketch:
            earlier.setdefault(value, []).append(number)


def text_of(entry: Entry) -> Text:
    """What the document's article is compared by."""
    return Text.of(as_dict(entry), hash_url(entry.document.url or ""))


def as_dict(entry: Entry) -> dict[str, Any]:
    """What of the article is compared, in its stored form."""
    article = entry.extracted.article if entry.extracted else None
    if article is None:
        return {}
    body = [{"text": block.text} for block in article.body]
    return {"title": article.title, "lead": article.lead, "body": body}


def look_up(entries: Iterable[Entry]) -> dict[int, list[int]]:
    """The documents on record that share most with each entry's sketch, by the entry's identity."""
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
    return {
        identity: sorted(counts, key=lambda pk: (-counts[pk], pk))[:MOST_CANDIDATES]
        for identity, counts in shared.items()
    }


def crowded(values: Iterable[int]) -> list[int]:
    """The values that tell nothing, so many documents have them: of a text that a site's articles share."""
    rows = ImportSketch.objects.filter(value__in=list(values)).order_by().values("value")
    many = rows.annotate(number=Count("pk")).filter(number__gt=CROWDED)
    return list(many.values_list("value", flat=True))


def articles_of(ids: set[int]) -> dict[int, tuple[ImportedDocument, Text]]:
    """The candidates that have a page, with their texts."""
    if not ids:
        return {}
    records = ImportedDocument.objects.filter(pk__in=ids, page__isnull=False).defer("original", "article")
    # The lines of an article are much longer than its text, and not needed.
    records = records.annotate(lead=F("article__lead"), body=F("article__body"))
    found = {}
    for record in records:
        article = {"title": record.title, "lead": record.lead, "body": record.body or ()}
        found[record.pk] = record, Text.of(article, record.url_hash)
    return found


def best_of(text: Text, candidates: Sequence[tuple[Any, Text]]) -> tuple[Any, Text, float] | None:
    """The candidate that is most alike, if it is alike enough, with its text and how much."""
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
    """Makes the entry a duplicate of the entry, the record, or what came from the source ``first``."""
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
