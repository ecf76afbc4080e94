"""How far an article can be trusted."""

import json
import math
from importlib import resources

import pytest

from tests.extraction.helpers import article_of
from wagtail_cstonews.extraction.article import Article, Line
from wagtail_cstonews.extraction.labelling.confidence import MOST, confidence, evidence
from wagtail_cstonews.extraction.labelling.start.article_start import ArticleStart

PROSE = (
    "The council voted on Monday to close the old bridge, after engineers found cracks in its pillars. "
    "Work will begin in spring and will not be done before winter, the mayor said after the meeting."
)


def page(*lines):
    """Lines with labels and the line model's scores, from (label, text, score)."""
    return (
        [Line(number, text, label=label) for number, (label, text, _) in enumerate(lines, 1)],
        [score for *_, score in lines],
    )


def article(**fields):
    return Article("1", "1.txt", **{"title": "The bridge", "language": "en", **fields})


SURE = [
    ("chrome", "Menu", 0.0),
    ("title", "The bridge", 0.02),
    *[("paragraph", PROSE, 0.99)] * 6,
    ("chrome", "About us", 0.0),
]
UNSURE = [
    ("chrome", "Menu", 0.0),
    ("title", "The bridge", 0.02),
    ("paragraph", PROSE, 0.6),
    ("teaser", PROSE, 0.4),
    ("paragraph", PROSE, 0.55),
    ("teaser", PROSE, 0.45),
]


def test_where_the_line_model_is_sure_the_article_is_trusted_more():
    assert 0 < confidence(article(), *page(*UNSURE)) < 0.5
    assert confidence(article(), *page(*UNSURE)) < confidence(article(), *page(*SURE)) <= MOST


@pytest.mark.parametrize("headline", [None, 1])
def test_an_article_that_may_well_begin_elsewhere_is_not_trusted(headline):
    # Of documents with such a start one in seven had another article's title, and nine in ten claimed 0.9.
    sure = confidence(article(), *page(*SURE), ArticleStart(headline, 0.99))
    unsure = confidence(article(), *page(*SURE), ArticleStart(headline, 0.85))
    assert unsure <= 0.9
    assert unsure < sure == confidence(article(), *page(*SURE))


def test_without_a_body_there_is_no_confidence():
    assert confidence(article(), *page(("title", "The bridge", 0.3), ("chrome", "Menu", 0.1))) == 0
    assert confidence(article(), [], []) == 0
    assert article_of("").confidence == 0


def test_the_evidence_weighs_lines_by_their_length():
    body = ("paragraph", "a" * 100, 0.9), ("chrome", "b" * 50, 0.2), ("paragraph", "c" * 100, 0.5)
    lines = page(*body, ("blank", "", 0.0))
    found = evidence(article(published_at="2026-01-02"), *lines)
    assert found["expected_precision"] == pytest.approx(140 / 200)
    assert found["expected_recall"] == pytest.approx(140 / 150)
    assert found["doubtful"] == pytest.approx(math.log1p(150 / 200))
    assert found["gaps"] == pytest.approx(math.log1p(50 / 200))
    assert found["runs"] == pytest.approx(math.log(2))
    assert found["share"] == pytest.approx(200 / 250)
    assert (found["first"], found["last"], found["next"]) == (0.9, 0.5, 0.0)
    assert (found["title"], found["date"], found["language"]) == (1, 1, 1)


@pytest.mark.parametrize("fed", ["text", "html"])
def test_the_shipped_weights_fit_the_evidence_and_say_how_true_they_are(fed):
    text = (
        resources.files("wagtail_cstonews.extraction")
        .joinpath("ml", "trained", "confidence.json")
        .read_text("utf-8")
    )
    model = json.loads(text)[fed]
    assert model["weights"].keys() == evidence(article(), *page(*SURE)).keys()
    assert all(scale > 0 for _, _, scale in model["weights"].values())
    # Of the pages with confidence over 0.9, whose sites nobody had seen, nine in ten are good.
    assert model["cross_validated"]["all pages"]["good"] >= 0.9


def test_an_article_with_little_around_it_is_trusted_from_text_and_from_html():
    paragraphs = [PROSE.replace("old bridge", f"{name} bridge") for name in ("old", "long", "new", "last")]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    html = f"<html><body><nav>Menu</nav><article><h1>The bridge</h1>{body}</article></body></html>"
    text = "\n\n".join(["The bridge is closed", *paragraphs])
    for found in (article_of(text), article_of(html, media_type="html")):
        assert 0.5 < found.confidence <= MOST
