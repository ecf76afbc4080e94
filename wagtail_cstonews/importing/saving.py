"""One document saved from a screen, by an editor who has seen it: a run of one, so that it can be undone.

Matching, records, history and near-duplicates are those of any import. Other than in an import of many, the
editor's decision counts: a text that looks like no article becomes a page, and a page that was deleted since
is made again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..documents import FIELDS, RawDocument
from ..models import ImportedDocument
from .entries.corrected import CorrectedDocument
from .entries.entry import Outcome
from .entries.keys import hash_key
from .entries.reimport import stored_item
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


def plan_document(
    document: RawDocument,
    section: Page,
    *,
    corrections: Mapping[str, Any],
    publish: bool = False,
    keep: bool = False,
    options: ImportOptions | None = None,
) -> Outcome:
    """What :func:`save_document` would do. Nothing is written."""
    item = _item(document, corrections)
    chosen = _options(options, item, section, publish=publish, keep=keep)
    return _run(item, section, None, corrections, replace(chosen, dry_run=True))


def save_document(
    document: RawDocument,
    section: Page,
    user: Any,
    *,
    corrections: Mapping[str, Any],
    publish: bool = False,
    keep: bool = False,
    options: ImportOptions | None = None,
) -> Outcome:
    """Import one document into ``section`` with an editor's corrections.

    ``keep`` makes a page of it even if another document says nearly the same; ``options`` are others that the
    import has. Of a document that is on record with the same text, new corrections reach its page. Raises
    :exc:`SavingError`.
    """
    item = _item(document, corrections)
    chosen = _options(options, item, section, publish=publish, keep=keep)
    return _save(item, section, user, corrections, chosen)


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
    given: ImportOptions | None, item: RawDocument, section: Page, *, publish: bool, keep: bool
) -> ImportOptions:
    """The options of a run of one document that an editor has looked at."""
    given = given or ImportOptions()
    kept = (item.key or item.source,) if keep else ()
    return replace(
        given,
        publish=publish,
        publish_above=0.0,
        recreate=True,
        keep_lists=True,
        keep_near_duplicates=(*given.keep_near_duplicates, *kept),
        # The editor has chosen the section, and may have no rights in its translations.
        locale=given.locale or section.locale.language_code,
    )


def _save(
    item: RawDocument, section: Page, user: Any, corrections: Mapping[str, Any], options: ImportOptions
) -> Outcome:
    with transaction.atomic():
        outcome = _run(item, section, user, corrections, options)
        if outcome.state == "failed":
            raise SavingError(outcome.message)
    return outcome


def _run(
    item: RawDocument, section: Page, user: Any, corrections: Mapping[str, Any], options: ImportOptions
) -> Outcome:
    """Import the document by itself, and return what became of it."""
    runner = ImportRunner(
        section,
        options,
        user=user,
        command=COMMAND.format(source=item.source),
        extractor=partial(extract_corrected, corrections=corrections),
    )
    with runner.run([item]) as result:
        return next(iter(result.outcomes()))
