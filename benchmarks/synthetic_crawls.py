"""Made-up dumps of a crawl, to train on: an article below, beside and above the summaries of others.

Old sites, dumped as bare text, show the newest summaries on top of every page. The words are those of real
pages; only their order is made up. ``../shared/score/crawl.py`` makes other ones, to measure by.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wagtail_cstonews.extraction.line_model.segments import MAX_LINES

from .line_gold import GoldPage

CRAWLED_LENGTHS = (1_500, 2_000, 2_000, 2_000, 3_000)
"""Characters after which search engines and archives cut pages off."""
FEWEST_DONORS = 5
LEAST_BODY = 300
"""Characters of an article that is worth a page."""

_STYLES = ("summary", "summary", "dated", "titled", "titled dated", "title", "long", "long", "mixed")
_STYLES_AMID = ("title", "title", "titled", "titled", "dated", "titled dated", "summary")
_HEADS = ("alone", "alone", "twice", "date below", "twice with date", "glued date")
_NAVIGATION = (
    ("Go back", "Back to the section", "Back to the all news"),
    ("Print", "Share", "All news"),
    ("Home", "Search", "Contacts", "Site map"),
    ("Back",),
    ("Share", "Tweet", "Send"),
    ("На главную", "Версия для печати"),
    ("Zurück", "Drucken", "Teilen"),
    ("Retour à la liste", "Imprimer"),
)
_SIGN_OFFS = ("Press Secretary", "Press service", "Press office", "Пресс-служба")
_SECTIONS = (
    "News",
    "Press releases",
    "Events",
    "All news",
    "Sessions",
    "Documents and statements",
    "Новости",
)
_OTHERS = (
    "Read also",
    "Related news",
    "Other news",
    "Most read",
    "Читайте также",
    "Другие новости",
    "Lesen Sie auch",
    "À lire aussi",
    "Lea también",
    "Leggi anche",
    "Czytaj także",
    "اقرأ أيضا",
    "関連記事",
)
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "October", "December")
_SENTENCE_GAP = re.compile(r"(?<=[.!?…؟])\s+(?=[^\W\d_a-zа-я])|(?<=[。！？])")
_STEM = re.compile(r"[^\W\d_]{4,}")


class Donors:
    """The pages that lend their summaries to others, by language."""

    def __init__(self, pages: Iterable[GoldPage]) -> None:
        self._by_tongue: dict[str, list[GoldPage]] = defaultdict(list)
        self._stems: dict[int, frozenset[str]] = {}
        for page in pages:
            if sum(page.in_body) > 1:
                self._by_tongue[tongue_of(page)].append(page)

    def of(self, gold: GoldPage, rng: random.Random) -> list[GoldPage]:
        """Other pages: any, or such as speak of something like it, as one institution's news do."""
        donors = [page for page in self._by_tongue[tongue_of(gold)] if page.id != gold.id]
        if len(donors) < FEWEST_DONORS or rng.random() > _KINDRED:
            return donors
        some = rng.sample(donors, min(len(donors), _LOOKED_AT))
        own = self._stems_of(gold)
        likeness = {
            page.id: len(own & self._stems_of(page)) / (len(self._stems_of(page)) + 1) for page in some
        }
        same = [page for page in donors if page.site == gold.site]
        return [*same, *sorted(some, key=lambda page: -likeness[page.id])][:_MOST_KINDRED]

    def _stems_of(self, page: GoldPage) -> frozenset[str]:
        found = self._stems.get(id(page))
        if found is None:
            text = " ".join(_article(page))[:3_000]
            found = self._stems[id(page)] = frozenset(word[:6].casefold() for word in _STEM.findall(text))
        return found


_KINDRED, _LOOKED_AT, _MOST_KINDRED = 0.6, 60, 8


def tongue_of(gold: GoldPage) -> str:
    """Pages that lend lines to each other: those of one top-level domain, which mostly share a language."""
    return gold.site.rsplit(".", 1)[-1] if "." in gold.site and gold.collection != "readability" else ""


@dataclass
class Crawled:
    """A dump: its lines, which of them are the article's body, and which one is its headline."""

    gold: GoldPage
    headline: int | None
    """None where the page holds no article, or its headline stands nowhere."""
    above: int
    """Lines of other articles above the headline."""


def crawled(gold: GoldPage, donors: Donors, rng: random.Random) -> Crawled | None:
    """The article as a crawler leaves it; None where it has no title, or is too short."""
    others, body = donors.of(gold, rng), _article(gold)
    title = " ".join(gold.title.split())
    if len(others) < FEWEST_DONORS or not title or sum(map(len, body)) < LEAST_BODY:
        return None
    page = _Dump(rng)
    if rng.random() < 0.25:
        body = _cut_words(body, rng.choice((60, 120, 200, 350)))
    if rng.random() < 0.2:
        page.put_all(rng.choice(others).lines[: rng.randrange(1, 6)])
    style = rng.choice(_STYLES)
    above = 0 if rng.random() < 0.15 else rng.randint(1, 6)
    for _ in range(above):
        # The newest article has its summary on top of its own page, too.
        page.put_teaser(gold if rng.random() < 0.05 else rng.choice(others), style)
    headline = len(page.lines)
    page.put_head(title, body)
    if rng.random() < 0.3 and len(page.lines) - headline > 4:
        place = rng.randint(headline + 3, len(page.lines) - 1)
        page.insert_others(place, rng.sample(others, rng.randint(1, 3)))
    if rng.random() < 0.15:
        page.put(f"{rng.choice(_SIGN_OFFS)} {' '.join(filter(str.istitle, title.split()))[:30]}".strip())
    page.put_foot(gold, others, style)
    lines, kept = page.cut(rng.choice(CRAWLED_LENGTHS)) if rng.random() < 0.45 else (page.lines, page.kept)
    return _dump_of(gold, lines, kept, headline, headline if above else 0)


def listed(gold: GoldPage, donors: Donors, rng: random.Random) -> Crawled | None:
    """A list of articles in the style of the page's site: no article; None where too few lend to it."""
    others = donors.of(gold, rng)
    if len(others) < FEWEST_DONORS:
        return None
    page, style = _Dump(rng), rng.choice(_STYLES)
    if rng.random() < 0.3:
        page.put(rng.choice(_SECTIONS))
    for other in rng.sample(others, min(len(others), rng.randint(3, 15))):
        page.put_teaser(other, style)
    if rng.random() < 0.4:
        page.put_all(rng.choice(_NAVIGATION))
    if rng.random() < 0.3:
        page.lines[-1] = page.lines[-1][: rng.randint(30, 200)]
    lines, kept = page.cut(rng.choice(CRAWLED_LENGTHS)) if rng.random() < 0.45 else (page.lines, page.kept)
    return _dump_of(replace(gold, title=""), lines, kept, None, 0)


def _dump_of(
    gold: GoldPage, lines: Sequence[str], kept: Sequence[bool], headline: int | None, above: int
) -> Crawled:
    lines, kept = list(lines[:MAX_LINES]), list(kept[:MAX_LINES])
    there = headline if headline is not None and headline < len(lines) else None
    return Crawled(replace(gold, lines=lines, in_body=kept, hints=[]), there, above)


def _article(page: GoldPage) -> list[str]:
    return [line for line, kept in zip(page.lines, page.in_body, strict=True) if kept]


def _cut_words(lines: Sequence[str], words: int) -> list[str]:
    found = []
    for line in lines:
        found.append(line)
        words -= len(line.split())
        if words <= 0:
            break
    return found


@dataclass
class _Dump:
    """The lines of a page while they are put on it."""

    rng: random.Random
    lines: list[str] = field(default_factory=list)
    kept: list[bool] = field(default_factory=list)

    def put(self, line: str, kept: bool = False) -> None:
        self.lines.append(line)
        self.kept.append(kept)

    def put_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.put(line)

    def day(self) -> str:
        day, month, year = self.rng.randint(1, 28), self.rng.randint(1, 10), self.rng.randint(2008, 2026)
        numeric = f"{day:02}.{month:02}.{year}"
        named = f"{day} {_MONTHS[month - 1]} {year}"
        forms = (
            numeric,
            numeric,
            numeric,
            named,
            f"{year}-{month:02}-{day:02}",
            f"{day:02}/{month:02}/{year}",
        )
        return self.rng.choice(forms)

    def put_teaser(self, donor: GoldPage, style: str) -> None:
        """A summary as the styles have it: with a date, with its headline, in two paragraphs, or a title."""
        text = [line for line in _article(donor) if len(line) > 40]
        title = " ".join(donor.title.split())
        if not text:
            return
        if style == "mixed":
            style = self.rng.choice(("summary", "dated", "titled", "long"))
        if "dated" in style:
            self.put(self.day())
        if "title" in style and title:
            self.put(title)
        if style == "title" and title:
            return
        said = _summary(text[0], self.rng.choice((60, 140, 140, 300)))
        if style == "long" and self.rng.random() < 0.6:
            said = text[0]
        if self.rng.random() < 0.1:
            said = f"{said[: self.rng.randint(60, 160)].rstrip()}..."
        self.put(said[:700])
        if style == "long" and len(text) > 1 and self.rng.random() < 0.4:
            self.put(text[1][:700])

    def put_head(self, title: str, body: Sequence[str]) -> None:
        head, date = self.rng.choice(_HEADS), self.day()
        document = f" Download document {self.rng.getrandbits(64):x}.docx" if self.rng.random() < 0.05 else ""
        below: Mapping[str, Sequence[str]] = {
            "twice": [title],
            "date below": [date + document],
            "twice with date": [f"{title} {date}{document}"],
        }
        self.put_all([title, *below.get(head, ())])
        glued = date if head == "glued date" and body[0][:1].isalpha() else ""
        for place, line in enumerate(body):
            self.put(line if place else glued + line, True)

    def insert_others(self, place: int, donors: Sequence[GoldPage]) -> None:
        """A block of other articles, between the paragraphs: their titles or summaries, mostly announced."""
        block = _Dump(self.rng)
        if self.rng.random() < 0.6:
            block.put(self.rng.choice(_OTHERS))
        style = self.rng.choice(_STYLES_AMID)
        for donor in donors:
            block.put_teaser(donor, style)
        self.lines[place:place] = block.lines
        self.kept[place:place] = block.kept

    def put_foot(self, gold: GoldPage, others: Sequence[GoldPage], style: str) -> None:
        how = self.rng.random()
        if how < 0.6:
            self.put_all(self.rng.choice(_NAVIGATION))
        elif how < 0.8:
            after = [
                line for line, kept in list(zip(gold.lines, gold.in_body, strict=True))[-25:] if not kept
            ]
            self.put_all(after[: self.rng.randrange(0, 10)])
        if self.rng.random() < 0.3:
            if self.rng.random() < 0.5:
                self.put(self.rng.choice(_OTHERS))
            for _ in range(self.rng.randint(1, 4)):
                self.put_teaser(self.rng.choice(others), style)

    def cut(self, length: int) -> tuple[list[str], list[bool]]:
        """The first so many characters, as archives of search engines keep them."""
        lines: list[str] = []
        for line in self.lines:
            if length <= 0:
                break
            lines.append(line[:length])
            length -= len(line) + 1
        return lines, self.kept[: len(lines)]


def _summary(paragraph: str, length: int) -> str:
    """The first sentences of a paragraph, until they are that long."""
    said = ""
    for sentence in _SENTENCE_GAP.split(paragraph):
        if said and len(said) > length:
            break
        said = f"{said} {sentence}".strip()
    return said


def varied(
    pages: Sequence[GoldPage], share: float, rng: random.Random, make: Callable[..., Crawled | None] = crawled
) -> Iterator[tuple[GoldPage, Crawled]]:
    """Dumps of so many of the pages, each with the page that it was made of."""
    donors = Donors(pages)
    for page in pages:
        if rng.random() < share and not page.hints and (found := make(page, donors, rng)):
            yield page, found
