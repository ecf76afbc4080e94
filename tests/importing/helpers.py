"""Documents and articles made by hand, and an extractor that needs no guessing."""

from __future__ import annotations

import atexit
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection

from wagtail_cstonews import conf
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Article, ArticleWarning, Line, Paragraph, Person, Speaker
from wagtail_cstonews.importing import audit
from wagtail_cstonews.importing.entries.entry import Extracted, Outcome
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportRun

ROOT = Path(__file__).resolve().parents[2]
AIGUL = Speaker("Aigul Sadykova", "Deputy Secretary General")
CHANGED = "A title\nAnother paragraph."
"""What ``document()`` says when it comes again."""
INTERVIEW = (
    '{"title": "T %s", "kind": "interview", "interviewee": {"name": "Aigul Sadykova", "role": "Minister"}}'
)
"""What ``plain`` reads as an interview, by the number in its title."""
HISTORY = {("wagtailsearch.IndexEntry", "title_norm")}
"""What a search index holds of word lengths depends on its history, whatever is put in and taken out."""


def printed_by(module: str, *arguments: str, timeout: float = 600, **environment: str) -> Any:
    """What a module that runs as a process of its own prints as JSON; it must not fail."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", module, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def python_on(database: Path, folder: Path) -> Callable[..., tuple[str, str]]:
    """Runs Python in a folder, on an SQLite file, as a user would; gives what it prints on both outputs."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"sqlite:///{database}",
        "PYTHONPATH": str(ROOT),
        # A plan's columns are as wide as the terminal.
        "COLUMNS": "200",
    }

    def run(*arguments: str) -> tuple[str, str]:
        done = subprocess.run(  # noqa: S603
            [sys.executable, *arguments],
            env=environment,
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout, done.stderr

    return run


@cache
def migrated_database() -> Path:
    """An SQLite file with a news section: migrated once in a process, to be copied, deleted at its end."""
    folder = tempfile.mkdtemp(prefix="cstonews-site-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database = Path(folder, "db.sqlite3")
    run = python_on(database, Path(folder))
    run("-m", "django", "migrate", "-v0")
    run("-c", "import django; django.setup(); from tests.factories import *; make_index(slug='news')")
    return database


def site_in(folder: Path) -> Callable[..., tuple[str, str]]:
    """A site of its own with a news section, in a folder; run Python there as a user would.

    Returns what runs a process with the given arguments, and gives what it prints on both outputs.
    """
    return python_on(shutil.copy(migrated_database(), folder / "db.sqlite3"), folder)


def document(id: str = "a", content: str | bytes = "A title\nA paragraph.", **fields: Any) -> RawDocument:
    """A document as a source gives it."""
    defaults = {"source": f"archive/{id}.txt", "key": f"file:///archive/{id}.txt"}
    return RawDocument(id, content, **{**defaults, **fields})


def documents(count: int) -> list[RawDocument]:
    """Documents that differ."""
    return [document(f"{number:03}", f"Title {number}\nParagraph {number}.") for number in range(count)]


def article(**fields: Any) -> Article:
    """An article with a title and a paragraph, unless told otherwise."""
    defaults = {"title": "A title", "body": [Paragraph("A paragraph.")], "language": "en", "confidence": 0.9}
    return Article("a", "archive/a.txt", **{**defaults, **fields})


class Ready:
    """A promise of what is made when it is asked for, in this process."""

    def __init__(self, make, raw):
        self.make, self.raw, self.seconds = make, raw, 0.25

    def result(self):
        return self.make(self.raw)


def plain(raw: RawDocument) -> Extracted:
    """Reads the first line as the title and the others as paragraphs; JSON gives the article's fields.

    What begins with ``List of`` is no article.
    """
    text = raw.content if isinstance(raw.content, str) else raw.content.decode()
    if text.startswith("{"):
        fields = json.loads(text)
        speaker = fields.pop("interviewee", None)
        found = Article(raw.id, raw.source, **fields, interviewee=Speaker(**speaker) if speaker else None)
        found.body = [Paragraph("A paragraph.")]
        return Extracted(found, text, "utf-8")
    title, *paragraphs = text.splitlines() or [""]
    lines = [Line(number, line, label="paragraph") for number, line in enumerate(text.splitlines(), 1)]
    found = Article(raw.id, raw.source, title=title or None, lines=lines, confidence=0.5)
    for line in lines:
        if line.text.startswith("Teaser"):
            line.label, line.reason = "teaser", "it says so"
    found.body = [Paragraph(text) for text in paragraphs if text and not text.startswith("Teaser")]
    if title.startswith("List of"):
        found.warnings = [ArticleWarning("not_an_article", "The text is no article.")]
    return Extracted(found, text, "utf-8")


def imported(items: Any, parent: Any, **options: Any) -> list[Outcome]:
    """The outcomes of an import with the plain extractor."""
    with run_import(items, parent, **{"extractor": plain, **options}) as result:
        return list(result.outcomes())


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def news_pages() -> Any:
    """The news pages there are, in the order they were made."""
    return conf.get_news_page_model().objects.order_by("pk")


def edit(page: Any, **fields: Any) -> Any:
    """What an editor does: a new revision."""
    page = page.specific
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision()


def body_of(page: Any) -> list[tuple[str, Any]]:
    """The stored body: type and value of each block."""
    return [(block["type"], block["value"]) for block in page.body.raw_data]


def named(*names: str) -> list[Person]:
    return [Person(name) for name in names]


WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


def writes(queries: Any) -> list[str]:
    """Those of captured queries that write, except for the one that adds to the history of a run."""
    found = [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(WRITES)]
    return [sql for sql in found if not ("modellogentry" in sql and is_of_run(sql))]


OF_RUNS = (audit.IMPORTED, audit.STOPPED, audit.UNDO_BEGUN, audit.UNDONE, audit.EXTRACTED_AGAIN)


def is_of_run(row: str) -> bool:
    """Whether a row of Wagtail's log is of a run's history, which each run and each undo goes on writing."""
    return any(f"'{action}'" in row for action in OF_RUNS)


def database(*, without: Any = ()) -> dict[str, list[str]]:
    """Every row of every table, by table and id; columns that Wagtail's search keeps by history left out, and
    the history of runs.
    """
    rows: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        label = model._meta.label
        if not model._meta.managed or model._meta.proxy or label in without:
            continue
        fields = [f.column for f in model._meta.local_concrete_fields if (label, f.name) not in HISTORY]
        columns = ", ".join(map(connection.ops.quote_name, fields))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
            found = sorted(map(repr, cursor.fetchall()))
        if label == "wagtailcore.ModelLogEntry":
            found = [row for row in found if not is_of_run(row)]
        if found:
            rows[label] = found
    return rows


def undone(run: Any, *arguments: str, **options: Any) -> tuple[str, str]:
    """Undoes a run by the command; gives its output, and its error."""
    out, problem = io.StringIO(), ""
    options = {"interactive": False, **options}
    try:
        call_command("undo_news_import", str(run.pk), *arguments, stdout=out, no_color=True, **options)
    except CommandError as error:
        problem = str(error)
    return out.getvalue(), problem


def last_run() -> Any:
    """The run that began last."""
    return ImportRun.objects.order_by("-pk").first()


def refuse_batches(monkeypatch: Any) -> None:
    """The database refuses more than one page at once, so that documents are written one by one."""
    real = batches.write_pages

    def refuse(entries: Any, *arguments: Any) -> None:
        if len(entries) > 1:
            raise IntegrityError("something of the site's own")
        real(entries, *arguments)

    monkeypatch.setattr(batches, "write_pages", refuse)
