"""The place of new pages."""

from __future__ import annotations

import pytest
from treebeard.exceptions import PathOverflow

from wagtail_cstonews.bulk_pages import bulk_add_children
from wagtail_cstonews.compat import get_base_page_model

from .comparison import (
    wagtails_way,
)
from .pages import plain_page, plain_pages

pytestmark = pytest.mark.django_db


def test_parent_without_room(news_index):
    last = news_index.path + "ZZZY"
    wagtails_way(news_index, plain_pages(1))
    get_base_page_model().objects.filter(depth=news_index.depth + 1).update(path=last)
    with pytest.raises(PathOverflow, match="no room for 2 more"):
        bulk_add_children(news_index, [plain_page(1), plain_page(2)])
    assert bulk_add_children(news_index, [plain_page(1)]) == 1


def test_parent_in_memory_is_brought_up_to_date(news_index):
    stale = get_base_page_model().objects.get(pk=news_index.pk)
    bulk_add_children(news_index, plain_pages(2))
    assert bulk_add_children(stale, [plain_page(5)]) == 1
    assert (news_index.numchild, stale.numchild) == (2, 3)
    assert not any(get_base_page_model().find_problems())
