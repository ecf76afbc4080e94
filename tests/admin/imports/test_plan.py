"""The plan of an upload on its screen: what it says, ticks, the confirm, progress, stop and end."""

from __future__ import annotations

import json
import uuid

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import factories
from tests.importing.helpers import document, edit, imported, news_pages
from tests.importing.uploads.helpers import archive, uploaded, worked
from wagtail_cstonews.extraction import extract
from wagtail_cstonews.extraction.corrections import Corrections
from wagtail_cstonews.importing.queue.packing import unpack
from wagtail_cstonews.importing.uploads import receiving
from wagtail_cstonews.models import ImportedDocument, ImportRun, ImportUpload, PlannedDocument

from ..helpers import editor, said, text_of
from .helpers import importer

pytestmark = pytest.mark.django_db

FERRY = "Ferry sold\nThe ferry company sold its last ferry."

ACTIONS = ("step", "tick", "confirm", "stop", "again", "discard", "complete")


def url_of(upload, action=""):
    return reverse(f"wagtail_cstonews_upload{'_' if action else ''}{action}", args=[upload.pk])


def planned(user, section, count, *, state="new", **fields):
    """An upload whose plan waits, without having been read."""
    upload = ImportUpload.objects.create(
        user=user, section=section, state="planned", work={"total": count}, heartbeat_at=timezone.now()
    )
    PlannedDocument.objects.bulk_create(
        PlannedDocument(
            upload=upload,
            number=number,
            content=b"x" * 100,
            source=f"a.zip!/{number:05}.txt",
            title=f"Title {number}",
            state=state,
            confidence=number / (count + 1),
            **fields,
        )
        for number in range(1, count + 1)
    )
    return upload


@pytest.fixture
def upload(admin_user, news_index):
    """A plan with a document in nearly every state."""
    first = "Lighthouse reopens\n" + "The lighthouse of Varnholm opens its doors again on Monday. " * 3
    imported(
        [document("a", first, key="https://a.example/1", url="https://a.example/1")], news_index, publish=True
    )
    rows = [
        {"url": "https://a.example/1", "id": "1", "text": first + "\nA line more for the lighthouse."},
        {
            "url": "https://a.example/2",
            "id": "2",
            "text": "Ferry sold\nThe ferry company sold its last ferry.",
        },
        {
            "url": "https://a.example/3",
            "id": "3",
            "text": "Ferry sold\nThe ferry company sold its last ferry.",
        },
        {"id": "4"},
    ]
    data = "\n".join(map(json.dumps, rows)).encode()
    upload = uploaded(admin_user, news_index, ("rows.jsonl", data))
    worked(upload)
    assert upload.state == "planned", upload.message
    return upload


def test_the_plan_says_what_will_happen(admin_client, upload):
    html = BeautifulSoup(admin_client.get(url_of(upload)).content, "html.parser")
    tabs = [" ".join(tab.get_text(" ").split()) for tab in html.select(".cstonews-tabs a")]
    assert tabs == ["All 4", "New 1", "Changed 1", "Duplicate 1", "Failed 1"]
    rows = [" ".join(row.get_text(" ").split()) for row in html.select("tbody tr")]
    assert "Changes the page Lighthouse reopens" in rows[0]
    assert "A new page" in rows[1]
    assert "No page: the same text as “rows.jsonl:2”" in rows[2]
    assert "it has neither" in rows[3]
    assert len(html.select("tbody input[type=checkbox][checked]")) == 4
    assert "4 documents are ticked" in html.get_text()
    assert not html.select(".pagination")


def test_it_is_filtered_searched_and_ordered(admin_client, admin_user, news_index):
    upload = planned(admin_user, news_index, 60)
    PlannedDocument.objects.filter(upload=upload, number__gt=58).update(state="duplicate", is_near=True)

    def titles(query):
        html = BeautifulSoup(admin_client.get(f"{url_of(upload)}?{query}").content, "html.parser")
        return [cell.get_text(strip=True) for cell in html.select("tbody .title-wrapper")]

    assert len(titles("")) == 50
    assert len(titles("p=2")) == 10
    assert titles("show=near") == ["Title 59", "Title 60"]
    assert titles("show=near&q=00060") == ["Title 60"]
    assert titles("q=Title+7&order=confidence") == ["Title 7"]
    PlannedDocument.objects.filter(upload=upload, number=9).update(confidence=None)
    assert titles("order=confidence&p=2")[-1] == "Title 9"
    for nonsense in ("show=x&p=abc&order=y", "p=" + "9" * 30, "q=%00", "p=-1"):
        assert admin_client.get(f"{url_of(upload)}?{nonsense}").status_code == 200


def test_the_plan_takes_as_many_queries_for_many_documents(
    admin_client, admin_user, news_index, django_assert_max_num_queries
):
    first = factories.make_article(news_index, title="An old page")
    fields = {"planned_page": first.pk, "state": "changed"}
    admin_client.get(url_of(planned(admin_user, news_index, 1)))
    counts = []
    for count in (2, 2, 60, 300):
        upload = planned(admin_user, news_index, count, **fields)
        PlannedDocument.objects.filter(upload=upload, number=1).update(
            state="duplicate", planned_page=None, repeats_record=factories.make_document().pk
        )
        with django_assert_max_num_queries(40) as found:
            admin_client.get(f"{url_of(upload)}?p=1")
        counts.append(len(found))
    # The first time loads what a process keeps.
    assert counts[1] == counts[2] == counts[3], counts


def test_titles_of_others_are_not_told(news_index, home, admin_user):
    secret = factories.make_index(home, title="Secret", slug="secret")
    text = "Lighthouse reopens\nThe lighthouse of Varnholm opens its doors again on Monday."
    imported([document("a", text, key="https://a.example/1", url="https://a.example/1")], secret)
    client, user, _group = importer(news_index, "add", "change")
    rows = [
        {"url": "https://a.example/1", "id": "1", "text": text + "\nAnd a line."},
        {"url": "https://a.example/2", "id": "2", "text": text},
    ]
    upload = uploaded(user, news_index, ("rows.jsonl", "\n".join(map(json.dumps, rows)).encode()))
    worked(upload)
    html = text_of(client.get(url_of(upload)))
    assert "you may not edit" in html
    first = upload.documents.get(number=1)
    assert (first.state, first.is_chosen) == ("skipped", False)
    # Nor can it be ticked after all.
    client.post(url_of(upload, "tick"), {"do": "all"})
    first.refresh_from_db()
    assert not first.is_chosen
    before = news_pages().get().get_latest_revision().pk
    client.post(url_of(upload, "confirm"), {"as": "drafts"})
    worked(upload)
    assert news_pages().get().get_latest_revision().pk == before


# ------------------------------------------------------------------ ticks


def test_ticks_are_kept(admin_client, admin_user, news_index):
    upload = planned(admin_user, news_index, 60)
    rows = list(upload.documents.order_by("number").values_list("pk", flat=True))
    tick = url_of(upload, "tick")
    answer = admin_client.post(tick, {"shown": rows[0]}, headers={"accept": "application/json"})
    assert answer.json()["ticked"] == 59
    assert "59 documents are ticked" in text_of(admin_client.get(f"{url_of(upload)}?p=2"))
    # A page without a script: those that are shown, and of these the ticked ones.
    admin_client.post(tick, {"do": "page", "shown": rows[:5], "chosen": [rows[0], rows[40]]})
    assert list(upload.documents.filter(is_chosen=False).values_list("pk", flat=True)) == rows[1:5]
    admin_client.post(tick, {"do": "none", "q": "Title 1"})
    assert upload.documents.filter(is_chosen=True, title__contains="Title 1").count() == 0
    admin_client.post(tick, {"do": "all"})
    assert upload.documents.filter(is_chosen=True).count() == 60
    here = f"{url_of(upload)}?show=new&p=2"
    assert admin_client.post(tick, {"do": "all", "here": here})["Location"] == here
    for elsewhere in ("https://evil.example/", f"//evil.example{url_of(upload)}?", "/admin/\\evil"):
        assert admin_client.post(tick, {"do": "all", "here": elsewhere})["Location"] == url_of(upload)


def test_ticks_of_others_and_nonsense_do_nothing(admin_client, admin_user, news_index):
    upload = planned(admin_user, news_index, 2)
    other = planned(factories.make_user(), news_index, 2)
    strange = [str(other.documents.first().pk), "9" * 30, "x", "-1", "\0"]
    answer = admin_client.post(url_of(upload, "tick"), {"do": "x", "show": "y", "q": "\0", "shown": strange})
    assert answer.status_code == 302
    assert other.documents.filter(is_chosen=True).count() == 2
    assert upload.documents.filter(is_chosen=True).count() == 2


# ------------------------------------------------------------------ the confirm


def test_what_is_ticked_is_imported_once(admin_client, upload):
    unticked = upload.documents.get(state="new")
    admin_client.post(url_of(upload, "tick"), {"shown": unticked.pk})
    for _ in range(2):
        answer = admin_client.post(url_of(upload, "confirm"), {"as": "published"})
        assert answer["Location"] == url_of(upload)
    assert ImportRun.objects.filter(upload=upload).count() == 1
    steps = 0
    upload.refresh_from_db()
    while upload.state == "importing":
        found = admin_client.post(
            url_of(upload, "step"), {"since": 0, "milliseconds": 5000}, headers={"accept": "application/json"}
        ).json()
        assert set(found) >= {"state", "title", "sentence", "pace", "done", "total", "next"}
        upload.refresh_from_db()
        steps += 1
    assert (upload.state, upload.run.state, steps < 20) == ("done", "finished", True)
    assert upload.run.counts == {
        "changed": 1,
        "duplicate": 0,
        "new": 1,
        "failed": 1,
    } or upload.run.counts == {
        "changed": 1,
        "new": 1,
        "failed": 1,
    }
    assert not PlannedDocument.objects.filter(upload=upload).exists()
    html = text_of(admin_client.get(url_of(upload)))
    assert "The import is done." in html
    assert "What failed, and why" in html
    assert "it has neither" in html
    assert ImportedDocument.objects.filter(run=upload.run).count() == 3
    again = admin_client.post(url_of(upload, "confirm"), {"as": "drafts"})
    assert again["Location"] == url_of(upload)
    assert ImportRun.objects.filter(upload=upload).count() == 1


def test_nothing_ticked_is_not_imported(admin_client, upload):
    admin_client.post(url_of(upload, "tick"), {"do": "none"})
    answer = admin_client.post(url_of(upload, "confirm"), {"as": "drafts"}, follow=True)
    assert said(answer)[-1].strip() == "Nothing is ticked that could be imported."
    upload.refresh_from_db()
    assert (upload.state, upload.run) == ("planned", None)


def test_a_page_edited_by_hand_gets_a_proposal(admin_client, admin_user, news_index):
    text = "Lighthouse reopens\nThe lighthouse of Varnholm opens its doors again on Monday."
    imported([document("a", text, key="https://a.example/1", url="https://a.example/1")], news_index)
    edit(news_pages().get(), title="By hand")
    row = json.dumps({"url": "https://a.example/1", "id": "1", "text": text + "\nAnd a line more."})
    upload = uploaded(admin_user, news_index, ("rows.jsonl", f"{row}\n{row[:-1]}".encode()))
    worked(upload)
    html = text_of(admin_client.get(url_of(upload)))
    assert "Its page was edited by hand: the change becomes a proposal" in html
    assert "By hand" in html


def test_corrections_go_along(admin_client, admin_user, news_index):
    """What an editor corrected in a document's lines counts when it is imported."""
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    worked(upload)
    row = upload.documents.get(number=2)
    [item] = unpack(bytes(row.content))
    lines = extract(item).lines
    last = [line for line in lines if line.label == "paragraph"][-1]
    row.corrections = Corrections().relabelled(lines, [last.number], "chrome").to_dict()
    row.save()
    admin_client.post(url_of(upload, "confirm"), {"as": "drafts"})
    worked(upload)
    assert upload.run.counts == {"new": 3}
    record = ImportedDocument.objects.get(source=row.source)
    assert last.text not in str([block["text"] for block in record.article["body"]])
    assert record.corrections == row.corrections


# ------------------------------------------------------------------ stop, discard, failure


def test_an_import_is_stopped(admin_client, admin_user, news_index, monkeypatch):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(12)))
    worked(upload)
    monkeypatch.setattr("wagtail_cstonews.importing.uploads.confirming.MOST_IN_REQUEST", 2)
    monkeypatch.setattr("wagtail_cstonews.importing.uploads.advancing.SECONDS", 0.01)
    admin_client.post(url_of(upload, "confirm"), {"as": "drafts"})
    upload.refresh_from_db()
    from wagtail_cstonews.importing.uploads.advancing import advance

    advance(upload.pk, 0.01)
    made = news_pages().count()
    assert 0 < made < 12
    html = text_of(admin_client.get(url_of(upload)))
    assert "Stop" in html
    refused = admin_client.post(url_of(upload, "discard"), follow=True)
    assert said(refused)[-1].strip() == "It is being imported. Stop the import first."
    admin_client.post(url_of(upload, "stop"))
    upload.refresh_from_db()
    assert (upload.state, upload.run.state) == ("done", "stopped")
    assert news_pages().count() == made
    assert "was stopped" in text_of(admin_client.get(url_of(upload)))


def test_an_upload_is_discarded(admin_client, upload, tmp_path):
    admin_client.post(url_of(upload, "discard"))
    assert not ImportUpload.objects.exists()
    assert not PlannedDocument.objects.exists()
    assert not [path for path in (tmp_path / "temporary").rglob("*") if path.is_file()]


def test_a_failure_is_told_and_tried_again(admin_client, admin_user, news_index, monkeypatch):
    from wagtail_cstonews.importing.uploads import advancing

    upload = uploaded(admin_user, news_index, ("a.zip", archive(2)))

    def fail(claim, deadline):
        raise RuntimeError("the disk is full")

    real = advancing._STEPS["planning"]
    monkeypatch.setitem(advancing._STEPS, "planning", fail)
    for _ in range(5):
        admin_client.post(url_of(upload, "step"))
    upload.refresh_from_db()
    assert upload.state == "failed"
    html = text_of(admin_client.get(url_of(upload)))
    assert "Something went wrong (RuntimeError)" in html
    assert "the disk is full" not in html
    monkeypatch.setitem(advancing._STEPS, "planning", real)
    admin_client.post(url_of(upload, "again"))
    worked(upload)
    assert upload.state == "planned"


def test_a_deleted_section_is_told(admin_client, admin_user, news_index):
    upload = planned(admin_user, news_index, 2)
    news_index.delete()
    assert "The section was deleted" in text_of(admin_client.get(url_of(upload)))
    answer = admin_client.post(url_of(upload, "confirm"), {"as": "drafts"}, follow=True)
    assert "The section was deleted" in said(answer)[-1]
    upload = receiving.paste(admin_user, None, {}, "A text.")
    admin_client.post(url_of(upload, "step"))
    upload.refresh_from_db()
    assert upload.state == "failed"


# ------------------------------------------------------------------ one document


def test_one_document_goes_to_its_own_screen(admin_client, admin_user, news_index, monkeypatch):
    upload = planned(admin_user, news_index, 1)
    real = reverse
    monkeypatch.setattr(
        "wagtail_cstonews.admin.imports.access.reverse",
        lambda name, args=(): (
            f"/admin/planned/{args[0]}/" if name.endswith("_planned") else real(name, args=args)
        ),
    )
    answer = admin_client.get(url_of(upload))
    assert answer["Location"] == f"/admin/planned/{upload.documents.get().pk}/"
    assert admin_client.get(f"{url_of(upload)}?plan").status_code == 200


# ------------------------------------------------------------------ rights


def test_an_upload_is_its_users_alone(upload):
    client = Client()
    client.force_login(factories.make_user(username="somebody"))
    assert client.get(url_of(upload)).status_code == 404
    for action in ACTIONS:
        assert client.post(url_of(upload, action)).status_code == 404, action
    slices = reverse("wagtail_cstonews_upload_slice", args=[upload.pk, upload.files.get().pk])
    assert client.post(f"{slices}?offset=0", b"x", content_type="application/octet-stream").status_code == 404
    without = editor()
    assert without.get(url_of(upload))["Location"] == "/admin/"
    for action in ACTIONS:
        assert without.post(url_of(upload, action))["Location"] == "/admin/", action
    assert Client().get(url_of(upload))["Location"].startswith("/admin/login/")
    upload.refresh_from_db()
    assert upload.state == "planned"


def test_reading_changes_nothing(admin_client, upload):
    for action in ACTIONS:
        assert admin_client.get(url_of(upload, action)).status_code == 405, action
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(upload.user)
    for action in ACTIONS:
        assert strict.post(url_of(upload, action)).status_code == 403, action


def test_unknown_uploads_and_files(admin_client, upload):
    assert admin_client.get(reverse("wagtail_cstonews_upload", args=[uuid.uuid4()])).status_code == 404
    for file in ("9" * 30, "x", "-1"):
        url = reverse("wagtail_cstonews_upload_slice", args=[upload.pk, file])
        assert admin_client.post(f"{url}?offset=0").status_code == 404


def test_publishing_takes_the_right_to_publish(news_index):
    client, user, _group = importer(news_index, "add")
    upload = uploaded(user, news_index, ("a.zip", archive(2)))
    worked(upload)
    html = text_of(client.get(url_of(upload)))
    assert "Import as drafts" in html
    assert "Import and publish" not in html
    assert client.post(url_of(upload, "confirm"), {"as": "published"})["Location"] == "/admin/"
    upload.refresh_from_db()
    assert upload.state == "planned"
    client.post(url_of(upload, "confirm"), {"as": "drafts"})
    worked(upload)
    assert news_pages().filter(live=True).count() == 0
    assert news_pages().count() == 2
