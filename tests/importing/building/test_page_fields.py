"""Which address a page names as that of its original."""

import pytest

from wagtail_cstonews.importing.run import run_import

from ...extraction.valley import PAGE
from ..helpers import document, news_pages

pytestmark = pytest.mark.django_db


def test_the_address_that_the_original_calls_its_own_is_the_source(news_index):
    html = PAGE.format(head='<link rel="canonical" href="https://valley.example/fund/">')
    url = "https://m.valley.example/fund/?utm_source=x"
    with run_import([document("a", html, media_type="html", url=url, key=url)], news_index):
        pass
    assert [page.specific.source_url for page in news_pages()] == ["https://valley.example/fund/"]


def test_without_one_it_is_where_the_document_came_from(news_index):
    url = "https://valley.example/fund/"
    with run_import([document("a", PAGE.format(head=""), media_type="html", url=url, key=url)], news_index):
        pass
    assert [page.specific.source_url for page in news_pages()] == [url]
