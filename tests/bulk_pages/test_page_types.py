"""Which page types are written in bulk."""

from __future__ import annotations

import datetime

import pytest
from django.db.models.signals import post_save
from django.utils import timezone

from wagtail_cstonews import conf
from wagtail_cstonews.bulk_pages import bulk_add_children, why_not_in_bulk

from .comparison import (
    assert_same,
    wagtails_way,
    written,
)
from .pages import Things, fixed, plain_page, plain_pages

pytestmark = pytest.mark.django_db


def test_pages_that_wagtail_writes_stand_in_their_place(news_index, home):
    """Types that go their own way, and pages for later, among those that are written in bulk."""
    Things(home)
    from tests.bulk_models.models import ClosedPage, SavingPage, UniquePage

    later = timezone.now() + datetime.timedelta(days=400)

    def pages():
        return [
            *plain_pages(2),
            SavingPage(title="Own", live=False, translation_key=fixed("own")),
            plain_page(3),
            plain_page(4, go_live_at=later.replace(microsecond=0)),
            UniquePage(title="Unique", code="a", live=False, translation_key=fixed("unique")),
            ClosedPage(title="Closed", secret="yes", live=False, translation_key=fixed("closed")),
            ClosedPage(title="Open", secret="no", live=False, translation_key=fixed("open")),
        ]

    assert "overrides save" in why_not_in_bulk(SavingPage)
    assert why_not_in_bulk(conf.get_interview_page_model()) == why_not_in_bulk(UniquePage) == ""
    own = written(lambda: wagtails_way(news_index, pages(), publish=True))
    bulk = written(lambda: bulk_add_children(news_index, pages(), publish=True))
    assert_same(own, bulk)


def test_page_type_that_somebody_listens_to(news_index):
    model = conf.get_news_page_model()
    heard = []

    def listen(instance, **kwargs):
        heard.append(instance.title)

    post_save.connect(listen, sender=model)
    try:
        assert "is listened to by" in why_not_in_bulk(model)
        bulk_add_children(news_index, plain_pages(1))
    finally:
        post_save.disconnect(listen, sender=model)
    assert heard
    assert why_not_in_bulk(model) == ""
