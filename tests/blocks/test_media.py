"""Images, also those that are gone, and embeds."""

from __future__ import annotations

import pytest

from tests import factories
from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


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


def test_what_an_image_seldom_has_is_folded():
    layout = blocks.ImageBlock().meta.form_layout
    assert layout.children[:-1] == ["image", "alt_text", "caption", "credit"]
    assert list(blocks.ImageBlock().child_blocks) == list(blocks.ImageBlock.base_blocks)
