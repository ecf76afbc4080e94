"""The same pages over API v2 and, on Wagtail 8, over API v3."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.marks import full_text
from wagtail_cstonews import conf
from wagtail_cstonews.compat import HAS_API_V3

pytestmark = pytest.mark.django_db

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]

SECRET = "never-public"

ARTICLE_FIELDS = {
    "language",
    "subtitle",
    "published_at",
    "published_is_date_only",
    "dateline",
    "lead",
    "authors",
    "outlet",
    "source_url",
    "lead_image",
    "lead_image_caption",
    "lead_image_credit",
    "body",
    "quotes",
    "related",
    "tags",
}
INTERVIEW_FIELDS = {"interviewee", "interviewer"}
PAGE_FIELDS = {"id", "meta", "title"}


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def get(client, version):
    def call(path: str, status: int = 200, **parameters: object):
        response = client.get(f"/api/{version}/{path}", parameters)
        assert response.status_code == status, response.content
        return response.json()

    return call


@pytest.fixture
def anna(db):
    return factories.make_person("Anna Orlova", spellings=("Анна Орлова",), roles=("Minister",))


@pytest.fixture
def interview(news_index, anna):
    other = factories.make_article(news_index, title="Other")
    hidden = factories.make_article(news_index, title="Hidden", live=False)
    page = factories.make_interview(
        news_index,
        title="Talks",
        subtitle="Subtitle",
        dateline="Bishkek",
        lead="Lead",
        authors=[("author", {"name": "A. Author", "person": anna})],
        outlet="Radio Manas",
        source_url="https://example.org/",
        lead_image=factories.make_image(description="A hall"),
        interviewee=anna,
        interviewee_role="Minister at the time",
        interviewer_name="Radio Manas",
        body=[
            factories.paragraph("<p>Text</p>"),
            ("heading", "Heading"),
            factories.quote("Words", speaker=anna, role="Minister at the time"),
            factories.quote("Printed", speaker_name="A. Orlova"),
            factories.exchange("Why?", "<p>Because.</p>", answerer=anna, questioner_name="Radio Manas"),
            ("image", {"image": factories.make_image(), "caption": "Caption"}),
            ("list", {"entries": ["One"], "ordered": True}),
            (
                "table",
                {"columns": [{"type": "text", "heading": "A"}], "rows": [{"values": ["1"]}], "caption": ""},
            ),
        ],
        related=[("teaser", {"page": other}), ("teaser", {"page": hidden})],
        tags=("Exercises",),
    )
    factories.make_document(
        factories.make_run(command=SECRET, section=news_index),
        key=f"file:///{SECRET}",
        original=SECRET,
        message=SECRET,
        article={"lines": [{"text": SECRET}]},
        page=page,
    )
    return page


def test_an_interview_has_every_public_field(get, interview, anna):
    found = get(f"pages/{interview.pk}/")
    assert set(found) == PAGE_FIELDS | ARTICLE_FIELDS | INTERVIEW_FIELDS
    assert found["meta"]["type"] == conf.get_interview_page_model()._meta.label
    assert found["subtitle"] == "Subtitle"
    assert (
        found["published_at"] == "2024-05-01T12:00:00+06:00"
        or found["published_at"] == "2024-05-01T06:00:00Z"
    )
    assert found["published_is_date_only"] is False
    assert found["source_url"] == "https://example.org/"
    assert found["tags"] == ["Exercises"]
    assert found["authors"][0]["value"] == {"name": "A. Author", "id": anna.pk}
    assert found["lead_image"]["alt"] == "A hall"
    assert found["lead_image"]["full_url"].startswith("http")
    assert (found["lead_image"]["width"], found["lead_image"]["height"]) == (640, 480)
    assert found["interviewee"] == {
        "id": anna.pk,
        "name": "Anna Orlova",
        "role": "Minister at the time",
        "url": "/people/anna-orlova/",
    }
    assert found["interviewer"] == {"id": None, "name": "Radio Manas", "role": None, "url": None}


def test_the_lead_image_has_the_articles_own_text(get, interview):
    interview.lead_image_alt, interview.lead_image_credit = "Two delegations", "A. Sadykova"
    interview.save()
    found = get(f"pages/{interview.pk}/")
    assert found["lead_image"]["alt"] == "Two delegations"
    assert found["lead_image_credit"] == "A. Sadykova"


def test_the_body_has_its_speakers_resolved(get, interview, anna):
    found = get(f"pages/{interview.pk}/")
    values = [(block["type"], block["value"]) for block in found["body"]]
    assert [kind for kind, _value in values] == [
        *("paragraph", "heading", "quote", "quote", "exchange", "image", "list", "table")
    ]
    assert "<p" in values[0][1]
    assert "Text" in values[0][1]
    assert values[1][1] == "Heading"
    assert values[2][1] == {
        "quote": "Words",
        "speaker": {
            "id": anna.pk,
            "name": "Anna Orlova",
            "role": "Minister at the time",
            "url": "/people/anna-orlova/",
        },
        "attribution": None,
        "source_url": None,
    }
    assert values[3][1]["speaker"] == {"id": None, "name": "A. Orlova", "role": None, "url": None}
    assert values[4][1]["answer"]["speaker"]["id"] == anna.pk
    assert values[4][1]["question"]["speaker"]["name"] == "Radio Manas"
    assert values[5][1]["image"]["url"].startswith("/media/")
    assert values[6][1] == {"entries": ["One"], "ordered": True}
    assert values[7][1]["rows"] == [{"values": ["1"]}]
    assert all(block["id"] for block in found["body"])


def test_turns_that_name_nobody_are_those_of_the_page(get, news_index, anna):
    page = factories.make_interview(
        news_index,
        interviewee=anna,
        interviewee_role="Minister",
        interviewer_name="Radio Manas",
        body=[factories.exchange("Why?", "<p>Because.</p>")],
    )
    (block,) = get(f"pages/{page.pk}/")["body"]
    assert block["value"]["question"]["speaker"]["name"] == "Radio Manas"
    assert block["value"]["answer"]["speaker"] == {
        "id": anna.pk,
        "name": "Anna Orlova",
        "role": "Minister",
        "url": "/people/anna-orlova/",
    }


@pytest.mark.parametrize("language", ["", "ru"])
def test_the_language_is_that_of_the_text(get, news_index, language):
    page = factories.make_article(news_index, language=language)
    assert get(f"pages/{page.pk}/")["language"] == (language or "en")


def test_related_articles_that_are_not_public_stay_out(get, interview):
    found = get(f"pages/{interview.pk}/")
    assert [link["text"] for link in found["related"]] == ["Other"]
    assert found["related"][0]["url"].endswith("/")
    assert found["related"][0]["date"] is None


def test_an_article_is_no_interview(get, news_index):
    article = factories.make_article(news_index)
    found = get(f"pages/{article.pk}/")
    assert set(found) == PAGE_FIELDS | ARTICLE_FIELDS
    assert found["lead_image"] is None
    assert found["source_url"] is None
    assert found["body"] == []


def test_an_interview_with_nobody(get, news_index):
    found = get(f"pages/{factories.make_interview(news_index).pk}/")
    assert (found["interviewee"], found["interviewer"]) == (None, None)


def test_a_section_has_its_introduction(get, home):
    section = factories.make_index(home, intro="<p>About us</p>")
    assert "About us" in get(f"pages/{section.pk}/")["intro"]


def test_import_state_and_source_are_in_no_answer(client, version, interview, get):
    detail = client.get(f"/api/{version}/pages/{interview.pk}/").content.decode()
    listing = client.get(
        f"/api/{version}/pages/", {"fields": "*"} if version == "v2" else {}
    ).content.decode()
    for answer in (detail, listing):
        assert SECRET not in answer
        for word in ("import", "original", "provenance", "warnings_count", "confidence", "key_hash"):
            assert word not in answer.lower()


def test_drafts_and_private_articles_are_in_no_answer(client, version, get, news_index):
    draft = factories.make_article(news_index, title="Draft", live=False)
    private = factories.make_article(news_index, title="Private")
    factories.make_private(private)
    for page in (draft, private):
        get(f"pages/{page.pk}/", status=404)
    listing = client.get(f"/api/{version}/pages/").content.decode()
    assert "Draft" not in listing
    assert "Private" not in listing


def test_a_hostile_source_is_no_address(get, news_index):
    article = factories.make_article(news_index)
    type(article).objects.filter(pk=article.pk).update(source_url="javascript:alert(1)")
    assert get(f"pages/{article.pk}/")["source_url"] is None


def test_a_missing_image_file_is_no_image(get, news_index):
    image = factories.make_image()
    article = factories.make_article(news_index, lead_image=image)
    image.file.storage.delete(image.file.name)
    assert get(f"pages/{article.pk}/")["lead_image"] is None


def test_queries_do_not_grow_with_the_quotes(client, version, news_index):
    def queries(number: int) -> int:
        people = [factories.make_person() for _number in range(number)]
        page = factories.make_interview(
            news_index,
            interviewee=people[0],
            body=[
                *(factories.quote("x", speaker=person) for person in people),
                *(
                    factories.exchange("?", "<p>y</p>", answerer=person, questioner=person)
                    for person in people
                ),
            ],
        )
        client.get(f"/api/{version}/pages/{page.pk}/")
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/api/{version}/pages/{page.pk}/")
        return len(captured)

    assert queries(1) == queries(7)


@full_text
def test_v2_lists_and_filters_by_type_and_date(client, interview, news_index):
    factories.make_article(news_index, outlet="Other radio")
    news = conf.get_news_page_model()._meta.label
    interviews = conf.get_interview_page_model()._meta.label

    def ids(**parameters):
        items = client.get("/api/v2/pages/", parameters).json()["items"]
        return {item["id"] for item in items}

    assert ids(type=interviews) == {interview.pk}
    assert interview.pk in ids(type=news)
    assert ids(type=news, outlet="Radio Manas") == {interview.pk}
    assert ids(type=news, tags="Exercises") == {interview.pk}
    assert ids(type=news, search="Subtitle") == {interview.pk}
    listing = client.get("/api/v2/pages/", {"type": interviews, "fields": "body,interviewee"})
    assert listing.json()["items"][0]["interviewee"]["name"] == "Anna Orlova"


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
def test_v3_describes_the_fields(client, site):
    schema = client.get("/api/v3/openapi.json").json()
    text = json.dumps(schema)
    assert "InterviewPageSchema" in text
    interview = schema["components"]["schemas"]["InterviewPageSchema"]["properties"]
    assert "SpeakerDict" in json.dumps(interview["interviewee"])
    assert "ImageDict" in json.dumps(interview["lead_image"])
    assert "ImportedDocument" not in text


def test_words_in_a_paragraph_reach_the_page_and_the_speaker(get, news_index, anna):
    page = factories.make_article(
        news_index,
        body=[
            factories.paragraph("<p>“We have waited,” said <b>Anna Orlova</b>. “Now we build.”</p>"),
            factories.quote("A block of its own.", speaker=anna),
        ],
        quotes=[
            factories.quote("Now we build.", speaker=anna),
            factories.quote("We have waited.", speaker=anna, role="Mayor"),
            factories.quote("Somebody said this.", speaker_name="A resident"),
        ],
    )
    quotes = get(f"pages/{page.pk}/")["quotes"]
    assert [(item["type"], item["value"]["quote"]) for item in quotes] == [
        ("quote", "Now we build."),
        ("quote", "We have waited."),
        ("quote", "Somebody said this."),
    ]
    assert quotes[1]["value"]["speaker"] == {
        "id": anna.pk,
        "name": "Anna Orlova",
        "role": "Mayor",
        "url": anna.get_absolute_url(),
    }
    assert quotes[2]["value"]["speaker"]["name"] == "A resident"
    # In the order in which the article prints them.
    said = get("quotes/", speaker=anna.slug)["items"]
    assert [(item["text"], item["speaker"]["role"]) for item in said] == [
        ("We have waited.", "Mayor"),
        ("Now we build.", None),
        ("A block of its own.", None),
    ]
