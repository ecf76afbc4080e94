"""Trains what tells speech from words set apart, and writes its weights into the package.

    python -m benchmarks.train_speech [--data ../shared/data/quotes]

Learns from ``politics-train.jsonl`` alone. Prints the cross-validated accuracy (by article, five folds,
fixed seed) before it
writes. Articles that print two apostrophes for quotation marks are left out: their gold has no direct quotes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from wagtail_cstonews.extraction.quotes.detection.spans import Span, scan_paragraphs
from wagtail_cstonews.extraction.quotes.detection.speech import describe

from .logistic import Rows, cross_validate, fit

MODEL = Path(__file__).parents[1] / "wagtail_cstonews" / "extraction" / "ml" / "trained" / "speech.json"
STRENGTH = 3.0
"""Of the pull towards zero."""
INSIDE = 0.3
"""How much a quoted stretch inside a reported sentence counts: it is set apart, but the annotators did not
judge it by itself.
"""


def plain(text: str) -> str:
    """The text as it is compared: without marks at its ends, spaces as one."""
    for mark in "“”„‟«»\"‘’'":
        text = text.replace(mark, "'")
    return " ".join(text.split()).strip(" '-.,;:").casefold()


def examples(row: dict) -> list[tuple[list[str], int, float]]:
    """The spans of one annotated article: features, 1 for speech or 0 for what is set apart, and how much
    that counts.
    """
    paragraphs = [line for line in row["text"].split("\n") if line.strip()]
    direct, mixed = [], []
    for quote in row["quotes"]:
        text = plain(row["text"][quote["start"] : quote["end"]])
        if quote["kind"] in ("direct", "open"):
            direct.append(text)
        elif quote["kind"] == "mixed":
            mixed.append(text)

    def label(span: Span) -> int:
        text = plain(span.inner(paragraphs[span.paragraph]))
        words = Counter(text.split())
        for gold in direct:
            if gold == text or (len(gold) > 20 and text.startswith(gold)):
                return 1
            other = Counter(gold.split())
            union = sum((words | other).values())
            if union and sum((words & other).values()) / union >= 0.5:
                return 1
        return -1 if any(text in whole for whole in mixed) else 0

    found = []
    for span, features in describe(
        paragraphs, scan_paragraphs(paragraphs), "en", lambda span, _: label(span) == 1
    ):
        value = label(span)
        found.append((features, max(value, 0), INSIDE if value < 0 else 1.0))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data" / "quotes")
    options = parser.parse_args()
    features: list[list[str]] = []
    targets: list[int] = []
    groups: list[int] = []
    counts: list[float] = []
    with (options.data / "politics-train.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            if "''" in row["text"]:
                continue
            for names, value, count in examples(row):
                counts.append(count)
                features.append(names)
                targets.append(value)
                groups.append(number)
    rows = Rows.from_names(features, np.array(targets, dtype=float), np.array(groups), np.array(counts))
    accuracy = cross_validate(rows, STRENGTH)
    print(f"{len(features)} spans, {sum(targets)} of them speech, {len(rows.names)} features")
    print(f"cross-validated by article: {accuracy:.4f} right")
    weights = fit(rows, STRENGTH)
    kept = {
        name: round(float(weight), 3)
        for name, weight in zip(rows.names, weights, strict=True)
        if abs(weight) >= 0.02
    }
    model = {
        "about": "Logistic regression: is a quoted span speech. Made by benchmarks/train_speech.py.",
        "trained_on": "PolNeAR (politics-train), articles with real quotation marks",
        "spans": len(features),
        "cross_validated": round(accuracy, 4),
        "weights": dict(sorted(kept.items())),
    }
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {MODEL}")


if __name__ == "__main__":
    sys.exit(main())
