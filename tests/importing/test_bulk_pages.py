"""Pages written in bulk, against Wagtail's own way: row by row over every table."""

from __future__ import annotations

import pytest
from django.db import transaction

from wagtail_cstonews.importing.bulk_pages import bulk_add_children

from . import rows
from .pages import Things, mixed_pages, plain_pages

pytestmark = pytest.mark.django_db


class Undo(Exception):
    pass


def written(write):
    """What ``write`` changes in the database; it is undone."""
    before = rows.snapshot()
    found = {}
    try:
        with transaction.atomic():
            write()
            found = rows.difference(before, rows.snapshot())
            assert not rows.wrong_hashes()
            raise Undo
    except Undo:
        return found


def wagtails_way(parent, pages, *, user=None, publish=False, log_action=False):
    for page in pages:
        parent.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=log_action)
        if publish:
            revision.publish(user=user)


def assert_same(one, other):
    assert set(one) == set(other)
    for table, lines in one.items():
        assert lines == other[table], table


either = pytest.mark.parametrize("publish", [False, True], ids=["drafts", "published"])


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
