"""What the documents of one site have in common: learnt in a first pass, kept, applied in a second.

A line that stands on several pages of a site is the site's and not the article's; the title of one document
is a teaser on the others; what a site adds to its titles, and how it writes dates and bylines, is the same
everywhere. :class:`SiteProfile` holds this for one host, in bounded memory, whatever the number of documents.
:mod:`.site_learning` fills profiles from labelled lines; :meth:`SiteProfile.judge` applies one.
"""

from __future__ import annotations

import math
import re
from array import array
from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import Any

from ...documents import site_name
from ..article.line import BODY_LABELS, LABELS, LEFT_OUT_LABELS, Line
from ..lines.facts import words_in
from .forms import SiteForms
from .layout import Layout, logit_penalties

FORMAT = 1
"""Of a stored profile. One of another format is refused: what it means cannot be known."""
MAX_LINES = 5_000
"""Lines that are remembered of a host."""
MAX_DOCUMENTS = 200
"""Documents of a host of which title, lead and a sketch of the body are remembered: the newest."""
MAX_COUNTED = 10_000
"""Documents of a host whose texts are known again, so that none counts twice, in four bytes each; at most
twice as many, and always the newest.
"""
MAX_TEXTS = 200
"""Repeated lines of a host whose text is kept for people to read."""
MAX_CORRECTIONS = 500
MAX_LAYOUTS = 8
"""Documents of a host of which the order of their lines is remembered: the newest."""
KEPT_TEXT = 120
"""Characters kept of such a line."""
_KEY_LENGTH = 60
_SKETCH = 4
_LONG_LINE = 8
"""Words."""
_MOST_FORMS = 20
_DIGITS = re.compile(r"\d+")

KEPT_LABELS = BODY_LABELS | {"dateline"}
"""Labels of what becomes part of the page's body or of its lead."""

_NEARLY = 0.75
"""Of two sketches, where the address differs."""

BEFORE, KEPT, AMID, AFTER = 1, 2, 3, 4
"""Where a line stood: before the body, in it, between its lines but left out, after it."""

Record = list[int]
"""The number of documents with a line, and of those with it before, in, amid and after the body."""


class ProfileError(Exception):
    """A stored profile that cannot be used; the message says why and what to do."""


def line_key(text: str) -> int:
    """64 bits by which a line is known again: without case, with every number alike.

    A long line is known by how it begins; a line that ends there is another one.

    >>> line_key("12 Comments") == line_key("3  comments")
    True
    """
    head = text[:_KEY_LENGTH]
    return _key_of(f"{head}|" if len(text) == _KEY_LENGTH else head)


def sketch_of(texts: Iterable[str]) -> tuple[int, ...]:
    """Some of a document's long lines, the same ones whatever else it has: the smallest of their keys."""
    return tuple(sorted({line_key(text) for text in texts if words_in(text) >= _LONG_LINE})[:_SKETCH])


@lru_cache(maxsize=1 << 14)
def _key_of(head: str) -> int:
    masked = _DIGITS.sub("0", " ".join(head.casefold().split()))
    return int.from_bytes(blake2b(masked.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


SITE_REASONS = (
    "repeats on ",
    "the headline or summary of another document of ",
    "stands above the headline on other documents of ",
)
"""How the reasons begin of lines that were left out because of the site's other documents."""


def is_of_site(line: Line) -> bool:
    """Whether the line was left out because of what the site's other documents show."""
    return line.label in LEFT_OUT_LABELS and line.reason.startswith(SITE_REASONS)


@dataclass(slots=True)
class KnownArticle:
    """What is remembered of one document: to know it again, and to know its title on other pages."""

    address: int = 0
    """Key of its URL; 0 for none, as in the others."""
    title: int = 0
    """Key of its title's line."""
    lead: int = 0
    """Key of its body's first line."""
    sketch: tuple[int, ...] = ()
    """The lowest keys of the page's long lines, in the body or not (a bottom-k sketch)."""

    def is_like(self, other: KnownArticle) -> bool:
        """Whether both are one article: at one address, or under one title, with half of the lines the same.

        The lines of the whole page count: where the same wrong text was taken for the body of two pages,
        the articles proper still tell them apart.
        """
        shared = len(set(self.sketch) & set(other.sketch))
        if self.address and self.address == other.address:
            return shared > 0
        return bool(self.title and self.title == other.title) and _NEARLY * len(self.sketch) <= shared > 0


class Fingerprints:
    """Of the newest documents, between ``MAX_COUNTED`` and twice as many: the older half goes at once."""

    def __init__(self) -> None:
        self.newer, self.older = array("I"), array("I")
        """Each in order, so that one is found by halving."""

    def add(self, fingerprint: int) -> None:
        if not fingerprint:
            return
        if len(self.newer) >= MAX_COUNTED:
            self.newer, self.older = array("I"), self.newer
        insort(self.newer, fingerprint)

    def __contains__(self, fingerprint: int) -> bool:
        return bool(fingerprint) and any(_holds(half, fingerprint) for half in (self.newer, self.older))

    def __len__(self) -> int:
        return len(self.newer) + len(self.older)

    def to_text(self) -> str:
        return " ".join("".join(f"{number:08x}" for number in half) for half in (self.newer, self.older))

    @classmethod
    def from_text(cls, text: str) -> Fingerprints:
        """Raises ValueError where it is none."""
        found = cls()
        found.newer, found.older = (
            array("I", sorted(int(half[at : at + 8], 16) for at in range(0, len(half), 8))[:MAX_COUNTED])
            for half in (*text.split(" "), "")[:2]
        )
        return found


def _holds(numbers: array[int], number: int) -> bool:
    at = bisect_left(numbers, number)
    return at < len(numbers) and numbers[at] == number


@dataclass(slots=True)
class Observation:
    """What a first reading found in one document."""

    host: str
    lines: dict[int, set[int]] = field(default_factory=dict)
    """The places where each line stands, by its key."""
    texts: dict[int, str] = field(default_factory=dict)
    article: KnownArticle = field(default_factory=KnownArticle)
    title_ends: Sequence[str] = ()
    """What stands behind the last divider of the document's titles."""
    date_order: str = ""
    """``day`` or ``month``: which one comes first in an unambiguous numeric date."""
    date_form: str = ""
    byline_form: str = ""
    """How far below the title the byline stands, in lines with text, and what it begins with: ``1 by``."""
    layout: Layout = field(default_factory=Layout)
    fingerprint: int = 0
    """32 bits of the document's text; 0 where it is not known."""


@dataclass(slots=True)
class Judgement:
    """What a profile says of the lines of one document."""

    body: list[float]
    """How likely each line is body, 0..1, now that the site is known."""
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Label and reason, by index, of the lines that are not the article's."""


@dataclass(slots=True)
class _Verdict:
    """What the other documents of the site show of a line."""

    shift: float
    """How far its likelihood of being body falls, in logits."""
    reason: tuple[str, str] | None = None
    """Label and reason, where that is so far that the line is left out."""


@dataclass(slots=True)
class _Known:
    """A line that stands in several documents of the site, or was corrected."""

    record: Record
    headlines: bool
    """Whether it is the title, or the first line, of a document of the site."""
    words: float
    correction: str = ""
    verdicts: dict[tuple[int, bool], _Verdict] = field(default_factory=dict)
    """What is to be made of it, by the places where it stands in the document (a bit for each), and by
    whether it belongs to a block of the site's.
    """

    def others(self, places: int) -> Record:
        """The counts without this document, in which the line stands at ``places``."""
        return [max(0, count - (places >> place & 1)) for place, count in enumerate(self.record)]


class SiteProfile:
    """What is known of the documents of one host."""

    def __init__(self, host: str) -> None:
        self.host = host
        """The key of its site: a host, or the key of the place that documents came in (:mod:`.documents`)."""
        self.documents = 0
        self.lines: dict[int, Record] = {}
        self.texts: dict[int, str] = {}
        self.articles: list[KnownArticle] = []
        self.layouts: list[Layout] = []
        """Of the newest documents."""
        self.title_ends: Counter[str] = Counter()
        self.date_orders: Counter[str] = Counter()
        self.date_forms: Counter[str] = Counter()
        self.byline_forms: Counter[str] = Counter()
        self.corrections: dict[int, str] = {}
        self.counted = Fingerprints()
        self._seen: dict[int, _Known] = {}
        self._by_title: dict[int, list[KnownArticle]] = {}
        self._by_address: dict[int, list[KnownArticle]] = {}
        self._leads: set[int] = set()

    @property
    def name(self) -> str:
        """What people call the site."""
        return site_name(self.host)

    # ------------------------------------------------------------------ learning

    def observe(self, seen: Observation) -> bool:
        """Take in one document. Returns False for a near copy of one that is known, which is not counted:
        else two versions of an article would make its own paragraphs look like the site's.
        """
        if seen.fingerprint in self.counted:
            return False
        self.counted.add(seen.fingerprint)
        if self._knows(seen.article):
            return False
        self.documents += 1
        self._remember(seen.article)
        self.layouts = [*self.layouts, seen.layout][-MAX_LAYOUTS:]
        for key, places in seen.lines.items():
            record = self.lines.get(key)
            if record is None:
                self.lines[key] = record = [0, 0, 0, 0, 0]
            record[0] += 1
            for place in places:
                record[place] += 1
            if record[0] == 2 and len(self.texts) < MAX_TEXTS:
                self.texts[key] = seen.texts.get(key, "")[:KEPT_TEXT]
        self.title_ends.update(seen.title_ends)
        for counter, value in (
            (self.date_orders, seen.date_order),
            (self.date_forms, seen.date_form),
            (self.byline_forms, seen.byline_form),
        ):
            if value:
                counter[value] += 1
        self._bound()
        self._seen.clear()
        return True

    def _knows(self, article: KnownArticle) -> bool:
        known = (*self._by_title.get(article.title, ()), *self._by_address.get(article.address, ()))
        return any(article.is_like(other) for other in known)

    def _remember(self, article: KnownArticle) -> None:
        self.articles.append(article)
        self._index([article])
        if len(self.articles) > MAX_DOCUMENTS:
            del self.articles[: MAX_DOCUMENTS // 4]
            self._by_title, self._by_address, self._leads = {}, {}, set()
            self._index(self.articles)

    def _index(self, articles: Iterable[KnownArticle]) -> None:
        for article in articles:
            if article.title:
                self._by_title.setdefault(article.title, []).append(article)
            if article.address:
                self._by_address.setdefault(article.address, []).append(article)
            if article.lead:
                self._leads.add(article.lead)

    def _bound(self) -> None:
        if len(self.lines) > MAX_LINES:
            self.forget(MAX_LINES * 3 // 4)
        for counter in (self.title_ends, self.date_forms, self.byline_forms):
            if len(counter) > 2 * _MOST_FORMS:
                kept = counter.most_common(_MOST_FORMS)
                counter.clear()
                counter.update(dict(kept))

    def forget(self, keep: int) -> None:
        """Drop the lines that fewest documents have, of these the oldest, until ``keep`` are left.

        As in lossy counting (Manku and Motwani 2002): a line that many documents have is not dropped, and
        the count of any is too low by what was dropped of it before it came again, never too high.
        """
        surplus = len(self.lines) - keep
        for least in sorted({record[0] for record in self.lines.values()}) if surplus > 0 else ():
            rare = (key for key, record in self.lines.items() if record[0] == least)
            for key in list(islice(rare, surplus)):
                del self.lines[key]
                self.texts.pop(key, None)
                surplus -= 1
            if surplus <= 0:
                break
        self._seen.clear()

    def anew(self) -> SiteProfile:
        """A profile of the same site that knows nothing but what editors said."""
        fresh = SiteProfile(self.host)
        fresh.corrections = dict(self.corrections)
        return fresh

    # ------------------------------------------------------------------ an editor's word

    def correct(self, text: str, label: str) -> None:
        """Take an editor's word for what a line is: every line like it on this site gets that label.

        Raises ValueError where there is no such label.
        """
        if label not in LABELS:
            raise ValueError(f"{label!r} is no label; the labels are {', '.join(LABELS)}")
        key = line_key(text)
        self.corrections.pop(key, None)
        self.corrections[key] = label
        while len(self.corrections) > MAX_CORRECTIONS:
            del self.corrections[next(iter(self.corrections))]
        self._seen.clear()

    # ------------------------------------------------------------------ applying

    def judge(
        self, texts: Sequence[str], body: Sequence[float], title: Sequence[float], threshold: float
    ) -> Judgement | None:
        """What the site's other documents say of the lines of one; None where there is nothing to say.

        ``body`` is how likely each line is body by itself, and taken for it above ``threshold``; ``title``
        how likely it is the title. The document is supposed to be among those that were learnt from: its own
        part is taken off the counts, so that a line is judged by what *other* documents show of it.
        """
        if self.documents < 2 and not self.corrections:
            return None
        page = _Page(body, title, threshold)
        found = Judgement(list(body))
        keys = [line_key(text) if text else 0 for text in texts]
        known_lines = self._known_lines(keys, texts, page)
        falling = logit_penalties(keys, self.layouts)
        blocks = self._blocks(keys, known_lines, page)
        for index, key in enumerate(keys):
            known = known_lines.get(index)
            if known is None:
                if falling[index] and body[index] > _NOTHING:
                    found.body[index] = _shifted(body[index], -falling[index])
            elif known.correction:
                _obey(found, index, known.correction)
            elif not (page.heads(index) and (known.headlines or index == page.headline)):
                verdict = self._verdict(known, page.places[key], index in blocks)
                if verdict.shift and body[index] > _NOTHING:
                    found.body[index] = _shifted(body[index], -verdict.shift)
                if verdict.reason:
                    found.reasons[index] = verdict.reason
        return found

    def documents_with(self, key: int) -> int:
        """How many documents have a line, by its :func:`line_key`."""
        record = self.lines.get(key)
        return record[0] if record else 0

    def heads_many(self, key: int) -> bool:
        """Whether a line, by its :func:`line_key`, was taken for the title of half of the newest."""
        times = len(self._by_title.get(key, ()))
        return times >= _FEWEST and times >= _USUAL * len(self.articles)

    def _known_lines(self, keys: Sequence[int], texts: Sequence[str], page: _Page) -> dict[int, _Known]:
        """The lines that are known, by index; notes on the page where each of them stands."""
        found = {}
        for index, key in enumerate(keys):
            known = self._look_up(key, texts[index]) if key else None
            if known is not None:
                found[index] = known
                page.places[key] = page.places.get(key, _HERE) | 1 << page.place(index)
        return found

    def _look_up(self, key: int, text: str) -> _Known | None:
        record, correction = self.lines.get(key), self.corrections.get(key, "")
        if not correction and (record is None or record[0] < 2):
            return None
        known = self._seen.get(key)
        if known is None:
            headlines = key in self._by_title or key in self._leads
            known = _Known(record or [1, 0, 0, 0, 0], headlines, words_in(text), correction)
            self._seen[key] = known
        return known

    def _blocks(self, keys: Sequence[int], known_lines: Mapping[int, _Known], page: _Page) -> set[int]:
        """The lines that stand beside each other on many of the site's documents: a block of the site's.

        A heading that many articles have stands by itself, and the words of their tables are few.
        """
        shared = {
            index
            for index, known in known_lines.items()
            if known.others(page.places[keys[index]])[0] >= max(_FEWEST, _STANDING * (self.documents - 1))
        }
        found: set[int] = set()
        above = -1
        for index in (index for index, key in enumerate(keys) if key):
            if index in shared and above in shared:
                found |= {above, index}
            above = index
        return {index for index in found if known_lines[index].words >= _FEWEST_IN_BLOCK}

    def _verdict(self, known: _Known, places: int, in_block: bool) -> _Verdict:
        verdict = known.verdicts.get((places, in_block))
        if verdict is None:
            verdict = self._judged(known, known.others(places), in_block)
            known.verdicts[places, in_block] = verdict
        return verdict

    def _judged(self, known: _Known, others: Record, in_block: bool) -> _Verdict:
        share = others[0] / max(1, self.documents - 1)
        often_kept = 2 * others[KEPT] >= others[0] and not in_block
        if others[0] <= 0 or (often_kept and share < _STANDING):
            return _Verdict(0.0)
        shift = _shift(known.words, share, often_kept)
        if known.headlines:
            shift = max(shift, _SURE)
        if in_block:
            shift = max(shift, _OF_BLOCK)
        label = "teaser" if known.headlines else "chrome"
        reason = (label, self._reason(known)) if shift >= _SURE else None
        return _Verdict(shift, reason)

    def _reason(self, known: _Known) -> str:
        if known.headlines:
            return f"the headline or summary of another document of {self.name}"
        return f"repeats on {known.record[0]} of {self.documents} documents of {self.name}"

    @property
    def remembers_all(self) -> bool:
        """Whether each of the documents is still known, not only their lines."""
        return len(self.articles) >= self.documents

    def has_copy(self, texts: Iterable[str], headline: str | None = None, *, partly: bool = False) -> bool:
        """Whether another document is the same article as one that was learnt from.

        Either seems to have the lines of the other, or has its headline and, below, a lead that stands here.
        ``partly``: it is enough that nearly all of the other's lines stand here.
        """
        texts = list(texts)
        sketch, keys = sketch_of(texts), set(map(line_key, texts))
        others = [article for article in self.articles if article.sketch]
        if sketch and sum(article.sketch == sketch for article in others) > 1:
            return True  # The document itself is one of them.
        shares = (len(keys.intersection(article.sketch)) / len(article.sketch) for article in others)
        if partly and sum(share >= _NEARLY for share in shares) > 1:
            return True
        of_headline = self._by_title.get(line_key(headline), ()) if headline else ()
        return any(article.lead in keys for article in of_headline if article.sketch != sketch)

    def reason_on_top(self) -> str:
        """Why a line is left out that :func:`.shared_top.lines_on_top` found."""
        return f"stands above the headline on other documents of {self.name}, too"

    # ------------------------------------------------------------------ forms

    def site_names(self) -> list[str]:
        """What the site adds to its titles."""
        return [name for name, times in self.title_ends.items() if self._is_usual(times)]

    def month_first(self) -> bool | None:
        """Whether ``01/02/2024`` is the second of January here; None where nothing shows it."""
        days, months = self.date_orders["day"], self.date_orders["month"]
        if max(days, months) <= _TELLING * min(days, months):
            return None
        return months > days

    def usual_date_forms(self) -> list[str]:
        """The forms of :func:`date_form` that the site's dates have."""
        return [form for form, times in self.date_forms.most_common() if self._is_usual(times)]

    def byline_place(self) -> tuple[int, str] | None:
        """How far below the title the byline stands, in lines with text, and what it begins with."""
        for form, times in self.byline_forms.most_common(1):
            if self._is_usual(times):
                distance, _, opening = form.partition(" ")
                return int(distance), opening
        return None

    def forms(self) -> SiteForms:
        """What is usual on the site, as the stages of extraction take it."""
        is_known = self.documents > 1
        return SiteForms(
            tuple(self.site_names()),
            self.month_first(),
            frozenset(self.usual_date_forms() if is_known else ()),
            self.byline_place() if is_known else None,
        )

    def _is_usual(self, times: int) -> bool:
        return times >= _FEWEST and times >= _USUAL * self.documents

    # ------------------------------------------------------------------ storing

    def to_dict(self) -> dict[str, Any]:
        """The profile as JSON types; :meth:`from_dict` reads it again."""
        return {
            "format": FORMAT,
            "host": self.host,
            "documents": self.documents,
            "lines": {_hex(key): record for key, record in self.lines.items()},
            "texts": {_hex(key): text for key, text in self.texts.items()},
            "articles": [
                [*map(_hex, (article.address, article.title, article.lead, *article.sketch))]
                for article in self.articles
            ],
            "layouts": [layout.to_text() for layout in self.layouts],
            "counted": self.counted.to_text(),
            **{name: dict(getattr(self, name)) for name in _COUNTERS},
            "corrections": {_hex(key): label for key, label in self.corrections.items()},
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> SiteProfile:
        """A profile as it was stored. Raises :exc:`ProfileError` where it cannot be read."""
        if not isinstance(data, Mapping) or data.get("format") != FORMAT:
            found = data.get("format") if isinstance(data, Mapping) else type(data).__name__
            raise ProfileError(
                f"a site profile of format {found!r} cannot be read; needed: {FORMAT}. Delete it: it "
                "is learnt again from the next three documents or more."
            )
        try:
            profile = cls(str(data["host"]))
            profile.documents = int(data["documents"])
            profile.lines = {int(key, 16): _record(record) for key, record in data["lines"].items()}
            profile.texts = {int(key, 16): str(text) for key, text in data["texts"].items()}
            for keys in data["articles"]:
                address, title, lead, *sketch = (int(key, 16) for key in keys)
                profile.articles.append(KnownArticle(address, title, lead, tuple(sketch)))
            # Profiles of earlier versions have none.
            profile.layouts = [Layout.from_text(text) for text in data.get("layouts", ())][-MAX_LAYOUTS:]
            profile.counted = Fingerprints.from_text(data.get("counted", ""))
            for name in _COUNTERS:
                getattr(profile, name).update({str(k): int(v) for k, v in data[name].items()})
            profile.corrections = {int(k, 16): str(label) for k, label in data["corrections"].items()}
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise ProfileError(
                f"a damaged site profile ({type(error).__name__}: {error}). Delete it: it is learnt again "
                "from the next three documents or more."
            ) from error
        profile._index(profile.articles)
        return profile

    def common_lines(self, most: int = 50) -> list[tuple[str, Record]]:
        """The lines that most documents have, with their counts, for people to look at."""
        known = [(self.texts[key], self.lines[key]) for key in self.texts if key in self.lines]
        return sorted(known, key=lambda pair: -pair[1][0])[:most]


def _hex(key: int) -> str:
    return f"{key:x}"


def _record(value: Any) -> Record:
    record = [int(number) for number in value]
    if len(record) != 5:
        raise ValueError(f"a line has {len(record)} counts, not 5")
    return record


_COUNTERS = ("title_ends", "date_orders", "date_forms", "byline_forms")
_FEWEST, _USUAL, _TELLING = 2, 0.5, 4
"""What is usual on a site: in two documents at least, and in half of them. One order of day and month is the
site's if four times as many dates show it as the other.
"""


class _Page:
    """Where the lines of one document stand, by the model's view of them."""

    def __init__(self, body: Sequence[float], title: Sequence[float], threshold: float) -> None:
        kept = [index for index, value in enumerate(body) if value > threshold]
        self.kept = set(kept)
        self.first, self.last = (kept[0], kept[-1]) if kept else (len(body), -1)
        self.headline = max(range(len(title)), key=title.__getitem__, default=-1)
        self.places: dict[int, int] = {}
        """Of the known lines, by their key: a bit for each, and one for the document."""

    def place(self, index: int) -> int:
        if index in self.kept:
            return KEPT
        return BEFORE if index < self.first else AFTER if index > self.last else AMID

    def heads(self, index: int) -> bool:
        """Whether the line stands above the body, or among its first."""
        return index <= self.first + _LEAD_LINES


def _obey(found: Judgement, index: int, label: str) -> None:
    if label in LEFT_OUT_LABELS:
        found.body[index] = 0.0
        found.reasons[index] = label, "an editor said so of this line"
    elif label in KEPT_LABELS:
        found.body[index] = 1.0


# How much a repeated line's likelihood falls, in logits: the words that it has at most, and the shift. Of
# lines with as many words, that much rarer are body lines among those that repeat than among the others.
_SHIFTS = ((1, 1.5), (2, 2.0), (4, 2.5), (8, 4.0), (_KEY_LENGTH, 6.0))
_LEAST_OF_SHIFT = 0.5
_KEPT_ELSEWHERE = 0.3
_SHORT = 8
_STANDING = 0.25
"""A line that the other documents have in their bodies too is the site's if so large a share has it."""
_SURE = 3.5
_FEWEST_IN_BLOCK = 3
"""Words."""
_OF_BLOCK = 6.0
"""Of what the other documents have with its neighbours, however short."""
_LEAD_LINES = 2
"""A line that heads the body here and is a teaser elsewhere is the lead."""
_EPSILON = 1e-4
_NOTHING = 0.01
"""A likelihood so low that it need not fall."""
_HERE = 1


def _shift(words: float, share: float, often_kept: bool) -> float:
    """How far the likelihood of a repeated line falls, in logits.

    ``share`` of the site's other documents have the line; ``often_kept``: most of them in their body.
    """
    shift = next((value for most, value in _SHIFTS if words <= most), _SHIFTS[-1][1])
    shift *= _LEAST_OF_SHIFT + (1 - _LEAST_OF_SHIFT) * min(1.0, share)
    # A heading that many articles have ("What we know") is theirs; a sentence that many have is not.
    return shift * _KEPT_ELSEWHERE if often_kept and words <= _SHORT else shift


def _shifted(likelihood: float, logits: float) -> float:
    value = min(max(likelihood, _EPSILON), 1 - _EPSILON)
    return 1 / (1 + math.exp(-(math.log(value / (1 - value)) + logits)))
