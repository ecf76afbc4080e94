"""The training of the confidence, on invented pages."""

import json

import numpy as np
import pytest

from benchmarks import train_confidence
from benchmarks.line_gold import PARTS
from benchmarks.train_confidence import Examples, Weights, cross_validated, is_good, reliability
from wagtail_cstonews.extraction.article import Article, Paragraph
from wagtail_cstonews.extraction.line_model.network import HTML_MODEL_PATH, MODEL_PATH

from .helpers import page_row, write


def drawn(count=2000):
    """Pages that are good with a probability that their evidence tells."""
    draw = np.random.default_rng(7)
    matrix = draw.normal(size=(count, 2))
    chance = 1 / (1 + np.exp(-(1.0 + 2.0 * matrix[:, 0])))
    good = (draw.random(count) < chance).astype(float)
    parts = draw.integers(0, PARTS, count)
    return Examples(
        ["a", "b"], matrix, good, np.ones(count), parts, np.ones(count), np.array(["articles"] * count)
    )


def test_the_confidence_of_pages_not_learnt_from_is_true():
    pages = drawn()
    for band in reliability(cross_validated(pages), pages.good):
        if band["pages"] > 50:
            assert band["good"] == pytest.approx(band["confidence"], abs=0.08)


def test_weights_are_learnt_and_written_as_they_are_used():
    pages = drawn()
    weights = Weights.fit(pages.matrix, pages.good, pages.weights)
    model = weights.to_dict(pages.names)
    row = {"a": 0.5, "b": -1.0}
    total = model["bias"] + sum(
        weight * (row[name] - mean) / scale for name, (weight, mean, scale) in model["weights"].items()
    )
    assert 1 / (1 + np.exp(-total)) == pytest.approx(float(weights(np.array([[0.5, -1.0]]))[0]), abs=1e-3)
    assert model["weights"]["a"][0] > 1.5
    assert abs(model["weights"]["b"][0]) < 0.3


def test_a_body_is_good_whatever_invisible_characters_its_gold_has():
    body = "The council of Kamenz voted on Monday to close the lock for repairs until winter"
    row = {"gold": {"title": "Lock closed", "body": body.replace("e", "e\u00ad")}}
    article = Article("1", "1.txt", title="Lock closed", body=[Paragraph(body)])
    assert is_good(article, row)
    row["gold"]["title"] = "Lock\u00ads closed"
    assert is_good(article, row)
    assert not is_good(article, {**row, "crawled": True})


def test_the_command_measures_draws_and_writes(tmp_path, capsys):
    models = tmp_path / "models"
    models.mkdir()
    for part in range(PARTS):
        (models / f"text-{part}.npz").symlink_to(MODEL_PATH)
        (models / f"html-{part}.npz").symlink_to(HTML_MODEL_PATH)
    rows = [{**page_row(number), "url": f"https://site{number}.example/1"} for number in range(6)]
    for row in rows[:2]:
        # Their body is another one than what stands on the page.
        row["gold"] = {**row["gold"], "body": "Something else that nobody can find on this page at all. " * 9}
    for name in ("news-publishers", "articles"):
        write(tmp_path / f"{name}.jsonl.gz", rows)
    output, drawing = tmp_path / "confidence.json", tmp_path / "reliability.svg"
    call = [
        "--data",
        str(tmp_path),
        "--held-out",
        str(models),
        "--output",
        str(output),
        "--plot",
        str(drawing),
    ]
    assert train_confidence.main([*call, "--dry-run"]) == 0
    assert not output.exists()
    assert train_confidence.main(call) == 0
    printed = capsys.readouterr().out
    # Every third page is given once more as its article alone.
    assert "text: 16 pages" in printed
    assert "html: 12 pages, 66.7% with F1 over 0.9" in printed
    model = json.loads(output.read_text(encoding="utf-8"))
    assert model["text"]["weights"].keys() == model["html"]["weights"].keys()
    assert drawing.read_text(encoding="utf-8").startswith("<svg")
