"""Review of proposals: compare a changed article with its hand-edited page, then accept or dismiss it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from wagtail.models import COMMENTS_RELATION_NAME as COMMENTS
from wagtail.models import Revision

from ...compat import get_base_page_model
from ...documents import RawDocument
from ...extraction.article.article import Article
from ...models import ImportedDocument, ImportProposal
from ...quotations.reading import printed_texts
from ..audit import ACCEPTED_PROPOSAL, DISMISSED_PROPOSAL, log_decision
from ..building.blocks.person_choices import choosers
from ..building.links import link_to_pages
from ..building.page import NOT_CHECKED, contents_of, rebuild_page
from ..building.person_linker import PersonLinker
from ..entries.built import BuiltPage, Slot
from ..entries.stored import stored_article, stored_document
from ..files import files_on_record
from ..images import images_on_record
from ..matching.match import DISMISSED
from ..writing.priorities import refresh_priority, worst_of
from ..writing.records import note_warnings
from .equality import same
from .three_way import MINE, Merge, UnansweredError, merge

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page


class ProposalError(Exception):
    """A proposal cannot be accepted; the message says why."""


# ------------------------------------------------------------------ looked at, accepted, dismissed


def current_page(proposal: ImportProposal) -> Page:
    """The page as of its latest revision. Raises :exc:`ProposalError`."""
    # A new object at each call: without a draft, Wagtail returns the same page object.
    page = get_base_page_model()._default_manager.filter(pk=proposal.document.page_id).first()
    if page is None:
        raise ProposalError("Its page was deleted since.")
    return page.specific.get_latest_revision_as_object()


@dataclass
class Material:
    """The document and the article from which a page is built."""

    article: Article
    document: RawDocument
    people: PersonLinker
    tags_before: list[str]

    @classmethod
    def of(cls, kept: ImportProposal | ImportedDocument, tags_before: Sequence[str]) -> Material:
        """The material from a document's record, or from its proposal."""
        article, document = stored_article(kept.article), stored_document(kept)
        people = PersonLinker.load([article])
        people.tags.load([*document.tags, *tags_before])
        return cls(article, document, people, list(tags_before))

    def build_on(self, page: Page, seed: str) -> BuiltPage:
        """Build the article on the page, linking only people who are on record."""
        images = images_on_record(self.article, self.document)
        files = files_on_record(self.article, self.document)
        built = rebuild_page(
            self.article, self.document, seed, self.people, page, images, self.tags_before, files
        )
        link_to_pages(built.page)
        self.people.fill(built.slots)
        return built


class Desk:
    """A proposal with its page: the three sides of the merge.

    Nothing is written until :func:`accept`. Raises :exc:`ProposalError`, and :exc:`ValidationError` where the
    page type refuses the article.
    """

    def __init__(self, proposal: ImportProposal) -> None:
        self.proposal = proposal
        self.record = proposal.document
        self.material = Material.of(proposal, self.record.given.get("tags", []))
        self.mine = current_page(proposal)
        self.base = self.imported_page()
        self.theirs = self.material.build_on(self.imported_page(), self.record.key_hash)
        self.merge = self.merged()

    def imported_page(self) -> Page:
        """The page as the last import wrote it; a new object at each call."""
        revision = self.mine.revisions.filter(pk=self.record.imported_revision_id).first()
        if revision is not None:
            return revision.as_object()
        # If old revisions were purged, it is rebuilt from the record.
        material = Material.of(self.record, self.record.given.get("tags", []))
        return material.build_on(current_page(self.proposal), self.record.key_hash).page

    def merged(self) -> Merge:
        """The three-way merge of the current contents."""
        return merge(as_stored(self.base), as_stored(self.mine), as_stored(self.theirs.page))

    def page_with(self, answers: Mapping[str, str], default: str | None = None) -> Page:
        """The merged page, unsaved. Raises :exc:`~.three_way.UnansweredError`.

        Quotes beside the body are left out where the merged text does not print them.
        """
        page = self.mine.with_content_json(self.merge.result(answers, default))
        recorded = {block["id"]: block for block in self.mine.quotes.raw_data}
        blocks = list(page.quotes.raw_data)
        printed = [words_of(text) for _, text in printed_texts(page)]
        chosen = (
            block if is_printed(block["value"].get("quote") or "", printed) else recorded.get(block["id"])
            for block in blocks
        )
        kept = [block for block in chosen if block is not None]
        if kept != blocks:
            page.quotes = page.quotes.stream_block.to_python(kept)
        return page

    def all_of_it(self) -> BuiltPage:
        """The page with the article in all fields that the import sets; the editors' changes there are
        discarded.
        """
        return self.material.build_on(current_page(self.proposal), self.record.key_hash)

    def make_people_and_tags(self, built: BuiltPage, answers: Mapping[str, str] | None = None) -> None:
        """Create the people and tags that are needed, except those of rejected blocks."""
        dropped = turned_down(self.merge, answers) if answers is not None else set()
        if answers is not None:
            kept = list(self.page_with(answers, MINE).quotes.raw_data)
            dropped |= {block["id"] for block in built.page.quotes.raw_data if block not in kept}
        people = self.material.people
        people.link([slot for slot in built.slots if not stands_in(slot, built.page, dropped)])
        people.tags.make([built.page])


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def is_printed(quote: str, texts: Iterable[Sequence[str]]) -> bool:
    """Whether one of the texts contains the words of a quote in order; an attribution may interrupt them."""
    return any(_follow(words_of(quote), text) for text in texts)


def _follow(words: Sequence[str], text: Sequence[str]) -> bool:
    rest = iter(text)
    return all(word in rest for word in words)


def as_stored(page: Page) -> dict[str, Any]:
    """The content of a revision of the page, as JSON types."""
    found: dict[str, Any] = json.loads(json.dumps(contents_of(page), cls=DjangoJSONEncoder))
    # State of the page as a whole, not content.
    for name in ("draft_title", "latest_revision", "latest_revision_created_at", "live_revision", COMMENTS):
        found.pop(name, None)
    return found


PUBLISHING = frozenset(
    {"live", "has_unpublished_changes", "first_published_at", "last_published_at", "expired"}
)
"""Fields for whether readers see the page, not for what they see."""


def said_by(page: Page) -> dict[str, Any]:
    """The page's content without the publishing state."""
    return {name: value for name, value in as_stored(page).items() if name not in PUBLISHING}


def turned_down(merged: Merge, answers: Mapping[str, str]) -> set[str]:
    """The ids of proposed blocks, and the names of fields, that the answers reject."""
    found: set[str] = set()
    for part in merged.conflicts:
        if answers.get(part.key) == MINE:
            found.update((block.get("id") or "" for block in part.theirs) if part.is_blocks else part.names)
    return found


def stands_in(slot: Slot, page: Page, places: set[str]) -> bool:
    """Whether a person's slot is in one of these top-level blocks (by id) or fields."""
    if slot.container is page:
        return slot.name in places
    blocks = (block for name in ("body", "authors", "quotes") for block in getattr(page, name).raw_data)
    return any(
        block["id"] in places and any(value is slot.container for _, (value, _, _) in choosers([block]))
        for block in blocks
    )


def proposed_page(proposal: ImportProposal) -> BuiltPage:
    """The document's article on the page that the import wrote. Nothing is saved.

    Raises :exc:`ProposalError`, and :exc:`ValidationError` where the page type refuses the article.
    """
    return Desk(proposal).theirs


@transaction.atomic
def accept(
    proposal: ImportProposal,
    user: AbstractBaseUser | None,
    revision: int | None = None,
    answers: Mapping[str, str] | None = None,
    *,
    everything: bool = False,
) -> Page:
    """Save the proposal merged with the editors' changes as a new draft. Returns the page.

    ``revision`` is the latest one that the user has seen. ``answers`` resolve the conflicts. With
    ``everything`` the article replaces the editors' changes, which remain in the history. Raises
    :exc:`ProposalError` where the page was edited since or an answer is missing, and :exc:`ValidationError`.
    """
    document = ImportedDocument.objects.select_for_update().get(pk=proposal.document_id)
    pages = get_base_page_model()._default_manager.select_for_update()
    latest = pages.filter(pk=document.page_id).values_list("latest_revision_id", flat=True).first()
    if revision is not None and latest != revision:
        raise ProposalError("The page was edited since you looked at it. Look at the proposal again.")
    desk = Desk(proposal)
    if everything:
        built = desk.all_of_it()
        desk.make_people_and_tags(built)
        # It was validated when it was built.
        saved = built.page.save_revision(user=user, log_action=True, clean=False)
        imported = saved.pk
    else:
        imported, saved = save_merged(desk, user, answers or {})
    take_over(document, proposal, imported)
    page = saved.content_object
    log_decision(page, ACCEPTED_PROPOSAL, user, proposal.run, document=document.pk, everything=everything)
    proposal.delete()
    return page


def save_merged(
    desk: Desk, user: AbstractBaseUser | None, answers: Mapping[str, str]
) -> tuple[int, Revision]:
    """Save the merged page. Returns the import's revision, for the next comparison, and the latest one.

    If the merged page has editors' changes, the import's version is saved as a revision of its own before it.
    So the page still counts as edited by hand, and the next change is merged, too.
    """
    try:
        desk.merge.result(answers)
    except UnansweredError as error:
        raise ProposalError(
            "Both the desk and the document changed the same places. Say at each of them what holds."
        ) from error
    desk.make_people_and_tags(desk.theirs, answers)
    # People created just now are in it; nothing new has to be decided.
    desk.merge = desk.merged()
    page = desk.page_with(answers, MINE)
    page.full_clean(exclude=NOT_CHECKED, validate_unique=False, validate_constraints=False)
    if same(said_by(page), said_by(desk.theirs.page)):
        saved = page.save_revision(user=user, log_action=True, clean=False)
        return saved.pk, saved
    theirs = Revision.objects.create(
        content_object=desk.theirs.page,
        base_content_type=desk.theirs.page.get_base_content_type(),
        user=user,
        content=desk.theirs.page.serializable_data(),
        object_str=str(desk.theirs.page),
    )
    return theirs.pk, page.save_revision(user=user, log_action=True, clean=False)


def take_over(document: ImportedDocument, proposal: ImportProposal, revision_id: int) -> None:
    """Update the record to what the page says now."""
    article = proposal.article
    for name in ("content_hash", "media_type", "encoding", "url", "given", "original", "article"):
        setattr(document, name, getattr(proposal, name))
    document.kind = article.get("kind", "")
    document.title = article.get("title") or ""
    document.language = (article.get("language") or "")[:20]
    document.confidence = article.get("confidence")
    note_warnings(document, [str(warning.get("code")) for warning in article.get("warnings", ())])
    document.state, document.message = ImportedDocument.State.CHANGED, ""
    document.imported_revision_id = revision_id
    # Its article is another one now, which nobody has reviewed.
    document.reviewed_at, document.reviewed_by = None, None
    document.review_priority = worst_of(document)
    document.save()


@transaction.atomic
def dismiss(proposal: ImportProposal, user: AbstractBaseUser | None = None) -> None:
    """Dismiss the proposal: the page stays unchanged, and the same text is not proposed again."""
    proposal.state = ImportProposal.State.DISMISSED
    proposal.save(update_fields=["state"])
    document = ImportedDocument.objects.defer("original", "article").get(pk=proposal.document_id)
    document.message = DISMISSED
    document.save(update_fields=["message"])
    refresh_priority(document)
    if (page := proposal.document.page) is not None:
        log_decision(page, DISMISSED_PROPOSAL, user, proposal.run, document=proposal.document_id)
