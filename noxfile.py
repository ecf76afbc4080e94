"""The versions, databases and sites that the package is made for: ``nox``, or ``make matrix``.

``nox --list`` names the sessions, ``nox -s "NAME"`` runs one. A session whose Python or database server this
machine does not have is left out, with the reason; with CI set in the environment that is a failure.
``tests/databases.py`` says where servers are looked for.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import nox

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))

from tests import matrix  # noqa: E402
from tests.databases import server_missing, url_of  # noqa: E402
from tests.suites import DATABASE_TESTS  # noqa: E402

nox.needs_version = ">=2024.10.9"
nox.options.default_venv_backend = "venv"
nox.options.reuse_venv = "yes"

IN_CI = bool(os.environ.get("CI"))
EXTRAS = {"SQLite": "", "PostgreSQL": "[postgres]", "MariaDB": "[mysql]", "MySQL": "[mysql]"}
ALL_TESTS = (
    "tests",
    *(f"--ignore=tests/{name}" for name in ("benchmarks", "browser", "custom_page", "example", "extraction")),
)
SIDE_BY_SIDE = ("-n", os.environ.get("MATRIX_PROCESSES", "auto"), "--dist", "loadfile")


def need(session: nox.Session, database: str) -> dict[str, str]:
    """The environment of tests on this database; leaves the session out where its server is not there."""
    if reason := server_missing(database):
        session.error(reason) if IN_CI else session.skip(reason)
    return {"DATABASE_URL": url_of(database)}


def install(session: nox.Session, *packages: str, database: str = "SQLite") -> None:
    session.install("--upgrade", "pip>=25.1")
    session.install("--editable", f".{EXTRAS[database]}", "--group", "test", *packages)
    session.run("python", "-m", "pip", "list", "--format=freeze", silent=not IN_CI)


def run_tests(session: nox.Session, database: str, default: tuple[str, ...]) -> None:
    environment = need(session, database)
    session.run(
        "python", "-m", "pytest", "-q", *(session.posargs or (*default, *SIDE_BY_SIDE)), env=environment
    )


def build(session: nox.Session) -> str:
    """The wheel, complete."""
    folder = Path(session.create_tmp()).resolve() / "dist"
    for old in folder.glob("*.whl"):
        old.unlink()
    session.run("python", "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    (wheel,) = folder.glob("*.whl")
    session.run("python", "-m", "tests.wheel", str(wheel), env={"PYTHONPATH": str(ROOT)})
    return str(wheel)


@nox.session
@nox.parametrize("python,row", [nox.param(row.python, row, id=row.name) for row in matrix.ROWS])
def tests(session: nox.Session, row: matrix.Row) -> None:
    """The tests on one row of the covering set."""
    need(session, row.database)
    install(session, f"wagtail=={row.wagtail}.*", f"django=={row.django}.*", database=row.database)
    run_tests(session, row.database, ALL_TESTS if row.database == "SQLite" else DATABASE_TESTS)


@nox.session(python=matrix.LOWEST.python)
def lowest(session: nox.Session) -> None:
    """The tests with the lowest versions of everything that the package depends on."""
    install(session, *matrix.lowest_versions())
    run_tests(session, matrix.LOWEST.database, ALL_TESTS)


@nox.session(python=matrix.PYTHONS[-2])
def prerelease(session: nox.Session) -> None:
    """The tests on the Wagtail that is about to come, bulk writing's comparison among them; it may fail."""
    try:
        install(session, f"wagtail>={matrix.PRE_RELEASE}a0")
        run_tests(session, "SQLite", ALL_TESTS)
    except nox.command.CommandFailed:
        if IN_CI:  # The workflow says that it may fail, and shows it.
            raise
        session.skip(f"failed on Wagtail {matrix.PRE_RELEASE}, which it may")


@nox.session
@nox.parametrize(
    "python,wagtail,site",
    [
        nox.param(python, wagtail, site, id=f"{site}-py{python}-wagtail{wagtail}")
        for python, wagtail, site in (
            ("3.13", "8.0", "new"),
            ("3.11", "7.4", "new"),
            ("3.12", "8.0", "same-names"),
            ("3.13", "8.0", "all-its-own"),
        )
    ],
)
def wheel(session: nox.Session, wagtail: str, site: str) -> None:
    """The wheel in an empty environment, on a site as users have it."""
    session.install("--upgrade", "pip>=25.1")
    built = build(session)
    # What the settings of that site are written with; the package does not need it.
    extra = ["dj-database-url"] if site == "all-its-own" else []
    session.install(built, f"wagtail=={wagtail}.*", *extra)
    session.install("--force-reinstall", "--no-deps", built)
    session.run("python", str(ROOT / "tests/wheel_sites.py"), site)
