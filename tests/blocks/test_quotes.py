"""Quotes: who is named, what is refused, what is said over the API."""

from __future__ import annotations

import pytest
from wagtail.blocks.struct_block import StructBlockValidationError

from tests import factories
from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


def test_quote_with_a_chosen_speaker_links_to_their_page():
    person = factories.make_person("Anna Orlova")
    html = soup(
        blocks.QuoteBlock(),
        {
            "quote": "First.\n\nSecond <b>not bold</b>.",
            "speaker": person,
            "speaker_name": "A. Orlova",
            "role": "Minister",
            "attribution": "the minister said",
            "source_url": "https://example.org/a",
        },
    )
    figure = html.select_one("figure.cstonews-quote")
    quote = figure.select_one("blockquote")
    assert quote["cite"] == "https://example.org/a"
    assert [p.get_text() for p in quote.select("p")] == ["First.", "Second <b>not bold</b>."]
    caption = figure.select_one("figcaption")
    assert caption.select_one("a.cstonews-speaker")["href"] == "/people/anna-orlova/"
    assert caption.select_one("a").get_text() == "Anna Orlova"
    assert caption.select_one(".cstonews-speaker__role").get_text() == "Minister"
    assert caption.select_one(".cstonews-quote__attribution").get_text() == "the minister said"


def test_quote_with_a_printed_name_has_no_link():
    html = soup(blocks.QuoteBlock(), {"quote": "Words.", "speaker_name": "A. <i>Orlova</i>"})
    assert html.select_one("figcaption").get_text(strip=True) == "A. <i>Orlova</i>"
    assert html.select("a, i") == []


def test_quote_of_nobody_has_no_caption():
    html = soup(blocks.QuoteBlock(), {"quote": "Words."})
    assert html.select_one("figcaption") is None
    assert "cite" not in html.select_one("blockquote").attrs


def test_quote_of_a_person_without_public_page_has_no_link(settings):
    settings.ROOT_URLCONF = "wagtail.admin.urls"
    html = soup(blocks.QuoteBlock(), {"quote": "Words.", "speaker": factories.make_person("Anna Orlova")})
    assert html.select("a") == []
    assert "Anna Orlova" in html.get_text()


@pytest.mark.parametrize("text", ["", "  ", "«…»", "\u200b", None])
def test_a_quote_needs_words(text):
    block = blocks.QuoteBlock()
    with pytest.raises(StructBlockValidationError) as caught:
        block.clean(block.normalize({**block.get_default(), "quote": text}))
    assert set(caught.value.block_errors) == {"quote"}


def test_a_quote_with_words_is_clean():
    block = blocks.QuoteBlock()
    value = block.clean(block.normalize({**block.get_default(), "quote": "Words."}))
    assert value["quote"] == "Words."


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "java\nscript:alert(1)"])
def test_hostile_source_never_becomes_a_link(url):
    block = blocks.QuoteBlock()
    value = block.normalize({**block.get_default(), "quote": "Words.", "source_url": url})
    with pytest.raises(StructBlockValidationError):
        block.clean(value)
    assert "script" not in block.render(value)
    assert "data:" not in block.render(value)
    assert block.get_api_representation(value)["source_url"] is None


def test_quote_over_the_api():
    person = factories.make_person("Anna Orlova")
    block = blocks.QuoteBlock()
    value = block.normalize(
        {"quote": "Words.", "speaker": person, "role": "Minister", "attribution": "she said"}
    )
    assert block.get_api_representation(value) == {
        "quote": "Words.",
        "speaker": {
            "id": person.pk,
            "name": "Anna Orlova",
            "role": "Minister",
            "url": "/people/anna-orlova/",
        },
        "attribution": "she said",
        "source_url": None,
    }
    printed = block.normalize({"quote": "Words.", "speaker_name": "A. Orlova"})
    assert block.get_api_representation(printed)["speaker"] == {
        "id": None,
        "name": "A. Orlova",
        "role": None,
        "url": None,
    }
    assert block.get_api_representation(block.normalize({"quote": "Words."}))["speaker"] is None


@pytest.mark.parametrize(
    ("block", "shown", "folded"),
    [
        (blocks.QuotedBlock, ["quote", "speaker"], ["speaker_name", "role"]),
        (blocks.QuoteBlock, ["quote", "speaker"], ["speaker_name", "role", "attribution", "source_url"]),
    ],
)
def test_the_editor_sees_quote_and_speaker_first_and_the_rest_folded(block, shown, folded):
    layout = block().meta.form_layout
    assert layout.children[:-1] == shown
    assert layout.children[-1].children == folded
    assert "collapsed" in layout.children[-1].classname
    # The order in which they are stored, and stand in migrations.
    assert list(block().child_blocks) == [*shown, *folded] == list(block.base_blocks)
