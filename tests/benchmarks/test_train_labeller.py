"""The training of the line model: it must compute what the package computes, and the same each time."""

import random
from dataclasses import replace
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
OPTIONS = Options(epochs=2, members=2, word_sites=2, hint_sites=2, batch=4)


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
    networks = [train(some, vocabulary, OPTIONS, seed) for seed in range(2)]
    model = in_memory(fit(some, OPTIONS))
    with torch.no_grad():
        each = [torch.sigmoid(network(collate(some[:2]))[0]) for network in networks]
    for page, likely in zip(some[:2], (each[0] + each[1]) / 2, strict=True):
        scores = model.score_lines(page.gold.lines, hints_of(page.gold) or None)
        # The file holds half-precision weights.
        assert scores.body == pytest.approx(likely[: len(page)].numpy(), abs=0.01)


def test_the_same_seed_gives_the_same_model():
    first, second = (fit(pages(), OPTIONS) for _ in range(2))
    assert first.keys() == second.keys()
    assert all((first[name] == second[name]).all() for name in first)


def altered_pages(options):
    donors = [gold_page(7, True), gold_page(8, True)]
    for seed in range(40):
        yield altered(gold_page(1, True), donors, options, random.Random(seed))  # noqa: S311 - a fixed seed


def body_of(page):
    return [line for line, kept in zip(page.lines, page.in_body, strict=True) if kept]


def test_an_altered_page_keeps_the_order_of_its_body():
    for page in altered_pages(replace(OPTIONS, swapped=0.0)):
        assert len(page.lines) == len(page.in_body) == len(page.hints)
        places = [gold_page(1, True).lines.index(line) for line in body_of(page)]
        assert all(earlier <= later for earlier, later in pairwise(places))
        assert places


def test_another_page_may_lend_its_article():
    lent = {line for number in (7, 8) for line in body_of(gold_page(number, True))}
    for page in altered_pages(replace(OPTIONS, swapped=1.0)):
        assert body_of(page)
        assert lent.issuperset(body_of(page))
        # The title is not that of the lent article: the page teaches nothing of titles.
        assert page.title == ""


def test_a_page_may_lose_what_surrounds_its_article():
    for page in altered_pages(replace(OPTIONS, bare=1.0)):
        assert page.in_body.index(True) <= 3
        assert page.in_body[::-1].index(True) <= 3
