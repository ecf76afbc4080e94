"""The database servers that tests run on, and whether they are there."""

from __future__ import annotations

import os
import socket
from urllib.parse import urlsplit

NAMED_BY = {
    "PostgreSQL": ("TEST_POSTGRES_URL", "postgres://postgres@127.0.0.1:5432/postgres"),
    "MariaDB": ("TEST_MYSQL_URL", "mysql://root@127.0.0.1:3306/test?charset=utf8mb4"),
    "MySQL": ("TEST_ORACLE_MYSQL_URL", "mysql://root@127.0.0.1:3307/test?charset=utf8mb4"),
}
"""The variable of the environment that says where a server is, and where it is looked for without that."""

PORTS = {"postgres": 5432, "postgresql": 5432, "mysql": 3306}


def url_of(database: str) -> str:
    """What ``DATABASE_URL`` is for tests on it; empty for SQLite, which needs no server."""
    if database not in NAMED_BY:
        return ""
    variable, default = NAMED_BY[database]
    return os.environ.get(variable) or default


def server_missing(database: str) -> str:
    """Why there can be no tests on this database, or nothing."""
    if database not in NAMED_BY:
        return ""
    variable, _ = NAMED_BY[database]
    url = url_of(database)
    try:
        address = urlsplit(url)
        host, port = address.hostname or "127.0.0.1", address.port or PORTS[address.scheme]
    except (KeyError, ValueError):
        return f"{variable} is {url!r}: give {' or '.join(PORTS)}://USER@HOST:PORT/NAME"
    try:
        socket.create_connection((host, port), timeout=1).close()
    except OSError:
        return f"{database}: nothing listens on {host}:{port}. {variable} names another server."
    return ""
