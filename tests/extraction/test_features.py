"""What the line model sees of a page."""

import numpy as np
import pytest

from wagtail_cstonews.extraction.article import Hints
from wagtail_cstonews.extraction.features import (
    DENSE_NAMES,
    HINT_NAMES,
    MAX_LINE_CHARACTERS,
    MAX_LINES,
    hint_features,
    page_features,
)

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


MENU = Hints("li", "html body nav ul", "site-nav menuItem", 1.0)
PROSE = Hints("p", "html body main article", "article-body")
TEXTS = [
    "Home",
    "",
    "News",
    "The storm closed the coast road on Monday, the county said.",
    "It was a long night for all.",
]
MARKS = [MENU, None, MENU, PROSE, PROSE]


def test_hints_follow_the_lines_that_are_not_blank():
    marks = hint_features(page_features(TEXTS), MARKS)
    assert marks.dense.shape == (4, len(HINT_NAMES))
    assert marks.kind.tolist() == [0, 0, 1, 1]
    assert marks.dense[:, HINT_NAMES.index("links")].tolist() == [1, 1, 0, 0]
    assert marks.dense[:, HINT_NAMES.index("as above")].tolist() == [0, 1, 0, 1]


def test_hint_words_are_tags_and_the_words_of_attributes():
    menu, prose = hint_features(page_features(TEXTS), MARKS).words
    assert {"<li", "<nav>", "#menu", "#item", "site", "nav"} <= set(menu)
    assert {"<p", "<main>", "<article>", "article", "body"} <= set(prose)


def test_prose_is_seen_in_the_lines_that_are_marked_alike():
    alike = hint_features(page_features(TEXTS), MARKS).dense[:, HINT_NAMES.index("prose alike")]
    assert alike.tolist() == pytest.approx([0, 0, 1, 1])


def test_lines_may_lack_hints():
    marks = hint_features(page_features(TEXTS), [None] * len(TEXTS))
    assert np.isfinite(marks.dense).all()
    assert len(hint_features(page_features([""]), [MENU]).dense) == 0
