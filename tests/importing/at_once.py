"""Imports, undoing and editors at the same time: ``python -m tests.importing.at_once``.

A process of its own, because threads need a database with committed rows. Makes the database named in
``DATABASE_URL`` anew, and prints one JSON object: what was left by each scene.
"""

from __future__ import annotations

import io
import json
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings

DOCUMENTS = 40
TALK = '{"title": "Talk %s", "kind": "interview", "interviewee": {"name": "%s", "role": "Judge"}}'


def administer(*statements: str) -> None:
    """Runs statements on the server, from outside of the database."""
    database = settings.DATABASES["default"]
    if "postgresql" in database["ENGINE"]:
        import psycopg

        with psycopg.connect(
            host=database["HOST"], port=database["PORT"] or 5432, user=database["USER"],
            password=database["PASSWORD"], dbname="postgres", autocommit=True,
        ) as connection:  # fmt: skip
            for statement in statements:
                connection.execute(statement)
        return
    import MySQLdb

    connection = MySQLdb.connect(
        host=database["HOST"], port=int(database["PORT"] or 3306), user=database["USER"],
        passwd=database["PASSWORD"],
    )  # fmt: skip
    for statement in statements:
        connection.cursor().execute(statement)
    connection.close()


def together(*works: Callable[[], Any]) -> list[str]:
    """Does all of it at the same time, each in a thread. Gives the errors."""
    from django.db import connections

    errors: list[str] = []
    start = threading.Barrier(len(works))

    def do(work: Callable[[], Any]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:
            errors.append(f"{type(error).__name__}: {error}")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return errors


def left() -> dict[str, Any]:
    """What is in the database that should not be, and the pages that are."""
    from wagtail_cstonews import conf
    from wagtail_cstonews.compat import get_base_page_model
    from wagtail_cstonews.models import ImportChange, ImportedDocument, ImportRun, Person

    model = get_base_page_model()
    paths = set(model.objects.values_list("path", flat=True))
    names = Counter(Person.objects.values_list("name", flat=True))
    counts: Counter[str] = Counter()
    for run in ImportRun.objects.all():
        counts.update(run.counts)
    return {
        "pages": conf.get_news_page_model().objects.count(),
        "records": ImportedDocument.objects.count(),
        "problems": [list(map(str, found)) for found in model.find_problems() if found],
        "orphans": sum(len(path) > 4 and path[:-4] not in paths for path in paths),
        "people": len(names),
        "people made twice": sum(count > 1 for count in names.values()),
        "counts": dict(counts),
        "changes": ImportChange.objects.count(),
        "runs": sorted(ImportRun.objects.values_list("state", flat=True)),
    }


def clear() -> Any:
    """Takes away what the last scene left, and makes a section."""
    from tests.factories import make_index
    from wagtail_cstonews import conf
    from wagtail_cstonews.models import ImportedDocument, ImportRun, Person

    ImportRun.objects.all().delete()
    ImportedDocument.objects.all().delete()
    conf.get_news_index_page_model().objects.all().delete()
    conf.get_news_page_model().objects.all().delete()
    Person.objects.all().delete()
    return make_index(slug="news")


def items(version: int = 1, prefix: str = "") -> list[Any]:
    from .helpers import document

    found = []
    for number in range(DOCUMENTS):
        text = f"Title {prefix}{number}\nText {version} of {number} {prefix}."
        if number % 2:
            text = TALK % (f"{prefix}{number}", f"Aigul {'ABCDEFGHIJ'[number % 10]}dykova") + " " * version
        found.append(document(f"{prefix}{number}", text))
    return found


def import_them(section: Any, documents: Any, **options: Any) -> Callable[[], Any]:
    from .helpers import imported

    return lambda: imported(documents, type(section).objects.get(pk=section.pk), batch_size=5, **options)


def slowly(documents: Any, seconds: float = 0.02) -> Any:
    for found in documents:
        time.sleep(seconds)
        yield found


# ---------------------------------------------------------------------- the scenes


def same_archive_twice() -> dict[str, Any]:
    section = clear()
    return {"errors": together(import_them(section, items()), import_them(section, items())), **left()}


def changed_archive_twice() -> dict[str, Any]:
    section = clear()
    import_them(section, items())()
    changed = [import_them(section, items(2), publish=True) for _ in range(2)]
    return {"errors": together(*changed), **left()}


def two_sections() -> dict[str, Any]:
    from tests.factories import make_index

    section = clear()
    other = make_index(slug="other")
    return {
        "errors": together(import_them(section, items()), import_them(other, items(prefix="o"))),
        **left(),
    }


def section_that_is_moved() -> dict[str, Any]:
    from tests.factories import make_index

    section = clear()
    places = [make_index(slug="one"), make_index(slug="two")]

    def move() -> None:
        for place in places:
            time.sleep(0.3)
            type(section).objects.get(pk=section.pk).move(
                type(place).objects.get(pk=place.pk), pos="last-child"
            )

    errors = together(import_them(section, slowly(items()), publish=True), move)
    found = left()
    found["below the section"] = type(section).objects.get(pk=section.pk).get_children().count()
    return {"errors": errors, **found}


def section_that_is_deleted() -> dict[str, Any]:
    section = clear()

    def delete() -> None:
        time.sleep(0.5)
        type(section).objects.get(pk=section.pk).delete()

    return {"errors": together(import_them(section, slowly(items()), publish=True), delete), **left()}


def undo_during_an_import() -> dict[str, Any]:
    from django.core.management import CommandError, call_command

    from wagtail_cstonews.importing.undo import runs as undoing
    from wagtail_cstonews.models import ImportRun

    undoing.BATCH = 5
    section = clear()
    import_them(section, items(), publish=True)()
    first = ImportRun.objects.get().pk

    def undo(run: int) -> None:
        # The last documents are undone first, and imported last: they meet in the middle.
        try:
            call_command("undo_news_import", run, interactive=False, stdout=io.StringIO())
        except CommandError as error:
            # Those that the other run changed are kept; where the undo was first, nothing is left of it.
            if "kept; they are named" not in str(error) and "changed nothing" not in str(error):
                raise

    errors = together(import_them(section, slowly(items(2)), publish=True), lambda: undo(first))
    meanwhile = left()
    second = ImportRun.objects.latest("pk").pk
    undo(second)
    undo(first)
    return {"errors": errors, "meanwhile": meanwhile, **left()}


SCENES = (
    same_archive_twice,
    changed_archive_twice,
    two_sections,
    section_that_is_moved,
    section_that_is_deleted,
    undo_during_an_import,
)


def main(names: list[str]) -> dict[str, Any]:
    from django.core.management import call_command
    from django.db import connections

    name = settings.DATABASES["default"]["NAME"]
    administer(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name}")
    try:
        call_command("migrate", verbosity=0)
        found = {}
        for scene in SCENES:
            if not names or scene.__name__ in names:
                found[scene.__name__] = scene()
                print(scene.__name__, json.dumps(found[scene.__name__]), file=sys.stderr)  # noqa: T201
        return found
    finally:
        connections.close_all()
        administer(f"DROP DATABASE IF EXISTS {name}")


if __name__ == "__main__":
    django.setup()
    json.dump(main(sys.argv[1:]), sys.stdout)
