"""All options of an import, each with its default, its help and its allowed values.

The command's arguments, the run's record, the printed command line and the settings of a task queue's worker
are all derived from :class:`ImportOptions`. An option takes effect where ``options.NAME`` is read: which
documents are read in :mod:`.reading.batching`, what becomes of one in :mod:`.matching.match`.

    >>> options = ImportOptions(paths=("archive/",), to="/news/", publish=True)
    >>> options.command_line()
    'import_news archive/ --to /news/ --publish'
    >>> ImportOptions.from_record(options.to_record()) == options
    True
"""

from __future__ import annotations

import shlex
from argparse import ArgumentParser
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from ..sources import PREFERENCES, formats
from .arguments import (
    Argument,
    arguments_of,
    fraction,
    in_order,
    keys,
    on_or_off,
    paths,
    positive,
    site_named,
    switch,
    value,
    values,
)
from .matching.match import ON_CONFLICT, OnConflict, Policy
from .reporting.wording import printable

ONLY_THESE = "Only the document of this address, id or source, as reports name it. May be repeated."
"""The help of ``--id`` in every command on documents."""

_ORDER = (
    *("--all", "--again", "--to", "--format", "--prefer", "--limit", "--on-conflict", "--locale", "--site"),
    *("--user", "--workers", "--document-seconds", "--image-collection", "--file-collection"),
    *("--publish-above", "--id", "--status", "--type", "--keep-near-duplicates"),
    *("--publish", "--recreate", "--site-profiles", "--redirects", "--keep-lists"),
    *("--fetch-images", "--fetch-files", "--enqueue", "--no-site-profiles"),
)
"""The order of the flags on a printed command line. A queued run is found again by this text, so an upgrade
must not change the order. Flags that are not listed come last.
"""

_BEFORE_IT_COULD_BE_GIVEN: Mapping[str, Any] = {"publish_above": 0.0}
"""Values for records from before the option existed, where the old behaviour is not today's default: every
page was published.
"""


@dataclass(frozen=True)
class ImportOptions:
    """The options of one import.

    Raises :exc:`ValueError` for a value that an option does not allow.
    """

    paths: tuple[str, ...] = paths("A file, a folder, an archive, or - for standard input.", "PATH")
    to: str | None = value("The section's address (/news/) or page id.", metavar="SECTION")
    again: int | None = value(
        "Extract the stored originals of a run again, without the files: extraction has improved.",
        type=int,
        metavar="RUN",
    )
    all: bool = switch("Extract all stored originals again, without the files.")
    dry_run: bool = switch(
        "Print what would be done and why; write nothing.", is_recorded=False, is_written=False
    )
    publish: bool = switch("Publish the pages; drafts otherwise.")
    publish_above: float | None = value(
        "With --publish: leave as drafts the pages of which extraction is less sure, from 0 to 1 "
        "(default: the setting PUBLISH_ABOVE, 0.5).",
        type=fraction,
        metavar="CONFIDENCE",
    )
    ids: tuple[str, ...] = values(ONLY_THESE, "KEY", flag="--id")
    limit: int | None = value("Read only the first N documents.", type=positive, metavar="N")
    format: str = value("What the files hold, whatever their names.", default="auto", choices=formats)
    prefer: str = value(
        "Which one to use of rows that hold both HTML and text (default: html).",
        default="html",
        choices=PREFERENCES,
    )
    status: tuple[str, ...] = values(
        "Read only what has this status in a WordPress export: publish, draft, pending, future, "
        "private, protected (by a password) or any; by default the first four. May be repeated. All but "
        "what is published there stays a draft, even with --publish.",
        "STATUS",
    )
    type: tuple[str, ...] = values(
        "Read only items of this type of a WordPress export, or any (default: post and page). "
        "May be repeated.",
        "TYPE",
    )
    locale: str | None = value("Import everything into the section's translation.", metavar="CODE")
    user: str | None = value(
        "Who the pages and their history name as the author.", metavar="NAME", is_recorded=False
    )
    recreate: bool = switch("Make pages again that were deleted since their import.")
    site: str | None = value(
        "The site of documents without an address (default: the folder, archive or file of rows "
        "that they come in).",
        type=site_named,
        metavar="NAME",
    )
    site_profiles: bool | None = on_or_off(
        "Learn first what the documents of each site have in common, where there are three or more "
        "(default, by the setting SITE_PROFILES); --no-site-profiles reads each document by itself."
    )
    on_conflict: OnConflict = value(  # noqa: RUF009 - a field, as all of these
        "What to do where a document changed and its page was edited by hand (default: propose).",
        default="propose",
        choices=ON_CONFLICT,
    )
    keep_near_duplicates: tuple[str | None, ...] = keys(
        "Make a page of the document of this address, id or source, though it says nearly the same "
        "as another one. May be repeated; without KEY, of all such documents (write it after the paths).",
        "KEY",
    )
    keep_lists: bool = switch(
        "Make drafts of what is no article, too: lists of articles, home pages, search results."
    )
    redirects: bool = switch("Have the documents' addresses lead to the pages (wagtail.contrib.redirects).")
    workers: int | None = value(
        "Extract in so many processes; one more writes (default: the setting WORKERS, else 1).",
        type=partial(positive, of="processes"),
        metavar="N",
        is_recorded=False,
    )
    document_seconds: int | None = value(
        "The most processor time that extracting one document may take (default: the setting "
        "DOCUMENT_SECONDS); one that takes longer fails, and the import goes on.",
        type=partial(positive, of="seconds"),
        metavar="N",
    )
    enqueue: bool = switch(
        "Hand the documents to the task queue (TASKS in the settings), for any number of workers."
    )
    fetch_images: bool = switch(
        "Fetch the images that articles name from the web, those missing from earlier imports, too."
    )
    image_collection: str | None = value(
        "The collection, by name or id, that images go into (default: the root).", metavar="COLLECTION"
    )
    fetch_files: bool = switch(
        "Fetch the PDFs and office files that articles link to from the web, those missing from "
        "earlier imports, too. They become documents of Wagtail."
    )
    file_collection: str | None = value(
        "The collection, by name or id, that linked files go into (default: the root).",
        metavar="COLLECTION",
    )

    def __post_init__(self) -> None:
        for name, argument in self.arguments().items():
            argument.check(getattr(self, name))

    # ------------------------------------------------------------------ on a command line

    @classmethod
    def arguments(cls) -> dict[str, Argument]:
        """The declaration of each option, by name."""
        return _arguments()

    @classmethod
    def add_to(cls, parser: ArgumentParser) -> None:
        """Add all options to a command's parser."""
        for argument in cls.arguments().values():
            argument.add_to(parser)

    @classmethod
    def from_command(cls, given: Mapping[str, Any]) -> ImportOptions:
        """The options from a command's keyword arguments; others among these are ignored."""
        return cls(**{name: one.read(given[name]) for name, one in cls.arguments().items() if name in given})

    def command_line(self) -> str:
        """The command line that gives these options."""
        words = [
            word
            for name, one in self.arguments().items()
            for word in one.words(getattr(self, name))
            if one.is_written and one.kind != "paths"
        ]
        ordered = [part for word in in_order(words, _ORDER) for part in word]
        return printable(shlex.join(["import_news", *self.paths, *ordered]))

    # ------------------------------------------------------------------ on record

    def to_record(self) -> dict[str, Any]:
        """The options as JSON types, for the record of a run."""
        found = {name: getattr(self, name) for name, one in self.arguments().items() if one.is_recorded}
        return {name: list(one) if isinstance(one, tuple) else one for name, one in found.items()}

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> ImportOptions:
        """The options from a run's record, also one of an earlier version."""
        return cls.from_command({**_BEFORE_IT_COULD_BE_GIVEN, **record})

    # ------------------------------------------------------------------ what follows from them

    @property
    def is_again(self) -> bool:
        """Whether this is a reimport: stored originals are extracted again, and no files are read."""
        return self.again is not None or self.all

    @property
    def by_language(self) -> bool:
        """Whether pages are placed under the section's translation into their language."""
        return self.locale is None

    @property
    def links_near_duplicates(self) -> bool:
        """Whether near-duplicates are linked to their originals."""
        return None not in self.keep_near_duplicates

    @property
    def kept(self) -> tuple[str, ...]:
        """The names of documents that get a page even if they are near-duplicates."""
        return tuple(key for key in self.keep_near_duplicates if key is not None)

    @property
    def reading(self) -> dict[str, Any]:
        """The options of reading, as :func:`wagtail_cstonews.sources.read` takes them."""
        chosen = {"statuses": _listed(self.status), "types": _listed(self.type)}
        return {
            "format": self.format,
            "prefer": self.prefer,
            **{name: found for name, found in chosen.items() if found},
        }

    def policy(self, *, missing_images: bool = False, missing_files: bool = False) -> Policy:
        """The policies for pages that are not as the import left them."""
        return Policy(
            self.recreate,
            self.on_conflict,
            self.links_near_duplicates,
            missing_images=missing_images,
            missing_files=missing_files,
            keep=frozenset(self.kept),
            keep_lists=self.keep_lists,
        )


@cache
def _arguments() -> dict[str, Argument]:
    return arguments_of(ImportOptions)


def _listed(given: tuple[str, ...]) -> list[str]:
    """Split values at commas.

    >>> _listed(("publish, draft", "private"))
    ['publish', 'draft', 'private']
    """
    return [name.strip() for value in given for name in value.split(",") if name.strip()]
