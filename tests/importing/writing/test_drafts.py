"""Drafts first, then the same command with ``--publish``: what nobody was at goes online."""

from __future__ import annotations

import datetime
import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupPagePermission, PageLogEntry, ReferenceIndex, Revision
from wagtail.signals import page_published, page_unpublished

from tests.marks import full_text
from wagtail_cstonews.importing.entries.reimport import stored_items
from wagtail_cstonews.importing.proposals.desk import accept
from wagtail_cstonews.importing.reporting.status import waiting
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.importing.undo.runs import undo_run
from wagtail_cstonews.importing.writing import batches, drafts
from wagtail_cstonews.models import ImportChange, ImportedDocument, ImportProposal, ImportRun

from ..helpers import document, documents, imported, news_pages, plain, site_in, states

pytestmark = pytest.mark.django_db

INTERVIEW = json.dumps(
    {
        "title": "Wells",
        "kind": "interview",
        "confidence": 0.9,
        "published_at": "2019-05-01",
        "interviewee": {"name": "Aigul Sadykova", "role": "Mayor"},
    }
)


def sure(id="a", **fields):
    return document(id, json.dumps({"title": f"Article {id}", "confidence": 0.9, **fields}))


def live():
    return {page.title: page.live for page in news_pages()}


def rows():
    """What the tables hold of all pages, but for what counts up or is a moment."""
    aside = {"last_published_at", "latest_revision_created_at", "latest_revision_id", "live_revision_id"}
    found = []
    for page in news_pages():
        page = page.specific
        values = {
            field.attname: field.value_to_string(page)
            for field in page._meta.concrete_fields
            if field.attname not in aside and not field.primary_key and field.name != "translation_key"
        }
        found.append(values)
    return found


def test_the_same_documents_are_published_by_the_next_run(news_index):
    items = [document("a", INTERVIEW), *documents(3)]
    imported(items, news_index)
    assert not any(live().values())
    outcomes = imported(items, news_index, publish=True)
    assert states(outcomes) == ["published"] * 4
    assert all(live().values())
    page = news_pages().first()
    assert (page.live_revision_id, page.has_unpublished_changes) == (page.latest_revision_id, False)
    assert page.first_published_at == page.last_published_at
    record = ImportedDocument.objects.get(page=page.pk)
    assert record.imported_revision_id == page.latest_revision_id
    assert (record.state, record.message) == ("published", "")
    assert ImportRun.objects.first().counts == {"published": 4}
    actions = PageLogEntry.objects.filter(page=page.pk, revision=page.latest_revision_id)
    assert set(actions.values_list("action", flat=True)) == {
        "wagtail.edit",
        "wagtail.publish",
        "wagtail_cstonews.import",
    }


def test_it_leaves_what_publishing_at_once_leaves(news_index):
    items = [
        document("a", INTERVIEW, date="2019-05-01", tags=("Water",)),
        document("b", "B\nA paragraph."),
    ]
    imported(items, news_index, publish=True)
    at_once, references = rows(), ReferenceIndex.objects.count()
    for outcome in undo_run(ImportRun.objects.get()):
        assert outcome.state == "removed"
    imported(items, news_index)
    imported(items, news_index, publish=True)
    then = rows()
    for values in (*at_once, *then):
        if values["title"] == "B":
            # Without a date it is the moment of publication.
            assert values.pop("first_published_at")
        # She was removed, and made anew.
        assert values.pop("interviewee_id", "1") != "None"
    assert then == at_once
    assert ReferenceIndex.objects.count() == references


def test_a_second_run_writes_nothing(news_index):
    items = documents(3)
    imported(items, news_index)
    imported(items, news_index, publish=True)
    revisions, changes = Revision.objects.count(), ImportChange.objects.count()
    updated = list(ImportedDocument.objects.values_list("updated_at"))
    assert states(imported(items, news_index, publish=True)) == ["unchanged"] * 3
    assert (Revision.objects.count(), ImportChange.objects.count()) == (revisions, changes)
    assert list(ImportedDocument.objects.values_list("updated_at")) == updated


def test_a_draft_of_a_published_page_is_published(news_index):
    imported([sure()], news_index, publish=True)
    imported([sure(subtitle="Other")], news_index)
    assert news_pages().get().subtitle == ""
    assert states(imported([sure(subtitle="Other")], news_index, publish=True)) == ["published"]
    page = news_pages().get()
    assert (page.subtitle, page.has_unpublished_changes) == ("Other", False)


def test_the_draft_of_the_last_import_is_what_is_published(news_index):
    imported([sure()], news_index)
    imported([sure(subtitle="Other")], news_index)
    imported([sure(subtitle="Other")], news_index, publish=True)
    assert news_pages().get().subtitle == "Other"
    assert news_pages().get().live


def test_a_dry_run_tells_it_and_writes_nothing(news_index):
    imported(documents(2), news_index)
    with CaptureQueriesContext(connection) as queries:
        outcomes = imported(documents(2), news_index, publish=True, dry_run=True)
    assert states(outcomes) == ["published"] * 2
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)
    assert not any(live().values())


def test_undo_takes_it_back(news_index, django_capture_on_commit_callbacks):
    items = [document("a", INTERVIEW), document("b", "B\nA paragraph.")]
    imported(items, news_index)
    before, logged = rows(), PageLogEntry.objects.count()
    records = list(ImportedDocument.objects.order_by("pk").values())
    heard = []

    def listen(instance, **kwargs):
        heard.append(instance.title)

    imported(items, news_index, publish=True)
    page_unpublished.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            assert [one.state for one in undo_run(ImportRun.objects.first())] == ["restored"] * 2
    finally:
        page_unpublished.disconnect(listen)
    assert sorted(heard) == ["B", "Wells"]
    assert rows() == before
    assert not any(live().values())
    assert PageLogEntry.objects.count() == logged
    assert list(ImportedDocument.objects.order_by("pk").values()) == records
    # And it can be done again.
    assert states(imported(items, news_index, publish=True)) == ["published"] * 2


def test_who_listens_hears_of_it(news_index, django_capture_on_commit_callbacks):
    imported(documents(2), news_index)
    heard = []

    def listen(instance, revision, **kwargs):
        heard.append((instance.title, revision.pk == instance.latest_revision_id))

    page_published.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            imported(documents(2), news_index, publish=True)
    finally:
        page_published.disconnect(listen)
    assert heard == [("Title 0", True), ("Title 1", True)]


def edit(page):
    page.specific.save_revision()


def unpublish(page):
    page.specific.get_latest_revision().publish()
    type(page)._default_manager.get(pk=page.pk).unpublish()


def lock(page):
    type(page)._default_manager.filter(pk=page.pk).update(locked=True)


def schedule(page):
    page = page.specific
    page.go_live_at = timezone.now() + datetime.timedelta(days=1)
    page.save()


def schedule_revision(page):
    when = timezone.now() + datetime.timedelta(days=1)
    Revision.page_revisions.filter(object_id=str(page.pk)).update(approved_go_live_at=when)


def submit(page):
    from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

    workflow = Workflow.objects.create(name="Desk")
    task = GroupApprovalTask.objects.create(name="Look")
    task.groups.add(Group.objects.create(name="Editors of the desk"))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    workflow.start(page.specific, None)


@pytest.mark.parametrize(
    ("act", "said"),
    [
        (edit, drafts.EDITED),
        (unpublish, drafts.UNPUBLISHED),
        (lock, drafts.LOCKED),
        (schedule, drafts.SCHEDULED),
        (schedule_revision, drafts.SCHEDULED),
        (submit, drafts.IN_WORKFLOW),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_what_somebody_was_at_stays(news_index, monkeypatch, act, said, late):
    """Also where they were at it between the plan and the writing."""
    if late and act in (schedule_revision, submit):
        pytest.skip("Nobody does that without saving a revision.")
    imported([sure("a"), sure("b")], news_index)
    page = news_pages().get(title="Article a")
    if late:
        build = drafts.build

        def planned(entries):
            build(entries)
            act(page)

        monkeypatch.setattr(drafts, "build", planned)
    else:
        act(page)
    revisions = page.revisions.count()
    outcomes = imported([sure("a"), sure("b")], news_index, publish=True)
    assert states(outcomes) == ["unchanged", "published"]
    assert outcomes[0].message == said
    assert outcomes[0].held == "by_hand"
    assert live() == {"Article a": False, "Article b": True}
    assert page.revisions.count() == revisions + (late and act in (edit,))
    again = imported([sure("a"), sure("b")], news_index, publish=True)
    assert states(again) == ["unchanged"] * 2


def test_an_accepted_proposal_stays_a_draft(news_index, django_user_model):
    imported([sure()], news_index)
    edit(news_pages().get())
    imported([sure(subtitle="Other")], news_index)
    accept(ImportProposal.objects.get(), django_user_model.objects.create(username="e"), everything=True)
    [outcome] = imported([sure(subtitle="Other")], news_index, publish=True)
    assert (outcome.state, outcome.message) == ("unchanged", drafts.NOT_OF_IMPORT)
    assert not news_pages().get().live


def test_what_is_not_sure_enough_stays_and_waits_for_eyes(news_index):
    items = [sure("a"), sure("b", confidence=0.4)]
    imported(items, news_index)
    assert waiting().unsure == 0
    outcomes = imported(items, news_index, publish=True)
    assert states(outcomes) == ["published", "unchanged"]
    assert "40% sure" in outcomes[1].message
    assert outcomes[1].held == "unsure"
    assert live() == {"Article a": True, "Article b": False}
    assert waiting().unsure == 1
    report = ImportRun.objects.first().report
    assert [row["source"] for row in report["unsure"]] == ["archive/b.txt"]
    record = ImportedDocument.objects.get(source="archive/b.txt")
    assert [warning["code"] for warning in record.warnings] == ["unsure"]
    # Nothing more is to be said of it.
    changes = ImportChange.objects.count()
    imported(items, news_index, publish=True)
    assert ImportChange.objects.count() == changes
    # And undone, nothing was said.
    list(undo_run(ImportRun.objects.order_by("pk")[1]))
    record.refresh_from_db()
    assert (record.warnings, record.doubt, record.warnings_count) == ([], "", 0)


def test_a_lower_limit_publishes_only_where_it_is_given(news_index, news_settings):
    items = [sure("a", confidence=0.7)]
    imported(items, news_index, publish=True, publish_above=0.8)
    [outcome] = imported(items, news_index, publish=True)
    assert (outcome.state, outcome.held, outcome.message) == ("unchanged", "unsure", drafts.WAS_UNSURE)
    assert states(imported(items, news_index, publish=True, publish_above=0.6)) == ["published"]
    assert news_pages().get().live
    record = ImportedDocument.objects.get()
    assert (record.doubt, record.warnings, record.warnings_count) == ("", [], 0)


def test_lists_and_what_the_source_keeps_back_stay(news_index):
    items = [
        document("a", "List of wells\nOne.\nTwo."),
        document("b", "B\nA paragraph.", draft=True),
        document("c", "C\nAnother paragraph."),
    ]
    imported(items, news_index, keep_lists=True)
    outcomes = imported(items, news_index, keep_lists=True, publish=True)
    assert [outcome.held for outcome in outcomes] == ["not_an_article", "kept_back", ""]
    outcomes = imported(items, news_index, publish=True)
    assert "published" not in states(outcomes)
    assert sum(live().values()) == 1


@pytest.mark.parametrize("publish_first", [False, True])
def test_what_extraction_makes_of_it_again_is_published_too(news_index, publish_first):
    imported([sure("a"), sure("b", confidence=0.4)], news_index, publish=publish_first)
    items = list(stored_items(ImportedDocument.objects.all()))
    expected = ["unchanged" if publish_first else "published", "unchanged"]
    assert states(imported(items, news_index, publish=True)) == expected
    assert live() == {"Article a": True, "Article b": False}
    assert waiting().unsure == 1
    changes = ImportChange.objects.count()
    items = list(stored_items(ImportedDocument.objects.all()))
    assert states(imported(items, news_index, publish=True)) == ["unchanged", "unchanged"]
    assert ImportChange.objects.count() == changes


def test_a_document_that_changed_beside_its_article_is_published(news_index):
    imported([document()], news_index)
    changed = document(content="A title\nTeaser of today\nA paragraph.")
    assert states(imported([changed], news_index, publish=True)) == ["published"]
    assert news_pages().get().live
    assert "Teaser of today" in ImportedDocument.objects.get().original
    assert states(imported([changed], news_index, publish=True)) == ["unchanged"]


def test_nothing_is_published_that_is_not_valid(news_index):
    imported(documents(3), news_index)
    page = news_pages()[1]
    revision = page.get_latest_revision()
    revision.content = {**revision.content, "title": ""}
    revision.save()
    outcomes = imported(documents(3), news_index, publish=True)
    assert states(outcomes) == ["published", "failed", "published"]
    assert [page.live for page in news_pages()] == [True, False, True]


def test_what_cannot_be_written_fails_alone(news_index, monkeypatch):
    imported(documents(3), news_index)

    update = batches.bulk_update_pages

    def refuse(pages, **options):
        update(pages, **options)
        if any(page.title == "Title 1" for page in pages):
            raise ValueError("No.")

    monkeypatch.setattr(batches, "bulk_update_pages", refuse)
    assert states(imported(documents(3), news_index, publish=True)) == ["published", "failed", "published"]
    assert [page.live for page in news_pages()] == [True, False, True]
    monkeypatch.undo()
    assert states(imported(documents(3), news_index, publish=True)) == ["unchanged", "published", "unchanged"]


def test_a_tag_that_was_deleted_since_is_no_obstacle(news_index):
    items = [document("a", "A\nA paragraph.", tags=("Water",)), document("b", "B\nAnother paragraph.")]
    imported(items, news_index)
    from taggit.models import Tag

    Tag.objects.all().delete()
    assert states(imported(items, news_index, publish=True)) == ["published"] * 2
    assert all(live().values())


def test_only_who_may_publish_does(news_index, django_user_model):
    user = django_user_model.objects.create(username="writer")
    group = Group.objects.create(name="Writers")
    user.groups.add(group)
    codename = f"change_{news_index.permissions_for_user(user).page._meta.model_name}"
    for name in {"add_page", "change_page", codename} & set(
        Permission.objects.values_list("codename", flat=True)
    ):
        permission = Permission.objects.filter(codename=name).first()
        GroupPagePermission.objects.create(group=group, page=news_index, permission=permission)
    imported(documents(2), news_index)
    outcomes = imported(documents(2), news_index, publish=True, user=user)
    assert states(outcomes) == ["failed"] * 2
    assert "permission to publish" in outcomes[0].message
    assert not any(live().values())
    user.is_superuser = True
    user.save()
    user = django_user_model.objects.get(pk=user.pk)
    assert states(imported(documents(2), news_index, publish=True, user=user)) == ["published"] * 2
    revision = news_pages().first().latest_revision
    assert revision.user_id == user.pk


@pytest.mark.parametrize("with_user", [False, True])
def test_the_number_of_queries_does_not_grow(news_index, admin_user, with_user):
    counts = []
    for size, prefix in ((30, "a"), (90, "b")):
        items = [
            document(
                f"{prefix}{number}",
                json.dumps(
                    {
                        "title": f"Title {prefix}{number}",
                        "confidence": 0.3 if number % 5 == 1 else 0.9,
                        "kind": "interview" if number % 2 else "news",
                        "interviewee": {"name": "Aigul Sadykova"} if number % 2 else None,
                    }
                ),
                tags=("Water", f"Tag {prefix}{number}"),
            )
            for number in range(size)
        ]
        imported(items, news_index)
        run_import([], news_index, extractor=plain).close()
        with CaptureQueriesContext(connection) as queries:
            outcomes = imported(
                items, news_index, publish=True, user=admin_user if with_user else None, batch_size=500
            )
        counts.append(len(queries))
        assert states(outcomes).count("published") == size * 4 // 5
    # Sixty more documents; a heartbeat more, where the machine is slow.
    assert counts[1] <= counts[0] + 8, [query["sql"][:150] for query in queries]


@full_text
def test_search_finds_what_is_published(news_index):
    imported([sure("a")], news_index)
    manager = type(news_pages().get()).objects
    assert not list(manager.live().search("Article"))
    imported([sure("a")], news_index, publish=True)
    assert [page.title for page in manager.live().search("Article")] == ["Article a"]
    # A draft of a page that is online is found once it is published.
    changed = [sure("a", title="Sluices")]
    imported(changed, news_index)
    assert not list(manager.live().search("Sluices"))
    assert states(imported(changed, news_index, publish=True)) == ["published"]
    assert [page.title for page in manager.live().search("Sluices")] == ["Sluices"]


# ------------------------------------------------------------------ as a user does

TEXT = (
    "Council agrees on {what}\n\nThe town council met on Thursday and agreed on {what} for the valley.\n\n"
    "The work on {what} begins in the autumn and is paid for by the province, as the mayor said.\n"
)
COUNTS = """
import django, json
django.setup()
from wagtail_cstonews import conf
from wagtail_cstonews.models import ImportRun
pages = conf.get_news_page_model().objects.order_by("title")
print(json.dumps([ImportRun.objects.first().counts, {page.title: page.live for page in pages}]))
"""


@pytest.fixture
def run_there(tmp_path):
    run = site_in(tmp_path)
    (tmp_path / "archive").mkdir()
    for what in ("wells", "roads", "schools"):
        (tmp_path / "archive" / f"{what}.txt").write_text(TEXT.format(what=what), encoding="utf-8")
    return run


IMPORT = ("-m", "django", "import_news", "archive", "--to", "/news/", "--no-site-profiles")


def left(run):
    return json.loads(run("-c", COUNTS)[0])


@pytest.mark.own_database
@pytest.mark.slow
def test_as_a_user_does(run_there, tmp_path):
    publish = (*IMPORT, "--publish", "--publish-above", "0")
    run_there(*IMPORT)
    edited = (
        "import django; django.setup()\n"
        "from wagtail_cstonews import conf\n"
        "conf.get_news_page_model().objects.get(title__endswith='roads').save_revision()"
    )
    run_there("-c", edited)
    out, _ = run_there(*publish, "--dry-run")
    assert "3 documents: 2 published from drafts, 1 unchanged." in out
    lines = {line.split()[0]: line for line in out.splitlines() if ".txt" in line}
    assert sum("  published  " in line for line in lines.values()) == 2
    assert drafts.EDITED[:20] in out
    assert set(left(run_there)[1].values()) == {False}
    out, _ = run_there(*publish, "--workers", "2", "--report", "report.html")
    assert "2 pages published in News (/news/), " in out
    assert "1 draft of earlier imports not published (1 edited or held by hand)." in out
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert report["counts"]["published"] == 2
    held = {document["source"].rpartition("/")[2]: document["held"] for document in report["documents"]}
    assert held == {"roads.txt": "by_hand", "schools.txt": "", "wells.txt": ""}
    assert "published" in (tmp_path / "report.html").read_text(encoding="utf-8")
    counts, live = left(run_there)
    assert counts == {"published": 2, "unchanged": 1}
    assert sorted(live.values()) == [False, True, True]
    out, _ = run_there(*publish)
    assert "Nothing to do: all 3 documents are unchanged." in out
    run_there("-m", "django", "undo_news_import", "2", "--no-input")
    assert set(left(run_there)[1].values()) == {False}
    run_there(*publish, "--enqueue")
    counts, again = left(run_there)
    assert counts == {"published": 2, "unchanged": 1}
    assert again == live


@pytest.mark.own_database
@pytest.mark.slow
def test_what_is_unsure_is_told_to_a_user(run_there):
    run_there(*IMPORT)
    out, _ = run_there(*IMPORT, "--publish", "--publish-above", "100%")
    assert "3 drafts of earlier imports not published (3 too unsure)." in out
    assert "news_import_status --waiting name what was too unsure" in out
    out, _ = run_there("-m", "django", "news_import_status", "--waiting")
    assert "3 drafts too unsure to be published" in out
    assert "wells.txt: Extraction is" in out
