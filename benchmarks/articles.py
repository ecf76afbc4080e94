"""Invented articles, any number of them, the same at each call: what the benchmarks of the import write.

People, places and events are made up of lists of words. No two articles have the same text.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PLACES = [
    "Port Ilse",
    "Varnholm",
    "Kestrel Bay",
    "Oldmere",
    "Tarnwick",
    "Lower Asken",
    "Brenholt",
    "Marrow Hill",
]
GIVEN = [
    "Anna",
    "Carl",
    "Dana",
    "Emil",
    "Farida",
    "Gregor",
    "Helle",
    "Ivo",
    "Jana",
    "Karim",
    "Lena",
    "Mirza",
    "Nadia",
    "Oskar",
    "Petra",
    "Rafik",
]
FAMILY = [
    "Brandt",
    "Orlova",
    "Sadykov",
    "Lindqvist",
    "Morev",
    "Tamm",
    "Kovac",
    "Ibraimov",
    "Hagen",
    "Petrosyan",
    "Weller",
    "Duarte",
    "Nystrom",
    "Achebe",
]
ROLES = [
    "mayor of {place}",
    "head of the water board",
    "chair of the council",
    "spokesperson of the ferry company",
]
WHO = [
    "The council",
    "The water board",
    "The port authority",
    "The union of fishers",
    "The regional court",
    "The school",
]
DID = [
    "approved",
    "postponed",
    "published",
    "rejected",
    "discussed",
    "reopened",
    "extended",
    "measured",
    "promised",
    "replaced",
]
WHAT = [
    "plan",
    "budget",
    "report",
    "survey",
    "contract",
    "timetable",
    "bridge",
    "embankment",
    "market hall",
    "ferry line",
    "archive",
]
WHICH = [
    "long-awaited",
    "second",
    "revised",
    "disputed",
    "costly",
    "small",
    "joint",
    "new",
    "temporary",
    "oldest",
    "northern",
]
WHEN = [
    "on Monday",
    "after a night of talks",
    "without a vote",
    "in the first week of May",
    "by a narrow margin",
]
WHY = [
    "because the river has risen again",
    "although nobody had asked for it",
    "so that work can begin before winter",
    "while the neighbouring towns wait for an answer",
    "as the engineers had advised",
    "and will report in autumn",
]


@dataclass(frozen=True)
class InventedArticle:
    """A title, a date, and blocks: kind and text; of a quote its speaker and their role, too."""

    number: int
    title: str
    date: datetime.date
    place: str
    blocks: tuple[tuple[str, ...], ...]

    @property
    def lines(self) -> list[str]:
        """The article as a scraped page has it, a line a block."""
        lines = [self.title, f"{self.date:%d %B %Y}".lstrip("0")]
        for kind, text, *speaker in self.blocks:
            lines.append(f"“{text},” said {speaker[0]}, {speaker[1]}." if kind == "quote" else text)
        return lines

    def row(self) -> dict[str, str]:
        """A row of JSON Lines that ``import_news`` reads."""
        return {
            "id": f"invented-{self.number}",
            "url": f"https://news.example/{self.date:%Y/%m}/{self.number}",
            "text": "\n\n".join(self.lines),
        }

    def page(self, model: Any, **fields: Any) -> Any:
        """An unsaved news page with a block of its body for each of the article's."""
        body = []
        for kind, text, *speaker in self.blocks:
            value: Any = text
            if kind == "paragraph":
                value = f"<p>{text}</p>"
            elif kind == "quote":
                value = {
                    "quote": text,
                    "speaker": None,
                    "speaker_name": speaker[0],
                    "role": speaker[1],
                    "attribution": f"said {speaker[0]}",
                    "source_url": "",
                }
            body.append({"type": kind, "value": value})
        moment = datetime.datetime.combine(self.date, datetime.time(12), datetime.UTC)
        defaults = {
            "title": self.title,
            "slug": f"invented-{self.number}",
            "published_at": moment,
            "live": False,
        }
        return model(**{**defaults, "lead": self.blocks[0][1], "body": body, **fields})


def invented_article(number: int, blocks: int = 12) -> InventedArticle:
    """The article of that number, with so many blocks: every fourth a quote, every seventh a heading."""
    chance = random.Random(number)  # noqa: S311
    place = chance.choice(PLACES)
    made: list[tuple[str, ...]] = []
    for position in range(blocks):
        if position % 7 == 3:
            made.append(("heading", f"{chance.choice(WHICH).capitalize()} {chance.choice(WHAT)} in {place}"))
        elif position % 4 == 2:
            name = f"{chance.choice(GIVEN)} {chance.choice(FAMILY)}"
            made.append(
                ("quote", sentence(chance).rstrip("."), name, chance.choice(ROLES).format(place=place))
            )
        else:
            made.append(("paragraph", " ".join(sentence(chance) for _ in range(chance.randint(2, 5)))))
    title = (
        f"{chance.choice(WHO)} {chance.choice(DID)} {chance.choice(WHICH)} {chance.choice(WHAT)} in {place}"
    )
    day = datetime.date(2010, 1, 1) + datetime.timedelta(days=number % 5000)
    return InventedArticle(number, f"{title} ({number})", day, place, tuple(made))


def sentence(chance: random.Random) -> str:
    """A sentence of about twenty words."""
    return (
        f"{chance.choice(WHO)} {chance.choice(DID)} the {chance.choice(WHICH)} {chance.choice(WHAT)} "
        f"{chance.choice(WHEN)}, {chance.choice(WHY)}."
    )


def invented_articles(count: int, blocks: int = 12) -> Iterator[InventedArticle]:
    """The first ``count`` of them."""
    return (invented_article(number, blocks) for number in range(1, count + 1))
