"""Changed documents whose pages were edited by hand."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from wagtail_cstonews.importing.entries.stored import same_article, stored_article, stored_document
from wagtail_cstonews.importing.proposals.desk import Desk, ProposalError, accept, dismiss, proposed_page
from wagtail_cstonews.importing.reading.extracting import extract_document
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun, Person

from ..helpers import CHANGED, body_of, document, edit, imported, news_pages, states, writes

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


def test_accepting_keeps_what_the_desk_changed(proposal, news_index):
    user = factories.make_user()
    before = news_pages().get().live_revision_id
    page = accept(proposal, user, news_pages().get().latest_revision_id)
    assert page.pk == news_pages().get().pk
    page = news_pages().get()
    assert (latest().title, latest().subtitle) == ("By hand", "Also by hand")
    assert body_of(latest()) == [("paragraph", "<p>Another paragraph.</p>")]
    assert page.get_latest_revision().user == user
    assert (page.live_revision_id, page.has_unpublished_changes) == (before, True)
    assert not ImportProposal.objects.exists()
    record = ImportedDocument.objects.get()
    assert (record.original, record.state, record.message) == (CHANGED, "changed", "")
    assert states(imported([document(content=CHANGED)], news_index)) == ["unchanged"]


def test_after_a_merge_the_next_change_is_merged_too(proposal, news_index):
    accept(proposal, None)
    assert states(imported([document(content=LATER)], news_index)) == ["edited"]
    accept(ImportProposal.objects.get(), None)
    assert (latest().title, latest().subtitle) == ("By hand", "Also by hand")
    assert body_of(latest()) == [("paragraph", "<p>A third paragraph.</p>")]


def test_a_page_without_changes_of_its_own_follows_its_document_again(news_index):
    imported([document()], news_index)
    edit(news_pages().get(), title="By hand").publish()
    edit(news_pages().get(), title="A title").publish()
    imported([document(content=CHANGED)], news_index)
    accept(ImportProposal.objects.get(), None)
    assert states(imported([document(content=LATER)], news_index)) == ["changed"]


def test_taking_all_of_it(proposal, news_index):
    accept(proposal, None, everything=True)
    assert (latest().title, latest().subtitle) == ("A title", "")
    record = ImportedDocument.objects.get()
    assert record.imported_revision_id == news_pages().get().latest_revision_id
    assert states(imported([document(content=LATER)], news_index)) == ["changed"]


def both_changed(news_index):
    """A proposal: the desk changed the title, and both did the first of two paragraphs."""
    imported([document(content="A title\nOne here.\nTwo here.")], news_index)
    page = news_pages().get()
    blocks = list(page.body.raw_data)
    blocks[0]["value"] = "<p data-block-key='x1'>One by hand here.</p>"
    edit(page, title="By hand", body=page.body.stream_block.to_python(blocks))
    imported([document(content="A title\nOne again here.\nTwo again here.\nThree here.")], news_index)
    return ImportProposal.objects.get()


def test_where_both_changed_a_paragraph_somebody_is_asked(news_index):
    proposal = both_changed(news_index)
    [part] = Desk(proposal).merge.conflicts
    assert sorted(part.options) == ["both", "mine", "theirs"]
    with pytest.raises(ProposalError, match="Say at each of them what holds"):
        accept(proposal, None)
    assert ImportProposal.objects.exists()
    accept(proposal, None, answers={part.key: "both"})
    assert latest().title == "By hand"
    assert [value.split(">")[1] for _, value in body_of(latest())] == [
        "One by hand here.</p",
        "One again here.</p",
        "Two again here.</p",
        "Three here.</p",
    ]
    assert len({block["id"] for block in latest().body.raw_data}) == 4


@pytest.mark.parametrize(("answer", "first"), [("mine", "One by hand here."), ("theirs", "One again here.")])
def test_the_answer_holds(news_index, answer, first):
    proposal = both_changed(news_index)
    accept(proposal, None, answers={part.key: answer for part in Desk(proposal).merge.conflicts})
    texts = [value.split(">")[1].split("<")[0] for _, value in body_of(latest())]
    assert texts == [first, "Two again here.", "Three here."]


def test_without_the_imports_own_revision_the_record_says_what_it_wrote(proposal):
    page = news_pages().get()
    # As wagtail's purge_revisions leaves it, once the newer draft was published.
    edit(page, title="By hand", subtitle="Also by hand").publish()
    newest = news_pages().get().latest_revision_id
    page.revisions.exclude(pk=newest).delete()
    accept(proposal, None)
    assert (latest().title, body_of(latest())) == ("By hand", [("paragraph", "<p>Another paragraph.</p>")])


def test_tags_of_the_desk_and_of_the_source_come_together(news_index):
    imported([document(tags=("water", "old"))], news_index)
    page = news_pages().get()
    page.tags.add("desk")
    edit(page)
    imported([document(content=CHANGED, tags=("water", "new"))], news_index)
    accept(ImportProposal.objects.get(), None)
    latest().save_revision().publish()
    assert set(news_pages().get().tags.names()) == {"water", "new", "desk"}


def test_nobody_is_made_for_words_that_are_turned_down(news_index):
    def telling(name):
        quote = f"“We will build the well again next spring,” said {name}, director of the Institute."
        return document(content=f"Wells\n\n{quote}\n\nThe council met on Thursday and agreed.\n")

    def whole(raw):
        return extract_document(raw)

    imported([telling("Marta Oyelaran")], news_index, extractor=whole)
    page = news_pages().get()
    blocks = list(page.body.raw_data)
    number = next(n for n, block in enumerate(blocks) if "next spring" in str(block["value"]))
    if isinstance(blocks[number]["value"], str):
        blocks[number]["value"] = blocks[number]["value"].replace("next spring", "in spring")
    else:
        blocks[number]["value"] = {
            **blocks[number]["value"],
            "quote": "We will build it in spring",
            "speaker_name": "M. O.",
            "role": "x",
        }
    edit(page, body=page.body.stream_block.to_python(blocks))
    imported([telling("Teodora Quillane")], news_index, extractor=whole)
    proposal = ImportProposal.objects.get()
    keys = [part.key for part in Desk(proposal).merge.conflicts]
    assert keys
    accept(proposal, None, answers=dict.fromkeys(keys, "mine"))
    assert not Person.objects.filter(name="Teodora Quillane").exists()


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
    imported([document()], news_index)

    def edited(raw, article):
        edit(news_pages().get(), title="By hand")

    [outcome] = imported([document(content=CHANGED)], news_index, on_article=edited)
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
