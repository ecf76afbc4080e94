"""Site profiles in an import: learnt, stored, used again."""

import io
import json
import os
import re
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError

from wagtail_cstonews.documents import RawDocument, named_key
from wagtail_cstonews.extraction.processes.pool import Pool, PoolError
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.reading import site_profiles
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.models import ImportedDocument, ImportRun, SiteProfile

from ...extraction.herald import APPEAL, NEWS, TITLES, document, page
from ..helpers import news_pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(tmp_path):
    """Five pages of one site, and one of another."""
    path = tmp_path / "herald.jsonl"
    rows = [{"url": document(number).url, "text": page(number)} for number in range(5)]
    rows.append({"url": "https://other.example/1", "text": page(0).replace("- Harbour", "- Morning")})
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def run(*paths, **options):
    out = io.StringIO()
    options = {"to": "/news/", "stdout": out, "stderr": out, "no_color": True} | options
    call_command("import_news", *map(str, paths), **options)
    return out.getvalue()


def bodies():
    return [f"{page.lead} {json.dumps(list(page.body.raw_data))}" for page in news_pages()]


def test_profiles_are_learnt_applied_and_stored(news_index, archive):
    out = run(archive)
    stored = SiteProfile.objects.get()
    assert (stored.host, stored.documents) == ("herald.example", 5)
    assert stored.profile.site_names() == ["Harbour Herald"]
    assert sum(APPEAL in body for body in bodies()) == 1, "only on the page of the other site"
    assert sorted(page.title for page in news_pages())[:1] == sorted(TITLES)[:1]
    assert "site of herald.example: 5 summaries and 3 other lines on 5 of 5 pages left out\n" in out


def test_nothing_is_learnt_where_it_is_not_wanted(news_index, archive, settings):
    out = run(archive, site_profiles=False)
    assert not SiteProfile.objects.exists()
    assert all(APPEAL in body for body in bodies())
    assert "site of" not in out
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "SITE_PROFILES": False}
    run(archive)
    assert not SiteProfile.objects.exists()
    run(archive, site_profiles=True, dry_run=True)


def test_two_documents_are_too_few(news_index, archive, tmp_path):
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "two.jsonl").write_text("".join(rows[:2]), encoding="utf-8")
    run(tmp_path / "two.jsonl")
    assert not SiteProfile.objects.exists()
    assert all(APPEAL in body for body in bodies())


def test_a_dry_run_writes_no_profile(news_index, archive):
    out = run(archive, dry_run=True)
    assert not SiteProfile.objects.exists()
    assert "Nothing was written" in out
    assert "on 5 of 5 pages left out" in out


def test_a_second_run_learns_nothing_and_reads_no_document(news_index, archive, monkeypatch):
    run(archive)
    before = SiteProfile.objects.values().get()

    def observed(document):
        raise AssertionError("a document is read")

    monkeypatch.setattr(site_profiles, "observe", observed)
    out = run(archive)
    assert SiteProfile.objects.values().get() == before
    assert "Nothing to do: all 6 documents are unchanged." in out


def test_only_what_is_new_is_learnt_on_top(news_index, archive, monkeypatch):
    """Two new rows in a file of which the others are known."""
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    archive.write_text("".join(rows[:3]), encoding="utf-8")
    run(archive)
    read = []
    observe = site_profiles.observe
    monkeypatch.setattr(
        site_profiles, "observe", lambda document: read.append(document.url) or observe(document)
    )
    archive.write_text("".join(rows[:5]), encoding="utf-8")
    run(archive)
    assert SiteProfile.objects.get().documents == 5
    assert len(read) == 2


def test_a_site_that_was_imported_without_a_profile_is_learnt_from_all_that_came(news_index, archive):
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    archive.write_text("".join(rows[:4]), encoding="utf-8")
    run(archive, site_profiles=False)
    archive.write_text("".join(rows[:5]), encoding="utf-8")
    run(archive)
    assert SiteProfile.objects.get().documents == 5
    assert sum(APPEAL in body for body in bodies()) == 4, "what was imported before stays as it is"


def test_one_document_out_of_many_is_read_with_what_all_show(news_index, archive):
    run(archive, ids=["https://www.herald.example/a/0"])
    assert SiteProfile.objects.get().documents == 5
    [body] = bodies()
    assert APPEAL not in body


def test_a_database_that_fails_is_said(news_index, archive, monkeypatch):
    def fail(*arguments):
        raise DatabaseError("it is gone")

    monkeypatch.setattr(site_profiles, "match", fail)
    with pytest.raises(CommandError, match=r"The database failed \(it is gone\)\. No page was written\."):
        run(archive)


def test_stored_originals_are_learnt_from_anew(news_index, archive):
    run(archive, site_profiles=False, publish=True)
    assert not SiteProfile.objects.exists()
    out = run(all=True, to=None, publish=True)
    assert SiteProfile.objects.get().documents == 5
    assert not any(APPEAL in body for body in bodies())
    assert "5 changed" in out
    before = SiteProfile.objects.get().data
    out = run(all=True, to=None, publish=True)
    assert SiteProfile.objects.get().data == before
    assert "changed in" not in out
    assert "5 unchanged" in out


def test_forgotten_documents_do_not_count_twice(news_index, monkeypatch):
    """More documents than are remembered: learnt again, in part and as a whole."""
    monkeypatch.setattr("wagtail_cstonews.extraction.site.profile.MAX_DOCUMENTS", 8)
    words = ["harbour", "lock", "tram", "wreck", "soup", "ferry", "council", "engineer", "museum", "mayor"]
    words += ["diver", "rail", "grain"]
    found = [
        RawDocument(
            str(number),
            f"Of {words[number % 13]} and {words[number % 11]}\n\n{APPEAL}\n\n"
            + f"The {words[number % 13]} stood by the {words[number % 11]} for a year and a day. " * 3,
            "x",
            site="a/#1",
        )
        for number in range(30)
    ]
    ProfileBook().learn(found)
    before = SiteProfile.objects.get().data
    assert before["documents"] == 30
    ProfileBook().learn(found[:10])
    assert SiteProfile.objects.get().data == before


# --------------------------------------------------------------------------- sites without addresses


@pytest.fixture
def folder(tmp_path):
    """Three pages without addresses, two of them in a folder of their own."""
    home = tmp_path / "old site"
    (home / "2019").mkdir(parents=True)
    for number, name in enumerate(("a.txt", "2019/b.txt", "2019/c.txt")):
        (home / name).write_text(page(number), encoding="utf-8")
    return home


def test_a_folder_is_a_site(news_index, folder):
    out = run(folder)
    [stored] = SiteProfile.objects.all()
    assert stored.host.startswith("old site/#")
    assert stored.documents == 3
    assert not any(APPEAL in body for body in bodies())
    assert re.search(r"^site of old site/: .* on 3 of 3 pages left out$", out, re.MULTILINE)
    (folder / "d.txt").write_text(page(3), encoding="utf-8")
    run(folder)
    assert SiteProfile.objects.get().documents == 4


def test_folders_of_one_name_are_two_sites(news_index, folder, tmp_path):
    other = tmp_path / "elsewhere" / "old site"
    other.parent.mkdir()
    folder.rename(other)
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(page(number).replace("e", "o"), encoding="utf-8")
    run(folder, other)
    assert [profile.documents for profile in SiteProfile.objects.all()] == [3, 3]


def test_a_site_may_be_named(news_index, folder, archive):
    run(folder, archive, site="www.herald.example")
    assert SiteProfile.objects.get().documents == 5, "the folder has the same documents"
    assert "--site www.herald.example" in ImportRun.objects.get().command
    with pytest.raises(CommandError, match="give the site a name"):
        call_command("import_news", str(folder), "--to", "/news/", "--site", " ")


def test_stored_originals_know_their_site(news_index, folder):
    run(folder, site="The old site")
    assert [record.given["site"] for record in ImportedDocument.objects.all()] == [
        named_key("The old site")
    ] * 3
    SiteProfile.objects.all().delete()
    run(all=True, to=None)
    assert SiteProfile.objects.get().host == named_key("The old site")


@pytest.mark.parametrize("given", ["-", "pipe"])
def test_what_can_be_read_only_once_is_learnt_from_too(news_index, archive, tmp_path, monkeypatch, given):
    content = archive.read_bytes()
    path, writer = given, None
    if given == "pipe":
        path = str(tmp_path / "pipe")
        os.mkfifo(path)
        writer = threading.Thread(target=lambda: Path(path).write_bytes(content), daemon=True)
        writer.start()
    else:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    run(path, format="jsonl")
    if writer:
        writer.join(10)
    assert SiteProfile.objects.get().documents == 5
    assert news_pages().count() == 6


def test_of_a_long_pipe_the_beginning_is_learnt_from(news_index, archive, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(archive.read_bytes())))
    monkeypatch.setattr("wagtail_cstonews.sources.rereading.SPOOL_BYTES", len(archive.read_bytes()))
    out = run("-")
    assert "standard input: more came than is kept to be read twice. The sites are learnt from the" in out
    assert 3 <= SiteProfile.objects.get().documents < 5
    assert news_pages().count() == 6


def test_stopped_while_it_learns(news_index, archive, monkeypatch):
    def stop(document):
        raise KeyboardInterrupt

    monkeypatch.setattr(site_profiles, "observe", stop)
    with pytest.raises(CommandError, match="Stopped while the sites were being learnt"):
        run(archive)
    assert not news_pages().exists()


def test_a_later_run_adds_to_what_is_stored(news_index, archive, tmp_path):
    rows = archive.read_text(encoding="utf-8").splitlines(keepends=True)
    for name, part in (("one", rows[:3]), ("two", rows[3:5])):
        (tmp_path / f"{name}.jsonl").write_text("".join(part), encoding="utf-8")
        run(tmp_path / f"{name}.jsonl")
    assert SiteProfile.objects.get().documents == 5


@pytest.mark.parametrize(("setting", "left_out"), [(True, True), (False, False)])
def test_what_is_stored_is_used_unless_a_setting_says_no(news_index, archive, settings, setting, left_out):
    ProfileBook().learn(document(number) for number in range(1, 5))
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "SITE_PROFILES": setting}
    article = ProfileBook().extract(document(0)).article
    assert (APPEAL in str(article.body)) is not left_out
    assert all(paragraph in str(article) for paragraph in NEWS[TITLES[0]])


def test_one_query_a_host(news_index, django_assert_num_queries):
    book = ProfileBook()
    with django_assert_num_queries(2):
        for _ in range(3):
            book.extract(document(0))
            book.extract(RawDocument("1", page(1), "1", url="https://other.example/1"))
    with django_assert_num_queries(0):
        book.extract(RawDocument("1", page(1), "1"))


def test_the_cache_is_bounded(monkeypatch):
    monkeypatch.setattr(site_profiles, "MAX_CACHED", 2)
    monkeypatch.setattr(site_profiles, "MAX_WITHOUT", 3)
    SiteProfile.objects.store(Profile(f"host{number}.example") for number in range(5))
    book = ProfileBook()
    for number in range(9):
        assert (book.get(f"host{number}.example") is not None) == (number < 5)
    assert len(book._cache) == 2
    assert len(book._without) <= 4


def test_the_profiles_of_many_sites_take_one_query(django_assert_num_queries):
    SiteProfile.objects.store([Profile("host1.example")])
    SiteProfile.objects.create(host="host2.example", data={"format": "unknown"})
    book = ProfileBook()
    hosts = [f"host{number}.example" for number in range(5)]
    with django_assert_num_queries(1):
        book.load(hosts)
        assert [host for host in hosts if book.get(host)] == ["host1.example"]


def test_profiles_that_give_way_are_stored(monkeypatch):
    monkeypatch.setattr("wagtail_cstonews.extraction.site_learning.MAX_HOSTS", 1)
    monkeypatch.setattr(site_profiles, "SiteLearner", lambda **options: SiteLearnerOfOne(**options))
    ProfileBook().learn(
        RawDocument(str(number), page(number), "x", url=f"https://host{number % 2}.example/{number}")
        for number in range(4)
    )
    assert dict(SiteProfile.objects.values_list("host", "documents")) == {
        "host0.example": 2,
        "host1.example": 2,
    }


class SiteLearnerOfOne(site_profiles.SiteLearner):
    def __init__(self, **options):
        super().__init__(**options, max_hosts=1)


def test_a_profile_that_cannot_be_read_ends_no_import(news_index, caplog):
    SiteProfile.objects.create(host="herald.example", data={"format": 99})
    article = ProfileBook().extract(document(0)).article
    assert article.title
    assert "herald.example: a site profile of format 99 cannot be read" in caplog.text


def test_a_document_that_breaks_is_not_learnt_from(caplog, monkeypatch):
    def broken(document):
        raise KeyError("boom")

    monkeypatch.setattr(site_profiles, "observe", broken)
    assert ProfileBook().learn([document(0)]) == 0
    assert "0.txt could not be learnt from" in caplog.text


def test_processes_that_cannot_start_end_the_first_pass():
    """Not once for each document, five seconds each."""
    with Pool(1, prepare=os._exit, given=(1,)) as pool, pytest.raises(PoolError, match="--workers 1"):
        ProfileBook().learn([document(0)], pool)


def test_storing_keeps_corrections():
    profile = Profile("herald.example")
    profile.correct(APPEAL, "paragraph")
    SiteProfile.objects.store([profile])
    ProfileBook().learn(document(number) for number in range(5))
    assert APPEAL in str(ProfileBook().extract(document(0)).article.body)


def test_the_limit_holds_for_the_first_pass_too(news_index, archive):
    run(archive, limit=3)
    assert SiteProfile.objects.get().documents == 3


def test_profiles_are_never_public():
    assert not hasattr(SiteProfile, "api_fields")
    assert str(SiteProfile(host="herald.example")) == "herald.example"
