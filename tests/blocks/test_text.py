"""Paragraphs, headings, lists and tables."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests.blocks.helpers import soup
from wagtail_cstonews import blocks

pytestmark = pytest.mark.django_db


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
