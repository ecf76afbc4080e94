"""Django signals of imports, for a site's own code: sent after commit, and only where somebody listens.

What a receiver sees is in the database to stay. One that raises is logged (``django.dispatch``) and costs
neither the document nor the run. Receivers run in the process that imports, or in the task queue's worker::

    from django.dispatch import receiver
    from wagtail_cstonews.signals import document_imported

    @receiver(document_imported)
    def note(document, page, state, **kwargs):
        print(state, document.source, page and page.url)
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal

if TYPE_CHECKING:
    from wagtail.models import Page

    from .models import ImportedDocument, ImportRun

document_imported = Signal()
"""A document was put on record by a run, with its page where it has one.

Arguments: ``sender`` (:class:`.models.ImportedDocument`), ``run``, ``document``, ``page`` (or None) and
``state``: what became of the document in this run, such as ``new``, ``changed``, ``duplicate`` or ``failed``.
It is not sent in a dry run, nor of unchanged documents of which there is nothing new to record.
"""

run_finished = Signal()
"""A run came to its end, whichever: its state and counts are on record.

Arguments: ``sender`` (:class:`.models.ImportRun`) and ``run``. A run that was killed is noticed by the next
one, which sends it then.
"""


def send_document_imported(
    run: ImportRun, documents: Sequence[tuple[ImportedDocument, Page | None, str]]
) -> None:
    """Tells of documents once the transaction is committed. ``documents`` have their pages and states."""
    if documents and document_imported.has_listeners(type(documents[0][0])):
        transaction.on_commit(partial(_send_documents, run, documents), robust=True)


def _send_documents(run: ImportRun, documents: Sequence[tuple[ImportedDocument, Page | None, str]]) -> None:
    for document, page, state in documents:
        document_imported.send_robust(type(document), run=run, document=document, page=page, state=state)


def send_run_finished(run: ImportRun) -> None:
    """Tells that a run ended, as it is on record, once the transaction is committed."""
    if run_finished.has_listeners(type(run)):
        transaction.on_commit(partial(_send_run, run), robust=True)


def _send_run(run: ImportRun) -> None:
    run.refresh_from_db()
    run_finished.send_robust(type(run), run=run)
