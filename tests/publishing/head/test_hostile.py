"""Hostile content stays text in the head, and long content stays short."""

from __future__ import annotations

import time

import pytest
from django.utils.html import escape

from tests import factories
from wagtail_cstonews.publishing.excerpts import excerpt, plain_excerpt
from wagtail_cstonews.publishing.head.json_ld.script import as_script

from .helpers import see_head

pytestmark = pytest.mark.django_db

ATTACK = "\"'></title></script><!--<script>alert(1)</script>\u2028 \u202eevil"
MOST_CHARACTERS = 60_000
"""Of a head with everything in it: it is sent with every page."""


@pytest.fixture
def hostile(home):
    section = factories.make_index(home, title=ATTACK, slug="news", intro=f"<p>{escape(ATTACK)}</p>")
    anna = factories.make_person(ATTACK, spellings=(ATTACK,), roles=(ATTACK,), slug="anna", biography=ATTACK)
    type(anna).objects.filter(pk=anna.pk).update(link="javascript:alert(1)")
    article = factories.make_interview(
        section,
        title=ATTACK,
        subtitle=ATTACK,
        lead=ATTACK,
        dateline=ATTACK,
        outlet=ATTACK,
        lead_image=factories.make_image(title="x"),
        lead_image_alt=ATTACK,
        authors=[("author", {"name": ATTACK, "person": anna})],
        interviewee_name=ATTACK,
        interviewee_role=ATTACK,
        interviewer_name=ATTACK,
        interviewer_role=ATTACK,
        tags=(ATTACK,),
        body=[
            factories.quote(ATTACK, speaker=anna, role=ATTACK, attribution=ATTACK),
            factories.exchange(ATTACK, f"<p>{escape(ATTACK)}</p><script>alert(1)</script>", answerer=anna),
        ],
        quotes=[factories.quote(ATTACK, speaker_name=ATTACK, role=ATTACK)],
    )
    # An importer of the site's own, that validates nothing.
    type(article).objects.filter(pk=article.pk).update(source_url="javascript:alert(1)", language='ru" x="y')
    return article, section, anna


def test_what_is_hostile_is_only_text(client, hostile):
    article, section, anna = hostile
    for address in (article.url, section.url, f"{section.url}?page=2&{ATTACK}", anna.get_absolute_url()):
        head = see_head(client, address)
        assert [script.get("type") for script in head.html.select("head script")] == ["application/ld+json"]
        (script,) = head.html.select("head script")
        assert not set("<>&\u2028\u2029") & set(script.string)
        # An element that the attack opened would have closed the head.
        assert head["twitter:card"]
        assert head.graph
        text = str(head.html.head)
        assert "\u202e" not in "".join((*head.meta["description"], *head.meta["og:title"], script.string))
        assert "javascript:" not in text


def test_a_link_that_is_none_is_nowhere(client, hostile):
    head = see_head(client, hostile[0].url)
    news = head.graph["NewsArticle"]
    assert "url" not in news["isBasedOn"]
    assert "sameAs" not in news["author"][0]
    assert news["inLanguage"] == "en"


LONG = {
    "words": "word " * 1_000_000,
    "letters": "x" * 5_000_000,
    "open tags": "<" * 5_000_000,
    "tags": "<b>" * 1_700_000,
    "entities": "&amp;" * 1_000_000,
    "spaces": " " * 5_000_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_are_cut_at_once(text):
    started = time.perf_counter()
    assert len(excerpt(text, 200)) <= 200
    assert len(plain_excerpt(text, 200)) <= 200
    assert time.perf_counter() - started < 0.5


def test_a_long_article_has_a_short_head(news_index):
    long = LONG["words"]
    article = factories.make_article(
        news_index,
        lead=long,
        body=[
            factories.paragraph(f"<p>{long}</p>"),
            factories.quote(long),
            *(factories.exchange(long[:9000], f"<p>{long[:9000]}</p>") for _number in range(200)),
        ],
        tags=tuple(f"tag {number}" for number in range(100)),
    )
    started = time.perf_counter()
    head = article.get_head()
    assert time.perf_counter() - started < 2
    assert len(head.description) <= 200
    assert len(head.json_ld) < MOST_CHARACTERS
    assert len(head.structured_data["@graph"][0]["hasPart"]) == 40


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("Two words", 9, "Two words"),
        ("Two words", 8, "Two wor…"),
        ("One two, three", 10, "One two…"),
        ("Надводная часть", 14, "Надводная…"),
        ("水位は上がっている", 5, "水位は上…"),
        ("a\x00b\ud800c\u2066d", 9, "abcd"),
        ("", 9, ""),
    ],
)
def test_texts_are_cut_between_words(text, length, expected):
    assert excerpt(text, length) == expected


def test_tags_become_spaces_where_they_end_a_line():
    html = "<p>One<br>two</p><ul><li>thr<b>ee</b></li><li>four</li></ul>"
    assert plain_excerpt(html, 40) == "One two three four"
    assert plain_excerpt('<a href="https://a.example/">x</a>' * 500, 9) == "xxxxx…"


def test_a_script_holds_no_tag_and_no_line_separator():
    script = as_script({"a": "</SCRIPT><!--&\u2028\u2029", "b": "Ёж"})
    assert script == r'{"a":"\u003c/SCRIPT\u003e\u003c!--\u0026\u2028\u2029","b":"Ёж"}'
