"""Trains how probably a speaker is right, and writes the weights into the package.

    python -m benchmarks.train_speakers [--data ../shared/data/quotes] [--check]

Who speaks is found by rules; what is learnt is how far to trust them, from the way in which they found it.
Learns from ``news-full-names.jsonl`` (by full name) and, at less weight, from the quotes of
``politics-train.jsonl`` that name their speaker (by surname). Prints, cross-validated by article (ten
folds, fixed seed), how right the surest speakers are and how near the probabilities come to the truth, before
it writes. With ``--check`` nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from wagtail_cstonews.extraction.people import People
from wagtail_cstonews.extraction.quotes import find_quotes

from .line_gold import SHARED
from .logistic import Rows, folds, newton
from .reports import read_rows
from .scoring import matches, names_somebody, same_person, same_surname

MODEL = Path(__file__).parents[1] / "wagtail_cstonews" / "extraction" / "models" / "speakers.json"
FULL_NAMES, POLITICS = "news-full-names", "politics-train"
STRENGTH = 2.0
"""Of the pull towards zero."""
POLITICS_COUNT = 0.2
"""How much a speaker counts whose full name nobody has checked."""
FOLDS = 10

Example = tuple[list[str], int]


def examples(row: dict[str, Any]) -> Iterator[Example]:
    """The speakers found in one annotated article: their evidence, and 1 for the right one."""
    paragraphs = [line for line in row["text"].split("\n") if line.strip()]
    found = find_quotes(paragraphs, People.from_texts(paragraphs))
    gold = [quote for quote in row["quotes"] if quote["kind"] in ("direct", "open")]
    texts = [row["text"][quote["start"] : quote["end"]] for quote in gold]
    for i, j in matches(texts, [quote.text for quote in found]).items():
        wanted, quote = gold[i], found[j]
        best = quote.speaker or next(iter(quote.guesses), None)
        name = best.name if best else None
        if wanted.get("speaker"):
            yield quote.evidence, int(same_person(name, wanted["speaker"]))
        elif names_somebody(wanted.get("mention")):
            yield quote.evidence, int(same_surname(name, wanted["mention"]))


def rows_of(data: Path) -> tuple[Rows, np.ndarray]:
    """All examples, and which of them are judged by full name."""
    features: list[list[str]] = []
    targets: list[int] = []
    groups: list[int] = []
    by_full_name: list[bool] = []
    article = 0
    for name in (FULL_NAMES, POLITICS):
        for row in read_rows(data / f"{name}.jsonl"):
            article += 1
            for evidence, right in examples(row):
                features.append(evidence)
                targets.append(right)
                groups.append(article)
                by_full_name.append(name == FULL_NAMES)
    full = np.array(by_full_name)
    weights = np.where(full, 1.0, POLITICS_COUNT)
    return Rows.from_names(features, np.array(targets, dtype=float), np.array(groups), weights), full


def held_out(rows: Rows, full: np.ndarray, strength: float = STRENGTH) -> np.ndarray:
    """The probability of each example judged by full name, from weights that never saw its article."""
    matrix, fold = rows.matrix(), folds(rows.groups, FOLDS)
    found = np.zeros(len(rows.targets))
    for number in range(FOLDS):
        test = fold == number
        weights = newton(matrix[~test], rows.targets[~test], rows.weights[~test], strength)
        found[test] = 1 / (1 + np.exp(-(matrix[test] @ weights)))
    return found[full]


def surest(probabilities: np.ndarray, right: np.ndarray, share: float) -> float:
    """How many of the surest ``share`` are right. Of those equally sure, all count in part."""
    count = share * len(right)
    done = good = 0.0
    for value in sorted(set(probabilities.tolist()), reverse=True):
        same = right[probabilities == value]
        taken = min(float(len(same)), count - done)
        good += taken * float(same.mean())
        done += taken
        if done >= count:
            break
    return good / done if done else 0.0


def calibration_error(probabilities: np.ndarray, right: np.ndarray, bins: int = 10) -> float:
    """The expected calibration error: how far probability and share of right ones lie apart, on average."""
    order = np.argsort(probabilities)
    parts = np.array_split(order, bins)
    return float(sum(abs(probabilities[part].sum() - right[part].sum()) for part in parts) / len(right))


def figures_of(rows: Rows, full: np.ndarray) -> dict[str, float]:
    """How right the surest half, 70 % and all are, and how near the probabilities come to the truth."""
    probabilities, right = held_out(rows, full), rows.targets[full]
    found = {f"surest_{int(100 * share)}": surest(probabilities, right, share) for share in (0.5, 0.7, 1.0)}
    return {**found, "calibration_error": calibration_error(probabilities, right)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "quotes")
    parser.add_argument("--check", action="store_true", help="measure, and write nothing")
    options = parser.parse_args(arguments)
    rows, full = rows_of(options.data)
    figures = figures_of(rows, full)
    print(
        f"{int(full.sum())} speakers by full name, {int((~full).sum())} by surname, "
        f"{len(rows.names)} features"
    )
    for name, value in figures.items():
        print(f"cross-validated by article: {name} {value:.4f}")
    if options.check:
        return 0
    weights = newton(rows.matrix(), rows.targets, rows.weights, STRENGTH)
    kept = {
        name: round(float(weight), 3)
        for name, weight in zip(rows.names, weights, strict=True)
        if abs(weight) >= 0.01
    }
    model = {
        "about": "Logistic regression: is the speaker right. Made by benchmarks/train_speakers.py.",
        "trained_on": "GenderGapTracker (news-full-names) and PolNeAR (politics-train)",
        "speakers": [int(full.sum()), int((~full).sum())],
        "cross_validated": {name: round(value, 4) for name, value in figures.items()},
        "weights": dict(sorted(kept.items())),
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {MODEL}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
