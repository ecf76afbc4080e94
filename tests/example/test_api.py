"""The imported archive over the APIs: speakers resolved, and nothing of where it came from."""

from __future__ import annotations

import json

import pytest
import wagtail

from wagtail_cstonews.models import ImportedDocument, ImportRun, Person
from wagtail_cstonews.pages.models import InterviewPage, NewsPage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

# Lines that stand in the scraped documents, but in no article.
CHROME = [
    "Go back",
    "Back to the section",
    "Back to the all news",
    "Download document",
    "Subscribe to our newsletter",
    "We use cookies",
    "All rights reserved",
    "not for readers",
    "Назад к разделу",
]
RECORDS = [
    "import",
    "confidence",
    "content_hash",
    "key_hash",
    "original",
    "warnings",
    "labels",
    "file://",
    "archive/",
]


def everything(client, version):
    """All news pages with all their fields, as the API gives them one by one."""
    answers = [
        client.get(f"/api/{version}/pages/{pk}/") for pk in NewsPage.objects.values_list("pk", flat=True)
    ]
    assert {answer.status_code for answer in answers} == {200}
    return [answer.json() for answer in answers]


VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8 brought API v3")),
]


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def pages(client, version):
    return everything(client, version)


def body_of(page):
    return page["body"]


def find(pages, start):
    return next(page for page in pages if page["title"].startswith(start))


def test_all_pages_are_there(pages):
    assert len(pages) == 37


def test_quotes_have_their_speaker(pages):
    page = find(pages, "The reservoirs")
    person = Person.objects.get(name="Teodrik Massalen")
    quotes = [block["value"] for block in body_of(page) if block["type"] == "quote"]
    assert len(quotes) == 3
    for quote in quotes:
        assert quote["quote"]
        assert quote["speaker"]["name"] == "Teodrik Massalen"
        assert quote["speaker"]["id"] == person.pk


def test_exchanges_have_question_and_answer(pages):
    page = find(pages, "A border is")
    exchanges = [block["value"] for block in body_of(page) if block["type"] == "exchange"]
    assert len(exchanges) == 5
    assert exchanges[0]["question"]["text"].startswith("Minister, the bridge")
    assert exchanges[0]["answer"]["speaker"]["name"] == "Ansela Quorrin"
    assert len(exchanges[0]["answer"]["body"]) == 2


def test_the_interviewee_is_resolved(pages):
    page = find(pages, "The reservoirs")
    assert page["interviewee"]["name"] == "Teodrik Massalen"
    assert page["interviewee"]["role"].startswith("FRC Deputy Secretary General")


def test_nothing_of_the_source_or_the_import_shows(pages):
    said = json.dumps(pages, ensure_ascii=False)
    for line in CHROME:
        assert line not in said, line
    keys = set()

    def collect(value):
        if isinstance(value, dict):
            keys.update(value)
            list(map(collect, value.values()))
        elif isinstance(value, list):
            list(map(collect, value))

    collect(pages)
    assert not [key for key in keys if any(word in key for word in RECORDS)], keys
    assert "file://" not in said
    assert "example_project" not in said


def test_the_records_are_there_but_not_public(client, version):
    assert ImportRun.objects.exists()
    document = ImportedDocument.objects.get(source__endswith="01-reservoirs-reported-interview.txt")
    assert "Back to the all news" in document.original
    listed = client.get(f"/api/{version}/pages/").content.decode()
    assert document.key not in listed
    for name in ("importruns", "imported_documents", "importeddocument", "runs"):
        assert client.get(f"/api/{version}/{name}/").status_code == 404


def test_drafts_are_not_public(client, version):
    page = InterviewPage.objects.first()
    page.unpublish()
    assert client.get(f"/api/{version}/pages/{page.pk}/").status_code in {401, 403, 404}
