"""Invented articles, any number of them, the same at each call: what the benchmarks of the import write.

People, places and events are made up of lists of words. No two articles have the same text, nor do they
share more sequences of words than those of a newspaper; a few people are named often and most of them once.
"""

from __future__ import annotations

import datetime
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


def listed(text: str) -> list[str]:
    """The entries of a list with semicolons between them."""
    return [" ".join(entry.split()) for entry in text.split(";")]


PLACES = listed("""
    Port Ilse; Varnholm; Kestrel Bay; Oldmere; Tarnwick; Lower Asken; Brenholt; Marrow Hill; Sundby; Great
    Tolle; Aldrum; Fenwater; Ostrava Gate; Quern; Upper Brae; Linden Cross; Hollin; Sarnow; East Vale;
    Pellworth; Duncroft; Mirefield; Grauport; Ravensund; Little Orme; Teasel; Stavna; Wickholm; Blackwater;
    Nordby
""")
GIVEN = listed("""
    Anna; Carl; Dana; Emil; Farida; Gregor; Helle; Ivo; Jana; Karim; Lena; Mirza; Nadia; Oskar; Petra;
    Rafik; Selma; Tomas; Ulrike; Viktor; Wanda; Xenia; Yaro; Zora; Arman; Berit; Cyril; Dorte; Elmira;
    Fritz; Gulzat; Henrik; Irina; Joren; Kaja; Ludo; Maren; Nils; Olga; Pavel; Rosa; Stefan; Talia; Urban;
    Vera; Willem; Ylva; Zeno
""")
ONSETS = listed("""
    Bra; Dol; Fan; Gor; Hal; Ib; Jan; Kov; Lin; Mor; Nys; Or; Pet; Rad; Sad; Tam; Ul; Var; Wel; Zim; Ach;
    Bel; Cor; Dra
""")
MIDDLES = listed("""
    a; al; an; ar; be; bor; da; den; e; el; fo; gan; ge; ir; ko; la; lem; lo; man; ne; o; ri; ro; sel; ta;
    to; u; ver; vi; za
""")
ENDINGS = listed("""
    dt; lova; ykov; qvist; ev; mer; ac; raimov; gen; rosyan; ler; arte; trom; ebe; inger; ov; ski; holm;
    bek; stad; wen; ari; ens; imova; ado
""")
ROLES = listed("""
    mayor of {place}; head of the {which} {what}; {place} councillor; spokesperson of {who}; director of the
    {place} school; engineer of the {what}; member of {who}; owner of the {which} {what}
""")
WHO = listed("""
    the {place} council; the {place} water board; the port authority; the {which} fishers; the {place}
    court; the {place} school; the {which} ministry; the {place} archive; the ferry company; a {which}
    commission; the {place} museum; the {place} hospital; the {which} fire brigade; the university; {number}
    farmers; the coast guard; the {place} choir; the railway; the {what} inspector; the {place} parish; the
    {which} growers; the power company; the {what} library; the {place} club
""")
DID = listed("""
    approved; postponed; published; rejected; discussed; reopened; extended; measured; promised; replaced;
    examined; sold; bought; repaired; closed; moved; defended; criticised; financed; abandoned; presented;
    insured; painted; inspected; counted; divided; leased; photographed; mapped; restored
""")
WHAT = listed("""
    plan; budget; report; survey; contract; timetable; bridge; embankment; market hall; ferry line; archive;
    harbour; tunnel; orchard; mill; reservoir; theatre; stadium; lighthouse; pipeline; playground; quarry;
    cemetery; fleet; greenhouse; pavement; chapel; tramway; canal; warehouse; vineyard; observatory;
    brewery; swimming pool; meadow; sawmill; clinic; fountain; depot; barracks
""")
WHICH = listed("""
    long-awaited; second; revised; disputed; costly; small; joint; new; temporary; oldest; northern;
    flooded; abandoned; famous; southern; private; unfinished; narrow; wooden; empty; listed; leaking;
    public; former; popular; rusty; modern; remote; crowded; damaged
""")
MONTHS = listed("""
    January; February; March; April; May; June; July; August; September; October; November; December
""")
WHEN = listed("""
    on {number} {month}; after {number} {which} meetings; without the {what} members; in the {which} {what};
    by {number} votes against {other}; for the {number}th {month}; in {month}, {number} months late; before
    {number} {which} witnesses
""")
WHY = listed("""
    because {who} had {did} its {what}; although {who} from {place} {did} another {what}; so that {place}
    gets a {which} {what} by {month}; while {place} and {elsewhere} {did} theirs; as {name} had advised
    {who}; and {who} {did} the {which} {what} again; since {number} people in {place} {did} it; for which
    {name} {did} {number} {which} letters
""")
FAMILY = [onset + middle + ending for onset in ONSETS for middle in MIDDLES for ending in ENDINGS]
random.Random(0).shuffle(FAMILY)  # noqa: S311
PEOPLE = 100_000
WORDS = {
    "who": WHO,
    "did": DID,
    "which": WHICH,
    "what": WHAT,
    "month": MONTHS,
    "place": PLACES,
    "elsewhere": PLACES,
}

_PLACE = re.compile(r"{(\w+)}")


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
            role = filled(chance.choice(ROLES), chance)
            made.append(("quote", sentence(chance).rstrip("."), person(chance), role))
        else:
            made.append(("paragraph", " ".join(sentence(chance) for _ in range(chance.randint(2, 4)))))
    title = filled(f"{{who}} {{did}} {{which}} {{what}} in {place}", chance)
    title = title[0].upper() + title[1:]
    day = datetime.date(2010, 1, 1) + datetime.timedelta(days=number % 5000)
    return InventedArticle(number, f"{title} ({number})", day, place, tuple(made))


def person(chance: random.Random) -> str:
    """A name. Some twenty are in many articles; the later a name is in the ranking, the rarer it is."""
    number = ranked(PEOPLE, chance)
    name = random.Random(number)  # noqa: S311
    return f"{name.choice(GIVEN)} {FAMILY[ranked(len(FAMILY), name)]}"


def ranked(count: int, chance: random.Random) -> int:
    """A number below ``count``: some twenty come often, and the later ones are the rarer."""
    often = 20
    return int(often * ((count / often + 1) ** chance.random() - 1))


def sentence(chance: random.Random) -> str:
    """A sentence of about twenty words."""
    text = f"{{who}} {{did}} the {{which}} {{what}} {chance.choice(WHEN)}, {chance.choice(WHY)}."
    found = filled(text, chance)
    return found[0].upper() + found[1:]


def filled(text: str, chance: random.Random) -> str:
    """The text with words in its places, and in theirs."""
    while (found := _PLACE.sub(lambda match: word(match[1], chance), text)) != text:
        text = found
    return text


def word(kind: str, chance: random.Random) -> str:
    """What stands in a place of a sentence."""
    if kind == "name":
        return person(chance)
    if kind in ("number", "other"):
        return str(chance.randint(2, 90))
    return chance.choice(WORDS[kind])


def invented_articles(count: int, blocks: int = 12) -> Iterator[InventedArticle]:
    """The first ``count`` of them."""
    return (invented_article(number, blocks) for number in range(1, count + 1))


def write_rows(path: Path, count: int, blocks: int = 12) -> None:
    """Write them as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for article in invented_articles(count, blocks):
            file.write(json.dumps(article.row(), ensure_ascii=False) + "\n")
