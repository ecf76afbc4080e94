"""The input of ``import_news`` and its section: files, or stored originals for a reimport."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, TypeAlias

from django.core.management.base import CommandError
from django.utils.translation import gettext, gettext_lazy

from wagtail_cstonews.documents import RawDocument, named_key
from wagtail_cstonews.importing.entries.reimport import by_section, stored_items
from wagtail_cstonews.importing.entries.selection import documents_of
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.reporting.wording import printable
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.sources import BadDocument, Item, Rereading, SourceError, cut_short, read

from .lookups import find_run, section_at

NO_PATHS = gettext_lazy("Give the paths to read and --to SECTION; or --again RUN, or --all.")

Beforehand: TypeAlias = Callable[[Callable[[], Iterator[Item]]], None]
"""A step before the import; it may read the documents as often as it likes."""


def jobs(
    options: ImportOptions, beforehand: Beforehand, warn: Callable[[str], None]
) -> Iterator[tuple[Any, Iterator[Item]]]:
    """The documents to import with their section: one for files, or the original ones in a reimport.

    Raises :exc:`CommandError` where nothing can be read, or no section is given.
    """
    if options.is_again and options.paths:
        raise CommandError(gettext("Give either paths, or --again RUN or --all, which need none."))
    if options.is_again:
        yield from _stored(options, beforehand)
        return
    if not options.paths or options.to is None:
        raise CommandError(f"{NO_PATHS}{_hint_of_key(options)}")
    section = section_at(options.to, options.locale)
    sources = [_checked(path, options) for path in options.paths]
    with Rereading(sources, partial(documents, options=options)) as found:
        beforehand(found.beforehand)
        for sentence in cut_short(found):
            warn(printable(translated(sentence)))
        yield section, found.whole()


def _stored(options: ImportOptions, beforehand: Beforehand) -> Iterator[tuple[Any, Iterator[Item]]]:
    """Stored originals, grouped by section."""
    run = find_run(options.again) if options.again is not None and not options.all else None
    beforehand(lambda: _originals(documents_of(run), options))
    for section, found in by_section(run):
        place = section_at(options.to, options.locale) if options.to else section
        if place is None:
            raise CommandError(gettext("The import's section is gone. Say with --to where new pages belong."))
        yield place.specific, _originals(found, options)


def documents(path: str, options: ImportOptions) -> Iterator[Item]:
    """The documents of the paths; if a file can no longer be read, its document fails."""
    try:
        yield from _of_named_site(read(path, **options.reading), options)
    except SourceError as error:
        yield BadDocument(error.source or path, error.message, key=f"path:{path}")


def _originals(records: Any, options: ImportOptions) -> Iterator[Item]:
    """The documents whose originals are stored."""
    return _of_named_site(stored_items(records), options)


def _checked(path: str, options: ImportOptions) -> str:
    """Check that the beginning of the path can be read. A pipe can be read only once, so it is not
    checked.
    """
    try:
        items = read(path, **options.reading)
        if os.path.isfile(path):
            next(items, None)
            items.close()  # type: ignore[attr-defined]
    except SourceError as error:
        raise CommandError(printable(translated(str(error)))) from error
    return path


def _of_named_site(items: Iterator[Item], options: ImportOptions) -> Iterator[Item]:
    """The items, with the site of ``--site`` if one was given."""
    key = named_key(options.site) if options.site else None
    for item in items:
        if key and isinstance(item, RawDocument):
            item.site = key
        yield item


def _hint_of_key(options: ImportOptions) -> str:
    """A hint for a path after ``--keep-near-duplicates``, which was taken for its value."""
    taken = next((key for key in options.kept if os.path.exists(key)), None)
    if taken is None:
        return ""
    return " " + gettext("{path} was read as the key of --keep-near-duplicates.").format(path=taken)
