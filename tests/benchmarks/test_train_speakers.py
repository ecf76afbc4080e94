"""How far to trust a speaker: the measures, and the training on invented articles."""

from __future__ import annotations

import json

import pytest

np = pytest.importorskip("numpy")

from benchmarks import train_speakers  # noqa: E402
from benchmarks.train_speakers import calibration_error, examples, surest  # noqa: E402

from .test_commands import quote_rows, write  # noqa: E402


def test_surest():
    probabilities, right = np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 1.0, 0.0, 1.0])
    assert surest(probabilities, right, 0.5) == 1.0
    assert surest(probabilities, right, 1.0) == 0.75
    # Of those equally sure, all count in part.
    assert surest(np.array([0.9, 0.9, 0.1, 0.1]), np.array([1.0, 0.0, 1.0, 1.0]), 0.25) == 0.5


def test_calibration_error():
    assert calibration_error(np.array([1.0, 0.0]), np.array([1.0, 0.0]), 2) == 0.0
    assert calibration_error(np.array([0.9, 0.9]), np.array([1.0, 0.0]), 1) == pytest.approx(0.4)


def test_examples_are_judged_by_full_name_or_surname():
    row = quote_rows()[0]
    assert [right for _, right in examples(row)] == [1, 1]
    row["quotes"][0]["speaker"] = "Carl Dove"
    assert sorted(right for _, right in examples(row)) == [0, 1]
    for quote in row["quotes"]:
        quote["speaker"] = None
    assert [right for _, right in examples(row)] == [1, 1]
    row["quotes"][1]["mention"] = "he"
    assert len(list(examples(row))) == 1


def test_training_writes_the_model(tmp_path, monkeypatch, capsys):
    for name in ("news-full-names", "politics-train"):
        write(tmp_path / f"{name}.jsonl", [{**row, "id": str(n)} for n, row in enumerate(quote_rows() * 10)])
    model = tmp_path / "speakers.json"
    monkeypatch.setattr(train_speakers, "MODEL", model)
    assert train_speakers.main(["--data", str(tmp_path), "--check"]) == 0
    assert not model.exists()
    assert "surest_50 1.0000" in capsys.readouterr().out
    assert train_speakers.main(["--data", str(tmp_path)]) == 0
    written = json.loads(model.read_text(encoding="utf-8"))
    assert written["speakers"] == [40, 40]
    assert written["weights"]["always"] > 0
