"""The records are there to look at, for those who may, and not to touch."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import NoReverseMatch
from wagtail_modeladmin.helpers import AdminURLHelper

from tests import factories
from tests.admin.helpers import importer_into, user_with
from wagtail_cstonews.models import ImportedDocument, ImportRun

pytestmark = pytest.mark.django_db


RUNS = "/admin/news-import/runs/"


DOCUMENTS = "/admin/news-import/documents/"


@pytest.mark.parametrize("path", [RUNS, DOCUMENTS])
def test_nothing_can_be_changed(admin_client, run, document, path):
    pk = {RUNS: run.pk, DOCUMENTS: document.pk}[path]
    for action in ("create", f"edit/{pk}", f"delete/{pk}"):
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


def test_the_permission_on_the_model_is_not_the_right_to_see(document, news_index):
    """Who may edit a page sees its document; who may import into a section sees its runs; else nobody."""
    user = user_with(["view_importeddocument", "view_importrun"])
    client = Client()
    client.force_login(user)
    for path in (DOCUMENTS, f"{DOCUMENTS}inspect/{document.pk}/", RUNS):
        response = client.get(path)
        assert response.status_code == 302
        assert "Talks" not in response.content.decode()
    client.force_login(user_with(pages=[(news_index, "change")]))
    assert "Talks in Bishkek" in client.get(DOCUMENTS).content.decode()
    assert client.get(f"{DOCUMENTS}inspect/{document.pk}/").status_code == 200
    assert client.get(RUNS).status_code == 302


def test_of_other_sections_nothing_is_seen(document, news_index, run):
    other = factories.make_index(title="Other")
    unplaced = factories.make_document(run, title="Never a page")
    client, _ = importer_into(other, "change")
    for path in (RUNS, f"{RUNS}results/", DOCUMENTS, f"{DOCUMENTS}results/"):
        html = client.get(path).content.decode()
        assert "Talks" not in html
        assert "Never a page" not in html
        assert "new: 2" not in html
    for path in (
        f"{RUNS}inspect/{run.pk}/",
        f"{RUNS}history/{run.pk}/",
        f"{RUNS}report/{run.pk}/",
        f"{DOCUMENTS}inspect/{document.pk}/",
        f"{DOCUMENTS}inspect/{unplaced.pk}/",
    ):
        assert client.get(path).status_code == 302
    # Not as a choice of a filter, either.
    assert str(run) not in client.get(f"{DOCUMENTS}?run={run.pk}", follow=True).content.decode()


def test_no_visitor_sees_them(client, document):
    for path in (RUNS, DOCUMENTS, f"{DOCUMENTS}inspect/{document.pk}/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "/login/" in response["Location"]


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
