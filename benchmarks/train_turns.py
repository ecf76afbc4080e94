"""Trains what tells questions from answers where nothing marks them, and writes its weights into the package.

    python -m benchmarks.train_turns [--data ../shared/data/interviews]

Learns from every other interview of ``interviews-dev.jsonl`` with its labels and dashes taken off. Prints
the cross-validated turn F1
(by conversation, fixed seed) before it writes.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.interviews import turn_model
from wagtail_cstonews.extraction.interviews.conversation import conversation_features
from wagtail_cstonews.extraction.interviews.detect import TURN_LABELS, lead_of, tag_of
from wagtail_cstonews.extraction.interviews.speaker_labels import label_of
from wagtail_cstonews.extraction.interviews.turn_model import best_path, turn_features
from wagtail_cstonews.extraction.interviews.turns import read_unmarked
from wagtail_cstonews.extraction.ml.weights import TRAINED
from wagtail_cstonews.extraction.pipeline import extract

from .logistic import Rows, cross_validate, fit, folds, newton

MODEL = TRAINED / "turns.json"
STRENGTH = 3.0
"""Of the pull towards zero."""
MOVES = 0.6
"""How much the order of turns counts beside the wording."""
CUT = 2000
"""Characters of what is cut short, as crawls of old sites are."""
DASH = re.compile(r"^\s*[–—-]\s+")


def bare(text: str) -> str:
    """A paragraph without the label or dash before it."""
    _, skip = label_of(text)
    return DASH.sub("", text[skip:]) or text


def conversation(row: dict) -> str:
    """What the same talk is called in all the forms that it was rendered in."""
    return row["id"].rsplit("_", 1)[0] if row["format"].startswith("rendered") else row["id"]


def read(data: Path) -> list[tuple[str, str, list[str], str]]:
    """``(format, conversation, paragraphs, labels)`` of the interviews to learn from."""
    found = []
    seen = set()
    with (data / "interviews-dev.jsonl").open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            row = json.loads(line)
            name = conversation(row)
            if number % 2 == 0 or name in seen:
                continue
            seen.add(name)
            pairs = [
                (bare(text), label)
                for text, label in zip(row["paragraphs"], row["labels"], strict=True)
                if label != "N"
            ]
            found.append(
                (row["format"], name, [text for text, _ in pairs], "".join(label for _, label in pairs))
            )
    return found


def starts(labels: str) -> set[int]:
    """Where turns begin."""
    return {at for at, label in enumerate(labels) if not at or labels[at - 1] != label}


def moves_of(texts: list[str], weight: float = MOVES) -> dict[str, float]:
    """How turns follow one another: weighted logarithms of how often they do."""
    counts: dict[str, float] = defaultdict(lambda: 1.0)
    for labels in texts:
        counts[f"start {labels[0]}"] += 1
        for before, after in itertools.pairwise(labels):
            counts[f"{before} {after}"] += 1
    result = {}
    for group in ("start", "Q", "A"):
        total = counts[f"{group} Q"] + counts[f"{group} A"]
        for kind in "QA":
            result[f"{group} {kind}"] = round(weight * float(np.log(counts[f"{group} {kind}"] / total)), 3)
    return result


def opening(texts: list[str]) -> int:
    """How many of the paragraphs, at least one, the first ``CUT`` characters hold."""
    ends = itertools.accumulate(len(text) + 2 for text in texts)
    return max(1, sum(end <= CUT for end in ends))


def pages(data: Path) -> Iterator[tuple[list[str], list[str], list[int]]]:
    """The body lines of web pages that are no interviews, of their HTML and of their text: texts, what sets
    them off, bold questions they begin with.
    """
    for name, form in itertools.product(("articles", "news-publishers"), ("html", "text")):
        with gzip.open(data.parent / "pages" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                article = extract(RawDocument(str(row["id"]), row[form], name, media_type=form))
                body = [line for line in article.lines if line.label in TURN_LABELS and line.clean]
                yield (
                    [line.clean for line in body],
                    [tag_of(line) for line in body],
                    [lead_of(line) for line in body],
                )


def news(data: Path) -> Iterator[tuple[list[str], list[str], list[int]]]:
    """The lines of news articles."""
    with (data.parent / "quotes" / "politics-train.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            texts = [line for line in row["text"].split("\n") if line.strip()]
            yield texts, [""] * len(texts), [0] * len(texts)


def train_conversation(data: Path, talks: list[tuple[str, str, list[str], str]]) -> None:
    """Learns what tells a talk from an author's own questions, from articles whole and cut short."""
    examples = []
    for number, (_, _, texts, _) in enumerate(talks):
        parts = [
            texts[start : start + size]
            for size in (len(texts), 12, 24)
            for start in range(0, max(1, len(texts) - size // 2), size)
        ]
        parts.append(texts[: opening(texts)])
        examples += [(part, [""] * len(part), [0] * len(part), 1.0, number) for part in parts]
    for number, (texts, tags, leads) in enumerate((*pages(data), *news(data)), len(talks)):
        sizes = (len(texts), opening(texts))
        examples += [(texts[:size], tags[:size], leads[:size], 0.0, number) for size in sizes]
    features, targets, groups = [], [], []
    for texts, tags, leads, target, group in examples:
        turns = read_unmarked(texts, tags, leads)
        names = conversation_features(turns) if turns else []
        if names:
            features.append(names)
            targets.append(target)
            groups.append(group)
    share = len(targets) / sum(targets) - 1
    rows = Rows.from_names(
        features,
        np.array(targets),
        np.array(groups),
        np.array([1.0 if target else 1 / share for target in targets]),
    )
    print(f"{len(targets)} pages that ask, {int(sum(targets))} of them talks")
    print(f"talk or not, cross-validated: {cross_validate(rows, 1.0):.4f} right")
    weights = fit(rows, 1.0)
    model = {
        "about": "Is it a talk, or an author's own questions. Made by benchmarks/train_turns.py.",
        "trained_on": "interviews-dev (every other row), WCXB and fundus pages, PolNeAR (politics-train)",
        "weights": {
            n: round(float(w), 3) for n, w in sorted(zip(rows.names, weights, strict=True)) if abs(w) >= 0.01
        },
    }
    path = MODEL.with_name("conversation.json")
    path.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).parents[2] / "shared" / "data" / "interviews"
    )
    options = parser.parse_args()
    talks = read(options.data)
    sizes: dict[str, int] = defaultdict(int)
    for kind, _, texts, _ in talks:
        sizes[kind.split("_")[0]] += len(texts)
    features, targets, groups, counts = [], [], [], []
    for number, (kind, _, texts, labels) in enumerate(talks):
        for names, label in zip(turn_features(texts, [""] * len(texts)), labels, strict=True):
            features.append(names)
            targets.append(float(label == "Q"))
            groups.append(number)
            counts.append(1000 / sizes[kind.split("_")[0]])
    rows = Rows.from_names(features, np.array(targets), np.array(groups), np.array(counts))
    matrix = rows.matrix()
    fold = folds(rows.groups)
    tallies: dict[str, np.ndarray] = defaultdict(lambda: np.zeros(3))
    moves = moves_of([labels for *_, labels in talks])
    for number in range(5):
        learn = fold != number
        weights = newton(matrix[learn], rows.targets[learn], rows.weights[learn], STRENGTH)
        trained = dict(zip(rows.names, weights, strict=True)), moves
        for group in np.unique(rows.groups[~learn]):
            kind, _, texts, labels = talks[group]
            gold, guess = (
                starts(labels),
                starts("".join(best_path(turn_features(texts, [""] * len(texts)), trained))),
            )
            tally = np.array([len(gold & guess), len(guess), len(gold)])
            tallies[kind.split("_")[0]] += tally
            tallies["all"] += tally
    for kind, (right, found, wanted) in sorted(tallies.items()):
        print(f"turn F1, labels taken off, cross-validated: {kind:10} {200 * right / (found + wanted):.1f}")
    weights = newton(matrix, rows.targets, rows.weights, STRENGTH)
    model = {
        "about": "Questions and answers of interviews that nothing marks. Made by benchmarks/train_turns.py.",
        "trained_on": "every other row of interviews-dev (named in shared data), labels and dashes taken off",
        "moves": moves,
        "weights": {
            n: round(float(w), 3) for n, w in sorted(zip(rows.names, weights, strict=True)) if abs(w) >= 0.01
        },
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {MODEL}")
    turn_model._model.cache_clear()
    train_conversation(options.data, talks)


if __name__ == "__main__":
    sys.exit(main())
