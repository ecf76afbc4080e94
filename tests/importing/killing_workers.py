"""Disturbs imports with ``--workers 2``: ``python -m tests.importing.killing_workers FOLDER [TIMES]``.

The command runs as users run it, as a process that starts processes, on a PostgreSQL server of its own.
From outside SIGKILL goes to the command, to one of its workers or to both, or the server is restarted as
after a crash, when it has come so far; then the same command runs to its end, and what it leaves is compared
with what an undisturbed import left. Prints one JSON object. With TIMES, the moments are random.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django

from benchmarks.postgresql_server import PostgresqlServer

from .killing import COPY, copy_template, fork, make_archive, make_template, state, use

ROOT = Path(__file__).resolve().parents[2]
ARTICLES = 240
BATCH_SIZE = 10
PATIENCE = 900
"""Seconds for what comes to an end by itself, on a slow machine, too."""

SCENES = (
    ("worker", "workers"),
    ("both", 0.6),
    ("command", 1.0),
    ("server", 0.4),
)
"""Who is killed, or restarted, and when: at such a part of the documents written, or when there are workers,
before any.
"""


def make_large_archive(folder: Path) -> None:
    """The small archive of the other kill test, and some hundred articles: a third link each other."""
    from benchmarks.articles import invented_articles

    make_archive(folder)
    rows: list[dict[str, str]] = []
    articles = list(invented_articles(ARTICLES, 6))
    for number, article in enumerate(articles):
        row = article.row()
        if number % 3 == 0:
            # One that comes long before or after: it is written in another batch.
            link = articles[(number + 120) % len(articles)].row()["url"]
            title, *lines = article.lines
            prose = "".join(f"<p>{line}</p>" for line in lines)
            text = f'<h1>{title}</h1>{prose}<p>Of this tells <a href="{link}">another report</a> more.</p>'
            row = {"id": row["id"], "url": row["url"], "html": text}
        rows.append(row)
    # One key twice, and a text that came before under another key.
    rows += [rows[0], {**rows[1], "url": "https://news.example/copy", "id": "copy"}]
    (folder / "8-many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


# ------------------------------------------------------------------ processes


def start(archive: Path, folder: Path) -> subprocess.Popen[bytes]:
    """The command, on the copy of the database."""
    (folder / "killing_settings.py").write_text(
        f"from {os.environ['DJANGO_SETTINGS_MODULE']} import *\n"
        f"WAGTAIL_CSTONEWS = {{'BATCH_SIZE': {BATCH_SIZE}}}\n"
    )
    url = urlsplit(os.environ["DATABASE_URL"])
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "killing_settings",
        "DATABASE_URL": urlunsplit(url._replace(path=f"/{COPY}")),
        "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}",
    }
    options = ["--publish", "--redirects", "--keep-near-duplicates", "--workers", "2", "-v0"]
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "django", "import_news", str(archive), "--to", "/news/", *options],
        env=environment, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
    )  # fmt: skip


def ended(command: subprocess.Popen[bytes], reason: str = "1 document failed") -> int:
    """Its exit status. What it says must be of the one document that fails, of the ``reason``, or nothing."""
    said = command.communicate(timeout=PATIENCE)[1].decode()
    if command.returncode not in (1, -signal.SIGKILL) or (
        command.returncode == 1 and "1 document failed" not in said and reason not in said
    ):
        raise SystemExit(f"The import ended with {command.returncode}: {said}")
    return command.returncode


def children(parent: int) -> dict[int, str]:
    """The processes that it started, and when: a number may be given again."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            found[int(path.parent.name)] = fields[19]
    return found


def descendants(command: int) -> tuple[dict[int, str], list[int]]:
    """All processes of the command; and those that work, which another one forks."""
    helpers = children(command)
    workers: dict[int, str] = {}
    for helper in helpers:
        workers |= children(helper)
    return {**helpers, **workers}, sorted(workers)


def still_there(processes: dict[int, str]) -> list[int]:
    left = []
    for pid, started in processes.items():
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[19] == started and fields[0] != "Z":
            left.append(pid)
    return left


def until(condition: Callable[[], Any], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.005)
    return True


# ------------------------------------------------------------------ imports


def disturbed(
    archive: Path, folder: Path, server: PostgresqlServer, victim: str, moment: str | float, total: int
) -> dict[str, Any]:
    """An import one of whose processes is killed, or whose server is restarted: how it ended, how far it had
    come, who outlived it.
    """
    from django.db import connections

    from wagtail_cstonews.models import ImportedDocument

    use(COPY, folder)
    command = start(archive, folder)

    def is_time() -> bool:
        if command.poll() is not None:
            return True
        if isinstance(moment, str):
            return len(descendants(command.pid)[1]) == 2
        return ImportedDocument.objects.count() >= moment * total

    until(is_time)
    time.sleep(random.uniform(0, 0.1))  # noqa: S311
    processes, workers = descendants(command.pid)
    if victim == "server":
        connections.close_all()
        server.restart()
    elif command.poll() is None:
        victims = [random.choice(workers)] if workers and victim != "command" else []  # noqa: S311
        victims += [command.pid] if victim != "worker" else []
        for pid in victims:
            os.kill(pid, signal.SIGKILL)
    status = ended(command, "The database failed")
    until(lambda: not still_there(processes), 30)
    return {
        "status": status,
        "workers": len(workers),
        "records": ImportedDocument.objects.count(),
        "left behind": still_there(processes),
    }


def undisturbed(archive: Path, folder: Path) -> dict[str, Any]:
    ended(start(archive, folder))
    return state(folder)


def random_scenes(times: int) -> list[tuple[str, float]]:
    victims = ("worker", "both", "command", "server")
    return [(victims[number % len(victims)], random.random()) for number in range(times)]  # noqa: S311


def main(folder: Path, server: PostgresqlServer, scenes: Sequence[tuple[str, str | float]]) -> dict[str, Any]:
    archive = folder / "archive"
    make_large_archive(archive)
    make_template(folder)
    copy_template(folder)
    expected = fork(lambda: undisturbed(archive, folder))
    total = len(expected["records"])
    results = []
    for victim, moment in scenes:
        copy_template(folder)
        result = fork(lambda scene=(victim, moment): disturbed(archive, folder, server, *scene, total))
        found = fork(lambda: undisturbed(archive, folder))
        runs = found.pop("runs")
        wrong = {
            name: {
                "missing": [one for one in listed(expected[name]) if one not in listed(found[name])][:3],
                "unexpected": [one for one in listed(found[name]) if one not in listed(expected[name])][:3],
            }
            for name in found
            if found[name] != expected[name]
        }
        results.append({"killed": victim, "when": moment, **result, "runs": runs, "wrong": wrong})
        print(results[-1], file=sys.stderr)  # noqa: T201
    return {"expected": expected, "results": results}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    chosen = random_scenes(int(sys.argv[2])) if len(sys.argv) > 2 else SCENES
    with PostgresqlServer() as own:
        os.environ["DATABASE_URL"] = own.url("postgres")
        django.setup()
        print(json.dumps(main(Path(sys.argv[1]), own, chosen)))  # noqa: T201
