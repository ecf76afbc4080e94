"""What site profiles are worth: bodies with a profile learnt from the same few pages, and without.

    python -m benchmarks.site_profiles [--data ../shared/data/pages] [--sets NAME...] [--fed text|html]
                                       [--group 5] [--held-out DIR] [--json OUT.json] [--limit N]
    python -m benchmarks.site_profiles --memory 100000

Pages are grouped by host, at most ``--group`` at a time; a host with one page is left out. The hosts are
split in two halves by a checksum. "bound" is what leaving out repeated lines could give at best: the lines
kept without a profile, but for those that another page of the host has and the gold body does not.
``--memory`` feeds made-up documents to a learner instead, and says what it holds in the end.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import tracemalloc
import zlib
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from wagtail_cstonews.documents import RawDocument, host_key
from wagtail_cstonews.extraction.article import Article
from wagtail_cstonews.extraction.line_model.network import default_model
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site.judging import judge
from wagtail_cstonews.extraction.site.keys import line_key
from wagtail_cstonews.extraction.site.layout import Layout
from wagtail_cstonews.extraction.site.observation import AFTER, BEFORE, KEPT, KEPT_LABELS, Observation
from wagtail_cstonews.extraction.site.profile import SiteProfile
from wagtail_cstonews.extraction.site_learning import SiteLearner

from . import reports
from .held_out import Fed, HeldOutModels
from .line_gold import SHARED, WORD, shingles
from .reports import Clock, pick, read_rows, table
from .scoring import PageFound, PageScores, page_found

SETS = ("news-publishers", "articles")
HALVES = 2
OF_BODY = ("f1", "precision", "recall", "median", "under_80")
COLUMNS = (*OF_BODY, "title", "date")
WITHOUT, WITH, BOUND = PROFILES = ("without", "with", "bound")
MOSTLY = 0.5
"""Share of a line's runs of words that the gold body has, if the line is the article's."""
Row = dict[str, Any]


def half_of(host: str) -> int:
    """Which half of the hosts one belongs to, the same on every machine."""
    return zlib.crc32(f"x{host}".encode()) % HALVES


def groups_of(rows: Sequence[Row], size: int) -> Iterator[tuple[str, list[Row]]]:
    """Rows of one host, ``size`` at most together; hosts with a single row are left out."""
    hosts: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if host := host_key(row.get("url")):
            hosts[host].append(row)
    for host, pages in sorted(hosts.items()):
        for start in range(0, len(pages), size):
            if len(group := pages[start : start + size]) > 1:
                yield host, group


def document_of(row: Row, fed: Fed) -> RawDocument:
    return RawDocument(
        str(row["id"]),
        row["html" if fed == "html" else "text"],
        str(row["id"]),
        media_type=fed,
        url=row.get("url"),
    )


class Bench:
    """Scores the same pages with and without a profile of their site."""

    def __init__(self, fed: Fed, models: HeldOutModels | None) -> None:
        self.fed, self.models = fed, models
        self.scores: defaultdict[tuple[str, str], PageScores] = defaultdict(PageScores)
        self.hosts: defaultdict[str, set[str]] = defaultdict(set)
        self.pages: defaultdict[str, int] = defaultdict(int)
        self.changed: list[dict[str, Any]] = []
        self.judging = Clock()

    def unseen(self, row: Row) -> AbstractContextManager[None]:
        """Within, lines are scored by a model that has not seen the row's site, if there are such models."""
        return self.models.unseen(row, row["set"], self.fed) if self.models else nullcontext()

    def add(self, host: str, group: Sequence[Row]) -> None:
        learner = SiteLearner()
        for row in group:
            with self.unseen(row):
                learner.learn(document_of(row, self.fed))
        site = learner.profile(host)
        articles = []
        for row in group:
            with self.unseen(row):
                document = document_of(row, self.fed)
                articles.append({WITHOUT: extract(document), WITH: extract(document, site=site)})
                self.time(articles[-1][WITHOUT].lines, site)
        keys = [{line_key(line.clean) for line in both[WITHOUT].lines if line.clean} for both in articles]
        for at, (row, both) in enumerate(zip(group, articles, strict=True)):
            others = set().union(*keys[:at], *keys[at + 1 :])
            found = {known: page_found(article) for known, article in both.items()}
            best = PageFound(without_wrong(both[WITHOUT], row["gold"].get("body") or "", others))
            self.score(row, host, len(group), {**found, BOUND: best})

    def score(self, row: Row, host: str, size: int, answers: dict[str, PageFound]) -> None:
        single = {}
        few = "two pages" if size < 3 else "three or more"
        for known, found in answers.items():
            for name in (
                "all",
                f"half {half_of(host)}",
                row["set"],
                few,
            ):
                self.scores[name, known].add(row["gold"], found)
                self.hosts[name].add(host)
                self.pages[name] += known == WITHOUT
            alone = PageScores()
            alone.add(row["gold"], found)
            single[known] = alone.figures()["f1"]
        if single[WITHOUT] != single[WITH]:
            self.changed.append({"id": row["id"], **single})

    def time(self, lines: Sequence[Any], site: SiteProfile) -> None:
        """What judging costs beside scoring, once the profile has met the site's lines."""
        texts = [line.clean for line in lines]
        scores = default_model().score_lines(texts)
        body, title = scores.body.tolist(), scores.title.tolist()
        with self.judging.running():
            judge(site, texts, body, title, scores.threshold)

    def figures(self) -> list[dict[str, Any]]:
        return [
            {
                "pages of": name,
                "hosts": len(hosts),
                "pages": self.pages[name],
                "profile": known,
                **{
                    key: self.scores[name, known].figures()[key]
                    for key in COLUMNS
                    if known != BOUND or key in OF_BODY
                },
            }
            for name, hosts in sorted(self.hosts.items())
            for known in PROFILES
        ]


def without_wrong(article: Article, gold: str, repeated: Set[int]) -> str:
    """The article's lines but for those that are repeated and mostly not in the gold body."""
    wanted = shingles(WORD.findall(gold))
    kept = []
    for line in article.lines:
        if line.label not in KEPT_LABELS or not line.clean:
            continue
        own = shingles(WORD.findall(line.clean))
        is_right = sum((own & wanted).values()) >= MOSTLY * sum(own.values())
        if is_right or line_key(line.clean) not in repeated:
            kept.append(line.clean)
    return "\n".join(kept)


# ---------------------------------------------------------------- memory


def made_up(number: int, chance: random.Random, hosts: int) -> Observation:
    """What a page of a large archive shows: menus and teasers that its host repeats, and prose of its own."""
    host = f"host{number % hosts}.example"
    seen = Observation(host)
    lines: list[tuple[int, int, bool]] = []

    def put(text: str, place: int) -> None:
        key = line_key(text)
        lines.append((key, len(text.split()), place == KEPT))
        seen.lines.setdefault(key, set()).add(place)
        seen.texts.setdefault(key, text)

    for entry in range(120):
        put(f"{host} menu entry {chr(97 + entry % 26)}{entry // 26 * 'x'}", BEFORE)
    for teaser in range(30):
        put(f"{host} teaser about matter {chance.random()} of the day", AFTER if teaser % 3 else BEFORE)
    for _ in range(40):
        put("".join(chance.choices("abcdefghijklmnopqrstuvwxyz ", k=90)), KEPT)
    seen.layout = Layout.of(lines)
    return seen


def memory(documents: int, hosts: int) -> list[dict[str, Any]]:
    """What a learner holds, and how long it took, after each tenth of so many documents."""
    chance = random.Random(20261124)  # noqa: S311
    learner = SiteLearner()
    rows = []
    tracemalloc.start()
    clock = Clock()
    for number in range(1, documents + 1):
        seen = made_up(number, chance, hosts)
        with clock.running():
            learner.add(seen)
        if number % max(1, documents // 10) == 0:
            held, peak = tracemalloc.get_traced_memory()
            rows.append(
                {
                    "documents": number,
                    "hosts": len(learner.profiles),
                    "lines": sum(len(profile.lines) for profile in learner.profiles.values()),
                    "MB": round(held / 2**20, 1),
                    "peak MB": round(peak / 2**20, 1),
                    "ms a document": round(1000 * clock.seconds / number, 3),
                }
            )
    tracemalloc.stop()
    return rows


def print_rows(rows: Sequence[dict[str, Any]]) -> None:
    print(table(list(rows[0]), [[row.get(key) for key in rows[0]] for row in rows]))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.site_profiles", description=__doc__.splitlines()[0]
    )
    reports.add_options(parser, SHARED / "data" / "pages")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS, help="default: both")
    parser.add_argument("--fed", choices=("text", "html"), default="text", help="default: text")
    parser.add_argument("--group", type=int, default=5, metavar="N", help="pages of a host (default: 5)")
    parser.add_argument("--held-out", type=Path, metavar="DIR", help="line models of train_labeller --models")
    parser.add_argument("--memory", type=int, metavar="N", help="only: learn from N made-up documents")
    parser.add_argument("--hosts", type=int, default=2000, metavar="N", help="of --memory (default: 2000)")
    options = parser.parse_args(arguments)
    if options.memory:
        rows = memory(options.memory, options.hosts)
        print_rows(rows)
        reports.write_json(options.json, {"memory": rows})
        return 0
    models = HeldOutModels(options.held_out) if options.held_out else None
    bench = Bench(options.fed, models)
    started = time.process_time()
    pages: list[Row] = []
    for name in options.sets:
        rows = pick(read_rows(options.data / f"{name}.jsonl.gz"), options.limit)
        rows = models.rows(rows, name, options.fed) if models else rows
        pages += [{**row, "set": name} for row in rows]
    for host, group in groups_of(pages, options.group):
        bench.add(host, group)
    figures = bench.figures()
    if not figures:
        print("No host has two pages or more here.")
        return 1
    print_rows(figures)
    judged = 1000 * bench.judging.seconds / max(1, bench.pages["all"])
    print(f"\n{len(bench.changed)} pages changed; judging a page's lines costs {judged:.2f} ms.")
    print(
        "The line models have not seen these sites." if models else "The line models LEARNT from these pages."
    )
    result = {"figures": figures, "changed": bench.changed, "judging_ms": judged, "group": options.group}
    reports.write_json(options.json, {**result, "cpu_seconds": time.process_time() - started})
    return 0


if __name__ == "__main__":
    sys.exit(main())
