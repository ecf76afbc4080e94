"""Wagtail's own way beside that in bulk: what each leaves in the database."""

from __future__ import annotations

import pytest
from django.db import transaction
from wagtail.models import ReferenceIndex
from wagtail.search import index

from tests import rows
from wagtail_cstonews.compat import get_base_page_model

from .pages import block


class Undo(Exception):  # noqa: N818
    pass


def written(write):
    """What ``write`` changes in the database; it is undone."""
    before = rows.snapshot()
    found = {}
    try:
        with transaction.atomic():
            write()
            found = rows.difference(before, rows.snapshot())
            assert not rows.wrong_hashes()
            raise Undo
    except Undo:
        return found


def wagtails_way(parent, pages, *, user=None, publish=False, log_action=False):
    for page in pages:
        parent.add_child(instance=page)
        revision = page.save_revision(user=user, log_action=log_action)
        if publish:
            revision.publish(user=user)


def wagtails_updates(pages, *, user=None, publish=False, log_action=False):
    """Publishing a page that is there indexes it before its tags and children are saved, so that both
    indexes have the old ones until it is saved again. In bulk they are right at once.
    """
    for page in pages:
        revision = page.save_revision(user=user, log_action=log_action)
        if publish:
            revision.publish(user=user)
            saved = type(page).objects.get(pk=page.pk)
            ReferenceIndex.create_or_update_for_object(saved)
            index.insert_or_update_object(saved)


def assert_same(one, other):
    assert set(one) == set(other)
    for table, lines in one.items():
        assert lines == other[table], table


either = pytest.mark.parametrize("publish", [False, True], ids=["drafts", "published"])


def added(parent, pages, **options):
    """The pages as Wagtail adds them; their ids."""
    wagtails_way(parent, pages, **options)
    return [page.pk for page in pages]


def changed_pages(ids, things):
    """The pages, read anew and changed in every way."""
    from tests.bulk_models.models import RichPageLink

    pages = list(get_base_page_model().objects.filter(pk__in=ids).order_by("path").specific())
    for number, page in enumerate(pages):
        page.title = page.title if number % 2 else f"New title {number}"
        if hasattr(page, "links"):
            page.intro = "<p>Other words</p>"
            page.picture = things.images[0]
            page.body = page.body.raw_data[1:]
            first, *others = page.links.all()
            if number:
                first.title = "Renamed"
                page.links = [
                    *others[1:],
                    first,
                    RichPageLink(title="Brand new", sort_order=9, target=things.home),
                ]
            page.topics = [things.topics[2], things.topics[0]]
            page.facts = page.facts.all() if number else []
        else:
            page.lead = "Another lead."
            page.body = [*page.body.raw_data[:1], block("heading", "New", f"new {number}")]
        if hasattr(page, "tags") and number != 3:
            page.tags.set(["fresh", "water"])
    return pages


def specific_children(parent):
    return list(parent.get_children().order_by("path").specific())
