"""Where one article scraped twice ends and two articles begin: ``python -m benchmarks.near_duplicates``.

Each page of ``../shared/data/pages`` is extracted twice, from its HTML and from what a naive scraper makes of
it: the same article with other chrome. Every pair of different pages is two articles. Sites are split in two
halves; the bound is read off the first and judged on the second.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
    from wagtail_cstonews.extraction.article import RawDocument
    from wagtail_cstonews.extraction.pipeline import extract

    found = []
    for kind in ("html", "text"):
        article = extract(RawDocument(row["id"], row[kind], row["id"], media_type=kind))  # type: ignore[arg-type]
        found.append({"lead": article.lead, "body": [{"text": block.text} for block in article.body]})
    return row.get("url") or row["id"], found


def pairs_of(texts: list[tuple[str, Any]]) -> Iterable[tuple[int, int]]:
    """The pairs of pages that share anything of their sketches; no others are compared."""
    by_value = defaultdict(list)
    for number, (_, text) in enumerate(texts):
        for value in text.sketch():
            by_value[value].append(number)
    found = {(a, b) for numbers in by_value.values() for a in numbers for b in numbers if a < b}
    return sorted(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from wagtail_cstonews.importing.near import Text

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
    from wagtail_cstonews.importing.near import share

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
