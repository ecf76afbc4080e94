"""How good an answer is: the measures of all benchmarks, on plain values, for any tool.

Bodies are compared as in the article-extraction-benchmark: by runs of four words, precision and recall
averaged over pages. All figures are in percent.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median_high
from typing import Any

from wagtail_cstonews.extraction.article import Article, Image

from .line_gold import WORD, plain, precision_recall

SAME_QUOTE = 0.5
"""How much of their words, of all that either has, two quotes share to be taken for the same one."""
BEFORE_NAME = re.compile(
    r"capt|chief|col|deputy|dr|gen|general|gov|governor|hon|judge|justice|lt|mayor|minister|mr|mrs|ms|premier"
    r"|president|prime|prof|rep|rev|sec|secretary|sen|sgt|sir|the"
)
"""Titles and offices: they tell no two people apart."""
PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we"})
NAME_BREAK = re.compile(r"\s*[;,|/&]\s*|\s+(?:and|und)\s+")
WRITTEN_BY = re.compile(r"^\s*(?:by|von|por|par|di|av|af|door)\s+", re.IGNORECASE)
LETTERS = {"question": "Q", "answer": "A"}


def percent(part: float, whole: float = 1.0) -> float | None:
    """None where there is nothing to take a share of."""
    return round(100 * part / whole, 1) if whole else None


def harmonic(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


@dataclass
class Hits:
    """How many of the answers are right, and how many of what was wanted they cover."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def figures(self) -> dict[str, float | None]:
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 0.0
        return {
            "f1": percent(harmonic(precision, recall)) if self.wanted else None,
            "precision": percent(precision) if self.found else None,
            "recall": percent(recall) if self.wanted else None,
        }


@dataclass
class Share:
    """How many of several questions got the right answer."""

    asked: int = 0
    right: int = 0

    def add(self, is_right: bool) -> None:
        self.asked += 1
        self.right += is_right

    @property
    def percent(self) -> float | None:
        return percent(self.right, self.asked)


# Pages


@dataclass
class PageFound:
    """What a tool makes of a page."""

    body: str = ""
    titles: Sequence[str] = ()
    """The title in each form that counts: with the subtitle and without."""
    date: str = ""
    authors: Sequence[str] = ()


def page_found(article: Article) -> PageFound:
    """An article as a page to score: lead and body (a lead that the body repeats once), images left out."""
    texts = [block.text for block in article.body if not isinstance(block, Image)]
    if article.lead and plain(article.lead) not in map(plain, texts):
        texts.insert(0, article.lead)
    title = article.title or ""
    whole = f"{title} {article.subtitle}" if article.subtitle else title
    return PageFound("\n".join(texts), (title, whole), article.published_at or "", article.authors)


def days(value: str | None) -> set[str]:
    """The days that a date may be given as: as it is printed, and in universal time."""
    start = re.match(r"\d{4}-\d\d-\d\d", value or "")
    if not value or not start:
        return set()
    found = {start.group()}
    try:
        moment = datetime.datetime.fromisoformat(value)
    except ValueError:
        return found
    if moment.tzinfo:
        found.add(moment.astimezone(datetime.UTC).date().isoformat())
    return found


def names(authors: Iterable[str] | None) -> set[str]:
    """The people of a list of authors, whatever way they are strung together."""
    parts = (
        plain(part)
        for author in authors or ()
        if isinstance(author, str)
        for part in NAME_BREAK.split(WRITTEN_BY.sub("", author))
    )
    return {part for part in parts if part}


@dataclass
class PageScores:
    """The score of a tool over a collection of pages."""

    bodies: list[tuple[float, float]] = field(default_factory=list)
    """Precision and recall of each page that has a gold body."""
    title: Share = field(default_factory=Share)
    date: Share = field(default_factory=Share)
    authors: Share = field(default_factory=Share)
    kept: Share = field(default_factory=Share)
    """Marked sentences that must be in the body, and are."""
    leaked: Share = field(default_factory=Share)
    """Marked sentences that must not be in the body, and are."""

    def add(self, gold: dict[str, Any], found: PageFound) -> None:
        if gold.get("body"):
            self.bodies.append(precision_recall(gold["body"], found.body))
        body = plain(found.body)
        for sentence in gold.get("must_have") or ():
            self.kept.add(plain(sentence) in body)
        for sentence in gold.get("must_not_have") or ():
            self.leaked.add(plain(sentence) in body)
        if gold.get("title"):
            self.title.add(plain(gold["title"]) in map(plain, found.titles))
        if wanted := days(gold.get("date")):
            self.date.add(found.date[:10] in wanted)
        if people := names(gold.get("authors")):
            self.authors.add(names(found.authors) == people)

    def figures(self) -> dict[str, Any]:
        count = len(self.bodies)
        precision, recall = (
            (sum(part) / count for part in zip(*self.bodies, strict=True)) if count else (0.0, 0.0)
        )
        pages = [harmonic(*page) for page in self.bodies]
        sentences = Hits(self.kept.right, self.kept.right + self.leaked.right, self.kept.asked)
        return {
            "bodies": count,
            "f1": percent(harmonic(precision, recall)) if count else None,
            "precision": percent(precision) if count else None,
            "recall": percent(recall) if count else None,
            "median": percent(median_high(pages)) if count else None,
            "under_80": sum(score < 0.8 for score in pages) if count else None,
            "sentences_f1": sentences.figures()["f1"],
            "sentences_leaked": self.leaked.percent,
            "title": self.title.percent,
            "date": self.date.percent,
            "authors": self.authors.percent,
        }


# Quotes


@dataclass
class QuoteFound:
    """What a tool takes for somebody's words."""

    text: str
    speaker: str | None = None


def quotes_found(article: Article) -> list[QuoteFound]:
    return [QuoteFound(quote.text, quote.speaker.name if quote.speaker else None) for quote in article.quotes]


def name_parts(name: str | None) -> list[str]:
    """The words of a name without accents, titles and offices; a name of offices alone keeps them."""
    spread = unicodedata.normalize("NFKD", (name or "").replace("’", "'")).casefold()
    bare = "".join(letter for letter in spread if not unicodedata.combining(letter))
    words = re.findall(r"[^\W\d_][\w'-]*", re.sub(r"'s\b", "", bare))
    return [word for word in words if not BEFORE_NAME.fullmatch(word)] or words


def same_person(found: str | None, gold: str | None) -> bool:
    """Whether a full name is the one wanted: the surname and one more part agree."""
    given, wanted = name_parts(found), name_parts(gold)
    if len(wanted) < 2 or not given:
        return bool(wanted) and wanted[0] in given
    return given == wanted or (given[-1] == wanted[-1] and len(set(given) & set(wanted)) > 1)


def same_surname(found: str | None, gold: str | None) -> bool:
    """Whether two names may be one person's: either surname stands in the other name."""
    given, wanted = name_parts(found), name_parts(gold)
    return bool(given and wanted) and (given[-1] in wanted or wanted[-1] in given or same_person(found, gold))


def names_somebody(mention: str | None) -> bool:
    """Whether a mention has a name in it, and is no pronoun at the start of a sentence."""
    words = mention or ""
    return words.casefold() not in PRONOUNS and bool(re.search(r"\b[A-Z][a-z]", words))


def matches(gold: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Which quote found is which of the gold: the likest pairs first, each quote once."""
    bags = [Counter(WORD.findall(plain(text))) for text in gold]
    others = [Counter(WORD.findall(plain(text))) for text in found]
    pairs = []
    for i, bag in enumerate(bags):
        for j, other in enumerate(others):
            shared = (bag & other).total()
            if shared and (likeness := shared / (bag | other).total()) >= SAME_QUOTE:
                pairs.append((likeness, i, j))
    chosen: dict[int, int] = {}
    for _, i, j in sorted(pairs, reverse=True):
        if i not in chosen and j not in chosen.values():
            chosen[i] = j
    return chosen


@dataclass
class QuoteScores:
    """The score of a tool over annotated articles. What stands in quotation marks inside a reported
    sentence (``mixed``) is neither wanted nor held against a tool.
    """

    exact: Hits = field(default_factory=Hits)
    near: Hits = field(default_factory=Hits)
    speaker: Share = field(default_factory=Share)
    """By full name, of the quotes that were matched."""
    speaker_named: Share = field(default_factory=Share)
    """By surname, of the matched quotes whose mention holds a name and whose gold has no full name."""
    with_speaker: int = 0
    """Gold quotes that have a full name."""

    def add(self, row: dict[str, Any], found: Sequence[QuoteFound]) -> None:
        def text_of(quote: dict[str, Any]) -> str:
            return row["text"][quote["start"] : quote["end"]]

        gold = [quote for quote in row["quotes"] if quote["kind"] in ("direct", "open")]
        mixed = [plain(text_of(quote)) for quote in row["quotes"] if quote["kind"] == "mixed"]
        pairs = matches([text_of(quote) for quote in gold], [quote.text for quote in found])
        taken = set(pairs.values())
        set_apart = sum(
            at not in taken and any(plain(quote.text) in text for text in mixed)
            for at, quote in enumerate(found)
        )
        for hits in (self.exact, self.near):
            hits.found += len(found) - set_apart
            hits.wanted += len(gold)
        self.with_speaker += sum(bool(quote.get("speaker")) for quote in gold)
        for i, j in pairs.items():
            self.near.right += 1
            self.exact.right += plain(text_of(gold[i])) == plain(found[j].text)
            self._add_speaker(gold[i], found[j].speaker)

    def _add_speaker(self, gold: dict[str, Any], found: str | None) -> None:
        if gold.get("speaker"):
            self.speaker.add(same_person(found, gold["speaker"]))
        elif names_somebody(gold.get("mention")):
            self.speaker_named.add(same_surname(found, gold["mention"]))

    def figures(self) -> dict[str, Any]:
        return {
            "gold": self.exact.wanted,
            "found": self.exact.found,
            "exact": self.exact.figures(),
            "near": self.near.figures(),
            "speaker_of_matched": self.speaker.percent,
            "speaker_of_all": percent(self.speaker.right, self.with_speaker),
            "speaker_named": self.speaker_named.percent,
        }


def case_right(expected: Sequence[Sequence[str | None]], found: Sequence[QuoteFound]) -> tuple[bool, bool]:
    """Whether a hard case has just the quotes expected, and whether their speakers are right as well."""
    left = list(found)
    speakers = True
    for text, speaker in expected:
        same = next((quote for quote in left if plain(quote.text) == plain(text or "")), None)
        if same is None:
            return False, False
        left.remove(same)
        speakers = speakers and (same_person(same.speaker, speaker) if speaker else not same.speaker)
    return not left, not left and speakers


# Interviews


def turns_found(article: Article) -> list[tuple[str, str]]:
    """The lines of an article, each with Q, A or N."""
    return [(line.text, LETTERS.get(line.label, "N")) for line in article.lines]


def labels_of(lines: Iterable[tuple[str, str]], paragraphs: Sequence[str]) -> str:
    """The letter of each gold paragraph: that of the next line that it is or begins with, else N."""
    known = [(text, letter) for text, letter in ((plain(text), letter) for text, letter in lines) if text]
    labels, at = "", 0
    for paragraph in map(plain, paragraphs):
        here = next((i for i in range(at, len(known)) if paragraph.startswith(known[i][0])), None)
        labels += "N" if here is None else known[here][1]
        at = at if here is None else here + 1
    return labels


def turn_starts(labels: Sequence[str]) -> set[int]:
    """Where somebody begins to speak."""
    return {at for at, label in enumerate(labels) if label != "N" and (at == 0 or labels[at - 1] != label)}


@dataclass
class TurnScores:
    """The score of a tool over interviews."""

    turns: Hits = field(default_factory=Hits)
    labels: Share = field(default_factory=Share)
    called_interview: Share = field(default_factory=Share)

    def add(self, row: dict[str, Any], lines: Iterable[tuple[str, str]], is_interview: bool) -> None:
        labels = labels_of(lines, row["paragraphs"])
        gold, found = turn_starts(row["labels"]), turn_starts(labels)
        self.turns.right += len(gold & found)
        self.turns.found += len(found)
        self.turns.wanted += len(gold)
        for label, wanted in zip(labels, row["labels"], strict=True):
            self.labels.add(label == wanted)
        self.called_interview.add(is_interview)

    def figures(self) -> dict[str, Any]:
        return {
            "documents": self.called_interview.asked,
            "turns": self.turns.figures(),
            "labels_right": self.labels.percent,
            "called_interview": self.called_interview.percent,
        }
