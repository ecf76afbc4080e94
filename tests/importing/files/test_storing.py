"""Files that imported articles link to: from beside the documents, or fetched when asked."""

import io
import json
import os
import subprocess
import sys
import tarfile
import threading
import zipfile
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from wagtail.documents import get_document_model
from wagtail.models import Collection, ModelLogEntry, ReferenceIndex

from tests import factories
from wagtail_cstonews.extraction.article import ListBlock, Paragraph
from wagtail_cstonews.importing.entries.entry import Extracted
from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.importing.files import FileBook
from wagtail_cstonews.importing.loading.file_formats import examine
from wagtail_cstonews.importing.loading.wanted import LoadError, Wanted
from wagtail_cstonews.importing.reporting.status import made_by
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import (
    ImportedDocument,
    ImportedFile,
    ImportedFileAddress,
    ImportedObject,
    ImportRun,
)
from wagtail_cstonews.sources import read

from ..addresses import Web
from ..file_server import Handler
from ..helpers import (
    ROOT,
    article,
    body_of,
    database,
    document,
    edit,
    imported,
    last_run,
    news_pages,
    site_in,
    states,
    undone,
)
from ..office_files import office, ole, open_document, packed, pdf, rtf

pytestmark = pytest.mark.django_db

REPORT = "https://gazette.example/files/annual%20report.pdf"
MINUTES = "https://gazette.example/minutes.docx"


@pytest.fixture
def web():
    return Web({REPORT: pdf(), MINUTES: office("word"), "https://cdn.example/same.pdf": pdf()})


def link(url, text="the annual report"):
    return f'Read <a href="{url}">{text}</a> today.'


def linking(*blocks):
    def extractor(raw):
        text = raw.content if isinstance(raw.content, str) else raw.content.decode()
        return Extracted(article(title=text.split("\n")[0], body=[Paragraph(text), *blocks]), text, "utf-8")

    return extractor


def to(*urls):
    return [Paragraph("Read the annual report today.", link(url)) for url in urls]


def loaded(items, parent, *urls, web=None, blocks=None, **options):
    book = FileBook(fetch=web is not None, fetcher=web, user=options.get("user"))
    extractor = linking(*(blocks or to(*urls)))
    return imported(items, parent, extractor=extractor, files=book, **options)


def files():
    return get_document_model().objects.order_by("pk")


def text_of(page):
    return " ".join(value for kind, value in body_of(page) if kind == "paragraph")


def in_link(file):
    return f'<a id="{file.pk}" linktype="document">'


# ------------------------------------------------------------------ fetched


def test_links_to_files_become_links_to_documents(news_index, web, admin_user, client):
    blocks = [
        *to(REPORT),
        ListBlock("Minutes\nHere", ["Minutes", "Here"], items_html=[link(MINUTES, "Minutes"), ""]),
    ]
    outcomes = loaded(
        [document("a")], news_index, blocks=blocks, web=web, user=admin_user, publish=True, publish_above=0
    )
    assert [outcome.warnings for outcome in outcomes] == [[]]
    report, minutes = files()
    assert (report.title, report.uploaded_by_user) == ("the annual report", admin_user)
    # One word is no title.
    assert minutes.title == "minutes.docx"
    assert report.file.name.startswith("documents/annual-report")
    assert report.file.read() == pdf()
    assert report.collection == Collection.get_first_root_node()
    assert (report.file_size, bool(report.file_hash)) == (len(pdf()), True)
    page = news_pages().get()
    assert f"Read {in_link(report)}the annual report</a> today." in text_of(page)
    assert f"<li>Read {in_link(minutes)}Minutes</a> today.</li>" in text_of(page)
    assert [ReferenceIndex.get_references_to(file).count() for file in (report, minutes)] == [1, 1]
    log = ModelLogEntry.objects.get_for_model(get_document_model())
    assert [(entry.action, entry.user) for entry in log] == [("wagtail.create", admin_user)] * 2
    assert ImportedDocument.objects.get().files_missing == 0
    assert made_by(last_run()) == {"files": 2}
    shown = client.get(page.get_url()).content.decode()
    assert f'<a href="{report.url}">the annual report</a>' in shown


def test_nothing_is_fetched_unless_asked(news_index, web):
    outcomes = loaded([document("a")], news_index, REPORT)
    assert f'<a href="{REPORT}">' in text_of(news_pages().get())
    assert outcomes[0].warnings == []
    assert ImportedDocument.objects.get().files_missing == 1
    assert not files()


def test_links_to_pages_are_left_alone(news_index, web):
    others = [
        "https://gazette.example/report",
        "https://gazette.example/a.html",
        "https://x.example/?f=a.pdf",
    ]
    loaded([document("a")], news_index, *others, web=web)
    assert web.asked == []
    assert ImportedDocument.objects.get().files_missing == 0


def test_one_content_is_one_document_and_fetched_once(news_index, web):
    by_hand = get_document_model()(title="There", file=ContentFile(office("word"), name="there.docx"))
    by_hand.save()
    by_hand.get_file_hash()
    items = [document("a", "A title\nOne."), document("b", "B title\nTwo.")]
    urls = [REPORT, "https://cdn.example/same.pdf", MINUTES]
    loaded(items, news_index, *urls, web=web, near_duplicates=False)
    there, report = files()
    assert there == by_hand
    for page in news_pages():
        assert text_of(page).count(in_link(report)) == 2
        assert text_of(page).count(in_link(there)) == 1
    assert len(web.asked) == 3
    loaded([document("c", "C title\nThree.")], news_index, *urls, web=web)
    assert len(web.asked) == 3
    assert files().count() == 2


def test_a_second_run_fetches_and_writes_nothing(news_index, web):
    loaded([document("a")], news_index, REPORT, web=web)
    before = database(without={"wagtail_cstonews.ImportRun", "wagtail_cstonews.ImportFindings"})
    for fetch in (web, None):
        assert states(loaded([document("a")], news_index, REPORT, web=fetch)) == ["unchanged"]
    assert web.asked == [REPORT]
    assert database(without={"wagtail_cstonews.ImportRun", "wagtail_cstonews.ImportFindings"}) == before
    # Neither does a change of the text lose the file.
    loaded([document("a", "A title\nOther words.")], news_index, REPORT)
    assert in_link(files().get()) in text_of(news_pages().get().get_latest_revision_as_object())
    assert states(loaded(stored_items(ImportedDocument.objects.all()), news_index, REPORT)) == ["unchanged"]


def test_what_cannot_be_had_is_named_and_had_later(news_index, web):
    content = web.files.pop(REPORT)
    outcomes = loaded([document("a")], news_index, REPORT, web=web)
    assert states(outcomes) == ["new"]
    assert outcomes[0].warnings[0]["code"] == "file_not_loaded"
    assert outcomes[0].warnings[0]["message"] == (
        f"The file {REPORT} is not on the site and stays a link: its host answers 404."
    )
    assert f'<a href="{REPORT}">' in text_of(news_pages().get())
    # Still missing: nothing is written.
    assert states(loaded([document("a")], news_index, REPORT, web=web)) == ["unchanged"]
    web.files[REPORT] = content
    assert states(loaded([document("a")], news_index, REPORT)) == ["unchanged"]
    assert states(loaded([document("a")], news_index, REPORT, web=web)) == ["changed"]
    assert in_link(files().get()) in text_of(news_pages().get().get_latest_revision_as_object())
    assert ImportedDocument.objects.get().files_missing == 0


def test_a_page_edited_by_hand_is_left_alone(news_index, web):
    loaded([document("a")], news_index, REPORT)
    edit(news_pages().get(), title="Mine")
    assert states(loaded([document("a")], news_index, REPORT, web=web)) == ["unchanged"]
    assert not files()


def test_a_document_that_was_deleted_is_made_again(news_index, web):
    loaded([document("a")], news_index, REPORT, web=web)
    files().get().delete()
    loaded([document("b", "B title\nTwo.")], news_index, REPORT, web=web)
    assert len(web.asked) == 2
    assert in_link(files().get()) in text_of(news_pages().get(title="B title"))
    assert ImportedFile.objects.get().document_pk == files().get().pk


def test_the_number_is_bounded(news_index, web):
    urls = [f"https://gazette.example/{number}.pdf" for number in range(60)]
    web.files = {url: pdf(url) for url in urls}
    outcomes = loaded([document("a")], news_index, *urls, web=web)
    assert files().count() == len(web.asked) == 50
    assert [warning["code"] for warning in outcomes[0].warnings] == ["files_left"]
    assert "links to 60 files; 50 are taken over" in outcomes[0].warnings[0]["message"]


def test_dry_run_fetches_and_writes_nothing(news_index, web):
    before = database()
    assert states(loaded([document("a")], news_index, REPORT, web=web, dry_run=True)) == ["new"]
    assert web.asked == []
    assert database() == before


def test_a_proposal_has_its_files(news_index, web, admin_user):
    from wagtail_cstonews.importing.proposals.desk import accept

    loaded([document("a")], news_index)
    edit(news_pages().get(), title="Mine")
    assert states(loaded([document("a", "A title\nOther words.")], news_index, REPORT, web=web)) == ["edited"]
    page = accept(ImportedDocument.objects.get().proposal, admin_user)
    assert in_link(files().get()) in text_of(page.get_latest_revision_as_object())


# ------------------------------------------------------------------ a site that cannot, or will not


def test_without_wagtails_documents_links_stay_links(news_index, web, monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.importing.files.storing.APP", "site.documents")
    outcomes = loaded([document("a")], news_index, REPORT, web=web)
    assert (states(outcomes), outcomes[0].warnings, web.asked) == (["new"], [], [])
    assert f'<a href="{REPORT}">' in text_of(news_pages().get())
    with pytest.raises(CommandError) as caught:
        call_command("import_news", __file__, to="/news/", format="text", fetch_files=True)
    assert str(caught.value) == (
        "--fetch-files: no document can be made; 'site.documents' is not in INSTALLED_APPS."
    )
    assert undone(last_run())[1] == ""


def test_the_document_model_refuses(news_index, web, monkeypatch):
    def refuse(self):
        raise ValidationError({"title": "Say more."})

    monkeypatch.setattr(get_document_model(), "clean", refuse)
    outcomes = loaded([document("a")], news_index, REPORT, web=web)
    assert (
        "the document model wagtaildocs.Document refuses it: title: Say more."
        in outcomes[0].warnings[0]["message"]
    )
    assert web.asked == []


def test_only_what_the_site_allows(news_index, web, settings):
    settings.WAGTAILDOCS_EXTENSIONS = ["docx", "txt"]
    web.files["https://gazette.example/a.txt"] = b"Just text"
    loaded([document("a")], news_index, REPORT, MINUTES, "https://gazette.example/a.txt", web=web)
    assert web.asked == [MINUTES, "https://gazette.example/a.txt"]
    assert files().count() == 2
    settings.WAGTAILDOCS_EXTENSIONS = ["pdf"]
    with pytest.raises(LoadError, match=r"files of the type docx are not allowed here"):
        what(office("word"), "a.pdf")


# ------------------------------------------------------------------ what a file is


def what(data, name):
    address = f"https://gazette.example/{name}"
    return examine(io.BytesIO(data), Wanted(address, address)).extension


@pytest.mark.parametrize(
    ("data", "name", "extension"),
    [
        (pdf(), "a.pdf", "pdf"),
        (pdf() + bytes(3000), "a.PDF?download=1", "pdf"),
        (pdf(), "a.doc", "pdf"),
        (ole(), "a.doc", "doc"),
        (ole(), "a.xls", "xls"),
        (ole(), "a.ppt", "ppt"),
        (rtf(), "a.rtf", "rtf"),
        (rtf(), "a.doc", "doc"),
        (office("word"), "a.docx", "docx"),
        (office("word"), "a.doc", "docx"),
        (office("xl"), "a.xlsx", "xlsx"),
        (office("ppt"), "a.pptx", "pptx"),
        (open_document("text"), "a.odt", "odt"),
        (open_document("spreadsheet"), "a.ods", "ods"),
        (open_document("presentation"), "a.odp", "odp"),
        (office("word"), "a.zip", "zip"),
        (packed(a="b"), "a.zip", "zip"),
        (packed(a="b"), "a.docx", "zip"),
        (b"year,seats\n2024,12\n", "a.csv", "csv"),
        ("\ufeffJahr;Größe\r\n1;2".encode("utf-16"), "a.csv", "csv"),
        ("Jahr;Größe\n1;2".encode("latin-1"), "a.csv", "csv"),
    ],
)
def test_files_are_what_their_content_says(data, name, extension):
    assert what(data, name) == extension


PAGE = b"<!DOCTYPE html><html><body><script>alert(1)</script></body></html>"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (PAGE, "a.pdf", "a web page"),
        (PAGE + b"%PDF-1.4 %%EOF", "a.pdf", "a web page"),
        (b"\n  " + PAGE, "a.csv", "a web page"),
        (b"a,b\n" + PAGE, "a.csv", "a web page"),
        (PAGE, "a.doc", "a web page"),
        (PAGE.decode().encode("utf-16"), "a.csv", "no csv file"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>', "a.csv", "a web page"),
        (b'<?xml version="1.0"?><a/>', "a.docx", "a web page"),
        (b"", "a.pdf", "it is empty"),
        (pdf()[:40], "a.pdf", "no pdf file, or a damaged one"),
        (office("word")[:-30], "a.docx", "no docx file, or a damaged one"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "no zip file, or a damaged one"),
        (ole(), "a.pdf", "no pdf file"),
        (b"MZ\x90\x00" + bytes(100), "a.csv", "no csv file"),
        (b"\x7fELF" + bytes(100), "a.pdf", "no pdf file"),
        (b"just text", "a.pdf", "no pdf file"),
    ],
)
def test_what_is_refused(data, name, reason):
    with pytest.raises(LoadError, match=reason):
        what(data, name)


@pytest.mark.parametrize("is_64", [False, True])
def test_a_zip_with_an_endless_directory(is_64):
    """Python keeps an object for each member of the directory."""
    entries, size = (b"", 1 << 40) if is_64 else (b"PK\x01\x02" + bytes(42), 3 << 20)
    directory = entries * (size // 46) if entries else b""
    locator = b"PK\x06\x07" + bytes(16) if is_64 else b""
    end = b"PK\x05\x06" + bytes(8) + len(directory).to_bytes(4, "little") + bytes(6)
    with pytest.raises(LoadError, match="no zip file"):
        what(b"PK\x03\x04" + directory + locator + end, "a.zip")


def test_a_files_name_has_one_ending(news_index, web):
    web.files = {"https://gazette.example/shell.php.pdf": pdf()}
    loaded([document("a")], news_index, *web.files, web=web)
    assert files().get().file.name == "documents/shell-php.pdf"


# ------------------------------------------------------------------ over the wire


@pytest.fixture
def server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.answers, server.asked = {}, []
    server.host = f"127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(pdf())
    handler.close_connection = True


def longer(handler):
    """More than it announces: what was announced is cut short."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(pdf()) - 20))
    handler.end_headers()
    handler.wfile.write(pdf())


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        handler.wfile.write(pdf())
        for _ in range(40):
            handler.wfile.write(bytes(1 << 16))
    except OSError:
        pass


def test_hostile_hosts(news_index, server, news_settings):
    news_settings(FILE_TRUSTED_HOSTS=[server.host], FILE_MEGABYTES=1, FILE_SECONDS=3)
    server.answers = {
        "/page.pdf": PAGE,
        "/private.pdf": lambda handler: handler.leads_to("http://169.254.169.254/latest/a.pdf"),
        "/local.pdf": lambda handler: handler.leads_to("http://localhost/a.pdf"),
        "/file.pdf": lambda handler: handler.leads_to("file:///etc/passwd"),
        "/cut.pdf": cut,
        "/longer.pdf": longer,
        "/endless.pdf": endless,
        "/fine.pdf": lambda handler: handler.leads_to("/fine2.pdf"),
        "/fine2.pdf": pdf("Fine"),
    }
    names = [name for name in server.answers if name != "/fine2.pdf"]
    urls = [f"http://{server.host}{name}" for name in names]
    book = FileBook(fetch=True)
    outcomes = imported([document("a")], news_index, extractor=linking(*to(*urls)), files=book)
    assert states(outcomes) == ["new"]
    reasons = [warning["message"].partition("stays a link: ")[2] for warning in outcomes[0].warnings]
    for reason, expected in zip(
        reasons,
        [
            "what is there is a web page",
            "169.254.169.254 has no public address; FILE_TRUSTED_HOSTS can allow it",
            "has no public address",
            "only http and https",
            "the connection broke",
            "no pdf file, or a damaged one",
            "larger than 1 MB (FILE_MEGABYTES)",
        ],
        strict=True,
    ):
        assert expected in reason, (reason, expected)
    assert files().get().file.read() == pdf("Fine")
    assert ImportedFile.objects.count() == 1


def test_no_private_address_is_asked(news_index, server):
    imported(
        [document("a")],
        news_index,
        extractor=linking(*to(f"http://{server.host}/a.pdf", "http://[::1]/a.pdf", "http://10.0.0.1/a.pdf")),
        files=FileBook(fetch=True),
    )
    assert server.asked == []
    assert not files()


# ------------------------------------------------------------------ files beside the documents

PARAGRAPH = (
    "<p>The council met in Bishkek on Thursday and agreed on a joint exercise next spring, officials said. "
    "The exercise will involve all members of the union and will last for two weeks.</p>"
)


def html(*urls, head=""):
    paragraphs = "".join(
        f"<p>Paragraph {number} of the article says that the river rose again in the night, and what "
        f'<a href="{url}">the report {number}</a> says of it.</p>'
        for number, url in enumerate(urls)
    )
    return (
        f"<html><head>{head}</head><body><article><h1>Council agrees on exercise</h1>"
        f"{PARAGRAPH}{PARAGRAPH.replace('Bishkek', 'Osh')}{paragraphs}</article></body></html>"
    )


def from_files(path, parent, book=None, **options):
    with run_import(read(path), parent, files=book or FileBook(), **options) as result:
        return list(result.outcomes())


def warned(outcomes):
    return [
        warning["message"]
        for outcome in outcomes
        for warning in outcome.warnings
        if warning["code"] == "file_not_loaded"
    ]


@pytest.fixture
def saved(tmp_path):
    folder = tmp_path / "given"
    (folder / "sub" / "page_files").mkdir(parents=True)
    (folder / "sub" / "page_files" / "the report.pdf").write_bytes(pdf())
    (folder / "letter.docx").write_bytes(office("word"))
    (tmp_path / "secret.pdf").write_bytes(pdf("Secret"))
    return folder


def test_files_beside_a_document(news_index, saved):
    (saved / "sub" / "page.html").write_text(
        html("page_files/the%20report.pdf?w=3", "/letter.docx", "../letter.docx#x", "about.html")
    )
    outcomes = from_files(saved, news_index)
    assert warned(outcomes) == []
    report, letter = files()
    text = text_of(news_pages().get())
    assert (text.count(in_link(report)), text.count(in_link(letter))) == (1, 2)
    assert "about.html" not in text
    assert report.file.read() == pdf()
    assert "of no known type" not in " ".join(outcome.message for outcome in outcomes)
    assert set(states(from_files(saved, news_index))) == {"unchanged", "ignored"}


def test_no_file_outside_of_what_was_given(news_index, saved, tmp_path):
    os.symlink(tmp_path / "secret.pdf", saved / "link.pdf")
    os.mkfifo(saved / "pipe.pdf")
    (saved / "page.pdf").write_bytes(PAGE)
    urls = [
        "../secret.pdf",
        "..%2fsecret.pdf",
        "/../secret.pdf",
        "link.pdf",
        "pipe.pdf",
        "gone.pdf",
        "page.pdf",
    ]
    (saved / "a.html").write_text(html(*urls, f"file://{tmp_path}/secret.pdf"))
    outcomes = from_files(saved, news_index)
    assert not files()
    reasons = [message.partition("is text now: ")[2] for message in warned(outcomes)]
    outside = "its path leads out of what was given to import."
    assert reasons == [
        *[outside] * 3,
        "a link is not followed.",
        "it is no file.",
        "there is no such file beside the document.",
        "what is there is a web page, not a file.",
    ]
    assert "secret" not in text_of(news_pages().get())


@pytest.mark.parametrize("kind", ["zip", "tar", "tar.gz"])
def test_files_in_an_archive(news_index, tmp_path, kind):
    path = tmp_path / f"saved.{kind}"
    members = {
        "a/page.html": html("page_files/report.pdf", "../letter.docx", "../../x.pdf").encode(),
        "a/page_files/report.pdf": pdf(),
        "letter.docx": office("word"),
    }
    if kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for name, data in members.items():
                archive.writestr(name, data)
    else:
        with tarfile.open(path, f"w:{kind[4:]}") as archive:
            for name, data in members.items():
                info = tarfile.TarInfo(name)
                info.size = len(data)
                archive.addfile(info, io.BytesIO(data))
    assert len(warned(from_files(path, news_index))) == 1
    assert [file.file.read() for file in files()] == [pdf(), office("word")]


def test_what_is_not_beside_is_had_from_where_the_page_was(news_index, saved, web):
    web.files = {"https://gazette.example/2024/gone.pdf": pdf("Gone")}
    head = '<link rel="canonical" href="https://gazette.example/2024/bridge.html">'
    (saved / "a.html").write_text(html("gone.pdf", "letter.docx", head=head))
    outcomes = from_files(saved, news_index)
    assert warned(outcomes) == []
    assert '<a href="https://gazette.example/2024/gone.pdf">' in text_of(news_pages().get())
    assert ImportedDocument.objects.get().files_missing == 1
    for expected in ("changed", "unchanged"):
        outcomes = from_files(saved, news_index, FileBook(fetch=True, fetcher=web))
        assert (warned(outcomes), expected in states(outcomes)) == ([], True)
    assert web.asked == ["https://gazette.example/2024/gone.pdf"]
    letter, gone = files()
    text = text_of(news_pages().get().get_latest_revision_as_object())
    assert (in_link(letter) in text, in_link(gone) in text) == (True, True)


@pytest.mark.parametrize("head", ["", '<link rel="canonical" href="https://gazette.example/a.html">'])
def test_stored_originals_know_the_files_that_were_read(news_index, saved, head):
    (saved / "a.html").write_text(html("letter.docx", head=head))
    from_files(saved, news_index)
    (saved / "letter.docx").unlink()
    with run_import(stored_items(ImportedDocument.objects.all()), news_index) as result:
        assert states(list(result.outcomes())) == ["unchanged"]
    assert ImportedDocument.objects.get().files_missing == 0


# ------------------------------------------------------------------ undo, and what is left of killed runs


def files_in(settings):
    return sorted(name for _, _, names in os.walk(settings.MEDIA_ROOT) for name in names)


def test_undo_takes_the_documents_and_their_files_away(
    news_index, web, settings, django_capture_on_commit_callbacks
):
    before = database()
    with django_capture_on_commit_callbacks(execute=True):
        loaded([document("a")], news_index, REPORT, MINUTES, web=web)
    assert len(files_in(settings)) == 2
    with django_capture_on_commit_callbacks(execute=True):
        output, problem = undone(last_run(), "--forget")
    assert problem == ""
    assert "File the annual report: Only this run used it." in output
    assert files_in(settings) == []
    assert database() == before


def test_undo_keeps_documents_that_are_used_or_edited(news_index, web, admin_client):
    loaded([document("a")], news_index, REPORT, MINUTES, web=web)
    report, minutes = files()
    body = [("paragraph", f'<p><a linktype="document" id="{report.pk}">x</a></p>')]
    factories.make_article(news_index, title="By hand", body=body)
    admin_client.post(
        f"/admin/documents/edit/{minutes.pk}/", {"title": "Mine", "collection": minutes.collection_id}
    )
    output, _ = undone(last_run())
    assert "File the annual report: It is used elsewhere." in output
    assert "File Mine: Edited in the admin since, and left as it is." in output
    assert list(files()) == [report, minutes]


def test_undo_of_two_runs_that_share_a_file(news_index, web):
    loaded([document("a", "A title\nOne.")], news_index, REPORT, web=web)
    first = last_run()
    loaded([document("b", "B title\nTwo.")], news_index, REPORT, web=web)
    second = last_run()
    assert (made_by(first), made_by(second)) == ({"files": 1}, {})
    output, _ = undone(first)
    assert "kept" in output
    assert files().count() == 1
    assert states(loaded(stored_items(ImportedDocument.objects.all()), news_index, REPORT)) == ["unchanged"]
    undone(ImportRun.objects.get(pk=second.pk))
    assert not files()
    assert not ImportedFile.objects.exists()
    assert not ImportedFileAddress.objects.exists()
    assert not ImportedObject.objects.filter(kind="file").exists()


def test_what_a_killed_run_left_is_cleaned_up(news_index, web, settings):
    from django.core.files.storage import default_storage

    dead = ImportRun.objects.create(state=ImportRun.State.INTERRUPTED)
    default_storage.save("documents/dead.pdf", ContentFile(b"x"))
    ImportedFile.objects.create(file_hash="dead", file_name="documents/dead.pdf", run=dead)
    loaded([document("a")], news_index, REPORT, web=web)
    assert files_in(settings) == ["annual-report.pdf"]
    assert not ImportedFile.objects.filter(document_pk=None).exists()


def test_a_file_that_cannot_be_recorded_is_taken_away(news_index, web, settings, monkeypatch):
    def fail(*arguments, **options):
        raise ValueError("no")

    monkeypatch.setattr("wagtail_cstonews.importing.loading.storing.log", fail)
    outcomes = loaded([document("a")], news_index, REPORT, web=web)
    assert "it could not be stored (ValueError: no)" in outcomes[0].warnings[0]["message"]
    assert files_in(settings) == []
    assert not ImportedFile.objects.exists()
    assert not files()


# ------------------------------------------------------------------ the command


def test_command_options(news_index, saved, monkeypatch, web):
    monkeypatch.setattr("wagtail_cstonews.importing.loading.book.Fetcher", lambda bounds: web)
    (saved / "a.html").write_text(html(REPORT))
    reports = Collection.get_first_root_node().add_child(name="Reports")
    with pytest.raises(CommandError, match=r"--file-collection No: There is no such collection"):
        call_command("import_news", str(saved), to="/news/", file_collection="No")
    call_command("import_news", str(saved), to="/news/", fetch_files=True, file_collection="Reports")
    assert files().get().collection == reports
    run = last_run()
    assert run.options["fetch_files"] is True
    assert "--fetch-files" in run.command
    assert "--file-collection Reports" in run.command


def test_a_task_queue_has_them_too(news_index, server, news_settings, saved):
    """Here the queue is this process."""
    news_settings(FILE_TRUSTED_HOSTS=[server.host])
    server.answers = {"/a.pdf": pdf("A")}
    (saved / "a.html").write_text(html(f"http://{server.host}/a.pdf", "letter.docx"))
    reports = Collection.get_first_root_node().add_child(name="Reports")
    options = {"to": "/news/", "fetch_files": True, "file_collection": "Reports", "enqueue": True}
    call_command("import_news", str(saved), **options)
    assert [file.collection for file in files()] == [reports] * 2
    text = text_of(news_pages().get())
    assert all(in_link(file) in text for file in files())
    assert made_by(last_run()) == {"files": 2}
    call_command("import_news", str(saved), **options)
    assert len(server.asked) == 1
    assert news_pages().get().revisions.count() == 1


@pytest.fixture
def as_user(tmp_path, server):
    """Runs ``manage.py`` commands as processes, on a site that trusts the server."""
    site_in(tmp_path)
    (tmp_path / "with_server.py").write_text(
        "from tests.settings import *\n"
        f"WAGTAIL_CSTONEWS = {{'FILE_TRUSTED_HOSTS': [{server.host!r}], 'SITE_PROFILES': False}}\n"
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "with_server",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
        "CSTONEWS_TEST_MEDIA": str(tmp_path / "media"),
    }

    def run(*arguments):
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "django", *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.mark.own_database
@pytest.mark.slow
def test_as_a_user_runs_it(as_user, server, tmp_path):
    server.answers = {"/a.pdf": pdf(), "/b.pdf": PAGE}
    rows = tmp_path / "rows.jsonl"
    with rows.open("w") as file:
        for number in range(3):
            page = html(f"http://{server.host}/a.pdf", f"http://{server.host}/b.pdf")
            page = page.replace("Council", f"Council {number}").replace("union", f"union of {number} lands")
            row = {"id": str(number), "url": f"https://courier.example/{number}", "html": page}
            file.write(json.dumps(row) + "\n")
    command = ["import_news", str(rows), "--to", "/news/", "--fetch-files", "--workers", "2"]
    command += ["--keep-near-duplicates"]
    report = tmp_path / "report.html"
    printed = as_user(*command, "--report", str(report))
    assert "Brought onto the site: 1 linked file." in printed
    assert sorted(path for path, _ in server.asked) == ["/a.pdf", "/b.pdf"]
    stored = [path for path in Path(tmp_path / "media").rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in stored] == [pdf()]
    said = json.loads((tmp_path / "report.json").read_text())
    assert said["made"] == {"files": 1}
    codes = [warning["code"] for row in said["documents"] for warning in row["warnings"]]
    assert codes.count("file_not_loaded") == 3
    assert "1 linked file" in report.read_text()
    status = as_user("news_import_status", "1")
    assert "Brought onto the site: 1 linked file." in status
    assert "what is there is a web page, not a file." in status
    server.asked.clear()
    assert "nothing" in as_user(*command).lower()
    assert [path for path, _ in server.asked] == ["/b.pdf"]
    as_user("undo_news_import", "1", "--no-input")
    assert not any(path.is_file() for path in Path(tmp_path / "media").rglob("*"))
