"""What is read in crawls of one site: made-up ones, and real ones where the shared data has them.

    python -m benchmarks.crawls [--held-out DIR] [--seeds 3 7] [--limit N]

Each made-up crawl is of gold pages, dealt to sites of fourteen with the same summaries on top
(``../shared/score/crawl.py``). Its documents are read one by one, and with a profile learnt from its sites.
Two more have the other articles between the paragraphs, and below the last one, instead of on top; and the
articles stand alone, with their headline and without. ``--held-out`` reads each page by models that have not
seen its real site, as do the first readings that the profiles are learnt from.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import runpy
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from wagtail_cstonews.documents import RawDocument, site_key
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site_learning import SiteLearner

from .held_out import HeldOutModels
from .line_gold import SHARED, precision_recall, shown
from .reports import DataMissing, read_rows, table
from .scoring import harmonic, percent

COLLECTIONS = ("news-publishers", "articles")
SCORER = SHARED / "score" / "crawl.py"
REAL = SHARED / "data" / "csto" / "dev.jsonl"
COLUMNS = {
    "title": "title",
    "no teaser in the article": "no teaser",
    "wholly right": "wholly right",
    "date": "date",
    "wrong with confidence of 0.9 or more": "wrong and sure",
    "body_f1": "body F1",
    "no articles, known as such": "lists",
}


def crawl_of(collection: str, seed: int) -> list[dict[str, Any]]:
    """The rows of a made-up crawl, each with the gold row that it was made of under ``of``."""
    path = SHARED / "data" / "pages" / f"{collection}.jsonl.gz"
    known = {str(row["id"]): row for row in read_rows(path)}
    make = runpy.run_path(str(SCORER))["make"]
    return [{**row, "of": known[row["id"].partition("-")[2]]} for row in make(str(path), seed)]


def moved(rows: Sequence[dict[str, Any]], place: str) -> list[dict[str, Any]]:
    """The documents of a made-up crawl with the other articles elsewhere: ``between`` the paragraphs of the
    article, or ``below`` them, half of them announced.
    """
    found = []
    for number, row in enumerate(rows):
        gold = row["gold"]
        teasers = set(gold["teasers"])
        top, own = [], []
        for line in filter(None, row["text"].split("\n")):
            (own if own or (line not in teasers and len(line) > _LONGEST_DATE) else top).append(line)
        last = max(at for at, line in enumerate(own) if line.endswith(gold["body"].split("\n")[-1]))
        first = min(at for at, line in enumerate(own) if line.endswith(gold["body"].split("\n")[0]))
        at = last + 1 if place == "below" else (first + last) // 2 + 1
        announced = ["Read also"] if (number // _SITE) % 2 else []
        lines = [*own[:at], *announced, *top, *own[at:]]
        found.append({**row, "id": f"{place}-{row['id']}", "text": "\n".join(lines)})
    return found


_LONGEST_DATE = 10
_SITE = 14
"""Documents of each site of a made-up crawl."""


def alone(rows: Sequence[dict[str, Any]], *, titled: bool) -> list[dict[str, Any]]:
    """The articles of a made-up crawl with nothing around them."""
    return [
        {
            **row,
            "id": f"alone-{row['id']}",
            "text": "\n".join([*([row["gold"]["title"]] if titled else []), row["gold"]["body"]]),
            "gold": {**row["gold"], "date": None, "teasers": []},
        }
        for row in rows
    ]


def body_f1(row: dict[str, Any], article: dict[str, Any]) -> float:
    """How much of the body was found, a line of it that was taken for the title among it, 0..1."""
    said = [article["title"], article["subtitle"], article["lead"]]
    blocks = [block["text"] for block in article["body"]]
    if row["text"].startswith(row["gold"]["title"]) or (article["title"] or "") not in row["gold"]["body"]:
        said = said[2:]
    found = "\n".join(filter(None, [*said, *blocks]))
    return harmonic(*precision_recall(row["gold"]["body"], found))


def documents(rows: Sequence[dict[str, Any]]) -> list[RawDocument]:
    return [
        RawDocument(id=str(row["id"]), content=row["text"], source=str(row["id"]), url=row.get("url"))
        for row in rows
    ]


class Reader:
    """Reads rows by models that have not seen their sites, where such are given."""

    def __init__(self, collection: str, models: HeldOutModels | None) -> None:
        self.collection, self.models = collection, models

    @contextlib.contextmanager
    def unseen(self, row: dict[str, Any]) -> Iterator[None]:
        if self.models is None or not self.is_held_out(row):
            yield
        else:
            with self.models.unseen(row["of"], self.collection, "text"):
                yield

    def is_held_out(self, row: dict[str, Any]) -> bool:
        """Whether the page was made of one for whose site there is a model that has not seen it."""
        return "of" in row and bool(self.models and self.models.rows([row["of"]], self.collection, "text"))

    def counts(self, row: dict[str, Any]) -> bool:
        return self.models is None or "of" not in row or self.is_held_out(row)

    def read(self, rows: Sequence[dict[str, Any]], *, profiles: bool) -> list[dict[str, Any]]:
        learner = SiteLearner()
        given = list(zip(rows, documents(rows), strict=True))
        for row, document in given if profiles else ():
            with self.unseen(row):
                learner.learn(document)
        found = []
        for row, document in given:
            site = learner.profiles.get(site_key(document)) if profiles else None
            with self.unseen(row):
                found.append(extract(document, site=site).to_dict())
        return found


def score(rows: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What the shared scorer says of all rows, given their gold as readers see it."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder) / "gold.jsonl", Path(folder) / "found.jsonl"
        for path, some in ((gold, list(map(as_shown, rows))), (predicted, found)):
            path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in some), "utf-8")
        command = [sys.executable, str(SCORER), "score", str(gold), "--predicted", str(predicted)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True)
    scores: dict[str, Any] = json.loads(printed.stdout)["all"]
    return scores


def as_shown(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its gold as readers see it (:func:`.line_gold.shown`)."""
    gold = {key: shown(value) if isinstance(value, str) else value for key, value in row["gold"].items()}
    return {**row, "gold": {**gold, "teasers": [shown(text) for text in gold.get("teasers") or ()]}}


def crawls(seeds: Sequence[int]) -> Iterator[tuple[str, str, list[dict[str, Any]]]]:
    for collection in COLLECTIONS:
        for seed in seeds:
            yield f"{collection}, seed {seed}", collection, crawl_of(collection, seed)
        for place in ("between", "below"):
            rows = moved(crawl_of(collection, seeds[0]), place)
            yield f"{collection}, seed {seeds[0]}, {place}", collection, rows
    if REAL.exists():
        yield "the seed's site", "", [json.loads(line) for line in REAL.read_text("utf-8").splitlines()]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", type=Path, metavar="DIR", help="folder of models by part")
    parser.add_argument("--seeds", type=int, nargs="+", default=[3, 7])
    parser.add_argument("--limit", type=int, help="documents of each crawl")
    options = parser.parse_args(arguments)
    if not SCORER.exists():
        raise DataMissing(f"{SCORER} is not there. Set CSTONEWS_SHARED to the folder of the shared data.")
    models = HeldOutModels(options.held_out) if options.held_out else None
    rows = []
    for name, collection, crawl in crawls(options.seeds):
        reader = Reader(collection, models)
        for profiles in (False, True):
            some = crawl[: options.limit]
            found = reader.read(some, profiles=profiles)
            scored = [(row, article) for row, article in zip(some, found, strict=True) if reader.counts(row)]
            scores = score(*zip(*scored, strict=True))
            read = "with profile" if profiles else "alone"
            rows.append([name, len(scored), read, *(scores.get(key) for key in COLUMNS)])
    print(table(["crawl", "documents", "read", *COLUMNS.values()], rows))
    print(table(["articles alone", "documents", "body F1", "not an article"], bare_rows(options, models)))
    return 0


def bare_rows(options: argparse.Namespace, models: HeldOutModels | None) -> list[list[Any]]:
    """What is read of articles with nothing around them: how many, the mean F1 of the body, and how many
    were taken for no article.
    """
    rows = []
    for collection in COLLECTIONS:
        reader = Reader(collection, models)
        for titled in (True, False):
            some = alone(crawl_of(collection, options.seeds[0])[: options.limit], titled=titled)
            some = [row for row in some if reader.counts(row)]
            found = reader.read(some, profiles=False)
            f1 = sum(map(body_f1, some, found)) / len(some)
            refused = sum(
                any(one["code"] == "not_an_article" for one in article["warnings"]) for article in found
            )
            name = f"{collection}, {'with headline' if titled else 'no headline'}"
            rows.append([name, len(some), percent(f1), refused])
    return rows


if __name__ == "__main__":
    sys.exit(main())
