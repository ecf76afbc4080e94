"""Texts that are no article but list several."""

import pytest

from tests.extraction.helpers import article_of
from tests.extraction.summaries import BODY, HEADLINE, MORE, SUMMARIES, dated, facts_of
from wagtail_cstonews.extraction.labelling.start.listing import features, is_listing


@pytest.mark.parametrize(
    "lines", [[*SUMMARIES, *MORE], dated([*SUMMARIES, *MORE]), ["News", *SUMMARIES, *MORE]]
)
def test_a_list_of_summaries_is_no_article(lines):
    article = article_of("\n\n".join(lines))
    assert "not_an_article" in [warning.code for warning in article.warnings]
    assert article.confidence < 0.2
    # Nothing is lost: what was there is kept with its lines.
    assert [line.clean for line in article.lines if line.clean] == lines


@pytest.mark.parametrize(
    "lines", [[HEADLINE, *BODY], BODY, [*SUMMARIES, HEADLINE, *BODY], [HEADLINE, BODY[0]]]
)
def test_an_article_is_none(lines):
    article = article_of("\n\n".join(lines))
    assert "not_an_article" not in [warning.code for warning in article.warnings]


def test_the_address_of_a_second_page_counts():
    lines = facts_of([HEADLINE, *BODY[:2], *SUMMARIES])
    assert is_listing(lines) <= is_listing(lines, "https://herald.example/news/?PAGEN_1=2")
    assert not is_listing(facts_of([HEADLINE, *BODY]), "https://herald.example/news/?page=2")


def test_of_one_paragraph_nothing_can_be_said():
    assert features(facts_of([SUMMARIES[0]])) == []
    assert not is_listing(facts_of([SUMMARIES[0]]))
