"""Import runs and documents in the admin: to look at, not to touch."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse
from wagtail_modeladmin.helpers import AdminURLHelper

from tests import factories
from wagtail_cstonews.extraction.site.known_articles import KnownArticle
from wagtail_cstonews.extraction.site.observation import AFTER, Observation
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.models import ImportChunk, ImportedDocument, ImportFindings, ImportRun, SiteProfile
from wagtail_cstonews.sources import BadDocument

from ..importing.helpers import document as raw_document
from ..importing.helpers import imported

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]
RUNS = "/admin/news-import/runs/"
DOCUMENTS = "/admin/news-import/documents/"
SITES = "/admin/news-import/sites/"


@pytest.fixture
def run(home, admin_user):
    return factories.make_run(
        section=home,
        user=admin_user,
        command="import_news archive/ --to /",
        counts={"new": 2, "failed": 0},
        options={"publish": True},
        version="0.1.0",
    )


@pytest.fixture
def document(run, news_index):
    return factories.make_document(
        run,
        key="https://example.org/<script>alert(1)</script>",
        title="Talks in Bishkek",
        kind="interview",
        confidence=0.875,
        warnings_count=1,
        page=factories.make_article(news_index, title="Talks <b>in</b> Bishkek"),
        original="Talks in Bishkek\n<script>alert('original')</script>",
        article={
            "lines": [
                {"number": 1, "label": "title", "text": "Talks in Bishkek", "repaired": None, "reason": ""},
                {"number": 2, "label": "blank", "text": "BLANK-LINE", "repaired": None, "reason": ""},
                {
                    "number": 3,
                    "label": "chrome",
                    "text": "Go b\u0430ck <script>alert('line')</script>",
                    "repaired": "Go back",
                    "reason": "navigation",
                },
            ],
            "quotes": [
                {
                    "text": "One <i>unsure</i> quote",
                    "speaker": None,
                    "guesses": [{"name": "A. <b>B</b>", "role": "Envoy"}],
                },
                {"text": "Another unsure quote", "speaker": None},
                {"text": "A sure quote", "speaker": {"name": "Aigul Sadykova", "role": None}, "guesses": []},
            ],
            "warnings": [
                {"code": "repaired", "message": "A letter of another script was mended.", "line": 3}
            ],
        },
    )


def test_menu_has_the_group(admin_client, document):
    html = admin_client.get("/admin/").content.decode()
    assert "News import" in html
    assert RUNS in html
    assert DOCUMENTS in html


def test_lists_show_runs_and_documents(admin_client, run, document):
    runs = admin_client.get(RUNS).content.decode()
    assert "new: 2" in runs
    assert "failed" not in runs.split("changelist-filter")[0]
    documents = admin_client.get(DOCUMENTS).content.decode()
    assert "Talks in Bishkek" in documents
    assert "88%" in documents
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in documents
    assert "Talks &lt;b&gt;in&lt;/b&gt; Bishkek" in documents


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"one", "two", "three"}),
        ("state__exact=failed", {"two"}),
        ("kind__exact=interview", {"one"}),
        ("state__exact=not_an_article", {"three"}),
        ("doubt__exact=no_title", {"one"}),
        ("doubt__exact=not_an_article", {"three"}),
        ("q=two", {"two"}),
    ],
)
def test_documents_are_filtered_and_searched(admin_client, run, query, found):
    factories.make_document(run, title="Document one", kind="interview", doubt="no_title")
    factories.make_document(run, title="Document two", state="failed")
    factories.make_document(run, title="Document three", state="not_an_article", doubt="not_an_article")
    html = admin_client.get(f"{DOCUMENTS}?{query}").content.decode()
    assert {word for word in ("one", "two", "three") if f"Document {word}" in html} == found


def test_filters_are_in_words(admin_client, run):
    factories.make_document(run, title="Document one", state="not_an_article")
    factories.make_run(counts={"not_an_article": 3})
    html = admin_client.get(DOCUMENTS).content.decode()
    for words in ("By state", "By doubt", "Not an article", "No title"):
        assert words in " ".join(html.split())
    assert "not an article: 3" in admin_client.get(RUNS).content.decode()


def test_what_a_duplicate_was_taken_for(admin_client, document):
    """In the list, without a query for each, and with its page where one is looked at."""
    url = f"{DOCUMENTS}inspect/{document.pk}/"
    counts = []
    for number in range(2):
        copy = factories.make_document(title=f"Copy {number}", state="duplicate", duplicate_of=document)
        with CaptureQueriesContext(connection) as queries:
            html = admin_client.get(DOCUMENTS).content.decode()
        counts.append(len(queries))
        # Once in the row of the copy, beside the document's own.
        assert html.count(f'href="{url}"') > number
    assert counts[0] == counts[1]
    html = admin_client.get(f"{DOCUMENTS}inspect/{copy.pk}/").content.decode()
    shown = html.split("Duplicate of")[1].split("</dd>")[0]
    assert f'href="{url}"' in shown
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in shown


def test_documents_are_filtered_by_run(admin_client, run):
    other = factories.make_run()
    factories.make_document(run, title="Document one")
    factories.make_document(other, title="Document two")
    html = admin_client.get(f"{DOCUMENTS}?run={run.pk}").content.decode()
    assert "Document one" in html
    assert "Document two" not in html
    assert str(other) in html
    assert "Document two" in admin_client.get(f"{DOCUMENTS}?run=x").content.decode()


def test_runs_are_filtered_by_state(admin_client, run):
    factories.make_run(state="stopped", counts={"new": 77})
    html = admin_client.get(f"{RUNS}?state__exact=stopped").content.decode()
    assert "new: 77" in html
    assert "new: 2," not in html
    assert "new: 2<" not in html


def test_list_does_not_read_the_texts(admin_client, run, django_assert_max_num_queries):
    for _number in range(10):
        factories.make_document(run, original="long text")
    admin_client.get(DOCUMENTS)
    with django_assert_max_num_queries(25) as queries:
        admin_client.get(DOCUMENTS)
    assert not any('"original"' in query["sql"] for query in queries.captured_queries)


def test_inspecting_a_document_shows_everything_escaped(admin_client, document):
    response = admin_client.get(f"{DOCUMENTS}inspect/{document.pk}/")
    html = response.content.decode()
    assert response.status_code == 200
    assert "navigation" in html
    assert "chrome" in html
    assert "A letter of another script was mended." in html
    assert "BLANK-LINE" not in html
    assert "One &lt;i&gt;unsure&lt;/i&gt; quote" in html
    assert "A. &lt;b&gt;B&lt;/b&gt;, Envoy" in html
    assert "Nobody is near it." in html
    assert "A sure quote" not in html
    assert "It stood there as:" in html
    assert "&lt;script&gt;alert(&#x27;original&#x27;)&lt;/script&gt;" in html
    for marker in ("alert(1)</script>", "alert('original')</script>", "alert('line')</script>"):
        assert marker not in html
    assert reverse("wagtailadmin_pages:edit", args=[document.page_id]) in html
    assert f"{RUNS}inspect/{document.run_id}/" in html


def test_inspecting_a_failed_document_without_article(admin_client, document):
    failed = factories.make_document(
        state="failed", message="No text in it.", title="", duplicate_of=document
    )
    html = admin_client.get(f"{DOCUMENTS}inspect/{failed.pk}/").content.decode()
    assert "No text in it." in html
    assert f"{DOCUMENTS}inspect/{document.pk}/" in html


def test_inspecting_a_run(admin_client, run):
    html = admin_client.get(f"{RUNS}inspect/{run.pk}/").content.decode()
    assert "import_news archive/ --to /" in html
    assert f"{DOCUMENTS}?run={run.pk}" in html
    assert "<dt>Publish</dt>" in html


@pytest.mark.parametrize("path", [RUNS, DOCUMENTS])
def test_nothing_can_be_changed(admin_client, run, document, path):
    pk = {RUNS: run.pk, DOCUMENTS: document.pk}[path]
    for action in ("create", f"edit/{pk}", f"delete/{pk}", f"history/{pk}"):
        assert admin_client.get(f"{path}{action}/").status_code == 404
        assert admin_client.post(f"{path}{action}/").status_code == 404
    html = admin_client.get(path).content.decode() + admin_client.get(f"{path}inspect/{pk}/").content.decode()
    for word in ("/create/", "/delete/", f"{path}edit/"):
        assert word not in html
    assert (ImportRun.objects.count(), ImportedDocument.objects.count()) == (1, 1)


@pytest.mark.parametrize("model", [ImportRun, ImportedDocument])
@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_there_are_no_addresses_to_change_them(model, action):
    helper = AdminURLHelper(model, f"news-import/{'runs' if model is ImportRun else 'documents'}")
    with pytest.raises(NoReverseMatch):
        helper.get_action_url(action, *([] if action == "create" else ["1"]))


def test_an_editor_needs_a_permission(document):
    editor = factories.make_user(is_superuser=False)
    editor.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(editor)
    for path in (DOCUMENTS, f"{DOCUMENTS}inspect/{document.pk}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "Talks" not in response.content.decode()
    editor.user_permissions.add(Permission.objects.get(codename="view_importeddocument"))
    assert client.get(DOCUMENTS).status_code == 200
    assert client.get(f"{DOCUMENTS}inspect/{document.pk}/").status_code == 200
    assert client.get(RUNS).status_code == 302


def test_no_visitor_sees_them(client, document):
    for path in (RUNS, DOCUMENTS, f"{DOCUMENTS}inspect/{document.pk}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "/login/" in response["Location"]


def test_a_site_without_modeladmin_is_told_that_it_is_required():
    program = """
import django, sys
from tests import settings
settings.INSTALLED_APPS.remove("wagtail_modeladmin")
django.setup()
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.urls import reverse
assert reverse("wagtailadmin_home") == "/admin/"
try:
    call_command("check")
except SystemCheckError as error:
    assert "(wagtail_cstonews.E009) 'wagtail_modeladmin' is not in INSTALLED_APPS" in str(error), error
else:
    raise AssertionError("no error")
assert "wagtail_modeladmin" not in sys.modules
"""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


# --------------------------------------------------------------------------- sites


@pytest.fixture
def known_site():
    profile = Profile("herald.example")
    for number in range(1, 4):
        seen = Observation("herald.example", {7: {AFTER}}, {7: "<b>Share</b> this"}, KnownArticle(number))
        seen.title_ends, seen.date_order, seen.date_form = ["Harbour Herald"], "day", "0/0/0"
        seen.byline_form = "1 by"
        profile.observe(seen)
    SiteProfile.objects.store([profile])
    return SiteProfile.objects.get()


def test_what_is_known_of_a_site_is_shown_escaped(admin_client, known_site):
    listed = admin_client.get(SITES).content.decode()
    assert "herald.example" in listed
    html = admin_client.get(f"{SITES}inspect/{known_site.pk}/").content.decode()
    for text in ("Harbour Herald", "day first", "0/0/0", "&lt;b&gt;Share&lt;/b&gt; this"):
        assert text in html
    assert "<b>Share" not in html


def test_a_profile_that_cannot_be_read_says_so(admin_client, known_site):
    SiteProfile.objects.update(data={"format": 99})
    html = admin_client.get(f"{SITES}inspect/{known_site.pk}/").content.decode()
    assert "of format 99 cannot be read" in html


def test_the_list_of_sites_does_not_read_what_is_known(
    admin_client, known_site, django_assert_max_num_queries
):
    admin_client.get(SITES)
    with django_assert_max_num_queries(25) as queries:
        admin_client.get(SITES)
    assert not any('"data"' in query["sql"] for query in queries.captured_queries)


def test_sites_are_not_to_be_changed(admin_client, known_site):
    for address in ("create/", f"edit/{known_site.pk}/", f"delete/{known_site.pk}/"):
        assert admin_client.get(f"{SITES}{address}").status_code == 404


# ------------------------------------------------------------------ the report of a run


@pytest.fixture
def reported(news_index, admin_user):
    """A run of two documents that were imported and one that failed, with its report."""
    items = [document_of("a"), document_of("b"), BadDocument("rows.jsonl:3", HARM, 3, "file:///rows#3")]
    imported(items, news_index, command="import_news archive --to /news/")
    return ImportRun.objects.get()


HARM = "not JSON <script>alert(1)</script>"


def document_of(name):
    return raw_document(name, f"Title of {name}\nText of {name}.\nTeaser: read more")


def test_run_shows_its_report(admin_client, reported):
    failed = ImportedDocument.objects.get(state="failed")
    html = admin_client.get(f"{RUNS}inspect/{reported.pk}/").content.decode()
    assert "3 documents: 2 new, 1 failed." in html
    assert f'href="{DOCUMENTS}?run={reported.pk}&amp;state__exact=new"' in html
    assert f'href="{DOCUMENTS}inspect/{failed.pk}/"' in html
    assert "not JSON &lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html
    assert "How sure extraction is" in html
    assert "it says so" in html
    page = ImportedDocument.objects.filter(state="new").first().page
    assert f'href="/admin/pages/{page.pk}/edit/"' in html
    for path in ("?run={}&state__exact=new", "?run={}&o=4"):
        listed = admin_client.get(DOCUMENTS + path.format(reported.pk))
        assert listed.status_code == 200
        assert "Title of a" in listed.content.decode()


def test_run_names_what_it_set_aside(admin_client, news_index):
    prose = "\n".join(f"The council of town {n} met and agreed on the rules of fund {n}." for n in range(20))
    items = [
        raw_document("a", f"Title of a\n{prose}"),
        raw_document("b", f"Title of b\n{prose}\nMore."),
        raw_document("c", f"List of {HARM}\nText of a."),
    ]
    imported(items, news_index)
    html = admin_client.get(f"{RUNS}inspect/{ImportRun.objects.get().pk}/").content.decode()
    first, copy, a_list = ImportedDocument.objects.order_by("source")
    near = html.split("Taken for another article")[1].split("</table>")[0]
    for pk in (copy.pk, first.pk):
        assert f'href="{DOCUMENTS}inspect/{pk}/"' in near
    assert f'href="/admin/pages/{first.page_id}/edit/"' in near
    assert "Title of b" in near
    lists = html.split("<h2>Not an article")[1].split("</table>")[0]
    assert f'href="{DOCUMENTS}inspect/{a_list.pk}/"' in lists
    assert "&lt;script&gt;alert(1)" in lists
    assert "<script>alert(1)" not in html


def test_links_of_a_report_lead_only_to_what_is_there(admin_client, reported):
    record = ImportedDocument.objects.filter(state="new").first()
    page = record.page
    record.delete()
    page.delete()
    html = admin_client.get(f"{RUNS}inspect/{reported.pk}/").content.decode()
    assert f"{DOCUMENTS}inspect/{record.pk}/" not in html
    assert f"/admin/pages/{page.pk}/edit/" not in html
    assert "archive/a.txt" in html


def test_report_as_a_file(admin_client, reported):
    url = f"{RUNS}report/{reported.pk}/"
    html = admin_client.get(f"{url}?format=html")
    assert html["Content-Disposition"] == f'attachment; filename="import-{reported.pk}.html"'
    text = html.content.decode()
    assert text.startswith("<!doctype html>")
    assert "import_news archive --to /news/" in text
    assert "<script" not in text
    assert "/admin/" not in text
    found = admin_client.get(f"{url}?format=json")
    assert found["Content-Type"] == "application/json"
    data = found.json()
    assert (data["run"], data["counts"]) == (reported.pk, {"new": 2, "failed": 1})
    assert [row["source"] for row in data["failures"]] == ["rows.jsonl:3"]


def test_a_run_at_work_shows_what_it_did_so_far(admin_client, reported):
    report, reported.report, reported.state = reported.report, {}, "running"
    reported.options = {"enqueue": True}
    reported.save()
    for number, state in enumerate(("done", "done", "waiting")):
        ImportChunk.objects.create(run=reported, number=number, state=state, documents=1, content=b"")
    for _ in range(2):
        ImportFindings.objects.create(run=reported, found=report)
    html = admin_client.get(f"{RUNS}inspect/{reported.pk}/").content.decode()
    assert "6 documents: 4 new, 2 failed." in html
    assert "It is not at its end yet: this is what it did so far." in html
    assert "At work for" in html
    assert "3 chunks (1 waiting, 2 done)" in html
    found = admin_client.get(f"{RUNS}report/{reported.pk}/?format=json").json()
    assert (found["state"], found["counts"]) == ("running", {"new": 4, "failed": 2})


def test_a_run_without_a_report_shows_its_counts(admin_client, run):
    html = admin_client.get(f"{RUNS}inspect/{run.pk}/").content.decode()
    assert "What became of them" in html
    assert "Report as" not in html
    assert admin_client.get(f"{RUNS}report/{run.pk}/").status_code == 404


def test_the_report_is_for_those_who_may_see_the_run(reported):
    user = factories.make_user(username="editor", is_superuser=False)
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(user)
    url = f"{RUNS}report/{reported.pk}/"
    assert client.get(url).status_code in (302, 403)
    assert Client().get(url).status_code == 302
    user.user_permissions.add(Permission.objects.get(codename="view_importrun"))
    assert client.get(url).status_code == 200


def test_the_report_costs_the_same_for_any_run(admin_client, reported, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        admin_client.get(f"{RUNS}inspect/{reported.pk}/")


# ------------------------------------------------------------------ numbers and words


ARTICLE = (
    "Council agrees on wells\n\nThe town council met on Thursday and agreed on ten wells.\n\n"
    "The work begins in the autumn and is paid for by the province, as the mayor said after the meeting.\n"
)

SCREENS = (
    "runs/",
    "runs/inspect/{run}/",
    "documents/",
    "documents/inspect/{document}/",
    "runs/report/{run}/",
)


@pytest.fixture
def screens(admin_client, news_index, tmp_path):
    """The texts of all screens after an import of a folder, given by its whole path."""
    archive = tmp_path / "archive"
    archive.mkdir()
    (archive / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (archive / "b.txt").write_text(ARTICLE, encoding="utf-8")
    (archive / "c.bin").write_bytes(b"\0\1")
    call_command("import_news", str(archive), to="/news/", publish=True, user="admin", verbosity=0)
    run, document = ImportRun.objects.get(), ImportedDocument.objects.order_by("pk").first()
    found = {}
    for path in SCREENS:
        address = "/admin/news-import/" + path.format(run=run.pk, document=document.pk)
        html = BeautifulSoup(admin_client.get(address).content, "html.parser")
        found[path] = " ".join((html.main or html).get_text(" ").split())
    return found


def test_no_screen_shows_where_the_server_keeps_its_files(screens, tmp_path):
    for path, text in screens.items():
        assert str(tmp_path) not in text, path
    assert "…/archive" in screens["runs/inspect/{run}/"]
    assert "…/archive/a.txt" in screens["documents/inspect/{document}/"]


def test_no_screen_shows_what_only_programs_read(screens):
    for path, text in screens.items():
        assert not re.search(r"\bNone\b|\bFalse\b|\['|(?<![\d.])0\.\d{5,}|-v 2|named above", text), path
    assert re.search(r"Confidence \d+%", screens["documents/inspect/{document}/"], re.IGNORECASE)
    assert "Publish yes" in screens["runs/inspect/{run}/"]
