"""Converts errors that end a command, of the database or a full disk, to messages with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error
from django.utils.translation import gettext, gettext_lazy

from wagtail_cstonews.importing.entries.failures import DiskFullError, SectionGoneError, is_disk_full
from wagtail_cstonews.publishing.messages import translated

FULL = gettext_lazy(
    "The disk is full ({error}). What was written before stays. Once there is room, the same command goes on."
)


@contextmanager
def failure_told() -> Iterator[None]:
    """Within this context, an error of the database becomes a :exc:`CommandError`."""
    try:
        yield
    except Error as error:
        shown = " ".join(str(error).split())
        raise CommandError(
            gettext(
                "The database failed ({error}). Check that it is there and migrated (manage.py migrate), and "
                "give the same command again."
            ).format(error=shown)
        ) from error


@contextmanager
def failed_import_told() -> Iterator[None]:
    """Within this context, an error that ends an import becomes a :exc:`CommandError`, which says how to
    resume.
    """
    try:
        yield
    except SectionGoneError as error:
        raise CommandError(
            f"{translated(str(error))} {gettext('The pages that the run made went with it.')}"
        ) from error
    except Error as error:
        if is_disk_full(error):
            raise CommandError(FULL.format(error=error)) from error
        raise CommandError(
            gettext(
                "The database failed ({error}). What was written before stays. Once the database is there "
                "again, the same command goes on."
            ).format(error=error)
        ) from error
    except (DiskFullError, OSError) as error:
        if not is_disk_full(error):
            raise
        raise CommandError(FULL.format(error=error)) from error
