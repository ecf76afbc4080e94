"""Where one article scraped twice ends and two articles begin: ``python -m benchmarks.near_duplicates``.

Each page of ``../shared/data/pages`` is extracted twice, from its HTML and from what a naive scraper makes of
it: the same article with other chrome. Every pair of different pages is two articles. Sites are split in two
halves; the bound is read off the first and judged on the second.

Then invented articles (:mod:`.articles`): pairs of one template, of which one has another place, name,
number, day or firm where the other has its own, once or several times; and pairs with chrome put into one.

``--crawl FILE`` reads JSON Lines of different articles (``{"id", "text"}``) as a crawl has them, with other
articles' summaries on top of each, and nothing else: none of them may be taken for another.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from .articles import FAMILY, GIVEN, PLACES, invented_article

PAGES = Path(__file__).resolve().parents[1].parent / "shared" / "data" / "pages"
BOUNDS = (0.5, 0.6, 0.7, 0.8, 0.9)


def rows(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from map(json.loads, file)


def half(url: str) -> int:
    """The half that the page's site is in."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    return hashlib.sha256(host.encode()).digest()[0] % 2


def extracted(row: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.extraction.pipeline import extract

    found = []
    for kind in ("html", "text"):
        article = extract(RawDocument(row["id"], row[kind], row["id"], media_type=kind))  # type: ignore[arg-type]
        found.append(
            {
                "title": article.title,
                "lead": article.lead,
                "body": [{"text": block.text} for block in article.body],
            }
        )
    return row.get("url") or row["id"], found


def pairs_of(texts: list[tuple[str, Any]]) -> Iterable[tuple[int, int]]:
    """The pairs of pages that share anything of their sketches; no others are compared."""
    by_value = defaultdict(list)
    for number, (_, text) in enumerate(texts):
        for value in text.sketch():
            by_value[value].append(number)
    found = {(a, b) for numbers in by_value.values() for a in numbers for b in numbers if a < b}
    return sorted(found)


# ------------------------------------------------------------------ invented pairs

FIRMS = (
    "Norling Freight",
    "Askova",
    "The Brenholt Savings Bank",
    "Delta Four",
    "Quay and Sons",
    "Morev Lines",
)
DAYS = ("on Monday", "on Tuesday", "on 3 May", "on 14 May", "last Friday", "in October")
CHROME = (
    "Photo: our archive",
    "Read also: the ferry has a new timetable",
    "Subscribe to our letter and miss nothing of what happens on the river",
    "Advertisement",
    "Share this article with those whom you know",
)


def template_pair(number: int) -> tuple[str, str, str]:
    """Two texts of one template, and what differs in them: ``place, 3 times``."""
    chance = random.Random(number)  # noqa: S311
    article = invented_article(number, blocks=14)
    lines = article.lines[2:]
    kind = ("place", "name", "number", "day", "firm")[number % 5]
    first, second = {
        "place": lambda: chance.sample(PLACES, 2),
        "name": lambda: [f"{chance.choice(GIVEN)} {family}" for family in chance.sample(FAMILY, 2)],
        "number": lambda: [f"{value:,}" for value in chance.sample(range(2, 9000), 2)],
        "day": lambda: chance.sample(DAYS, 2),
        "firm": lambda: chance.sample(FIRMS, 2),
    }[kind]()
    times = chance.choice((1, 1, 2, 4))
    texts = [list(lines), list(lines)]
    for place in chance.sample(range(len(lines)), times):
        for text, value in zip(texts, (first, second), strict=True):
            text[place] = (
                f"{text[place]} As was said of {value} before, all of it is to be done in good time."
            )
    return "\n".join(texts[0]), "\n".join(texts[1]), f"{kind}, {'once' if times == 1 else 'several times'}"


def chrome_pair(number: int) -> tuple[str, str]:
    """An invented article, and the same with chrome between its paragraphs and around them."""
    chance = random.Random(number)  # noqa: S311
    lines = invented_article(number, blocks=14).lines[2:]
    other = list(lines)
    for text in chance.sample(CHROME, chance.randint(1, 3)):
        other.insert(chance.randint(0, len(other)), text)
    return "\n".join(lines), "\n".join(other)


def report_invented(name: str, numbers: range) -> None:
    """Templates that are taken for one article, and chrome that keeps an article from being found."""
    from wagtail_cstonews.importing.matching.comparison import ALIKE, Text
    from wagtail_cstonews.importing.matching.shingles import share

    def text(words: str) -> Text:
        return Text.of({"body": [{"text": words}]})

    taken: dict[str, list[bool]] = defaultdict(list)
    close = 0
    for number in numbers:
        first, second, kind = template_pair(number)
        one, other = text(first), text(second)
        close += share(one.sequences, other.sequences) >= ALIKE
        taken[kind].append(one.likeness(other) >= ALIKE)
    wrong = sum(map(sum, taken.values()))
    print(f"invented, {name}: {len(numbers)} pairs of one template, {close} share more than {ALIKE:.0%};")
    print(f"  {wrong} taken for one article")
    for kind, judged in sorted(taken.items()):
        print(f"    {kind}: {sum(judged)} of {len(judged)}")
    pairs = [tuple(map(text, chrome_pair(number))) for number in numbers]
    found = sum(one.likeness(other) >= ALIKE for one, other in pairs)
    print(f"  {found} of {len(pairs)} articles with chrome put in are found")


def report_crawl(path: Path) -> None:
    """The articles of a crawl that are taken for another one: each is an error."""
    from wagtail_cstonews.documents import RawDocument
    from wagtail_cstonews.extraction.pipeline import extract
    from wagtail_cstonews.importing.matching.comparison import Text
    from wagtail_cstonews.importing.matching.near_duplicates import MOST_CANDIDATES, best_of, is_likely

    kept: list[tuple[str, Text]] = []
    index: dict[int, list[int]] = defaultdict(list)
    wrong: list[str] = []
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            if (row.get("gold") or {}).get("article") is False:
                continue
            text = Text.of(extract(RawDocument(row["id"], row["text"], row["id"])).to_dict())
            met = Counter(number for value in text.sketch() for number in index[value])
            others = [
                kept[number]
                for number, shared in met.most_common(MOST_CANDIDATES)
                if is_likely(shared, text, kept[number][1])
            ]
            found = best_of(text, others)
            if found is not None:
                wrong.append(f"{row['id']} for {found[0]} ({found[2]:.0%})")
                continue
            for value in text.sketch():
                index[value].append(len(kept))
            kept.append((row["id"], text))
    print(f"{path.name}: {len(kept) + len(wrong)} different articles, {len(wrong)} taken for another")
    print(*(f"       {line}" for line in wrong), sep="\n", end="\n" if wrong else "")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--crawl", type=Path, action="append", default=[], metavar="FILE")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from wagtail_cstonews.importing.matching.comparison import Text

    for path in arguments.crawl:
        report_crawl(path)
    if arguments.crawl:
        return
    report_invented("to choose by", range(2000))
    report_invented("held out", range(100_000, 102_000))
    seen: dict[str, Any] = {}
    with Pool(arguments.workers) as pool:
        for url, articles in pool.imap(extracted, rows(arguments.pages), chunksize=8):
            # The collections overlap: a page counts once.
            seen.setdefault(url.rstrip("/"), [Text.of(article) for article in articles])
    for number, name in enumerate(("first half, to choose by", "second half, held out")):
        pages = {url: texts for url, texts in seen.items() if half(url) == number}
        report(name, pages)


def report(name: str, pages: dict[str, Any]) -> None:
    twice = [(one, other) for one, other in pages.values() if one.is_long_enough and other.is_long_enough]
    html = [(url, texts[0]) for url, texts in pages.items()]
    different = [(html[a], html[b]) for a, b in pairs_of(html)]
    met = sum(bool(set(one.sketch()) & set(other.sketch())) for one, other in twice)
    print(f"{name}: {len(pages)} pages, {len(twice)} long enough twice, {met} of them meet in the index;")
    print(f"  {len(html) * (len(html) - 1) // 2:,} pairs of two pages, {len(different)} meet in the index")
    from wagtail_cstonews.importing.matching.shingles import share

    for bound in BOUNDS:
        right = sum(one.likeness(other) >= bound for one, other in twice)
        plain = sum(share(one.sequences, other.sequences) >= bound for one, other in twice)
        wrong = [(a[0], b[0]) for a, b in different if a[1].likeness(b[1]) >= bound]
        bare = sum(share(a[1].sequences, b[1].sequences) >= bound for a, b in different)
        print(
            f"  {bound}: {right} of {len(twice)} found ({right / len(twice):.1%}; {plain} but for the rule "
            f"for numbers), {len(wrong)} pairs of two pages taken for one ({bare} without it)"
        )
        for a, b in wrong[:12] if bound in (0.5, 0.7) else ():
            print(f"       {a}\n       {b}")


if __name__ == "__main__":
    main()
