"""The sample archive as its pages print it: what an editor would publish."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.languages.speech_verbs import is_gerund, is_strong, speech_verbs
from wagtail_cstonews.pages.models import NewsPage
from wagtail_cstonews.sources import read

from .conftest import PROJECT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

TERMINAL = re.compile(r"[.!?…。—–][’”\"»)\]]*\Z")
WORD = re.compile(r"\w+")


@pytest.fixture
def pages():
    return list(NewsPage.objects.order_by("pk"))


def quote_blocks(stream):
    for block in stream:
        if block.block_type == "quote":
            yield block.value
        elif block.block_type == "exchange":
            yield from quote_blocks(block.value["answer"])


@pytest.fixture
def quotes(pages):
    found = [(page, value) for page in pages for value in quote_blocks(page.body)]
    assert len(found) > 20
    return found


def language_of(text):
    return "ru" if re.search("[а-я]", text) else "en"


def test_every_quote_ends_as_a_sentence_does(pages, quotes):
    for page, value in quotes:
        assert TERMINAL.search(value["quote"]), (page.title, value["quote"])
    recorded = [block.value["quote"] for page in pages for block in page.quotes]
    assert recorded
    assert all(map(TERMINAL.search, recorded)), recorded


def test_no_attribution_says_again_who_said_it(quotes):
    for page, value in quotes:
        left, speaker = value["attribution"] or "", value.speaker_details
        assert speaker, (page.title, value["quote"])
        cues = [verb for verb, _, _ in speech_verbs(left, language_of(left))]
        assert not [verb for verb in cues if is_strong(verb, language_of(left)) or is_gerund(verb)], left
        words = set(WORD.findall(left.lower()))
        assert not words & set(WORD.findall(f"{speaker['name']} {value['speaker_name']}".lower())), left
        assert not left.endswith((".", ",", ":")), left
        assert value["role"].lower() not in left.lower() or not value["role"], left


def test_no_attribution_is_left_among_the_words(quotes):
    for _, value in quotes:
        words = value["quote"]
        assert words.count('"') % 2 == 0, words
        assert words.count("“") == words.count("”"), words
        assert words.count("«") == words.count("»"), words
        assert not re.search(r"[,»”]\s*[—–]\s*(?:сказал|отмет|заяв)", words)


def test_no_paragraph_loses_a_link(pages):
    """Whatever paragraph of a scraped page is printed has all the links that it had there."""
    printed = {
        " ".join(soup.get_text().split()): soup
        for page in pages
        for block in page.body
        if block.block_type == "paragraph"
        for soup in [BeautifulSoup(str(block.value), "html.parser")]
    }
    linked = 0
    for document in read(PROJECT / "archive"):
        if isinstance(document, RawDocument) and document.media_type == "html":
            for paragraph in BeautifulSoup(document.content, "lxml").select("p:has(a[href])"):
                on_page = printed.get(" ".join(paragraph.get_text().split()))
                if on_page is not None:
                    linked += 1
                    assert len(on_page.select("a[href]")) == len(paragraph.select("a[href]")), paragraph
    assert linked


def test_the_pages_print_each_quote_with_one_speaker(client, pages):
    for page in pages:
        html = BeautifulSoup(client.get(page.url).content, "html.parser")
        for figure in html.select("main figure.cstonews-quote, article figure.cstonews-quote"):
            words, caption = figure.blockquote.get_text(" ", strip=True), figure.figcaption
            assert TERMINAL.search(words), words
            name = caption.select_one(".cstonews-speaker").get_text(strip=True)
            assert caption.get_text(" ", strip=True).count(name) == 1


def test_no_paragraph_begins_or_ends_in_the_middle(pages):
    """A paragraph that prose and quotation share is whole: its marks come in pairs."""
    for page in pages:
        for block in page.body:
            if block.block_type == "paragraph":
                text = BeautifulSoup(str(block.value), "html.parser").get_text()
                assert text.count('"') % 2 == 0, text
                assert text.count("“") == text.count("”"), text
                assert text.count("«") == text.count("»"), text
