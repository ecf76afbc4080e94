"""What the line model sees of mark-up."""

import numpy as np
import pytest

from wagtail_cstonews.extraction.article import Hints
from wagtail_cstonews.extraction.line_model.features import page_features
from wagtail_cstonews.extraction.line_model.markup_features import MARKUP_NAMES, markup_features

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
    marks = markup_features(page_features(TEXTS), MARKS)
    assert marks.dense.shape == (4, len(MARKUP_NAMES))
    assert marks.kind.tolist() == [0, 0, 1, 1]
    assert marks.dense[:, MARKUP_NAMES.index("links")].tolist() == [1, 1, 0, 0]
    assert marks.dense[:, MARKUP_NAMES.index("as above")].tolist() == [0, 1, 0, 1]


def test_hint_words_are_tags_and_the_words_of_attributes():
    menu, prose = markup_features(page_features(TEXTS), MARKS).words
    assert {"<li", "<nav>", "#menu", "#item", "site", "nav"} <= set(menu)
    assert {"<p", "<main>", "<article>", "article", "body"} <= set(prose)


def test_prose_is_seen_in_the_lines_that_are_marked_alike():
    alike = markup_features(page_features(TEXTS), MARKS).dense[:, MARKUP_NAMES.index("prose alike")]
    assert alike.tolist() == pytest.approx([0, 0, 1, 1])


def test_lines_may_lack_hints():
    marks = markup_features(page_features(TEXTS), [None] * len(TEXTS))
    assert np.isfinite(marks.dense).all()
    assert len(markup_features(page_features([""]), [MENU]).dense) == 0
