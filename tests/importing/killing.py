"""Kills imports and lets the same command finish: ``python -m tests.importing.killing FOLDER MOMENTS``.

A process of its own, because it needs databases of its own, with real transactions. Each import runs in a
fork that ends itself with SIGKILL at its n-th query (on a server every second one loses its connection
instead); then the same command runs to its end, and what it leaves is compared with what an undisturbed
import left. Prints one JSON object. ``DATABASE_URL`` names the server; SQLite's files go into FOLDER.
"""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.conf import settings

BATCH_SIZE = 3
# Of this process alone: others may use the same server.
TEMPLATE, COPY = (f"cstonews_kill_{name}_{os.getpid()}" for name in ("template", "copy"))

PROSE = (
    "The council of the five rivers met in Port Ilse on Thursday and agreed on the rules of the common fund. "
    "Delegates said that the first payments would be made before the end of the year, and that {topic} would "
    "be looked at again in spring by a committee of seven.\n"
)
EXAMPLES = Path(__file__).resolve().parents[2] / "example_project" / "archive"


def make_archive(folder: Path) -> None:
    """Articles, interviews and people, a duplicate, a document that fails, rows that link each other."""
    folder.mkdir()
    for number, topic in enumerate(("dredging", "the ferry", "old locks", "night fishing", "reed beds")):
        text = (
            f"Council talks about {topic}\n\n"
            + PROSE.format(topic=topic)
            + f"\nThe paper on {topic} was read.\n"
        )
        (folder / f"{number}.txt").write_text(text)
    for name in (
        "01-reservoirs-reported-interview",
        "07-river-institute-qa",
        "10-night-search-quotes-by-title",
    ):
        shutil.copy(EXAMPLES / f"{name}.txt", folder)
    shutil.copy(folder / "0.txt", folder / "5-again.txt")
    (folder / "6-empty.txt").write_text(" \n")
    rows = []
    for number, topic in enumerate(("wells", "springs", "canals", "weirs")):
        link = f'<a href="https://courier.example/{(number + 1) % 4}">more</a>'
        prose = PROSE.format(topic=topic)
        html = (
            f"<h1>Report on {topic}</h1><p>{prose}</p><p>The report says of {topic}, {link}, all is well.</p>"
        )
        rows.append(json.dumps({"url": f"https://courier.example/{number}", "html": html}))
    (folder / "7-rows.jsonl").write_text("\n".join(rows))


# ------------------------------------------------------------------ databases


def use(name: str, folder: Path) -> None:
    """Has this process work on the database of that name."""
    from django.db import connections

    database = settings.DATABASES["default"]
    database["NAME"] = str(folder / f"{name}.db") if is_sqlite() else name
    connections["default"].settings_dict["NAME"] = database["NAME"]


def is_sqlite() -> bool:
    return "sqlite" in settings.DATABASES["default"]["ENGINE"]


def is_mysql() -> bool:
    return "mysql" in settings.DATABASES["default"]["ENGINE"]


def make_template(folder: Path) -> None:
    if not is_sqlite():
        drop_databases()
        administer(f"CREATE DATABASE {TEMPLATE}")
    fork(lambda: prepare(folder))


def drop_databases() -> None:
    if not is_sqlite():
        administer(dropping(COPY), dropping(TEMPLATE))


def dropping(name: str) -> str:
    # PostgreSQL may not know yet that a client was killed.
    return f"DROP DATABASE IF EXISTS {name}{'' if is_mysql() else ' WITH (FORCE)'}"


def copy_template(folder: Path) -> None:
    if is_sqlite():
        shutil.copy(folder / f"{TEMPLATE}.db", folder / f"{COPY}.db")
    elif is_mysql():
        fork(copy_tables)
    else:
        # A server that crashes before a checkpoint may lose pages of the copy (seen with PostgreSQL 15.20).
        administer(dropping(COPY), f"CREATE DATABASE {COPY} TEMPLATE {TEMPLATE}", "CHECKPOINT")


def copy_tables() -> None:
    """What ``CREATE DATABASE ... TEMPLATE`` is elsewhere."""
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(dropping(COPY))
        cursor.execute(f"CREATE DATABASE {COPY}")
        cursor.execute("SET foreign_key_checks = 0")
        cursor.execute(f"SHOW TABLES FROM {TEMPLATE}")
        tables = [table for (table,) in cursor.fetchall()]
        cursor.execute(f"USE {COPY}")
        for table in tables:
            cursor.execute(f"SHOW CREATE TABLE {TEMPLATE}.{table}")
            cursor.execute(cursor.fetchone()[1].replace("%", "%%"))
            cursor.execute(f"INSERT INTO {table} SELECT * FROM {TEMPLATE}.{table}")  # noqa: S608


def administer(*statements: str) -> None:
    """Runs statements that no transaction may hold, in a fork: connections do not survive one."""

    def run() -> None:
        from django.db import connection

        # The database that is named need not be there: tests run on one with another name.
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    fork(run)


def fork(work: Callable[[], Any]) -> Any:
    """What the work gives back, done in a fork; the number of the signal that killed it, negative."""
    read, write = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(read)
        try:
            with os.fdopen(write, "w") as pipe:
                json.dump(work(), pipe)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        text = pipe.read()
    status = os.waitpid(pid, 0)[1]
    if os.WIFSIGNALED(status):
        return -os.WTERMSIG(status)
    if status:
        sys.exit("A fork failed; see above.")
    return json.loads(text)


# ------------------------------------------------------------------ imports


@contextmanager
def counting(kill_at: int = 0, lose_at: int = 0) -> Iterator[list[int]]:
    """Counts queries, and ends the process at one of them, before or after it by turns; or its connection."""
    from django.db import connection

    count = [0]

    def wrapper(execute: Any, sql: Any, params: Any, many: Any, context: Any) -> Any:
        count[0] += 1
        if count[0] == lose_at:
            itself = "KILL CONNECTION_ID()" if is_mysql() else "SELECT pg_terminate_backend(pg_backend_pid())"
            return execute(itself, None, False, context)
        if count[0] == kill_at and kill_at % 2:
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if count[0] == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    with connection.execute_wrapper(wrapper):
        yield count


def import_archive(archive: Path, folder: Path, kill_at: int = 0, lose_at: int = 0) -> int:
    """Runs the command; gives the number of its queries."""
    from django.core.management import CommandError, call_command

    use(COPY, folder)
    with counting(kill_at, lose_at) as count:
        try:
            call_command(
                "import_news", str(archive), to="/news/", publish=True, verbosity=0,
                keep_near_duplicates=True, redirects=True,
                stdout=io.StringIO(), stderr=io.StringIO(),
            )  # fmt: skip
        except CommandError as error:
            if "The database failed" in str(error):
                return -1
            if "1 document failed" not in str(error):
                raise
    return count[0]


def prepare(folder: Path) -> None:
    from django.core.management import call_command

    from tests.factories import make_index

    use(TEMPLATE, folder)
    call_command("migrate", verbosity=0)
    make_index(slug="news")


def state(folder: Path) -> dict[str, Any]:
    """What an import left, without ids and times."""
    from wagtail.contrib.redirects.models import Redirect
    from wagtail.models import PageLogEntry, ReferenceIndex, Revision
    from wagtail.search.models import IndexEntry

    from wagtail_cstonews import conf
    from wagtail_cstonews.compat import get_base_page_model
    from wagtail_cstonews.importing.heartbeat import written_counts
    from wagtail_cstonews.importing.reporting.accumulator import report_of
    from wagtail_cstonews.models import ImportedDocument, ImportRun, Person, PersonRole

    use(COPY, folder)
    pages = list(conf.get_news_page_model().objects.order_by("url_path"))
    slugs = {page.pk: page.slug for page in pages}

    names = dict(Person.objects.values_list("pk", "name"))

    def without_ids(value: Any) -> str:
        """The blocks, with slugs and names for the ids of pages and people."""
        text = re.sub(r'id=\\"(\d+)\\"', lambda found: slugs[int(found[1])], json.dumps(value))
        people = r'"(speaker|questioner|answerer|person)": (\d+)'
        return re.sub(people, lambda found: f"{found[1]}: {names[int(found[2])]}", text)

    return {
        "pages": [
            [
                *(page.title, page.url_path, page.live, page.specific_class.__name__),
                without_ids(page.body.raw_data[:]),
                without_ids(json.loads(page.get_latest_revision().content["body"])),
                page.revisions.count(),
                PageLogEntry.objects.filter(page=page.pk).count(),
            ]
            for page in pages
        ],
        "records": [
            [
                record.key,
                record.state,
                record.message,
                record.content_hash,
                slugs.get(record.page_id),
                record.duplicate_of and record.duplicate_of.key,
            ]
            for record in ImportedDocument.objects.order_by("key").select_related("duplicate_of")
        ],
        "people": sorted(Person.objects.values_list("name", flat=True)),
        "roles": sorted(PersonRole.objects.values_list("title", flat=True)),
        "redirects": sorted(
            [redirect.old_path, slugs.get(redirect.redirect_page_id)] for redirect in Redirect.objects.all()
        ),
        "index": IndexEntry.objects.count(),
        "references": ReferenceIndex.objects.count(),
        "revisions": Revision.objects.count(),
        "problems": [list(map(str, problem)) for problem in get_base_page_model().find_problems() if problem],
        # Of every run that told what it did, the report and what was committed: the same.
        "reports": [
            [run.pk, report_of(run)["states"], written]
            for run in ImportRun.objects.all()
            for written in [written_counts(run)]
            if written and {name: report_of(run)["states"].get(name) for name in written} != written
        ],
        "runs": sorted(ImportRun.objects.values_list("state", flat=True)),
    }


def main(folder: Path, moments: int) -> dict[str, Any]:
    archive = folder / "archive"
    make_archive(archive)
    make_template(folder)
    copy_template(folder)
    queries = fork(lambda: import_archive(archive, folder))
    expected = fork(lambda: state(folder))
    results = []
    for number in range(moments):
        low, high = queries * number // moments, queries * (number + 1) // moments
        moment = random.randint(low + 1, high)  # noqa: S311
        copy_template(folder)
        lose = not is_sqlite() and number % 2
        kill = (0, moment) if lose else (moment, 0)
        killed = fork(lambda kill=kill: import_archive(archive, folder, *kill))
        fork(lambda: import_archive(archive, folder))
        found = fork(lambda: state(folder))
        runs = found.pop("runs")
        wrong = [name for name in found if found[name] != expected[name]]
        # Where Wagtail passes over the error (its search index does), the batch is written once more.
        ended = {-1: "lost", -signal.SIGKILL: "killed"}.get(killed, "survived" if lose else "not at all")
        details = {name: found[name] for name in wrong}
        results.append({"query": moment, "ended": ended, "wrong": wrong, "runs": runs, "found": details})
    return {"queries": queries, "expected": expected, "results": results}


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    settings.WAGTAIL_CSTONEWS = {**getattr(settings, "WAGTAIL_CSTONEWS", {}), "BATCH_SIZE": BATCH_SIZE}
    django.setup()
    try:
        print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]))))  # noqa: T201
    finally:
        drop_databases()
