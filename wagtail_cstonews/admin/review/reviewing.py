"""What an editor decides on an imported document: it is reviewed, its page is published, made or deleted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from wagtail_cstonews.admin import rights
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.models import ImportedDocument

from .counts import forget_count

if TYPE_CHECKING:
    from wagtail_cstonews.importing.entries.entry import Outcome


def review(ids: Sequence[int], user: Any) -> int:
    """Take documents as reviewed, of those that the user may see. Returns how many there were."""
    mine = rights.documents_for(user).filter(pk__in=ids).order_by().values_list("pk", flat=True)
    waiting = ImportedDocument.objects.filter(pk__in=list(mine))
    count = waiting.update(review_priority=0, reviewed_at=timezone.now(), reviewed_by=user)
    forget_count(user)
    return int(count)


def may_publish(document: ImportedDocument, user: Any) -> bool:
    """Whether there is something to publish, and the user may."""
    page = document.page
    if page is None or (page.live and not page.has_unpublished_changes):
        return False
    permissions = page.permissions_for_user(user)
    return bool(permissions.can_publish() and not permissions.page_locked())


def publish(document: ImportedDocument, user: Any) -> None:
    """Publish the latest version of the document's page, as the editor's form does."""
    with transaction.atomic():
        page = get_base_page_model()._default_manager.select_for_update().get(pk=document.page_id).specific
        revision = page.get_latest_revision() or page.save_revision(user=user)
        revision.publish(user=user)


def may_rebuild(document: ImportedDocument, user: Any, section: Any) -> bool:
    """Whether the user may have the document's page written again, or made."""
    if not document.original or section is None:
        return False
    if document.page is not None:
        return rights.may_import(user) and bool(document.page.permissions_for_user(user).can_edit())
    return rights.may_import_into(user, section)


def rebuild(document: ImportedDocument, user: Any, *, keep: bool) -> Outcome:
    """Extract the document again, with what was corrected in its lines, and write its page.

    With ``keep`` it gets a page though another document says nearly the same, or though it looks like no
    article. Raises :exc:`~wagtail_cstonews.importing.saving.SavingError`.
    """
    from wagtail_cstonews.importing.saving import rebuild_document

    outcome = rebuild_document(document, user, document.corrections, keep=keep)
    forget_count(user)
    return outcome


def may_delete(document: ImportedDocument, user: Any, section: Any) -> bool:
    """Whether the user may delete the document's page, or, without a page, what was imported."""
    if document.page is not None:
        return bool(document.page.permissions_for_user(user).can_delete())
    return section is not None and rights.may_import_into(user, section)


def delete(document: ImportedDocument, user: Any) -> None:
    """Delete the document's record with its page. The next import of the same document makes it anew."""
    with transaction.atomic():
        page = document.page
        if page is not None:
            page.specific.delete(user=user)
        ImportedDocument.objects.filter(pk=document.pk).delete()
    forget_count(user)
