"""``manage.py rebuild_quotations``: makes the table of quotations anew from the published articles."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from wagtail_cstonews.management.database import failure_told
from wagtail_cstonews.models import Quotation
from wagtail_cstonews.quotations.storing import article_models, differing, forget, store

BATCH = 200
"""Articles in memory at a time, each with its body."""


class Command(BaseCommand):
    help = (
        "Makes the table of quotations anew from all published articles. Wagtail and imports keep it: it is "
        "needed once for pages from before the app had the table, and after changes that Django's signals do "
        "not tell of. It may be stopped at any moment and begun again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Say how many articles differ; change nothing."
        )

    @failure_told()
    def execute(self, *args: Any, **options: Any) -> Any:
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        articles = changed = 0
        for batch in _batches():
            articles += len(batch)
            changed += len(differing(batch)) if options["dry_run"] else store(batch)
            if options["verbosity"] > 1:
                self.stdout.write(f"{articles:,} articles")
        changed += _leftovers(options["dry_run"])
        done = "would be changed" if options["dry_run"] else "changed"
        self.stdout.write(
            f"{articles:,} published articles, {changed:,} {done}; "
            f"{Quotation.objects.spoken().count():,} quotations."
        )


def _batches() -> Iterator[list[Any]]:
    """The published articles as specific pages, in the order of their keys."""
    for model in article_models():
        last = 0
        while True:
            pages = model._base_manager.filter(live=True, pk__gt=last).order_by("pk")[:BATCH]
            ids = list(pages.values_list("pk", flat=True))
            if not ids:
                break
            last = ids[-1]
            yield list(model._default_manager.filter(pk__in=ids).specific())


def _leftovers(dry_run: bool) -> int:
    """Delete the quotations of pages that are published no more, and count these pages."""
    stale = Quotation.objects.filter(page__live=False).order_by()
    ids = list(stale.values_list("page", flat=True).distinct())
    if not dry_run:
        forget(ids)
    return len(ids)
