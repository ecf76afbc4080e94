"""Django signals of imports for a site's own code: sent after commit, and only if there are receivers.

What a receiver sees is committed. An exception in a receiver is logged (``django.dispatch``), and affects
neither the document nor the run. Receivers run in the importing process, or in the task queue's worker::

    from django.dispatch import receiver
    from wagtail_cstonews.signals import document_imported

    @receiver(document_imported)
    def note(document, page, state, **kwargs):
        print(state, document.source, page and page.url)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal

if TYPE_CHECKING:
    from wagtail.models import Page

    from .models import ImportedDocument, ImportRun

document_imported = Signal()
"""A run recorded a document, with its page if it has one.

Arguments: ``sender`` (:class:`.models.ImportedDocument`), ``run``, ``document``, ``page`` (or None) and
``state``: what became of the document in this run, such as ``new``, ``changed``, ``duplicate`` or ``failed``.
It is not sent in a dry run, nor for unchanged documents whose record does not change.
"""

run_finished = Signal()
"""A run ended in any way; its state and counts are recorded.

Arguments: ``sender`` (:class:`.models.ImportRun`) and ``run``. For a killed run, the next run sends the
signal.
"""


def send_document_imported(
    run: ImportRun, documents: Sequence[tuple[ImportedDocument, Page | None, str]]
) -> None:
    """Send ``document_imported`` for each of ``documents`` after commit; they have their pages and states."""
    if documents and document_imported.has_listeners(type(documents[0][0])):
        transaction.on_commit(lambda: _send_documents(run, documents), robust=True)


def _send_documents(run: ImportRun, documents: Sequence[tuple[ImportedDocument, Page | None, str]]) -> None:
    for document, page, state in documents:
        document_imported.send_robust(type(document), run=run, document=document, page=page, state=state)


def send_run_finished(run: ImportRun) -> None:
    """Send ``run_finished`` with the recorded run after commit."""
    if run_finished.has_listeners(type(run)):
        transaction.on_commit(lambda: _send_run(run), robust=True)


def _send_run(run: ImportRun) -> None:
    run.refresh_from_db()
    run_finished.send_robust(type(run), run=run)
