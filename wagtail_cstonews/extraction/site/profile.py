"""The site profile: what the documents of one site share, learnt in a first pass and applied in a second.

A line on several pages of a site is chrome; the title of one document is a teaser on the others; the name
added to titles and the form of dates and bylines are the same on all pages. :class:`SiteProfile` holds this
for one host, in bounded memory. :mod:`.site_learning` fills profiles from labelled lines; :mod:`.judging`
applies them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ...documents import site_name
from ..article.line import LABELS
from .forms import SiteForms
from .keys import line_key, sketch_of
from .known_articles import NEARLY, Fingerprints, KnownArticle
from .known_lines import KnownLine, Record
from .layout import Layout
from .observation import Observation

FORMAT = 1
"""The format of a stored profile; profiles of another format are refused."""

MAX_LINES = 5_000
"""Lines that are remembered of a host."""

MAX_DOCUMENTS = 200
"""The newest documents of a host, whose title, lead and sketch are remembered."""

MAX_TEXTS = 200
"""Repeated lines of a host whose text is kept for people to read."""

MAX_CORRECTIONS = 500
"""Lines of a host that editors corrected; the oldest are dropped."""

MAX_LAYOUTS = 8
"""The newest documents of a host, whose sequence of lines is remembered."""

KEPT_TEXT = 120
"""Characters kept of such a line."""

_MOST_FORMS = 20
"""Forms kept of one kind, twice as many before the rarest go."""

_COUNTERS = ("title_ends", "date_orders", "date_forms", "byline_forms")
"""The counts of forms, as they are stored."""

FEWEST, _USUAL, _TELLING = 2, 0.5, 4
"""What is usual on a site: in two documents at least, and in half of them. One order of day and month is the
site's if four times as many dates show it as the other.
"""


class ProfileError(Exception):
    """A stored profile that cannot be used; the message says why and what to do."""


class SiteProfile:
    """The profile of one host's documents."""

    def __init__(self, host: str) -> None:
        self.host = host
        """The key of its site: a host, or the key of the place that documents came in (:mod:`.documents`)."""
        self.documents = 0
        self.lines: dict[int, Record] = {}
        self.texts: dict[int, str] = {}
        self.articles: list[KnownArticle] = []
        self.layouts: list[Layout] = []
        """The layouts of the newest documents."""
        self.title_ends: Counter[str] = Counter()
        self.date_orders: Counter[str] = Counter()
        self.date_forms: Counter[str] = Counter()
        self.byline_forms: Counter[str] = Counter()
        self.corrections: dict[int, str] = {}
        self.corrected_texts: dict[int, str] = {}
        """What a corrected line says, for people; profiles of earlier versions do not know it of all."""
        self.counted = Fingerprints()
        self.known_lines: dict[int, KnownLine] = {}
        """Cache of :mod:`.judging`, by line key; cleared when the profile changes."""
        self._by_title: dict[int, list[KnownArticle]] = {}
        self._by_address: dict[int, list[KnownArticle]] = {}
        self._leads: set[int] = set()

    @property
    def name(self) -> str:
        """The name of the site for people."""
        return site_name(self.host)

    # ------------------------------------------------------------------ learning

    def observe(self, seen: Observation) -> bool:
        """Add one document. Returns False for a near copy of a known one, which is not counted: otherwise two
        versions of an article would make its own paragraphs look like chrome.
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
        self.known_lines.clear()
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
        """Drop the rarest lines, the oldest of these first, until ``keep`` are left.

        As in lossy counting (Manku and Motwani 2002): frequent lines are never dropped, and a count may be
        too low, by what was dropped before the line recurred, but never too high.
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
        self.known_lines.clear()

    def anew(self) -> SiteProfile:
        """A profile of the same site with the editors' corrections only."""
        fresh = SiteProfile(self.host)
        fresh.corrections = dict(self.corrections)
        fresh.corrected_texts = dict(self.corrected_texts)
        return fresh

    # ------------------------------------------------------------------ an editor's word

    def correct(self, text: str, label: str) -> None:
        """Store an editor's correction: every line with this key on the site gets the label.

        Raises ValueError for an unknown label.
        """
        self.correct_key(line_key(text), text, label)

    def correct_key(self, key: int, text: str, label: str) -> None:
        """:meth:`correct` for a line that is known by its key; ``text`` is what is kept of it for people."""
        if label not in LABELS:
            raise ValueError(f"{label!r} is no label; the labels are {', '.join(LABELS)}")
        self.corrections.pop(key, None)
        self.corrections[key] = label
        self.corrected_texts[key] = text[:KEPT_TEXT]
        while len(self.corrections) > MAX_CORRECTIONS:
            self.take_back(next(iter(self.corrections)))
        self.known_lines.clear()

    def take_back(self, key: int) -> bool:
        """Take back an editor's correction, by its :func:`line_key`. False where there is none."""
        self.corrected_texts.pop(key, None)
        self.known_lines.clear()
        return self.corrections.pop(key, None) is not None

    def uncorrect(self, text: str) -> bool:
        """Take back the correction of a line. Returns whether there was one."""
        return self.take_back(line_key(text))

    # ------------------------------------------------------------------ what is known

    def documents_with(self, key: int) -> int:
        """How many documents have a line, by its :func:`line_key`."""
        record = self.lines.get(key)
        return record[0] if record else 0

    def heads_any(self, key: int) -> bool:
        """Whether a line, by its :func:`line_key`, is the title or the first line of a document."""
        return key in self._by_title or key in self._leads

    def heads_many(self, key: int) -> bool:
        """Whether a line, by its :func:`line_key`, was taken for the title of half of the newest."""
        times = len(self._by_title.get(key, ()))
        return times >= FEWEST and times >= _USUAL * len(self.articles)

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
        if partly and sum(share >= NEARLY for share in shares) > 1:
            return True
        of_headline = self._by_title.get(line_key(headline), ()) if headline else ()
        return any(article.lead in keys for article in of_headline if article.sketch != sketch)

    # ------------------------------------------------------------------ forms

    def site_names(self) -> list[str]:
        """The names that the site adds to its titles."""
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
        """The usual forms on the site, for the stages of extraction."""
        is_known = self.documents > 1
        return SiteForms(
            tuple(self.site_names()),
            self.month_first(),
            frozenset(self.usual_date_forms() if is_known else ()),
            self.byline_place() if is_known else None,
        )

    def _is_usual(self, times: int) -> bool:
        return times >= FEWEST and times >= _USUAL * self.documents

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
            "corrected_texts": {_hex(key): text for key, text in self.corrected_texts.items()},
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
            said = data.get("corrected_texts", {})
            profile.corrected_texts = {int(key, 16): str(text) for key, text in said.items()}
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
