"""Where on a site's pages its articles stand."""

import math

import pytest

from wagtail_cstonews.extraction.site.layout import MOST_LINES, MOST_WORDS, Layout, logit_penalties

MENU, READ, FOLLOW, FOOT = 1, 2, 3, 4


def layout(number, *, teasers=3, body=3):
    """A page: menu, an article, "Most read" with teasers, "Follow us", footer."""
    own = [(1000 * number + index, 50, True) for index in range(body)]
    others = [(1000 * number + 100 + index, 50, False) for index in range(teasers)]
    return Layout.of(
        [(MENU, 1, False), *own, (READ, 2, False), *others, (FOLLOW, 2, False), (FOOT, 1, False)]
    )


PAGE = [MENU, 11, 12, 0, 13, READ, 21, 0, 22, FOLLOW, FOOT, 31]


def test_lines_between_those_that_pages_share_are_judged_by_what_stands_there_elsewhere():
    found = logit_penalties(PAGE, [layout(1), layout(2), layout(3), layout(4)])
    assert found[6] == found[8] == pytest.approx(math.log(4.5 / 0.5)), "the rule of succession"
    assert [index for index, fall in enumerate(found) if fall] == [6, 8], (
        "no line of the article, nor a shared one"
    )


def test_more_documents_say_more():
    few, many = (logit_penalties(PAGE, [layout(number) for number in range(1, count)])[6] for count in (2, 6))
    assert 0 < few < many


def test_documents_that_show_few_words_there_say_little():
    assert logit_penalties(PAGE, [layout(1, teasers=0)])[6] == 0
    short = Layout.of([(READ, 2, False), (999, 10, False), (FOLLOW, 2, False)])
    assert 0 < logit_penalties(PAGE, [short])[6] < logit_penalties(PAGE, [layout(1)])[6]


def test_lines_far_from_the_shared_one_do_not_count():
    far = [(100 + index, 10, index >= 20) for index in range(40)]
    found = logit_penalties([READ, 21], [Layout.of([(READ, 2, False), *far])])
    assert found[1] > 0, "the first lines below are no article, whatever comes later"


def test_the_page_itself_and_other_versions_of_its_article_say_nothing():
    article = layout(1)
    version = Layout.of(
        [(MENU, 1, False), (1000, 50, False), (1001, 50, True), (1002, 50, True), (READ, 2, False)]
    )
    page = [*article.keys[:-1], 77]
    assert not any(logit_penalties(page, [article, version]))
    assert logit_penalties(page, [article, layout(2)])[-1] == logit_penalties(page, [layout(2)])[-1]


def test_no_layouts_and_blank_pages():
    assert logit_penalties(PAGE, []) == [0.0] * len(PAGE)
    assert logit_penalties([0, 0], [layout(1)]) == [0.0, 0.0]
    assert logit_penalties([], [layout(1)]) == []
    assert logit_penalties([5, 6], [Layout()]) == [0.0, 0.0]


def test_a_layout_is_bounded():
    kept = Layout.of((number, 10_000, True) for number in range(2 * MOST_LINES))
    assert len(kept.keys) == MOST_LINES
    assert set(kept.words) == {MOST_WORDS}


def test_a_layout_is_stored_as_text():
    original = Layout.of([(2**64 - 1, 300, True), (0, 0, False)])
    assert Layout.from_text(original.to_text()) == original
    assert Layout.from_text(Layout().to_text()) == Layout()


@pytest.mark.parametrize("text", ["no base 64!", "AAAA", "ä", "A" * 20_000])
def test_damaged_text_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        Layout.from_text(text)
