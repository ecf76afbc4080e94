"""People and quotes over API v2 and, on Wagtail 8, over API v3: the same answers in both."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from tests import factories
from tests.marks import full_text
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.models import PersonRole

pytestmark = pytest.mark.django_db

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]
MOST_QUERIES = 12


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
    return factories.make_person(
        "Anna Orlova", spellings=("Анна Орлова",), roles=("Deputy minister", "Minister"), slug="anna-orlova"
    )


@pytest.fixture
def interview(news_index, anna):
    return factories.make_interview(
        news_index,
        title="Talks",
        interviewee=anna,
        interviewee_role="Minister",
        published_at=factories.local_time(2026, 5, 3, 12),
        tags=("rail",),
        body=[
            factories.exchange("Why?", "<p>Because &amp; so.</p>"),
            factories.paragraph("<p>“We have waited,” said a guest.</p>"),
            factories.quote("Words", speaker=anna, role="At the time", attribution="in a letter"),
        ],
        quotes=[factories.quote("We have waited.", speaker_name="A guest")],
    )


@pytest.fixture
def article(news_index, anna):
    return factories.make_article(
        news_index,
        title="News",
        language="ru",
        published_at=factories.local_time(2025, 1, 2, 12),
        body=[factories.quote("Слова о мире", speaker=anna)],
    )


def texts(found) -> list[str]:
    return [item["text"] for item in found["items"]]


def names(found) -> list[str]:
    return [item["name"] for item in found["items"]]


def test_a_quote_has_all_that_is_needed(get, version, interview, anna):
    found = get("quotes/")
    assert (found["meta"]["total_count"] if version == "v2" else found["count"]) == 3
    answer, said, block = found["items"]
    assert answer == {
        "id": answer["id"],
        "kind": "answer",
        "text": "Because & so.",
        "question": "Why?",
        "context": None,
        "attribution": None,
        "speaker": {"id": anna.pk, "name": "Anna Orlova", "role": "Minister", "url": "/people/anna-orlova/"},
        "block": interview.body[0].id,
        "language": "en",
        "published_at": interview.published_at.isoformat().replace("+00:00", "Z"),
        "article": {
            "id": interview.pk,
            "title": "Talks",
            "type": interview._meta.label,
            "url": interview.url,
            "full_url": f"http://testserver{interview.url}",
        },
    }
    assert (said["kind"], said["context"]) == ("paragraph", "“We have waited,” said a guest.")
    assert said["speaker"] == {"id": None, "name": "A guest", "role": None, "url": None}
    assert (block["kind"], block["attribution"], block["speaker"]["role"]) == (
        "quote",
        "in a letter",
        "At the time",
    )
    assert get(f"quotes/{answer['id']}/") == answer


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"speaker": "anna-orlova"}, ["Because & so.", "Words", "Слова о мире"]),
        ({"speaker": "anna-orlova", "since": "2026-05"}, ["Because & so.", "Words"]),
        ({"until": "2025"}, ["Слова о мире"]),
        ({"year": "2026", "month": "5", "form": "answer"}, ["Because & so."]),
        ({"year": "2026", "month": "4"}, []),
        ({"kind": "news"}, ["Слова о мире"]),
        ({"tag": "rail", "form": "paragraph"}, ["We have waited."]),
        ({"locale": "en", "form": "quote"}, ["Words", "Слова о мире"]),
        ({"search": "words", "speaker": "anna-orlova"}, ["Words"]),
        ({"order": "published_at", "form": "quote"}, ["Слова о мире", "Words"]),
        ({"limit": "1", "offset": "1"}, ["We have waited."]),
    ],
)
def test_quotes_are_filtered(get, interview, article, parameters, expected):
    assert texts(get("quotes/", **parameters)) == expected


@full_text
@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("waited have", ["We have waited."]),
        ("СЛОВА мире", ["Слова о мире"]),
        ("waited Words", []),
        ('"', []),
    ],
)
def test_quotes_are_searched(get, interview, article, search, expected):
    assert texts(get("quotes/", search=search)) == expected


def test_quotes_of_an_article_a_section_and_a_number(get, interview, article, anna, news_index):
    assert texts(get("quotes/", article=article.pk)) == ["Слова о мире"]
    assert len(texts(get("quotes/", section=news_index.slug))) == 4
    assert len(texts(get("quotes/", speaker=anna.pk))) == 3
    assert get("quotes/", article=article.pk)["items"][0]["language"] == "ru"


@pytest.mark.parametrize(
    ("path", "name", "value"),
    [
        ("quotes/", "speaker", "nobody"),
        ("quotes/", "speaker", "a\0b"),
        ("quotes/", "speaker", "9" * 30),
        ("quotes/", "since", "2026-13"),
        ("quotes/", "until", "tomorrow"),
        ("quotes/", "year", "20"),
        ("quotes/", "month", "5"),
        ("quotes/", "form", "interview"),
        ("quotes/", "kind", "blog"),
        ("quotes/", "article", "9" * 30),
        ("quotes/", "article", "-1"),
        ("quotes/", "search", "a\0b"),
        ("quotes/", "search", "x" * 500),
        ("quotes/", "order", "name"),
        ("quotes/", "limit", "21"),
        ("quotes/", "limit", "many"),
        ("quotes/", "offset", "9" * 30),
        ("quotes/", "page", "2"),
        ("people/", "speaker", "anna-orlova"),
        ("people/", "quoted_since", "2026-13"),
        ("people/", "office", "a\0b"),
        ("people/", "slug", "a\0b"),
        ("people/", "order", "random"),
        ("people/", "search", "x" * 500),
        ("people/", "fields", "name"),
        ("people/anna-orlova/", "fields", "name"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name(client, version, interview, path, name, value):
    response = client.get(f"/api/{version}/{path}", {name: value})
    assert response.status_code == 400, response.content
    if version == "v2":
        message = response.json()["message"]
    else:
        assert response["Content-Type"] == "application/problem+json"
        message = response.json()["detail"]
    assert name in message or value in message


def test_an_unknown_parameter_is_told_the_known_ones(get, version, site):
    found = get("quotes/", 400, from_="2026")
    message = found["message"] if version == "v2" else found["detail"]
    assert "from_" in message
    for name in ("article", "form", "limit", "since", "speaker"):
        assert name in message


@pytest.mark.parametrize(
    "path", ["quotes/1/", "quotes/x/", "people/nobody/", "people/%00/", f"people/{'9' * 30}/"]
)
def test_what_there_is_not_is_not_found(get, site, path):
    get(path, 404)


def test_a_person_has_names_roles_and_counts(get, interview, article, anna):
    (item,) = get("people/")["items"]
    assert item == {
        "id": anna.pk,
        "name": "Anna Orlova",
        "slug": "anna-orlova",
        "url": "/people/anna-orlova/",
        "full_url": "http://testserver/people/anna-orlova/",
        "spellings": ["Анна Орлова"],
        "roles": [
            {"title": "Deputy minister", "start": None, "end": None},
            {"title": "Minister", "start": None, "end": None},
        ],
        "picture": None,
        "articles": 2,
        "quotes": 3,
    }


def test_the_detail_of_a_person(get, version, interview, article, anna):
    anna.link, anna.biography = "javascript:alert(1)", "<p>Born in <b>Osh</b>.</p>"
    anna.save()
    PersonRole.objects.filter(title="Minister").update(start="2024-01-01")
    found = get("people/anna-orlova/")
    assert get(f"people/{anna.pk}/") == found
    assert {**found, **get("people/")["items"][0]} == found
    assert found["biography"] == "<p>Born in <b>Osh</b>.</p>"
    assert found["link"] is None
    assert [(office["title"], office["is_current"]) for office in found["offices"]] == [
        ("Minister", True),
        ("Deputy minister", False),
    ]
    assert [one["title"] for one in found["newest_articles"]] == ["Talks", "News"]
    assert [one["text"] for one in found["newest_quotes"]] == ["Because & so.", "Words", "Слова о мире"]
    assert found["quotes_url"] == f"http://testserver/api/{version}/quotes/?speaker=anna-orlova"


@pytest.mark.parametrize(
    ("parameters", "expected"),
    [
        ({"search": "Орлова"}, ["Anna Orlova"]),
        ({"search": "orlova a"}, ["Anna Orlova"]),
        ({"search": "Nobody"}, []),
        ({"slug": "anna-orlova"}, ["Anna Orlova"]),
        ({"office": "MINISTER deputy"}, ["Anna Orlova"]),
        ({"office": "mayor"}, ["Oleg Petrov"]),
        ({"quoted_since": "2026-06"}, ["Oleg Petrov"]),
        ({"order": "-name"}, ["Oleg Petrov", "Anna Orlova"]),
        ({"order": "quotes"}, ["Oleg Petrov", "Anna Orlova"]),
        ({"order": "-articles"}, ["Anna Orlova", "Oleg Petrov"]),
        ({}, ["Anna Orlova", "Oleg Petrov"]),
    ],
)
def test_people_are_filtered(get, news_index, interview, article, parameters, expected):
    oleg = factories.make_person("Oleg Petrov", roles=("Mayor",))
    factories.make_article(
        news_index, published_at=factories.local_time(2026, 6, 1), body=[factories.quote("x", speaker=oleg)]
    )
    assert names(get("people/", **parameters)) == expected


@pytest.mark.parametrize("hide", ["draft", "private", "nothing"])
def test_hidden_articles_disclose_nothing(get, news_index, anna, hide):
    if hide != "nothing":
        hidden = factories.make_article(
            news_index, live=hide != "draft", body=[factories.quote("Secret", speaker=anna)]
        )
        if hide == "private":
            factories.make_private(hidden)
    assert get("people/")["items"] == []
    assert get("quotes/")["items"] == []
    get("people/anna-orlova/", 404)
    get("quotes/", 400, speaker="anna-orlova")


def test_hidden_quotes_of_public_people_are_in_no_answer(get, news_index, interview, anna):
    factories.make_private(
        factories.make_article(news_index, body=[factories.quote("Private words", speaker=anna)])
    )
    assert "Private" not in json.dumps([get("people/anna-orlova/"), get("quotes/"), get("people/")])
    assert get("people/")["items"][0]["articles"] == 1


def test_another_sites_quotes_are_in_no_answer(get, site, interview):
    from wagtail.models import Site

    from wagtail_cstonews.compat import get_base_page_model

    other = get_base_page_model()(title="Other", slug="other")
    site.root_page.get_parent().add_child(instance=other)
    factories.make_article(other, body=[factories.quote("Elsewhere")])
    Site.objects.create(hostname="other.example.org", root_page=other)
    assert "Elsewhere" not in texts(get("quotes/"))
    assert len(texts(get("quotes/"))) == 3


def test_who_is_interviewed_without_a_word_is_somebody(get, news_index, anna):
    factories.make_interview(news_index, interviewee=anna)
    (item,) = get("people/")["items"]
    assert (item["articles"], item["quotes"]) == (1, 0)
    assert get("quotes/")["items"] == []


def test_addresses_are_those_that_the_visitor_uses(client, version, interview, settings):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.update(hostname="localhost")
    found = client.get(f"/api/{version}/quotes/", headers={"host": "127.0.0.1:8000"}).json()["items"][0]
    assert found["article"]["full_url"].startswith("http://127.0.0.1:8000/")
    person = client.get(f"/api/{version}/people/", headers={"host": "127.0.0.1:8000"}).json()["items"][0]
    assert person["full_url"] == "http://127.0.0.1:8000/people/anna-orlova/"


def test_a_biography_comes_in_the_format_that_is_asked_for(get, version, news_index, interview, anna):
    link = f'<a linktype="page" id="{news_index.pk}">News</a>'
    anna.biography = f"<p>Writes in {link}.</p><script>alert(1)</script>"
    anna.save()
    assert get("people/anna-orlova/")["biography"] == anna.biography
    as_html = get("people/anna-orlova/", rich_text_format="html")["biography"]
    assert as_html == '<p>Writes in <a href="/news/">News</a>.</p>'
    refused = get("people/anna-orlova/", status=400, rich_text_format="pdf")
    assert "rich_text_format" in str(refused)


@pytest.mark.parametrize("path", ["quotes/", "people/", "people/?order=-quotes", "quotes/?speaker=speaker-0"])
def test_queries_do_not_grow(client, version, news_index, path):
    def count(number: int) -> int:
        for _ in range(number):
            index = len(made)
            made.append(
                factories.make_person(
                    f"Speaker {index}",
                    slug=f"speaker-{index}",
                    roles=("Mayor",),
                    picture=factories.make_image(),
                )
            )
            factories.make_interview(
                news_index, interviewee=made[0], body=[factories.quote("x", speaker=made[-1])]
            )
        client.get(f"/api/{version}/{path}")
        with CaptureQueriesContext(connection) as captured:
            assert client.get(f"/api/{version}/{path}").status_code == 200
        return len(captured)

    made: list = []
    few = count(2)
    assert count(18) == few
    assert few <= MOST_QUERIES


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
@pytest.mark.parametrize("path", ["quotes/", "people/", "people/anna-orlova/"])
def test_both_versions_answer_the_same(client, interview, article, path):
    def items(version: str):
        found = client.get(f"/api/{version}/{path}").json()
        return json.loads(json.dumps(found.get("items", found)).replace(f"/api/{version}/", "/api/"))

    assert items("v2") == items("v3")


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
@pytest.mark.parametrize(
    ("path", "operation"),
    [
        ("quotes/", "/api/v3/quotes/"),
        ("people/", "/api/v3/people/"),
        ("people/anna-orlova/", "/api/v3/people/{person}/"),
    ],
)
def test_answers_are_valid_against_the_schema(client, interview, article, anna, path, operation):
    jsonschema = pytest.importorskip("jsonschema")
    anna.picture = factories.make_image()
    anna.save()
    openapi = client.get("/api/v3/openapi.json").json()
    described = openapi["paths"][operation]["get"]
    schema = described["responses"]["200"]["content"]["application/json"]["schema"]
    validator = jsonschema.Draft202012Validator(
        {**schema, "components": openapi["components"]}, format_checker=jsonschema.FormatChecker()
    )
    answer = client.get(f"/api/v3/{path}").json()
    assert list(validator.iter_errors(answer)) == []
    assert list(validator.iter_errors({**answer, "items": [{}], "id": None})) != []
    assert described["responses"]["400"]
    if operation == "/api/v3/quotes/":
        parameters = {one["name"]: one for one in described["parameters"]}
        assert parameters["speaker"]["description"]
        assert {"since", "form", "section", "limit"} <= set(parameters)
