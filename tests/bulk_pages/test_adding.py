"""New pages in bulk: what Wagtail itself would leave."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from treebeard.exceptions import NodeAlreadySaved
from wagtail.fields import StreamField
from wagtail.log_actions import LogContext

from wagtail_cstonews.bulk_pages import bulk_add_children, bulk_update_pages
from wagtail_cstonews.compat import get_base_page_model

from .comparison import (
    assert_same,
    either,
    specific_children,
    wagtails_way,
    written,
)
from .pages import Things, fixed, interview_page, mixed_pages, plain_pages, rich_page

pytestmark = pytest.mark.django_db


@either
def test_plain(news_index, admin_user, publish):
    options = {"user": admin_user, "publish": publish}
    own = written(lambda: wagtails_way(news_index, plain_pages(3), **options))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(3), **options))
    assert_same(own, bulk)


@either
def test_rich(news_index, home, admin_user, publish):
    things = Things(home)
    own = written(lambda: wagtails_way(news_index, mixed_pages(things), user=admin_user, publish=publish))
    bulk = written(
        lambda: bulk_add_children(news_index, mixed_pages(things), user=admin_user, publish=publish)
    )
    assert_same(own, bulk)


def test_comparison_sees_a_difference(news_index, admin_user):
    own = written(lambda: wagtails_way(news_index, plain_pages(1), user=admin_user))
    bulk = written(lambda: bulk_add_children(news_index, plain_pages(1), user=admin_user, log_action=True))
    assert set(own) == set(bulk)
    assert {table for table in own if own[table] != bulk[table]} == {"wagtailcore_pagelogentry"}


def test_live_pages_and_log_context(news_index, admin_user):
    """``add_child()`` makes pages live that say so, and the log takes user and id of the active context."""

    def inside(write):
        context = LogContext(user=admin_user)
        context.uuid = fixed("context")
        with context:
            write()

    own = written(lambda: inside(lambda: wagtails_way(news_index, plain_pages(2, live=True))))
    bulk = written(lambda: inside(lambda: bulk_add_children(news_index, plain_pages(2, live=True))))
    assert_same(own, bulk)


def test_page_that_is_there_already(news_index):
    pages = plain_pages(1)
    bulk_add_children(news_index, pages)
    with pytest.raises(NodeAlreadySaved):
        bulk_add_children(news_index, pages)


def test_pages_in_memory_are_what_was_written(news_index, admin_user):
    pages = plain_pages(2)
    bulk_add_children(news_index, pages, user=admin_user, publish=True)
    for page in pages:
        fresh = type(page).objects.get(pk=page.pk)
        for field in page._meta.concrete_fields:
            value = field.value_to_string(page), field.value_to_string(fresh)
            if isinstance(field, StreamField):
                value = json.loads(value[0]), json.loads(value[1])
            assert value[0] == value[1], field.name
        assert page.get_parent() == news_index
        assert fresh.get_latest_revision_as_object().title == page.title


def test_draft_reopens_in_the_editor(news_index, admin_client, home):
    things = Things(home)
    bulk_add_children(news_index, [interview_page(1, things), rich_page(2, things)])
    for page in specific_children(news_index):
        assert page.has_unpublished_changes
        latest = page.get_latest_revision_as_object()
        assert [tag.name for tag in latest.tags.all()][-1].startswith("tag ")
        assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_batches_of_an_iterator(news_index, home):
    things = Things(home)
    assert bulk_add_children(news_index, iter(mixed_pages(things)), batch_size=3) == 7
    assert [page.path[-4:] for page in specific_children(news_index)] == [f"000{n}" for n in range(1, 8)]
    assert bulk_update_pages(iter(specific_children(news_index)), batch_size=2, publish=True) == 7
    assert bulk_add_children(news_index, []) == 0
    assert not any(get_base_page_model().find_problems())


def test_queries_of_a_batch_are_constant(news_index, home, admin_user):
    things = Things(home)
    counts = {}
    for size in (2, 12):
        pages = [interview_page(size * 100 + n, things) for n in range(size)]
        pages += [rich_page(size * 100 + n, things) for n in range(size)]
        with CaptureQueriesContext(connection) as queries:
            bulk_add_children(news_index, pages, user=admin_user, publish=True)
        with CaptureQueriesContext(connection) as updates:
            bulk_update_pages(pages, user=admin_user, publish=True)
        counts[size] = (len(queries), len(updates))
    # The search index is read as a whole now and then.
    assert counts[12][0] <= counts[2][0] + 1
    assert counts[12][1] <= counts[2][1] + 1
    assert counts[2][0] < 70
