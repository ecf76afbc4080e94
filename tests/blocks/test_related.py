"""Teasers: what of a page may be shown, and in how many queries."""

from __future__ import annotations

import pytest
from wagtail.blocks import StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from tests import factories
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


def related(*values: dict) -> tuple[blocks.RelatedStreamBlock, StreamValue]:
    block = blocks.RelatedStreamBlock()
    return block, block.normalize([("teaser", value) for value in values])


def test_related_page_gives_title_and_address(news_index):
    article = factories.make_article(news_index, title="Other")
    block, value = related({"page": article}, {"page": article, "text": "As printed"}, {"text": "Only text"})
    assert [(link["text"], link["url"]) for link in block.links(value)] == [
        ("Other", article.url),
        ("As printed", article.url),
        ("Only text", ""),
    ]


@pytest.mark.parametrize("hide", ["draft", "private", "private section"])
def test_related_page_that_is_not_public_gives_nothing_away(news_index, hide):
    article = factories.make_article(news_index, title="Secret", live=hide != "draft")
    if hide.startswith("private"):
        factories.make_private(article if hide == "private" else news_index)
    block, value = related({"page": article}, {"page": article, "text": "As printed"})
    assert [(link["text"], link["url"], link["page"]) for link in block.links(value)] == [
        ("As printed", "", None)
    ]
    assert block.get_api_representation(value) == [
        {"text": "As printed", "date": None, "page": None, "url": None, "full_url": None}
    ]


def test_related_address_must_be_of_the_web():
    block, value = related(
        {"text": "x", "url": "javascript:alert(1)"}, {"text": "y", "url": "https://example.org/"}
    )
    assert [link["url"] for link in block.links(value)] == ["", "https://example.org/"]


def test_related_needs_text_or_page(news_index):
    block = blocks.RelatedBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.get_default())
    page = factories.make_article(news_index)
    from wagtail_cstonews.compat import get_base_page_model

    base = get_base_page_model().objects.get(pk=page.pk)
    assert block.clean(block.normalize({**block.get_default(), "page": base}))["page"] == base


def test_related_pages_are_loaded_at_once(news_index, django_assert_max_num_queries):
    articles = [factories.make_article(news_index) for _number in range(5)]
    block = blocks.RelatedStreamBlock()
    stored = [
        {"type": "teaser", "value": {"text": "x", "page": article.pk}, "id": str(article.pk)}
        for article in articles
    ]
    block.links(block.to_python(stored))
    with django_assert_max_num_queries(2):
        assert len(block.links(block.to_python(stored))) == 5
