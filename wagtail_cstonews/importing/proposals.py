"""Changed documents whose pages were edited by hand: the new article waits until somebody decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from ..compat import get_base_page_model
from ..extraction.article import Article, RawDocument
from ..models import ImportedDocument, ImportProposal, ImportRun
from .builder import BuiltPage, rebuild_page
from .entries import Entry
from .images import images_on_record
from .links import settle
from .matching import DISMISSED
from .people import PeopleBook
from .records import doubt_of, given_of, storable
from .stored import stored_article, stored_document


class ProposalError(Exception):
    """A proposal cannot be accepted; the message says why."""


def write_proposals(entries: Sequence[Entry], run: ImportRun) -> None:
    """Keeps the proposals of a batch, and drops those that nothing is left of. In the batch's transaction."""
    proposed = [entry for entry in entries if is_proposal(entry)]
    settled = [
        entry.record.pk
        for entry in entries
        if entry.record and entry.had_proposal and entry.state in ("unchanged", "changed", "new")
    ]
    replaced = [entry.record.pk for entry in proposed if entry.record and entry.had_proposal]
    if settled or replaced:
        ImportProposal.objects.filter(document__in=settled + replaced).delete()
    if proposed:
        ImportProposal.objects.bulk_create([proposal_of(entry, run) for entry in proposed])


def is_proposal(entry: Entry) -> bool:
    """Whether what was extracted of the document is kept as a proposal."""
    return entry.state in ("edited", "not_an_article") and entry.proposes and entry.extracted is not None


def proposal_of(entry: Entry, run: ImportRun) -> ImportProposal:
    document = entry.document
    if entry.extracted is None:
        raise ValueError("Nothing was extracted.")
    return ImportProposal(
        document=entry.record,
        run=run,
        content_hash=entry.content_hash,
        media_type=document.media_type,
        encoding=entry.extracted.encoding,
        url=storable(document.url or ""),
        given=storable(given_of(document)),
        original=storable(entry.extracted.original),
        article=storable(entry.extracted.article.to_dict()),
    )


# ------------------------------------------------------------------ looked at, accepted, dismissed


def current_page(proposal: ImportProposal) -> Any:
    """The page as its latest revision has it. Raises :exc:`ProposalError`."""
    # An object of its own at each call: without a draft, Wagtail gives the page itself.
    page = get_base_page_model()._default_manager.filter(pk=proposal.document.page_id).first()
    if page is None:
        raise ProposalError("Its page was deleted since.")
    return page.specific.get_latest_revision_as_object()


def book_of(
    article: Article, document: RawDocument, proposal: ImportProposal
) -> tuple[PeopleBook, list[str]]:
    """The people and tags of a proposal, and the tags that the document had before."""
    people = PeopleBook.load([article])
    before = proposal.document.given.get("tags", [])
    people.tags.load([*document.tags, *before])
    return people, before


def proposed_page(proposal: ImportProposal) -> BuiltPage:
    """The page as it would be: what the article says, on what editors added. Nothing is written.

    Raises :exc:`ProposalError`, and :exc:`ValidationError` where the page type refuses the article.
    """
    article = stored_article(proposal.article)
    document = stored_document(proposal)
    people, tags_before = book_of(article, document, proposal)
    images = images_on_record(article, document)
    page = current_page(proposal)
    built = rebuild_page(article, document, proposal.document.key_hash, people, page, images, tags_before)
    settle(built.page)
    for slot in built.slots:
        slot.fill(people.find_for(slot))
    return built


@transaction.atomic
def accept(proposal: ImportProposal, user: Any, revision: int | None = None) -> Any:
    """Saves the proposal as a new draft revision, and gives the page.

    ``revision`` is the page's latest one that the user has seen. Raises :exc:`ProposalError` where the page
    was edited since, and :exc:`ValidationError`.
    """
    document = ImportedDocument.objects.select_for_update().get(pk=proposal.document_id)
    pages = get_base_page_model()._default_manager.select_for_update()
    latest = pages.filter(pk=document.page_id).values_list("latest_revision_id", flat=True).first()
    if revision is not None and latest != revision:
        raise ProposalError("The page was edited since you looked at it. Look at the proposal again.")
    article = stored_article(proposal.article)
    proposed = stored_document(proposal)
    people, tags_before = book_of(article, proposed, proposal)
    page = current_page(proposal)
    images = images_on_record(article, proposed)
    built = rebuild_page(article, proposed, document.key_hash, people, page, images, tags_before)
    settle(built.page)
    people.settle(built.slots)
    people.tags.settle([built.page])
    # It was validated when it was built.
    saved = page.save_revision(user=user, log_action=True, clean=False)
    take_over(document, proposal, saved.pk)
    proposal.delete()
    return page


def take_over(document: ImportedDocument, proposal: ImportProposal, revision_id: int) -> None:
    """Has the record say what the page says now."""
    article = proposal.article
    for name in ("content_hash", "media_type", "encoding", "url", "given", "original", "article"):
        setattr(document, name, getattr(proposal, name))
    document.kind = article.get("kind", "")
    document.title = article.get("title") or ""
    document.language = (article.get("language") or "")[:20]
    document.confidence = article.get("confidence")
    document.warnings_count = len(article.get("warnings", ()))
    document.doubt = doubt_of(warning.get("code", "") for warning in article.get("warnings", ()))
    document.state, document.message = ImportedDocument.State.CHANGED, ""
    document.imported_revision_id = revision_id
    document.save()


@transaction.atomic
def dismiss(proposal: ImportProposal) -> None:
    """Leaves the page as it is. The same text is not proposed again."""
    proposal.state = ImportProposal.State.DISMISSED
    proposal.save(update_fields=["state"])
    ImportedDocument.objects.filter(pk=proposal.document_id).update(message=DISMISSED)
