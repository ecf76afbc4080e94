"""What is set and checked before a page is saved."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from wagtail.actions.publish_page_revision import PublishPagePermissionError

from wagtail_cstonews import conf
from wagtail_cstonews.bulk_pages import bulk_add_children, bulk_update_pages

from ..factories import make_user
from .comparison import (
    assert_same,
    specific_children,
    wagtails_way,
    written,
)
from .pages import fixed, plain_page, plain_pages

pytestmark = pytest.mark.django_db


def test_slugs(news_index):
    model = conf.get_news_page_model()
    bulk_add_children(news_index, [model(title="A title", live=False)])

    def pages():
        titles = ["A title", "a title", "A title 2", "Ünder", "A title"]
        return [
            model(title=title, live=False, translation_key=fixed(f"{n}")) for n, title in enumerate(titles)
        ]

    own = written(lambda: wagtails_way(news_index, pages()))
    bulk = written(lambda: bulk_add_children(news_index, pages()))
    assert_same(own, bulk)


def test_slug_that_is_taken_is_refused(news_index):
    bulk_add_children(news_index, plain_pages(1))
    for validate in (True, False):
        with pytest.raises(ValidationError, match="already in use"):
            bulk_add_children(news_index, [plain_page(1), plain_page(0)], validate=validate)
    with pytest.raises(ValidationError, match="already in use"):
        bulk_add_children(news_index, [plain_page(7), plain_page(8, slug="article-7")])
    assert news_index.get_children().count() == 1


def test_invalid_page_is_named_and_nothing_is_written(news_index):
    for fields in ({"title": ""}, {"outlet": "x" * 300}, {"lead_image_id": 987654}, {"slug": "no slug"}):
        with pytest.raises(ValidationError) as caught:
            bulk_add_children(news_index, [plain_page(1), plain_page(2, **fields), plain_page(3)])
        assert {*caught.value.error_dict} == {next(iter(fields)).removesuffix("_id")}
        assert caught.value.__notes__[0].startswith("Page 2 of 3")
    assert not news_index.get_children().exists()


def test_validation_can_be_left_out(news_index):
    bulk_add_children(news_index, [plain_page(1, source_url="no address")], validate=False)
    assert news_index.get_children().get().specific.source_url == "no address"


def test_user_who_may_not_publish(news_index):
    user = make_user(is_superuser=False)
    with pytest.raises(PublishPagePermissionError):
        bulk_add_children(news_index, plain_pages(2), user=user, publish=True)
    assert bulk_add_children(news_index, plain_pages(2), user=user) == 2
    with pytest.raises(PublishPagePermissionError):
        bulk_update_pages(specific_children(news_index), user=user, publish=True)
