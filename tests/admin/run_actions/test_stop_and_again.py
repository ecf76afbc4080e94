"""Stop a run, and extract its documents again, in the admin."""

from __future__ import annotations

import pytest

from tests.admin.helpers import importer_into, said, text_of
from tests.importing.helpers import document, news_pages
from wagtail_cstonews.importing.heartbeat import this_process
from wagtail_cstonews.importing.queue import again
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportRun

pytestmark = pytest.mark.django_db

TEXT = (
    "Council {0} agrees on wells\n\nThe town council of Miraden {0} met on Thursday.\n\n"
    "The work begins in the autumn of year {0}, and the province pays for it, as the mayor {0} said later.\n"
)


def url_of(run, name="again/"):
    return f"/admin/news-import/runs/{run.pk}/{name}"


def outdated(raw):
    """As an earlier version of extraction: with another title."""
    found = extract_document(raw)
    found.article.title = f"Old <b>{raw.id}</b>"
    return found


@pytest.fixture
def old_run(news_index):
    items = [document(str(number), TEXT.format(number)) for number in range(3)]
    with run_import(items, news_index, extractor=outdated):
        pass
    return ImportRun.objects.get()


def test_what_would_change_is_shown_first(admin_client, old_run):
    response = admin_client.get(url_of(old_run))
    text = text_of(response)
    assert "The originals of 3 documents are on record." in text
    assert "Old <b>1</b> Council 1 agrees on wells" in text
    assert "<b>1</b>" not in response.content.decode()
    assert "This site has no worker" in text
    assert ImportRun.objects.count() == 1


def test_the_preview_comes_in_pieces(admin_client, old_run, monkeypatch):
    monkeypatch.setattr(again, "PREVIEWED", 2)
    following = admin_client.get(url_of(old_run)).context["following"]
    piece = admin_client.get(f"{url_of(old_run, 'again/preview/')}?from={following}").json()
    assert (piece["counts"], piece["following"]) == ({"changed": 1}, None)


def test_it_is_done_while_the_page_is_open(admin_client, admin_user, old_run, monkeypatch):
    monkeypatch.setattr(again, "BY_REQUEST", 2)
    response = admin_client.post(url_of(old_run), follow=True)
    new = ImportRun.objects.latest("pk")
    assert response.redirect_chain[-1][0].endswith(f"/inspect/{new.pk}/")
    assert "0 of 3 documents are done" in text_of(response)
    # Twice begins nothing twice.
    assert "being extracted again already" in said(admin_client.post(url_of(old_run), follow=True))[-1]
    json = {"headers": {"accept": "application/json"}}
    steps = [admin_client.post(url_of(new, "step/"), **json).json() for _ in range(2)]
    assert [one["done"] for one in steps] == [False, True]
    assert "2 of 3 documents are done" in " ".join(steps[0]["html"].split())
    new.refresh_from_db()
    assert (new.state, new.counts, new.user) == ("finished", {"changed": 3}, admin_user)
    assert {page.draft_title for page in news_pages()} == {f"Council {n} agrees on wells" for n in range(3)}
    assert not any(page.live for page in news_pages())


def test_only_who_may_publish_publishes(old_run, news_index):
    client, _ = importer_into(news_index, "change")
    assert 'name="publish"' not in client.get(url_of(old_run)).content.decode()
    client.post(url_of(old_run), {"publish": "on"})
    assert ImportRun.objects.latest("pk").options["publish"] is False
    ImportRun.objects.exclude(pk=old_run.pk).delete()
    client, _ = importer_into(news_index, "change", "publish")
    assert 'name="publish"' in client.get(url_of(old_run)).content.decode()
    client.post(url_of(old_run), {"publish": "on"})
    assert ImportRun.objects.latest("pk").options["publish"] is True


def test_it_takes_the_right_to_edit_the_pages(old_run, news_index):
    client, _ = importer_into(news_index)
    assert "pages that you may not edit" in text_of(client.get(url_of(old_run)))
    assert client.get(url_of(old_run, "again/preview/")).status_code == 409
    client.post(url_of(old_run))
    assert ImportRun.objects.count() == 1


def test_without_its_section_it_cannot_be_done(admin_client, old_run):
    ImportRun.objects.update(section=None)
    assert "The section of this import is gone." in text_of(admin_client.get(url_of(old_run)))


def test_stop(admin_client, old_run):
    new = again.begin_again(old_run, None)
    page = admin_client.get(f"/admin/news-import/runs/inspect/{new.pk}/")
    assert "Stop this import" in text_of(page)
    response = admin_client.post(url_of(new, "stop/"), follow=True)
    assert "The import is stopped. What was written stays." in said(response)
    new.refresh_from_db()
    assert new.state == "stopped"
    again_stopped = admin_client.post(url_of(new, "stop/"), follow=True)
    assert "not at work any more" in said(again_stopped)[0]


def test_a_run_of_a_command_is_asked_to_stop(admin_client, news_index):
    run = ImportRun.objects.create(section=news_index, owner=this_process())
    response = admin_client.post(url_of(run, "stop/"), follow=True)
    assert "It finishes what it is at first." in said(response)[0]
    text = text_of(response)
    assert "This import was asked to stop." in text
    assert "Stop this import" not in text


def test_progress_of_a_run_is_live(admin_client, old_run):
    found = admin_client.get(url_of(old_run, "progress/")).json()
    assert (found["html"].strip(), found["done"], found["steps"]) == ("", True, False)
    ImportRun.objects.update(state="running")
    found = admin_client.get(url_of(old_run, "progress/")).json()
    assert (found["done"], found["steps"]) == (False, False)
    assert "3 documents are done" in " ".join(found["html"].split())
