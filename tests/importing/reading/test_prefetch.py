"""Imports whose articles other processes extract."""

from __future__ import annotations

import io
import json
import os
import re
import signal

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tests import rows
from wagtail_cstonews import conf
from wagtail_cstonews.extraction.processes.pool import Pool, PoolError, ProcessDiedError
from wagtail_cstonews.importing.entries.entry import Entry
from wagtail_cstonews.importing.matching.match import Policy
from wagtail_cstonews.importing.reading import prefetch
from wagtail_cstonews.importing.reading.prefetch import prefetched
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportedDocument, ImportRun, SiteProfile

from ...extraction import herald
from ..helpers import Ready, document, imported, news_pages, plain, states
from ..killing import make_archive

pytestmark = pytest.mark.django_db


class Elsewhere:
    """Other processes that are not: notes what is sent to them."""

    def __init__(self, make=plain):
        self.make = make
        self.sent = []

    def __call__(self, raws):
        self.sent += [raw.id for raw in raws]
        return [Ready(self.make, raw) for raw in raws]


def unreachable(raw):
    raise AssertionError(f"{raw.source} is extracted in this process")


def many(count, prefix=""):
    return [
        document(f"{prefix}{number:03}", f"Title {prefix}{number}\nText {number}.") for number in range(count)
    ]


# ------------------------------------------------------------------ ahead of the writer


def test_articles_come_from_elsewhere(news_index):
    elsewhere = Elsewhere()
    found = imported(many(5), news_index, submit=elsewhere, extractor=unreachable, batch_size=2)
    assert states(found) == ["new"] * 5
    assert [outcome.title for outcome in found] == [f"Title {number}" for number in range(5)]
    assert [outcome.seconds >= 0.25 for outcome in found] == [True] * 5
    assert elsewhere.sent == [f"{number:03}" for number in range(5)]


def test_what_is_unchanged_is_never_sent(news_index):
    imported(many(4), news_index)
    elsewhere = Elsewhere()
    items = [*many(4), document("more", "One more\nText."), document("copy", many(1)[0].content)]
    found = imported(items, news_index, submit=elsewhere, extractor=unreachable, batch_size=4)
    assert states(found) == ["unchanged"] * 4 + ["new", "duplicate"]
    assert elsewhere.sent == ["more"]


def test_a_copy_in_the_next_batch_is_a_duplicate(news_index):
    one = document("one", "A title\nSome text.")
    two = document("two", "A title\nSome text.")
    found = imported([one, two], news_index, submit=Elsewhere(), batch_size=1)
    assert states(found) == ["new", "duplicate"]
    assert ImportedDocument.objects.get(key=two.key).duplicate_of.key == one.key


def test_page_that_goes_while_its_copy_waits(news_index):
    """Early on the copy needs no article; when its turn comes it does, and this process makes it."""
    imported([document("first", "A title\nSome text.")], news_index)
    elsewhere = Elsewhere()
    items = [document("other", "Another\nOther text."), document("copy", "A title\nSome text.")]

    def delete(outcome):
        news_pages().filter(title="A title").first().delete()

    found = []
    options = {"recreate": True, "batch_size": 1, "submit": elsewhere, "extractor": plain}

    def gone(outcome):
        found.append(outcome.state)
        if outcome.source.startswith("archive/other"):
            delete(outcome)

    run_import(items, news_index, on_outcome=gone, **options).close()
    assert found == ["new", "new"]
    assert elsewhere.sent == ["other"]
    assert sorted(news_pages().values_list("title", flat=True)) == ["A title", "Another"]


def test_document_over_which_a_process_dies_fails_alone(news_index):
    def make(raw):
        if raw.id == "001":
            raise ProcessDiedError
        return plain(raw)

    found = imported(many(3), news_index, submit=Elsewhere(make))
    assert states(found) == ["new", "failed", "new"]
    assert found[1].message.startswith("The process that worked on it died, twice")
    assert ImportedDocument.objects.get(state="failed").message == found[1].message


def test_no_processes_end_the_run(news_index):
    def make(raw):
        raise PoolError("none")

    with pytest.raises(PoolError):
        imported(many(3), news_index, submit=Elsewhere(make))
    assert ImportRun.objects.get().state == "failed"


def test_few_batches_are_read_ahead(news_index, monkeypatch):
    taken = []

    def batches():
        for number in range(20):
            taken.append(number)
            yield [Entry(document(str(number), "x" * 100))]

    def read_ahead():
        taken.clear()
        found = prefetched(batches(), Elsewhere(), Policy(), lambda: False)
        next(found)
        ahead_of_first = len(taken)
        assert len(list(found)) == 19
        return ahead_of_first

    assert read_ahead() == prefetch.BATCHES + 1
    monkeypatch.setattr(prefetch, "WEIGHT", 150)
    assert read_ahead() == 2
    monkeypatch.setattr(prefetch, "WEIGHT", 50)
    assert read_ahead() == 1


def test_batches_that_wait_are_dropped_when_it_is_to_stop(news_index):
    stop = []
    found = prefetched(([Entry(raw)] for raw in many(9)), Elsewhere(), Policy(), lambda: bool(stop))
    assert next(found)[0].item.id == "000"
    stop.append(True)
    assert list(found) == []


# ------------------------------------------------------------------ real processes


@pytest.fixture
def import_archive(tmp_path, news_index):
    """Runs the command over an archive; gives its output, its errors and its exit status."""
    archive = tmp_path / "archive"
    make_archive(archive)

    def command(*paths, **options):
        out, err = io.StringIO(), io.StringIO()
        status = 0
        try:
            call_command(
                "import_news", *map(str, paths or (archive,)), to="/news/", stdout=out, stderr=err,
                no_color=True, **options,
            )  # fmt: skip
        except CommandError as error:
            err.write(str(error))
            status = error.returncode
        return out.getvalue(), err.getvalue(), status

    return command


class Undo(Exception):  # noqa: N818
    pass


RANDOM = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
"""Translation keys and ids of blocks."""

TOLD_APART = {
    # How it was called, and how long its documents took.
    "wagtail_cstonews_importrun": {"command", "options", "owner", "report"},
    # Ids inside of JSON, which say nothing that the rows themselves do not.
    "wagtail_cstonews_importchange": {"page_before", "record_before"},
}


def snapshot():
    """All rows, but for how a run was called."""
    return {
        table: [
            {name: value for name, value in row.items() if name not in TOLD_APART.get(table, ())}
            for row in found
        ]
        for table, found in rows.snapshot().items()
    }


def written(write):
    """What ``write`` changes in the database; it is undone."""
    before = snapshot()
    found = {}
    try:
        with transaction.atomic():
            write()
            found = rows.difference(before, snapshot())
            raise Undo
    except Undo:
        return {table: sorted(RANDOM.sub("random", line) for line in lines) for table, lines in found.items()}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="ids inside of JSON go on after a rollback")
@pytest.mark.parametrize("site_profiles", [False, True])
def test_rows_are_those_of_one_process(import_archive, settings, site_profiles):
    """Small batches, duplicates across them, links, a document that fails, sites that were learnt."""
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 3}
    options = {"publish": True, "site_profiles": site_profiles}
    one = written(lambda: import_archive(**options))
    two = written(lambda: import_archive(**options, workers=2))
    assert set(one) == set(two)
    for table, lines in one.items():
        assert lines == two[table], table
    assert any(table.endswith("newspage") for table in one)


def test_second_run_starts_no_process(import_archive, monkeypatch):
    import_archive()

    def start(self):
        raise AssertionError("a process is started")

    monkeypatch.setattr(Pool, "executor", property(start))
    out, _, _ = import_archive(workers=2)
    assert "unchanged" in out


def test_number_of_processes_is_a_setting(import_archive, settings, monkeypatch):
    started = []
    monkeypatch.setattr(Pool, "__init__", lambda self, workers, **options: started.append(workers))
    monkeypatch.setattr(Pool, "close", lambda self: None)
    monkeypatch.setattr(
        ProfileBook, "submit", lambda self, pool, raws: [Ready(self.extract, raw) for raw in raws]
    )
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "WORKERS": 3}
    assert conf.get_int("WORKERS") == 3
    import_archive(site_profiles=False)
    assert started == [3]
    import_archive(workers=1, site_profiles=False)
    assert started == [3]


def test_wrong_number_of_processes():
    with pytest.raises(CommandError, match="'0' is no number of processes; give 1 or more"):
        call_command("import_news", "x", "--to", "/news/", "--workers", "0")


def test_processes_know_the_sites(import_archive, tmp_path):
    path = tmp_path / "herald.jsonl"
    found = [json.dumps({"url": herald.document(n).url, "text": herald.page(n)}) for n in range(5)]
    path.write_text("\n".join(found), encoding="utf-8")
    import_archive(path, workers=2, site_profiles=True)
    assert SiteProfile.objects.get().documents == 5
    bodies = [json.dumps(list(page.body.raw_data)) for page in news_pages()]
    assert len(bodies) == 5
    assert not any(herald.APPEAL in body for body in bodies)


def test_interrupt(import_archive, settings, monkeypatch):
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 1}
    real = ProfileBook.submit
    sent = []

    def interrupted(self, pool, raws):
        if len(sent) == 5:
            os.kill(os.getpid(), signal.SIGINT)
        sent.extend(raws)
        return real(self, pool, raws)

    monkeypatch.setattr(ProfileBook, "submit", interrupted)
    _, err, status = import_archive(workers=2)
    assert "CommandError" not in err
    assert "Stopped. What was written stays; the same command goes on from there." in err
    assert status == 130
    assert ImportRun.objects.get().state == "stopped"
    assert 1 <= ImportedDocument.objects.count() <= 6
    monkeypatch.undo()
    _, _, status = import_archive(workers=2)
    assert status == 1
    assert ImportedDocument.objects.filter(state="failed").count() == 1
    assert ImportedDocument.objects.count() == 14
