"""Runs every group of tests that this machine can run: ``python -m tests.suites [NAME...]``.

One process a group, since a process has one settings module and one database. A group whose
database or Wagtail version is not there is left out with the reason; with CI set in the
environment that is a failure instead.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from tests.databases import server_missing, url_of

ROOT = Path(__file__).resolve().parent.parent
IN_CI = bool(os.environ.get("CI"))

DATABASE_TESTS = tuple(
    f"tests/{name}"
    for name in (
        *("admin", "bulk_pages", "importing", "models", "pages", "people", "publishing", "api"),
        *("test_api.py", "test_checks.py"),
    )
)


def leaving_out(*names: str) -> tuple[str, ...]:
    return tuple(f"--ignore=tests/{name}" for name in names)


EVERYWHERE_THE_SAME = (
    *("-m", "not own_database"),
    *leaving_out(
        *("admin/test_rights.py", "admin/workbench", "api/test_importing_hostile.py", "api/test_hostile.py"),
        *(f"importing/{name}" for name in ("uploads/test_scale.py", "loading", "building", "reading")),
    ),
)
"""Long tests that neither a database nor a page model makes a difference to."""

ON_EVERY_DATABASE_THE_SAME = leaving_out(
    *(f"admin/{name}" for name in ("composing", "page_editor")),
    *(f"api/test_{name}.py" for name in ("contract", "images", "rich_text", "guides_of_the_api")),
    *(f"publishing/{name}" for name in ("head", "markdown", "feeds/test_feeds.py")),
)
"""Screens and texts made of what any database gives."""

WITH_EVERY_PAGE_MODEL_THE_SAME = leaving_out(
    *(f"importing/{name}" for name in ("queue", "images", "files", "test_killing.py", "test_at_once.py")),
    *("admin/review/test_many.py", "publishing/feeds/test_feeds.py"),
)
"""What is done at once, what is loaded beside pages, and what is made of any page's words."""


def nothing_missing() -> str:
    return ""


def database_missing(database: str, module: str, extra: str) -> Callable[[], str]:
    def missing() -> str:
        if find_spec(module) is None:
            return f"{module} is not installed: make env EXTRAS={extra}"
        return server_missing(database)

    return missing


def torch_missing() -> str:
    return "" if find_spec("torch") else "the labeller's training needs PyTorch: pip install --group train"


def wagtail_8_missing() -> str:
    return "" if int(version("wagtail").split(".")[0]) >= 8 else "custom base page models need Wagtail 8"


@dataclass(frozen=True)
class Suite:
    name: str
    arguments: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)
    missing: Callable[[], str] = nothing_missing
    may_be_left_out_in_ci: bool = False

    def run(self, extra: list[str]) -> int:
        command = [sys.executable, "-m", "pytest", "-q", *self.arguments, *extra]
        return subprocess.call(command, cwd=ROOT, env={**os.environ, **self.environment})  # noqa: S603


TRAINING = "tests/benchmarks/test_train_labeller.py"
COVERAGE = ("--cov", "--cov-report=term") if os.environ.get("COVERAGE") else ()
"""Measured on demand (``make coverage``), since it takes a third more time."""
SIDE_BY_SIDE = ("-n", "auto", "--dist", "worksteal")
"""A process a core, each with a database of its own."""
FILES_SIDE_BY_SIDE = ("-n", "auto", "--dist", "loadfile")
"""For tests of one file that share what it set up."""

SUITES = (
    Suite(
        "package",
        (
            "tests",
            *(f"--ignore={path}" for path in ("tests/browser", "tests/example", TRAINING)),
            *COVERAGE,
            *SIDE_BY_SIDE,
        ),
    ),
    # CI runs it beside the oldest versions: .ci/run.
    Suite("training", (TRAINING,), missing=torch_missing, may_be_left_out_in_ci=True),
    Suite(
        "custom base page",
        (
            *(f"tests/{name}" for name in ("admin", "blocks", "custom_page", "importing", "models/pages")),
            *(f"tests/api/test_{name}.py" for name in ("articles", "contract", "writing")),
            *(f"tests/{name}" for name in ("people", "publishing", "test_api.py")),
            *(f"tests/models/test_{name}.py" for name in ("article_filters", "fields", "quotations")),
            *EVERYWHERE_THE_SAME,
            *WITH_EVERY_PAGE_MODEL_THE_SAME,
            *SIDE_BY_SIDE,
        ),
        {"DJANGO_SETTINGS_MODULE": "tests.settings_custom_page"},
        wagtail_8_missing,
    ),
    # One after the other: what browsers leave behind is not what the example site has.
    *(
        Suite(
            name,
            (folder, *FILES_SIDE_BY_SIDE),
            {"DJANGO_SETTINGS_MODULE": "newsroom.settings.test", "PYTHONPATH": str(ROOT / "example_project")},
        )
        for name, folder in (("example site", "tests/example"), ("browser", "tests/browser"))
    ),
    Suite(
        "PostgreSQL",
        (*DATABASE_TESTS, *EVERYWHERE_THE_SAME, *ON_EVERY_DATABASE_THE_SAME, *SIDE_BY_SIDE),
        {"DATABASE_URL": url_of("PostgreSQL")},
        database_missing("PostgreSQL", "psycopg", "postgres"),
    ),
    Suite(
        "MariaDB",
        (*DATABASE_TESTS, *EVERYWHERE_THE_SAME, *ON_EVERY_DATABASE_THE_SAME, *SIDE_BY_SIDE),
        {"DATABASE_URL": url_of("MariaDB")},
        database_missing("MariaDB", "MySQLdb", "mysql"),
    ),
)


def main(arguments: list[str]) -> int:
    options = [argument for argument in arguments if argument.startswith("-")]
    names = [argument for argument in arguments if not argument.startswith("-")]
    unknown = set(names) - {suite.name for suite in SUITES}
    if unknown:
        print(f"No such suite: {', '.join(unknown)}. There are: {', '.join(s.name for s in SUITES)}")  # noqa: T201
        return 2
    results = []
    for suite in SUITES:
        if names and suite.name not in names:
            continue
        print(f"\n=== {suite.name}", flush=True)  # noqa: T201
        started = time.monotonic()
        reason = suite.missing()
        if reason:
            needed = IN_CI and not suite.may_be_left_out_in_ci
            state = "FAILED (CI must run it)" if needed else "left out"
            results.append((f"{state}: {reason}", suite.name, 0.0, needed))
            continue
        code = suite.run(options)
        results.append(("failed" if code else "passed", suite.name, time.monotonic() - started, bool(code)))
    print("\n=== Summary")  # noqa: T201
    for state, name, seconds, _ in results:
        print(f"{name:28} {seconds:6.0f} s  {state}")  # noqa: T201
    failed = sum(is_failed for *_, is_failed in results)
    print(f"{len(results) - failed} passed, {failed} failed")  # noqa: T201
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
