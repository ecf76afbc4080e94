"""Hostile content in the APIs: nothing of it is alive in an answer, and no answer takes long."""

from __future__ import annotations

import json
import re
import time

import pytest

from tests import factories
from tests.api.asking import Asking

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
BIDI = "\u202egnp.exe\u2066"
EVIL = f"\"'><img src=x onerror=alert(1)>{SCRIPT}{BIDI}"
SVG = '<svg onload="alert(1)"><a xlink:href="javascript:alert(1)">x</a></svg>'
LINKS = (
    '<a href="javascript:alert(1)">a</a><a href="JaVaScRiPt&#58;alert(1)">b</a>'
    '<a href="data:text/html,x">c</a><a href="//evil.example">d</a><a href="/\\evil.example">e</a>'
)
HTML = f"<p>Words {EVIL}{SVG}{LINKS}<iframe src='//evil.example'></iframe></p>"
ALIVE = re.compile(
    r"<(script|svg|iframe|object|style|form)\b|<[^>]+\son\w+\s*=|<[^>]+(javascript|data|vbscript)\s*:",
    re.IGNORECASE,
)
SECONDS = 20
"""On a slow machine that does other things, too."""


@pytest.fixture
def hostile(news_index):
    anna = factories.make_person(f"Anna {EVIL}"[:200], slug="anna")
    anna.link, anna.biography = "javascript:alert(1)", HTML
    anna.save()
    page = factories.make_interview(
        news_index,
        slug="hostile",
        title=EVIL[:200],
        subtitle=EVIL,
        dateline=EVIL,
        lead=EVIL,
        outlet=EVIL[:100],
        interviewee=anna,
        interviewee_role=EVIL[:100],
        lead_image_caption=EVIL,
        authors=[("author", {"name": EVIL})],
        body=[
            factories.paragraph(HTML),
            ("heading", EVIL),
            factories.quote(EVIL, speaker=anna, role=EVIL, source_url="javascript:alert(1)"),
            factories.exchange(EVIL, HTML, answerer=anna),
            ("preformatted", EVIL),
            ("linked_heading", {"text": "x", "links": [{"text": "x", "url": "javascript:alert(1)"}]}),
        ],
        quotes=[factories.quote(EVIL, speaker=anna)],
        related=[("teaser", {"text": EVIL, "url": "javascript:alert(1)"})],
        tags=(EVIL[:90],),
    )
    # No form and no import lets it in; the database does.
    type(page).objects.filter(pk=page.pk).update(source_url="javascript:alert(1)")
    return page


@pytest.mark.slow
def test_five_megabytes_take_bounded_time(client, version, news_index):
    words = "<p>" + "<b>long &lt;script&gt; </b>" * 200_000 + "</p>"
    page = factories.make_article(news_index, body=[factories.paragraph(words)])
    for rich_text_format in ("db_html", "html"):
        begin = time.monotonic()
        response = client.get(f"/api/{version}/articles/{page.pk}/", {"rich_text_format": rich_text_format})
        assert_inert(response, time.monotonic() - begin)
        assert len(response.content) > 4_000_000


def texts(value, name=""):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, str(key))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, name)
    elif isinstance(value, str):
        yield name, value


def assert_inert(response, seconds):
    assert response.status_code == 200, response.content[:500]
    assert response.headers["Content-Type"].startswith("application/json")
    assert seconds < SECONDS
    for name, text in texts(response.json()):
        if "url" in name or name in {"link", "href", "canonical", "sameAs", "isBasedOn"}:
            assert text == "" or text.startswith(("http://", "https://", "/")), (name, text[:100])
            assert not text.startswith("//"), (name, text[:100])


@pytest.mark.parametrize(
    "path", ["articles/?fields=*", "articles/{}/", "pages/{}/", "people/", "people/anna/", "quotes/"]
)
def test_addresses_are_safe_in_every_answer(client, version, hostile, path):
    begin = time.monotonic()
    response = client.get(f"/api/{version}/{path.format(hostile.pk)}")
    assert_inert(response, time.monotonic() - begin)


def test_rich_text_as_html_is_inert(client, version, hostile):
    for path in (f"articles/{hostile.pk}/", f"pages/{hostile.pk}/", "people/anna/"):
        begin = time.monotonic()
        response = client.get(f"/api/{version}/{path}", {"rich_text_format": "html"})
        assert_inert(response, time.monotonic() - begin)
        found = response.json()
        rich = [found["biography"]] if "biography" in found else list(_rich_in(found["body"]))
        assert rich
        for html in rich:
            assert not ALIVE.search(html), html[:300]
            assert "evil.example" not in html


def _rich_in(body):
    for block in body:
        if block["type"] == "paragraph":
            yield block["value"]
        elif block["type"] == "exchange":
            yield from (inner["value"] for inner in block["value"]["answer"]["body"])


@pytest.mark.parametrize("kind", ["html", "text"])
def test_the_preview_of_an_import_is_inert(version, news_index, kind):
    ask = Asking(version, factories.make_user())
    begin = time.monotonic()
    words = f"<h1>News</h1>{HTML}<p>" + "long words " * 40_000 + "</p>"
    response = ask(**{kind: words, "section": "news", "url": "javascript:alert(1)"})
    assert time.monotonic() - begin < SECONDS
    assert response.status_code < 500, response.content[:500]
    assert response.headers["Content-Type"].startswith("application/")
    answer = response.json()
    for block in (answer.get("page") or {}).get("body") or ():
        if block["type"] == "paragraph":
            assert not ALIVE.search(json.dumps(block["value"])), block["value"][:300]
