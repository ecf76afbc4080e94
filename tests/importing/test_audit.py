"""What an import, an undo and decisions leave in Wagtail's log."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from tests import factories
from tests.importing.helpers import document, documents, imported, news_pages
from wagtail_cstonews.importing.audit import (
    ACCEPTED_PROPOSAL,
    DISMISSED_PROPOSAL,
    EXTRACTED_AGAIN,
    IMPORTED,
    UNDONE,
    logged_as,
)
from wagtail_cstonews.importing.proposals.desk import accept, dismiss
from wagtail_cstonews.importing.undo.runs import undo_run
from wagtail_cstonews.models import ImportProposal, ImportRun, Person

pytestmark = pytest.mark.django_db


def entries_of(page):
    return PageLogEntry.objects.filter(page=page.pk)


def test_what_a_run_did_to_pages_has_its_uuid(news_index):
    user = factories.make_user()
    for _ in range(2):
        imported(documents(3), news_index, publish=True, user=user)
        imported([document("a", f"A title {_}\nSome text {_}.")], news_index, publish=True, user=user)
    first, second, _, changed = ImportRun.objects.order_by("pk")
    page = news_pages().get(title="Title 0")
    found = entries_of(page).exclude(action=IMPORTED)
    assert set(found.values_list("action", "uuid", "user")) == {
        (action, first.uuid, user.pk) for action in ("wagtail.create", "wagtail.edit", "wagtail.publish")
    }
    page = news_pages().get(title="A title 1")
    assert set(entries_of(page).exclude(action=IMPORTED).values_list("uuid", flat=True)) == {
        second.uuid,
        changed.uuid,
    }


def test_the_history_of_every_page_names_the_run(news_index, admin_client):
    """Wagtail shows only the last entry with the same uuid and action, of whatever page."""
    imported(documents(3), news_index)
    run = ImportRun.objects.get()
    for page in news_pages():
        html = admin_client.get(f"/admin/pages/{page.pk}/history/").content.decode()
        assert f"Imported (import {run.pk})" in html


def test_links_at_the_end_are_of_the_run_too(news_index):
    imported(
        [document("a", "A title\nSee https://example.org/b here.", url="https://example.org/a")], news_index
    )
    imported([document("b", "B title\nText.", url="https://example.org/b")], news_index)
    of_pages = PageLogEntry.objects.filter(page__in=news_pages().values("pk")).exclude(action=IMPORTED)
    uuids = set(ImportRun.objects.values_list("uuid", flat=True))
    assert set(of_pages.values_list("uuid", flat=True)) == uuids


def test_people_are_logged_with_the_run_but_keep_their_own_history(news_index):
    text = '{"title": "T %s", "kind": "interview", "interviewee": {"name": "%s", "role": "Minister"}}'
    names = ("Aigul Sadykova", "Boris Ivanov")
    imported([document(str(n), text % (n, name)) for n, name in enumerate(names)], news_index)
    run = ImportRun.objects.get()
    for person in Person.objects.all():
        [entry] = ModelLogEntry.objects.for_instance(person)
        assert (entry.uuid, entry.data) == (None, {"run": run.pk})


def test_the_run_has_a_history_in_words(news_index):
    imported(documents(2), news_index)
    run = ImportRun.objects.get()
    imported(documents(2), news_index, again=run.pk)
    page = news_pages().first()
    page.title = "By hand"
    page.save_revision()
    list(undo_run(run))
    found = ModelLogEntry.objects.for_instance(run).order_by("pk")
    assert [entry.action for entry in found] == [IMPORTED, EXTRACTED_AGAIN, UNDONE]
    assert {entry.uuid for entry in found} == {run.uuid}
    assert [entry.message for entry in found] == [
        "Import ended: Finished, 2 documents",
        f"Extracted again (import {ImportRun.objects.latest('pk').pk})",
        "Undone: 1 deleted, 0 as before, 1 kept",
    ]


def test_a_failed_run_is_in_the_log_too(news_index):
    def items():
        yield document()
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError):
        imported(items(), news_index)
    entry = ModelLogEntry.objects.for_instance(ImportRun.objects.get()).get(action=IMPORTED)
    assert entry.data["state"] == "failed"


@pytest.fixture
def proposal(news_index):
    imported([document(content="A title\nA paragraph.")], news_index)
    page = news_pages().get()
    page.title = "By hand"
    page.save_revision()
    imported([document(content="A title\nAnother paragraph.")], news_index)
    return ImportProposal.objects.get()


def test_decisions_on_proposals_are_logged_with_who_decided(proposal):
    user = factories.make_user()
    page, run = proposal.document.page, proposal.run
    accept(proposal, user)
    entry = entries_of(page).get(action=ACCEPTED_PROPOSAL)
    assert (entry.user, entry.data["run"], entry.message) == (
        user,
        run.pk,
        "Accepted a proposal of an import",
    )


def test_a_dismissed_proposal_is_logged(proposal):
    user = factories.make_user()
    dismiss(proposal, user)
    entry = entries_of(proposal.document.page).get(action=DISMISSED_PROPOSAL)
    assert (entry.user, entry.message) == (user, "Dismissed a proposal of an import")


def test_every_action_has_a_name():
    labels = dict(registry.get_choices())
    for action in [name for name in labels if name.startswith("wagtail_cstonews.")]:
        assert str(labels[action])


def test_the_log_costs_one_query_a_batch_and_one_a_run(news_index):
    imported(documents(1), news_index)
    for number in (5, 20):
        items = [document(f"{number}-{n}", f"Title {number} {n}\nText {number} {n}.") for n in range(number)]
        with CaptureQueriesContext(connection) as queries:
            imported(items, news_index)
        written = [query["sql"] for query in queries if "logentry" in query["sql"].split("(")[0]]
        assert len(written) == 3


def test_outside_of_a_run_the_context_stays():
    from wagtail.log_actions import LogContext, get_active_log_context

    user = factories.make_user()
    with LogContext(user=user) as outer:
        with logged_as(None) as context:
            assert (context.user, context.uuid) == (user, outer.uuid)
        assert get_active_log_context() is outer
