"""Links on words of plain text."""

from __future__ import annotations

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from tests import factories
from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


REPORT = {"text": "the  report", "url": "https://example.org/?a=1&b=2"}


def test_links_stand_on_their_words():
    html = soup(
        blocks.LinkedHeadingBlock(), {"text": "What <the report> says of the report", "links": [REPORT] * 3}
    )
    links = html.select("h2 a")
    assert [link["href"] for link in links] == ["https://example.org/?a=1&b=2"] * 2
    assert html.h2.get_text() == "What <the report> says of the report"
    question = {"question": "Is <b>\nthe report?", "answer": [], "question_links": [REPORT]}
    html = soup(blocks.ExchangeBlock(), question)
    assert html.select_one(".cstonews-exchange__question a").get_text() == "the report"
    assert not html.select("b")


def test_links_that_may_not_be_shown_are_text():
    links = [{"text": "report", "url": "javascript:alert(1)"}, {"text": "", "url": "https://example.org/"}]
    html = soup(blocks.LinkedHeadingBlock(), {"text": "What the report says", "links": links})
    assert html.select("a") == []
    block = blocks.LinkedHeadingBlock()
    value = block.normalize({"text": "What the report says", "links": links})
    assert block.get_api_representation(value) == {"text": "What the report says", "links": []}


def test_links_to_pages_that_are_not_public_keep_their_address(news_index):
    page = factories.make_article(news_index, title="Secret")
    block = blocks.ImageBlock()
    link = {"page": page, "url": "https://example.org/old"}
    value = block.normalize(
        {
            "image": factories.make_image(),
            "caption": "A hall",
            "link": link,
            "caption_links": [{"text": "hall", **link}],
        }
    )
    found = block.get_api_representation(value)
    assert found["link"] == {"page": page.pk, "url": page.get_url()}
    assert found["caption_links"] == [{"text": "hall", "page": page.pk, "url": page.get_url()}]
    factories.make_private(news_index)
    found = block.get_api_representation(value)
    assert found["link"] == {"page": None, "url": "https://example.org/old"}
    assert page.get_url() not in block.render(value)


@pytest.mark.parametrize(
    ("block", "value", "field"),
    [
        (blocks.LinkedHeadingBlock(), {"text": "A heading", "links": [REPORT]}, "links"),
        (
            blocks.ImageBlock(),
            {"caption": "A hall", "credit": "AP", "caption_links": [REPORT]},
            "caption_links",
        ),
        (
            blocks.ExchangeBlock(),
            {"question": "Why?", "answer": [("paragraph", "<p>So.</p>")], "question_links": [REPORT]},
            "question_links",
        ),
    ],
)
def test_words_that_do_not_stand_in_the_text_are_refused(block, value, field):
    if "caption" in value:
        value["image"] = factories.make_image()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize(value))
    error = caught.value.block_errors[field]
    assert "“the  report” does not stand in the text" in str(error.non_block_errors)
    block.clean(block.normalize({**value, field: []}))
