"""An article is the same JSON in both versions of the API, and of the shape that is documented."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.api.full import make_full
from wagtail_cstonews import conf
from wagtail_cstonews.blocks import BodyBlock
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.publishing.api.article_schema import ArticleDict

pytestmark = pytest.mark.django_db

SPEAKER = {"id": (int, None), "name": str, "role": (str, None), "url": (str, None)}
RENDITION = {"url": str, "full_url": str, "width": int, "height": int}
IMAGE = {
    "id": int,
    **RENDITION,
    "alt": str,
    "renditions": {"thumbnail": RENDITION, "card": RENDITION, "medium": RENDITION, "large": RENDITION},
    "srcset": str,
}
LINK = {"text": str, "page": (int, None), "url": str}
QUOTED = {"quote": str, "speaker": SPEAKER}
QUOTE = {**QUOTED, "attribution": (str, None), "source_url": (str, None)}
VALUES: dict[str, Any] = {
    "paragraph": str,
    "heading": str,
    "quote": QUOTE,
    "exchange": {
        "question": {"text": str, "speaker": (SPEAKER, None), "links": [LINK]},
        "answer": {"body": [{"type": str, "value": str, "id": str}], "speaker": (SPEAKER, None)},
    },
    "image": {
        "image": (IMAGE, None),
        "caption": (str, None),
        "credit": (str, None),
        "link": ({"page": (int, None), "url": str}, None),
        "caption_links": [LINK],
    },
    "list": {"entries": [str], "ordered": bool},
    "table": {
        "columns": [{"type": str, "heading": str}],
        "rows": [{"values": [str]}],
        "caption": str,
    },
    "embed": (str, None),
    "preformatted": str,
    "linked_heading": {"text": str, "links": [LINK]},
}
LISTED_META = {
    **dict.fromkeys(("type", "detail_url", "html_url", "slug", "seo_title", "search_description"), str),
    "show_in_menus": bool,
    "first_published_at": (str, None),
    "alias_of": (dict, None),
    "locale": str,
}
ARTICLE = {
    "id": int,
    "meta": LISTED_META,
    "title": str,
    "subtitle": str,
    "language": str,
    "published_at": (str, None),
    "published_is_date_only": bool,
    "dateline": str,
    "lead": str,
    "authors": [{"type": str, "value": {"name": str, "id": (int, None)}, "id": str}],
    "outlet": str,
    "source_url": (str, None),
    "lead_image": (IMAGE, None),
    "lead_image_caption": str,
    "lead_image_credit": str,
    "body": list,
    "quotes": [{"type": str, "value": QUOTED, "id": str}],
    "related": [
        {
            "text": str,
            "date": (str, None),
            "page": (int, None),
            "url": (str, None),
            "full_url": (str, None),
        }
    ],
    "tags": [str],
    "head": (dict, None),
}
INTERVIEW = {**ARTICLE, "interviewee": (SPEAKER, None), "interviewer": (SPEAKER, None)}
IN_A_LIST_BY_DEFAULT = {
    *("id", "meta", "title", "subtitle", "language", "published_at", "published_is_date_only", "lead"),
    "lead_image",
}


def assert_shape(value: Any, shape: Any, where: str = "article") -> None:
    """The value has exactly these names, and these types."""
    if isinstance(shape, tuple):
        if value is None:
            assert None in shape, where
            return
        shape = shape[0]
    if isinstance(shape, dict):
        assert set(value) == set(shape), where
        for name, inner in shape.items():
            assert_shape(value[name], inner, f"{where}.{name}")
    elif isinstance(shape, list):
        for number, item in enumerate(value):
            assert_shape(item, shape[0], f"{where}[{number}]")
    else:
        assert type(value) is shape, f"{where} is {value!r}"


def documented_schema() -> dict[str, Any]:
    """What version 3 documents. Before Wagtail 8, pydantic is not there."""
    from pydantic import TypeAdapter

    return TypeAdapter(ArticleDict).json_schema()


def listed_meta() -> dict[str, Any]:
    """A base page of the site's own need not have fields for search engines and menus."""
    there = {field.name for field in conf.get_news_page_model()._meta.get_fields()}
    optional = {"seo_title", "search_description", "show_in_menus"}
    return {name: shape for name, shape in LISTED_META.items() if name not in optional - there}


@pytest.fixture
def pages(news_index):
    return make_full(news_index)


def test_every_field_and_block_has_its_shape(get, pages):
    assert set(VALUES) == set(BodyBlock().child_blocks)
    listed = {item["id"]: item for item in get("articles/", fields="*")["items"]}
    for page, fields in zip(pages, (ARTICLE, INTERVIEW), strict=True):
        found = get(f"articles/{page.pk}/", fields="*")
        shape = {**fields, "meta": listed_meta()}
        assert_shape(found, {**shape, "meta": {**listed_meta(), "parent": dict}})
        for block in found["body"]:
            assert_shape(block, {"type": str, "value": VALUES[block["type"]], "id": str}, block["type"])
        assert {block["type"] for block in found["body"]} == set(VALUES)
        assert_shape(listed[page.pk], shape)
        if HAS_API_V3:
            jsonschema.validate(found, documented_schema())


def test_a_list_shows_by_default_what_a_teaser_needs(get, pages):
    for item in get("articles/")["items"]:
        assert set(item) == IN_A_LIST_BY_DEFAULT
        assert {"type", "detail_url", "html_url", "slug", "first_published_at"} <= set(item["meta"])


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
@pytest.mark.parametrize("parameters", [{}, {"fields": "*"}, {"fields": "*", "rich_text_format": "html"}])
def test_both_versions_give_the_same(client, pages, parameters):
    def answer(version: str, path: str) -> Any:
        response = client.get(f"/api/{version}/{path}", parameters)
        assert response.status_code == 200, response.content
        # The address of the details is all that may differ, and the addresses of those above.
        return _without_detail_urls(response.json())

    first, second = answer("v2", "articles/"), answer("v3", "articles/")
    assert first["items"] == second["items"]
    assert first["meta"]["total_count"] == second["count"] == 3
    for page in pages:
        assert answer("v2", f"articles/{page.pk}/") == answer("v3", f"articles/{page.pk}/")


def _without_detail_urls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_detail_urls(inner) for name, inner in value.items() if name != "detail_url"}
    return [_without_detail_urls(item) for item in value] if isinstance(value, list) else value


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
def test_the_endpoint_of_pages_gives_the_same_fields(client, pages):
    """Version 2 all of them; version 3, whose envelope of a page is another one, those of the page type."""
    for page in pages:
        article = client.get(f"/api/v2/articles/{page.pk}/").json()
        assert _without_detail_urls(client.get(f"/api/v2/pages/{page.pk}/").json()) == _without_detail_urls(
            article
        )
        in_v3 = client.get(f"/api/v3/pages/{page.pk}/").json()
        for name in set(article) - {"meta", "published_at"}:
            assert in_v3[name] == article[name], name


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
def test_version_3_documents_the_shape(client, site):
    schema = client.get("/api/v3/openapi.json").json()
    parameters = schema["paths"]["/api/v3/articles/"]["get"]["parameters"]
    described = {parameter["name"]: parameter for parameter in parameters}
    assert {"kind", "since", "speaker", "section", "order", "fields", "limit"} <= set(described)
    assert described["kind"]["schema"]["enum"] == ["interview", "news"]
    assert all(parameter["description"] for parameter in parameters)
    items = schema["components"]["schemas"]["ArticleListSchema"]["properties"]["items"]["items"]
    assert {"lead_image", "interviewee", "body"} <= set(items["properties"])


def test_the_details_of_an_article_name_its_own_endpoint(client, get, pages, version):
    article, interview = pages
    for page in pages:
        url = get(f"articles/{page.pk}/")["meta"]["detail_url"]
        assert url == f"http://testserver/api/{version}/articles/{page.pk}/"
        assert client.get(url).status_code == 200
    assert get(f"articles/{interview.pk}/")["meta"]["type"] == conf.get_interview_page_model()._meta.label
    assert get(f"articles/{article.pk}/")["meta"]["parent"]["title"] == "News"


LISTS = ("articles/", "people/", "quotes/", "pages/")


@pytest.mark.parametrize("path", LISTS)
def test_every_list_refuses_what_it_does_not_know(get, pages, path):
    for parameters in ({"nonsense": "1"}, {"limt": "2"}, {"speakr": "anna"}):
        (name,) = parameters
        assert name in str(get(path, status=400, **parameters))


@pytest.mark.parametrize("path", ["articles/{}/", "pages/{}/", "people/anna-orlova-1/", "quotes/{quote}/"])
def test_so_do_details(get, pages, path):
    quote = get("quotes/")["items"][0]["id"]
    path = path.format(pages[0].pk, quote=quote)
    get(path)
    assert "nonsense" in str(get(path, status=400, nonsense="1"))


@pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")
@pytest.mark.parametrize("path", ["people/", "quotes/", "people/?order=-quotes", "quotes/?form=answer"])
def test_people_and_quotes_are_the_same_in_both_versions(client, pages, path):
    first, second = (client.get(f"/api/{version}/{path}").json() for version in ("v2", "v3"))
    assert first["items"]
    assert (first["meta"]["total_count"], first["items"]) == (second["count"], second["items"])
