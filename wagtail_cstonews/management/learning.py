"""The first pass of ``import_news``, which learns the site profiles."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice

from django.core.management.base import CommandError
from django.db import Error
from django.utils.translation import gettext
from tqdm import tqdm

from wagtail_cstonews.extraction.processes.pool import Pool
from wagtail_cstonews.importing.entries.selection import Selection
from wagtail_cstonews.importing.matching.match import Policy
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook, census_of
from wagtail_cstonews.importing.reporting.wording import counted
from wagtail_cstonews.sources import Item, Skipped

from .progress import INTERRUPTED


def learn(
    items: Callable[[], Iterator[Item]],
    profiles: ProfileBook,
    options: ImportOptions,
    pool: Pool | None,
    verbosity: int,
) -> str:
    """Count the documents and, if there is something to learn, read them again. Returns a sentence about what
    was learnt; empty for nothing.

    Raises :exc:`CommandError` on an interrupt (Ctrl-C), or where the database fails.
    """
    if not profiles.is_on:
        return ""
    policy = Policy(options.recreate, options.on_conflict)
    chosen = Selection(options.ids) if options.ids else None
    try:
        with _shown(items, gettext(" documents counted"), options, verbosity) as found:
            census = census_of(found, policy, chosen.has if chosen else None)
        if not census.decide():
            return ""
        with _shown(items, gettext(" documents learnt from"), options, verbosity) as found:
            learnt = profiles.learn(found, pool, census)
    except KeyboardInterrupt:
        raise CommandError(
            gettext("Stopped while the sites were being learnt. No page was written."), returncode=INTERRUPTED
        ) from None
    except Error as error:
        raise CommandError(
            gettext("The database failed ({error}). No page was written.").format(error=error)
        ) from error
    sites = counted(len(profiles.learnt), "site", "sites")
    documents = counted(learnt, "new document", "new documents")
    return gettext("Learnt from {documents} of {sites}.").format(documents=documents, sites=sites)


@contextmanager
def _shown(
    items: Callable[[], Iterator[Item]], unit: str, options: ImportOptions, verbosity: int
) -> Iterator[Iterator[Item]]:
    """The documents that the import will read, with a progress bar."""
    wanted = (item for item in items() if not isinstance(item, Skipped))
    shown = verbosity > 0 and sys.stderr.isatty()
    with tqdm(islice(wanted, options.limit), unit=unit, disable=not shown, leave=False) as bar:
        yield iter(bar)
