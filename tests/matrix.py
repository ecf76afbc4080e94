"""The versions and databases that the tests run on: a covering set. ``noxfile.py`` makes sessions of it.

Every supported pair of Wagtail with Django, of Python with either, and of a database with either is in one of
the rows at least (``tests/test_matrix.py``).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PYTHONS = ("3.11", "3.12", "3.13", "3.14")
WAGTAILS = ("7.4", "8.0")
DJANGOS = ("5.2", "6.0", "6.1")
DATABASES = ("SQLite", "PostgreSQL", "MariaDB", "MySQL")

PRE_RELEASE = "8.1"
"""The Wagtail that is about to come. It may fail."""


@dataclass(frozen=True)
class Row:
    python: str
    wagtail: str
    django: str
    database: str

    @property
    def name(self) -> str:
        return f"py{self.python}-wagtail{self.wagtail}-django{self.django}-{self.database.lower()}"


LOWEST = Row("3.11", "7.4", "5.2", "SQLite")
"""Here every dependency has the lowest version that pyproject.toml declares."""

ROWS = (
    Row("3.13", "8.0", "5.2", "SQLite"),
    Row("3.11", "8.0", "5.2", "PostgreSQL"),
    Row("3.12", "7.4", "5.2", "MariaDB"),
    Row("3.14", "7.4", "5.2", "MySQL"),
    Row("3.12", "7.4", "6.0", "SQLite"),
    Row("3.13", "7.4", "6.0", "PostgreSQL"),
    Row("3.14", "8.0", "6.0", "MariaDB"),
    Row("3.12", "8.0", "6.0", "MySQL"),
    Row("3.14", "8.0", "6.1", "SQLite"),
    Row("3.12", "8.0", "6.1", "PostgreSQL"),
    Row("3.13", "8.0", "6.1", "MariaDB"),
    Row("3.13", "8.0", "6.1", "MySQL"),
)


def is_supported(row: Row) -> bool:
    """Whether these go together, by what Django and Wagtail say of themselves."""
    if row.python == "3.11" and row.django != "5.2":
        return False
    # Wagtail 7.4 knows Django up to 6.0.
    return not (row.wagtail == "7.4" and row.django == "6.1")


def lowest_versions() -> list[str]:
    """The declared dependencies, each at its lower bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [one.split(",")[0].replace(">=", "==") for one in project["dependencies"]]
