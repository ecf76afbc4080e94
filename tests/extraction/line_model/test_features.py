"""What the line model sees of a page."""

import numpy as np
import pytest

from wagtail_cstonews.extraction.line_model.features import DENSE_NAMES, MAX_LINE_CHARACTERS, page_features
from wagtail_cstonews.extraction.line_model.segments import MAX_LINES

PAGE = [
    "Home | News | Sport",
    "",
    "Storm closes the coast road",
    "12.05.2024 14:30",
    "The storm that came in on Monday closed the coast road, and it will stay closed for a week.",
    "“We have never seen such waves,” said the harbour master of the town, who has been there for years.",
    "   ",
    "Read more",
    "Read more",
]


def column(page, name):
    return page.dense[:, DENSE_NAMES.index(name)]


def test_blank_lines_are_left_out_and_the_others_keep_their_index():
    page = page_features(PAGE)
    assert page.rows.tolist() == [0, 2, 3, 4, 5, 7, 8]
    assert page.dense.shape == (7, len(DENSE_NAMES))


def test_words_are_counted_line_by_line():
    page = page_features(PAGE)
    words = np.diff(page.word_starts)
    assert words.tolist() == [3, 5, 5, 19, 19, 2, 2]
    assert np.allclose(column(page, "words"), np.log1p(words))


def test_sentences_dates_and_times_are_seen():
    page = page_features(PAGE)
    assert column(page, "ends as sentence").tolist() == [0, 0, 0, 1, 1, 0, 0]
    assert column(page, "clock").tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert column(page, "numeric date").tolist() == [0, 0, 1, 0, 0, 0, 0]
    assert column(page, "year").tolist() == [0, 0, 1, 0, 0, 0, 0]


def test_repeated_lines_are_seen():
    page = page_features(PAGE)
    assert column(page, "same lines")[-2:] == pytest.approx(np.log([2, 2]))
    assert column(page, "pairs elsewhere").tolist() == pytest.approx([0, 0.5, 0.5, 2 / 18, 0, 1, 1])
    assert column(page, "pairs seen earlier").tolist() == pytest.approx([0, 0, 0.25, 2 / 18, 0, 0, 1])


def test_the_block_of_prose_is_found():
    assert column(page_features(PAGE), "in prose block").tolist() == [0, 0, 0, 1, 1, 0, 0]


def test_the_forms_of_lines_are_told_and_fade_with_the_distance():
    lines = ["One line", "Related stories", "Another line", "1 May 2024"]
    page = page_features(lines, ["", "others", "", "date"])
    assert column(page, "form others").tolist() == [0, 1, 0, 0]
    assert column(page, "form date").tolist() == [0, 0, 0, 1]
    assert column(page, "others above").tolist() == [0, 1, 1, 1]
    after, before = column(page, "after others"), column(page, "before others")
    assert after[0] == 0
    assert after[1] == before[1] == 1
    assert 1 > after[2] > after[3] > 0
    assert before[0] == after[2]
    assert column(page, "dates 1").tolist() == pytest.approx([0, 0, 1 / 3, 1 / 3])


def test_an_unknown_form_is_none_and_forms_may_be_lacking():
    bare, odd = page_features(PAGE), page_features(PAGE, ["unheard of"] * len(PAGE))
    assert (bare.dense == odd.dense).all()


def test_lines_that_come_back_in_turn_have_a_rhythm():
    teasers = [
        line
        for number in range(8)
        for line in (f"Headline of {number}", "More words than above, so that it is one.")
    ]
    page = page_features(teasers)
    assert column(page, "rhythm")[6] > 0.8
    assert column(page, "monotony")[6] == 0
    assert column(page_features(["The same shape of line."] * 16), "monotony")[8] == 1


def test_windows_count_what_lies_outside_the_page_as_nothing():
    page = page_features(["word " * 10] * 3)
    assert column(page, "density 1").tolist() == pytest.approx([2 / 3, 1, 2 / 3])


def test_topics_are_the_longer_words_and_know_their_line():
    page = page_features(["The harbour, the lighthouse", "of it", "harbour"])
    assert page.topic_lines.tolist() == [0, 0, 2]
    assert page.topics[0] == page.topics[2] != page.topics[1]
    assert page.topic_number.tolist() == [2, 0, 1]
    assert page.weight.tolist() == [4, 2, 1]


def test_case_and_digits_make_no_other_word():
    page = page_features(["Storm STORM storm", "1999", "2024", "mortS"])
    storms, (year, other), mirrored = page.words[:3], page.words[3:5], page.words[5]
    assert len(set(storms.tolist())) == 1
    assert year == other
    assert mirrored != storms[0]


def test_scripts_without_spaces_have_words_and_sentences():
    page = page_features(["昨日、東京で大きな会議が開かれた。参加者は百人を超えた。"])
    assert column(page, "sentences")[0] == pytest.approx(np.log1p(2))
    assert column(page, "words")[0] > np.log1p(8)


@pytest.mark.parametrize("texts", [[], [""], ["  ", "\t", "\u00a0"]])
def test_a_page_without_text_is_empty(texts):
    page = page_features(texts)
    assert page.dense.shape == (0, len(DENSE_NAMES))
    assert page.words.tolist() == page.rows.tolist() == []


@pytest.mark.parametrize(
    "text",
    [
        "\x00",
        "\ud800 half a pair",
        "…",
        "\U0001f600\U0001f600",
        "a\nb",
        "\u0301",
        "x" * 50_000,
        "a " * 50_000,
    ],
    ids=["nul", "surrogate", "dots", "pictures", "line break", "accent alone", "one long word", "many words"],
)
def test_odd_lines_give_finite_numbers(text):
    page = page_features(["Before it.", text, "After it."])
    assert len(page.rows) == 3
    assert np.isfinite(page.dense).all()
    assert column(page, "characters").max() <= np.log1p(MAX_LINE_CHARACTERS)


def test_a_page_of_too_many_lines_is_refused():
    with pytest.raises(ValueError, match="cut it into pieces"):
        page_features(["x"] * (MAX_LINES + 1))
