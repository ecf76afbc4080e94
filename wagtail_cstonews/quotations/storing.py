"""Writes the rows of quotations when articles are saved: by Wagtail, in bulk, or by the rebuilding command.

Rows are made of what is published, in the transaction that publishes it where there is one. What is changed
past Django's signals (``queryset.update()``, SQL) needs ``manage.py rebuild_quotations``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import router, transaction

from ..bulk_pages import insert_objects
from ..compat import get_base_page_model
from ..models import NewsPageMixin, Person, Quotation
from .reading import quotations_of

RELEVANT = frozenset(
    {
        *("live", "published_at", "lead", "body", "quotes"),
        *("interviewee", "interviewee_id", "interviewee_name", "interviewee_role"),
    }
)
"""The fields of an article that rows are made of."""


def article_models() -> list[Any]:
    """The page types that are articles, without those that derive from another one."""
    found = [
        model for model in apps.get_models() if issubclass(model, NewsPageMixin) and not model._meta.proxy
    ]
    return [model for model in found if not any(base in found for base in model.__mro__[1:])]


def store_new(pages: Iterable[Any]) -> None:
    """Insert the quotations of articles that had none yet: one statement, and a query for the people."""
    insert_objects(_rows_of(pages))


def store(pages: Iterable[Any]) -> int:
    """Replace the quotations of articles where they differ, and return the number of changed articles.

    The pages are specific, as they are stored. Takes two queries if nothing has changed, and five otherwise.
    """
    pages = list(pages)
    if not pages:
        return 0
    using = router.db_for_write(Quotation)
    wanted = _by_page(_rows_of(pages))
    ids = [page.pk for page in pages]
    if not _differing(ids, wanted, using):
        return 0
    with transaction.atomic(using=using):
        # Of two that save the same page, one waits here for the other.
        list(get_base_page_model()._base_manager.select_for_update().filter(pk__in=ids).values_list("pk"))
        changed = _differing(ids, wanted, using)
        Quotation.objects.filter(page__in=changed).delete()
        insert_objects([row for pk in changed for row in wanted[pk]])
    return len(changed)


def differing(pages: Sequence[Any]) -> list[Any]:
    """The keys of those articles whose stored quotations are not those of the page. Two queries."""
    wanted = _by_page(_rows_of(pages))
    return _differing([page.pk for page in pages], wanted, router.db_for_write(Quotation))


def refresh(page: Any) -> None:
    """Store the quotations of a specific article as it is in the database. Does nothing for other pages."""
    if isinstance(page, tuple(article_models())):
        store([page])


def forget(pks: Sequence[Any]) -> None:
    """Delete the quotations of pages."""
    Quotation.objects.filter(page__in=pks).delete()


def _rows_of(pages: Iterable[Any]) -> list[Quotation]:
    rows = [row for page in pages for row in quotations_of(page)]
    named = {row.person_id for row in rows} - {None}
    there = set(Person.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    for row in rows:
        if row.person_id not in there:
            # A stream keeps the number of somebody who was deleted.
            row.person_id = None
    return rows


def _by_page(rows: Iterable[Quotation]) -> defaultdict[Any, list[Quotation]]:
    found: defaultdict[Any, list[Quotation]] = defaultdict(list)
    for row in rows:
        found[row.page_id].append(row)
    return found


def _differing(ids: Sequence[Any], wanted: dict[Any, list[Quotation]], using: str) -> list[Any]:
    """The pages whose stored rows are not the wanted ones."""
    stored = _by_page(Quotation.objects.using(using).filter(page__in=ids).order_by("page", "position"))
    return [pk for pk in ids if _values(stored[pk]) != _values(wanted[pk])]


def _values(rows: Iterable[Quotation]) -> list[tuple[Any, ...]]:
    return [row.values() for row in rows]
