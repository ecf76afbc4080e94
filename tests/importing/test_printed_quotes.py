# ruff: noqa: E501 - a paragraph a line
"""Quotes from the file to the reader: on the article, on the speaker's page, in the APIs."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from wagtail_cstonews import conf
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.models import Person

pytestmark = pytest.mark.django_db

PAGE = """<!doctype html><html lang="en"><head><title>The bridge is to be built at last</title></head><body><article><h1>The bridge is to be built at last</h1>
<p>The council of the river ports met on Monday, and its members agreed to build the bridge at Kamenz without further delay.</p>
<p>"We have waited long enough," said <a href="https://example.org/ellison">Mayor Karl Ellison</a>. "Now we build."</p>
<p>The money comes from the five countries, which have set aside forty million crowns for it in the budget of the coming year.</p>
<p>"Nobody asked us for nine years, and then everybody asked us in one week. We were ready for all of them," Ellison told reporters in Kamenz.</p>
<p>"The first pier," said Ellison, "will stand in the autumn." The second one, according to the plans of the council, follows in the spring of the year after next.</p>
</article></body></html>"""


@pytest.fixture
def article(news_index, tmp_path):
    path = tmp_path / "bridge.html"
    path.write_text(PAGE, encoding="utf-8")
    call_command("import_news", str(path), to=news_index.url, publish=True, verbosity=0)
    return conf.get_news_page_model().objects.get()


@pytest.fixture
def mayor(article):
    return Person.objects.get(name="Karl Ellison")


SAID = [
    "We have waited long enough.",
    "Now we build.",
    "Nobody asked us for nine years, and then everybody asked us in one week. We were ready for all of them.",
    "The first pier will stand in the autumn.",
]


def test_the_article_prints_paragraphs_whole_and_one_quote(client, article):
    html = BeautifulSoup(client.get(article.url).content, "html.parser")
    link = html.select_one("p a[href='https://example.org/ellison']")
    assert link.find_parent("p").get_text() == (
        '"We have waited long enough," said Mayor Karl Ellison. "Now we build."'
    )
    (figure,) = html.select("figure.cstonews-quote")
    assert figure.blockquote.get_text(strip=True) == SAID[2]
    caption = " ".join(figure.figcaption.get_text(" ").split())
    assert caption == "Karl Ellison Mayor to reporters in Kamenz"


def test_the_speakers_page_shows_all_that_was_said_in_order(client, mayor):
    html = BeautifulSoup(client.get(mayor.get_absolute_url()).content, "html.parser")
    assert [quote.get_text(strip=True) for quote in html.select("blockquote")] == SAID


def test_both_versions_of_the_api_show_it(client, article, mayor):
    for version in ["v2", "v3"] if HAS_API_V3 else ["v2"]:
        found = client.get(f"/api/{version}/pages/{article.pk}/").json()
        assert [block["type"] for block in found["body"]].count("quote") == 1
        assert [item["value"]["quote"] for item in found["quotes"]] == [SAID[0], SAID[1], SAID[3]]
        assert {item["value"]["speaker"]["id"] for item in found["quotes"]} == {mayor.pk}
    person = client.get(f"/api/v2/people/{mayor.pk}/").json()
    assert [quote["text"] for quote in person["newest_quotes"]] == SAID
