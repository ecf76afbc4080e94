"""Pages whose section was moved or deleted while an import wrote below it.

Whoever moves or deletes a page in Wagtail lists what is below it first, and waits for the import's lock only
then. Pages that the import wrote in between are not moved or deleted with the others. So a run repairs its
pages when it finds its section at another path, and when it ends.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr

from ...bulk_pages import Place
from ...compat import get_base_page_model
from ...models import ImportChange, ImportRun

if TYPE_CHECKING:
    from wagtail.models import Page


logger = logging.getLogger(__name__)


def adopt_orphans(run: ImportRun, section_id: int | None, left: Iterable[str] = ()) -> int:
    """Move the run's orphaned pages to their section, or delete them where the section was deleted.

    ``left`` are the paths from which sections were moved: a page that has such a path now is not the parent
    of the pages below it. Returns the number of orphans.
    """
    model = get_base_page_model()
    if not run.changes.filter(action=ImportChange.Action.MADE).exists():
        return 0
    with transaction.atomic():
        # Written first, also for SQLite: it waits for whoever moves or deletes the section.
        ImportRun.objects.filter(pk=run.pk).update(state=F("state"))
        sections = sections_of(section_id)
        places = {locale: Place(section) for locale, section in sections.items()}
        for place in sorted(places.values(), key=lambda place: place.parent.pk):
            place.lock()
        homeless: defaultdict[int | None, list[Any]] = defaultdict(list)
        for page in orphans_of(run, left):
            homeless[page.locale_id if page.locale_id in places else None].append(page)
        count = sum(map(len, homeless.values()))
        if gone := homeless.pop(None, []):
            logger.warning("%d pages go with the section of run %s, which was deleted", len(gone), run.pk)
            for page in gone:
                # Treebeard looks up the parent by depth, to decrement its ``numchild``: there is none.
                model._default_manager.filter(pk=page.pk).update(depth=len(page.path) // model.steplen)
            model._default_manager.filter(pk__in=[page.pk for page in gone]).delete()
        for locale, pages in homeless.items():
            if locale is not None:
                follow(pages, places[locale])
    return count


def sections_of(section_id: int | None) -> dict[int, Page]:
    """The section and its translations, by locale."""
    section = get_base_page_model()._default_manager.filter(pk=section_id).first()
    if section is None:
        return {}
    return {page.locale_id: page for page in [*section.get_translations(), section]}


def orphans_of(run: ImportRun, left: Iterable[str] = ()) -> Any:
    """The run's pages without a parent, or with one that moved to its path later."""
    model = get_base_page_model()
    made = run.changes.filter(action=ImportChange.Action.MADE, page__isnull=False)
    pages = model._default_manager.filter(pk__in=made.values("page")).annotate(
        above=Substr("path", 1, Length("path") - model.steplen)
    )
    wanted = ~Exists(model._default_manager.filter(path=OuterRef("above")))
    return pages.filter(wanted | Q(above__in=list(left))).order_by("path")


def follow(pages: list[Page], place: Place) -> None:
    """Append pages to their section, whose ``numchild`` includes them already."""
    logger.warning("%d pages follow their section to %s", len(pages), place.parent.url_path)
    for page, path in zip(pages, place.paths(len(pages)), strict=True):
        type(page)._base_manager.filter(pk=page.pk).update(
            path=path, depth=place.parent.depth + 1, url_path=f"{place.parent.url_path}{page.slug}/"
        )
