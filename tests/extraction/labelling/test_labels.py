"""What is written on lines."""

from wagtail_cstonews.extraction.article import Label, Line
from wagtail_cstonews.extraction.labelling.labels import blank_empty, move_blocks, write_blocks, write_labels


def lines_of(*labels):
    return [Line(number, f"Line {number}", label=label) for number, label in enumerate(labels, 1)]


def test_only_lines_that_are_named_change():
    lines = lines_of("title", "chrome")
    write_labels(lines, {2: Label("duplicate", "the headline again")})
    assert [(line.label, line.reason) for line in lines] == [
        ("title", ""),
        ("duplicate", "the headline again"),
    ]


def test_lines_that_no_block_took_in_have_none():
    lines = lines_of("heading", "chrome", "paragraph")
    write_blocks(lines, {1: 0, 3: 1})
    assert [line.block for line in lines] == [0, None, 1]
    move_blocks(lines, [1, 3])
    assert [line.block for line in lines] == [1, None, 3]


def test_an_empty_line_is_blank_unless_an_image_stands_there():
    lines = [Line(1, " ", label="paragraph", block=2, reason="why"), Line(2, "", label="caption", block=3)]
    blank_empty(lines)
    assert [(line.label, line.reason, line.block) for line in lines] == [
        ("blank", "", None),
        ("caption", "", 3),
    ]
