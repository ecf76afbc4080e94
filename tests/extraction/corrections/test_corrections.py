"""The value that holds an editor's corrections, and the operations on it."""

import json

import pytest

from wagtail_cstonews.extraction.corrections import CorrectionError, Corrections

from .helpers import DOCUMENTS, MENDED, NEWS, Desk, line_of, raw, read


def test_nothing_corrected_is_false_and_an_empty_object():
    assert not Corrections()
    assert Corrections().to_dict() == {}
    assert Corrections.from_dict({}) == Corrections.from_dict(None) == Corrections()


def test_corrections_are_values():
    article = read(raw(NEWS))
    empty = Corrections()
    one = empty.relabelled(article.lines, [1], "title")
    assert not empty
    assert one == Corrections().relabelled([line.to_dict() for line in article.lines], [1], "title")
    assert one != one.relabelled(article.lines, [3], "subtitle")
    with pytest.raises(AttributeError):
        one.lines = ()


def test_the_stored_form():
    article = read(raw(NEWS))
    corrections = Corrections().relabelled(article.lines, [1], "kicker")
    corrections = corrections.split(article.lines, 3, 5)
    number = line_of(article, "We had no choice").number
    corrections = corrections.spoken_by(article.lines, number, " Ivan  Petrov ", "harbour master", 7)
    stored = corrections.to_dict()
    assert json.loads(json.dumps(stored)) == stored
    assert Corrections.from_dict(stored) == corrections
    first, title, quote = stored["lines"]
    assert first == {"line": 1, "hash": first["hash"], "text": "Harbour News", "labels": {"0": "kicker"}}
    assert (title["line"], title["splits"]) == (3, [5])
    assert quote["speakers"] == {"0": {"name": "Ivan Petrov", "role": "harbour master", "person": 7}}
    assert len(quote["text"]) == 60


@pytest.mark.parametrize(
    "data",
    [
        {"format": 2, "lines": []},
        {"lines": []},
        [1],
        {"format": 1},
        {"format": 1, "lines": 3},
        {"format": 1, "lines": [{"line": 1}]},
        {"format": 1, "lines": [{"line": "x", "hash": "0", "text": ""}]},
        {"format": 1, "lines": [{"line": 1, "hash": "0", "text": "", "labels": {"0": "rubbish"}}]},
        {"format": 1, "lines": [{"line": 1, "hash": "0", "text": "", "labels": ["title"]}]},
        {"format": 1, "lines": [{"line": 1, "hash": "0", "text": "", "speakers": {"0": {"name": " "}}}]},
        {"format": 1, "lines": [{"line": 1, "hash": "0", "text": "", "splits": [float("inf")]}]},
    ],
)
def test_what_cannot_be_read_is_refused_with_a_message(data):
    with pytest.raises(CorrectionError, match="stored corrections"):
        Corrections.from_dict(data)


def test_what_cannot_be_done_is_refused_with_a_message():
    article = read(raw(NEWS))
    lines, none = article.lines, Corrections()
    for number in (0, -1, 99, 10**30):
        with pytest.raises(CorrectionError, match="no line"):
            none.relabelled(lines, [number], "title")
    for label in ("rubbish", "blank", ""):
        with pytest.raises(CorrectionError, match="is no label"):
            none.relabelled(lines, [1], label)
    for numbers in ([], [2], [2, 4]):
        with pytest.raises(CorrectionError, match="Choose a line with text"):
            none.relabelled(lines, numbers, "title")
    with pytest.raises(CorrectionError, match="no text above"):
        none.joined(lines, 1)
    with pytest.raises(CorrectionError, match="empty line"):
        none.joined(lines, 2)
    for offset in (-5, 0, 12, 99):
        with pytest.raises(CorrectionError, match="between two words"):
            none.split(lines, 1, offset)
    with pytest.raises(CorrectionError, match="Nobody speaks"):
        none.spoken_by(lines, 3, "Ivan Petrov")
    quote = line_of(article, "We had no choice").number
    for name in ("", "  ", "\0"):
        with pytest.raises(CorrectionError, match="name of who speaks"):
            none.spoken_by(lines, quote, name)
    with pytest.raises(CorrectionError, match="at most 200"):
        none.spoken_by(lines, quote, "x" * 201)
    assert issubclass(CorrectionError, ValueError)


def test_a_label_is_replaced_by_the_next_one():
    desk = Desk(NEWS)
    desk.label("teaser", "Ships have to wait")
    desk.label("heading", "Ships have to wait")
    assert len(desk.corrections.lines) == 1
    assert desk.block("Ships have to wait").type == "heading"


def test_there_is_one_title():
    desk = Desk(NEWS)
    desk.label("title", "Harbour News")
    desk.label("title", "Ships have to wait")
    assert [line.clean for line in desk.lines if line.label == "title"] == [desk.article.title]
    assert desk.article.title.startswith("Ships have to wait")
    desk.label("title", "Harbour News", "Lock closed for repairs")
    assert desk.article.title == "Harbour News Lock closed for repairs"


def test_empty_lines_among_others_are_passed_over():
    article = read(raw(NEWS))
    corrections = Corrections().relabelled(article.lines, range(1, 6), "chrome")
    assert [line.number for line in corrections.lines] == [1, 3, 5]


def test_a_join_and_a_split_at_its_place_leave_nothing():
    desk = Desk(NEWS)
    desk.join("Lock closed")
    assert desk.lines[0].clean == "Harbour News Lock closed for repairs"
    desk.split("Lock closed")
    assert not desk.corrections
    desk.split("for repairs")
    assert desk.corrections
    desk.join("for repairs")
    assert not desk.corrections


def test_a_split_keeps_what_the_whole_line_was():
    desk = Desk(NEWS)
    desk.label("quote", "Ships have to wait")
    desk.split("until the gates")
    assert [desk.block(text).type for text in ("Ships have to wait", "until the gates")] == ["quote"] * 2
    desk.take_back("until the gates")
    assert "until" in desk.block("Ships have to wait").quote
    desk = Desk(NEWS)
    desk.label("title", "Lock closed")
    desk.split("for repairs")
    assert desk.article.title == "Lock closed"


def test_joined_lines_take_the_upper_ones_label():
    desk = Desk(NEWS)
    desk.label("heading", "Ships have to wait")
    desk.label("teaser", "The last repairs")
    desk.join("We had no choice")
    desk.join("The last repairs")
    assert [line.label for line in desk.lines if "Ships have" in line.clean] == ["heading"]
    assert desk.block("The last repairs").text.endswith("gates of steel, which have rusted.") is False
    assert desk.block("The last repairs") == desk.block("Ships have to wait")


def test_places_are_those_of_the_text_as_it_is_shown():
    desk = Desk(MENDED)
    line = line_of(desk.article, "Lock closed for repairs")
    assert line.repaired == "Lock closed for repairs & paint"
    desk.split("paint")
    assert [one.text for one in desk.lines[:2]] == ["Lock&nbsp;closed for repairs &amp; ", "paint"]
    assert desk.lines[0].clean == "Lock closed for repairs &"


def test_corrections_of_a_record_hold_though_it_cannot_store_nul():
    article = read(raw("Lock\0closed\n\nThe lock at Kamenz is closed until May, the authority said."))
    corrections = Corrections().relabelled(article.lines, [1], "subtitle")
    stored = raw("Lock\ufffdclosed\n\nThe lock at Kamenz is closed until May, the authority said.")
    assert read(stored, corrections).lines[0].label == "subtitle"
    assert "\0" not in json.dumps(corrections.to_dict())


def test_the_lines_of_a_record_do_as_well_as_those_of_an_article():
    desk = Desk(DOCUMENTS["page"])
    desk.join("Ships have to wait")
    desk.split("a spokesman")
    stored = json.loads(json.dumps(desk.article.to_dict()))["lines"]
    number = desk.number("a spokesman")
    assert desk.corrections.relabelled(stored, [number], "heading") == desk.corrections.relabelled(
        desk.lines, [number], "heading"
    )
