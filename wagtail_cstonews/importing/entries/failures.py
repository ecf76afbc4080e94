"""What ends a run, whatever document it happens at: no database, no room on the disk, no section."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import Error, OperationalError, connection


class SectionGoneError(Exception):
    """The section of an import was deleted."""

    def __init__(self) -> None:
        super().__init__("The section of the import was deleted. Say with --to where the pages belong.")


TOO_LONG = 1153


GONE = (2006, 2013)
"""MySQL's numbers: a statement was too long; the server has gone away, or hung up in the middle."""


ESCAPED = "\0\n\r\x1a\"'\\"
"""Characters that are two in a statement of MySQL."""


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
    """Whether MySQL or MariaDB refused a statement for its length: surely, within :func:`lengths_told`."""
    code = error.args[0] if error.args else None
    return connection.vendor == "mysql" and (code == TOO_LONG or "max_allowed_packet" in str(error))


@contextmanager
def lengths_told() -> Iterator[None]:
    """Makes the error of a statement that is too long for MySQL or MariaDB always say so.

    Mostly these hang up before they have read it to its end, and the client knows no more than that they have
    gone away.
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
    """About as many bytes as the statement has: of several rows the longest, since each may go by itself."""
    rows = params or [()] if many else [params or ()]
    return len(sql.encode()) + max(sum(map(_length_of_value, row)) for row in rows)


def _length_of_value(value: Any) -> int:
    if isinstance(value, bytes | bytearray | memoryview):
        value = bytes(value)
        return len(value) + sum(map(value.count, map(str.encode, ESCAPED)))
    value = str(value)
    return len(value.encode("utf-8", "replace")) + sum(map(value.count, ESCAPED))


def _max_allowed_packet() -> int | None:
    """What the server takes at once, asked in a connection of its own; None where it is really gone."""
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
    """What a log shows beside the message; nothing, where the message says it all."""
    return None if is_too_long(error) else error


def give_up_if_lost(error: Exception) -> None:
    """Raises the error again where the database or the section is gone or the disk is full, and every other
    document would fail, too.
    """
    if is_disk_full(error):
        raise DiskFullError(str(error)) from error
    if isinstance(error, SectionGoneError):
        raise error
    if isinstance(error, Error) and not connection.is_usable():
        if not is_too_long(error):
            raise error
        if not connection.in_atomic_block:
            # The next one's turn needs another connection.
            connection.close()
