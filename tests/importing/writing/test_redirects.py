"""Redirects to imported articles from their old addresses."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log

from tests import factories
from wagtail_cstonews.importing import run
from wagtail_cstonews.importing.writing import redirects
from wagtail_cstonews.models import ImportedObject

from ..helpers import (
    database,
    document,
    edit,
    last_run,
    news_pages,
    states,
    undone,
    writes,
)
from ..linked_pages import SITE, page, page_at, put

pytestmark = pytest.mark.django_db


def test_redirects(news_index, site):
    put(news_index, page_at("old/a.html?id=7"), page_at("b"), redirects=True, publish=True)
    found = Redirect.objects.order_by("pk")
    assert [redirect.redirect_page.pk for redirect in found] == [page.pk for page in news_pages()]
    assert [redirect.old_path for redirect in found] == ["/old/a.html?id=7/", "/b"]
    assert found[0].site == site
    assert Client().get("/b/").url == page("b").url
    assert ImportedObject.objects.filter(kind="redirect").count() == 2


def test_no_redirects_unless_asked(news_index):
    put(news_index, page_at("a"))
    assert not Redirect.objects.exists()


def test_redirects_for_what_was_imported_before(news_index, site):
    put(news_index, page_at("a"))
    put(news_index, page_at("a"), redirects=True)
    assert Redirect.objects.get().redirect_page.pk == page("a").pk
    with CaptureQueriesContext(connection) as queries:
        put(news_index, page_at("a"), redirects=True)
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_redirects_for_what_is_on_record_and_not_in_this_run(news_index, site, home):
    twin = document("t", page_at("a").content, url=f"{SITE}/t/", key=f"{SITE}/t/", media_type="html")
    put(news_index, page_at("a"), twin, document("no-address", "Other\nWords."))
    elsewhere = factories.make_index(factories.home_page().get_parent(), slug="another-site")
    put(elsewhere, page_at("d", text="Of a page below no site."))
    put(news_index, page_at("b"), redirects=True)
    found = {redirect.old_path: redirect.redirect_page_id for redirect in Redirect.objects.all()}
    assert found == {"/a": page("a").pk, "/t": page("a").pk, "/b": page("b").pk}
    put(news_index, page_at("b"), redirects=True)
    assert Redirect.objects.count() == 3


def test_a_redirect_that_an_editor_deleted_is_not_made_again(news_index, site):
    put(news_index, page_at("a"), page_at("b"), redirects=True)
    Redirect.objects.get(old_path="/a").delete()
    put(news_index, page_at("a"), page_at("c"), redirects=True)
    assert set(Redirect.objects.values_list("old_path", flat=True)) == {"/b", "/c"}


def test_an_address_that_is_none_costs_only_its_redirect(news_index, tmp_path, site):
    prose = "<p>The council met in Port Ilse on Thursday and agreed on the rules of the fund.</p>" * 2
    rows = [
        {"url": url, "html": f"<h1>Report on {topic}</h1>{prose}<p>{topic} was looked at.</p>"}
        for url, topic in (("https://[x/", "wells"), ("https://a.example/locks", "locks"))
    ]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)))
    command = ("import_news", str(tmp_path / "rows.jsonl"), "--to", str(news_index.pk), "--redirects")
    call_command(*command, report=str(tmp_path / "r.json"))
    found = json.loads((tmp_path / "r.json").read_text())["documents"]
    assert [one["state"] for one in found] == ["new", "new"]
    warnings = [warning for one in found for warning in one["warnings"] if warning["code"] == "address"]
    assert len(warnings) == 1
    assert warnings[0]["message"].startswith("No redirect leads from its address https://[x/, which is none")
    call_command(*command)
    assert [one.old_path for one in Redirect.objects.all()] == ["/locks"]


def test_a_page_that_an_editor_deletes_costs_only_its_redirect(news_index, site, monkeypatch):
    put(news_index, page_at("a"), page_at("b"))

    def deleted_before(*arguments):
        page("a").delete()
        return redirects.write_redirects(*arguments)

    monkeypatch.setattr(run, "write_redirects", deleted_before)
    assert states(put(news_index, page_at("a"), page_at("b"), redirects=True)) == ["unchanged", "unchanged"]
    assert [found.old_path for found in Redirect.objects.all()] == ["/b"]
    assert last_run().state == "finished"


def test_a_redirect_that_the_database_refuses_costs_no_other(news_index, site, monkeypatch, caplog):
    real = redirects.add_together

    def refusing(wanted, *arguments):
        if "/a" in wanted:
            raise IntegrityError("no")
        return real(wanted, *arguments)

    monkeypatch.setattr(redirects, "add_together", refusing)
    put(news_index, page_at("a"), page_at("b"), redirects=True)
    assert [found.old_path for found in Redirect.objects.all()] == ["/b"]
    assert f"No redirect leads from /a to page {page('a').pk}" in caplog.text


def test_redirects_that_are_there_stay(news_index, site):
    mine = Redirect.add_redirect("/a/", "/elsewhere/")
    put(news_index, page_at("a"), redirects=True)
    assert list(Redirect.objects.all()) == [mine]


def test_no_redirect_to_itself_nor_from_the_home_page(news_index, site):
    same = document("s", "Same\nText.", url=f"{SITE}/news/same/", key="s")
    home = document("h", "Home\nWords.", url=f"{SITE}/", key="h")
    long = document("l", "Long\nMany.", url=f"{SITE}/{'x' * 300}", key="l")
    put(news_index, same, home, long, redirects=True, publish=True)
    assert not Redirect.objects.exists()


def test_duplicates_lead_to_the_first(news_index, site):
    twin = document("t", page_at("a").content, url=f"{SITE}/t/", key=f"{SITE}/t/", media_type="html")
    put(news_index, page_at("a"), twin, redirects=True)
    assert {found.redirect_page.pk for found in Redirect.objects.all()} == {page("a").pk}
    assert Redirect.objects.count() == 2


def test_undo_takes_redirects_along(news_index, site):
    put(news_index, page_at("a"), page_at("c"))
    before = database(without=["wagtail_cstonews.ImportRun"])
    put(news_index, page_at("a"), page_at("b"), redirects=True)
    assert Redirect.objects.count() == 3
    assert undone(last_run())[1] == ""
    assert database(without=["wagtail_cstonews.ImportRun"]) == before


def test_undo_keeps_redirects_to_what_it_keeps(news_index, site):
    put(news_index, page_at("a"), page_at("b"), redirects=True)
    edit(page("a"), subtitle="By hand")
    undone(last_run())
    assert [found.redirect_page.pk for found in Redirect.objects.all()] == [page("a").pk]


@pytest.mark.parametrize("by_log", [False, True])
def test_undo_keeps_a_redirect_that_an_editor_had_lead_elsewhere(news_index, site, by_log):
    put(news_index, page_at("a"), page_at("b"))
    put(news_index, page_at("a"), page_at("b"), redirects=True)
    mine = Redirect.objects.get(old_path="/a")
    if by_log:
        # Of a run before the target was noted.
        ImportedObject.objects.update(made_as=None)
        log(mine, "wagtail.edit")
    else:
        mine.redirect_page = None
        mine.redirect_link = "https://elsewhere.example/"
        mine.save()
    out, problem = undone(last_run())
    assert problem == ""
    assert "kept      Redirect from /a: It was changed by hand since, and is left as it is." in out
    assert list(Redirect.objects.all()) == [mine]


def test_redirects_app_is_missing(news_index, monkeypatch, tmp_path):
    (tmp_path / "a.txt").write_text("x")
    monkeypatch.setattr(redirects, "is_installed", lambda: False)
    with pytest.raises(CommandError, match=r"--redirects needs 'wagtail\.contrib\.redirects'"):
        call_command("import_news", str(tmp_path / "a.txt"), to="/news/", redirects=True)
