"""Train what tells how far an article can be trusted, and show that it means what it says.

    python -m benchmarks.train_confidence --held-out DIR [--fed text] [--plot OUT.svg] [--dry-run]

DIR holds line models that have not seen a page's site (``benchmarks.train_labeller --cross-validate --models
DIR``, with and without ``--html``): only on such pages is the line model as much in doubt as it will be on
the next site. What is printed and drawn is cross-validated by site once more: no page is judged by weights
that learnt from its site. The file has weights learnt from all pages. Of bare text, dumps of made-up crawls
(``benchmarks.synthetic_crawls``) are among them: there an article is good only with its own title.
``--fed`` leaves the weights and figures for the other kind of input as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from wagtail_cstonews.extraction import pipeline
from wagtail_cstonews.extraction.article import Article
from wagtail_cstonews.extraction.labelling.confidence import MOST, evidence, trust_in
from wagtail_cstonews.extraction.labelling.start.article_start import ArticleStart

from .held_out import Fed, HeldOutModels
from .line_gold import SHARED, gold_page, lines_in_body, part_of, plain, precision_recall, shown, site_of_row
from .logistic import newton
from .reports import article_of, read_rows, table
from .scoring import harmonic, page_found
from .synthetic_crawls import varied

MODEL = Path(__file__).parents[1] / "wagtail_cstonews" / "extraction" / "ml" / "trained" / "confidence.json"
SETS = ("news-publishers", "articles")
"""The collections whose gold bodies were made by people or their parsers."""
WEIGHTS = {"news-publishers": 2.0, "articles": 1.0, "bare": 0.5, "crawled": 0.5}
"""What a page counts."""
GOOD = 0.9
"""The F1 of a body that can be trusted."""
BARE = 3
"""Of how many pages one is also given as the article alone."""
CRAWLED = 0.5
"""Of all pages, the share that is also given as the dump of a crawl."""
SEED = 11
FED: tuple[Fed, ...] = ("text", "html")
STRENGTH = 5.0
"""Of the pull towards zero."""
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


@dataclass
class Examples:
    """Pages with what was found on them."""

    names: list[str]
    matrix: np.ndarray
    """A row of evidence for each page."""
    good: np.ndarray
    """1 where the body's F1 is over 0.9, else 0."""
    weights: np.ndarray
    parts: np.ndarray
    """Which part of the cross-validation a page's site is in."""
    trust: np.ndarray
    """How far it is sure where the article begins, as a factor."""
    collections: np.ndarray
    """Which collection a page is of; ``bare`` for those that were reduced to the article, ``crawled`` for
    dumps of crawls."""


def bare(row: dict[str, Any]) -> dict[str, Any]:
    """The row as a scraper leaves it that took nothing but the article: title and body."""
    lines = [line.strip() for line in row["text"].split("\n") if line.strip()]
    kept = lines_in_body(lines, row["gold"]["body"])
    body = [line for line, is_kept in zip(lines, kept, strict=True) if is_kept]
    return {**row, "text": "\n".join([row["gold"].get("title") or "", *body])}


def crawl_rows(rows: Sequence[dict[str, Any]], collection: str) -> list[dict[str, Any]]:
    """Dumps of the rows, each with the lines of its article as the gold body."""
    known = {row["id"]: row for row in rows}
    rng = random.Random(SEED)  # noqa: S311 - reproducible, not secret
    dumps = varied([gold_page(row, collection) for row in rows], CRAWLED, rng)
    found = []
    for page, dump in dumps:
        kept = zip(dump.gold.lines, dump.gold.in_body, strict=True)
        body = "\n".join(line for line, is_kept in kept if is_kept)
        if dump.headline is not None and body:
            gold = {**known[page.id]["gold"], "body": body}
            found.append(
                {**known[page.id], "text": "\n".join(dump.gold.lines), "gold": gold, "crawled": True}
            )
    return found


def is_good(article: Article, row: dict[str, Any]) -> bool:
    """Whether the body is nearly the true one; of a dump of a crawl, whether the title is, too."""
    found = page_found(article)
    if harmonic(*precision_recall(shown(row["gold"]["body"]), found.body)) <= GOOD:
        return False
    return "crawled" not in row or plain(shown(row["gold"]["title"])) in map(plain, found.titles)


def examples(models: HeldOutModels, data: Path, fed: Fed) -> Examples:
    """Every page for which there is a model that has not seen its site."""
    found: list[tuple[dict[str, float], bool, str, int, float]] = []
    noted: list[tuple[dict[str, float], float]] = []

    def note(article: Article, lines: Any, likely: Any, start: ArticleStart) -> float:
        noted.append((evidence(article, lines, likely), trust_in(start)))
        return 0.0

    for name in SETS:
        rows = models.rows(read_rows(data / f"{name}.jsonl.gz"), name, fed)
        whole = len(rows)
        if fed == "text":
            dumps = crawl_rows(rows, name)
            rows += [bare(row) for row in rows[::BARE] if row["gold"].get("body")]
            rows += dumps
        for at, row in enumerate(rows):
            with models.unseen(row, name, fed), patch.object(pipeline, "confidence", note):
                article = article_of(row, html=fed == "html")
            (told, trust), body = noted.pop(), row["gold"].get("body")
            if told and body:
                kind = "crawled" if "crawled" in row else "bare" if at >= whole else name
                found.append((told, is_good(article, row), kind, part_of(site_of_row(row, name)), trust))
    if not found:
        raise SystemExit(f"{models.folder} has no models for {fed}.")
    names = list(found[0][0])
    return Examples(
        names,
        np.array([[told[name] for name in names] for told, *_ in found]),
        np.array([good for _, good, *_ in found], dtype=float),
        np.array([WEIGHTS[name] for *_, name, _, _ in found]),
        np.array([part for *_, part, _ in found]),
        np.array([trust for *_, trust in found]),
        np.array([name for *_, name, _, _ in found]),
    )


@dataclass
class Weights:
    mean: np.ndarray
    scale: np.ndarray
    values: np.ndarray
    """The last one is the constant."""

    @classmethod
    def fit(cls, matrix: np.ndarray, good: np.ndarray, counts: np.ndarray) -> Weights:
        mean, scale = matrix.mean(0), np.maximum(matrix.std(0), 1e-3)
        weights = cls(mean, scale, np.zeros(0))
        weights.values = newton(weights.scaled(matrix), good, counts, STRENGTH, rounds=50)
        return weights

    def scaled(self, matrix: np.ndarray) -> np.ndarray:
        scaled = np.clip((matrix - self.mean) / self.scale, -3, 3)
        return np.hstack([scaled, np.ones((len(matrix), 1))])

    def __call__(self, matrix: np.ndarray) -> np.ndarray:
        return np.minimum(MOST, 1 / (1 + np.exp(-self.scaled(matrix) @ self.values)))

    def to_dict(self, names: Sequence[str]) -> dict[str, Any]:
        each = zip(names, self.values[:-1], self.mean, self.scale, strict=True)
        weights = {name: [round(float(value), 4) for value in values] for name, *values in each}
        return {"bias": round(float(self.values[-1]), 4), "weights": weights}


def cross_validated(pages: Examples) -> np.ndarray:
    """The confidence in each page, by weights that have not seen its site."""
    given = np.zeros(len(pages.good))
    for part in np.unique(pages.parts):
        test = pages.parts == part
        given[test] = learnt_from(pages, ~test)(pages.matrix[test]) * pages.trust[test]
    return given


def learnt_from(pages: Examples, chosen: np.ndarray) -> Weights:
    """Weights learnt from those of the chosen pages on which it is sure where the article begins."""
    chosen = chosen & (pages.trust == 1.0)
    return Weights.fit(pages.matrix[chosen], pages.good[chosen], pages.weights[chosen])


def reliability(given: np.ndarray, good: np.ndarray) -> list[dict[str, Any]]:
    """For each band of confidence: how many pages, the mean confidence, and the share that is good."""
    bands = []
    for low, high in pairwise(STEPS):
        inside = (given > low) & (given <= high)
        count = int(inside.sum())
        bands.append(
            {
                "from": low,
                "to": high,
                "pages": count,
                "confidence": round(float(given[inside].mean()), 3) if count else None,
                "good": round(float(good[inside].mean()), 3) if count else None,
            }
        )
    return bands


def report(fed: Fed, pages: Examples, given: np.ndarray) -> dict[str, Any]:
    """Prints the figures of one kind of input, and returns them."""
    figures: dict[str, Any] = {"brier": round(float(((given - pages.good) ** 2).mean()), 4)}
    print(
        f"\n{fed}: {len(given)} pages, {pages.good.mean():.1%} with F1 over {GOOD}; Brier {figures['brier']}"
    )
    figures["bands"] = reliability(given, pages.good)
    head = ("from", "to", "pages", "confidence", "good")
    print(table(head, [[band[name] for name in head] for band in figures["bands"]]))
    pages_of = {name: pages.collections == name for name in np.unique(pages.collections).tolist()}
    whole = ~np.isin(pages.collections, ("bare", "crawled"))
    for name, among in {**pages_of, "all pages": whole}.items():
        chosen = (given > GOOD) & among
        count, of = int(chosen.sum()), int(among.sum())
        share = round(float(pages.good[chosen].mean()), 3) if count else None
        figures[name] = {"over_0.9": count, "of": of, "good": share}
        print(f"  {name}: confidence over 0.9 on {count} of {of}, of these good: {share or 0:.1%}")
    return figures


SIZE, EDGE = 320, 46
COLOURS = {"text": "#1f5f8b", "html": "#b4581f"}


def plot(results: dict[Fed, dict[str, Any]]) -> str:
    """A reliability diagram: the nearer to the diagonal, the truer; a point's area shows how many pages."""

    def place(x: float, y: float) -> tuple[str, str]:
        return f"{EDGE + x * SIZE:.1f}", f"{EDGE / 2 + (1 - y) * SIZE:.1f}"

    parts = []
    for tick in (0, 0.2, 0.4, 0.6, 0.8, 1.0):
        (x, bottom), (left, y) = place(tick, 0), place(0, tick)
        parts.append(f'<text x="{x}" y="{float(bottom) + 18:.1f}" text-anchor="middle">{tick:g}</text>')
        parts.append(
            f'<text x="{float(left) - 8:.1f}" y="{float(y) + 4:.1f}" text-anchor="end">{tick:g}</text>'
        )
        (end, _) = place(1, tick)
        parts.append(f'<path d="M{left} {y}H{end}" stroke="#e3e6e9"/>')
    (x0, y0), (x1, y1) = place(0, 0), place(1, 1)
    parts.append(f'<path d="M{x0} {y0}L{x1} {y1}" stroke="#8a939b" stroke-dasharray="4 4"/>')
    for at, (fed, result) in enumerate(results.items()):
        bands = [band for band in result["bands"] if band["pages"]]
        points = [place(band["confidence"], band["good"]) for band in bands]
        line = " ".join(",".join(point) for point in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{COLOURS[fed]}" stroke-width="2"/>')
        for (x, y), band in zip(points, bands, strict=True):
            radius = 2 + band["pages"] ** 0.5 / 3
            parts.append(
                f'<circle cx="{x}" cy="{y}" r="{radius:.1f}" fill="{COLOURS[fed]}" fill-opacity=".6"/>'
            )
        x, y = place(0.05, 0.93 - at * 0.07)
        label = "bare text" if fed == "text" else "HTML"
        parts.append(f'<text x="{x}" y="{y}" fill="{COLOURS[fed]}" font-weight="600">{label}</text>')
    middle, low = EDGE + SIZE / 2, EDGE / 2 + SIZE + 38
    parts.append(f'<text x="{middle}" y="{low}" text-anchor="middle">confidence</text>')
    height = EDGE / 2 + SIZE / 2
    parts.append(
        f'<text transform="translate(12 {height}) rotate(-90)" text-anchor="middle">'
        f"share of pages with F1 over {GOOD}</text>"
    )
    width, tall = SIZE + EDGE + 24, SIZE + EDGE + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" width="{width}" '
        f'height="{tall}" font-family="system-ui,sans-serif" font-size="12" fill="#1c2126" role="img" '
        'aria-label="Reliability of the confidence">'
        f'<rect width="{width}" height="{tall}" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=SHARED / "data" / "pages", help="folder of the gold data"
    )
    parser.add_argument("--held-out", type=Path, required=True, metavar="DIR", help="line models")
    parser.add_argument("--fed", choices=("text", "html"), help="learn and measure one kind of input only")
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="draw the reliability diagram")
    parser.add_argument("--output", type=Path, default=MODEL, help="the model file (default: the package's)")
    parser.add_argument("--dry-run", action="store_true", help="measure only; write no model")
    options = parser.parse_args(arguments)
    models = HeldOutModels(options.held_out)
    model: dict[str, Any] = {
        "about": "Logistic regression: is the body's F1 over 0.9. Made by benchmarks/train_confidence.py.",
        "trained_on": "news-publishers and articles, lines labelled by models that had not seen the site",
    }
    results: dict[Fed, dict[str, Any]] = {}
    former = json.loads(MODEL.read_text(encoding="utf-8"))
    for fed in FED:
        if options.fed not in (None, fed):
            model[fed], results[fed] = former[fed], former[fed]["cross_validated"]
            continue
        pages = examples(models, options.data, fed)
        results[fed] = report(fed, pages, cross_validated(pages))
        everything = np.ones(len(pages.good), dtype=bool)
        model[fed] = learnt_from(pages, everything).to_dict(pages.names)
        model[fed]["cross_validated"] = results[fed]
    if options.plot:
        options.plot.write_text(plot(results), encoding="utf-8")
        print(f"wrote {options.plot}")
    if not options.dry_run:
        options.output.write_text(json.dumps(model, indent=1) + "\n", encoding="utf-8")
        print(f"wrote {options.output}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
