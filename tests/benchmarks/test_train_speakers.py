"""The ranker of speakers: its measures, what is taken for right, and the training on invented articles."""

from __future__ import annotations

import itertools
import json

import pytest

np = pytest.importorskip("numpy")

from benchmarks import train_speakers  # noqa: E402
from benchmarks.chains import Batch, Chain, minimise  # noqa: E402
from benchmarks.train_speakers import allowed, calibration_error, example, surest  # noqa: E402
from wagtail_cstonews.extraction.ml.crf import probabilities  # noqa: E402

from .helpers import quote_rows, write  # noqa: E402


def test_surest():
    likely, right = np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 1.0, 0.0, 1.0])
    assert surest(likely, right, 0.5) == 1.0
    assert surest(likely, right, 1.0) == 0.75
    # Of those equally sure, all count in part.
    assert surest(np.array([0.9, 0.9, 0.1, 0.1]), np.array([1.0, 0.0, 1.0, 1.0]), 0.25) == 0.5


def test_calibration_error():
    assert calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0]), 2) == 0.0
    assert calibration_error(np.array([0.9, 0.9]), np.array([1.0, 0.0]), 1) == pytest.approx(0.4)


def names(item, position):
    right = zip(item.features.candidates, allowed(item, position), strict=True)
    return [candidate.speaker() and candidate.speaker().name for candidate, so in right if so]


def test_what_is_right_by_full_name_surname_or_pronoun():
    row = quote_rows()[0]
    assert names(example(row), 0) == ["Anna Brown"]
    row["quotes"][0]["speaker"] = "Eve Stranger"
    assert names(example(row), 0) == [None]
    row["quotes"][0] |= {"speaker": None, "mention": "Brown"}
    assert names(example(row), 0) == ["Anna Brown"]
    row["quotes"][0]["mention"] = "she"
    assert names(example(row), 0) == ["Anna Brown"]
    start = str(row["quotes"][0]["start"])
    assert names(example(row, {start: "Carl Dove"}), 0) == ["Carl Dove"]


SCORES = [[0.5, -0.2, 0.1], [0.0, None, 0.3], [-1.0, 0.4, 0.0]]
BONUS = [0.0, 0.7, -0.3]


def test_probabilities_are_those_of_all_paths():
    found = np.zeros((3, 3))
    for path in itertools.product(range(3), repeat=3):
        parts = [SCORES[at][who] for at, who in enumerate(path)]
        if None in parts:
            continue
        again = sum(BONUS[at] for at in (1, 2) if path[at] == path[at - 1] != 2)
        found[range(3), path] += np.exp(sum(parts) + again)
    assert np.allclose(probabilities(SCORES, BONUS), found / found[0].sum())


def batch(allowed=None):
    """The chain above: every cell has a weight of its own, which is its score."""
    cells = [[None if score is None else [3 * at + who] for who, score in enumerate(row)]
             for at, row in enumerate(SCORES)]  # fmt: skip
    every = [[score is not None for score in row] for row in SCORES]
    return Batch([Chain(cells, [[], [9], [10]], allowed or every)], 11)


def test_the_trainer_reckons_as_the_package_does():
    weights = np.array([score or 0.0 for row in SCORES for score in row] + BONUS[1:])
    assert np.allclose(batch().probabilities(weights)[0], probabilities(SCORES, BONUS))


def test_the_gradient_is_the_slope():
    objective = batch([[True, False, False], [True, False, True], [False, True, False]]).objective(0.5)
    weights = np.linspace(-1, 1, 11)
    _, gradient = objective(weights)
    for at in range(11):
        step = np.eye(11)[at] * 1e-5
        slope = (objective(weights + step)[0] - objective(weights - step)[0]) / 2e-5
        assert gradient[at] == pytest.approx(slope, abs=1e-5)


def test_the_least_of_a_bowl():
    wanted = np.array([1.0, -2.0, 3.0])
    scale = np.array([1.0, 10.0, 0.1])

    def bowl(at):
        return float((scale * (at - wanted) ** 2).sum()), 2 * scale * (at - wanted)

    assert np.allclose(minimise(bowl, 3), wanted, atol=1e-2)


def test_training_writes_the_model(tmp_path, monkeypatch, capsys):
    for name in ("news-full-names", "politics-train", "politics-dev"):
        write(tmp_path / f"{name}.jsonl", [{**row, "id": str(n)} for n, row in enumerate(quote_rows() * 5)])
    model = tmp_path / "speakers.json"
    monkeypatch.setattr(train_speakers, "MODEL", model)
    assert train_speakers.main(["--data", str(tmp_path), "--check"]) == 0
    assert not model.exists()
    printed = capsys.readouterr().out
    assert "news-full-names, by full name, cross-validated: 100.0% of 20 right" in printed
    assert train_speakers.main(["--data", str(tmp_path)]) == 0
    written = json.loads(model.read_text(encoding="utf-8"))
    assert written["articles"] == 20
    assert written["weights"]["cue"] > 0
