"""Trains the ranker that names the speakers of quotations, and writes its weights into the package.

    python -m benchmarks.train_speakers [--data ../shared/data/quotes] [--check]

A conditional random field over the chain of an article's quotations (``chains``). It learns from
``politics-train.jsonl``, where speakers are known by their mention (an office is taken for whoever is said to
hold it; a pronoun leaves open who of that gender it is, but ``pronouns.json`` tells it of 120), and from
``news-full-names.jsonl``. Before it writes it prints how many speakers are right, by weights that never saw
the article: learnt from ``politics-train`` alone and tested on the other sets, and cross-validated by article
(five folds, fixed seed). With ``--check`` nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.people.entity import PRONOUNS
from wagtail_cstonews.extraction.quotes.attribution.speaker_features import (
    Candidate,
    QuotationFeatures,
    SpeakerFeatures,
)
from wagtail_cstonews.extraction.quotes.attribution.speaker_model import features_of
from wagtail_cstonews.extraction.quotes.detection.speech import find_spans

from .chains import Batch, Chain, minimise
from .line_gold import SHARED
from .logistic import folds
from .reports import read_rows
from .scoring import matches, names_somebody, same_person, same_surname

MODEL = Path(__file__).parents[1] / "wagtail_cstonews" / "extraction" / "ml" / "trained" / "speakers.json"
PRONOUN_GOLD = Path(__file__).with_name("pronouns.json")
FULL_NAMES, POLITICS, POLITICS_TEST = "news-full-names", "politics-train", "politics-dev"
STRENGTH = 4.0
"""Of the pull towards zero."""
EXPECTED = {"holds the office": 3.0, "office in full": 1.0}
"""Weights that are pulled towards another value than zero. Both sets name few speakers by their office (some
twenty), as press releases do throughout; that whoever holds the office is meant needs no proof.
"""
FOLDS = 5


@dataclass
class Example:
    """An annotated article: its quotations with their candidates, and what is known of them."""

    features: SpeakerFeatures
    quotations: list[QuotationFeatures]
    gold: dict[int, dict[str, Any]]
    """What was annotated of the quotations found, by their number."""


@dataclass
class Judged:
    """How probable each best guess was, and whether it is right (1) or not (0)."""

    probabilities: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    among: list[bool] = field(default_factory=list)
    """Whether the right one is a candidate at all."""

    def figures(self) -> dict[str, float]:
        """How right the surest half, 70 % and all are, and how near the probabilities come to the truth."""
        likely, right = np.array(self.probabilities), np.array(self.right)
        found = {f"surest_{int(100 * share)}": surest(likely, right, share) for share in (0.5, 0.7, 1.0)}
        found["calibration_error"] = calibration_error(likely, right)
        return {"speakers": len(right), **found, "among_candidates": float(np.mean(self.among))}


def example(row: dict[str, Any], pronouns: dict[str, str] | None = None) -> Example | None:
    """An annotated article as the ranker sees it; None if it holds no quotation.

    ``pronouns`` gives full names to quotations by their first character.
    """
    paragraphs = [line for line in row["text"].split("\n") if line.strip()]
    direct, spans = find_spans(paragraphs)
    if not direct:
        return None
    features = features_of(paragraphs, direct, spans, People.from_texts(paragraphs))
    gold = [quote for quote in row["quotes"] if quote["kind"] in ("direct", "open")]
    texts = [row["text"][quote["start"] : quote["end"]] for quote in gold]
    found = [span.inner(paragraphs[span.paragraph]) for span in direct]
    known = {j: dict(gold[i]) for i, j in matches(texts, found).items()}
    for quote in known.values():
        if name := (pronouns or {}).get(str(quote["start"])):
            quote["speaker"] = name
    return Example(features, features.of_quotations(), known)


def examples_of(rows: Iterable[dict[str, Any]]) -> list[Example]:
    """The articles that hold quotations."""
    pronouns = json.loads(PRONOUN_GOLD.read_text(encoding="utf-8"))["speakers"]
    found = (example(row, pronouns.get(str(row["id"]))) for row in rows)
    return [item for item in found if item is not None]


def is_right(candidate: Candidate, quote: dict[str, Any]) -> bool | None:
    """Whether a candidate is who is annotated; None where that does not say who it is."""
    speaker = candidate.speaker()
    name = speaker.name if speaker else None
    if quote.get("speaker"):
        return same_person(name, quote["speaker"])
    return same_surname(name, quote["mention"]) if names_somebody(quote.get("mention")) else None


def allowed(item: Example, position: int) -> list[bool]:
    """Which candidates may have said a quotation, by what is annotated; nobody where none of them did."""
    candidates, features = item.features.candidates, item.quotations[position].of_candidates
    quote = item.gold.get(position, {})
    right = [is_right(candidate, quote) for candidate in candidates]
    gender = PRONOUNS.get((quote.get("mention") or "").lower(), "")
    if right[0] is None and gender:
        right = [_may_be(candidate, gender) for candidate in candidates]
    elif right[0] is None:
        right = _meant(item, position)
        if not any(right):
            return [names is not None for names in features]
    cue = item.features.cues[position]
    if cue is not None and not quote.get("speaker"):
        # Of two of one name, the one whom the sentence itself names.
        own = [bool(so) and c.entity is cue.entity for so, c in zip(right, candidates, strict=True)]
        right = [*own] if cue.entity is not None and any(own) else right
    kept = [bool(so) and names is not None for so, names in zip(right, features, strict=True)]
    return kept if any(kept) else [*[False] * (len(kept) - 1), True]


def _meant(item: Example, position: int) -> list[bool | None]:
    """Where a sentence calls its speaker by something else than a name: who is known to hold that office, or
    just what it says.
    """
    quotations = item.features.quotations
    holder, own = quotations.meant[position], quotations.description(position)
    return [
        candidate.entity is holder if holder is not None else bool(own) and candidate.description == own
        for candidate in item.features.candidates
    ]


def _may_be(candidate: Candidate, gender: str) -> bool:
    entity = candidate.entity
    return entity is not None and entity.is_person and entity.gender in ("", gender)


class Vocabulary(dict[str, int]):
    """The features' numbers; one that learns no more passes over what it does not know."""

    learns = True

    def numbers(self, names: Iterable[str], kind: str) -> list[int]:
        """Those of features, each by itself and by the kind of quotation."""
        wanted = [form for name in names for form in (name, f"{kind}: {name}")]
        if self.learns:
            return [self.setdefault(name, len(self)) for name in wanted]
        return [self[name] for name in wanted if name in self]


def chain_of(item: Example, vocabulary: Vocabulary) -> Chain:
    return Chain(
        [
            [None if names is None else vocabulary.numbers(names, of.kind) for names in of.of_candidates]
            for of in item.quotations
        ],
        [vocabulary.numbers(of.same, of.kind) for of in item.quotations],
        [allowed(item, position) for position in range(len(item.quotations))],
    )


def learn(items: Sequence[Example]) -> tuple[Vocabulary, np.ndarray]:
    """The weights of a ranker."""
    vocabulary = Vocabulary()
    chains = [chain_of(item, vocabulary) for item in items]
    vocabulary.learns = False
    batch = Batch(chains, len(vocabulary))
    expected = np.array([EXPECTED.get(name, 0.0) for name in vocabulary])
    return vocabulary, minimise(batch.objective(STRENGTH, expected), len(vocabulary))


def judge(items: Sequence[Example], model: tuple[Vocabulary, np.ndarray], by: dict[str, Judged]) -> None:
    """Adds the best guesses for articles: by full name, and by surname where no more is annotated."""
    vocabulary, weights = model
    batch = Batch([chain_of(item, vocabulary) for item in items], len(vocabulary))
    for item, likely in zip(items, batch.probabilities(weights), strict=True):
        named = len(item.features.candidates) - 1
        for position, quote in item.gold.items():
            best = int(np.argmax(likely[position][:named])) if named else named
            if (right := is_right(item.features.candidates[best], quote)) is None:
                continue
            judged = by["full name" if quote.get("speaker") else "surname"]
            judged.probabilities.append(float(likely[position][best]) if named else 0.0)
            judged.right.append(float(right))
            judged.among.append(any(is_right(candidate, quote) for candidate in item.features.candidates))


def cross_validated(items: Sequence[Example], others: Sequence[Example]) -> dict[str, Judged]:
    """The best guesses for articles, by weights learnt from the rest of them and from others."""
    by = {"full name": Judged(), "surname": Judged()}
    fold = folds(np.arange(len(items)), FOLDS)
    for number in range(FOLDS):
        rest = [item for item, of in zip(items, fold, strict=True) if of != number]
        mine = [item for item, of in zip(items, fold, strict=True) if of == number]
        if mine:
            judge(mine, learn([*rest, *others]), by)
    return by


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


def figures_of(data: Path) -> tuple[dict[str, dict[str, float]], list[Example]]:
    """How many speakers are right by weights that never saw the article, and all the examples."""
    sets = {name: examples_of(read_rows(data / f"{name}.jsonl")) for name in (FULL_NAMES, POLITICS)}
    alone = {"full name": Judged(), "surname": Judged()}
    model = learn(sets[POLITICS])
    judge(sets[FULL_NAMES], model, alone)
    if (data / f"{POLITICS_TEST}.jsonl").exists():
        judge(examples_of(read_rows(data / f"{POLITICS_TEST}.jsonl")), model, alone)
    politics = cross_validated(sets[POLITICS], [])
    everything = cross_validated(sets[FULL_NAMES], sets[POLITICS])
    judged = {
        f"{FULL_NAMES}, by full name, learnt from {POLITICS} alone": alone["full name"],
        f"{POLITICS_TEST}, by surname, learnt from {POLITICS} alone": alone["surname"],
        f"{POLITICS}, by surname, cross-validated": politics["surname"],
        f"{POLITICS}, whom he and she mean (pronouns.json), cross-validated": politics["full name"],
        f"{FULL_NAMES}, by full name, cross-validated": everything["full name"],
    }
    figures = {name: found.figures() for name, found in judged.items() if found.right}
    return figures, [*sets[FULL_NAMES], *sets[POLITICS]]


def print_figures(figures: dict[str, dict[str, float]]) -> None:
    """The figures as lines, in percent."""
    for name, of in figures.items():
        shares = ", ".join(f"the surest {share} % {100 * of[f'surest_{share}']:.1f}" for share in (50, 70))
        print(
            f"{name}: {of['surest_100']:.1%} of {of['speakers']:.0f} right; {shares}; "
            f"calibration error {100 * of['calibration_error']:.1f} points; "
            f"the right one is a candidate of {of['among_candidates']:.1%}"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=SHARED / "data" / "quotes")
    parser.add_argument("--check", action="store_true", help="measure, and write nothing")
    options = parser.parse_args(arguments)
    figures, items = figures_of(options.data)
    print_figures(figures)
    if options.check:
        return 0
    vocabulary, weights = learn(items)
    kept = {name: round(float(weights[at]), 3) for name, at in vocabulary.items() if abs(weights[at]) >= 0.01}
    model = {
        "about": "Conditional random field: who said a quotation. Made by benchmarks/train_speakers.py.",
        "trained_on": "PolNeAR (politics-train) and GenderGapTracker (news-full-names)",
        "articles": len(items),
        "held_out": {
            name: {of: round(value, 4) for of, value in found.items()} for name, found in figures.items()
        },
        "weights": dict(sorted(kept.items())),
    }
    MODEL.write_text(json.dumps(model, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {MODEL}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
