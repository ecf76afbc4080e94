"""``manage.py import_news``."""

import errno
import io
import json
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from wagtail_cstonews.importing import run
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.management import inputs
from wagtail_cstonews.models import ImportedDocument, ImportRun

from ..factories import make_user
from ..importing.helpers import news_pages, writes
from ..sources.helpers import make_zip, shared

pytestmark = pytest.mark.django_db

PROSE = (
    "The council of the five rivers met in Port Ilse on Thursday and agreed on the rules of the common fund. "
    "Delegates said that the first payments would be made before the end of the year.\n"
)


@pytest.fixture
def archive(tmp_path):
    """Three documents and a file that is none."""
    folder = tmp_path / "archive"
    folder.mkdir()
    for number, name in enumerate(("one", "two", "three"), 1):
        (folder / f"{number}.txt").write_text(
            f"Council agrees on rule {name}\n\n{PROSE}\nRule {name} was read.\n"
        )
    (folder / "photo.jpg").write_bytes(b"x")
    return folder


@pytest.fixture
def import_them(news_index):
    """Runs the command; gives its output, its errors and its exit status."""

    def command(*paths, **options):
        out, err = io.StringIO(), io.StringIO()
        status = 0
        options = {"to": "/news/", **options}
        try:
            call_command("import_news", *map(str, paths), stdout=out, stderr=err, no_color=True, **options)
        except CommandError as error:
            status = error.returncode
            err.write(f"CommandError: {error}\n")
        return out.getvalue(), err.getvalue(), status

    return command


def test_drafts_by_default(import_them, archive):
    out, err, status = import_them(archive)
    unread = "Not read: images, used where a document names them (1); -v 2 names them."
    assert out.startswith(f"3 documents: 3 new. {unread}\n")
    assert "3 pages saved as drafts in News (/news/)" in out
    assert (err, status) == ("", 0)
    assert [page.live for page in news_pages()] == [False] * 3
    assert news_pages().first().title == "Council agrees on rule one"


def test_publish(import_them, archive):
    out, _, _ = import_them(archive, publish=True)
    assert "3 pages published in News (/news/)" in out
    assert all(page.live for page in news_pages())


def test_second_run_says_that_there_is_nothing_to_do(import_them, archive):
    import_them(archive)
    with CaptureQueriesContext(connection) as queries:
        out, _, status = import_them(archive)
    assert out.splitlines() == [
        "Nothing to do: all 3 documents are unchanged. "
        "Not read: images, used where a document names them (1); -v 2 names them."
    ]
    assert status == 0
    assert all("importrun" in sql for sql in writes(queries.captured_queries))
    assert news_pages().count() == 3


def test_working_directory_does_not_matter(import_them, archive, monkeypatch):
    import_them(archive)
    monkeypatch.chdir(archive)
    out, _, _ = import_them("1.txt", "2.txt")
    assert "all 2 documents are unchanged" in out


def test_dry_run(import_them, archive):
    with CaptureQueriesContext(connection) as queries:
        out, err, status = import_them(archive, dry_run=True)
    assert not writes(queries.captured_queries)
    lines = out.splitlines()
    assert lines[0].split() == ["Document", "Kind", "Title", "Would", "be", "Why"]
    assert "1.txt" in lines[2]
    assert "a draft" in lines[2]
    assert "ignored" in lines[5]
    assert lines[-2].startswith("3 documents: 3 new.")
    assert lines[-1] == "Nothing was written: this was a dry run."
    assert (err, status) == ("", 0)
    assert not news_pages().exists()
    assert not ImportRun.objects.exists()


def test_dry_run_fits_the_terminal(import_them, archive, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    out, _, _ = import_them(archive, dry_run=True)
    assert all(len(line) <= 80 for line in out.splitlines()[:6])


def test_limit(import_them, archive):
    out, _, _ = import_them(archive, limit=2)
    assert out.startswith("2 documents: 2 new.")


@pytest.mark.parametrize("value", ["0", "-1", "many"])
def test_limit_that_is_none(import_them, archive, value):
    _, err, status = import_them(archive, "--limit", value)
    assert status == 1
    assert "is no number of documents; give 1 or more" in err


def test_failures_are_named(import_them, tmp_path):
    path = tmp_path / "rows.jsonl"
    good = json.dumps({"id": "a", "text": f"Council agrees\n\n{PROSE}"})
    path.write_text(f"{good}\n{{broken\n")
    out, err, status = import_them(path)
    assert out.startswith("2 documents: 1 new, 1 failed.")
    assert f"{path}:2: not JSON (Expecting property name" in err
    assert "Correct or remove the row." in err
    assert "CommandError: 1 document failed; they are named above." in err
    assert status == 1
    assert ImportedDocument.objects.get(state="failed").source == f"{path}:2"


def test_archive_and_several_paths(import_them, archive, tmp_path):
    zipped = make_zip(tmp_path / "more.zip", {"4.txt": f"A fourth matter\n\n{PROSE}", "../5.txt": "x"})
    out, err, status = import_them(archive, zipped)
    assert out.startswith("5 documents: 4 new, 1 failed.")
    assert "more.zip!/../5.txt: refused" in err
    assert status == 1


def test_standard_input(import_them, monkeypatch):
    row = json.dumps({"id": 1, "text": f"Council agrees\n\n{PROSE}"}).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(row)))
    out, _, _ = import_them("-")
    assert out.startswith("1 document: 1 new.")
    assert ImportedDocument.objects.get().key == "stdin:1"


def test_format_and_preference(import_them, tmp_path):
    row = {"id": 1, "text": f"From text\n\n{PROSE}", "html": f"<h1>From HTML</h1><p>{PROSE}</p>"}
    (tmp_path / "rows.dat").write_text(json.dumps(row))
    import_them(tmp_path / "rows.dat", format="jsonl", prefer="text")
    assert ImportedDocument.objects.get().media_type == "text"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("gone.txt", None, "there is no such file or folder. Check the path."),
        ("report.pdf", b"%PDF", "a file of this type is not read."),
        ("items.json", b"[]", "jq -c '.[]' items.json > rows.jsonl"),
        ("rows.jsonl", b'[{"id": 1}]', "rows.jsonl:1: this is a JSON array"),
        ("site.zip", b"no zip", "site.zip: damaged or cut short"),
        ("site.tar.gz", b"no tar", "site.tar.gz: damaged or cut short"),
    ],
)
def test_bad_input_is_refused_before_anything_is_done(import_them, tmp_path, archive, name, content, message):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    _, err, status = import_them(archive, tmp_path / name)
    assert err.startswith(f"CommandError: {tmp_path}/{name}")
    assert message in err
    assert status == 1
    assert not ImportRun.objects.exists()


def test_file_that_goes_away(import_them, archive, monkeypatch):
    real = inputs.documents

    def remove_first(paths, options):
        (archive / "1.txt").unlink(missing_ok=True)
        return real(paths, options)

    monkeypatch.setattr(inputs, "documents", remove_first)
    out, err, status = import_them(archive / "1.txt", archive / "2.txt")
    assert out.startswith("2 documents: 1 new, 1 failed.")
    assert "1.txt: there is no such file or folder" in err
    assert status == 1


def test_file_without_the_right_to_read(import_them, archive, monkeypatch):
    real = Path.open

    def refuse(path, *args, **kwargs):
        # The mode of a file would not keep root from reading it.
        if path.name == "1.txt":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    _, err, status = import_them(archive)
    assert (
        "1.txt: cannot be read (Permission denied). Give the user that runs this the right to read it" in err
    )
    assert status == 1


def test_section_that_is_none(import_them, archive):
    _, err, status = import_them(archive, to="/gone/")
    assert "CommandError: --to /gone/: There is no page at /gone/. These sections take articles:\n" in err
    assert "  --to /news/  (News, id " in err
    assert status == 1


def test_locale(import_them, archive, news_index, home, settings):
    settings.WAGTAIL_I18N_ENABLED = True
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
    french = Locale.objects.create(language_code="fr")
    home.copy_for_translation(french)
    translation = news_index.copy_for_translation(french)
    import_them(archive, locale="fr")
    assert {page.locale for page in news_pages()} == {french}
    assert {page.get_parent().pk for page in news_pages()} == {translation.pk}


def test_locale_without_a_section(import_them, archive):
    _, err, _ = import_them(archive, locale="xx")
    assert "The site has no locale xx; it has en" in err


def test_user(import_them, archive):
    user = make_user(username="editor")
    import_them(archive, user="editor")
    assert {page.owner for page in news_pages()} == {user}
    assert ImportRun.objects.get().user == user


def test_user_that_is_none(import_them, archive):
    _, err, status = import_them(archive, user="nobody")
    assert "CommandError: --user nobody: there is no such user. Give the username of one." in err
    assert status == 1


def test_report(import_them, archive, tmp_path):
    path = tmp_path / "out.json"
    import_them(archive, report=str(path), publish=True)
    report = json.loads(path.read_text())
    assert report["command"] == f"import_news {archive} --to /news/ --publish"
    assert report["section"]["url"] == "/news/"
    assert (report["counts"]["new"], report["counts"]["ignored"]) == (3, 1)
    first = report["documents"][0]
    page = news_pages().first()
    assert first["source"] == f"{archive}/1.txt"
    assert (first["page"], first["url"], first["state"]) == (
        page.pk,
        "/news/council-agrees-on-rule-one/",
        "new",
    )
    assert 0 < first["confidence"] <= 1
    assert {"kind", "title", "warnings", "dropped", "seconds", "message"} <= set(first)


def test_report_that_cannot_be_written(import_them, archive, tmp_path):
    _, err, status = import_them(archive, report=str(tmp_path / "gone" / "out.json"))
    assert "out.json: cannot be written (No such file or directory). Give a file in a folder" in err
    assert status == 1
    assert not ImportRun.objects.exists()


def test_recreate(import_them, archive):
    import_them(archive)
    news_pages().first().delete()
    out, err, status = import_them(archive)
    assert out.startswith("Nothing to do: 3 documents: 2 unchanged, 1 skipped (named above).")
    assert "1.txt: Its page was deleted since. Import with --recreate to make it again." in err
    assert status == 0
    out, _, _ = import_them(archive, recreate=True)
    assert out.startswith("3 documents: 1 new, 2 unchanged.")


def test_hand_edited_page_is_named(import_them, archive):
    import_them(archive)
    page = news_pages().first().specific
    page.title = "By hand"
    page.save_revision()
    (archive / "1.txt").write_text(f"Council agrees on rule one\n\n{PROSE}\nIt was read twice.\n")
    out, err, status = import_them(archive)
    assert "2 unchanged, 1 edited by hand and left as they are." in out
    assert "1.txt: It changed, but its page was edited by hand" in err
    assert status == 0


def test_duplicates_are_named_where_asked(import_them, archive):
    (archive / "4.txt").write_bytes((archive / "1.txt").read_bytes())
    _, err, _ = import_them(archive, verbosity=2)
    assert "4.txt: The same text as " in err
    assert "photo.jpg: an image, which is no document (.jpg)" in err


def test_quiet(import_them, archive):
    out, err, status = import_them(archive, verbosity=0)
    assert (out, err, status) == ("", "", 0)
    assert news_pages().count() == 3


def test_quiet_dry_run_is_quiet(import_them, archive):
    assert import_them(archive, verbosity=0, dry_run=True) == ("", "", 0)


def test_run_is_recorded(import_them, archive):
    import_them(archive, publish=True, limit=2)
    found = ImportRun.objects.get()
    assert found.command == f"import_news {archive} --to /news/ --limit 2 --publish"
    assert found.options["publish"] is True
    assert found.counts == {"new": 2}


def test_interrupt(import_them, archive, settings, monkeypatch):
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 1}
    before = signal.getsignal(signal.SIGINT)
    real = ProfileBook.extract

    def interrupted(self, raw):
        os.kill(os.getpid(), signal.SIGINT)
        return real(self, raw)

    monkeypatch.setattr(ProfileBook, "extract", interrupted)
    out, err, status = import_them(archive)
    assert out.startswith("1 document: 1 new.")
    assert "Stopping after this batch; Ctrl-C again stops at once." in err
    assert "CommandError: Stopped. What was written stays; the same command goes on from there." in err
    assert status == 130
    assert ImportRun.objects.get().state == "stopped"
    assert signal.getsignal(signal.SIGINT) is before


def test_second_interrupt_stops_at_once(import_them, archive, monkeypatch):
    def twice(self, raw):
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(ProfileBook, "extract", twice)
    _, _, status = import_them(archive)
    assert status == 130
    assert not news_pages().exists()
    assert ImportRun.objects.get().state == "stopped"


def test_database_that_goes_away(import_them, archive, monkeypatch):
    def lost(self, items):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(run.ImportRunner, "run", lost)
    _, err, status = import_them(archive)
    assert "CommandError: The database failed (server closed the connection). What was written" in err
    assert status == 1


def test_pipe_is_read_once(import_them, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    row = json.dumps({"id": 1, "text": f"Council agrees\n\n{PROSE}"})
    writer = threading.Thread(target=pipe.write_text, args=(row,))
    writer.start()
    out, _, status = import_them(pipe, format="jsonl")
    writer.join()
    assert out.startswith("1 document: 1 new.")
    assert status == 0


def test_progress_bar_only_on_a_terminal(import_them, archive, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    import_them(archive)
    assert "documents" in terminal.getvalue()


def test_hostile_html(import_them, tmp_path):
    (tmp_path / "a.html").write_text(
        f"<html><head><title>Council agrees</title></head><body><h1>Council agrees</h1><p>{PROSE}</p>"
        f"<p onclick='steal()'>{PROSE} <b>bold</b><script>alert(1)</script>"
        "<a href='javascript:alert(2)'>x</a>"
        f"<img src=x onerror=alert(3)></p><p>{PROSE}&lt;script&gt;alert(4)&lt;/script&gt;</p></body></html>"
    )
    import_them(tmp_path / "a.html")
    body = json.dumps(news_pages().get().body.raw_data[:])
    for harm in ("<script", "javascript:", "onclick", "onerror", "<img"):
        assert harm not in body


@pytest.mark.shared
def test_seed(import_them):
    out, _, status = import_them(shared("seeds"), publish=True)
    assert status == 0
    assert out.startswith("1 document: 1 new.")
    page = news_pages().get().specific
    assert page.title == "The CSTO in the focus of global terrorism"
    assert page.interviewee.name == "Taalatbek Masadykov"
    quotes = [block.value for block in page.body if block.block_type == "quote"]
    assert [quote["speaker"] for quote in quotes] == [page.interviewee] * 2
    assert len(page.related) == 3


def test_ids(import_them, archive):
    out, _, status = import_them(archive, ids=[f"{archive}/2.txt", "3.txt"])
    assert out.startswith("2 documents: 2 new.")
    assert ImportRun.objects.get().command.endswith(f"--id {archive}/2.txt --id 3.txt")
    _, err, status = import_them(archive, ids=["gone"])
    assert "--id gone: no document goes by that" in err
    assert status == 1


def test_report_as_a_page(import_them, archive, tmp_path):
    import_them(archive, report=str(tmp_path / "out.html"), dry_run=True)
    assert "Dry run of an import" in (tmp_path / "out.html").read_text()
    assert len(json.loads((tmp_path / "out.json").read_text())["documents"]) == 4


@pytest.mark.parametrize("workers", [1, 2])
def test_a_document_that_takes_too_long_fails_and_the_next_has_its_turn(archive, import_them, workers):
    (archive / "2.txt").write_text("1\n" * 300_000)
    _, err, status = import_them(archive, document_seconds=1, workers=workers)
    assert status == 1
    assert f"{archive / '2.txt'}: It took longer than the 1 seconds" in err
    assert sorted(page.title for page in news_pages()) == [
        "Council agrees on rule one",
        "Council agrees on rule three",
    ]
