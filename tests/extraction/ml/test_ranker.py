"""Choosing among many candidates: the same choice, without looking up all their features."""

import random

import pytest

from wagtail_cstonews.extraction.ml import ranker
from wagtail_cstonews.extraction.ml.ranker import bucket, choose, choose_among_many

KINDS = ("near", "long", "named", "dated")
AT_HAND = frozenset(KINDS[:2])


@pytest.fixture
def weights(monkeypatch):
    """The weights of a choice "lot", to be filled."""
    found = {}
    monkeypatch.setattr(ranker, "weights_of", lambda choice: found)
    yield found
    ranker._most_of_others.cache_clear()


def features_of(chance, kinds):
    return [f"{kind}:{chance.randrange(3)}" for kind in kinds]


@pytest.mark.parametrize("seed", range(40))
def test_many_candidates_give_the_same_choice_as_all_their_features(seed, weights):
    chance = random.Random(seed)  # noqa: S311
    weights |= {
        f"{kind}:{value}": chance.choice((-1.0, -0.5, 0.0, 0.5, 1.0)) for kind in KINDS for value in "012"
    }
    weights |= {ranker.NONE: chance.uniform(-3, 3)} if seed % 2 else {}
    first = [(number, features_of(chance, KINDS[:2])) for number in range(12)]
    rest = [features_of(chance, KINDS[2:]) for _ in first]
    ranker._most_of_others.cache_clear()
    whole = [(number, [*features, *rest[number]]) for number, features in first]
    assert choose_among_many("lot", first, AT_HAND, rest.__getitem__) == choose("lot", whole)


def test_hopeless_candidates_are_passed_over(weights):
    weights |= {"near:0": 3.0, "near:1": -3.0, "named:0": 1.0}
    looked_up = []

    def others(candidate):
        looked_up.append(candidate)
        return ["named:0"]

    candidates = [("far", ["near:1"]), ("close", ["near:0"]), ("as far", ["near:1"])]
    ranker._most_of_others.cache_clear()
    assert choose_among_many("lot", candidates, AT_HAND, others) == "close"
    assert looked_up == ["close"]


def test_no_candidates_give_no_choice(weights):
    assert choose_among_many("lot", [], AT_HAND, lambda candidate: []) is None


@pytest.mark.parametrize(("value", "expected"), [(-1, 0), (2, 1), (2.5, 1), (4, 2), (9, 3)])
def test_a_bucket_is_the_number_of_bounds_reached(value, expected):
    assert bucket(value, 2, 4, 8) == expected
