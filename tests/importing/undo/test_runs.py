"""``manage.py undo_news_import``: afterwards the database is, row for row, what it was before."""

import io
import sys

import pytest
from django.db import IntegrityError, OperationalError
from taggit.models import Tag
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, ModelLogEntry, PageLogEntry
from wagtail.signals import page_published, page_unpublished

from tests import factories
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.importing.undo import documents as documents_module
from wagtail_cstonews.importing.undo import runs as runs_module
from wagtail_cstonews.models import (
    ImportChange,
    ImportedDocument,
    ImportedObject,
    ImportRun,
    Person,
    PersonRole,
)
from wagtail_cstonews.sources import BadDocument

from ..helpers import (
    CHANGED,
    INTERVIEW,
    database,
    document,
    documents,
    edit,
    imported,
    last_run,
    news_pages,
    states,
    undone,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site_with_content(news_index):
    """A site on which somebody worked, and imported, before."""
    article = factories.make_article(news_index, title="By hand", tags=("water",))
    article.save_revision(log_action=True).publish()
    person = factories.make_person("Aigul Sadykova", roles=("Judge",))
    factories.make_interview(news_index, interviewee=person)
    items = [document("old", "An old title\nOld text."), document("draft", "A draft\nDraft text.")]
    imported(items[:1], news_index, publish=True)
    imported(items[1:], news_index)
    imported([BadDocument("rows.jsonl:3", "no", 3, "file:///archive/failed.txt")], news_index)
    imported([document("was-edited", "Once\nText.")], news_index)
    edit(news_pages().get(title="Once"), title="Mine")
    return news_index


BUSY = [
    document("old", "An old title\nNew text.\nMore of it."),
    document("draft", "A draft with another title\nNew text."),
    document("new", "A new title\nText."),
    document("again", "A new title\nText."),
    document("failed", "It can be read now\nText."),
    document("empty", "\n"),
    document("was-edited", "Once\nChanged."),
    document("interview", INTERVIEW % 1),
    document("other", INTERVIEW.replace("Aigul Sadykova", "Bakyt Asanov") % 2),
]


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("on_conflict", ["propose", "overwrite"])
def test_row_for_row(site_with_content, publish, on_conflict):
    before = database()
    user = factories.make_user(username="importer")
    user.delete()
    outcomes = imported(BUSY, site_with_content, publish=publish, batch_size=4, on_conflict=on_conflict)
    edited = "edited" if on_conflict == "propose" else "changed"
    assert states(outcomes) == [
        "changed",
        "changed",
        "new",
        "duplicate",
        "new",
        "failed",
        edited,
        "new",
        "new",
    ]
    assert database() != before
    _, problem = undone(last_run(), forget=True)
    assert problem == ""
    after = database()
    for table in sorted({*before, *after}):
        assert after.get(table) == before.get(table), table
    assert not any(get_base_page_model().find_problems())


def test_the_run_stays_on_record(news_index):
    imported(documents(3), news_index)
    run = last_run()
    out, _ = undone(run)
    run.refresh_from_db()
    assert (run.state, run.counts) == ("undone", {"new": 3})
    assert run.message.startswith("Undone ")
    assert out == f"Run {run.pk} is undone: 3 removed.\n"
    assert not news_pages().exists()
    assert not ImportedDocument.objects.exists()
    assert undone(run)[1] == f"Run {run.pk} changed nothing that could be undone."
    assert states(imported(documents(3), news_index)) == ["new"] * 3


def test_undo_and_import_again_by_turns(news_index):
    items = [document("a"), document("b", INTERVIEW % 1)]
    imported(items, news_index, publish=True)
    before = database(without=["wagtail_cstonews.ImportRun"])
    for _turn in range(2):
        imported([document("a", CHANGED)], news_index, publish=True)
        assert undone(last_run())[1] == ""
        assert database(without=["wagtail_cstonews.ImportRun"]) == before


def test_edited_since(news_index):
    imported([document("a"), document("b", "B\nText."), document("c", "C\nText.")], news_index, publish=True)
    run = last_run()
    edit(news_pages().get(title="A title"), title="By hand")
    news_pages().get(title="B").unpublish()
    out, problem = undone(run)
    assert "kept      archive/a.txt: Its page was edited since, and is left as it is." in out
    assert "kept      archive/b.txt: Its page was published or unpublished since" in out
    assert problem == "2 kept; they are named above."
    run.refresh_from_db()
    assert run.state == "partly_undone"
    assert "but for 2 changes that were kept" in run.message
    assert [page.title for page in news_pages()] == ["A title", "B"]
    assert ImportChange.objects.count() == ImportedDocument.objects.count() == 2
    # What was kept can still be undone, once it is what the run left.
    news_pages().get(title="B").get_latest_revision().publish()
    assert "1 kept" in undone(run)[1]


def test_page_with_pages_below_it(news_index):
    imported([document()], news_index)
    page = news_pages().get()
    page.add_child(instance=type(page.specific)(title="Below", slug="below"))
    assert "There are pages below its page." in undone(last_run())[0]
    assert news_pages().count() == 2


def test_moved_page(news_index, home):
    imported([document()], news_index)
    news_pages().get().move(factories.make_index(home, slug="other"), "last-child")
    assert "Its page was moved since" in undone(last_run())[0]


def test_deleted_page(news_index):
    imported([document()], news_index)
    news_pages().get().delete()
    out, problem = undone(last_run())
    assert "Its page was deleted since; only its record is undone." in out
    assert problem == ""
    assert not ImportedDocument.objects.exists()


def test_later_run_first(news_index):
    imported([document()], news_index)
    first = last_run()
    imported([document(content=CHANGED)], news_index)
    out, _ = undone(first)
    assert f"Run {last_run().pk} changed it since. Undo run {last_run().pk} first." in out
    assert undone(last_run())[1] == ""
    assert undone(first)[1] == ""
    assert not news_pages().exists()


def test_purged_history(news_index):
    imported([document()], news_index)
    imported([document(content=CHANGED)], news_index)
    page = news_pages().get()
    page.revisions.exclude(pk=page.latest_revision_id).delete()
    out, _ = undone(last_run())
    assert "was purged from its page's history" in out
    assert page.get_latest_revision() is not None


def test_dry_run(site_with_content):
    imported(BUSY, site_with_content, publish=True)
    before = database()
    out, problem = undone(last_run(), dry_run=True)
    assert problem == ""
    assert out.endswith("Would be: 5 removed, 4 restored. Nothing was written: this was a dry run.\n")
    assert "removed   archive/new.txt" in out
    assert "restored  archive/old.txt" in out
    assert database() == before


def test_people(news_index):
    named = INTERVIEW.replace("Minister", "Judge")
    imported([document("a", INTERVIEW % 1), document("b", named.replace("Aigul", "Bermet") % 2)], news_index)
    first = last_run()
    imported([document("c", named % 3)], news_index)
    assert {role.title for role in PersonRole.objects.all()} == {"Minister", "Judge"}
    out, problem = undone(first)
    assert "kept      Aigul Sadykova: Other pages name them." in out
    assert [person.name for person in Person.objects.all()] == ["Aigul Sadykova"]
    assert problem == ""
    assert {role.title for role in PersonRole.objects.all()} >= {"Judge"}


def dated(at, number):
    return document(f"{number}", INTERVIEW.replace("{", f'{{"published_at": "{at}", ', 1) % number)


def dates_of_offices():
    return sorted(str(start) for start in PersonRole.objects.values_list("start", flat=True))


def test_date_of_an_office(news_index):
    runs = []
    for number, at in enumerate(["2024-01-01", "2022-01-01", "2023-01-01", "2020-01-01"]):
        imported([dated(at, number)], news_index)
        runs.append(last_run())
    assert dates_of_offices() == ["2020-01-01"]
    undone(runs[1])
    assert dates_of_offices() == ["2020-01-01"]
    undone(runs[3])
    assert dates_of_offices() == ["2024-01-01"]


def test_date_of_an_office_that_was_typed(news_index, admin_client):
    imported([dated("2024-01-01", 1)], news_index)
    log(instance=Person.objects.get(), action="wagtail.edit")
    imported([dated("2020-01-01", 2)], news_index)
    assert dates_of_offices() == ["2024-01-01"]


def test_person_edited_since(news_index, admin_client):
    imported([document("a", INTERVIEW % 1)], news_index)
    person = Person.objects.get()
    log(instance=person, action="wagtail.edit")
    out, _ = undone(last_run())
    assert "Aigul Sadykova: Edited in the admin since" in out
    assert Person.objects.get().roles.count() == 1


def test_person_whom_a_kept_draft_names(news_index):
    imported([document("a", INTERVIEW.replace("Aigul", "Bermet") % 1)], news_index)
    imported([document("a", INTERVIEW % 1), document("b", INTERVIEW % 2)], news_index)
    page = news_pages().get(title="T 1").specific.get_latest_revision_as_object()
    page.subtitle = "By hand"
    page.save_revision()
    out, _ = undone(last_run())
    assert "Aigul Sadykova: Other pages name them." in out
    assert Person.objects.filter(name="Aigul Sadykova").exists()


def test_signals(news_index, django_capture_on_commit_callbacks):
    heard = []

    def listen(signal, name):
        def receiver(sender, instance, **kwargs):
            heard.append((name, instance.title, sender))

        signal.connect(receiver, weak=False)
        return signal, receiver

    imported([document("a")], news_index, publish=True)
    imported(
        [document("a", CHANGED.replace("A title", "Another")), document("b", "B\nText.")],
        news_index,
        publish=True,
    )
    connected = [listen(page_published, "published"), listen(page_unpublished, "unpublished")]
    try:
        with django_capture_on_commit_callbacks(execute=True):
            undone(last_run())
    finally:
        for signal, receiver in connected:
            signal.disconnect(receiver)
    model = type(news_pages().get().specific)
    assert sorted(heard, key=str) == [("published", "A title", model), ("unpublished", "B", model)]


def test_stopped_undo_goes_on(news_index, monkeypatch):
    imported(documents(5), news_index)
    run = last_run()
    monkeypatch.setattr(runs_module, "BATCH", 2)
    real, count = documents_module.remove_page, []

    def fail(page):
        count.append(page)
        if len(count) == 4:
            raise OperationalError("gone")
        real(page)

    monkeypatch.setattr(documents_module, "remove_page", fail)
    assert "What was undone stays undone; the same command goes on." in undone(run)[1]
    assert news_pages().count() == 3
    monkeypatch.setattr(documents_module, "remove_page", real)
    assert undone(run) == (f"Run {run.pk} is undone: 3 removed.\n", "")
    assert not ImportedObject.objects.exists()


def test_log_of_the_run_goes_and_the_rest_stays(news_index):
    imported([document()], news_index, publish=True)
    page = news_pages().get()
    imported([document(content=CHANGED)], news_index, publish=True)
    before = PageLogEntry.objects.filter(page=page.pk).count()
    undone(last_run())
    assert 0 < PageLogEntry.objects.filter(page=page.pk).count() < before


def test_it_asks(news_index, monkeypatch):
    imported([document()], news_index)
    assert undone(last_run(), interactive=True)[1] == "Nothing was undone. Say yes, or give --no-input."
    assert news_pages().exists()

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    for answer, left in (("n", 1), ("y", 0)):
        monkeypatch.setattr("builtins.input", lambda prompt, answer=answer: answer)
        out, _ = undone(last_run(), interactive=True)
        assert "1 change will be taken back." in out
        assert news_pages().count() == left


def test_running_and_unknown(news_index):
    run = factories.make_run(state="running", owner="elsewhere:1:1")
    assert "still at work" in undone(run)[1]
    run.pk = 999
    assert "There is no run 999." in undone(run)[1]


def test_people_have_a_history(news_index, admin_client):
    """The list of people says when they came, and their history who brought them."""
    imported([document("a", INTERVIEW)], news_index)
    person = Person.objects.first()
    assert [entry.action for entry in ModelLogEntry.objects.for_instance(person)] == ["wagtail.create"]
    html = admin_client.get("/admin/snippets/wagtail_cstonews/person/").content.decode()
    assert "0\xa0minutes ago" in html or "Just now" in html or "minutes ago" in html


# ---------------------------------------------------------------------- what was deleted, what editors did


def tagged(*tags, text="Text.", **fields):
    return document("a", f"A title\n{text}", tags=tags, **fields)


@pytest.mark.parametrize("older_first", [True, False])
def test_a_tag_that_the_next_run_took_away(news_index, older_first):
    before = database(without=["wagtail_cstonews.ImportRun"])
    imported([tagged("water")], news_index, publish=True)
    imported([tagged(text="New text.")], news_index, publish=True)
    older, newer = ImportRun.objects.order_by("pk")
    if older_first:
        out, problem = undone(older)
        assert f"Run {newer.pk} changed it since. Undo run {newer.pk} first." in out
        assert problem == "1 kept; they are named above."
        assert Tag.objects.filter(name="water").exists()
    assert undone(newer)[1] == ""
    assert [tag.name for tag in news_pages().get(title="A title").tags.all()] == ["water"]
    assert undone(older)[1] == ""
    assert database(without=["wagtail_cstonews.ImportRun"]) == before


def test_a_tag_that_another_run_would_put_back_goes_with_that_run(news_index):
    imported([document("b", "B title\nText.")], news_index, publish=True)
    imported([tagged("water")], news_index, publish=True)
    imported([document("b", "B title\nText 2.", tags=("water",))], news_index, publish=True)
    imported([document("b", "B title\nText 3.")], news_index, publish=True)
    _, maker, _, last = ImportRun.objects.order_by("pk")
    assert undone(maker)[1] == ""
    assert undone(last)[1] == ""
    page = news_pages().get()
    assert page.body[0].value.source == "<p>Text 2.</p>"
    assert [tag.name for tag in page.tags.all()] == ["water"]


def test_a_person_whom_the_next_run_left_out(news_index):
    imported([document("a", INTERVIEW % 1)], news_index, publish=True)
    person = Person.objects.get()
    imported(
        [document("a", INTERVIEW.replace("Aigul Sadykova", "Bakyt Asanov") % 1)], news_index, publish=True
    )
    older, newer = ImportRun.objects.order_by("pk")
    undone(older)
    assert Person.objects.filter(pk=person.pk).exists()
    assert undone(newer)[1] == ""
    assert news_pages().get().specific.interviewee == person
    assert undone(older)[1] == ""
    assert not Person.objects.exists()


def test_a_person_of_two_runs_goes_with_the_last(news_index):
    imported([document("a", INTERVIEW % 1)], news_index)
    imported([document("b", INTERVIEW % 2)], news_index)
    older, newer = ImportRun.objects.order_by("pk")
    undone(older)
    assert Person.objects.count() == 1
    undone(newer)
    assert not Person.objects.exists()


def test_a_person_whom_a_kept_and_a_later_version_name(news_index):
    imported([document("a", INTERVIEW % 1), document("b", INTERVIEW % 2)], news_index, publish=True)
    imported([document("a", INTERVIEW % 3)], news_index, publish=True)
    older, newer = ImportRun.objects.order_by("pk")
    assert undone(older)[1] == "2 kept; they are named above."
    assert undone(newer)[1] == ""
    assert Person.objects.exists()
    assert undone(older)[1] == ""
    assert not news_pages().exists()
    assert not Person.objects.exists()


def test_what_was_deleted_since_is_named_and_the_rest_restored(news_index):
    user = factories.make_user()
    imported([tagged("water"), document("b", INTERVIEW % 1)], news_index, publish=True, user=user)
    new = [tagged(text="New text."), document("b", INTERVIEW.replace("Aigul", "Ainura") % 2)]
    imported(new, news_index, publish=True, user=user)
    Tag.objects.all().delete()
    user.delete()
    older, newer = ImportRun.objects.order_by("pk")
    person = Person.objects.get(name="Aigul Sadykova")
    person.delete()
    out, problem = undone(newer)
    assert problem == ""
    assert out.count("Not restored, because it was deleted since") == 2
    assert "deleted since: tag." in out
    assert "deleted since: person." in out
    article, interview = news_pages()
    assert article.body[0].value.source == "<p>Text.</p>"
    assert interview.specific.interviewee is None
    newer.refresh_from_db()
    assert newer.state == "undone"
    assert undone(older)[1] == ""
    assert not news_pages().exists()


def test_a_record_of_a_run_and_a_document_that_are_gone(news_index):
    imported([document("first", "The same\nText.")], news_index)
    imported([document("a", "The same\nText.")], news_index)
    imported([document("a", "Something else\nAltogether.")], news_index)
    first, second, third = ImportRun.objects.order_by("pk")
    assert undone(first)[1] == ""
    first.delete()
    second.delete()
    assert undone(third)[1] == ""
    record = ImportedDocument.objects.get()
    assert (record.run, record.duplicate_of, record.state) == (None, None, "duplicate")


def test_what_the_database_refuses_is_named_and_costs_nothing_else(news_index, monkeypatch):
    imported(documents(5), news_index)
    real = documents_module.remove_page

    def refusing(page):
        if page.title == "Title 2":
            raise IntegrityError("something of the site's own holds it")
        real(page)

    monkeypatch.setattr(documents_module, "remove_page", refusing)
    out, problem = undone(last_run())
    assert problem == "1 kept; they are named above."
    assert "archive/002.txt: It could not be undone (IntegrityError: something of the site's own" in out
    assert [page.title for page in news_pages()] == ["Title 2"]
    monkeypatch.setattr(documents_module, "remove_page", real)
    assert undone(last_run())[1] == ""
    assert not news_pages().exists()


def test_lock_and_owner_of_an_editor_stay(news_index):
    imported([document("a", "A title\nOne.")], news_index, publish=True)
    imported([document("a", "A title\nTwo.")], news_index, publish=True)
    editor = factories.make_user()
    news_pages().order_by().update(locked=True, locked_by=editor, owner=editor)
    out, problem = undone(last_run())
    assert problem == ""
    assert "What its page was given since stays: the lock and the owner." in out
    page = news_pages().get()
    assert (page.locked, page.locked_by, page.owner) == (True, editor, editor)
    assert page.body[0].value.source == "<p>One.</p>"


def test_a_new_page_that_an_editor_locked_is_not_removed(news_index):
    imported(documents(2), news_index)
    page = news_pages().first()
    news_pages().order_by().filter(pk=page.pk).update(locked=True)
    out, problem = undone(last_run())
    assert "Its page was locked by hand, and is left as it is. Unlock it to have it removed." in out
    assert problem == "1 kept; they are named above."
    assert news_pages().get() == page
    news_pages().order_by().update(locked=False)
    assert undone(last_run())[1] == ""
    assert not news_pages().exists()


def test_comments_of_editors_stay(news_index):
    imported([document("a", "A title\nOne.")], news_index)
    imported([document("a", "A title\nTwo.")], news_index)
    page = news_pages().get()
    comment = Comment.objects.create(page=page, user=factories.make_user(), text="Why?", contentpath="title")
    CommentReply.objects.create(comment=comment, user=comment.user, text="Because.")
    assert undone(last_run())[1] == ""
    assert Comment.objects.get() == comment
