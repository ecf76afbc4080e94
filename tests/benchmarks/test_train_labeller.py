"""The training of the line model: it must compute what the package computes, and the same each time."""

import random
from itertools import pairwise

import pytest

torch = pytest.importorskip("torch", reason="training needs the dependency group `train`")

from benchmarks.line_gold import GoldPage  # noqa: E402
from benchmarks.train_labeller import (  # noqa: E402
    Options,
    Vocabulary,
    altered,
    collate,
    fit,
    hints_of,
    in_memory,
    prepare,
    train,
)

SENTENCES = [
    "The council voted on Monday to close the old bridge for a year.",
    "Work will begin in spring, the mayor said after the meeting.",
    "Residents of the island have asked for a ferry in the meantime.",
    "An engineer found cracks in two of the five pillars last autumn.",
]
OPTIONS = Options(epochs=2, word_sites=2, hint_sites=2, batch=4)


def gold_page(number, hints):
    body = [f"{sentence} It was decision {number}." for sentence in SENTENCES for _ in range(3)]
    lines = [*["Home", "News", "Sport"] * 4, "Bridge closed", *body, *["Read more", "Contact"] * 5]
    in_body = [line in body for line in lines]
    marks = [
        ("p", "html body main", "article", 0.0) if kept else ("li", "html nav", "menu", 1.0)
        for kept in in_body
    ]
    return GoldPage(
        id=str(number),
        collection="articles",
        site=f"site{number}.org",
        lines=lines,
        body="\n".join(body),
        in_body=in_body,
        title="Bridge closed",
        hints=marks if hints else [],
    )


def pages(hints=False):
    return [prepare(gold_page(number, hints)) for number in range(6)]


@pytest.mark.parametrize("hints", [False, True], ids=["text", "html"])
def test_the_package_computes_what_the_training_computes(hints):
    some = pages(hints)
    vocabulary = Vocabulary.of(some, OPTIONS)
    vocabulary.number(some)
    assert bool(vocabulary.hints) is hints
    network = train(some, vocabulary, OPTIONS, seed=0)
    model = in_memory(fit(some, OPTIONS))
    with torch.no_grad():
        body, _, _ = network(collate(some[:2]))
    for page, logits in zip(some[:2], body, strict=True):
        scores = model.score_lines(page.gold.lines, hints_of(page.gold) or None)
        # The file holds half-precision weights.
        assert scores.body == pytest.approx(torch.sigmoid(logits[: len(page)]).numpy(), abs=0.01)


def test_the_same_seed_gives_the_same_model():
    first, second = (fit(pages(), OPTIONS) for _ in range(2))
    assert first.keys() == second.keys()
    assert all((first[name] == second[name]).all() for name in first)


def test_an_altered_page_keeps_the_order_of_its_body():
    donors = [gold_page(7, True), gold_page(8, True)]
    for seed in range(40):
        page = altered(gold_page(1, True), donors, random.Random(seed))  # noqa: S311 - a fixed seed
        assert len(page.lines) == len(page.in_body) == len(page.hints)
        body = [line for line, kept in zip(page.lines, page.in_body, strict=True) if kept]
        places = [gold_page(1, True).lines.index(line) for line in body]
        assert all(earlier <= later for earlier, later in pairwise(places))
        assert body
