"""The head over the APIs, for a front end of one's own."""

from __future__ import annotations

import pytest

from tests import factories
from wagtail_cstonews.compat import HAS_API_V3

from .schema_org import problems_with

pytestmark = pytest.mark.django_db

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]


@pytest.mark.parametrize("version", VERSIONS)
def test_one_article_has_its_head(client, news_index, version):
    article = factories.make_article(
        news_index,
        slug="council",
        lead="It met.",
        lead_image=factories.make_image(),
        body=[factories.quote("x")],
    )
    head = client.get(f"/api/{version}/pages/{article.pk}/").json()["head"]
    assert (head["description"], head["robots"]) == ("It met.", "max-image-preview:large")
    assert head["canonical"] == "http://testserver/news/council/"
    assert head["image"]["type"] == "image/jpeg"
    assert problems_with(head["structured_data"]) == []
    assert head["structured_data"]["@graph"][0]["hasPart"][0]["text"] == "x"


def test_lists_have_none(client, news_index):
    factories.make_article(news_index)
    kind = type(factories.make_article(news_index))._meta.label
    items = client.get(f"/api/v2/pages/?type={kind}&fields=head").json()["items"]
    assert [item["head"] for item in items] == [None, None]
