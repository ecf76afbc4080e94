"""What ends a run, whatever document it happens at: no database, no room on the disk, no section."""

from __future__ import annotations

import errno

from django.db import Error, connection


class SectionGoneError(Exception):
    """The section of an import was deleted."""

    def __init__(self) -> None:
        super().__init__("The section of the import was deleted. Say with --to where the pages belong.")


class DiskFullError(Exception):
    """The database or a folder has no room left. Nothing more can be written."""


def is_disk_full(error: BaseException | None) -> bool:
    """Whether there is no room left on the disk of the database, or of this machine."""
    while error is not None:
        if isinstance(error, DiskFullError) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, Error):
            code = error.args[0] if error.args else None
            # SQLite says it in words alone, MySQL by its number, PostgreSQL by the SQL state.
            if "database or disk is full" in str(error) or (
                connection.vendor == "mysql" and code in (1021, 1114)
            ):
                return True
        if getattr(error, "sqlstate", None) == "53100":
            return True
        error = error.__cause__
    return False


def is_too_long(error: BaseException) -> bool:
    """Whether MySQL or MariaDB refused a statement for its length. Some versions end the connection with
    it.
    """
    code = error.args[0] if error.args else None
    return connection.vendor == "mysql" and (code == 1153 or "max_allowed_packet" in str(error))


def give_up_if_lost(error: Exception) -> None:
    """Raises the error again where the database or the section is gone or the disk is full, and every other
    document would fail, too.
    """
    if is_disk_full(error):
        raise DiskFullError(str(error)) from error
    is_lost = isinstance(error, Error) and not connection.is_usable() and not is_too_long(error)
    if is_lost or isinstance(error, SectionGoneError):
        raise error
