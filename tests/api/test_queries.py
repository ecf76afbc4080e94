"""The number of queries does not grow with the number of articles, nor with what they hold."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.api.full import make_full
from wagtail_cstonews import conf

pytestmark = pytest.mark.django_db

MOST_IN_A_LIST = 12
MOST_IN_DETAILS = 12


@pytest.fixture
def count(client, version):
    def count(path: str, **parameters: object) -> int:
        address = f"/api/{version}/{path}"
        # Renditions are made and the sites' addresses are looked up once.
        client.get(address, parameters)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address, parameters)
        assert response.status_code == 200, response.content
        return len(captured)

    return count


def test_lists_cost_the_same_for_two_and_for_twenty(count, client, news_index, version):
    for number in range(7):
        make_full(news_index, number)
    every = {"fields": "*"}
    as_html = {"fields": "*", "rich_text_format": "html"}
    lists = [("articles/", {}), ("articles/", every), ("articles/", as_html)]
    news = conf.get_news_page_model()._meta.label
    in_pages = [{}, every, as_html] if version == "v2" else [{}]
    lists += [("pages/", {"type": news, **parameters}) for parameters in in_pages]
    for path, parameters in lists:
        items = client.get(f"/api/{version}/{path}", {**parameters, "limit": 20}).json()["items"]
        assert len(items) == 20
        few, many = (count(path, **parameters, limit=limit) for limit in (2, 20))
        assert few == many <= MOST_IN_A_LIST, (path, parameters)


def test_details_are_cheap(count, news_index):
    for page in make_full(news_index):
        for path in ("articles", "pages"):
            assert count(f"{path}/{page.pk}/", rich_text_format="html") <= MOST_IN_DETAILS
