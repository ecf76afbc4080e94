"""Uploads from the first byte to the run: in steps, by several processes, with and without workers."""

from __future__ import annotations

import io
import json
import os
import tarfile
import time
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import InMemoryStorage
from django.core.management import call_command
from django.utils import timezone

from tests import factories
from wagtail_cstonews.importing.queue.packing import unpack
from wagtail_cstonews.importing.uploads import (
    advancing,
    claims,
    confirming,
    lifetime,
    names,
    planning,
    reading,
    receiving,
    running,
    storage,
    tasks,
)
from wagtail_cstonews.models import (
    ImportChunk,
    ImportedDocument,
    ImportRun,
    ImportUpload,
    ImportUploadFile,
    PlannedDocument,
    SiteProfile,
)

from ..helpers import database, document, edit, imported, news_pages, undone
from .helpers import archive, html_of, uploaded, worked

pytestmark = pytest.mark.django_db

STORY = (
    "The lighthouse of Varnholm opens its doors again on Monday, after two years of repairs that cost the "
    "town more than anybody had expected. Visitors may climb the tower from nine in the morning, and the "
    "keeper will tell them of the winter in which the lamp went out and nobody on the coast could say why. "
    "The council paid for the new stairs, and the school has painted the walls of the old engine room in "
    "green and white."
)


def rows(*given):
    return "\n".join(map(json.dumps, given)).encode()


def states(upload):
    return list(upload.documents.order_by("number").values_list("state", flat=True))


def files_in(folder):
    return [path for path in Path(folder).rglob("*") if path.is_file()]


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "temporary"


@pytest.fixture
def small_steps(monkeypatch):
    """A step is short: two rows at a time, and nothing after the first of them."""
    monkeypatch.setattr(reading, "MOST_ROWS", 2)
    monkeypatch.setattr(planning, "MOST_ROWS", 2)


@pytest.fixture
def workers(monkeypatch):
    """A queue with workers: what was handed to it, until the test works through it."""
    waiting = []

    class Queued:
        def __init__(self, name):
            self.name = name

        def enqueue(self, *given):
            waiting.append((self.name.rpartition(".")[2], *given))

        def get_backend(self):
            return type("Backend", (), {"supports_defer": False})

    for module in (advancing, running, confirming):
        monkeypatch.setattr(module, "has_workers", lambda: True)
    monkeypatch.setattr(advancing, "queued", Queued)
    monkeypatch.setattr("wagtail_cstonews.importing.queue.enqueuing.queued", Queued)
    return waiting


def run_tasks(waiting):
    from wagtail_cstonews.importing.queue import tasks as of_chunks

    while waiting:
        name, *given = waiting.pop(0)
        found = tasks.work_on_upload if name == "work_on_upload" else of_chunks.work_on_chunk
        found.call(*given)


# ------------------------------------------------------------------ reading


def test_an_archive_is_read_planned_and_imported(admin_user, news_index, folder):
    before = database(without={"wagtail_cstonews.ImportUpload"})
    upload = uploaded(admin_user, news_index, ("news.zip", archive(30, more={"style.css": b"x"})))
    worked(upload)
    assert (upload.state, states(upload)) == ("planned", ["new"] * 30)
    assert upload.work["skipped"] == {"style sheets, scripts and fonts": 1}
    # It was deleted as soon as it was read, and nothing but the upload was written.
    assert files_in(folder) == []
    after = database(without={"wagtail_cstonews.ImportUpload"})
    assert {name for name in after if after[name] != before.get(name)} == {
        "wagtail_cstonews.ImportUploadFile",
        "wagtail_cstonews.PlannedDocument",
    }
    assert confirming.confirm(upload, publish=True)
    worked(upload)
    assert (upload.run.state, upload.run.counts) == ("finished", {"new": 30})
    assert (upload.run.user, upload.run.section.pk) == (admin_user, news_index.pk)
    assert news_pages().filter(live=True).count() == 30
    # What was learnt of the archive is known from now on.
    assert [host.partition("#")[0] for host in SiteProfile.objects.values_list("host", flat=True)] == [
        "news.zip"
    ]
    undone(upload.run)
    assert news_pages().count() == 0


def test_the_same_archive_again_changes_nothing(admin_user, news_index):
    data = archive(3, more={"list.jsonl": rows({"id": "x", "text": "Ferry sold\nThe last ferry was sold."})})
    for _ in range(2):
        upload = uploaded(admin_user, news_index, ("news.zip", data))
        worked(upload)
        last = states(upload)
        confirming.confirm(upload, publish=False)
        worked(upload)
    assert last == ["unchanged"] * 4
    assert news_pages().count() == 4
    # Another text of that name is a change of the same document.
    other = uploaded(admin_user, news_index, ("news.zip", archive(3, seed=7)))
    worked(other)
    assert states(other) == ["changed"] * 3


def test_single_files_are_known_by_what_they_say(admin_user, news_index):
    first = uploaded(admin_user, news_index, ("index.txt", f"Lighthouse reopens\n{STORY}".encode()))
    worked(first)
    confirming.confirm(first, publish=False)
    worked(first)
    other = uploaded(
        admin_user,
        news_index,
        ("index.txt", b"Ferry sold\nThe ferry company sold its last ferry on Monday."),
        ("b.txt", f"Lighthouse reopens\n{STORY}".encode()),
    )
    worked(other)
    # Another file of that name is no change of the first one.
    assert states(other) == ["new", "unchanged"]


@pytest.mark.parametrize("name", ["news.tar", "news.tar.gz", "news.tgz"])
def test_tar_archives_and_feeds_are_read(admin_user, news_index, name):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w" if name.endswith(".tar") else "w:gz") as target:
        content = html_of("Lighthouse reopens", [STORY]).encode()
        info = tarfile.TarInfo("a/one.html")
        info.size = len(content)
        target.addfile(info, io.BytesIO(content))
    upload = uploaded(admin_user, news_index, (name, data.getvalue()))
    worked(upload)
    assert states(upload) == ["new"]
    assert upload.documents.get().source == f"{name}!/a/one.html"


def test_it_goes_on_where_it_was_in_other_processes(admin_user, news_index, small_steps, monkeypatch):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(9)), ("b.zip", archive(4, seed=8)))
    expected = uploaded(admin_user, news_index, ("a.zip", archive(9)), ("b.zip", archive(4, seed=8)))
    worked(expected)
    for number in range(200):
        upload.refresh_from_db()
        if upload.state == "planned":
            break
        if number % 2:
            # As in another process, or after a restart.
            reading._open.clear()
            planning._plannings.clear()
        advancing.advance(upload.pk, 0.001)
    assert upload.state == "planned"
    assert list(upload.documents.order_by("number").values_list("number", flat=True)) == list(range(1, 14))
    fields = ("number", "source", "title", "state", "confidence", "content_hash")
    assert list(upload.documents.order_by("number").values_list(*fields)) == list(
        expected.documents.order_by("number").values_list(*fields)
    )


def test_a_reader_that_is_ahead_is_not_used(admin_user, news_index, small_steps, monkeypatch):
    """Where a process read something that was not stored, it reads it again."""
    upload = uploaded(admin_user, news_index, ("a.zip", archive(5)))
    real = reading._store

    def fail_once(*given, **named):
        monkeypatch.setattr(reading, "_store", real)
        raise RuntimeError("the database is away")

    advancing.advance(upload.pk, 0.001)
    monkeypatch.setattr(reading, "_store", fail_once)
    advancing.advance(upload.pk, 0.001)
    worked(upload)
    assert upload.work["total"] == 5


def test_what_nearly_repeats_another_is_told_across_steps(admin_user, news_index, small_steps):
    texts = [STORY, "", "", "", "", "", f"{STORY} It opens at nine."]
    given = [
        {
            "id": str(n),
            "url": f"https://a.example/{n}",
            "text": f"Lighthouse reopens\n{text or f'Item {n} of it.'}",
        }
        for n, text in enumerate(texts)
    ]
    upload = uploaded(
        admin_user, news_index, ("rows.jsonl", rows(*given, {**given[0], "url": "https://a.example/x"}))
    )
    while upload.state != "planned":
        advancing.advance(upload.pk, 0.001)
        planning._plannings.clear()
        upload.refresh_from_db()
    near, same = upload.documents.order_by("number")[6:]
    assert (near.state, near.is_near, near.repeats) == ("duplicate", True, "rows.jsonl:1")
    assert (same.state, same.is_near, same.repeats) == ("duplicate", False, "rows.jsonl:1")
    confirming.confirm(upload, publish=False)
    worked(upload)
    assert upload.run.counts["duplicate"] == 2
    kept = uploaded(
        admin_user,
        news_index,
        ("rows.jsonl", rows({"id": "n", "text": f"Lighthouse\n{STORY} And it is open on Sundays."})),
        keep_near_duplicates=[None],
    )
    worked(kept)
    assert states(kept) == ["new"]


def test_every_state_of_the_plan(admin_user, news_index):
    text = f"Lighthouse reopens\n{STORY}"

    def one(key, text=text):
        return document(key, text, key=f"https://a.example/{key}", url=f"https://a.example/{key}")

    other = "Ferry sold\nThe ferry company sold its last ferry on Monday to a buyer from abroad."
    third = "School painted\nThe school painted the walls of its hall on Tuesday in green and white."
    imported([one("same"), one("changed", other), one("edited", third)], news_index)
    edit(news_pages().order_by("pk").last(), title="By hand")
    gone = "Bridge closed\nThe bridge over the harbour is closed for a week, said the town."
    imported([one("gone", gone)], news_index)
    news_pages().order_by("pk").last().delete()
    given = [
        {"id": "1", "url": "https://a.example/same", "text": text},
        {"id": "2", "url": "https://a.example/changed", "text": f"{other} It is said to be Anna."},
        {"id": "3", "url": "https://a.example/edited", "text": f"{third} They were proud of it."},
        {"id": "4", "url": "https://a.example/gone", "text": gone},
        {"id": "5", "url": "https://a.example/copy", "text": text},
        {"id": "6", "url": "https://a.example/changed", "text": "Another\nThe same address once more."},
        {"id": "7"},
    ]
    upload = uploaded(admin_user, news_index, ("rows.jsonl", rows(*given)))
    worked(upload)
    found = states(upload)
    assert found[1:4] == ["changed", "edited", "skipped"]
    assert found[4:] == ["duplicate", "skipped", "failed"]
    assert found[0] in ("unchanged", "changed")
    again = uploaded(admin_user, news_index, ("rows.jsonl", rows(given[3])), recreate=True)
    worked(again)
    assert states(again) == ["new"]


# ------------------------------------------------------------------ hostile and broken files


def test_hostile_archives_do_no_harm(admin_user, news_index, folder, tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.writestr("../../evil.txt", "Evil\nIt would be written elsewhere.")
        target.writestr("/etc/evil.txt", "Evil\nIt would be written elsewhere.")
        target.writestr("inner.zip", archive(1))
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    upload = uploaded(admin_user, news_index, ("a.zip", data.getvalue()))
    worked(upload)
    assert states(upload) == ["failed", "failed"]
    assert {document.message.partition(":")[0] for document in upload.documents.all()} == {"refused"}
    assert (
        upload.work["skipped"] == {"archives inside archives": 1, "links, devices and pipes": 1}
        or sum(upload.work["skipped"].values()) == 2
    )
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_bomb_is_cut_off(admin_user, news_index, news_settings):
    news_settings(UPLOAD_MEGABYTES=1)
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for number in range(12):
            target.writestr(f"{number}.txt", b"A\n" * (1 << 19))
    upload = uploaded(admin_user, news_index, ("a.zip", data.getvalue()))
    while upload.state == "reading":
        advancing.advance(upload.pk, 5)
        upload.refresh_from_db()
    assert upload.work["total"] <= 11


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.zip", b"no zip"),
        ("a.tar.gz", b"\x1f\x8b broken"),
        ("a.jsonl.gz", b"no gzip"),
        ("a.xml", b"<html/>"),
    ],
)
def test_a_file_that_cannot_be_read_is_a_failure_by_name(admin_user, news_index, name, data, folder):
    upload = uploaded(admin_user, news_index, (name, data), ("b.txt", f"Lighthouse\n{STORY}".encode()))
    worked(upload)
    assert states(upload) == ["failed", "new"]
    failed = upload.documents.get(number=1)
    assert failed.source.startswith(name)
    assert str(folder) not in failed.message
    assert files_in(folder) == []


def test_nothing_in_it_is_told(admin_user, news_index):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.writestr("photo.jpg", b"x")
    upload = uploaded(admin_user, news_index, ("a.zip", data.getvalue()))
    worked(upload)
    assert (upload.state, upload.message) == ("failed", "Nothing that can be imported was found in it.")


def test_more_documents_than_are_allowed_are_not_read(admin_user, news_index, news_settings, folder):
    news_settings(UPLOAD_DOCUMENTS=3)
    upload = uploaded(admin_user, news_index, ("a.zip", archive(5)), ("b.zip", archive(5, seed=7)))
    worked(upload)
    assert (upload.documents.count(), upload.work["cut"]) == (3, 3)
    assert files_in(folder) == []


def test_a_file_that_vanished_is_told(admin_user, news_index, folder):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    [path] = files_in(folder)
    path.unlink()
    worked(upload)
    assert states(upload) == ["failed"]
    assert "no longer there" in upload.documents.get().message


def test_nothing_of_the_folder_is_known_to_others(folder):
    place = storage.private_folder()
    assert Path(place).parent == folder
    assert os.stat(place).st_mode & 0o077 == 0
    os.rmdir(place)
    os.symlink("/etc", place)
    with pytest.raises(storage.StorageError):
        storage.private_folder()


@pytest.mark.parametrize(
    "name", ["a", "", "\x00", ".", "..", "a" * 400 + ".txt", "é" * 300 + ".tar.gz", "a\u202ecod.txt"]
)
def test_names_are_safe(name):
    found = names.safe_name(name)
    assert found
    assert len(found.encode()) <= 255
    assert "/" not in found
    assert found not in (".", "..")
    assert found.isprintable()


# ------------------------------------------------------------------ images beside


def test_images_of_an_archive_are_used_and_then_deleted(admin_user, news_index, folder):
    from wagtail.images import get_image_model

    picture = "<figure><img src='img/tower.png'><figcaption>The tower of Varnholm</figcaption></figure>"
    page = html_of("Lighthouse reopens", [STORY]).replace(
        "</article>", f"{picture}<p>{STORY[:150]}</p></article>"
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.writestr("a.html", page)
        target.writestr("img/tower.png", factories.png(320, 240))
    for beside, count in ((True, 1), (False, 1)):
        upload = uploaded(admin_user, news_index, ("a.zip", data.getvalue()), beside=beside)
        worked(upload)
        assert bool(files_in(folder)) is beside
        confirming.confirm(upload, publish=False)
        worked(upload)
        assert get_image_model().objects.count() == count
        assert files_in(folder) == []


# ------------------------------------------------------------------ other storages


def test_a_storage_without_files(admin_user, news_index, settings, folder, news_settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "uploads": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    news_settings(UPLOAD_STORAGE="uploads")
    place = storage.storage()
    assert isinstance(place, InMemoryStorage)
    data = archive(400)
    upload = uploaded(admin_user, news_index, ("a.zip", data), ("b.txt", f"Lighthouse\n{STORY}".encode()))
    file = upload.files.first()
    assert place.listdir(f"{upload.pk}/{file.pk}/a.zip")[1] == ["000000000000000"]
    assert lifetime.sweep() == 0
    reading_upto = 0
    while upload.state == "reading":
        advancing.advance(upload.pk, 0.5)
        upload.refresh_from_db()
        reading_upto += 1
    assert upload.work["total"] == 401
    assert files_in(folder) == []
    assert not place.listdir("")[0] or not place.listdir(str(upload.pk))[1]


def test_parts_are_put_together_in_steps(admin_user, news_index, settings, news_settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "uploads": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    }
    news_settings(UPLOAD_STORAGE="uploads")
    data = archive(40)
    upload = receiving.begin(admin_user, news_index, {}, [("a.zip", len(data))])
    file = upload.files.get()
    for start in range(0, len(data), 5000):
        receiving.receive(file, start, [data[start : start + 5000]])
    count = 0
    while (path := storage.local_path(file, time.monotonic() - 1)) is None:
        count += 1
    assert count > 2
    assert path.read_bytes() == data
    storage.delete(file)
    assert not path.exists()


# ------------------------------------------------------------------ several at work


def test_only_one_works_on_it_at_a_time(admin_user, news_index):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    with claims.claimed(upload.pk, "reading") as first:
        assert first is not None
        with claims.claimed(upload.pk, "reading") as second:
            assert second is None
        assert advancing.advance(upload.pk) is False
        upload.refresh_from_db()
        assert (upload.state, claims.is_at_work(upload)) == ("reading", True)
    upload.refresh_from_db()
    assert (upload.owner, claims.is_at_work(upload)) == ("", False)


def test_another_goes_on_where_one_was_lost(admin_user, news_index):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    ImportUpload.objects.filter(pk=upload.pk).update(owner="elsewhere:1:1:x", heartbeat_at=timezone.now())
    assert advancing.advance(upload.pk) is False
    ImportUpload.objects.filter(pk=upload.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=4))
    worked(upload)
    assert upload.state == "planned"
    assert upload.work["lost"] == 1


def test_a_step_that_was_taken_over_keeps_nothing(admin_user, news_index, monkeypatch):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    real = reading._row_of

    def taken(*given):
        ImportUpload.objects.filter(pk=upload.pk).update(owner="another")
        return real(*given)

    monkeypatch.setattr(reading, "_row_of", taken)
    assert advancing.advance(upload.pk) is False
    assert not upload.documents.exists()
    upload.refresh_from_db()
    assert upload.owner == "another"


@pytest.mark.parametrize(("phase", "state"), [("plan", "failed"), ("learn", "new")])
def test_a_document_that_kills_processes_is_passed_over(admin_user, news_index, monkeypatch, phase, state):
    """A kill is no exception: the claim stays, and the next process finds it."""
    upload = uploaded(admin_user, news_index, ("a.zip", archive(5)))

    class Killed(BaseException):
        pass

    def dangerous(real):
        def work(document, *given, **named):
            if document.id == "00002.txt":
                raise Killed
            return real(document, *given, **named)

        return work

    from wagtail_cstonews.importing.reading import site_profiles
    from wagtail_cstonews.importing.uploads import learning

    if phase == "plan":
        monkeypatch.setattr(site_profiles, "extract_document", dangerous(site_profiles.extract_document))
    else:
        monkeypatch.setattr(learning, "observe", dangerous(learning.observe))
    for _ in range(30):
        upload.refresh_from_db()
        if upload.state == "planned":
            break
        try:
            advancing.advance(upload.pk, 5)
        except Killed:
            ImportUpload.objects.filter(pk=upload.pk).update(
                owner="gone:1:1:x", heartbeat_at=timezone.now() - timedelta(hours=1)
            )
            planning._plannings.clear()
            learning._learners.clear()
    assert upload.state == "planned"
    assert states(upload) == ["new", "new", state, "new", "new"]
    if phase == "plan":
        assert upload.documents.get(number=3).message == planning.KILLED


# ------------------------------------------------------------------ with workers


def test_workers_do_all_of_it(
    admin_user, news_index, workers, news_settings, monkeypatch, django_capture_on_commit_callbacks
):
    news_settings(BATCH_SIZE=4)
    upload = uploaded(admin_user, news_index, ("a.zip", archive(12)))
    monkeypatch.setattr(advancing, "SECONDS", 0.001)
    advancing.kick(upload)
    assert workers == [("work_on_upload", str(upload.pk))]
    run_tasks(workers)
    upload.refresh_from_db()
    assert upload.state == "planned"
    upload.documents.filter(number__gt=10).update(is_chosen=False)
    assert confirming.confirm(upload, publish=False)
    upload.refresh_from_db()
    advancing.kick(upload)
    with django_capture_on_commit_callbacks(execute=True):
        run_tasks(workers)
    upload.refresh_from_db()
    # Nobody looked at it: the upload ends with its run.
    assert (upload.state, upload.run.state, upload.run.counts) == ("done", "finished", {"new": 10})
    assert sorted(ImportChunk.objects.values_list("documents", flat=True)) == [2, 4, 4]
    assert not PlannedDocument.objects.exists()


def test_a_request_hands_it_to_another_worker_if_one_was_lost(admin_user, news_index, workers, monkeypatch):
    monkeypatch.setattr(advancing, "SECONDS", 0.0)
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    upload.refresh_from_db()
    advancing.kick(upload)
    workers.clear()
    upload.refresh_from_db()
    advancing.look_after(upload)
    assert workers == []
    ImportUpload.objects.filter(pk=upload.pk).update(
        owner="gone:1:1:x", heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    upload.refresh_from_db()
    advancing.look_after(upload)
    assert workers == [("work_on_upload", str(upload.pk))]
    # It is handed out once, not with every look.
    upload.refresh_from_db()
    advancing.look_after(upload)
    assert len(workers) == 1
    run_tasks(workers)
    upload.refresh_from_db()
    assert upload.state == "planned"
    tasks.look_after_upload.call(str(upload.pk))
    assert workers == []


def test_a_worker_tries_again(admin_user, news_index, monkeypatch):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(2)))
    monkeypatch.setattr(advancing, "PAUSE", 0.0)
    real = advancing._STEPS["planning"]
    failures = iter([RuntimeError("once"), RuntimeError("twice")])

    def fail(claim, deadline):
        if (error := next(failures, None)) is not None:
            raise error
        return real(claim, deadline)

    monkeypatch.setitem(advancing._STEPS, "planning", fail)
    advancing.work_through(upload.pk)
    upload.refresh_from_db()
    assert upload.state == "planned"


# ------------------------------------------------------------------ the end


def test_a_run_that_is_gone_or_ended_closes_the_upload(admin_user, news_index):
    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    worked(upload)
    confirming.confirm(upload, publish=False)
    ImportRun.objects.get(upload=upload).delete()
    worked(upload)
    assert upload.state == "failed"
    other = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    worked(other)
    confirming.confirm(other, publish=False)
    ImportRun.objects.filter(upload=other).update(state="stopped")
    worked(other)
    assert (other.state, other.documents.count()) == ("done", 0)


def test_a_chunk_that_fails_is_told_by_the_run(admin_user, news_index, monkeypatch):
    from wagtail_cstonews.importing.queue import worker

    upload = uploaded(admin_user, news_index, ("a.zip", archive(3)))
    worked(upload)
    confirming.confirm(upload, publish=False)

    def fail(self):
        raise RuntimeError("the section is strange")

    monkeypatch.setattr(worker.ChunkWork, "work", fail)
    worked(upload)
    assert (upload.state, upload.run.state) == ("done", "failed")
    assert "the section is strange" in upload.run.message


def test_publishing_asks_for_the_pages_that_are_there(admin_user, news_index, home):
    from tests.admin.imports.helpers import importer

    client, user, _group = importer(news_index, "add", "publish", "change")
    assert client is not None
    text = f"Lighthouse reopens\n{STORY}"
    other = factories.make_index(home, slug="other")
    imported([document("a", text, key="https://a.example/a", url="https://a.example/a")], other)
    given = rows(
        {"id": "1", "url": "https://a.example/a", "text": f"{text} And more."},
        {"id": "2", "url": "https://a.example/b", "text": "Ferry sold\nThe last ferry was sold on Monday."},
    )
    upload = uploaded(user, news_index, ("rows.jsonl", given))
    worked(upload)
    assert states(upload) == ["skipped", "new"]
    page = news_pages().get()
    # As if it might be edited, but not published.
    upload.documents.filter(number=1).update(state="changed", planned_page=page.pk, is_chosen=True)
    assert len(confirming.chosen(upload, publish=False)) == 2
    assert len(confirming.chosen(upload, publish=True)) == 1


# ------------------------------------------------------------------ how long it is kept


def test_what_nobody_came_back_to_is_swept_up(admin_user, news_index, folder):
    old, young, busy = (uploaded(admin_user, news_index, ("a.zip", archive(2))) for _ in range(3))
    worked(busy)
    confirming.confirm(busy, publish=False)
    yesterday = timezone.now() - timedelta(hours=25)
    ImportUpload.objects.filter(pk__in=[old.pk, busy.pk]).update(heartbeat_at=yesterday)
    ImportRun.objects.filter(upload=busy).update(heartbeat_at=yesterday)
    stray = Path(storage.private_folder(), "6f1b0a52-9c53-4d0e-8c0c-5f2f4d3f7f10")
    (stray / "1").mkdir(parents=True)
    (stray / "1" / "a.zip").write_bytes(b"x")
    foreign = Path(storage.private_folder(), "something else")
    foreign.mkdir()
    out = io.StringIO()
    call_command("news_import_status", stdout=out, stderr=io.StringIO())
    assert set(ImportUpload.objects.values_list("pk", "state")) == {(young.pk, "reading"), (busy.pk, "done")}
    assert ImportRun.objects.get(upload=busy).state == "stopped"
    assert not stray.exists()
    assert foreign.exists()
    assert len(files_in(folder)) == 1
    assert lifetime.sweep() == 0


def test_users_and_sections_can_be_deleted(news_index, folder):
    user = factories.make_user()
    upload = uploaded(user, news_index, ("a.zip", archive(2)))
    user.delete()
    assert not ImportUpload.objects.filter(pk=upload.pk).exists()
    assert not ImportUploadFile.objects.exists()
    lifetime.sweep()
    assert files_in(folder) == []


def test_pasted_texts(admin_user, news_index):
    upload = receiving.paste(admin_user, news_index, {}, f"Lighthouse\n{STORY}", url="https://a.example/1")
    worked(upload)
    [item] = unpack(bytes(upload.documents.get().content))
    assert (item.key, item.url) == ("https://a.example/1", "https://a.example/1")
    confirming.confirm(upload, publish=False)
    worked(upload)
    again = receiving.paste(admin_user, news_index, {}, f"Lighthouse\n{STORY}")
    worked(again)
    assert states(again) == ["duplicate"]
    assert again.documents.get().repeats_record == ImportedDocument.objects.get().pk
