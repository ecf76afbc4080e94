"""Import runs in the admin: the list, a run, and its report."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests import factories
from tests.admin.helpers import importer_into
from tests.importing.helpers import document as raw_document
from tests.importing.helpers import imported
from wagtail_cstonews.models import ImportChunk, ImportedDocument, ImportFindings, ImportRun
from wagtail_cstonews.sources import BadDocument

pytestmark = pytest.mark.django_db


RUNS = "/admin/news-import/runs/"


DOCUMENTS = "/admin/news-import/documents/"


def test_runs_are_filtered_by_state(admin_client, run):
    factories.make_run(state="stopped", counts={"new": 77})
    html = admin_client.get(f"{RUNS}?state=stopped").content.decode()
    assert "new: 77" in html
    assert "new: 2," not in html
    assert "new: 2<" not in html


def test_inspecting_a_run(admin_client, run):
    html = admin_client.get(f"{RUNS}inspect/{run.pk}/").content.decode()
    assert "import_news archive/ --to /" in html
    assert f"{DOCUMENTS}?run={run.pk}" in html
    assert "<dt>Publish</dt>" in html


@pytest.fixture
def reported(news_index, admin_user):
    """A run of two documents that were imported and one that failed, with its report."""
    items = [
        report_document("a"),
        report_document("b"),
        BadDocument("rows.jsonl:3", HARM, 3, "file:///rows#3"),
    ]
    imported(items, news_index, command="import_news archive --to /news/")
    return ImportRun.objects.get()


HARM = "not JSON <script>alert(1)</script>"


def report_document(name):
    return raw_document(name, f"Title of {name}\nText of {name}.\nTeaser: read more")


def test_run_shows_its_report(admin_client, reported):
    failed = ImportedDocument.objects.get(state="failed")
    html = admin_client.get(f"{RUNS}inspect/{reported.pk}/").content.decode()
    assert "3 documents: 2 new, 1 failed." in html
    assert f'href="{DOCUMENTS}?run={reported.pk}&amp;state=new"' in html
    assert f'href="{DOCUMENTS}inspect/{failed.pk}/"' in html
    assert "not JSON &lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<script>alert(1)" not in html
    assert "How sure extraction is" in html
    assert "it says so" in html
    page = ImportedDocument.objects.filter(state="new").first().page
    assert f'href="/admin/pages/{page.pk}/edit/"' in html
    for path in ("?run={}&state=new", "?run={}&ordering=confidence"):
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
    near = html.split("<h2>Taken for another article")[1].split("</table>")[0]
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
    # The permission on the model says nothing; the right to import into the section does.
    user.user_permissions.add(Permission.objects.get(codename="view_importrun"))
    assert client.get(url).status_code == 302
    importer, _ = importer_into(reported.section)
    assert importer.get(url).status_code == 200


def test_the_report_costs_the_same_for_any_run(admin_client, reported, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        admin_client.get(f"{RUNS}inspect/{reported.pk}/")
