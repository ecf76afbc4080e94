"""Translations that HTML pages say they have."""

from __future__ import annotations

import time

import pytest

from wagtail_cstonews.sources import read
from wagtail_cstonews.sources.common.alternates import HEAD, MOST_LINKS, Alternates, alternates

EN, KY = "https://a.example/en/1", "https://a.example/ky/1"


def head(*links, canonical=None, before=""):
    parts = [f'<link rel="alternate" hreflang="{code}" href="{href}">' for code, href in links]
    if canonical:
        parts.append(f"<link rel=canonical href='{canonical}'>")
    return f"<!doctype html><html><head>{before}{''.join(parts)}</head><body><p>Text.</p></body></html>"


BOTH = head(("en", EN), ("ky", KY), ("x-default", "https://a.example/"))


def test_each_side_gives_the_same_group():
    english, kyrgyz = alternates(BOTH, EN), alternates(head(("ky-KG", KY), ("en", EN)).encode(), KY)
    assert (english.language, kyrgyz.language) == ("en", "ky-kg")
    assert english.group == kyrgyz.group
    assert english.group.startswith("hreflang ")


def test_the_page_may_name_itself():
    assert alternates(head(("en", EN), ("ky", KY), canonical=KY), None).language == "ky"
    said = alternates(head(("en", "/en/1"), ("ky", "../ky/1#top")), "https://a.example/en/1#more")
    assert said == alternates(BOTH, EN)


def test_base_and_entities():
    links = [("en", "en/1?a=1&amp;b=2"), ("ky", "ky/1")]
    said = alternates(head(*links, before='<base href="/x/">'), "https://a.example/x/en/1?a=1&b=2")
    assert said.language == "en"


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("<p>Text.</p>", EN),
        (BOTH, None),
        # A template that leads to front pages does not list the page.
        (BOTH, "https://a.example/en/2"),
        (head(("en", EN)), EN),
        (head(("en", EN), ("de", EN), ("ky", KY)), EN),
        (head(("en", EN), ("x-default", KY)), EN),
        (head(("en", EN), ("ky", "javascript:alert(1)"), ("de", "http://[")), EN),
        (head(("en", EN), ("ky", f"https://a.example/{'x' * 3000}")), EN),
        (head(("en", EN), *(("ky", f"{KY}/{number}") for number in range(MOST_LINKS + 1))), EN),
        (head(("en", EN), ("tlh_klingon_of_the_empire", KY)), EN),
        (BOTH.replace("<head>", "<head><!--"), EN),
        (BOTH.replace("<head>", "<head><script>").replace("</head>", "</script></head>"), EN),
        (BOTH.replace("<head>", "<head></head><body>"), EN),
        (BOTH.replace(" href", " data-href"), EN),
        (BOTH.replace('hreflang="ky"', 'hreflang="ky" type="application/rss+xml"'), EN),
    ],
)
def test_what_is_not_to_be_believed(html, url):
    assert alternates(html, url) == Alternates()


def test_scripts_and_comments_before_it_do_not_hide_it():
    before = "<TITLE>İ < 1</TITLE><!-- <link> --><SCRIPT>'</head>'</SCRIPT><style>a{}</style>"
    assert alternates(BOTH.replace("<head>", f"<head>{before}"), EN) == alternates(BOTH, EN)


def test_a_title_with_an_address_in_it():
    html = BOTH.replace('hreflang="en"', """title='a href="https://b.example/"' hreflang=EN""")
    assert alternates(html, EN) == alternates(BOTH, EN)


@pytest.mark.parametrize(
    "part",
    [
        "<link ",
        "<link hreflang=",
        '<link a="',
        "<link a",
        "<!--",
        "<script>",
        "<a",
        "<link " + "a" * 3000 + ">",
    ],
)
def test_hostile_pages_take_little_time(part):
    html = "hreflang" + part * (HEAD // len(part))
    started = time.process_time()
    assert alternates(html, EN) == Alternates()
    assert time.process_time() - started < 1


def test_sources(tmp_path):
    (tmp_path / "1.html").write_text(head(("en", EN), ("ky", KY), canonical=EN))
    (tmp_path / "2.html").write_text(head(("en", EN), ("ky", KY), canonical=KY))
    (tmp_path / "3.txt").write_text(head(("en", EN), ("ky", KY), canonical=KY))
    found = {document.id: document for document in read(str(tmp_path))}
    groups = [document.translation_group for document in found.values()]
    assert groups == [alternates(BOTH, EN).group] * 2 + [None]
    assert [document.language for document in found.values()] == ["en", "ky", None]
