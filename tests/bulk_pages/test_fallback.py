"""On a Wagtail whose tables nobody compared, Wagtail itself writes, and the site is told."""

from __future__ import annotations

import pytest
from django.db import connection

from wagtail_cstonews import checks, compat, conf
from wagtail_cstonews.bulk_pages import (
    bulk_add_children,
    bulk_update_pages,
    search_index,
    sql,
    why_not_in_bulk,
)

from ..sites.helpers import manage
from .comparison import added, assert_same, changed_pages, wagtails_updates, wagtails_way, written
from .pages import Things, mixed_pages, plain_pages

pytestmark = pytest.mark.django_db

IMPORT = """
from django.core.management import call_command

call_command("migrate", verbosity=0)

from tests import factories
from wagtail_cstonews.models import ImportedDocument

section = factories.make_index(slug="news")
call_command("import_news", "example_project/archive", to="/news/", publish=True, skip_checks=False)
section.refresh_from_db()
pages = section.get_children().live().count()
assert pages and pages == ImportedDocument.objects.filter(state="new").count(), pages
assert all(page.latest_revision for page in section.get_children())
call_command("undo_news_import", "1", interactive=False, skip_checks=False)
section.refresh_from_db()
assert not section.get_children().exists()
print("imported and undone")
"""


@pytest.fixture
def untested(monkeypatch):
    """A Wagtail of the day after tomorrow; nothing may go into its tables but by its own hand."""
    own_tables = ("wagtailcore_", "wagtailsearch_", "modelsearch_", "tests_bulk", "bulk", "cstonews_pages_")
    insert = sql.Table.insert

    def refuse(table, *args, **kwargs):
        assert not table.model._meta.db_table.startswith(own_tables), table.model
        return insert(table, *args, **kwargs)

    for name in ("insert", "insert_and_tell", "upsert"):
        monkeypatch.setattr(sql.Table, name, refuse)
    monkeypatch.setattr(compat, "VERSION", (8, 9, 0, "final", 1))


@pytest.mark.parametrize("version", [(7, 4, 4, "final", 1), (8, 0, 0, "rc", 2), (8, 0, 9, "final", 1)])
def test_tested_versions_are_written_in_bulk(monkeypatch, version):
    monkeypatch.setattr(compat, "VERSION", version)
    assert why_not_in_bulk(conf.get_news_page_model()) == ""
    assert checks.check_wagtail_version() == []


@pytest.mark.parametrize("version", [(7, 5, 0, "final", 1), (8, 98, 0, "rc", 1), (99, 0, 0, "final", 1)])
def test_other_versions_are_named(monkeypatch, version):
    monkeypatch.setattr(compat, "VERSION", version)
    name = f"{version[0]}.{version[1]}"
    assert f"not tested with Wagtail {name}" in why_not_in_bulk(conf.get_news_page_model())
    (message,) = checks.check_wagtail_version()
    assert (message.id, message.level) == ("wagtail_cstonews.W003", checks.Warning("").level)
    assert f"Wagtail {name}." in message.msg
    assert "7.4, 8.0" in message.hint


@pytest.mark.parametrize("publish", [False, True], ids=["drafts", "published"])
def test_new_pages_are_what_wagtail_leaves(untested, news_index, home, admin_user, publish):
    things = Things(home)
    options = {"user": admin_user, "publish": publish, "log_action": True}
    own = written(lambda: wagtails_way(news_index, mixed_pages(things), **options))
    fallen_back = written(lambda: bulk_add_children(news_index, mixed_pages(things), **options))
    assert_same(own, fallen_back)


@pytest.mark.parametrize("publish", [False, True], ids=["drafts", "published"])
def test_updates_are_what_wagtail_leaves(untested, news_index, home, admin_user, publish):
    things = Things(home)
    ids = added(news_index, mixed_pages(things), user=admin_user, publish=True)
    options = {"user": admin_user, "publish": publish, "log_action": True}
    own = written(lambda: wagtails_updates(changed_pages(ids, things), **options))
    fallen_back = written(lambda: bulk_update_pages(changed_pages(ids, things), **options))
    assert_same(own, fallen_back)


def test_all_or_none(untested, news_index):
    pages = plain_pages(3)
    pages[2].title = ""
    with pytest.raises(Exception, match="blank"):
        bulk_add_children(news_index, pages, validate=False)
    assert not news_index.get_children().exists()


def test_search_entries_are_left_to_wagtail(untested):
    from wagtail.search.backends import get_search_backend

    assert search_index.entries_of(get_search_backend(), connection) is None


@pytest.mark.own_database
def test_a_site_is_told_and_imports_all_the_same():
    done = manage("tests.sites.untested", "check")
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("(wagtail_cstonews.W003)") == 1
    assert f"not tested with Wagtail {compat.VERSION[0]}.99." in done.stderr
    done = manage("tests.sites.untested", "shell", "--command", IMPORT)
    assert done.stdout.strip().endswith("imported and undone"), done.stderr
