"""Batched page validation: slugs, ``full_clean()`` and permissions, as Wagtail checks them for one page."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.publish_page_revision import PublishPagePermissionError

from .page_types import PageType
from .tree import Place

_SET_HERE = frozenset({"path", "depth", "numchild", "url_path", "content_type", "translation_key"})
"""Fields that the writer itself sets, which need no validation."""

_BASES_A_QUERY = 100
"""Slug prefixes per query: SQLite limits the depth of an expression to a thousand terms."""


def set_place_and_slug(pages: Sequence[Any], place: Place) -> None:
    """Sets the tree position, locale, draft title and slug of new pages.

    Raises :exc:`ValidationError` if a slug is taken.
    """
    parent = place.parent
    for page, path in zip(pages, place.paths(len(pages)), strict=True):
        page.path, page.depth, page.numchild = path, parent.depth + 1, 0
        page._cached_parent_obj = parent
        if not page.draft_title:
            page.draft_title = page.title
        if page.locale_id is None:
            page.locale = parent.locale
    _set_slugs(pages, place)
    for page in pages:
        page.set_url_path(parent)


def _set_slugs(pages: Sequence[Any], place: Place) -> None:
    """Generates missing slugs as Wagtail does, with two queries at most.

    Raises :exc:`ValidationError` if a given slug belongs to another child of the parent.
    """
    allow_unicode = getattr(settings, "WAGTAIL_ALLOW_UNICODE_SLUGS", True)
    bases = [page.slug or slugify(page.title, allow_unicode=allow_unicode) for page in pages]
    fold = _same_slug if place.connection.vendor == "mysql" else str
    taken = _taken_slugs(pages, bases, place, fold)
    next_number: dict[str, int] = {}
    for page, base in zip(pages, bases, strict=True):
        slug = base
        if not slug:
            raise ValidationError({"slug": _("This field cannot be blank.")})
        if page.slug:
            if fold(slug) in taken:
                raise _slug_is_taken(slug, place.parent)
        else:
            while fold(slug) in taken:
                next_number[base] = next_number.get(base, 1) + 1
                slug = f"{base}-{next_number[base]}"
        taken.add(fold(slug))
        page.slug = slug


def _taken_slugs(pages: Sequence[Any], bases: Sequence[str], place: Place, fold: Any) -> set[str]:
    """The slugs of the parent's children that new slugs may collide with."""
    children = place.children
    found = children.order_by().filter(slug__in=set(bases)).values_list("slug", flat=True)
    taken = set(map(fold, found))
    counts = Counter(map(fold, bases))
    contested = sorted(
        {
            base
            for page, base in zip(pages, bases, strict=True)
            if base and not page.slug and (fold(base) in taken or counts[fold(base)] > 1)
        }
    )
    for start in range(0, len(contested), _BASES_A_QUERY):
        numbered = reduce(
            or_, (Q(slug__startswith=f"{base}-") for base in contested[start : start + _BASES_A_QUERY])
        )
        taken.update(map(fold, children.order_by().filter(numbered).values_list("slug", flat=True)))
    return taken


def _same_slug(slug: str) -> str:
    """The slug folded as by MySQL's usual collations, which ignore case and accents."""
    decomposed = unicodedata.normalize("NFKD", slug.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _slug_is_taken(slug: str, parent: Any) -> ValidationError:
    message = _("The slug '%(page_slug)s' is already in use within the parent page at '%(parent_url_path)s'.")
    return ValidationError({"slug": message % {"page_slug": slug, "parent_url_path": parent.url_path}})


def full_clean(pages: Sequence[Any], using: str, trusted: dict[str, Any]) -> None:
    """Validates the pages as their ``full_clean()`` does, with one query per foreign key for all pages.

    ``trusted`` maps attribute names to foreign keys that are known to exist. A page type with further unique
    fields or constraints needs additional queries.

    Raises :exc:`ValidationError` for the first invalid page, with a note that identifies the page.
    """
    missing = missing_targets(pages, using, trusted)
    for number, page in enumerate(pages):
        try:
            _clean_one(page, PageType.of(page), missing)
        except ValidationError as error:
            error.add_note(f"Page {number + 1} of {len(pages)}: {page.title!r}")
            raise


def _clean_one(page: Any, kind: PageType, missing: dict[tuple[Any, Any], Any]) -> None:
    own = kind.has_own_uniqueness
    exclude = set(_SET_HERE)
    if not own:
        exclude.update(field.name for field in kind.foreign_keys)
    errors: dict[str, Any] = {}
    # The slugs of all pages were checked together. The instance attribute overrides the method.
    page.__dict__["_check_slug_is_unique"] = lambda: None
    try:
        page.full_clean(exclude=exclude, validate_unique=own, validate_constraints=own)
    except ValidationError as error:
        errors = error.update_error_dict(errors)
    finally:
        del page.__dict__["_check_slug_is_unique"]
    for field in kind.foreign_keys:
        if field.name in exclude and (error_ := _wrong_key(field, page, missing)):
            errors.setdefault(field.name, []).append(error_)
    if errors:
        raise ValidationError(errors)


def _wrong_key(field: Any, page: Any, missing: dict[tuple[Any, Any], Any]) -> ValidationError | None:
    """The error if the page's foreign key is missing or dangling, else None."""
    if field.name in _SET_HERE:
        return None
    value = getattr(page, field.attname)
    if value is None or value == "":
        if field.blank:
            return None
        code = "blank" if field.null else "null"
        return ValidationError(field.error_messages[code], code=code)
    if (field, value) not in missing:
        return None
    remote = field.remote_field
    params = {
        "model": remote.model._meta.verbose_name,
        "pk": value,
        "field": remote.field_name,
        "value": value,
    }
    return ValidationError(field.error_messages["invalid"], code="invalid", params=params)


def missing_targets(pages: Sequence[Any], using: str, trusted: dict[str, Any]) -> dict[tuple[Any, Any], bool]:
    """The dangling foreign keys of the pages, by field and value."""
    wanted: dict[Any, set[Any]] = {}
    for page in pages:
        for field in PageType.of(page).foreign_keys:
            value = getattr(page, field.attname)
            if value is None or field.name in _SET_HERE or trusted.get(field.attname) == value:
                continue
            wanted.setdefault(field, set()).add(value)
    missing = {}
    for field, values in wanted.items():
        name = field.remote_field.field_name
        targets = field.remote_field.model._base_manager.using(using).filter(**{f"{name}__in": values})
        targets = targets.complex_filter(field.get_limit_choices_to())
        found = set(targets.values_list(name, flat=True))
        missing.update({(field, value): True for value in values - found})
    return missing


def may_publish(pages: Iterable[Any], user: Any) -> None:
    """Raises ``PublishPagePermissionError`` if the user may not publish the pages. Checks once per page type.

    The pages must be children of one parent: permissions follow the tree.
    """
    asked = set()
    for page in pages:
        if user and type(page) not in asked:
            asked.add(type(page))
            if not page.permissions_for_user(user).can_publish():
                raise PublishPagePermissionError("You do not have permission to publish this page.")
