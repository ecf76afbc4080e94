"""One document saved from a screen or through the API: a run of one, so that it can be undone.

Matching, records, history and near-duplicates are those of any import. Other than in an import of many, the
decision of an editor who has seen it counts: a text that looks like no article becomes a page, and a page
that was deleted since is made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..compat import get_base_page_model
from ..documents import FIELDS, RawDocument
from ..models import ImportedDocument
from .entries.corrected import CorrectedDocument
from .entries.entry import Outcome
from .entries.keys import hash_key
from .entries.reimport import stored_item
from .matching.match import hash_content
from .options import ImportOptions
from .run import ImportRunner
from .single import extract_corrected

if TYPE_CHECKING:
    from wagtail.models import Page

COMMAND = "In the admin: {source}"
"""What the record of the run says that it was asked to do."""


class SavingError(Exception):
    """Nothing was saved; the message says why."""


def record_of(document: RawDocument) -> ImportedDocument | None:
    """The record of an earlier import of the document."""
    key = hash_key(document.key or document.source)
    return ImportedDocument.objects.filter(key_hash=key).select_related("page", "run__section").first()


def page_to_change(record: ImportedDocument) -> Any:
    """The page that saving the document again changes, as its latest revision has it; None if there is none,
    or if it was edited by hand.
    """
    page = record.page
    if page is None or page.latest_revision_id != record.imported_revision_id:
        return None
    return page.specific.get_latest_revision_as_object()


def page_with(document: RawDocument, outcome: Outcome) -> Any:
    """The page that has the text of the document already; None if there is none."""
    pk = outcome.page or (outcome.taken_for or {}).get("page")
    if pk is None and outcome.state == "duplicate":
        same = ImportedDocument.objects.filter(content_hash=hash_content(document))
        pk = same.exclude(page=None).values_list("page", flat=True).first()
    return get_base_page_model().objects.filter(pk=pk).first() if pk else None


def plan_document(
    document: RawDocument,
    section: Page,
    *,
    corrections: Mapping[str, Any],
    publish: bool = False,
    keep: bool = False,
    seen: bool = True,
    options: ImportOptions | None = None,
) -> Outcome:
    """What :func:`save_document` would do. Nothing is written."""
    item = _item(document, corrections)
    chosen = _options(options, item, section, publish=publish, keep=keep, seen=seen)
    return _run(item, section, None, corrections, replace(chosen, dry_run=True))


def save_document(
    document: RawDocument,
    section: Page,
    user: Any,
    *,
    corrections: Mapping[str, Any],
    publish: bool = False,
    keep: bool = False,
    seen: bool = True,
    options: ImportOptions | None = None,
    command: str = COMMAND,
) -> Outcome:
    """Import one document into ``section`` with an editor's corrections.

    ``keep`` makes a page of it even if another document says nearly the same; ``options`` are others that the
    import has. Without ``seen`` nobody has looked at it: then nothing becomes a page that looks like no
    article, or whose page was deleted, and what extraction is not sure of is not published. ``command`` is
    what the record of the run says. Of a document that is on record with the same text, new corrections reach
    its page. Raises :exc:`SavingError`.
    """
    item = _item(document, corrections)
    chosen = _options(options, item, section, publish=publish, keep=keep, seen=seen)
    return _save(item, section, user, corrections, chosen, command)


def rebuild_document(
    record: ImportedDocument,
    user: Any,
    corrections: Mapping[str, Any],
    *,
    publish: bool = False,
    keep: bool = False,
    options: ImportOptions | None = None,
) -> Outcome:
    """Extract an imported document again, with these corrections, and write its page.

    Where the page was edited by hand, the new text becomes a proposal (state ``edited``). With ``keep`` a
    near-duplicate gets a page of its own. Raises :exc:`SavingError`, also where the document's section is
    gone.
    """
    section = section_of(record)
    if section is None:
        raise SavingError(_("Its section was deleted. Import the document again, into another section."))
    if not record.original:
        raise SavingError(_("Its original is not on record. Import the document again."))
    item = stored_item(record)
    item.corrections = dict(corrections)
    chosen = _options(options, item, section, publish=publish, keep=keep)
    return _save(item, section, user, corrections, chosen)


def section_of(record: ImportedDocument) -> Any:
    """The page that the record's page is under, or was to go under; None if it is gone."""
    if record.page is not None:
        return record.page.get_parent().specific
    section = record.run.section if record.run is not None else None
    return section.specific if section is not None else None


def _item(document: RawDocument, corrections: Mapping[str, Any]) -> RawDocument:
    """The document with these corrections, none as well: they replace those on record."""
    plain = {name: getattr(document, name) for name in FIELDS}
    return CorrectedDocument(**plain, corrections=dict(corrections))


def _options(
    given: ImportOptions | None,
    item: RawDocument,
    section: Page,
    *,
    publish: bool,
    keep: bool,
    seen: bool = True,
) -> ImportOptions:
    """The options of a run of one document; ``seen``: an editor has looked at it."""
    given = given or ImportOptions()
    kept = (item.key or item.source,) if keep else ()
    return replace(
        given,
        publish=publish,
        publish_above=0.0 if seen else given.publish_above,
        recreate=seen or given.recreate,
        keep_lists=seen or given.keep_lists,
        keep_near_duplicates=(*given.keep_near_duplicates, *kept),
        # The editor has chosen the section, and may have no rights in its translations.
        locale=given.locale or section.locale.language_code,
    )


def _save(
    item: RawDocument,
    section: Page,
    user: Any,
    corrections: Mapping[str, Any],
    options: ImportOptions,
    command: str = COMMAND,
) -> Outcome:
    with transaction.atomic():
        outcome = _run(item, section, user, corrections, options, command)
        if outcome.state == "failed":
            raise SavingError(outcome.message)
    return outcome


def _run(
    item: RawDocument,
    section: Page,
    user: Any,
    corrections: Mapping[str, Any],
    options: ImportOptions,
    command: str = COMMAND,
) -> Outcome:
    """Import the document by itself, and return what became of it."""
    runner = ImportRunner(
        section,
        options,
        user=user,
        command=command.format(source=item.source),
        extractor=partial(extract_corrected, corrections=corrections),
    )
    with runner.run([item]) as result:
        return next(iter(result.outcomes()))
