"""How an import grows with workers on several hosts: ``python -m benchmarks.importing --hosts 2``.

One archive is handed out through Django's tasks to 1, 2 and 4 workers on hosts of their own (network
namespaces, see :mod:`.hosts`), over one PostgreSQL server that is started for it. Each worker is a process.
What is measured begins with the first chunk that is written, and ends with the last one.
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
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from .articles import write_rows
from .hosts import Hosts
from .memory import descendants, seconds_of, seconds_of_ended
from .postgresql_server import PostgresqlServer
from .reports import table

WORKERS = (1, 2, 4)
WORKER = [
    *(sys.executable, "-m", "django", "db_worker", "--backend", "imports", "--interval", "0.1"),
    *("--no-reload", "--no-startup-delay"),
]
"""The command of a worker."""
SETTINGS = "tests.settings_queue"
BATCH_SIZE = 100
"""Documents a chunk: the package's default, where the tests' settings have small ones."""
FEWEST_DOCUMENTS = 5 * BATCH_SIZE
"""The first chunk and the last are not measured."""
SECONDS = 0.1
WRITING = "SELECT COUNT(*) FROM pg_stat_activity WHERE backend_xid IS NOT NULL AND pid <> pg_backend_pid()"


def missing() -> str:
    """What is missing for it on this machine; empty where nothing is."""
    if find_spec("django_tasks_db") is None:
        return "django-tasks-db is not installed: pip install --group test"
    return Hosts.missing() or PostgresqlServer.missing()


def measure(chosen: argparse.Namespace) -> list[dict[str, Any]]:
    """The figures of each number of workers, measured in a process of its own."""
    if chosen.documents < FEWEST_DOCUMENTS:
        raise SystemExit(f"Too little to measure: give --documents {FEWEST_DOCUMENTS} or more.")
    found = []
    with Hosts(chosen.hosts) as hosts, PostgresqlServer(hosts.address) as server:
        for workers in WORKERS:
            name = f"workers_{workers}"
            server.create_database(name)
            environment = {
                **os.environ,
                "DATABASE_URL": server.url(name),
                "DJANGO_SETTINGS_MODULE": SETTINGS,
            }
            with tempfile.TemporaryDirectory() as folder:
                out = Path(folder) / "figures.json"
                given = {
                    "documents": chosen.documents,
                    "blocks": chosen.blocks,
                    "hosts": [hosts.names[number % len(hosts.names)] for number in range(workers)],
                    "server": server.pid,
                    "out": str(out),
                }
                command = [sys.executable, "-m", "benchmarks.import_hosts", json.dumps(given)]
                subprocess.run(command, env=environment, check=True)
                found.append(json.loads(out.read_text()))
    return found


def shown(found: list[dict[str, Any]]) -> str:
    """The figures as a table."""
    first = found[0]["documents a second"]
    rows = [
        (
            figures["workers"],
            figures["hosts"],
            f"{figures['documents a second']:.0f}",
            f"{figures['documents a second'] / first:.2f}x",
            f"{figures['ms of the workers']:.1f}",
            f"{figures['ms of the database']:.1f}",
            f"{figures['writing']:.0%}",
        )
        for figures in found
    ]
    head = ["workers", "on hosts", "documents/s", "growth", "ms of CPU/document", "of the database"]
    return table([*head, "somebody writes"], rows)


# ------------------------------------------------------------------ one number of workers, in its own process


def database_seconds(server: int) -> float:
    """The CPU that a server's processes have had; each task of a worker has a connection of its own."""
    return seconds_of_ended(server) + sum(map(seconds_of, descendants(server)))


@dataclass
class Sample:
    """What had happened up to a moment."""

    moment: float
    written: int
    workers: float
    """Seconds of CPU."""
    database: float


class Run:
    """An archive that workers on hosts import into a new database."""

    def __init__(self, given: dict[str, Any]) -> None:
        import django
        from django.conf import settings

        settings.WAGTAIL_CSTONEWS = {**settings.WAGTAIL_CSTONEWS, "BATCH_SIZE": BATCH_SIZE}
        self.given = given
        django.setup()

    def hand_out(self, folder: Path) -> None:
        from django.core.management import call_command
        from wagtail.models import Site

        from wagtail_cstonews import conf

        call_command("migrate", verbosity=0)
        section = conf.get_news_index_page_model()(title="News", slug="news")
        Site.objects.get(is_default_site=True).root_page.add_child(instance=section)
        path = folder / "invented.jsonl"
        write_rows(path, self.given["documents"], self.given["blocks"])
        call_command(
            "import_news", str(path), to=str(section.pk), enqueue=True, publish=True, verbosity=0,
            stdout=io.StringIO(), stderr=io.StringIO(),
        )  # fmt: skip

    def measure(self) -> dict[str, Any]:
        from django.db import connection

        from wagtail_cstonews.models import ImportChunk, ImportRun

        names = self.given["hosts"]
        workers = [Hosts.start(name, WORKER, os.environ, subprocess.DEVNULL) for name in names]
        done = ImportChunk.objects.filter(state=ImportChunk.State.DONE)
        samples: list[Sample] = []
        writing: list[bool] = []
        try:
            while ImportRun.objects.filter(state=ImportRun.State.RUNNING).exists():
                if any(worker.poll() is not None for worker in workers):
                    raise SystemExit("A worker has ended.")
                time.sleep(SECONDS)
                count = sum(done.values_list("documents", flat=True))
                if not count or (samples and count == self.given["documents"]):
                    continue
                with connection.cursor() as cursor:
                    cursor.execute(WRITING)
                    writing.append(cursor.fetchone()[0] > 0)
                samples.append(
                    Sample(
                        time.monotonic(),
                        count,
                        sum(seconds_of(worker.pid) for worker in workers),
                        database_seconds(self.given["server"]),
                    )
                )
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        run = ImportRun.objects.get()
        if run.state != ImportRun.State.FINISHED:
            raise SystemExit(f"The import ended as {run.state}: {run.message}")
        first, last = samples[0], samples[-1]
        count = last.written - first.written
        return {
            "workers": len(workers),
            "hosts": len(set(names)),
            "documents a second": count / (last.moment - first.moment),
            "ms of the workers": 1000 * (last.workers - first.workers) / count,
            "ms of the database": 1000 * (last.database - first.database) / count,
            "writing": sum(writing) / len(writing),
        }


if __name__ == "__main__":
    parameters = json.loads(sys.argv[1])
    with tempfile.TemporaryDirectory() as place:
        measured = Run(parameters)
        measured.hand_out(Path(place))
        Path(parameters["out"]).write_text(json.dumps(measured.measure()))
