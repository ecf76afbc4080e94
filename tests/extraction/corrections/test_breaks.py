"""Lines that an editor joined and split."""

import pytest

from wagtail_cstonews.extraction.corrections.breaks import break_lines
from wagtail_cstonews.extraction.corrections.line_correction import LineCorrection, hash_of
from wagtail_cstonews.extraction.corrections.shown import place_in_text
from wagtail_cstonews.extraction.lines.plain_text import split_lines

from .helpers import DOCUMENTS, NEWS, WRAPPED, Desk

TEXT = "One\n\nTwo three\n\nFour"


def broken(joined=(), splits=None):
    lines = split_lines(TEXT)
    texts = [line.text for line in lines]
    corrections = {}
    for number, above in joined:
        corrections[number] = LineCorrection(
            number, hash_of(texts[number - 1]), "", hash_of(texts[above - 1])
        )
    for number, places in (splits or {}).items():
        corrections[number] = LineCorrection(number, hash_of(texts[number - 1]), "", splits=places)
    return break_lines(lines, corrections)


def test_nothing_is_done_without_breaks():
    found = broken()
    assert [line.text for line in found.lines] == TEXT.split("\n")
    assert (found.number_of(3), found.number_of(3, 4)) == (3, None)


def test_a_break_taken_out_is_a_space():
    found = broken([(3, 1)])
    assert [line.text for line in found.lines] == ["One  Two three", "", "Four"]
    assert found.lines[0].clean == "One Two three"
    assert found.lines[0].origin == ((1, 0, 3), (2, 0, 0), (3, 0, 9))
    assert [line.number for line in found.lines] == [1, 2, 3]
    assert [found.number_of(number) for number in range(1, 6)] == [1, None, None, 2, 3]
    assert [found.place_of(number) for number in range(1, 6)] == [1, 1, 1, 2, 3]


def test_a_new_break_takes_nothing_away():
    found = broken(splits={3: (4,)})
    assert [line.text for line in found.lines] == ["One", "", "Two ", "three", "", "Four"]
    assert (found.number_of(3), found.number_of(3, 4), found.number_of(5)) == (3, 4, 6)


@pytest.mark.parametrize("places", [(0,), (99,), (9,), (-1,)])
def test_no_line_is_empty(places):
    assert [line.text for line in broken(splits={3: places}).lines] == TEXT.split("\n")


def test_joins_in_a_row_and_a_split_between_them():
    found = broken([(3, 1), (5, 3)])
    assert [line.clean for line in found.lines] == ["One Two three Four"]
    lines = split_lines(TEXT)
    both = {
        3: LineCorrection(3, "", "", hash_of("One"), (4,)),
        5: LineCorrection(5, "", "", hash_of("Two three")),
    }
    found = break_lines(lines, both)
    assert [line.clean for line in found.lines] == ["One Two", "three Four"]
    assert (found.number_of(3), found.number_of(3, 4), found.number_of(5)) == (None, 2, None)
    assert [found.place_of(number) for number in range(1, 6)] == [1, 1, 1, 2, 2]


@pytest.mark.parametrize(
    ("text", "shown", "offset", "place"),
    [
        ("one two", "one two", 4, 4),
        ("a\u00a0b c", "a b c", 2, 2),
        ("A&amp;B and C", "A&B and C", 4, 8),
        ("x\u200b\u200by z", "xy z", 1, 1),
        ("x\u200b\u200by z", "xy z", 3, 5),
        ("Ã¤Ã¤ und Ã¶", "ää und ö", 3, 5),
        ("One  Two", "One Two", 5, 6),
    ],
)
def test_places_in_repaired_text(text, shown, offset, place):
    assert place_in_text(text, shown, offset) == place


def test_long_texts_are_compared_in_no_time():
    text = "&amp; ".join(f"word{number}" for number in range(5000))
    shown = text.replace("&amp;", "&")
    assert 0 < place_in_text(text, shown, len(shown) // 2) < len(text)


# --------------------------------------------------------------------------- paragraphs wrapped by hand


def test_a_line_of_a_wrapped_paragraph_is_labelled_alone():
    desk = Desk(WRAPPED)
    assert len(desk.article.body) == 1
    desk.label("heading", "on, the river authority said")
    kinds = [(block.type, block.text[:20]) for block in desk.article.body]
    assert kinds[0] == ("paragraph", "The lock at Kamenz w")
    assert ("heading", "on, the river author") in kinds
    assert ("paragraph", "of Esterburg until t") in kinds
    together = " ".join([desk.article.lead or "", *(block.text for block in desk.article.body)])
    assert " ".join(together.split()) == " ".join(WRAPPED.split("\n\n", 1)[1].split())


def test_all_lines_of_a_wrapped_paragraph_stay_one():
    desk = Desk(WRAPPED)
    wrapped = [line.clean for line in desk.lines[2:6]]
    desk.label("quote", *wrapped)
    assert desk.article.body[0].quote == " ".join(wrapped)
    assert {line.block for line in desk.lines[2:6]} == {0}
    desk.label("lead", *wrapped)
    assert desk.article.lead == " ".join(wrapped)


def test_a_wrapped_title_is_one():
    desk = Desk(WRAPPED)
    desk.label("title", "The last repairs", "were made of oak", "were made of oak")
    assert desk.article.title.startswith("The last repairs were made in 1998")


def test_a_split_begins_a_paragraph():
    desk = Desk(WRAPPED)
    desk.split("Ships have to wait in the port")
    texts = [desk.article.lead or "", *(block.text for block in desk.article.body)]
    texts = [text for text in texts if text]
    assert texts[0].endswith("Monday on, the river authority said.")
    assert texts[1].startswith("Ships have to wait in the port of Esterburg until the gates")
    assert texts[1].endswith("end of the month.")
    desk.join("Ships have to wait in the port")
    assert not desk.corrections


def test_wrapped_paragraphs_are_joined_whole():
    desk = Desk(WRAPPED)
    desk.join("The last repairs were made")
    assert not desk.corrections.lines[0].labels
    texts = [desk.article.lead or "", *(block.text for block in desk.article.body)]
    whole = next(text for text in texts if "The last repairs" in text)
    assert whole.startswith("The lock at Kamenz")
    assert whole.endswith("cost the river towns.")
    assert "end of the month. The last repairs" in whole


# --------------------------------------------------------------------------- mark-up


def test_links_and_stress_go_with_their_words():
    desk = Desk(DOCUMENTS["page"])
    desk.label("paragraph", "will be closed for")
    desk.split("for two weeks")
    first, second = desk.block("The lock at Kamenz will"), desk.block("for two weeks")
    assert first.html == 'The lock at <a href="https://www.river.example/kamenz">Kamenz</a> will be closed'
    assert second.html == (
        'for <em>two weeks</em> from Monday, the <a href="https://river.example/">river authority</a> said.'
    )
    assert "links_lost" not in desk.codes
    desk.join("for two weeks")
    assert desk.block("The lock at Kamenz will").html.count("<a href") == 2
    desk.join("Ships have to wait")
    whole = desk.block("The lock at Kamenz will")
    assert " said. Ships have to wait in Esterburg" in whole.text
    assert whole.html.count("<a href") == 2
    assert "links_lost" not in desk.codes


def test_a_link_is_cut_in_two():
    desk = Desk(DOCUMENTS["page"])
    desk.label("paragraph", "will be closed for")
    desk.split("authority said")
    assert desk.block("The lock at Kamenz will").html.endswith(
        'the <a href="https://river.example/">river</a>'
    )
    assert desk.block("authority said.").html == '<a href="https://river.example/">authority</a> said.'


def test_images_stay_where_they_are():
    desk = Desk(DOCUMENTS["page"])
    images = [block.url for block in desk.article.body if block.type == "image"]
    assert len(images) == 2
    order = [block.url if block.type == "image" else block.text[:9] for block in desk.article.body]
    desk.split("until the gates")
    desk.split("for repairs")
    now = [block.url if block.type == "image" else block.text[:9] for block in desk.article.body]
    assert [one for one in now if not one.startswith("until")] == order


def test_warnings_name_the_lines_as_they_are_now():
    desk = Desk(NEWS.replace("Esterburg", "\u0415sterburg"))
    (before,) = (one.line for one in desk.article.warnings if one.code == "repaired_mixed_script")
    desk.split("for repairs")
    (after,) = (one.line for one in desk.article.warnings if one.code == "repaired_mixed_script")
    assert (before, after) == (desk.number("Ships have") - 1, desk.number("Ships have"))
