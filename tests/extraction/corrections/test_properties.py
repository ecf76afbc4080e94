"""What holds for every document, whatever an editor does to it."""

import json
import random

import pytest

from wagtail_cstonews.extraction.corrections import CORRECTED, LABELS_TO_SET, CorrectionError, Corrections

from .helpers import DOCUMENTS, as_json, raw, read

BLOCKS = {
    "paragraph": "paragraph",
    "heading": "heading",
    "quote": "quote",
    "question": "exchange",
    "answer": "exchange",
    "list_item": "list",
    "table": "table",
    "signoff": "paragraph",
}
LEFT_OUT = ("teaser", "chrome", "duplicate")


def filled(article):
    return [line for line in article.lines if line.clean]


def together(article):
    """All text, without the white space that breaks are made of."""
    return "".join("".join(line.text.split()) for line in article.lines)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_any_line_gets_any_label_and_loses_it_again(name):
    document = DOCUMENTS[name]
    first = read(document)
    chance = random.Random(name)  # noqa: S311 - a fixed seed
    lines = filled(first)
    for line in chance.sample(lines, min(12, len(lines))):
        for label in chance.sample(LABELS_TO_SET, 3):
            corrections = Corrections().relabelled(first.lines, [line.number], label)
            article = read(document, corrections)
            got = article.lines[line.number - 1]
            assert (got.label, got.reason) == (label, CORRECTED)
            assert [one.text for one in article.lines] == [one.text for one in first.lines]
            if label == "title":
                assert article.title == " ".join(line.clean.split())
            if label in BLOCKS:
                assert article.body[got.block].type == BLOCKS[label]
            if label in LEFT_OUT:
                assert got.block is None
            if label in ("question", "answer"):
                assert article.kind == "interview"
            taken_back = corrections.without(article.lines, line.number)
            assert not taken_back
            assert as_json(read(document, taken_back)) == as_json(first)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("name", DOCUMENTS)
def test_whatever_is_done_can_be_taken_back(name, seed):
    document = DOCUMENTS[name]
    first = article = read(document)
    chance = random.Random(f"{name}{seed}")  # noqa: S311 - a fixed seed
    corrections = Corrections()
    for _ in range(8):
        was = article
        deed = chance.choice(("relabel", "relabel", "join", "split", "speaker", "take back"))
        line = chance.choice(filled(article))
        try:
            corrections = done(deed, corrections, article, line, chance)
        except CorrectionError:
            continue
        assert Corrections.from_dict(json.loads(json.dumps(corrections.to_dict()))) == corrections
        article = read(document, corrections)
        assert together(article) == together(first)
        assert [one.number for one in article.lines] == list(range(1, len(article.lines) + 1))
        if deed == "join":
            assert len(article.lines) < len(was.lines)
        if deed == "split":
            assert len(article.lines) > len(was.lines)
    for _ in first.lines:
        numbers = [one.number for one in article.lines]
        changed = (n for n in numbers if corrections.without(article.lines, n) != corrections)
        number = next(changed, None)
        if number is None:
            break
        corrections = corrections.without(article.lines, number)
        article = read(document, corrections)
    assert not corrections
    assert as_json(article) == as_json(first)


def done(deed, corrections, article, line, chance):
    # The lines may be those of a record.
    lines = article.lines if chance.random() < 0.5 else json.loads(as_json(article))["lines"]
    if deed == "relabel":
        numbers = [one.number for one in filled(article) if line.number <= one.number <= line.number + 2]
        return corrections.relabelled(lines, numbers, chance.choice(LABELS_TO_SET))
    if deed == "join":
        return corrections.joined(lines, line.number)
    if deed == "split":
        shown = line.text if line.repaired is None else line.repaired
        return corrections.split(lines, line.number, chance.randrange(len(shown) + 1))
    if deed == "speaker":
        return corrections.spoken_by(
            lines, line.number, "Ottilie Branwen", "warden", chance.choice((None, 7))
        )
    return corrections.without(lines, line.number)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_labels_of_all_lines_are_kept_whatever_they_are(name):
    document = DOCUMENTS[name]
    first = read(document)
    chance = random.Random(name)  # noqa: S311 - a fixed seed
    for _ in range(3):
        corrections = Corrections()
        wanted = {}
        labels = [label for label in LABELS_TO_SET if label != "title"]
        for line in filled(first):
            wanted[line.number] = chance.choice(labels)
            corrections = corrections.relabelled(first.lines, [line.number], wanted[line.number])
        article = read(document, corrections)
        assert {line.number: line.label for line in filled(article)} == wanted
        for line in filled(article):
            assert (line.block is None) or line.label not in LEFT_OUT


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_corrections_change_nothing(name):
    document = DOCUMENTS[name]
    assert as_json(read(document, Corrections())) == as_json(read(document))


@pytest.mark.parametrize("name", ["news", "wrapped", "interview", "mended"])
def test_corrections_move_with_their_lines(name):
    """The same corrections of the same text below two new lines give the same article."""
    document = DOCUMENTS[name]
    first = read(document)
    lines = filled(first)
    corrections = Corrections().relabelled(first.lines, [lines[1].number], "title")
    corrections = corrections.relabelled(first.lines, [lines[-1].number], "teaser")
    moved = raw(f"Home\n\n{document.content}")
    article = read(moved, corrections)
    assert article.lines[lines[1].number + 1].label == "title"
    assert article.lines[lines[-1].number + 1].label == "teaser"
    assert "correction_lost" not in [warning.code for warning in article.warnings]
    assert article.title == read(document, corrections).title
