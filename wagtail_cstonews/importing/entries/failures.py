"""Errors that end a whole run: the database is lost, the disk is full, or the section was deleted."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, OperationalError, connection


class SectionGoneError(Exception):
    """The section of an import was deleted during the run."""

    def __init__(self) -> None:
        super().__init__("The section of the import was deleted. Say with --to where the pages belong.")


TOO_LONG = 1153
"""MySQL's error number for a packet larger than ``max_allowed_packet``."""


GONE = (2006, 2013)
"""MySQL's error numbers 2006 and 2013: the statement was too long, or the connection was lost."""


ESCAPED = "\0\n\r\x1a\"'\\"
"""Characters that MySQL's client escapes, so that each takes two bytes in a statement."""


class DiskFullError(Exception):
    """The disk of the database or of a folder is full. Nothing more can be written."""


def is_disk_full(error: BaseException | None) -> bool:
    """Whether the error means that a disk is full: the database server's or this machine's."""
    while error is not None:
        if isinstance(error, DiskFullError) or getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT):
            return True
        if isinstance(error, Error):
            code = error.args[0] if error.args else None
            # SQLite reports it only in words, MySQL by its error number, PostgreSQL by the SQLSTATE.
            if "database or disk is full" in str(error) or (
                connection.vendor == "mysql" and code in (1021, 1114)
            ):
                return True
        if getattr(error, "sqlstate", None) == "53100":
            return True
        error = error.__cause__
    return False


def is_too_long(error: BaseException) -> bool:
    """Whether MySQL or MariaDB refused a statement for its length. Reliable only within
    :func:`lengths_told`.
    """
    code = error.args[0] if error.args else None
    return connection.vendor == "mysql" and (code == TOO_LONG or "max_allowed_packet" in str(error))


@contextmanager
def lengths_told() -> Iterator[None]:
    """Within this context, MySQL's or MariaDB's error for an overlong statement always says so.

    Usually the server closes the connection before it has read the whole statement, and the client reports
    only "server has gone away".
    """
    if connection.vendor == "mysql":
        with connection.execute_wrapper(_telling_lengths):
            yield
    else:
        yield


def _telling_lengths(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    try:
        return execute(sql, params, many, context)
    except OperationalError as error:
        if error.args and error.args[0] in GONE:
            length, most = _length_of(sql, params, many), _max_allowed_packet()
            if most is not None and length > most:
                message = f"A statement of {length} bytes is longer than max_allowed_packet ({most})"
                raise OperationalError(TOO_LONG, message) from error
        raise


def _length_of(sql: str, params: Any, many: bool) -> int:
    """The approximate length of a statement in bytes; of several rows the longest, since each may be sent
    alone.
    """
    rows = params or [()] if many else [params or ()]
    return len(sql.encode()) + max(sum(map(_length_of_value, row)) for row in rows)


def _length_of_value(value: Any) -> int:
    if isinstance(value, bytes | bytearray | memoryview):
        value = bytes(value)
        return len(value) + sum(map(value.count, map(str.encode, ESCAPED)))
    value = str(value)
    return len(value.encode("utf-8", "replace")) + sum(map(value.count, ESCAPED))


def _max_allowed_packet() -> int | None:
    """The server's ``max_allowed_packet``, read over a new connection; None where the server is really
    gone.
    """
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT @@max_allowed_packet")
            return int(cursor.fetchone()[0])
    except Error:
        return None
    finally:
        other.close()


def traceback_of(error: Exception) -> Exception | None:
    """The traceback for a log; empty where the message is enough."""
    return None if is_too_long(error) else error


def give_up_if_lost(error: Exception) -> None:
    """Re-raise an error that every other document would meet too: no database, no section, a full disk."""
    if is_disk_full(error):
        raise DiskFullError(str(error)) from error
    if isinstance(error, SectionGoneError):
        raise error
    if isinstance(error, Error) and not connection.is_usable():
        if not is_too_long(error):
            raise error
        if not connection.in_atomic_block:
            # The next document needs a new connection.
            connection.close()
