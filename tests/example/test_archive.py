"""The sample archive: what extraction makes of every document, held against expected.json."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from wagtail_cstonews.documents import RawDocument, site_key
from wagtail_cstonews.extraction.article import Article
from wagtail_cstonews.extraction.lines.plain_text import normalise_breaks
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.reading import decode
from wagtail_cstonews.extraction.site_learning import SiteLearner
from wagtail_cstonews.sources import read

ARCHIVE = Path(__file__).resolve().parents[2] / "example_project" / "archive"
EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "expected.json").read_text("utf-8"))


def name_of(document: RawDocument) -> str:
    """The document's key in expected.json: its row's id, or its path in the archive."""
    if re.search(r":\d+$", document.source):
        return document.id
    return document.source.removeprefix(f"{ARCHIVE}/")


@pytest.fixture(scope="module")
def documents() -> dict[str, RawDocument]:
    found = [item for item in read(ARCHIVE) if isinstance(item, RawDocument)]
    return {name_of(document): document for document in found}


@pytest.fixture(scope="module")
def articles(documents: dict[str, RawDocument]) -> dict[str, Article]:
    """Each read as an import reads it, with what the archive's documents have in common."""
    learner = SiteLearner()
    for document in documents.values():
        learner.learn(document)
    return {
        name: extract(document, site=learner.profiles.get(site_key(document)))
        for name, document in documents.items()
    }


def loosely(text: str | None) -> str | None:
    """Without case, quotation marks, article and outer space: what people would call the same name."""
    if text is None:
        return None
    return re.sub(r"^the ", "", re.sub(r"[«»“”\"]", "", text).strip().casefold())


def names(items: list[Any]) -> list[str | None]:
    return [item.speaker.name if item.speaker else None for item in items]


def blocks(article: Article, kind: str) -> list[Any]:
    return [block for block in article.body if block.type == kind]


def labelled(article: Article, *labels: str) -> list[str]:
    return [line.clean for line in article.lines if line.label in labels]


def page_text(html: str) -> str:
    """All the text of a page outside its head, scripts and styles."""
    page = BeautifulSoup(html, "lxml")
    for element in page.select("head, script, style"):
        element.decompose()
    return page.get_text()


def test_every_document_is_described(documents):
    assert set(documents) == set(EXPECTED)
    assert len(documents) >= 18


LISTS = sorted(name for name, expected in EXPECTED.items() if expected.get("not_an_article"))
every_document = pytest.mark.parametrize("name", sorted(set(EXPECTED) - set(LISTS)))


def test_lists_are_no_articles(articles):
    assert len(LISTS) == 3
    for name, article in articles.items():
        codes = [warning.code for warning in article.warnings]
        assert ("not_an_article" in codes) == (name in LISTS), name
        if name in LISTS:
            assert (article.confidence or 0) < 0.1


def test_pages_of_a_crawl_are_read_alone_too(documents):
    """All but the one whose headline nothing tells from the summaries above it but the site's other pages."""
    for name in sorted(set(EXPECTED) - set(LISTS) - {"23-harbour-office-crawl/0001.txt"}):
        if name.startswith("23-"):
            article, expected = extract(documents[name]), EXPECTED[name]
            assert (article.title, article.published_at) == (expected["title"], expected["published_at"])


@every_document
def test_kind_title_and_lead(articles, name):
    article, expected = articles[name], EXPECTED[name]
    assert article.kind == expected["kind"]
    assert article.title == expected["title"]
    assert loosely(article.subtitle) == loosely(expected.get("subtitle"))
    assert (article.lead or "").startswith(expected["lead_start"])
    assert article.language == expected.get("language", "en")


@every_document
def test_date_place_and_origin(articles, name):
    article, expected = articles[name], EXPECTED[name]
    assert article.published_at == expected["published_at"]
    assert article.dateline == expected.get("dateline")
    assert article.authors == expected.get("authors", [])
    assert loosely(article.outlet) == loosely(expected.get("outlet"))


@every_document
def test_quotes_and_their_speakers(articles, name):
    article, expected = articles[name], EXPECTED[name]
    assert names(blocks(article, "quote")) == expected["quote_blocks"]
    if article.kind == "news" or expected["quote_blocks"]:
        assert names(article.quotes) == expected.get("quotes", expected["quote_blocks"])
    for text in expected.get("never_quoted", []):
        assert text not in [quote.text.strip(" .,") for quote in article.quotes]


@every_document
def test_interviews(articles, name):
    article, expected = articles[name], EXPECTED[name]
    exchanges = blocks(article, "exchange")
    assert len(exchanges) == expected["exchanges"]
    assert all(exchange.question.text and exchange.answer.text for exchange in exchanges)
    if expected["interviewee"] is None:
        assert article.interviewee is None
        return
    assert article.interviewee is not None
    assert article.interviewee.name == expected["interviewee"]["name"]
    assert loosely(article.interviewee.role) == loosely(expected["interviewee"]["role"])
    assert {exchange.answer.speaker.name for exchange in exchanges if exchange.answer.speaker} <= {
        article.interviewee.name
    }
    assert all(exchange.answer.speaker for exchange in exchanges)


@every_document
def test_what_is_left_out(articles, name):
    article, expected = articles[name], EXPECTED[name]
    teasers = expected["teasers"]
    assert len(article.related) == len(teasers), article.related
    for start, related in zip(teasers, article.related, strict=True):
        assert start in related
    if expected["chrome"] is not None:
        assert len(labelled(article, "chrome")) == expected["chrome"], labelled(article, "chrome")
    assert len(labelled(article, "duplicate")) == expected.get("duplicates", 0)
    assert len(labelled(article, "signoff")) == expected.get("signoffs", 0)
    assert all(line.reason for line in article.left_out())


@every_document
def test_other_blocks(articles, name):
    article, expected = articles[name], EXPECTED[name]
    for kind in ("heading", "list", "table", "image"):
        assert len(blocks(article, kind)) == expected.get(f"{kind}s", 0), kind


@every_document
def test_repairs_are_reported(articles, name):
    repairs = {warning.code for warning in articles[name].warnings if warning.code.startswith("repaired")}
    assert bool(repairs) == EXPECTED[name].get("repaired", False), repairs


@every_document
def test_nothing_is_lost(articles, documents, name):
    text = decode(documents[name]).text
    lines = "\n".join(line.text for line in articles[name].lines)
    if documents[name].media_type == "html":
        assert "".join(lines.split()) == "".join(page_text(text).split())
    else:
        assert lines == normalise_breaks(text)


def test_headings_of_a_page(articles):
    headings = [heading.text for heading in blocks(articles["19-water-table.html"], "heading")]
    assert headings == ["The figures", "What the authors propose"]


def test_numbers_of_a_table(articles):
    (table,) = blocks(articles["19-water-table.html"], "table")
    assert table.header
    assert len(table.rows) == 6
    assert table.rows[5] == ["Brannland", "3.05", "126"]
