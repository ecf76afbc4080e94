"""Rich text as HTML: no notation of Wagtail's, no dead addresses, nothing that a browser executes."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from tests import factories
from wagtail_cstonews.compat import WAGTAIL_8
from wagtail_cstonews.publishing.api.context import ApiContext
from wagtail_cstonews.publishing.api.rich_text import to_html

pytestmark = pytest.mark.django_db


@pytest.fixture
def html(site):
    return lambda value: to_html(value, ApiContext(RequestFactory().get("/")))


@pytest.fixture
def document(db):
    from django.core.files.base import ContentFile
    from wagtail.documents import get_document_model

    return get_document_model().objects.create(title="D", file=ContentFile(b"x", name="d.txt"))


def test_by_default_it_is_as_it_is_stored(get, news_index):
    stored = f'<p data-block-key="abc"><a linktype="page" id="{news_index.pk}">News</a></p>'
    page = factories.make_article(news_index, body=[factories.paragraph(stored)])
    for parameters in ({}, {"rich_text_format": "db_html"}):
        assert get(f"articles/{page.pk}/", **parameters)["body"][0]["value"] == stored


def test_it_reaches_every_rich_text_of_an_article(get, news_index, document):
    stored = f'<a linktype="page" id="{news_index.pk}">x</a>'
    clean = '<a href="/news/">x</a>'
    fields = {
        "body": [
            factories.paragraph(f"<p>{stored}</p>"),
            factories.exchange("?", f"<p>{stored}</p>"),
            (
                "table",
                {
                    "columns": [{"type": "rich_text", "heading": "A"}],
                    "rows": [{"values": [stored]}],
                    "caption": "",
                },
            ),
        ]
    }
    for make in (factories.make_article, factories.make_interview):
        page = make(news_index, **fields)
        for path in ("articles", "pages"):
            body = get(f"{path}/{page.pk}/", rich_text_format="html")["body"]
            assert body[0]["value"] == f"<p>{clean}</p>"
            assert body[1]["value"]["answer"]["body"][0]["value"] == f"<p>{clean}</p>"
            assert body[2]["value"]["rows"] == [{"values": [clean]}]
        listed = get("articles/", rich_text_format="html", fields="body")["items"]
        assert all(item["body"][0]["value"] == f"<p>{clean}</p>" for item in listed)


def test_the_introduction_of_a_section(get, home, version):
    section = factories.make_index(home, intro=f'<p><a linktype="page" id="{home.pk}">Home</a></p>')
    assert '<a href="/">Home</a>' in get(f"pages/{section.pk}/", rich_text_format="html")["intro"]


def test_a_setting_changes_the_default(get, news_index, settings):
    if not WAGTAIL_8:
        pytest.skip("Wagtail has the setting from 8.0 on")
    settings.WAGTAILAPI_RICH_TEXT_FORMAT = "html"
    page = factories.make_article(news_index, body=[factories.paragraph('<p data-block-key="a">x</p>')])
    assert get(f"articles/{page.pk}/")["body"][0]["value"] == "<p>x</p>"


@pytest.mark.skipif(not WAGTAIL_8, reason="Wagtail writes Markdown from 8.0 on")
def test_markdown(get, news_index):
    page = factories.make_article(news_index, body=[factories.paragraph("<p>a <b>bold</b> word</p>")])
    assert get(f"articles/{page.pk}/", rich_text_format="markdown")["body"][0]["value"].strip() == (
        "a **bold** word"
    )


def test_references_become_addresses(html, news_index, document):
    image = factories.make_image()
    found = html(
        f'<p><a linktype="page" id="{news_index.pk}">page</a> '
        f'<a id="{document.pk}" linktype="document">file</a> '
        f'<a href="https://a.example/?a=1&amp;b=2">web</a> <a href="mailto:a@a.example">mail</a></p>'
        f'<embed alt="A &quot;hall&quot;" embedtype="image" format="left" id="{image.pk}"/>'
        f'<embed embedtype="media" url="https://v.example/1?a=1&amp;b=2"/>'
    )
    assert f'<a href="/news/">page</a> <a href="http://testserver{document.url}">file</a>' in found
    assert '<a href="https://a.example/?a=1&amp;b=2">web</a> <a href="mailto:a@a.example">mail</a>' in found
    assert '<img src="http://testserver/media/' in found
    assert 'alt="A &quot;hall&quot;"' in found
    assert '<a href="https://v.example/1?a=1&amp;b=2">https://v.example/1?a=1&amp;b=2</a>' in found
    assert "type=" not in found


def test_links_that_lead_nowhere_are_text(html, news_index):
    draft = factories.make_article(news_index, slug="draft", live=False)
    private = factories.make_article(news_index, slug="private")
    factories.make_private(private)
    for reference in (
        f'linktype="page" id="{draft.pk}"',
        f'linktype="page" id="{private.pk}"',
        'linktype="page" id="999999"',
        'linktype="page" id="x"',
        'linktype="page"',
        f'linktype="page" id="{"9" * 40}"',
        'linktype="document" id="999999"',
        'linktype="other" id="1"',
    ):
        assert html(f"<p>a <a {reference}>b <i>c</i></a> d</p>") == "<p>a b <i>c</i> d</p>"
    assert html('<embed embedtype="image" id="999999" format="left" alt=""/>') == ""


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="vbscript:x">x</a>',
    '<a href="//evil.example/">x</a>',
    '<a href="/\\evil.example/">x</a>',
    '<a href="\\\\evil.example">x</a>',
    '<a linktype="page" id="1" href="javascript:alert(1)" onclick="alert(1)">x</a>',
    '<a linktype="page" id="1&quot; onclick=&quot;alert(1)">x</a>',
    '<a linktype="x"><script>alert(1)</script></a>',
    '<embed embedtype="media" url="javascript:alert(1)"/>',
    '<embed embedtype="media" url="https://a.example/&quot;onload=&quot;alert(1)"/>',
    '<embed src="https://evil.example/x.swf">',
    '<embed embedtype="image" id="1" alt="&quot; onerror=&quot;alert(1)" format="left"/>',
    '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<p style="background:url(javascript:alert(1))" class="x" id="y">x</p>',
    "<form action=x><input name=y><button formaction=javascript:alert(1)>x</button></form>",
    "<style>*{display:none}</style>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<a <script>alert(1)</script>>x</a>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<" * 1000,
    '<a linktype="page" ' * 50,
]


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_what_was_scraped_is_inert(html, value):
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(html(f"<p>before {value} after</p>"), "html.parser")
    allowed = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
    for tag in soup.find_all(True):
        assert tag.name in {"p", "a", "img", "i", "b"}
        assert set(tag.attrs) <= allowed.get(tag.name, set())
        for address in (tag.get("href"), tag.get("src")):
            if address is not None:
                assert address.startswith(("http://testserver/", "https://a.example/", "/media/", "x"))
                assert "evil" not in address


def test_a_large_paragraph(html):
    assert len(html("<p>" + "word " * 1_000_000 + "</p>")) > 4_000_000


def test_an_unknown_format_is_refused(refused, news_index):
    page = factories.make_article(news_index)
    for path in (f"articles/{page.pk}/", "articles/"):
        assert "'html'" in refused(path, rich_text_format="pdf")
