"""Blocks: what they accept, render, say over the API and show the editor."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.urls import reverse
from wagtail.blocks import Block, StreamValue
from wagtail.blocks.struct_block import StructBlockValidationError

from tests import factories
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db

ALL_BLOCKS = [
    blocks.ParagraphBlock,
    blocks.HeadingBlock,
    blocks.LinkedHeadingBlock,
    blocks.LinkTargetBlock,
    blocks.TextLinkBlock,
    blocks.TextLinksBlock,
    blocks.QuoteBlock,
    blocks.ExchangeBlock,
    blocks.ImageBlock,
    blocks.ItemListBlock,
    blocks.TableBlock,
    blocks.EmbedBlock,
    blocks.AnswerStreamBlock,
    blocks.BodyBlock,
    blocks.AuthorBlock,
    blocks.AuthorStreamBlock,
    blocks.RelatedBlock,
    blocks.RelatedStreamBlock,
]


def soup(block: Block, value: object) -> BeautifulSoup:
    return BeautifulSoup(block.render(block.normalize(value)), "html.parser")


def body(*children: tuple[str, object]) -> StreamValue:
    return blocks.BodyBlock().normalize(list(children))


@pytest.mark.parametrize("block_class", ALL_BLOCKS)
def test_every_block_explains_itself_to_the_editor(block_class):
    meta = block_class().meta
    assert str(meta.label)
    assert meta.icon not in {None, "placeholder"}
    assert str(meta.description)
    assert block_class().is_previewable


@pytest.mark.parametrize("block_class", ALL_BLOCKS)
def test_every_block_has_a_preview(admin_client, block_class):
    block = block_class()
    response = admin_client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    html = response.content.decode()
    assert response.status_code == 200
    assert "wagtail_cstonews/news.css" in html
    assert (
        BeautifulSoup(html, "html.parser").select_one(".cstonews-preview").get_text(strip=True)
        or "<svg" in html
    )


# Quotes


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


# Exchanges


def test_exchange_renders_question_and_answer():
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    html = soup(
        blocks.ExchangeBlock(),
        {
            "question": "Why <b>now</b>?",
            "questioner": oleg,
            "answer": [("paragraph", "<p>Because.</p>"), factories.quote("Never say never", speaker=oleg)],
            "answerer_name": "Anna",
            "answerer": anna,
        },
    )
    group = html.select_one("[role=group]")
    assert group["aria-label"] == "Question and answer"
    question, answer = (
        group.select_one(".cstonews-exchange__question"),
        group.select_one(".cstonews-exchange__answer"),
    )
    assert "Why <b>now</b>?" in question.get_text()
    assert "Oleg Petrov" in question.get_text()
    assert question.select("a") == []
    assert answer.select_one("a.cstonews-speaker")["href"] == "/people/anna-orlova/"
    assert "Because." in answer.get_text()
    assert answer.select_one("figure.cstonews-quote blockquote").get_text(strip=True) == "Never say never"


def test_exchange_without_names_still_says_which_is_which():
    html = soup(blocks.ExchangeBlock(), factories.exchange("Why?", "<p>Because.</p>")[1])
    assert [label.get_text(strip=True) for label in html.select(".cstonews-hidden")] == ["Question", "Answer"]


def test_exchange_over_the_api():
    person = factories.make_person("Anna Orlova")
    block = blocks.ExchangeBlock()
    value = block.normalize(
        {
            "question": "Why?",
            "questioner_name": "Radio",
            "answer": [("paragraph", "<p>Because.</p>"), factories.quote("Words", speaker=person)],
            "answerer": person,
            "answerer_role": "Minister",
        }
    )
    found = block.get_api_representation(value, context={})
    assert found["question"] == {
        "text": "Why?",
        "speaker": {"id": None, "name": "Radio", "role": None, "url": None},
        "links": [],
    }
    assert found["answer"]["speaker"]["id"] == person.pk
    assert found["answer"]["speaker"]["role"] == "Minister"
    assert [child["type"] for child in found["answer"]["body"]] == ["paragraph", "quote"]
    assert found["answer"]["body"][1]["value"]["speaker"]["name"] == "Anna Orlova"
    json.dumps(found)


# The others


def test_image_renders_with_alternative_text_and_caption():
    image = factories.make_image(title="A title", description="A hall")
    html = soup(blocks.ImageBlock(), {"image": image, "caption": "<i>Hall</i>", "credit": "AP"})
    assert html.select_one("img")["alt"] == "A hall"
    assert html.select_one("figcaption").get_text(" ", strip=True) == "<i>Hall</i> AP"
    html = soup(blocks.ImageBlock(), {"image": image, "alt_text": 'Own "words"'})
    assert html.select_one("img")["alt"] == 'Own "words"'
    assert html.select_one("figcaption") is None


def test_image_over_the_api():
    image = factories.make_image()
    block = blocks.ImageBlock()
    found = block.get_api_representation(block.normalize({"image": image, "alt_text": "Alt", "caption": "C"}))
    assert found["image"]["id"] == image.pk
    assert found["image"]["url"].startswith("/media/")
    assert (found["image"]["width"], found["image"]["height"], found["image"]["alt"]) == (640, 480, "Alt")
    assert (found["caption"], found["credit"]) == ("C", None)


def test_image_that_is_gone():
    block = blocks.ImageBlock()
    value = block.normalize({"image": None})
    assert block.render(value).strip() == ""
    assert block.get_api_representation(value)["image"] is None


def test_image_whose_file_is_gone():
    image = factories.make_image()
    image.file.storage.delete(image.file.name)
    block = blocks.ImageBlock()
    assert block.get_api_representation(block.normalize({"image": image}))["image"] is None


@pytest.mark.parametrize(("ordered", "tag"), [(True, "ol"), (False, "ul")])
def test_list(ordered, tag):
    html = soup(blocks.ItemListBlock(), {"entries": ["One <b>", "Two\nlines"], "ordered": ordered})
    assert [item.get_text() for item in html.select(f"{tag} > li")] == ["One <b>", "Twolines"]


def test_list_over_the_api():
    block = blocks.ItemListBlock()
    value = block.normalize({"entries": ["One", "Two"], "ordered": False})
    assert block.get_api_representation(value) == {"entries": ["One", "Two"], "ordered": False}


def table(heading: str = "Year") -> dict:
    return {
        "caption": "Exercises <b>",
        "columns": [{"type": "text", "heading": heading}, {"type": "rich_text", "heading": ""}],
        "rows": [{"values": ["<i>2024</i>", "<p><b>Bishkek</b></p>"]}],
    }


def test_table():
    block = blocks.TableBlock()
    html = BeautifulSoup(block.render(block.to_python(table())), "html.parser")
    assert html.select_one("caption").get_text() == "Exercises <b>"
    assert html.select_one("th[scope=col]").get_text() == "Year"
    assert [cell.get_text(strip=True) for cell in html.select("td")] == ["<i>2024</i>", "Bishkek"]
    without = BeautifulSoup(block.render(block.to_python(table(heading=""))), "html.parser")
    assert without.select("thead") == []


def test_heading_and_paragraph():
    html = soup(blocks.BodyBlock(), [("heading", "A < B"), ("paragraph", "<p>Some <b>text</b></p>")])
    assert html.select_one("h2").get_text() == "A < B"
    assert html.select_one("p b").get_text() == "text"
    assert html.select_one(".cstonews-block--paragraph")


def test_embed_that_cannot_be_fetched_is_a_link(monkeypatch):
    monkeypatch.setattr("wagtail.embeds.blocks.embed_to_frontend_html", lambda *_arguments: "")
    html = soup(blocks.EmbedBlock(), "https://example.org/video")
    assert html.select_one("a")["href"] == "https://example.org/video"
    assert soup(blocks.EmbedBlock(), "javascript:alert(1)").select("a") == []


def test_embed_that_can(monkeypatch):
    from django.utils.safestring import mark_safe

    frame = mark_safe("<iframe></iframe>")
    monkeypatch.setattr("wagtail.embeds.blocks.embed_to_frontend_html", lambda *_arguments: frame)
    assert soup(blocks.EmbedBlock(), "https://example.org/video").select_one(".cstonews-embed iframe")


def test_embed_over_the_api():
    block = blocks.EmbedBlock()
    assert block.get_api_representation(block.normalize("https://example.org/v")) == "https://example.org/v"
    assert block.get_api_representation(block.normalize("javascript:x")) is None
    assert block.get_api_representation(None) is None


def test_author():
    person = factories.make_person()
    block = blocks.AuthorBlock()
    assert block.get_api_representation(block.normalize({"name": "A", "person": person})) == {
        "name": "A",
        "id": person.pk,
    }
    assert soup(block, {"name": "<b>"}).get_text(strip=True) == "<b>"


# Related articles


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
        {"text": "As printed", "date": None, "page": None, "url": None}
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


# Queries


def test_speakers_are_loaded_at_once(django_assert_max_num_queries):
    people = [factories.make_person() for _number in range(6)]
    stored = [
        *(
            {"type": "quote", "value": {"quote": "x", "speaker": person.pk}, "id": f"q{person.pk}"}
            for person in people
        ),
        *(
            {
                "type": "exchange",
                "id": f"e{person.pk}",
                "value": {
                    "question": "?",
                    "answerer": person.pk,
                    "answer": [
                        {
                            "type": "quote",
                            "value": {"quote": "y", "speaker": person.pk},
                            "id": f"a{person.pk}",
                        }
                    ],
                },
            }
            for person in people
        ),
    ]
    block = blocks.BodyBlock()
    # One for the speakers of quotes, one for those who answer, one for the quotes inside the answers.
    with django_assert_max_num_queries(3):
        found = block.get_api_representation(block.to_python(stored))
    assert {child["value"]["speaker"]["id"] for child in found[:6]} == {person.pk for person in people}
    with django_assert_max_num_queries(3):
        block.render(block.to_python(stored), context={"request": RequestFactory().get("/")})


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


# Links on words of plain text

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
