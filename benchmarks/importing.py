"""How fast pages are written, and how fast documents become pages: ``python -m benchmarks.importing``.

Published pages a second, in one run on each database: Wagtail's own loop in one transaction, API v3 (Wagtail
8), ``bulk_add_children``, and the same rows written again as bare multi-row INSERTs; then ``import_news``
over invented documents, twice, with its memory and the speed and CPU of each tenth. Each measurement
starts with a site of a few pages. ``--documents 100000 --workers 2 --pages 100 --rounds 1`` shows an archive.
``--hosts 2`` measures something else: how the import grows with workers on several hosts.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from . import import_hosts
from .articles import invented_articles, write_rows
from .memory import Memory
from .reports import table, versions, write_json

POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/cstonews_benchmark"
MYSQL_URL = "mysql://root@127.0.0.1:3306/cstonews_benchmark?charset=utf8mb4"
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
}
"""What the docs recommend for SQLite, and the example site has."""
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "COPY")


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.importing", description=__doc__)
    parser.add_argument("--pages", type=int, default=2000, help="pages to write in bulk (default: 2000)")
    parser.add_argument("--blocks", type=int, default=12, help="blocks of a page's body (default: 12)")
    parser.add_argument(
        "--loop", type=int, default=100, help="pages that Wagtail's own loop and API v3 write (default: 100)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="how often each is measured (default: 3)")
    parser.add_argument(
        "--documents",
        type=int,
        default=1000,
        help="documents for import_news; 0 leaves it out (default: 1000)",
    )
    parser.add_argument(
        "--workers", type=int, default=1, help="processes in which import_news extracts (default: 1)"
    )
    parser.add_argument(
        "--hosts", type=int,
        help="measure workers on so many hosts, which are made for it on this machine (Linux, as root)",
    )  # fmt: skip
    parser.add_argument(
        "--databases", nargs="+", choices=("sqlite", "postgresql", "mysql"),
        default=["sqlite", "postgresql", "mysql"], help="where to measure (default: all three)",
    )  # fmt: skip
    parser.add_argument(
        "--postgresql", metavar="URL", default=os.environ.get("BENCHMARK_POSTGRES_URL", POSTGRES_URL)
    )
    parser.add_argument("--mysql", metavar="URL", default=os.environ.get("BENCHMARK_MYSQL_URL", MYSQL_URL))
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="write the figures here as well")
    parser.add_argument("--measure", metavar="OUT.json", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


# ---------------------------------------------------------------------- one database, in a process of its own


@dataclass
class Speed:
    """What a measurement took, in seconds of the clock and of this process's CPU."""

    count: int
    wall: float
    cpu: float

    @property
    def rate(self) -> float:
        return self.count / self.wall


@contextmanager
def timed(count: int, into: list[Speed]) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    into.append(Speed(count, time.perf_counter() - wall, time.process_time() - cpu))


class Bench:
    """The measurements on one database, which is made for them and dropped."""

    def __init__(self, chosen: argparse.Namespace, folder: Path) -> None:
        import django
        from django.db import connection

        django.setup()
        self.chosen = chosen
        self.folder = folder
        self.connection = connection
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(folder / "benchmark.sqlite3")
            connection.settings_dict["OPTIONS"].update(SQLITE)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        self.speeds: dict[str, list[Speed]] = {}
        self.figures: dict[str, Any] = {}
        self.make_site()

    def make_site(self) -> None:
        from django.contrib.auth import get_user_model
        from wagtail.models import Site

        from wagtail_cstonews import conf

        self.user = get_user_model().objects.create(username="benchmark", is_superuser=True, is_staff=True)
        self.section = conf.get_news_index_page_model()(title="News", slug="news")
        Site.objects.get(is_default_site=True).root_page.add_child(instance=self.section)
        self.model = conf.get_news_page_model()
        self.tables = self.find_tables()
        self.baseline = {name: self.last_id(name, key) for name, key in self.tables.items()}

    def find_tables(self) -> dict[str, str]:
        """Tables that a page fills, with their keys: what others refer to comes first."""
        from django.apps import apps
        from wagtail.models import Page, Revision

        models = [Revision, Page, self.model]
        models += [model for model in apps.get_models() if model not in models]
        self.quotations = apps.get_model("wagtail_cstonews", "Quotation")._meta.db_table
        return {
            model._meta.db_table: model._meta.pk.column
            for model in models
            if model._meta.managed
            and model._meta.pk.get_internal_type() in ("AutoField", "BigAutoField", "OneToOneField")
            and not model._meta.db_table.endswith("_fts")
            and model._meta.app_label not in ("auth", "contenttypes", "sites")
        }

    def last_id(self, name: str, key: str) -> int:
        return self.query(f"SELECT COALESCE(MAX({key}), 0) FROM {name}")[0][0]  # noqa: S608

    def query(self, statement: str) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    def clear(self) -> None:
        """Takes out everything that was written since the site was made."""
        from django.core.cache import cache
        from django.db import transaction

        from wagtail_cstonews.bulk_pages import search_index

        with self.connection.constraint_checks_disabled(), transaction.atomic():
            with self.connection.cursor() as cursor:
                # Their keys are no numbers, and a site without articles has none.
                cursor.execute(f"DELETE FROM {self.quotations}")  # noqa: S608
                for name, key in reversed(self.tables.items()):
                    statement = f"DELETE FROM {name} WHERE {key} > %s"  # noqa: S608
                    cursor.execute(statement, [self.baseline[name]])
            type(self.section).objects.filter(pk=self.section.pk).update(numchild=0)
        if self.connection.vendor != "mysql":
            with self.connection.cursor() as cursor:
                cursor.execute("VACUUM")
        cache.clear()
        search_index.average.known.clear()
        self.section = type(self.section).objects.get(pk=self.section.pk)

    def pages(self, count: int) -> list[Any]:
        return [article.page(self.model) for article in invented_articles(count, self.chosen.blocks)]

    def measure(self, name: str, count: int, write: Callable[[list[Any]], None]) -> None:
        pages = self.pages(count)
        with timed(count, self.speeds.setdefault(name, [])):
            write(pages)

    # ------------------------------------------------------------------ the ways to write

    def loop(self, pages: list[Any]) -> None:
        from django.db import transaction

        with transaction.atomic():
            for page in pages:
                self.section.add_child(instance=page)
                page.save_revision(user=self.user).publish(user=self.user)

    def bulk(self, pages: list[Any]) -> None:
        from wagtail_cstonews.importing.bulk import bulk_add_children

        bulk_add_children(self.section, pages, user=self.user, publish=True)

    def capture(self) -> list[tuple[str, list[str], list[tuple[Any, ...]]]]:
        """Every row that was written, by table."""
        captured = []
        chosen = [(name, f"{key} > {self.baseline[name]}") for name, key in self.tables.items()]
        for name, condition in [*chosen, (self.quotations, "true")]:
            with self.connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {name} WHERE {condition}")  # noqa: S608
                columns = [column[0] for column in cursor.description]
                if rows := cursor.fetchall():
                    captured.append((name, columns, list(rows)))
        return captured

    def replay(self, captured: list[tuple[str, list[str], list[tuple[Any, ...]]]]) -> None:
        """Writes the rows as they are, hundreds to a statement."""
        from django.db import transaction

        from wagtail_cstonews.bulk_pages.sql import parts

        with transaction.atomic(), self.connection.cursor() as cursor:
            for name, columns, rows in captured:
                quoted = ", ".join(map(self.connection.ops.quote_name, columns))
                one = f"({', '.join(['%s'] * len(columns))})"
                head = f"INSERT INTO {name} ({quoted}) VALUES "  # noqa: S608
                if self.connection.vendor == "sqlite":
                    cursor.executemany(head + one, rows)
                    continue
                for part in parts(rows, len(columns)):
                    values = [value for row in part for value in row]
                    cursor.execute(head + ", ".join([one] * len(part)), values)

    def api(self, bodies: list[dict[str, Any]], token: str) -> None:
        from django.test import Client
        from django.urls import reverse

        client = Client(headers={"authorization": f"Bearer {token}"})
        address = reverse("wagtailapi_v3:create_page")
        for body in bodies:
            answer = client.post(address, data=json.dumps(body), content_type="application/json")
            if answer.status_code != 201:
                raise SystemExit(f"API v3 answered {answer.status_code}: {answer.content[:500]!r}")

    def measure_api(self, count: int) -> None:
        from wagtail.models import APIToken

        _, token = APIToken.create_token(user=self.user, name="benchmark")
        meta = {"parent_id": self.section.pk, "type": self.model._meta.label, "action": "publish"}
        bodies = [
            {
                "meta": meta,
                "title": page.title,
                "slug": page.slug,
                "lead": page.lead,
                "body": list(page.body.raw_data),
                "published_at": page.published_at.isoformat(),
            }
            for page in self.pages(count)
        ]
        with timed(count, self.speeds.setdefault("api", [])):
            self.api(bodies, token)
        APIToken.objects.all().delete()

    # ------------------------------------------------------------------ all of it

    def run(self) -> dict[str, Any]:
        from wagtail_cstonews.compat import HAS_API_V3

        chosen = self.chosen
        self.measure("loop", 3, self.loop)
        self.measure("bulk", 3, lambda pages: self.bulk(self.numbered(pages, "warm")))
        self.clear()
        self.speeds.clear()
        for _ in range(chosen.rounds):
            self.measure("loop", chosen.loop, self.loop)
            self.clear()
            if HAS_API_V3:
                self.measure_api(chosen.loop)
                self.clear()
            self.measure("bulk", chosen.pages, self.bulk)
            captured = self.capture()
            self.clear()
            with timed(chosen.pages, self.speeds.setdefault("replay", [])):
                self.replay(captured)
            self.clear()
        self.count_queries()
        if chosen.documents:
            self.import_news()
        version = self.version()
        self.connection.creation.destroy_test_db(self.connection.settings_dict["NAME"], verbosity=0)
        return {
            "database": version,
            "speeds": {name: [vars(speed) for speed in speeds] for name, speeds in self.speeds.items()},
            **self.figures,
        }

    @staticmethod
    def numbered(pages: list[Any], prefix: str) -> list[Any]:
        for page in pages:
            page.slug = f"{prefix}-{page.slug}"
        return pages

    def version(self) -> str:
        vendor = self.connection.display_name
        with self.connection.cursor():
            return f"{vendor} {'.'.join(map(str, self.connection.get_database_version()))}"

    def count_queries(self) -> None:
        """Queries of one batch of 500 and of 50 pages, the first of its process left out."""
        from django.test.utils import CaptureQueriesContext

        counts = {}
        for count in (500, 50):
            pages = self.pages(count)
            with CaptureQueriesContext(self.connection) as queries:
                self.bulk(pages)
            counts[str(count)] = len(queries)
            self.clear()
        self.figures["queries"] = counts

    def import_news(self) -> None:
        """``import_news`` over invented documents, and again over the same."""
        from django.core.management import call_command

        path = self.folder / "invented.jsonl"
        write_rows(path, self.chosen.documents, self.chosen.blocks)
        writes = 0

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            nonlocal writes
            # The run's own record, and its entry in the history, are written in any case.
            is_of_run = "importrun" in sql or "modellogentry" in sql
            writes += sql.lstrip().startswith(WRITES) and not is_of_run
            return execute(sql, params, many, context)

        for name in ("import_news", "import_news again"):
            writes = 0
            with (
                self.connection.execute_wrapper(watch),
                Memory(self.server()) as memory,
                timed(self.chosen.documents, self.speeds.setdefault(name, [])),
            ):
                call_command(
                    "import_news", str(path), "--to", f"{self.section.pk}", "--publish", stdout=io.StringIO(),
                    stderr=io.StringIO(), verbosity=0, workers=self.chosen.workers,
                )  # fmt: skip
            self.figures[f"megabytes of {name}"] = [round(memory.own), round(memory.all)]
            if name == "import_news":
                self.figures["tenths"] = self.tenths(memory)
        self.figures["writes of the second run"] = writes
        if self.connection.vendor == "postgresql":
            self.figures["bytes a document"] = self.sizes()
        self.figures["pages of the import"] = self.model.objects.descendant_of(self.section).count()

    def server(self) -> int | None:
        """The database's own process for this connection, where it has one and runs on this machine."""
        if self.connection.vendor != "postgresql":
            return None
        return self.query("SELECT pg_backend_pid()")[0][0]

    def tenths(self, memory: Memory) -> list[dict[str, Any]]:
        """Documents a second in each tenth of the import, the first batch aside, and ms of CPU a document."""
        from wagtail_cstonews.models import ImportedDocument

        created = ImportedDocument.objects.order_by("pk").values_list("created_at", flat=True)
        times = [moment.timestamp() for moment in created]
        size = len(times) // 10
        found = []
        for place in range(10 if size else 0):
            part = times[place * size : (place + 1) * size]
            start, end = times[place * size - 1] if place else part[0], part[-1]
            count = max(1, sum(moment > start for moment in part))
            own, workers, server = memory.cpu_between(start, end)
            found.append(
                {
                    "documents a second": round(count / (end - start), 1) if end > start else 0.0,
                    "ms of own CPU": round(1000 * own / count, 2),
                    "of the workers": round(1000 * workers / count, 2),
                    "of the database": round(1000 * server / count, 2),
                }
            )
        return found

    def sizes(self) -> dict[str, list[int]]:
        """What the tables and their indexes hold for each document, the largest first."""
        rows = self.query(
            "SELECT relname, pg_table_size(relid), pg_indexes_size(relid) FROM pg_stat_user_tables "
            "ORDER BY pg_total_relation_size(relid) DESC"
        )
        count = self.chosen.documents
        sizes = {name: [round(data / count), round(indexes / count)] for name, data, indexes in rows}
        return {name: size for name, size in sizes.items() if sum(size) >= 100}


# ---------------------------------------------------------------------- all databases


def measure_on(database: str, chosen: argparse.Namespace) -> dict[str, Any] | None:
    """The figures of one database, measured in a process of its own; None where it cannot be had."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "figures.json"
        url = {"sqlite": f"sqlite:///{folder}/unused.sqlite3"}.get(database) or getattr(chosen, database)
        command = [sys.executable, "-m", "benchmarks.importing", "--measure", str(out)]
        for name in ("pages", "blocks", "loop", "rounds", "documents", "workers"):
            command += [f"--{name}", str(getattr(chosen, name))]
        settings = os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings")
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings}
        if subprocess.call(command, env=environment) or not out.exists():
            print(f"{database} could not be measured. Is it running, and its driver installed? See --help.")
            return None
        return json.loads(out.read_text())


def ratios(speeds: dict[str, Any], one: str, other: str) -> float | None:
    """How many times as fast ``one`` is as ``other``: the median over the rounds."""
    if one not in speeds or other not in speeds:
        return None
    pairs = zip(speeds[one], speeds[other], strict=False)
    return median(rate(first) / rate(second) for first, second in pairs)


def rate(speed: dict[str, Any]) -> float:
    return speed["count"] / speed["wall"]


def shown(found: dict[str, dict[str, Any]]) -> str:
    """The figures as a table."""
    names = {
        "loop": "Wagtail's loop, one transaction",
        "api": "API v3, a request a page",
        "bulk": "bulk_add_children",
        "replay": "bare INSERTs of the same rows",
        "import_news": "import_news, end to end",
        "import_news again": "import_news, second run",
    }
    rows = []
    for database, figures in found.items():
        for name, label in names.items():
            if speeds := figures["speeds"].get(name):
                rows.append(
                    (
                        database,
                        label,
                        speeds[0]["count"],
                        f"{median(map(rate, speeds)):.0f}",
                        f"{median(1000 * speed['cpu'] / speed['count'] for speed in speeds):.2f}",
                    )
                )
    return table(["database", "way", "pages", "pages/s", "ms of own CPU/page"], rows)


def compared(found: dict[str, dict[str, Any]]) -> str:
    """The ratios that the project claims."""
    rows = []
    for database, figures in found.items():
        speeds = figures["speeds"]
        loop = [{"count": 1, "wall": 1 / median(map(rate, speeds["loop"]))}]
        imported = {"loop": loop, **{name: speeds[name] for name in speeds if name.startswith("import")}}
        rows.append(
            (
                database,
                times(ratios(speeds, "bulk", "loop")),
                times(ratios(speeds, "bulk", "api")),
                times(ratios(speeds, "replay", "bulk")),
                times(ratios(imported, "import_news", "loop")),
                times(ratios(speeds, "import_news again", "import_news")),
                figures.get("writes of the second run"),
                figures["queries"]["500"],
                figures["queries"]["50"],
            )
        )
    head = ["database", "bulk/loop", "bulk/API", "bare/bulk", "import/loop", "again/first"]
    return table([*head, "writes again", "queries of 500", "of 50"], rows)


def times(value: float | None) -> str | None:
    return None if value is None else f"{value:.1f}x"


def main(arguments: list[str] | None = None) -> int:
    chosen = options(arguments)
    if chosen.measure:
        with tempfile.TemporaryDirectory() as folder:
            chosen.measure.write_text(json.dumps(Bench(chosen, Path(folder)).run()))
        return 0
    if chosen.hosts:
        if problem := import_hosts.missing():
            print(f"Several hosts cannot be had here: {problem}.")
            return 1
        grown = import_hosts.measure(chosen)
        print(import_hosts.shown(grown))
        write_json(chosen.json, {"versions": versions("wagtail", "django"), "hosts": grown})
        return 0
    found = {name: figures for name in chosen.databases if (figures := measure_on(name, chosen))}
    if not found:
        return 1
    print(shown(found))
    print()
    print(compared(found))
    for name, figures in found.items():
        if tenths := figures.get("tenths"):
            own, everything = figures["megabytes of import_news"]
            print(f"\n{name}: import_news needed {own} MB, with its processes {everything} MB. By tenths:\n")
            print(
                table(
                    ["tenth", *tenths[0]],
                    [(place + 1, *tenth.values()) for place, tenth in enumerate(tenths)],
                )
            )
        if sizes := figures.get("bytes a document"):
            rows = [(name, *size) for name, size in sizes.items()]
            rows.append(("all", *(sum(size[part] for size in sizes.values()) for part in (0, 1))))
            print(f"\n{table(['table', 'bytes a document', 'of its indexes'], rows)}")
    print(
        f"\nThe loop and the API were measured over {chosen.loop} pages, medians of {chosen.rounds} rounds."
    )
    write_json(chosen.json, {"versions": versions("wagtail", "django"), "databases": found})
    return 0


if __name__ == "__main__":
    sys.exit(main())
