"""New revisions in bulk."""

from __future__ import annotations

import pytest

from wagtail_cstonews.bulk_pages import bulk_add_children, bulk_update_pages
from wagtail_cstonews.compat import get_base_page_model

from .comparison import (
    added,
    assert_same,
    changed_pages,
    either,
    specific_children,
    wagtails_updates,
    written,
)
from .pages import Things, mixed_pages, plain_page, plain_pages

pytestmark = pytest.mark.django_db


@either
@pytest.mark.parametrize("was_live", [False, True], ids=["from-draft", "from-live"])
def test_updates(news_index, home, admin_user, publish, was_live):
    things = Things(home)
    ids = added(news_index, mixed_pages(things), user=admin_user, publish=was_live)
    options = {"user": admin_user, "publish": publish, "log_action": True}
    own = written(lambda: wagtails_updates(changed_pages(ids, things), **options))
    bulk = written(lambda: bulk_update_pages(changed_pages(ids, things), **options))
    assert_same(own, bulk)


@either
def test_updates_of_pages_with_newer_drafts(news_index, home, admin_user, publish):
    """What is in the latest revision, and not in the page's rows, is where an editor goes on."""
    things = Things(home)
    ids = added(news_index, mixed_pages(things), user=admin_user, publish=True)
    wagtails_updates(changed_pages(ids, things), user=admin_user)

    def latest():
        pages = get_base_page_model().objects.filter(pk__in=ids).order_by("path").specific()
        pages = [page.get_latest_revision_as_object() for page in pages]
        for page in pages:
            page.seo_title = "Newer"
        return pages

    own = written(lambda: wagtails_updates(latest(), publish=publish))
    bulk = written(lambda: bulk_update_pages(latest(), publish=publish))
    assert_same(own, bulk)


def test_update_with_a_new_slug_moves_what_is_below(news_index):
    bulk_add_children(news_index, plain_pages(2), publish=True)
    pages = specific_children(news_index)
    bulk_add_children(pages[0], [plain_page(9)], publish=True)
    pages[0].slug = "moved"
    bulk_update_pages(pages, publish=True)
    below = get_base_page_model().objects.get(slug="article-9")
    assert below.url_path == f"{news_index.url_path}moved/article-9/"


def test_updates_that_cannot_be(news_index):
    bulk_add_children(news_index, plain_pages(2))
    pages = specific_children(news_index)
    with pytest.raises(ValueError, match="given twice"):
        bulk_update_pages([pages[0], pages[0]])
    with pytest.raises(RuntimeError, match="not specific"):
        bulk_update_pages([get_base_page_model().objects.get(pk=pages[0].pk)])
    get_base_page_model().objects.get(pk=pages[1].pk).delete()
    with pytest.raises(get_base_page_model().DoesNotExist, match="any more"):
        bulk_update_pages(pages)
    with pytest.raises(ValueError, match="at least 1"):
        bulk_update_pages(pages, batch_size=0)
