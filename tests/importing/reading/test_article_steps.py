"""A site's own steps, between what extraction found and the page."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail import hooks

from wagtail_cstonews.extraction.article import Heading, Paragraph
from wagtail_cstonews.importing.reading.article_steps import HOOK
from wagtail_cstonews.models import ImportedDocument

from ..helpers import body_of, document, documents, imported, news_pages, refuse_batches, states

pytestmark = pytest.mark.django_db


def shout(article, document):
    article.title = article.title.upper()


def add_source(article, document):
    article.body.append(Paragraph(f"From {document.source}."))


def refuse_one(article, document):
    if document.id == "001":
        article.body.clear()
        raise ValueError("I want no such thing")


def test_steps_change_what_becomes_of_a_document(news_index):
    with hooks.register_temporarily(HOOK, shout), hooks.register_temporarily(HOOK, add_source):
        (found,) = imported([document()], news_index)
    page = news_pages().get()
    assert (found.title, page.title) == ("A TITLE", "A TITLE")
    assert body_of(page)[-1] == ("paragraph", "<p>From archive/a.txt.</p>")
    assert ImportedDocument.objects.get().article["title"] == "A TITLE"


def test_a_step_may_give_another_article(news_index):
    def begin_anew(article, document):
        return type(article)(article.id, article.source, title="Another", body=[Heading("Anew")])

    with hooks.register_temporarily(HOOK, begin_anew):
        imported([document()], news_index)
    page = news_pages().get()
    assert (page.title, body_of(page)) == ("Another", [("heading", "Anew")])


def test_they_run_in_their_order(news_index):
    order = []
    with (
        hooks.register_temporarily(HOOK, lambda *_: order.append("second"), order=1),
        hooks.register_temporarily(HOOK, lambda *_: order.append("first"), order=-1),
    ):
        imported([document()], news_index)
    assert order == ["first", "second"]


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_step_that_raises_fails_that_document_alone(news_index, dry_run):
    with hooks.register_temporarily(HOOK, refuse_one):
        found = imported(documents(3), news_index, dry_run=dry_run)
    assert states(found) == ["new", "failed", "new"]
    assert found[1].message == (
        f"The article step {__name__}.refuse_one failed (ValueError: I want no such thing). "
        "Mend it, then import the document again."
    )
    assert news_pages().count() == (0 if dry_run else 2)


def test_what_failed_is_taken_up_again(news_index):
    with hooks.register_temporarily(HOOK, refuse_one):
        imported(documents(2), news_index)
    assert states(imported(documents(2), news_index)) == ["unchanged", "new"]


def test_a_step_that_gives_something_else_is_named(news_index):
    with hooks.register_temporarily(HOOK, lambda article, document: "done"):
        (found,) = imported([document()], news_index)
    assert found.state == "failed"
    assert "gave a str, not an Article or None" in found.message


def test_a_step_runs_once_though_a_batch_is_written_one_by_one(news_index, monkeypatch):
    """Whoever adds a line must not add it twice, whatever the database refuses."""
    refuse_batches(monkeypatch)
    with hooks.register_temporarily(HOOK, add_source):
        assert states(imported(documents(3), news_index)) == ["new"] * 3
    for page in news_pages():
        assert sum("From archive/" in value for _, value in body_of(page)) == 1


def test_unchanged_documents_are_given_to_steps_when_extracted_again(news_index):
    imported(documents(1), news_index)
    with hooks.register_temporarily(HOOK, shout):
        assert states(imported(documents(1), news_index)) == ["unchanged"]
        call_command("import_news", "--all", verbosity=0)
    assert news_pages().get().get_latest_revision_as_object().title == "TITLE 0"
