"""Which lines of a page make up its gold body, found by the measure that the score is taken with."""

from __future__ import annotations

import gzip
import json
import os
import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from wagtail_cstonews.extraction.article import Hints
from wagtail_cstonews.extraction.html.lines import html_lines

WORD = re.compile(r"\w+")
SHINGLE = 4
SHARED = Path(os.environ.get("CSTONEWS_SHARED", Path(__file__).resolve().parents[2] / "shared"))
PARTS = 5
"""Of the cross-validation."""
SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "gob", "gov", "net", "ne", "or", "org"})


@dataclass
class GoldPage:
    """A page of the gold data as lines, each of them in the body or not."""

    id: str
    collection: str
    site: str
    lines: list[str]
    body: str
    in_body: list[bool] = field(default_factory=list)
    title: str = ""
    html: str = field(default="", repr=False)
    url: str = ""
    hints: list[tuple[str, str, str, float]] = field(default_factory=list, repr=False)
    """Tag, path, attributes and link density of each line; empty for bare text."""
    must_have: list[str] = field(default_factory=list)
    must_not_have: list[str] = field(default_factory=list)


_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))


def shown(text: str) -> str:
    """A gold text as readers see it: accents composed, and no soft hyphens or other invisible characters.

    The shared scorer divides words at them, so that a page full of them counts as wrong however it is read.

    >>> shown("Helikopter\u00adlandeplatz fu\u0308r")
    'Helikopterlandeplatz für'
    """
    return unicodedata.normalize("NFC", text).translate(_UNSEEN)


def plain(text: str) -> str:
    """Text reduced to what the shared scorer compares titles and sentences by."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub("[“”„‟«»\"‘’‚‛‹›`´']", "'", text)
    text = re.sub("[–—−‐‑‒―]", "-", text)
    return " ".join(text.split()).strip(" '-.,;:|")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of one collection of gold pages.

    Raises FileNotFoundError where the shared data is absent; CSTONEWS_SHARED says where it is.
    """
    path = SHARED / "data" / "pages" / f"{name}.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def site_of(url: str | None, fallback: str) -> str:
    """The registered domain of a URL: ``https://m.bbc.co.uk/x`` -> ``bbc.co.uk``; else ``fallback``."""
    url = re.sub(r"^https?://web\.archive\.org/web/[^/]+/", "", url or "")
    host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").strip(".")
    parts = host.split(".")
    if len(parts) < 2:
        return fallback
    size = 3 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SECOND_LEVEL else 2
    return ".".join(parts[-size:])


def site_of_row(row: dict[str, Any], collection: str) -> str:
    """What a row of a collection shares with others: its site. Readability's pages stand each for itself."""
    return site_of(row.get("url"), row["id"]) if collection != "readability" else row["id"]


def part_of(site: str) -> int:
    """Which part of the cross-validation a site belongs to, the same on every machine."""
    return zlib.crc32(site.encode()) % PARTS


def shingles(words: Sequence[str]) -> Counter[tuple[str, ...]]:
    """The runs of four words, counted; a shorter text is one shingle."""
    if not words:
        return Counter()
    return Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1)))


def precision_recall(gold: str, kept: str) -> tuple[float, float]:
    """Of one page's four-word shingles, as the shared scorer has it."""
    wanted, found = shingles(WORD.findall(gold)), shingles(WORD.findall(kept))
    hits = sum((wanted & found).values())
    precision = hits / sum(found.values()) if found else float(not wanted)
    return precision, hits / sum(wanted.values()) if wanted else float(not found)


class _Choice:
    """A choice of lines whose score is kept up to date while single lines are put in and taken out."""

    def __init__(self, words: list[list[str]], gold: Counter[tuple[str, ...]]) -> None:
        self.words, self.gold, self.gold_size = words, gold, sum(gold.values())
        self.kept = [False] * len(words)
        self.found: Counter[tuple[str, ...]] = Counter()
        self.hits = self.size = 0

    def score(self) -> float:
        total = self.size + self.gold_size
        return 2 * self.hits / total if total else 1.0

    def _edge(self, line: int, step: int) -> list[str]:
        """Up to three kept words before (step -1) or after (step 1) a line."""
        edge: list[str] = []
        line += step
        while 0 <= line < len(self.words) and len(edge) < SHINGLE - 1:
            if self.kept[line]:
                edge = self.words[line] + edge if step < 0 else edge + self.words[line]
            line += step
        return edge[-SHINGLE + 1 :] if step < 0 else edge[: SHINGLE - 1]

    def _count(self, words: list[str], sign: int) -> None:
        for i in range(len(words) - SHINGLE + 1):
            key = tuple(words[i : i + SHINGLE])
            had = min(self.found[key], self.gold[key])
            self.found[key] += sign
            self.hits += min(self.found[key], self.gold[key]) - had
            self.size += sign

    def toggle(self, line: int) -> None:
        before, after, own = self._edge(line, -1), self._edge(line, 1), self.words[line]
        joined, bare = before + own + after, before + after
        if self.kept[line]:
            joined, bare = bare, joined
        self._count(bare, -1)
        self._count(joined, 1)
        self.kept[line] = not self.kept[line]


def lines_in_body(lines: Sequence[str], body: str, passes: int = 4) -> list[bool]:
    """The choice of lines that comes nearest to the body: long lines that it covers, then whatever helps.

    Where the page carries a text twice, the copy that stands next to other body lines is taken.
    """
    words = [WORD.findall(line) for line in lines]
    gold = shingles(WORD.findall(body))
    choice = _Choice(words, gold)
    cover = []
    for own in words:
        keys = [tuple(own[i : i + SHINGLE]) for i in range(len(own) - SHINGLE + 1)]
        cover.append(sum(key in gold for key in keys) / len(keys) if keys else 0.0)
    around = [sum(cover[max(0, i - 4) : i + 5]) for i in range(len(lines))]
    sure = [i for i in range(len(lines)) if cover[i] >= 0.5]
    for line in sorted(sure, key=lambda i: -around[i]):
        _toggle_if_better(choice, line)
    for _ in range(passes):
        if not sum(_toggle_if_better(choice, i) for i in range(len(lines)) if words[i]):
            break
    return choice.kept


def _toggle_if_better(choice: _Choice, line: int) -> bool:
    before = choice.score()
    choice.toggle(line)
    if choice.score() > before:
        return True
    choice.toggle(line)
    return False


def gold_pages(name: str, *, html: bool = False) -> Iterator[GoldPage]:
    """The pages of one collection, with the lines of their bare text or of their HTML."""
    for row in rows(name):
        yield gold_page(row, name, html=html)


def gold_page(row: dict[str, Any], name: str, *, html: bool = False) -> GoldPage:
    """A row of a collection, with the lines of its bare text or of its HTML."""
    gold = row["gold"]
    page = GoldPage(
        id=row["id"],
        collection=name,
        site=site_of_row(row, name),
        lines=[line.strip() for line in row["text"].split("\n") if line.strip()],
        body=gold.get("body") or "",
        title=gold.get("title") or "",
        html=row["html"],
        url=row.get("url") or "",
        must_have=gold.get("must_have") or [],
        must_not_have=gold.get("must_not_have") or [],
    )
    if html:
        _read_html(page)
    if page.body:
        page.in_body = lines_in_body(page.lines, page.body)
    return page


def _read_html(page: GoldPage) -> None:
    lines = [line for line in html_lines(page.html, page.url or None)[0] if line.clean]
    page.lines = [line.clean for line in lines]
    hints = [line.hints or Hints() for line in lines]
    page.hints = [(hint.tag, hint.path, hint.attributes, hint.link_density) for hint in hints]
