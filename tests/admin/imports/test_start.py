"""The start screen: what is pasted or given, where to, and who may."""

from __future__ import annotations

import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Collection, GroupCollectionPermission

from tests import factories
from tests.importing.uploads.helpers import archive, html_of
from wagtail_cstonews.models import ImportUpload, ImportUploadFile, PlannedDocument

from ..helpers import editor, text_of
from .helpers import importer

pytestmark = pytest.mark.django_db

TEXT = (
    "Wells for Miraden\nThe council of Miraden met on Monday and agreed on ten wells.\n"
    "The wells will cost twenty dinars each, said the mayor, and the work begins in spring."
)
START = "/admin/news-import/new/"


def begin(client, files, **fields):
    """What the script asks before it sends files."""
    return client.post(
        START,
        {"announced": json.dumps([[name, len(data)] for name, data in files]), **fields},
        headers={"accept": "application/json"},
    )


def send(client, told, files):
    for url, (_name, data) in zip(told["slices"], files, strict=True):
        for start in range(0, len(data), told["size"]):
            answer = client.post(
                f"{url}?offset={start}",
                data[start : start + told["size"]],
                content_type="application/octet-stream",
                headers={"accept": "application/json"},
            )
            assert answer.status_code == 200, answer.content
    return client.post(told["complete"], headers={"accept": "application/json"})


# ------------------------------------------------------------------ pasted


def test_a_pasted_text_is_checked_at_once(admin_client, news_index):
    html = text_of(admin_client.get(f"{START}?section={news_index.pk}"))
    assert "Paste a text" in html
    answer = admin_client.post(
        START,
        {"text": TEXT, "section": news_index.pk, "url": "https://a.example/wells", "date": "2024-05-01"},
    )
    upload = ImportUpload.objects.get()
    document = upload.documents.get()
    assert answer.status_code == 302
    assert (upload.state, document.state, document.title) == ("planned", "new", "Wells for Miraden")
    from wagtail_cstonews.importing.queue.packing import unpack

    [item] = unpack(bytes(document.content))
    assert (item.url, item.date, item.media_type, item.content) == (
        "https://a.example/wells",
        "2024-05-01",
        "text",
        TEXT,
    )


def test_a_pasted_page_is_read_as_html(admin_client, news_index):
    page = html_of("Wells for Miraden", TEXT.splitlines()[1:])
    admin_client.post(START, {"text": page, "section": news_index.pk, "is_html": "on", "title": "Ten wells"})
    document = PlannedDocument.objects.get()
    assert (document.state, document.title) == ("new", "Ten wells")


def test_nothing_given_is_said(admin_client, news_index):
    answer = admin_client.post(START, {"text": " ", "section": news_index.pk})
    assert answer.status_code == 400
    assert "Paste a text, or choose a file." in text_of(answer)
    assert not ImportUpload.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"section": "9" * 30},
        {"section": "abc"},
        {"section": ""},
        {"url": "javascript:alert(1)"},
        {"date": "yesterday"},
        {"text": "a\0b"},
    ],
)
def test_bad_fields_are_told_of(admin_client, news_index, fields):
    answer = admin_client.post(START, {"text": TEXT, "section": news_index.pk, **fields})
    assert answer.status_code == 400
    assert not ImportUpload.objects.exists()


@pytest.mark.parametrize("section", ["9" * 30, "-1", "x", "\0"])
def test_a_bad_section_in_the_address_is_ignored(admin_client, news_index, section):
    assert admin_client.get(START, {"section": section}).status_code == 200


# ------------------------------------------------------------------ files


def test_files_come_in_slices(admin_client, news_index, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.admin.imports.start.SLICE_BYTES", 1000)
    files = [("a.zip", archive(3)), ("b/c.txt", TEXT.encode()), ("leer.txt", b"")]
    told = begin(admin_client, files, section=news_index.pk).json()
    assert [len(told["slices"]), told["size"]] == [3, 1000]
    done = send(admin_client, told, files).json()
    upload = ImportUpload.objects.get()
    assert done["next"].endswith(f"/news-import/uploads/{upload.pk}/")
    while upload.state in ("reading", "planning"):
        admin_client.post(f"{done['next']}step/")
        upload.refresh_from_db()
    assert upload.state == "planned"
    sources = list(upload.documents.order_by("number").values_list("source", "state"))
    assert [source for source, _ in sources][:4] == [
        "a.zip!/00000.txt",
        "a.zip!/00001.txt",
        "a.zip!/00002.txt",
        "c.txt",
    ]
    assert [state for _, state in sources][:4] == ["new"] * 4


def test_files_come_with_the_form_without_a_script(admin_client, news_index):
    file = SimpleUploadedFile("news.zip", archive(2))
    other = io.BytesIO(TEXT.encode())
    other.name = "a.txt"
    answer = admin_client.post(START, {"section": news_index.pk, "files": [file, other]})
    upload = ImportUpload.objects.get()
    assert answer["Location"].endswith(f"/{upload.pk}/")
    while upload.state in ("reading", "planning"):
        assert admin_client.post(f"{answer['Location']}step/").status_code == 302
        upload.refresh_from_db()
    assert sorted(upload.documents.values_list("source", flat=True)) == [
        "a.txt",
        "news.zip!/00000.txt",
        "news.zip!/00001.txt",
    ]


def test_a_slice_may_come_twice_but_none_is_left_out(admin_client, news_index):
    told = begin(admin_client, [("a.txt", TEXT.encode())], section=news_index.pk).json()
    [url] = told["slices"]

    def post(offset, data):
        return admin_client.post(f"{url}?offset={offset}", data, content_type="application/octet-stream")

    assert post(0, b"Wells ").json() == {"received": 6}
    assert post(0, b"Wells ").json()["received"] == 6
    assert post(10, b"x").status_code == 409
    assert post("x", b"x").status_code == 400
    assert post(6, b"x" * 1000).status_code == 400
    assert admin_client.post(told["complete"], headers={"accept": "application/json"}).status_code == 400
    assert ImportUpload.objects.get().state == "receiving"
    assert "did not arrive completely" in text_of(
        admin_client.get(reverse("wagtail_cstonews_upload", args=[ImportUpload.objects.get().pk]))
    )


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ([["photo.jpg", 5]], "Files such as photo.jpg cannot be read."),
        ([["a.txt", 5]] * 4, "You can give 3 files at a time."),
        ([["a.txt", 3_000_000]], "That is more than 2 MB."),
        ([["a.txt", -1]], "That is more than 2 MB."),
        ([["a.txt", 10**40]], "That is more than 2 MB."),
    ],
)
def test_limits_are_told(admin_client, news_index, news_settings, files, message):
    news_settings(UPLOAD_MEGABYTES=2, UPLOAD_FILES=3)
    answer = admin_client.post(
        START,
        {"announced": json.dumps(files), "section": news_index.pk},
        headers={"accept": "application/json"},
    )
    assert answer.status_code == 400
    assert message in answer.json()["error"]
    assert not ImportUploadFile.objects.exists()


@pytest.mark.parametrize(
    "announced", ["[", "{}", "[1]", '[["a.txt", "x"]]', "null", "[" * 5000, '[["a.txt", 1e999]]']
)
def test_nonsense_is_no_file(admin_client, news_index, announced):
    answer = admin_client.post(
        START, {"announced": announced, "section": news_index.pk}, headers={"accept": "application/json"}
    )
    assert answer.status_code == 400
    assert not ImportUpload.objects.exists()


def test_names_lead_nowhere(admin_client, news_index, tmp_path):
    files = [("../../../evil.txt", b"x"), ("..\\evil.txt", b"y"), ("/etc/a\0b.txt", b"z")]
    told = begin(admin_client, files, section=news_index.pk).json()
    names = list(ImportUploadFile.objects.order_by("pk").values_list("name", flat=True))
    assert names == ["evil.txt", "evil (2).txt", "ab.txt"]
    send(admin_client, told, files)
    assert not list(tmp_path.rglob("evil.txt"))


# ------------------------------------------------------------------ rights


def test_only_own_sections_can_be_chosen(news_index, home):
    other = factories.make_index(home, title="Elsewhere", slug="elsewhere")
    client, _user, _group = importer(news_index, "add")
    html = client.get(START).content.decode()
    assert "Elsewhere" not in html
    assert client.post(START, {"text": TEXT, "section": other.pk}).status_code == 400
    assert client.post(START, {"text": TEXT, "section": news_index.pk}).status_code == 302


def test_without_the_right_there_is_nothing(news_index):
    client = editor()
    assert client.get(START).status_code == 302
    assert client.get(START)["Location"] == "/admin/"
    assert client.post(START, {"text": TEXT, "section": news_index.pk})["Location"] == "/admin/"
    assert "news-import/new" not in client.get("/admin/").content.decode()
    assert not ImportUpload.objects.exists()


def test_the_menu_and_the_sections_header_lead_there(admin_client, news_index, home):
    assert START in admin_client.get("/admin/").content.decode()
    here = f"{START}?section={news_index.pk}"
    assert here in admin_client.get(f"/admin/pages/{news_index.pk}/").content.decode()
    assert here in admin_client.get(f"/admin/pages/{news_index.pk}/edit/").content.decode()
    assert "section=" not in admin_client.get(f"/admin/pages/{home.pk}/").content.decode()


def test_images_go_where_the_user_may_add_some(news_index):
    client, user, group = importer(news_index, "add")
    html = client.get(START).content.decode()
    assert "Fetch images" not in html
    mine = Collection.get_first_root_node().add_child(name="Mine")
    other = Collection.get_first_root_node().add_child(name="Other")
    for app, name in (("wagtailimages", "add_image"), ("wagtaildocs", "add_document")):
        permission = Permission.objects.get(content_type__app_label=app, codename=name)
        GroupCollectionPermission.objects.create(group=group, collection=mine, permission=permission)
    assert get_image_model()._meta.model_name == "image"
    assert "Fetch images" in client.get(START).content.decode()
    fields = {"text": TEXT, "section": news_index.pk, "fetch_images": "on"}
    assert client.post(START, {**fields, "image_collection": other.pk}).status_code == 400
    client.post(START, {**fields, "image_collection": mine.pk})
    options = ImportUpload.objects.get(user=user).options
    assert (options["image_collection"], options["file_collection"]) == (str(mine.pk), str(mine.pk))
    assert options["beside"]


def test_redirects_only_where_they_are_installed(admin_client, news_index, monkeypatch):
    assert "Redirect old addresses" in admin_client.get(START).content.decode()
    monkeypatch.setattr("wagtail_cstonews.admin.imports.forms.apps.is_installed", lambda name: False)
    assert "Redirect old addresses" not in admin_client.get(START).content.decode()


def test_unfinished_uploads_are_listed_for_their_owner_only(admin_client, news_index):
    admin_client.post(START, {"text": TEXT, "section": news_index.pk})
    address = f"/admin/news-import/uploads/{ImportUpload.objects.get().pk}/"
    assert address in admin_client.get(START).content.decode()
    client, _user, _group = importer(news_index, "add")
    assert address not in client.get(START).content.decode()
