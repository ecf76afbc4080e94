# ruff: noqa: E501 - lines of pages are long
"""The title among all that a page gives, and the linear models that choose."""

import json

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.metadata.headline import choose_headline, slug_share, slug_words
from wagtail_cstonews.extraction.ml.ranker import NONE, bucket, choose, weights_of, worth
from wagtail_cstonews.extraction.ml.weights import TRAINED
from wagtail_cstonews.extraction.pipeline import extract

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


def test_the_weights_are_numbers_by_name():
    model = json.loads((TRAINED / "heads.json").read_text(encoding="utf-8"))
    wanted = {"title", "title there", "headline", "date", "byline", "start", "listing"}
    assert set(model["choices"]) == wanted
    for weights in model["choices"].values():
        assert weights
        assert all(isinstance(value, float | int) for value in weights.values())
    assert NONE in weights_of("date")


def test_none_is_chosen_where_nothing_speaks_for_any():
    assert choose("byline", [("x", [])]) is None
    assert choose("date", []) is None
    assert worth(["a", "b"], {"a": 1.5}) == 1.5
    assert [bucket(value, 1, 5) for value in (0, 1, 7)] == [0, 1, 2]


PAGE = """<html lang="de"><head><title>Schleuse geschlossen - Hafenpost</title>
<meta property="og:site_name" content="Hafenpost">
<meta property="og:image" content="{image}"><meta property="og:image:alt" content="Die Schleuse">
<script type="application/ld+json">{{"@graph": [{{"@type": "Person", "@id": "#p", "name": "Anna Brandt"}},
{{"@type": "NewsArticle", "headline": "Schleuse geschlossen", "author": {author},
"image": {{"url": "/i/lock.jpg?w=900", "caption": "Die Tore stehen offen.", "creditText": "Karl Weber"}}}}]}}</script></head>
<body><h1>Schleuse geschlossen</h1><p>Von Marta Olsen</p>
<p>Die Schleuse von Kamenz bleibt zwei Wochen lang geschlossen, teilte das Amt am Montag mit.</p>
<p>Die Schiffe warten so lange in Esterburg, bis die Tore wieder dicht sind, sagte ein Sprecher.</p></body></html>"""


def article_of(image="/i/lock.jpg?w=300", author='{"@id": "#p"}'):
    html = PAGE.format(image=image, author=author)
    url = "https://hafenpost.example/a/"
    return extract(RawDocument(id="x", content=html, source="x", media_type="html", url=url))


def test_an_author_that_json_ld_only_refers_to():
    assert article_of().authors == ["Anna Brandt"]
    names = '{"@type": "Person", "givenName": "Anna", "familyName": "Brandt"}'
    assert article_of(author=names).authors == ["Anna Brandt"]


def test_the_site_itself_is_the_author_only_where_nobody_is_named():
    assert article_of(author='{"@type": "Organization", "name": "Hafenpost"}').authors == ["Marta Olsen"]


def test_the_lead_image_is_named_not_fetched():
    image = article_of().to_dict()["image"]
    assert image["url"] == "https://hafenpost.example/i/lock.jpg?w=300"
    assert image["alt"] == "Die Schleuse"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:image/gif,x", "ftp://example.org/i.jpg", "//", ""]
)
def test_an_image_without_a_web_address_is_not_the_lead_image(address):
    image = article_of(image=address).image
    assert image is None or image.url == "https://hafenpost.example/i/lock.jpg?w=900"


def test_what_json_ld_says_of_its_own_image():
    image = article_of(image="").image
    assert (image.url, image.caption, image.credit) == (
        "https://hafenpost.example/i/lock.jpg?w=900",
        "Die Tore stehen offen.",
        "Karl Weber",
    )
    assert article_of(image="https://e.org/" + "x" * 5000).image.url == image.url


def test_a_page_that_names_no_image_has_that_of_its_first_figure():
    html = """<html><body><h1>Lock closed for repairs</h1><p>The lock at Kamenz will stay closed for two weeks.</p>
    <figure><img src="/i/1.jpg" alt="The lock"><figcaption>The gates stand open.</figcaption></figure>
    <p>Ships wait in Esterburg until the gates are mended, a speaker said on Monday.</p></body></html>"""
    document = RawDocument(id="x", content=html, source="x", media_type="html", url="https://e.example/a")
    image = extract(document).image
    assert (image.url, image.alt, image.caption) == (
        "https://e.example/i/1.jpg",
        "The lock",
        "The gates stand open.",
    )
