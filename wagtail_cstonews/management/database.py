"""A database that fails ends a command in a message."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import Error


@contextmanager
def failure_told() -> Iterator[None]:
    """Raises :exc:`CommandError` where the database fails at what nothing else names."""
    try:
        yield
    except Error as error:
        shown = " ".join(str(error).split())
        raise CommandError(
            f"The database failed ({shown}). Check that it is there and migrated (manage.py migrate), and "
            "give the same command again."
        ) from error
