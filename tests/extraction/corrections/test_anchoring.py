"""Corrections of an original that has changed since."""

import pytest

from wagtail_cstonews.extraction.corrections import Corrections

from .helpers import NEWS, Desk, as_json, line_of, raw, read

LAST = "The last repairs"


def lost(article):
    return [warning.message for warning in article.warnings if warning.code == "correction_lost"]


def test_a_line_is_found_where_it_stands_now():
    desk = Desk(NEWS)
    desk.label("heading", LAST)
    parts = NEWS.split("\n\n")
    article = read(raw("\n\n".join([parts[1], parts[7], *parts[2:7], *parts[8:]])), desk.corrections)
    assert line_of(article, LAST).label == "heading"
    assert not lost(article)


def test_a_line_that_is_gone_is_named():
    desk = Desk(NEWS)
    desk.label("heading", LAST)
    desk.label("chrome", "Harbour News")
    article = read(raw(NEWS.replace("in 1998", "in 1999")), desk.corrections)
    assert line_of(article, LAST).label == "paragraph"
    assert line_of(article, "Harbour News").label == "chrome"
    (message,) = lost(article)
    assert "“The last repairs were made in 1998, when the old gates of oa” no longer" in message


def test_of_lines_with_the_same_text_the_nearest_is_taken():
    text = "\n".join(["The lock is closed.", *["Read more"] * 9])
    first = read(raw(text))
    corrections = Corrections().relabelled(first.lines, [5, 6], "signoff")
    article = read(raw(f"Home\n{text}"), corrections)
    assert [line.number for line in article.lines if line.label == "signoff"] == [5, 6]
    article = read(raw("Read more\nHome"), corrections)
    assert next(line.label for line in article.lines) == "signoff"
    assert len(lost(article)) == 1


def test_a_join_needs_the_line_above_it():
    desk = Desk(NEWS)
    desk.join("Ships have to wait")
    assert not lost(desk.article)
    between = NEWS.replace("Ships have to wait", "Nobody passes.\n\nShips have to wait")
    article = read(raw(between), desk.corrections)
    assert "“Ships have to wait" in lost(article)[0]
    assert as_json(article) != as_json(read(raw(between)))
    assert [line.text for line in article.lines] == between.split("\n")
    article = read(raw(f"Home\n\n{NEWS}"), desk.corrections)
    assert line_of(article, "Ships have to wait").clean.startswith("KAMENZ")


def test_what_is_corrected_next_is_of_the_changed_original():
    desk = Desk(NEWS)
    desk.label("heading", LAST)
    desk.label("chrome", "Harbour News")
    moved = Desk(f"Home\n\n{NEWS.replace('in 1998', 'in 1999')}")
    moved.do(desk.corrections)
    assert lost(moved.article)
    moved.label("subtitle", "Ships have to wait")
    assert [(line.number, line.excerpt) for line in moved.corrections.lines][:1] == [(3, "Harbour News")]
    assert len(moved.corrections.lines) == 2
    assert not lost(moved.article)
    moved.label("kicker", "Harbour News")
    assert line_of(moved.article, "Harbour News").label == "kicker"


@pytest.mark.parametrize("place", [0, 3, 4, 40])
def test_breaks_move_with_their_line(place):
    desk = Desk(NEWS)
    desk.split("until the gates")
    lines = NEWS.split("\n")
    lines.insert(place, "Home")
    article = read(raw("\n".join(lines)), desk.corrections)
    assert line_of(article, "until the gates").clean.startswith("until the gates")
    assert not lost(article)
