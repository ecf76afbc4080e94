"""Text to lines."""

import random

import pytest

from wagtail_cstonews.extraction.labelling.labels import spread
from wagtail_cstonews.extraction.lines.plain_text import passages, split_lines, wrap_width

WRAPPED = """\
On May 26, the Council of River Ports will meet in Esterburg under the
chairmanship of the Republic of Sandia. The ministers of transport of all
five member states are expected to be there.

The participants will discuss the pilots' exam, the budget for the coming
year and the new lock at Kamenz, which is to be opened in the autumn. Two
of the member states have asked for more time.
- the exam
- the budget
"""


def rebuilt(text):
    return "\n".join(line.text for line in split_lines(text))


@pytest.mark.parametrize(
    "text", ["", "\n", "a", "a\n", "\n\na\r\n\rb\r", "a\x0bb\x0cc\x85d\u2028e\u2029f", "\0\r\n\0"]
)
def test_lines_put_together_are_the_text(text):
    assert rebuilt(text) == text.replace("\r\n", "\n").replace("\r", "\n")


def test_any_text_at_all_can_be_put_together_again():
    chance = random.Random(7)  # noqa: S311 - not for secrets
    alphabet = "ab \t\r\n\x0b\x0c\x1c\x85\u2028\u2029\u00a0\0é—😀"
    for _ in range(500):
        text = "".join(chance.choice(alphabet) for _ in range(chance.randrange(60)))
        assert rebuilt(text) == text.replace("\r\n", "\n").replace("\r", "\n")
        assert [line.number for line in split_lines(text)] == list(range(1, len(split_lines(text)) + 1))


def test_paragraphs_that_were_wrapped_by_hand_are_joined():
    read = passages(split_lines(WRAPPED))
    joined = [passage.line.text for passage in read if passage.line.text]
    assert joined[0].startswith("On May 26, the Council")
    assert joined[0].endswith("expected to be there.")
    assert joined[1].endswith("for more time.")
    assert joined[2:] == ["- the exam", "- the budget"]
    assert [member.text for passage in read for member in passage.members] == WRAPPED.split("\n")


def test_a_stand_in_gives_its_label_to_its_lines():
    first = passages(split_lines(WRAPPED))[0]
    first.line.label, first.line.block, first.line.reason = "paragraph", 3, "why"
    spread([first])
    assert {(line.label, line.block, line.reason) for line in first.members} == {("paragraph", 3, "why")}
    assert len(first.members) == 3


def test_a_hyphen_at_the_end_stays_without_a_gap():
    text = WRAPPED.replace(
        "the pilots' exam, the budget for the coming\n", "the budget for the coming and for the well-\n"
    )
    joined = [passage.line.text for passage in passages(split_lines(text))]
    assert any("well-year" in line for line in joined)


@pytest.mark.parametrize(
    "text",
    [
        "Home\nNews\nSport\nabout us\nterms of use\n",
        "A paragraph on one line that is quite long and ends with a full stop, as most do. " * 3
        + "\nshort\nlines\nfollow",
        "One line only",
        "",
    ],
)
def test_other_texts_are_left_as_they_are(text):
    lines = split_lines(text)
    assert wrap_width(lines) is None
    assert [passage.line for passage in passages(lines)] == lines
