"""Hostile documents through the API: no server error for any input, and nothing of it alive in any answer."""

from __future__ import annotations

import json
import random

import pytest
from django.core.cache import cache

from tests import factories
from tests.api.asking import TEXT, VERSIONS, Asking
from tests.importing.helpers import news_pages
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.importing.single import KEPT

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
VALUES = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    1.5,
    float("inf"),
    "",
    " ",
    "\0",
    "a\0b",
    "\ud800",
    "\u202e\u200b\ufeff",
    SCRIPT,
    "javascript:alert(1)",
    "http://[",
    "https://a.example/" + "x" * 5000,
    "x" * 3000,
    "9" * 400,
    "9999-99-99",
    "'; DROP TABLE x; --",
    [],
    [None],
    [[]],
    [SCRIPT] * 3,
    {},
    {"rendered": SCRIPT},
    {"rendered": None},
    {"name": {"name": []}},
    {"": ""},
]
FIELDS = [
    "text",
    "html",
    "content",
    "id",
    "url",
    "title",
    "date",
    "author",
    "language",
    "tags",
    "image",
    "lead",
    "slug",
    "translations",
    "translation_of",
    "translation_group",
    "section",
    "save",
    "publish",
    "keep",
    "lines",
    "prefer",
    "\0",
]


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    KEPT.clear()
    cache.clear()
    settings.WAGTAIL_CSTONEWS = {"IMPORT_API_REQUESTS_PER_MINUTE": 100_000}


@pytest.fixture
def section(db):
    return factories.make_index(slug="lakes")


@pytest.fixture(params=VERSIONS)
def ask(request, section):
    return Asking(request.param, factories.make_user())


def is_told(response, said):
    """Whether the answer is one of a program that knows what it does."""
    assert response.status_code < 500, (said, response.content[:2000])
    assert response["Content-Type"] in ("application/json", "application/problem+json")
    return json.loads(response.content)


@pytest.mark.parametrize("ask", ["v2"], indirect=True)
@pytest.mark.parametrize("field", FIELDS)
def test_any_value_of_any_field(ask, section, field):
    for number, value in enumerate(VALUES):
        save = bool(number % 2)
        is_told(ask(**{"text": TEXT, "section": "lakes", "save": save, field: value}), (field, value))


def test_any_body(ask, section):
    """Bodies of random bytes and of random pieces of mark-up, with a seed, so that a failure comes again."""
    chance = random.Random(20_261_201)  # noqa: S311  not for secrets
    pieces = [
        *(
            "<html>",
            "<p>",
            "</p>",
            "<table>",
            "<td>",
            "<a href='javascript:x'>",
            "<!--",
            "]]>",
            "<svg onload=x>",
        ),
        *(
            "<h1>",
            "</h1>",
            "<script>",
            "</script>",
            "<blockquote>",
            "“",
            "”",
            "Anna Orlova said: ",
            "— ",
            "\n\n",
        ),
        *(
            "\0",
            "\u202e",
            "&#0;",
            "&#xD800;",
            "&",
            "<style>",
            "<template>",
            "1. ",
            "Q: ",
            "A: ",
            "\r",
            "\x1b",
        ),
        *("The council met on Thursday. ", "<br>" * 50, "<div>" * 300, "\t|\t", "<img src=x onerror=y>"),
    ]
    for turn in range(60):
        if turn % 3:
            body = "".join(chance.choices(pieces, k=chance.randrange(1, 60))).encode()
        else:
            body = chance.randbytes(chance.randrange(1, 2000))
        kind = chance.choice(
            ("text/plain", "text/html", "text/html; charset=utf-16", "text/plain; charset=no")
        )
        save = chance.choice(("", "&save=true", "&save=true&keep=true"))
        is_told(ask.raw(body, kind, f"?section=lakes{save}"), body)


def test_what_was_sent_is_inert(ask, client, section):
    words = f"The lake is full{SCRIPT}, <a href='javascript:x'>it</a> said."
    html = f"<h1>Lake {SCRIPT}</h1><p onclick=x>{words}</p>"
    answer = is_told(
        ask(
            html=html,
            section="lakes",
            save=True,
            publish=True,
            keep=True,
            title=f"Lake {SCRIPT}",
            lead=f"Lead {SCRIPT}",
            author=SCRIPT,
            tags=[SCRIPT],
            url="https://lakes.example/?a=<script>",
        ),
        html,
    )
    page = news_pages().get()
    shown = client.get(page.get_url()).content.decode()
    assert SCRIPT not in shown
    assert "javascript:" not in shown
    paragraphs = [block["value"] for block in answer["page"]["body"] if block["type"] == "paragraph"]
    assert not any("script" in value or "onclick" in value for value in paragraphs)


def test_deep_mark_up_and_long_lines(ask, section):
    for html in (
        "<div>" * 20_000 + "<p>A lake.</p>",
        f"<p>{'lake ' * 200_000}</p>",
        "<table><tr><td>" * 2_000,
    ):
        is_told(ask(html=html, section="lakes"), html[:50])


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
def test_answers_are_as_openapi_says(client, section, settings):
    from jsonschema import Draft202012Validator

    document = client.get("/api/v3/openapi.json").json()
    operation = document["paths"]["/api/v3/import/"]["post"]

    def check(response):
        content = operation["responses"][str(response.status_code)]["content"]
        schema = content[response["Content-Type"]]["schema"]
        Draft202012Validator({**schema, "components": document["components"]}).validate(response.json())

    ask = Asking("v3", factories.make_user())
    turns = [
        "Radio: When does the lake rise?",
        "Anna Orlova: In May it rises.",
        "Radio: Why?",
        "Anna Orlova: Snow.",
    ]
    interview = "\n\n".join(turns)
    for fields in (
        {"text": TEXT},
        {"text": TEXT, "lines": True, "save": True},
        {"text": TEXT, "save": True},
        {"text": f"The lake\n\n{interview}", "save": True, "url": "https://lakes.example/1"},
        {"text": "+++"},
        {"text": 5},
        {"text": TEXT, "section": "no"},
    ):
        check(ask(**fields))
    check(ask.raw("[", "application/json"))
    check(ask.raw("[", "image/png"))
    check(Asking("v3")(text=TEXT))
    settings.WAGTAIL_CSTONEWS = {"IMPORT_API_REQUESTS_PER_MINUTE": 1, "IMPORT_API_MEGABYTES": 1}
    check(Asking("v3", factories.make_user()).raw(b"a" * (1 << 21), "text/plain"))
    check(ask(text=TEXT))
    requests = operation["requestBody"]["content"]["application/json"]["schema"]
    for example in requests["examples"]:
        Draft202012Validator(requests).validate(example)
    for response in operation["responses"].values():
        for content in response["content"].values():
            if "example" in content:
                schema = {**content["schema"], "components": document["components"]}
                Draft202012Validator(schema).validate(content["example"])
