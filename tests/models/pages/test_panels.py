"""The panel of the body offers the commands whose blocks the body has."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.blocks import StreamBlock

from tests import factories
from wagtail_cstonews import conf
from wagtail_cstonews.blocks import ParagraphBlock, QuoteBlock

pytestmark = pytest.mark.django_db

COMMANDS = ["cstonews-questions", "cstonews-quotes"]


def form_of(client, page):
    response = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


def commands(html):
    return [button["data-a11y-dialog-show"] for button in html.select("[data-a11y-dialog-show^=cstonews-]")]


@pytest.mark.parametrize("make", [factories.make_article, factories.make_interview])
def test_the_body_has_both_commands(admin_client, news_index, make):
    html = form_of(admin_client, make(news_index))
    assert commands(html) == COMMANDS
    scripts = [script["src"] for script in html.select("script[src]")]
    assert sum("wagtail_cstonews/admin/composing.js" in source for source in scripts) == 1
    assert [sheet for sheet in html.select("link[rel=stylesheet]") if "composing.css" in sheet["href"]]


def test_the_commands_send_nothing_with_the_page(admin_client, news_index):
    html = form_of(admin_client, factories.make_article(news_index))
    dialogs = [html.find(id=dialog) for dialog in COMMANDS]
    fields = [field for dialog in dialogs for field in dialog.find_all(["textarea", "input"])]
    assert len(fields) == 2
    assert [field["name"] for field in fields if field.has_attr("name")] == []
    # Content security policies allow no inline script.
    assert [script for dialog in dialogs for script in dialog.find_all("script")] == []


def test_a_body_without_exchanges_offers_no_questions(admin_client, news_index, monkeypatch):
    body = conf.get_news_page_model()._meta.get_field("body")
    blocks = StreamBlock([("paragraph", ParagraphBlock()), ("quote", QuoteBlock())], required=False)
    monkeypatch.setattr(body, "stream_block", blocks)
    assert commands(form_of(admin_client, factories.make_article(news_index))) == ["cstonews-quotes"]


def test_a_section_has_none(admin_client, news_index):
    assert commands(form_of(admin_client, news_index)) == []


def test_dates_are_folded_and_the_lead_image_has_all_its_fields(admin_client, news_index):
    html = form_of(admin_client, factories.make_article(news_index))
    folded = html.select_one("section.collapsed")
    assert folded.select_one("[name=published_at]")
    names = ["lead_image", "lead_image_alt", "lead_image_caption", "lead_image_credit"]
    assert [html.select_one(f"[name={name}]") is not None for name in names] == [True] * 4
