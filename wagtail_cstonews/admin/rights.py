"""Who may import news, and see and decide on what was imported.

Importing takes the permission "Can import news" and the right to add pages to the very section; publishing
takes the right to publish there. Of imported documents a user sees those whose page he or she may edit, and
those without a page that were imported into a section that he or she may add to. Undoing a run takes the
right to edit every page that it would change or delete, and to publish where one of these is live.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.permissions import page_permission_policy

from wagtail_cstonews import conf
from wagtail_cstonews.compat import file_permission_policy
from wagtail_cstonews.models import ImportedDocument, ImportRun

IMPORT_NEWS = "wagtail_cstonews.import_news"
"""The permission, as ``user.has_perm`` takes it."""


def permissions() -> Any:
    """The permissions that the group editor offers, for Wagtail's hook ``register_permissions``."""
    return Permission.objects.filter(content_type__app_label="wagtail_cstonews", codename="import_news")


def may_import(user: Any) -> bool:
    """Whether the user may import anything anywhere."""
    return bool(user.is_active and user.has_perm(IMPORT_NEWS))


def may_import_into(user: Any, section: Any) -> bool:
    """Whether the user may import into this page."""
    return may_import(user) and bool(section.permissions_for_user(user).can_add_subpage())


def may_publish_in(user: Any, section: Any) -> bool:
    """Whether the user may publish pages that an import makes in this page."""
    return may_import_into(user, section) and bool(section.permissions_for_user(user).can_publish_subpage())


def may_save(user: Any, section: Any, page: Any, *, publish: bool) -> bool:
    """Whether the user may save one document into the section, and onto the page that it has already."""
    if not (may_publish_in if publish else may_import_into)(user, section):
        return False
    if page is None:
        return True
    of_page = page.permissions_for_user(user)
    return bool(of_page.can_edit() and (not publish or of_page.can_publish()))


def sections_for(user: Any) -> Any:
    """The sections that the user may import into, as a queryset."""
    sections = conf.get_news_index_page_model().objects.all()
    if not may_import(user):
        return sections.none()
    addable = page_permission_policy.instances_user_has_permission_for(user, "add")
    return sections.filter(Exists(addable.order_by().filter(pk=OuterRef("pk")))).order_by("path")


def may_review(user: Any) -> bool:
    """Whether there can be imported documents that the user may see and decide on."""
    return may_import(user) or bool(page_permission_policy.user_has_permission(user, "change"))


def documents_for(user: Any) -> Any:
    """The imported documents that the user may see and decide on, as a queryset."""
    documents = ImportedDocument.objects.all()
    if user.is_superuser:
        return documents
    found = _editable(user, "page__")
    if may_import(user):
        found |= Q(page=None, run__in=runs_for(user).order_by().values("pk"))
    return documents.filter(found)


def _editable(user: Any, to_page: str) -> Q:
    """What pages must be like for the user to edit them, as Wagtail's own policy has it.

    Its queryset would have to be a list of pages, which takes the longer the more pages there are; asked of
    the page of each document, only the documents that are shown are looked at.
    """
    found = Q(pk__in=[])
    for permission in page_permission_policy.get_cached_permissions_for_user(user):
        below = Q(**{f"{to_page}path__startswith": permission.page.path})
        if permission.permission.codename.startswith("change_"):
            found |= below
        elif permission.permission.codename.startswith("add_"):
            found |= below & Q(**{f"{to_page}owner": user})
    return found


def runs_for(user: Any) -> Any:
    """The runs that the user may see: those into sections that he or she may add to, as a queryset."""
    runs = ImportRun.objects.all()
    if user.is_superuser:
        return runs
    if not may_import(user):
        return runs.none()
    addable = page_permission_policy.instances_user_has_permission_for(user, "add").order_by()
    return runs.filter(Exists(addable.filter(pk=OuterRef("section"))))


def may_see_run(user: Any, run: Any) -> bool:
    """Whether the user may see this run and its report."""
    return bool(runs_for(user).filter(pk=run.pk).exists())


def why_not_undo(user: Any, run: Any) -> Any:
    """Why the user may not undo the run, in words; empty for who may.

    Undoing restores pages and deletes those that the run made.
    """
    if user.is_superuser:
        return ""
    if run.section is None or not may_import_into(user, run.section):
        return _("You may not import into the section of this import.")
    pages = run.changes.filter(page__isnull=False)
    if pages.exclude(page__in=_pages_for(user, "change")).exists():
        return _("It made or changed pages that you may not edit.")
    if pages.filter(page__live=True).exclude(page__in=_pages_for(user, "publish")).exists():
        return _("Some of its pages are published, and you may not publish or unpublish them.")
    return ""


def why_not_extract_again(user: Any, run: Any) -> Any:
    """Why the user may not extract the documents of the run again, in words; empty for who may."""
    if run.section is None:
        return _("The section of this import is gone.")
    if not may_import_into(user, run.section):
        return _("You may not import into the section of this import.")
    if user.is_superuser:
        return ""
    editable = _pages_for(user, "change")
    for pages in (run.documents, run.changes):
        if pages.filter(page__isnull=False).exclude(page__in=editable).exists():
            return _("It made or changed pages that you may not edit.")
    return ""


def collections_for(user: Any, model: Any = None) -> Any:
    """The collections that the user may add images, or files of another ``model``, to, as a queryset."""
    policy = file_permission_policy(model or get_image_model())
    return policy.collections_user_has_permission_for(user, "add").order_by("path")


def _pages_for(user: Any, action: str) -> Any:
    pages = page_permission_policy.instances_user_has_permission_for(user, action)
    return pages.order_by().values("pk")
