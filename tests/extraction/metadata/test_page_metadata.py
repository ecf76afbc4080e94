# ruff: noqa: E501 - lines of scraped text are long
"""What an HTML page says about itself: authors, image, JSON-LD."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract

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
