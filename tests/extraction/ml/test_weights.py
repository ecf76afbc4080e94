"""The trained weights of the choices."""

import json

from wagtail_cstonews.extraction.ml.ranker import NONE, bucket, choose, weights_of, worth
from wagtail_cstonews.extraction.ml.weights import TRAINED


def test_the_weights_are_numbers_by_name():
    model = json.loads((TRAINED / "heads.json").read_text(encoding="utf-8"))
    wanted = {"title", "title there", "headline", "date", "byline", "start", "listing"}
    assert set(model["choices"]) == wanted
    for weights in model["choices"].values():
        assert weights
        assert all(isinstance(value, float | int) for value in weights.values())
    assert NONE in weights_of("date")


def test_none_is_chosen_where_nothing_speaks_for_any():
    assert choose("byline", [("x", [])]) is None
    assert choose("date", []) is None
    assert worth(["a", "b"], {"a": 1.5}) == 1.5
    assert [bucket(value, 1, 5) for value in (0, 1, 7)] == [0, 1, 2]
