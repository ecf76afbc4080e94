"""An import by real workers, one of which is lost: ``python -m tests.importing.queue_run FOLDER [HOSTS]``.

A process of its own, because workers are processes that need a database with committed rows. Makes the
database named in ``DATABASE_URL`` anew, and prints one JSON object: what the import left. With the names of
two hosts (see ``benchmarks.hosts``) a worker runs on each, and the first host is cut off.
"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from benchmarks.hosts import Hosts
from benchmarks.import_hosts import WORKER

DOCUMENTS = 240


def administer(name: str, *statements: str) -> None:
    import psycopg

    database = settings.DATABASES["default"]
    with psycopg.connect(
        host=database["HOST"], port=database["PORT"] or 5432, user=database["USER"],
        password=database["PASSWORD"], dbname="postgres", autocommit=True,
    ) as connection:  # fmt: skip
        for statement in statements:
            connection.execute(statement)


def prepare(folder: Path) -> Path:
    from django.core.management import call_command

    from benchmarks.articles import invented_articles
    from tests.factories import make_index

    call_command("migrate", verbosity=0)
    make_index(slug="news")
    path = folder / "rows.jsonl"
    rows = [article.row() for article in invented_articles(DOCUMENTS, 6)]
    # One key in two chunks, and a text that came before under another key.
    rows += [rows[0], {**rows[1], "url": "https://news.example/copy", "id": "copy"}]
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


class Worker:
    """A worker on this machine. What it says is no part of what this process prints."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(WORKER, stdout=sys.stderr)  # noqa: S603
        self.owner = f":{self.process.pid}:"
        """What the chunks that it owns have in common."""

    def lose(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def end(self) -> None:
        self.process.terminate()
        self.process.wait()


class WorkerOnHost(Worker):
    """A worker on a host of its own."""

    def __init__(self, name: str) -> None:
        self.process = Hosts.start(name, WORKER, os.environ, sys.stderr)
        self.name = name
        self.owner = f"{name}:"

    def lose(self) -> None:
        from django.utils import timezone

        from wagtail_cstonews.importing.heartbeat import SILENCE
        from wagtail_cstonews.models import ImportChunk

        Hosts.cut_off(self.name)
        self.process.wait()
        # Nobody hears of a host that is gone. Its chunks are given up after a long silence, as if it had
        # passed by now.
        running = ImportChunk.objects.filter(state="running", owner__contains=self.owner)
        running.update(heartbeat_at=timezone.now() - 2 * SILENCE)


def until(condition: Any, seconds: float = 240) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise SystemExit("It took too long.")
        time.sleep(0.05)


def main(folder: Path, hosts: list[str]) -> dict[str, Any]:
    from django.core.management import call_command

    from wagtail_cstonews import conf
    from wagtail_cstonews.compat import get_base_page_model
    from wagtail_cstonews.models import ImportChunk, ImportedDocument, ImportFindings, ImportRun, Person

    path = prepare(folder)
    call_command("import_news", str(path), to="/news/", enqueue=True, publish=True, stdout=io.StringIO())
    places = iter(hosts)

    def worker() -> Worker:
        return WorkerOnHost(next(places)) if hosts else Worker()

    workers = [first := worker()]
    done = ImportChunk.objects.filter(state="done")
    running = ImportChunk.objects.filter(state="running")
    try:
        until(lambda: done.filter(owner__contains=first.owner).exists())
        workers.append(worker())
        until(lambda: done.exclude(owner__contains=first.owner).exists())
        # One is lost in the middle of a chunk.
        until(lambda: running.filter(owner__contains=first.owner).exists())
        first.lose()
        lost = running.filter(owner__contains=first.owner).count()
        until(lambda: not ImportRun.objects.filter(state="running").exists())
    finally:
        for one in workers:
            one.end()
    run = ImportRun.objects.get()
    pages = conf.get_news_page_model().objects
    names = list(Person.objects.values_list("name", flat=True))
    workers_seen = ImportChunk.objects.values_list("owner", flat=True)
    found = {
        "state": run.state,
        "counts": run.counts,
        "report": run.report["states"],
        "rows of the report": ImportFindings.objects.count(),
        "lost": lost,
        "chunks": dict.fromkeys(ImportChunk.objects.values_list("state", flat=True)),
        "attempts": sorted(ImportChunk.objects.values_list("attempts", flat=True))[-1],
        "workers": len({tuple(owner.split(":")[:2]) for owner in workers_seen}),
        "hosts": sorted({owner.split(":")[0] for owner in workers_seen}),
        "pages": pages.count(),
        "live": pages.filter(live=True).count(),
        "records": ImportedDocument.objects.count(),
        "people": [len(names), len(set(names))],
        "problems": [list(map(str, problem)) for problem in get_base_page_model().find_problems() if problem],
    }
    call_command("undo_news_import", str(run.pk), interactive=False, stdout=io.StringIO())
    found["after undo"] = [pages.count(), ImportedDocument.objects.count(), Person.objects.count()]
    return found


if __name__ == "__main__":
    NAME = settings.DATABASES["default"]["NAME"]
    administer(NAME, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)", f"CREATE DATABASE {NAME}")
    django.setup()
    try:
        print(json.dumps(main(Path(sys.argv[1]), sys.argv[2:])))  # noqa: T201
    finally:
        from django.db import connections

        connections.close_all()
        administer(NAME, f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
