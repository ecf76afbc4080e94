"""Looks up what a command's arguments name: runs, users, sections, collections.

Each function raises :exc:`CommandError` for an unknown name, with the known ones as the remedy.
"""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext

from wagtail_cstonews.importing.building.sections import SectionError, find_section
from wagtail_cstonews.importing.files import FileBook
from wagtail_cstonews.importing.images import CollectionError, ImageBook, find_collection
from wagtail_cstonews.importing.loading.book import Book
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.models import ImportRun
from wagtail_cstonews.publishing.messages import translated
from wagtail_cstonews.web import as_number


def add_selection(parser: ArgumentParser, limit: str) -> None:
    """Add the options of every command on documents: those of an import, but with another meaning of
    ``--limit``.
    """
    known = ImportOptions.arguments()
    known["ids"].add_to(parser)
    known["limit"].meaning_is(limit).add_to(parser)


def find_run(number: int) -> ImportRun:
    """The run with a number."""
    runs = ImportRun.objects.select_related("user", "section")
    run = None if as_number(number) is None else runs.filter(pk=number).first()
    if run is None:
        known = ", ".join(str(pk) for pk in ImportRun.objects.values_list("pk", flat=True)[:10])
        raise CommandError(
            gettext("There is no run {number}. The last runs: {known}.").format(
                number=number, known=known or gettext("none")
            )
        )
    return run


def user_named(name: str | None) -> Any:
    """The user of ``--user``; None without the option."""
    if name is None:
        return None
    model = get_user_model()
    try:
        return model._default_manager.get(**{model.USERNAME_FIELD: name})
    except model.DoesNotExist:
        raise CommandError(
            gettext("--user {name}: there is no such user. Give the {field} of one.").format(
                name=name, field=model.USERNAME_FIELD
            )
        ) from None


def section_at(place: str, locale: str | None) -> Any:
    """The section of ``--to``, in the language of ``--locale``."""
    try:
        return find_section(place, locale)
    except SectionError as error:
        raise CommandError(f"--to {place}: {translated(str(error))}") from error


def image_book(options: ImportOptions, user: Any) -> ImageBook:
    """The loader of images."""
    collection = _collection("image", options.image_collection)
    book = ImageBook(fetch=options.fetch_images, collection=collection, user=user)
    _check_store("image", book)
    return book


def file_book(options: ImportOptions, user: Any) -> FileBook:
    """The loader of linked files."""
    collection = _collection("file", options.file_collection)
    book = FileBook(fetch=options.fetch_files, collection=collection, user=user)
    _check_store("file", book)
    return book


def _collection(name: str, place: str | None) -> Any:
    try:
        return find_collection(place)
    except CollectionError as error:
        raise CommandError(f"--{name}-collection {place}: {translated(str(error))}") from None


def _check_store(name: str, book: Book) -> None:
    """Raise :exc:`CommandError` if files are to be fetched that the site cannot store."""
    if book.fetch and (problem := book.store.problem()):
        raise CommandError(
            gettext("--fetch-{name}s: no {made} can be made; {problem}.").format(
                name=name, made=gettext(book.kind.made), problem=translated(problem)
            )
        )
