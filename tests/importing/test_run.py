"""A run from its first document to its last."""

import tracemalloc

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from wagtail_cstonews.extraction.article import ExtractionError
from wagtail_cstonews.importing.reading.batching import FIRST_BATCH, in_batches
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.importing.run import ImportRunner, run_import
from wagtail_cstonews.models import ImportedDocument, ImportRun
from wagtail_cstonews.sources import BadDocument

from ..factories import make_user
from .helpers import document, documents, imported, news_pages, plain, states, writes

pytestmark = pytest.mark.django_db


def test_run_is_recorded(news_index):
    user = make_user()
    with run_import(
        documents(3), news_index, user=user, command="import", options={"x": 1}, extractor=plain
    ) as result:
        assert result.counts["new"] == result.total == 3
        assert result.seconds > 0
        assert not result.stopped
    found = ImportRun.objects.get()
    assert (found.state, found.counts, found.user) == ("finished", {"new": 3}, user)
    assert (found.command, found.options) == ("import", {"x": 1})
    assert found.section.pk == news_index.pk
    assert found.finished_at > found.started_at
    assert found.version


def test_dry_run_writes_nothing(news_index):
    items = [*documents(3), document("b", "Title 0\nParagraph 0."), BadDocument("x:1", "no", 1, "x")]
    imported(documents(1), news_index)
    with CaptureQueriesContext(connection) as queries:
        outcomes = imported(items, news_index, dry_run=True)
    assert states(outcomes) == ["unchanged", "new", "new", "duplicate", "failed"]
    assert not writes(queries.captured_queries)
    assert not any("SAVEPOINT" in query["sql"] for query in queries.captured_queries)
    assert news_pages().count() == 1
    assert ImportRun.objects.count() == 1


def test_dry_run_says_what_the_run_does(news_index):
    items = [*documents(3), document("b", "Title 0\nParagraph 0."), document("c", "\n")]
    planned = imported(items, news_index, dry_run=True)
    done = imported(items, news_index)
    assert [(one.state, one.title, one.message) for one in planned] == [
        (one.state, one.title, one.message) for one in done
    ]


def test_second_run_writes_nothing_but_its_own_record(news_index):
    items = [*documents(5), document("b", "Title 0\nParagraph 0."), BadDocument("x:1", "no", 1, "x")]
    imported(items, news_index)
    before = list(ImportedDocument.objects.order_by("pk").values())
    with CaptureQueriesContext(connection) as queries:
        outcomes = imported(items, news_index)
    assert states(outcomes) == ["unchanged"] * 5 + ["duplicate", "failed"]
    written = writes(queries.captured_queries)
    assert len(written) == 2
    assert all("importrun" in sql for sql in written)
    assert list(ImportedDocument.objects.order_by("pk").values()) == before


def test_second_run_extracts_nothing(news_index):
    imported(documents(3), news_index)

    def refuse(raw):
        raise AssertionError("not needed")

    assert states(imported(documents(3), news_index, extractor=refuse)) == ["unchanged"] * 3


def test_limit(news_index):
    read = []

    def source():
        for item in documents(10):
            read.append(item.id)
            yield item

    assert len(imported(source(), news_index, limit=3, batch_size=2)) == 3
    assert len(read) == 3
    assert len(imported(documents(2), news_index, limit=5)) == 2


def test_empty_input(news_index):
    assert imported([], news_index) == []
    assert ImportRun.objects.get().state == "finished"


def test_document_without_an_article(news_index):
    [outcome] = imported([document(content="\n")], news_index)
    assert outcome.state == "failed"
    assert outcome.message.startswith("No article was found in it")
    assert ImportedDocument.objects.get().original == "\n"


def test_document_that_extraction_refuses(news_index):
    def refuse(raw):
        raise ExtractionError(f"{raw.source}: too long. Split it.")

    [outcome] = imported([document()], news_index, extractor=refuse)
    assert outcome.message == "too long. Split it."


def test_outcome(news_index):
    [outcome] = imported([document(content="A title\nTeaser of another\nText.")], news_index, publish=True)
    page = news_pages().get()
    assert (outcome.source, outcome.kind, outcome.title) == ("archive/a.txt", "news", "A title")
    assert (outcome.page, outcome.url, outcome.confidence) == (page.pk, page.get_url(), 0.5)
    assert outcome.dropped == [
        {"line": 2, "label": "teaser", "reason": "it says so", "text": "Teaser of another"}
    ]
    assert outcome.seconds > 0


def test_stop_ends_after_the_batch(news_index):
    runner = ImportRunner(news_index, batch_size=2, extractor=plain)

    def source():
        for number, item in enumerate(documents(10)):
            if number == 3:
                runner.stop()
            yield item

    with runner.run(source()) as result:
        assert result.stopped
        assert result.counts["new"] == 3
    assert ImportRun.objects.get().state == "stopped"
    assert news_pages().count() == 3
    assert states(imported(documents(10), news_index)) == ["unchanged"] * 3 + ["new"] * 7


def test_interrupt_keeps_what_was_written(news_index):
    def source():
        yield from documents(4)
        raise KeyboardInterrupt

    with run_import(source(), news_index, batch_size=2, extractor=plain) as result:
        assert result.stopped
        assert result.counts["new"] == 4
    assert ImportRun.objects.get().state == "stopped"


def test_error_of_the_source_ends_the_run(news_index):
    def source():
        yield from documents(2)
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        imported(source(), news_index, batch_size=1)
    found = ImportRun.objects.get()
    assert (found.state, found.counts) == ("failed", {"new": 2})


def test_progress(news_index):
    seen = []
    imported(documents(3), news_index, on_outcome=lambda outcome: seen.append(outcome.state))
    assert seen == ["new"] * 3


def test_batch_size_of_the_settings(news_index, settings):
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": 7}
    assert ImportRunner(news_index).batch_size == 7


def test_long_documents_make_small_batches():
    items = [document(content="x" * size) for size in (10, 10, 10, 50, 1, 1, 1, 1)]
    assert [len(batch) for batch in in_batches(items, 3, most=30)] == [3, 1, 3, 1]


def test_first_batch_is_small(news_index):
    """So that something is written within seconds, however long the input is."""
    runner = ImportRunner(news_index, batch_size=100)
    assert [len(batch) for batch in runner.batches(documents(230))] == [FIRST_BATCH, 100, 100, 5]


def test_end_that_cannot_be_recorded(news_index, monkeypatch):
    """The error that ended the run is the one that is told."""

    def lost(self, **kwargs):
        raise OperationalError("gone as well")

    def source():
        monkeypatch.setattr(ImportRun, "save", lost)
        raise OperationalError("server closed the connection")
        yield

    with pytest.raises(OperationalError, match="server closed the connection"):
        imported(source(), news_index)


def test_memory_stays_flat(news_index):
    """Unchanged documents, read a second time: nothing of them is kept but two short hashes."""

    def source(count):
        for number in range(count):
            yield document(str(number), f"Title {number}\n" + "word " * 2000)

    def peak(count):
        tracemalloc.start()
        try:
            with run_import(source(count), news_index, dry_run=True, batch_size=10, extractor=plain):
                return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(20)
    assert peak(400) < peak(40) + 1_000_000


def test_the_real_extractor():
    extracted = extract_document(document(content="Тема дня\nТекст новости о встрече.".encode("cp1251")))
    assert extracted.original.startswith("Тема дня")
    assert extracted.encoding == "windows-1251"
    assert "\n".join(line.text for line in extracted.article.lines) == extracted.original
