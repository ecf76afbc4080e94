"""Which of a page's titles is the article's."""

import pytest

from wagtail_cstonews.extraction.metadata.headline import choose_headline, slug_share, slug_words

URL = "https://www.harbour-news.example/port/2024/05/lock-at-kamenz-closed-for-repairs-123.html"


def test_what_all_agree_on_is_the_title():
    title = "Lock at Kamenz closed for repairs"
    given = [("ld", title), ("og", title), ("tag", f"{title} - Harbour News"), ("h1", title)]
    assert choose_headline(given, title, url=URL, site_names=["Harbour News"], kind="NewsArticle") == title


def test_the_site_s_name_is_not_the_title():
    given = [("tag", "Lock at Kamenz closed for repairs | Harbour News"), ("h1", "Harbour News")]
    title = choose_headline(given, "Harbour News", url=URL, site_names=["Harbour News"])
    assert title == "Lock at Kamenz closed for repairs"


def test_no_title_among_none():
    assert choose_headline([], None, url="http://[broken") is None


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (URL, {"lock", "at", "kamenz", "closed", "for", "repairs"}),
        ("https://example.org/2024/05/12/", set()),
        ("https://example.org/artikel/br%C3%BCcke-offen", {"brucke", "offen"}),
        (None, set()),
    ],
)
def test_the_words_of_an_address(url, words):
    assert slug_words(url) == words


def test_how_much_an_address_repeats():
    slug = slug_words("https://example.org/die-bruecke-ist-offen")
    assert slug_share("Die Brücke ist offen", slug) == (1.0, 1.0)
    assert slug_share("Der Hafen", slug) == (0.0, 0.0)
    assert slug_share("Die Brücke", frozenset()) == (0.0, 0.0)
