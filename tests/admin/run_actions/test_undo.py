"""Undo a run in the admin: the preview, the confirmation, the end."""

from __future__ import annotations

import pytest

from tests import factories
from tests.admin.helpers import importer_into, said, text_of
from tests.importing.helpers import documents, edit, imported, news_pages
from wagtail_cstonews.importing.undo import steps
from wagtail_cstonews.models import ImportRun

pytestmark = pytest.mark.django_db


def url_of(run, name="undo/"):
    return f"/admin/news-import/runs/{run.pk}/{name}"


def test_the_preview_says_what_would_become_of_each_document(admin_client, run):
    edit(news_pages().get(title="Title 1"), title="By <b>hand</b>")
    response = admin_client.get(url_of(run))
    text = text_of(response)
    assert "what the import did with 3 documents" in text
    assert text.count("would be deleted") == 2
    assert "stays Its page was edited since, and is left as it is." in text
    assert "<b>hand" not in response.content.decode()
    assert news_pages().count() == 3


def test_the_preview_comes_in_pieces(admin_client, run, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.importing.undo.runs.BATCH", 2)
    first = admin_client.get(url_of(run))
    following = first.context["following"]
    assert f"preview/?from={following}" in first.content.decode()
    piece = admin_client.get(f"{url_of(run, 'undo/preview/')}?from={following}").json()
    assert (piece["counts"], piece["following"]) == ({"removed": 1}, None)
    assert piece["rows"].count("<tr") == 1
    # Without JavaScript, the same screen shows them.
    assert "archive/000.txt" in text_of(admin_client.get(f"{url_of(run)}?from={following}"))


def test_a_short_undo_is_done_at_once(admin_client, admin_user, run):
    response = admin_client.post(url_of(run), follow=True)
    run.refresh_from_db()
    assert run.state == "undone"
    assert not news_pages().exists()
    assert "The import is undone." in said(response)
    assert "Undo" not in [str(button.label) for button in response.context["header_buttons"]]
    again = admin_client.post(url_of(run), follow=True)
    assert "This import changed nothing that could be undone." in said(again)


def test_what_was_kept_is_named_afterwards(admin_client, run):
    page = news_pages().get(title="Title 1")
    edit(page, title="By hand")
    response = admin_client.post(url_of(run), follow=True)
    assert "The import is undone, except for what is named below." in said(response)
    text = text_of(response)
    assert "Kept when it was undone archive/001.txt Its page was edited since" in text
    assert f"/admin/pages/{page.pk}/edit/" in response.content.decode()
    assert [page.title for page in news_pages()] == ["Title 1"]


def test_a_long_undo_goes_on_from_the_page_of_the_run(admin_client, run, monkeypatch):
    monkeypatch.setattr(steps, "BATCH", 1)
    monkeypatch.setattr(steps, "STEP_SECONDS", 0)
    response = admin_client.post(url_of(run), follow=True)
    run.refresh_from_db()
    assert run.state == "undoing"
    text = text_of(response)
    assert "This import is being undone. 1 of 3 documents are done." in text
    assert "goes on piece by piece while this page is open" in text
    assert 'data-cstonews-run-steps-value="true"' in response.content.decode()
    # A second click begins nothing.
    assert "This import is being undone already." in said(admin_client.post(url_of(run), follow=True))
    json = {"headers": {"accept": "application/json"}}
    found = admin_client.post(url_of(run, "step/"), **json).json()
    assert not found["done"]
    assert "2 of 3 documents are done" in " ".join(found["html"].split())
    answers = [admin_client.post(url_of(run, "step/"), **json).json()["done"] for _ in range(3)]
    assert answers[-1] is True
    run.refresh_from_db()
    assert run.state == "undone"
    # Without JavaScript, a step leads back.
    assert admin_client.post(url_of(run, "step/"))["Location"].endswith(f"/inspect/{run.pk}/")


def test_with_a_worker_it_is_handed_to_the_queue(admin_client, run, monkeypatch):
    given = []
    monkeypatch.setattr("wagtail_cstonews.importing.queue.enqueuing.has_workers", lambda: True)
    monkeypatch.setattr("wagtail_cstonews.importing.queue.enqueuing.enqueue_undo", given.append)
    response = admin_client.post(url_of(run), follow=True)
    assert given == [run.pk]
    assert news_pages().count() == 3
    assert 'data-cstonews-run-steps-value="false"' in response.content.decode()
    # While the worker is at it, a request does nothing; once it is quiet, requests go on.
    found = admin_client.post(url_of(run, "step/"), headers={"accept": "application/json"}).json()
    assert (found["done"], found["steps"], news_pages().count()) == (False, False, 3)
    ImportRun.objects.update(heartbeat_at=factories.local_time(2024, 1, 1))
    assert "Nothing has been heard of the worker" in text_of(
        admin_client.get(f"/admin/news-import/runs/inspect/{run.pk}/")
    )
    assert admin_client.post(url_of(run, "step/"), headers={"accept": "application/json"}).json()["done"]
    assert not news_pages().exists()


def test_a_step_that_fails_is_told(admin_client, run, monkeypatch):
    steps.begin_undo(run)

    def fails(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(steps, "undo_step", fails)
    response = admin_client.post(url_of(run, "step/"), headers={"accept": "application/json"})
    assert response.status_code == 500
    assert "This step failed" in response.json()["problem"]
    assert "disk" not in response.content.decode()
    assert "This step failed" in said(admin_client.post(url_of(run, "step/"), follow=True))[0]


@pytest.mark.parametrize(
    ("more", "live", "problem"),
    [
        ([], False, "pages that you may not edit"),
        (["change"], False, ""),
        (["change"], True, "may not publish or unpublish"),
        (["change", "publish"], True, ""),
    ],
)
def test_it_takes_the_rights_on_the_pages(news_index, more, live, problem):
    imported(documents(2), news_index, publish=live)
    run = ImportRun.objects.get()
    client, _ = importer_into(news_index, *more)
    text = text_of(client.get(url_of(run)))
    assert (problem in text) if problem else ("what would become of each" in text.lower())
    labels = [
        str(button.label)
        for button in client.get(f"/admin/news-import/runs/inspect/{run.pk}/").context["header_buttons"]
    ]
    assert ("Undo" in labels) is (not problem)
    client.post(url_of(run))
    run.refresh_from_db()
    assert (run.state == "undone") is (not problem)
    assert news_pages().count() == (2 if problem else 0)


def test_a_run_at_work_is_not_undone(admin_client, run):
    ImportRun.objects.update(state="running")
    assert "still at work. Stop it first." in text_of(admin_client.get(url_of(run)))
    response = admin_client.get(url_of(run, "undo/preview/"))
    assert response.status_code == 409
    admin_client.post(url_of(run))
    assert news_pages().count() == 3
