"""The audit log and the signals."""

from __future__ import annotations

import pytest
from wagtail.signals import page_published, published

from wagtail_cstonews.bulk_pages import bulk_add_children, bulk_update_pages

from .comparison import (
    assert_same,
    wagtails_way,
    written,
)
from .pages import plain_pages

pytestmark = pytest.mark.django_db


def test_edit_is_logged_where_that_is_asked_for(news_index, admin_user):
    options = {"user": admin_user, "publish": True, "log_action": True}
    own = written(lambda: wagtails_way(news_index, plain_pages(2, owner=admin_user), **options))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(2, owner=admin_user), **options))
    assert_same(own, bulk)


def test_signals_come_after_the_commit(news_index, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, instance, revision, **kwargs):
        heard.append((sender, instance.pk, instance.live, revision.object_id))

    page_published.connect(listen)
    published.connect(listen)
    pages = plain_pages(2)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            bulk_add_children(news_index, pages, publish=True)
            assert not heard
        with django_capture_on_commit_callbacks(execute=True):
            bulk_update_pages(pages)
    finally:
        page_published.disconnect(listen)
        published.disconnect(listen)
    assert heard == [(type(page), page.pk, True, str(page.pk)) for page in pages for _ in range(2)]
