"""Articles written through Wagtail's API version 3: the same pages as those that the import makes."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client

from tests import factories
from tests.admin.helpers import user_with
from tests.api.asking import bearer
from tests.importing.helpers import news_pages
from wagtail_cstonews import conf
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.importing.saving import save_document
from wagtail_cstonews.models import Person
from wagtail_cstonews.models.quotations import public_articles_with

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on"),
]

ARCHIVE = Path(__file__).resolve().parents[2] / "example_project" / "archive"
SAMPLES = [
    "01-reservoirs-reported-interview.txt",
    "02-calm-water-exercise.txt",
    "06-border-is-a-road-dashes.txt",
    "07-river-institute-qa.txt",
    "10-night-search-quotes-by-title.txt",
    "18-dolvan-russian-interview.txt",
    "19-water-table.html",
    "22-astrabal-interview-headings.html",
]
FIELDS = (
    *(
        "title",
        "subtitle",
        "published_at",
        "published_is_date_only",
        "language",
        "dateline",
        "lead",
        "outlet",
    ),
    *("source_url", "lead_image_id", "lead_image_alt", "lead_image_caption", "lead_image_credit"),
    *("interviewee_id", "interviewee_name", "interviewee_role"),
    *("interviewer_id", "interviewer_name", "interviewer_role"),
)
STREAMS = ("authors", "body", "quotes", "related")


class Writing:
    """A client of Wagtail's endpoint of pages."""

    def __init__(self, user) -> None:
        self.client = Client(raise_request_exception=False, **bearer(user))

    def get(self, pk):
        response = self.client.get(f"/api/v3/pages/{pk}/")
        assert response.status_code == 200, response.content
        return response.json()

    def send(self, method, content, pk=None):
        url = f"/api/v3/pages/{pk}/" if pk else "/api/v3/pages/"
        return getattr(self.client, method)(url, json.dumps(content), content_type="application/json")

    def create(self, parent, content, *, model=None, action="publish"):
        model = model or conf.get_interview_page_model()
        meta = {"type": model._meta.label, "parent_id": parent.pk, "action": action}
        return self.send("post", {**content, "meta": meta})


@pytest.fixture
def user(db):
    return factories.make_user()


@pytest.fixture
def write(user):
    return Writing(user)


@pytest.fixture
def section(news_index):
    return news_index


def brought(name, section, user):
    """A page that the import makes of a sample, published."""
    path = ARCHIVE / name
    is_html = path.suffix == ".html"
    item = RawDocument(name, path.read_bytes(), name, key=name, media_type="html" if is_html else "text")
    save_document(item, section, user, corrections={}, publish=True)
    return news_pages().get().specific


def stored(page):
    """What the database has of the page, without ids of items in lists, which no API gives."""
    fields = {name: getattr(page, name) for name in FIELDS if hasattr(page, name)}
    streams = {name: bare(getattr(page, name).get_prep_value()) for name in STREAMS}
    streams["body"] = [block for block in streams["body"] if not is_missing_image(block)]
    return {**fields, **streams, "tags": sorted(page.tags.names())}


MISSING = re.compile(r'<div class="[^"]*--image">\s*</div>')
"""The place of an image that an import leaves for an editor."""

KEY = re.compile(r' data-block-key="\w+"')
"""By which the editor knows a paragraph of rich text: it comes with the first saving."""


def bare(value):
    """Without keys, the ids of items in lists and of teasers, and lists of links that have none."""
    if isinstance(value, list):
        return [bare(item) for item in value]
    if isinstance(value, dict):
        has_id = value.get("type") not in ("item", "teaser")
        return {
            name: bare(one)
            for name, one in value.items()
            if (name != "id" or has_id) and not (name.endswith("links") and not one)
        }
    return KEY.sub("", value) if isinstance(value, str) else value


def shown(client, page):
    """The page's own HTML, without what is of its address, and of which site it is one of many."""
    html = client.get(page.get_url()).content.decode()
    (main,) = re.findall(r"<article.*</article>", html, flags=re.DOTALL)
    return " ".join(MISSING.sub("", KEY.sub("", main)).split())


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_read_can_be_written_and_is_the_same_page(write, client, section, user, name):
    page = brought(name, section, user)
    content = write.get(page.pk)
    # Of what an import leaves for an editor, nothing is shown.
    content["body"] = [block for block in content["body"] if not is_missing_image(block)]
    html = shown(client, page)
    wanted = stored(page)
    page.delete()
    model = type(page)
    response = write.create(section, without_meta(content), model=model)
    assert response.status_code == 201, response.content
    written = model.objects.get(pk=response.json()["id"])
    assert written.live
    assert stored(written) == wanted
    assert shown(client, written) == html
    read = without_meta(write.get(written.pk))
    # The head says the address, too, which is in what was left out.
    assert bare({**read, "head": None}) == bare({**without_meta(content), "head": None})


def is_missing_image(block):
    return block["type"] == "image" and not block["value"]["image"]


def without_meta(content):
    return {name: value for name, value in content.items() if name not in ("id", "meta")}


# ------------------------------------------------------------------ by hand


@pytest.fixture
def anna(db):
    return factories.make_person("Anna Orlova")


def interview_of(person):
    """An interview as somebody writes it who has read the guide."""
    return {
        "title": "The lake is full",
        "lead": "Anna Orlova on the lake.",
        "published_at": "2026-05-04T10:00:00+06:00",
        "interviewee": {"id": person.pk, "name": "A. Orlova", "role": "Minister"},
        "interviewer": {"name": "Radio Manas"},
        "authors": [{"type": "author", "value": {"name": "Aigul Sadykova"}}],
        "tags": ["Water", "Two words"],
        "body": [
            {"type": "paragraph", "value": "<p>The lake is full.</p>"},
            {
                "type": "exchange",
                "value": {
                    "question": {"text": "When does it rise?", "speaker": None},
                    "answer": {"body": [{"type": "paragraph", "value": "<p>In May.</p>"}]},
                },
            },
            {
                "type": "quote",
                "value": {"quote": "It rises.", "speaker": {"id": person.pk, "role": "Minister"}},
            },
            {"type": "quote", "value": {"quote": "It falls.", "speaker": person.pk, "role": "Expert"}},
            {"type": "list", "value": {"entries": ["One", "Two"], "ordered": True}},
        ],
        "quotes": [{"type": "quote", "value": {"quote": "full", "speaker": {"name": "A reader"}}}],
        "related": [{"text": "Wells run dry", "url": "https://wells.example/"}],
    }


def test_an_interview_is_written(write, client, section, anna):
    response = write.create(section, interview_of(anna))
    assert response.status_code == 201, response.content
    page = conf.get_interview_page_model().objects.get()
    assert (page.interviewee, page.interviewee_name, page.interviewee_role) == (anna, "A. Orlova", "Minister")
    assert (page.interviewer, page.interviewer_name) == (None, "Radio Manas")
    assert sorted(page.tags.names()) == ["Two words", "Water"]
    assert page.published_at == factories.local_time(2026, 5, 4, 10)
    quotes = [block.value for block in page.body if block.block_type == "quote"]
    assert [(quote["speaker"], quote["role"]) for quote in quotes] == [(anna, "Minister"), (anna, "Expert")]
    assert page.related[0].value["text"] == "Wells run dry"
    # The quotes are found where those of an import are.
    from wagtail.models import Site

    assert [one.pk for one in public_articles_with(anna, Site.objects.get())] == [page.pk]
    text = client.get(anna.get_absolute_url()).content.decode()
    assert "It rises." in text
    assert "It falls." in text


def test_one_quote_is_changed(write, section, anna):
    page = write.create(section, interview_of(anna)).json()
    body = page["body"]
    body[2]["value"]["quote"] = "It rises fast."
    response = write.send("patch", {"body": body, "meta": {"action": "publish"}}, page["id"])
    assert response.status_code == 200, response.content
    after = conf.get_interview_page_model().objects.get()
    assert [block["id"] for block in after.body.raw_data] == [block["id"] for block in body]
    assert after.body[2].value["quote"] == "It rises fast."
    assert after.interviewee == anna
    assert (after.lead, after.interviewee_role) == ("Anna Orlova on the lake.", "Minister")


def test_a_speaker_is_changed_and_taken_away(write, section, anna):
    page = write.create(section, interview_of(anna)).json()
    write.send("patch", {"interviewee": {"name": "Somebody"}}, page["id"])
    draft = conf.get_interview_page_model().objects.get().get_latest_revision_as_object()
    assert (draft.interviewee, draft.interviewee_name, draft.interviewee_role) == (None, "Somebody", "")
    write.send("patch", {"interviewee": anna.pk}, page["id"])
    assert conf.get_interview_page_model().objects.get().get_latest_revision_as_object().interviewee == anna


def test_the_lead_image_with_its_text(write, section, anna):
    image = factories.make_image(description="A hall")
    content = {**interview_of(anna), "lead_image": {"id": image.pk, "alt": "The minister"}}
    page = write.create(section, content).json()
    assert page["lead_image"]["alt"] == "The minister"
    again = write.send("patch", {"lead_image": {**page["lead_image"], "alt": "A hall"}}, page["id"])
    assert again.status_code == 200, again.content
    draft = conf.get_interview_page_model().objects.get().get_latest_revision_as_object()
    assert (draft.lead_image, draft.lead_image_alt) == (image, "")


BAD = [
    ({"body": "x"}, "body"),
    ({"body": ["x"]}, "body"),
    ({"body": [{"type": "no", "value": 1}]}, "body"),
    ({"body": [{"value": 1}]}, "body"),
    ({"body": [{"type": "quote"}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": " "}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a", "speaker": 99_999}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a", "speaker": {"id": "x"}}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a", "speaker": {"nmae": "x"}}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a", "speker": 1}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a", "source_url": "javascript:x"}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": ["a"]}}]}, "body"),
    ({"body": [{"type": "quote", "value": {"quote": "a"}, "id": "x"}]}, "body"),
    ({"body": [{"type": "exchange", "value": {"question": "", "answer": []}}]}, "body"),
    ({"body": [{"type": "exchange", "value": {"question": {"text": "a"}, "answer": "b"}}]}, "body"),
    ({"body": [{"type": "exchange", "value": {"question": {"text": "a", "x": 1}}}]}, "body"),
    ({"body": [{"type": "image", "value": {"image": None}}]}, "body"),
    ({"body": [{"type": "image", "value": {"image": 99_999}}]}, "body"),
    ({"body": [{"type": "paragraph", "value": 5}]}, "body"),
    ({"body": [{"type": "list", "value": {"entries": "x"}}]}, "body"),
    ({"body": [{"type": "list", "value": {"entries": ["x"], "ordered": "perhaps"}}]}, "body"),
    ({"body": [{"type": "table", "value": {"columns": [{"type": "no"}], "rows": []}}]}, "body"),
    (
        {"body": [{"type": "table", "value": {"columns": [{"type": "text"}], "rows": [{"values": []}]}}]},
        "body",
    ),
    ({"body": [{"type": "table", "value": 5}]}, "body"),
    ({"body": [{"type": "embed", "value": "javascript:x"}]}, "body"),
    ({"body": [{"type": "embed", "value": {}}]}, "body"),
    ({"related": [{"text": ""}]}, "related"),
    ({"related": [{"text": "a", "date": "May"}]}, "related"),
    ({"authors": [{"type": "author", "value": {"name": ""}}]}, "authors"),
    ({"quotes": [{"type": "quote", "value": {"quote": "a", "speaker": True}}]}, "quotes"),
    ({"interviewee": 99_999}, "interviewee"),
    ({"interviewee": {"id": 99_999}}, "interviewee"),
    ({"interviewee": {"name": "x" * 300}}, "interviewee"),
    ({"interviewee": "Anna"}, "interviewee"),
    ({"interviewee": True}, "interviewee"),
    ({"interviewee": {"nmae": "Anna"}}, "interviewee"),
    ({"lead_image": 99_999}, "lead_image"),
    ({"lead_image": {"id": None}}, "lead_image"),
    ({"published_at": "yesterday"}, "published_at"),
    ({"published_at": "9999-01-01T00:00:00Z"}, "published_at"),
    ({"source_url": "javascript:x"}, "source_url"),
    ({"language": "no such"}, "language"),
    ({"dateline": "x" * 300}, "dateline"),
    ({"tags": "x"}, "tags"),
    ({"title": ""}, "title"),
]


@pytest.mark.parametrize(("content", "field"), BAD, ids=lambda one: str(one)[:60])
def test_what_is_wrong_is_named(write, section, content, field):
    response = write.create(section, {"title": "A lake", **content})
    assert response.status_code == 422, (response.status_code, response.content[:2000])
    named = json.dumps([error.get("loc", error) for error in response.json()["errors"]])
    assert field in named, response.content
    assert not conf.get_interview_page_model().objects.exists()


def test_rich_text_is_sanitized_everywhere(write, client, section):
    bad = '<p onclick="x">A <script>alert(1)</script><a href="javascript:x">b</a><b>c</b></p>'
    body = [
        {"type": "paragraph", "value": bad},
        {"type": "exchange", "value": {"question": "a", "answer": [{"type": "paragraph", "value": bad}]}},
        {
            "type": "table",
            "value": {"columns": [{"type": "rich_text"}, {"type": "text"}], "rows": [{"values": [bad, bad]}]},
        },
        {"type": "heading", "value": bad},
        {"type": "quote", "value": {"quote": bad, "speaker": {"name": bad[:200]}}},
    ]
    response = write.create(section, {"title": "A lake", "lead": bad, "body": body})
    assert response.status_code == 201, response.content
    page = conf.get_interview_page_model().objects.get()
    paragraphs = [page.body.raw_data[0]["value"], page.body.raw_data[1]["value"]["answer"][0]["value"]]
    paragraphs.append(page.body.raw_data[2]["value"]["rows"][0]["values"][0])
    for html in paragraphs:
        assert "<b>c</b>" in html
        assert not re.search("script|onclick", html)
    text = client.get(page.get_url()).content.decode()
    assert "<script>alert" not in text
    assert 'href="javascript' not in text


@pytest.mark.parametrize(
    ("rights", "status", "is_live"),
    [(None, 401, False), ((), 403, False), (("add",), 201, False), (("add", "publish"), 201, True)],
)
def test_rights_are_respected(section, rights, status, is_live):
    model = conf.get_interview_page_model()
    if rights is None:
        client = Client()
        meta = {"type": model._meta.label, "parent_id": section.pk}
        body = json.dumps({"title": "A lake", "meta": meta})
        response = client.post("/api/v3/pages/", body, content_type="application/json")
    else:
        write = Writing(user_with([], [(section, name) for name in rights]))
        action = "publish" if is_live else None
        response = write.create(section, {"title": "A lake"}, action=action)
    assert response.status_code == status, response.content
    assert [page.live for page in model.objects.all()] == ([is_live] if status == 201 else [])


def test_openapi_has_what_is_written(client):
    schemas = client.get("/api/v3/openapi.json").json()["components"]["schemas"]
    fields = schemas["InterviewPageCreateSchema"]["properties"]
    assert {"interviewee", "interviewer", "lead_image", "body", "quotes", "authors", "tags"} <= set(fields)
    assert "SpeakerInput" in json.dumps(fields["interviewee"])
    assert not Person.objects.exists()
