"""``manage.py news_import_status``, and documents picked by name."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests import factories
from wagtail_cstonews.importing.entries.selection import Selection
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun
from wagtail_cstonews.sources import BadDocument, Skipped

from ..importing.helpers import document, documents, imported

pytestmark = pytest.mark.django_db


def status(*arguments, **options):
    out = io.StringIO()
    call_command("news_import_status", *arguments, stdout=out, no_color=True, **options)
    return out.getvalue()


@pytest.fixture
def run(news_index):
    """A run with a good document, one with a long title, one that fails and one with no title."""
    items = [
        *documents(1),
        document("long", "word " * 80 + "\nText."),
        BadDocument("rows.jsonl:12", "not JSON. Correct the row.", 12, "file:///rows.jsonl#12"),
        document("c", "A title\nText.", url="https://courier.example/c", key="https://courier.example/c"),
    ]
    imported(items, news_index, command="import_news archive --to /news/")
    return ImportRun.objects.get()


def test_nothing_yet():
    assert status() == "Nothing was imported yet.\nNothing waits for review.\n"


def test_runs(run):
    out = status()
    assert f"{run.pk}  " in out
    assert "finished  new: 3, failed: 1  import_news archive --to /news/" in out
    assert "rows.jsonl:12" not in out
    assert out.endswith("Waiting for review: 1 failed document.\n")


def test_messages_of_a_run(run):
    out = status(str(run.pk))
    assert "3 documents new now" in out
    assert "rows.jsonl:12: not JSON. Correct the row.\n" in out
    assert "archive/long.txt: The title is longer than 255 characters" in out


def test_lines_of_warnings():
    article = {"warnings": [{"code": "repaired_spaces", "message": "Odd spaces.", "line": 7}]}
    factories.make_document(source="a.txt", article=article)
    assert "a.txt: line 7: Odd spaces.\n" in status(waiting=True, below=1.0) or "a.txt: line 7" in status(
        "--id", "a.txt"
    )


def test_what_waits(run):
    doubtful = factories.make_document(run, title="Doubtful", source="doubtful.txt", confidence=0.3)
    proposed = factories.make_document(run, source="proposed.txt", confidence=0.9)
    ImportProposal.objects.create(document=proposed, run=run)
    out = status(waiting=True)
    assert "doubtful.txt: Not sure of it (30%). Look at the page." in out
    assert "proposed.txt: A proposal waits" in out
    assert "rows.jsonl:12: not JSON" in out
    assert "long.txt" not in out
    assert "Waiting for review: 1 proposal, 1 failed document, 1 document below 50%." in out
    assert "doubtful.txt" not in status(waiting=True, below=0.2)
    assert "doubtful" in status("--waiting", "--below", "40%")
    assert doubtful.source in status("--id", "doubtful.txt")


def test_a_made_up_title_is_on_record(news_index):
    """However sure extraction is of the rest."""
    text = (
        "The ferry sails again from Port Ilse on Monday, says the office of the harbour master in a letter "
        "to the council.\n\nIt had been in the yard since the spring, and the crew had been at home for most "
        "of that time, on half of their pay.\n\nThe council will pay for the repairs, which took longer than "
        "anybody thought, and came to more than a million.\n"
    )
    imported([document("a", text)], news_index, extractor=extract_document)
    assert ImportedDocument.objects.get().doubt == "no_title"
    assert "archive/a.txt: No line looks like the title" in status(waiting=True, below=0)


def test_what_has_no_title_waits(run):
    factories.make_document(run, source="untitled.txt", confidence=0.9, doubt="no_title")
    factories.make_document(run, source="kept.txt", confidence=0.9, doubt="not_an_article")
    factories.make_document(run, source="copy.txt", confidence=0.9, doubt="no_title", state="duplicate")
    factories.make_document(run, source="left.txt", state="not_an_article", message="It is a list.")
    found = {message["source"] for message in json.loads(status(waiting=True, json=True))["messages"]}
    assert "left.txt" in found
    waits = json.loads(status(json=True))["waiting"]
    assert (waits["untitled"], waits["not_articles"]) == (1, 2)
    assert status().endswith(
        "Waiting for review: 1 failed document, 1 document without a title, "
        "2 documents that are no articles.\n"
    )
    assert "1 document not an article now" in status(str(run.pk))


def test_json(run):
    report = json.loads(status(str(run.pk), json=True))
    [found] = report["runs"]
    assert (found["run"], found["state"], found["counts"]) == (run.pk, "finished", {"new": 3, "failed": 1})
    assert found["states"] == {"new": 3, "failed": 1}
    nothing = dict.fromkeys(("proposals", "doubtful", "untitled", "not_articles", "unsure"), 0)
    assert report["waiting"] == {**nothing, "failed": 1, "below": 0.5}
    [failed] = [message for message in report["messages"] if message["state"] == "failed"]
    assert (failed["source"], failed["message"]) == ("rows.jsonl:12", "not JSON. Correct the row.")
    assert json.loads(status(json=True))["messages"] == []


@pytest.mark.parametrize("name", ["https://courier.example/c", "c", "archive/c.txt"])
def test_one_document(run, name):
    report = json.loads(status("--id", name, "--json", "--below", "0.9"))
    assert {message["key"] for message in report["messages"]} == {"https://courier.example/c"}


def test_limit(run):
    other = factories.make_run()
    report = json.loads(status(limit=1, json=True))
    assert [found["run"] for found in report["runs"]] == [other.pk]
    report = json.loads(status(str(run.pk), limit=1, json=True, below=1.0))
    assert len({message["document"] for message in report["messages"]}) == 1


def test_dead_run_is_shown_as_such():
    factories.make_run(state="running", owner="", started_at="2020-01-01T00:00Z")
    assert "interrupted" in status()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("77",), "There is no run 77. The last runs: none."),
        (("--id", "gone"), "--id gone: no document goes by that"),
        (("--below", "much"), "is no confidence; give 0 to 1"),
    ],
)
def test_wrong_arguments(arguments, message):
    with pytest.raises(CommandError, match=message):
        status(*arguments)


def test_selection():
    items = [*documents(3), BadDocument("x:1", "no", 1, "k"), Skipped("photo.jpg", "no")]
    assert list(Selection().pick(items)) == items
    selection = Selection(["001", "archive/002.txt", "k", "gone"])
    assert list(selection.pick(items)) == items[1:4]
    assert selection.missing == ["gone"]


def test_the_line_of_a_run_reads_as_a_sentence():
    user = factories.make_user(username="admin")
    run = factories.make_run(
        user=user, state="partly_undone", counts={"new": 1}, started_at="2024-05-01T06:07:08Z"
    )
    run.refresh_from_db()
    assert "2024-05-01 06:07 UTC  partly undone (by admin)  new: 1" in status(str(run.pk))
