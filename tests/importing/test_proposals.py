"""Changed documents whose pages were edited by hand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.importing.proposals import ProposalError, accept, dismiss, proposed_page
from wagtail_cstonews.importing.run import extract_document
from wagtail_cstonews.importing.stored import same_article, stored_article, stored_document
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun

from .helpers import body_of, document, imported, news_pages, states
from .test_matching import CHANGED, edit
from .test_run import writes

pytestmark = pytest.mark.django_db

LATER = "A title\nA third paragraph."


@pytest.fixture
def proposal(news_index):
    """A document that changed after its page was edited by hand."""
    imported([document()], news_index, publish=True)
    edit(news_pages().get(), title="By hand", subtitle="Also by hand")
    imported([document(content=CHANGED)], news_index)
    return ImportProposal.objects.get()


def latest():
    return news_pages().get().get_latest_revision_as_object()


def test_proposal_is_kept_beside_the_record(proposal):
    record = ImportedDocument.objects.get()
    assert proposal.document == record
    assert (proposal.original, record.original) == (CHANGED, "A title\nA paragraph.")
    assert (record.state, proposal.state) == ("edited", "waiting")
    assert "waits as a proposal" in record.message
    assert (latest().title, latest().subtitle) == ("By hand", "Also by hand")
    assert proposal.run == ImportRun.objects.first()


def test_the_same_is_not_proposed_twice(proposal, news_index):
    with CaptureQueriesContext(connection) as queries:
        [outcome] = imported([document(content=CHANGED)], news_index)
    assert outcome.state == "edited"
    assert all("importrun" in sql for sql in writes(queries.captured_queries))


def test_a_later_text_takes_the_place_of_the_proposal(proposal, news_index):
    imported([document(content=LATER)], news_index)
    assert ImportProposal.objects.get().original == LATER


def test_proposal_goes_when_the_document_is_what_it_was(proposal, news_index):
    assert states(imported([document()], news_index)) == ["unchanged"]
    assert not ImportProposal.objects.exists()


def test_looking_writes_nothing(proposal):
    with CaptureQueriesContext(connection) as queries:
        page = proposed_page(proposal).page
    assert not writes(queries.captured_queries)
    assert (page.title, page.subtitle) == ("A title", "")
    assert body_of(page) == [("paragraph", "<p>Another paragraph.</p>")]


def test_accept(proposal, news_index):
    user = factories.make_user()
    before = news_pages().get().live_revision_id
    accept(proposal, user, news_pages().get().latest_revision_id)
    page = news_pages().get()
    assert (latest().title, body_of(latest())) == ("A title", [("paragraph", "<p>Another paragraph.</p>")])
    assert page.get_latest_revision().user == user
    assert (page.live_revision_id, page.has_unpublished_changes) == (before, True)
    assert not ImportProposal.objects.exists()
    record = ImportedDocument.objects.get()
    assert (record.original, record.state, record.message) == (CHANGED, "changed", "")
    assert record.imported_revision_id == page.latest_revision_id
    assert states(imported([document(content=CHANGED)], news_index)) == ["unchanged"]
    assert states(imported([document(content=LATER)], news_index)) == ["changed"]


def test_accept_after_another_edit(proposal):
    seen = news_pages().get().latest_revision_id
    edit(news_pages().get(), title="Again by hand")
    with pytest.raises(ProposalError, match="edited since you looked at it"):
        accept(proposal, None, seen)
    assert latest().title == "Again by hand"
    assert ImportProposal.objects.exists()


def test_accept_when_the_page_is_gone(proposal):
    news_pages().get().delete()
    proposal.document.refresh_from_db()
    with pytest.raises(ProposalError, match="deleted"):
        accept(proposal, None)


def test_dismiss(proposal, news_index):
    dismiss(proposal)
    assert latest().title == "By hand"
    [outcome] = imported([document(content=CHANGED)], news_index)
    assert (outcome.state, "dismissed" in outcome.message) == ("edited", True)
    assert ImportProposal.objects.get().state == "dismissed"
    imported([document(content=LATER)], news_index)
    assert ImportProposal.objects.get().state == "waiting"


def test_skip(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    [outcome] = imported([document(content=CHANGED)], news_index, on_conflict="skip")
    assert outcome.state == "edited"
    assert "Bring in by hand" in outcome.message
    assert not ImportProposal.objects.exists()


def test_overwrite(proposal, news_index):
    [outcome] = imported([document(content=CHANGED)], news_index, on_conflict="overwrite", publish=True)
    assert outcome.state == "changed"
    assert news_pages().get().title == "A title"
    assert not ImportProposal.objects.exists()
    assert news_pages().get().revisions.count() == 3


def test_dry_run_proposes_nothing(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand")
    [outcome] = imported([document(content=CHANGED)], news_index, dry_run=True)
    assert outcome.state == "edited"
    assert not ImportProposal.objects.exists()


def test_edited_while_the_batch_was_planned(news_index):
    from wagtail_cstonews.importing import run

    imported([document()], news_index)
    real = run.ImportRunner.write

    def write(self, batches, *args):
        def edited():
            for batch in batches:
                edit(news_pages().get(), title="By hand")
                yield batch

        return real(self, edited(), *args)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run.ImportRunner, "write", write)
        [outcome] = imported([document(content=CHANGED)], news_index)
    assert (outcome.state, latest().title) == ("edited", "By hand")
    assert ImportProposal.objects.get().original == CHANGED


@pytest.mark.parametrize("media_type", ["text", "html"])
def test_stored_document_and_article_are_what_they_were(media_type):
    text = (
        "The council met\n\nCouncil agrees on wells, said Marta Oyelaran, director of the Institute.\n\n"
        "“The wells are deep enough for all of us and for our children,” said Marta Oyelaran on Thursday.\n"
    )
    if media_type == "html":
        text = "<h1>Wells</h1>" + "".join(f"<p><b>{line}</b></p>" for line in text.splitlines() if line)
        text += "<ul><li>One</li><li>Two</li></ul><table><tr><th>A</th><td>B</td></tr></table>"
    raw = document("a", text, media_type=media_type, title="Wells", date="2024-05-01", language="en")
    article = extract_document(raw).article
    assert stored_article(article.to_dict()).to_dict() == article.to_dict()
    assert same_article(article.to_dict(), {**article.to_dict(), "confidence": 0, "lines": []})
    assert not same_article(article.to_dict(), {**article.to_dict(), "title": "Other"})


def test_stored_document(news_index):
    raw = document("a", url="https://courier.example/a", title="T", date="2024-05-01", author="A. Writer")
    imported([raw], news_index)
    assert stored_document(ImportedDocument.objects.get()) == raw
