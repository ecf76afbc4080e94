"""Changed documents whose pages were edited by hand: the new article waits until somebody decides."""

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
from ...models.quotations import printed_texts
from ..building.blocks.person_choices import choosers
from ..building.links import link_to_pages
from ..building.page import NOT_CHECKED, contents_of, rebuild_page
from ..building.person_linker import PersonLinker
from ..entries.built import BuiltPage, Slot
from ..entries.stored import stored_article, stored_document
from ..files import files_on_record
from ..images import images_on_record
from ..matching.match import DISMISSED
from ..writing.records import doubt_of
from .equality import same
from .three_way import MINE, Merge, UnansweredError, merge

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page


class ProposalError(Exception):
    """A proposal cannot be accepted; the message says why."""


# ------------------------------------------------------------------ looked at, accepted, dismissed


def current_page(proposal: ImportProposal) -> Page:
    """The page as its latest revision has it. Raises :exc:`ProposalError`."""
    # An object of its own at each call: without a draft, Wagtail gives the page itself.
    page = get_base_page_model()._default_manager.filter(pk=proposal.document.page_id).first()
    if page is None:
        raise ProposalError("Its page was deleted since.")
    return page.specific.get_latest_revision_as_object()


@dataclass
class Material:
    """What a page is built of."""

    article: Article
    document: RawDocument
    people: PersonLinker
    tags_before: list[str]

    @classmethod
    def of(cls, kept: ImportProposal | ImportedDocument, tags_before: Sequence[str]) -> Material:
        """What is kept of a document, or of a change of it that is proposed."""
        article, document = stored_article(kept.article), stored_document(kept)
        people = PersonLinker.load([article])
        people.tags.load([*document.tags, *tags_before])
        return cls(article, document, people, list(tags_before))

    def build_on(self, page: Page, seed: str) -> BuiltPage:
        """What the article makes of the page, with those people whom the site knows."""
        images = images_on_record(self.article, self.document)
        files = files_on_record(self.article, self.document)
        built = rebuild_page(
            self.article, self.document, seed, self.people, page, images, self.tags_before, files
        )
        link_to_pages(built.page)
        for slot in built.slots:
            slot.fill(self.people.find_for(slot))
        return built


class Desk:
    """A proposal beside its page: what the import wrote, what the desk made of it, and what is proposed.

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
        """The page as the import wrote it last, an object of its own at each call."""
        revision = self.mine.revisions.filter(pk=self.record.imported_revision_id).first()
        if revision is not None:
            return revision.as_object()
        # Old revisions may have been purged: it was built of what is on record.
        material = Material.of(self.record, self.record.given.get("tags", []))
        return material.build_on(current_page(self.proposal), self.record.key_hash).page

    def merged(self) -> Merge:
        """The merge of the three, as they stand."""
        return merge(as_stored(self.base), as_stored(self.mine), as_stored(self.theirs.page))

    def page_with(self, answers: Mapping[str, str], default: str | None = None) -> Page:
        """The merged page, not saved. Raises :exc:`~.three_way.UnansweredError`.

        What the document records as said stays out where the merged text does not print it.
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
        """The page as the article has it, whatever the desk made of the fields that the import sets."""
        return self.material.build_on(current_page(self.proposal), self.record.key_hash)

    def make_people_and_tags(self, built: BuiltPage, answers: Mapping[str, str] | None = None) -> None:
        """Makes the people and tags that are needed: not those of blocks that the answers turn down."""
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
    """Whether one of the texts has the words of a quote, in their order: an attribution may part them."""
    return any(_follow(words_of(quote), text) for text in texts)


def _follow(words: Sequence[str], text: Sequence[str]) -> bool:
    rest = iter(text)
    return all(word in rest for word in words)


def as_stored(page: Page) -> dict[str, Any]:
    """What a revision of the page holds, as JSON types."""
    found: dict[str, Any] = json.loads(json.dumps(contents_of(page), cls=DjangoJSONEncoder))
    # Of the page as a whole, not of its contents.
    for name in ("draft_title", "latest_revision", "latest_revision_created_at", "live_revision", COMMENTS):
        found.pop(name, None)
    return found


PUBLISHING = frozenset(
    {"live", "has_unpublished_changes", "first_published_at", "last_published_at", "expired"}
)
"""What says whether readers see the page, not what they see."""


def said_by(page: Page) -> dict[str, Any]:
    """What the page says, whatever became of it since."""
    return {name: value for name, value in as_stored(page).items() if name not in PUBLISHING}


def turned_down(merged: Merge, answers: Mapping[str, str]) -> set[str]:
    """The ids of proposed blocks, and the names of fields, that the answers turn down."""
    found: set[str] = set()
    for part in merged.conflicts:
        if answers.get(part.key) == MINE:
            found.update((block.get("id") or "" for block in part.theirs) if part.is_blocks else part.names)
    return found


def stands_in(slot: Slot, page: Page, places: set[str]) -> bool:
    """Whether a person's place is one of these: top-level blocks, by their ids, or fields."""
    if slot.container is page:
        return slot.name in places
    blocks = (block for name in ("body", "authors", "quotes") for block in getattr(page, name).raw_data)
    return any(
        block["id"] in places and any(value is slot.container for _, (value, _, _) in choosers([block]))
        for block in blocks
    )


def proposed_page(proposal: ImportProposal) -> BuiltPage:
    """What the document would be by itself, on the page that the import wrote. Nothing is written.

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
    """Saves what the proposal changes, with what the desk changed, as a new draft, and gives the page.

    ``revision`` is the page's latest one that the user has seen, ``answers`` say what holds where both
    changed the same; with ``everything``, the article does, and the desk's changes of it stay in the history.
    Raises :exc:`ProposalError` where the page was edited since or an answer is missing, and
    :exc:`ValidationError`.
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
    proposal.delete()
    return saved.content_object


def save_merged(
    desk: Desk, user: AbstractBaseUser | None, answers: Mapping[str, str]
) -> tuple[int, Revision]:
    """The revision to compare the page with when the document changes again, and the page's latest one.

    Where the desk's changes are in the merged page, what the import found is a revision of its own before it:
    so the page still counts as edited by hand, and the next change is merged, too.
    """
    try:
        desk.merge.result(answers)
    except UnansweredError as error:
        raise ProposalError(
            "Both the desk and the document changed the same places. Say at each of them what holds."
        ) from error
    desk.make_people_and_tags(desk.theirs, answers)
    # Who was made just now stands in it; nothing new is asked.
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
    """Sets the record to what the page says now."""
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
