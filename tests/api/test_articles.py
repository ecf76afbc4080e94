"""The endpoint of articles, and that of pages: filters, order, search, bounds, and what is refused."""

from __future__ import annotations

import json

import pytest

from tests import factories
from tests.marks import full_text
from wagtail_cstonews import conf
from wagtail_cstonews.models.article_filters import ArticleFilters

pytestmark = pytest.mark.django_db


@pytest.fixture
def titles(get):
    def titles(path: str = "articles/", **parameters: object) -> list[str]:
        return [item["title"] for item in get(path, **parameters)["items"]]

    return titles


@pytest.fixture
def news_type():
    return conf.get_news_page_model()._meta.label


@pytest.fixture
def world(home, news_index):
    """``a`` of 2024, ``b``, an interview of 2025, and ``c`` without a date, in two sections."""
    anna = factories.make_person("Anna Orlova")
    sport = factories.make_index(home, slug="sport", title="Sport")
    factories.make_article(
        news_index,
        title="a",
        published_at=factories.local_time(2024, 5, 1),
        tags=("Rail",),
        body=[factories.paragraph("<p>The bridge is closed, the bridge.</p>")],
        outlet="Radio Manas",
    )
    factories.make_interview(
        news_index, title="b", published_at=factories.local_time(2025, 5, 1), interviewee=anna, lead="Bridge"
    )
    factories.make_article(sport, title="c", published_at=None, body=[factories.quote("x", speaker=anna)])


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({}, ["b", "a", "c"]),
        ({"kind": "interview"}, ["b"]),
        ({"kind": "news"}, ["a", "c"]),
        ({"since": "2025"}, ["b"]),
        ({"until": "2024-05"}, ["a"]),
        ({"year": "2024", "month": "5"}, ["a"]),
        ({"tag": "rail"}, ["a"]),
        ({"speaker": "anna-orlova"}, ["b", "c"]),
        ({"speaker": "anna-orlova", "section": "sport"}, ["c"]),
        ({"section": "news"}, ["b", "a"]),
        ({"locale": "en"}, ["b", "a", "c"]),
        ({"outlet": "Radio Manas"}, ["a"]),
        ({"tags": "Rail"}, ["a"]),
        ({"order": "published_at"}, ["a", "b", "c"]),
        ({"order": "-published_at"}, ["b", "a", "c"]),
        ({"order": "-title"}, ["c", "b", "a"]),
        ({"order": "first_published_at"}, ["a", "b", "c"]),
        ({"order": "published_at,title", "limit": "2"}, ["a", "b"]),
        ({"order": "title", "offset": "1"}, ["b", "c"]),
        ({"order": "title", "offset": "1", "limit": "1"}, ["b"]),
        ({"offset": "1000000"}, []),
        ({"limit": "0"}, []),
        ({"descendant_of": "root", "order": "title"}, ["a", "b", "c"]),
        ({"_": "1"}, ["b", "a", "c"]),
    ],
)
def test_filters_order_and_pages_of_a_list(world, titles, parameters, found):
    assert titles(**parameters) == found


def test_the_count_is_that_of_all(world, get):
    answer = get("articles/", limit=1)
    assert len(answer["items"]) == 1
    assert answer.get("count") or answer["meta"]["total_count"] == 3


@full_text
@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"search": "bridge"}, ["a", "b"]),
        ({"search": "bridge", "order": "-title"}, ["b", "a"]),
        ({"search": "bridge", "order": "-published_at"}, ["b", "a"]),
        ({"search": "bridge", "kind": "interview"}, ["b"]),
        ({"search": "bridge", "tag": "rail"}, ["a"]),
        ({"search": "bridge", "tags": "Rail"}, ["a"]),
        ({"search": "bridge", "speaker": "anna-orlova"}, ["b"]),
        ({"search": "bridge", "section": "news", "year": "2024", "locale": "en"}, ["a"]),
        ({"search": "bridge", "limit": "1", "offset": "1", "order": "title"}, ["b"]),
        ({"search": "closed bridge", "search_operator": "and"}, ["a"]),
        ({"search": "nobody"}, []),
        ({"search": ""}, []),
        ({"search": '"'}, []),
        ({"search": "a' OR 1=1 -- *"}, []),
    ],
)
def test_search_goes_with_all_filters(world, titles, news_type, parameters, found):
    in_any_order = "order" not in parameters
    for path, more in (("articles/", {}), ("pages/", {"type": news_type})):
        # Version 3 of Wagtail's pages is ordered by each field once, and both by relevance alone.
        result = titles(path, **parameters, **more)
        assert (sorted(result) if in_any_order else result) == found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "x"),
        ("since", "yesterday"),
        ("until", "2024-13"),
        ("year", "20"),
        ("month", "5"),
        ("tag", "nothing"),
        ("speaker", "nobody"),
        ("section", "nowhere"),
        ("locale", "fr"),
        ("limit", "-1"),
        ("limit", "x"),
        ("limit", "21"),
        ("limit", "9" * 40),
        ("offset", "-1"),
        ("offset", "9" * 40),
        ("order", "nothing"),
        ("order", "body"),
        ("order", "title,random"),
        ("search_operator", "xor"),
        ("fields", "nothing"),
        ("fields", "title("),
        ("published_at", "yesterday"),
        ("lead_image", "x"),
        ("lead_image", "9" * 40),
        ("title", "a\0b"),
        ("search", "a\0b"),
        ("rich_text_format", "pdf"),
        ("child_of", "x"),
        ("descendant_of", "9" * 40),
    ],
)
def test_what_cannot_be_answered_is_refused(world, refused, name, value):
    parameters = {name: value}
    if name == "search_operator":
        parameters["search"] = "bridge"
    message = refused("articles/", **parameters)
    assert name in message or value[:9] in message or name in ("fields", "child_of", "descendant_of")


@pytest.mark.parametrize(
    "name", ["author", "date_from", "type", "site", "body", "q", "published_at__gte", "'"]
)
def test_unknown_parameters_are_named_with_the_known_ones(world, refused, name):
    message = refused("articles/", **{name: "1"})
    assert f"unknown query parameter: {name}." in message
    assert all(known in message for known in (*ArticleFilters.names(), "order", "search", "limit", "fields"))


def test_unknown_parameters_of_details_are_refused(get, refused, world):
    (first, *_) = get("articles/")["items"]
    for path in ("articles", "pages"):
        assert "unknown query parameter: speaker" in refused(f"{path}/{first['id']}/", speaker="a")


def test_pages_of_a_news_type_take_the_filters(world, titles, refused, news_type):
    interviews = conf.get_interview_page_model()._meta.label
    assert sorted(titles("pages/", type=news_type, speaker="anna-orlova")) == ["b", "c"]
    assert titles("pages/", type=news_type, since="2024", until="2024") == ["a"]
    assert titles("pages/", type=interviews, section="news") == ["b"]
    assert titles("pages/", type=news_type, order="-published_at", kind="news")[0] in ("a", "c")
    assert "kind must be" in refused("pages/", type=news_type, kind="x")
    assert "unknown query parameter: nothing" in refused("pages/", type=news_type, nothing="1")


def test_pages_of_no_news_type_refuse_them(world, titles, refused):
    section = conf.get_news_index_page_model()._meta.label
    assert "unknown query parameter: speaker" in refused("pages/", speaker="anna-orlova")
    assert "unknown query parameter: tag" in refused("pages/", type=section, tag="rail")
    assert "unknown query parameter: nothing" in refused("pages/", nothing="1")
    assert "News" in titles("pages/", type=section)
    assert len(titles("pages/")) > 4


def test_drafts_and_private_articles_are_in_no_answer(
    client, version, get, refused, news_index, admin_client
):
    anna = factories.make_person("Anna Orlova")
    draft = factories.make_article(
        news_index, title="Draft", live=False, tags=("Secret",), body=[factories.quote("x", speaker=anna)]
    )
    private = factories.make_article(news_index, title="Private")
    below = factories.make_article(private, title="Below")
    factories.make_private(private)
    for page in (draft, private, below):
        get(f"articles/{page.pk}/", status=404)
        # A session opens nothing: what is answered may be kept by caches.
        assert admin_client.get(f"/api/{version}/articles/{page.pk}/").status_code == 404
    assert get("articles/")["items"] == []
    assert admin_client.get(f"/api/{version}/articles/").json()["items"] == []
    for name, value in (("tag", "secret"), ("speaker", "anna-orlova")):
        assert value in refused("articles/", **{name: value})


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 60])
def test_ids_that_no_article_has(get, site, pk):
    get(f"articles/{pk}/", status=404)
    get(f"pages/{pk}/", status=404)


def test_a_section_is_no_article(get, news_index):
    get(f"articles/{news_index.pk}/", status=404)


def test_an_article_is_found_by_its_address(client, get, refused, version, world):
    (first, *_) = get("articles/")["items"]
    path = "/news/" + first["meta"]["slug"] + "/"
    response = client.get(
        f"/api/{version}/articles/find/", {"html_path": path, "fields": "title"}, follow=True
    )
    assert response.json()["title"] == first["title"]
    assert "html_path" not in response.redirect_chain[-1][0]
    get("articles/find/", status=404, html_path="/nowhere/")
    get("articles/find/", status=404, html_path="/news/")
    get("articles/find/", status=404)
    assert "id" in refused("articles/find/", id="x")
    assert "html_path" in refused("articles/find/", html_path="/news/\0/")
    assert "unknown query parameter: tag" in refused("articles/find/", tag="rail")


def test_fields_are_those_that_are_asked_for(get, world):
    items = get("articles/", fields="_,title,interviewee", order="title")["items"]
    assert [set(item) for item in items] == [{"title"}, {"title", "interviewee"}, {"title"}]
    (item,) = get("articles/", fields="-lead_image,body", kind="interview")["items"]
    assert "lead_image" not in item
    assert item["body"] == []


def test_nothing_of_the_import_is_in_an_answer(client, version, news_index):
    page = factories.make_article(news_index, title="a")
    factories.make_document(
        factories.make_run(command="never-public", section=news_index),
        key="file:///never-public",
        original="never-public",
        page=page,
    )
    answer = client.get(f"/api/{version}/articles/", {"fields": "*"}).json()
    assert "never-public" not in json.dumps(answer)
    assert "import" not in json.dumps(answer)
