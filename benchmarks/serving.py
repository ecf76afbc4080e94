"""How fast pages, feeds and API lists are served: ``python -m benchmarks.serving``.

A site of many articles on PostgreSQL, and beside them as many plain Wagtail pages with the same words, served
by gunicorn and asked by wrk in one run. Printed for each address: queries, kilobytes, milliseconds, and what
part of the plain page's time it takes. Needs ``wrk`` and the dependency group ``serving``. The site is
kept: a second run measures at once; ``--afresh`` makes it anew.
"""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import quote, urlsplit

from .articles import invented_article
from .reports import table, versions, write_json

URL = "postgres://postgres@127.0.0.1:5432/cstonews_serving"
PORT = 8390
ROOT = Path(__file__).parents[1]
WRITTEN = 2000
"""Articles that are written as an import does; the others are copies of them within the database."""
PEOPLE = 2000
WARM_UP = 3
"""Requests before an address is measured."""


def options(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.serving", description=__doc__)
    parser.add_argument("--articles", type=int, default=100_000, help="articles of the site (100000)")
    parser.add_argument("--seconds", type=int, default=5, help="how long wrk asks for an address (5)")
    parser.add_argument("--rounds", type=int, default=3, help="how often; the median counts (3)")
    parser.add_argument("--afresh", action="store_true", help="make the site anew")
    parser.add_argument("--database", metavar="URL", default=os.environ.get("BENCHMARK_POSTGRES_URL", URL))
    parser.add_argument("--json", type=Path, metavar="OUT.json", help="write the figures here as well")
    return parser.parse_args(arguments)


@dataclass(frozen=True)
class Address:
    """What is asked for, and the plain counterpart whose time it is compared with."""

    name: str
    path: str
    beside: str


# ---------------------------------------------------------------------- the site


def make_database(url: str, afresh: bool) -> None:
    """Create the database where it is missing; drop it first with ``afresh``."""
    import psycopg

    name = urlsplit(url).path.lstrip("/")
    if not re.fullmatch(r"\w+", name):
        raise SystemExit(f"“{name}” is no name of a database for a benchmark.")
    with psycopg.connect(url.replace(f"/{name}", "/postgres"), autocommit=True) as connection:
        if afresh:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(f"CREATE DATABASE {name}")


def fill(count: int) -> None:
    """Bring the site to ``count`` articles and as many plain pages."""
    from django.core.management import call_command
    from django.db import connection
    from wagtail.models import Site

    from wagtail_cstonews.pages.models import InterviewPage, NewsPage

    from .serving_site.copies import copy_below
    from .serving_site.models import PlainIndexPage, PlainPage

    call_command("migrate", interactive=False, verbosity=0)
    home = Site.objects.get(is_default_site=True).root_page
    plain = PlainIndexPage.objects.first()
    if plain is None:
        plain = PlainIndexPage(title="Plain", slug="plain")
        home.add_child(instance=plain)
    section = home.get_children().get(slug="news").specific
    people = make_people()
    if not NewsPage.objects.exists():
        articles = [invented_article(number) for number in range(min(WRITTEN, count))]
        add(section, [news_page(InterviewPage, NewsPage, article, people) for article in articles])
        add(plain, [plain_page(PlainPage, article) for article in articles])
    copy_below(section, list(NewsPage.objects.order_by("pk").values_list("pk", flat=True)[:WRITTEN]), count)
    copy_below(plain, list(PlainPage.objects.order_by("pk").values_list("pk", flat=True)[:WRITTEN]), count)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def make_people() -> list[Any]:
    from wagtail_cstonews.models import Person

    if not Person.objects.exists():
        numbers = range(PEOPLE)
        Person.objects.bulk_create(
            Person(name=f"Invented Person{n}", slug=f"invented-person{n}") for n in numbers
        )
    return list(Person.objects.order_by("pk"))


def news_page(interview: Any, news: Any, article: Any, people: list[Any]) -> Any:
    """An article whose quotes are by people on record; every tenth is an interview."""
    is_interview = article.number % 10 == 0
    page = article.page(interview if is_interview else news)
    page.published_at = moment(article)
    body = page.body.raw_data
    for at, block in enumerate(body):
        if block["type"] == "quote":
            person = people[(article.number * 7 + at) % len(people)]
            block["value"]["speaker"] = person.pk
            if is_interview:
                page.interviewee = person
    page.tags.add(article.place, f"Tag {article.number % 50}")
    return page


def plain_page(model: Any, article: Any) -> Any:
    words = [text for _kind, text, *_speaker in article.blocks]
    return model(
        title=article.title,
        slug=f"plain-{article.number}",
        date=moment(article),
        intro=words[0],
        body=[("paragraph", f"<p>{text}</p>") for text in words],
    )


def moment(article: Any) -> datetime.datetime:
    return datetime.datetime.combine(article.date, datetime.time(9, article.number % 60), datetime.UTC)


def add(parent: Any, pages: list[Any]) -> None:
    from wagtail_cstonews.importing.bulk import bulk_add_children

    bulk_add_children(type(parent).objects.get(pk=parent.pk), pages, publish=True, validate=False)


def addresses() -> list[Address]:
    from wagtail_cstonews.models import Person
    from wagtail_cstonews.pages.models import InterviewPage, NewsPage

    from .serving_site.models import PlainPage

    article = NewsPage.objects.not_exact_type(InterviewPage).order_by("pk")[5]
    interview = InterviewPage.objects.order_by("pk")[5]
    plain = PlainPage.objects.order_by("pk")[5]
    person = Person.objects.get(slug="invented-person7")
    led = f"{plain.url}?leading-on"
    listed, index, page = "/plain/api/pages/?type=serving_site.PlainPage&fields=*", "/plain/", plain.url
    searched, found = (f"/plain/search/?query={quote(words)}" for words in ("harbour", article.title))
    named = [
        ("front page", "/", index),
        ("section", "/news/", index),
        ("section, page 100", "/news/?page=100", f"{index}?page=100"),
        ("section by tag", "/news/?tag=tag-7", index),
        ("section by kind and year", "/news/?kind=interview&year=2020", index),
        ("article", article.url, led),
        ("interview", interview.url, led),
        ("article, beside a page that leads nowhere", article.url, page),
        ("interview, beside a page that leads nowhere", interview.url, page),
        ("person", person.get_absolute_url(), index),
        ("people", "/people/", index),
        ("search, a word of most articles", "/search/?query=harbour", searched),
        ("search for a headline", f"/search/?query={quote(article.title)}", found),
        ("feed, RSS", "/news/feed.rss", index),
        ("feed, Atom", "/news/feed.atom", index),
        ("feed, JSON", "/news/feed.json", index),
        ("article in Markdown", f"{article.url}text.md", page),
        ("API v2 articles", "/api/v2/articles/?fields=*", listed),
        ("API v2 articles by speaker", f"/api/v2/articles/?fields=*&speaker={person.slug}", listed),
        ("API v2 people", "/api/v2/people/", listed),
        ("API v2 quotes", "/api/v2/quotes/", listed),
        ("API v2 quotes since", f"/api/v2/quotes/?speaker={person.slug}&since=2015", listed),
        ("API v3 articles", "/api/v3/articles/", listed),
        ("API v3 people", "/api/v3/people/", listed),
        ("API v3 quotes", "/api/v3/quotes/", listed),
    ]
    plain_ones = [
        ("plain page", page),
        ("plain page with neighbours, others, the way up", led),
        ("plain list", index),
        ("plain list, page 100", f"{index}?page=100"),
        ("plain search, a word of most pages", searched),
        ("plain search for a headline", found),
        ("plain API list", listed),
    ]
    return [Address(name, path, path) for name, path in plain_ones] + [Address(*one) for one in named]


# ---------------------------------------------------------------------- measuring


@dataclass
class Served:
    """What an address took."""

    name: str
    path: str
    queries: int
    kilobytes: float
    rate: float
    """Requests a second."""


def count_queries(path: str) -> tuple[int, int]:
    """The queries of an address, and its bytes; the second request's, as a warm server's."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    client.get(path)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path} answers {response.status_code}: {response.content[:300]!r}")
    return len(queries), len(response.content)


@contextmanager
def server(environment: dict[str, str]) -> Iterator[str]:
    """The site behind gunicorn with one worker; its address."""
    gunicorn = [sys.executable, "-m", "gunicorn", "--workers", "1", "--bind", f"127.0.0.1:{PORT}"]
    process = subprocess.Popen(
        [*gunicorn, "--log-level", "warning", "newsroom.wsgi:application"], env=environment, cwd=ROOT
    )
    try:
        wait_for(f"http://127.0.0.1:{PORT}/")
        yield f"http://127.0.0.1:{PORT}"
    finally:
        process.terminate()
        process.wait()


def wait_for(url: str, seconds: int = 60) -> None:
    for _ in range(seconds * 4):
        try:
            urllib.request.urlopen(url, timeout=10).close()  # noqa: S310
            return
        except OSError:
            time.sleep(0.25)
    raise SystemExit(f"{url} does not answer after {seconds} seconds.")


def ask(url: str, seconds: int) -> float:
    """Requests a second of one connection, by wrk; by one request, where wrk would not see many."""
    for _ in range(WARM_UP):
        started = time.perf_counter()
        urllib.request.urlopen(url, timeout=60).close()  # noqa: S310
        taken = time.perf_counter() - started
    if taken > seconds / 4:
        return 1 / taken
    wrk = ["wrk", "--threads", "1", "--connections", "1", "--duration", f"{seconds}s", "--timeout", "30s"]
    done = subprocess.run([*wrk, url], capture_output=True, text=True, check=True)
    if "Non-2xx" in done.stdout:
        raise SystemExit(f"{url} fails under load:\n{done.stdout}")
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if found is None:
        raise SystemExit(f"wrk says nothing of {url}:\n{done.stdout}")
    return float(found[1])


def measure(chosen: argparse.Namespace, site: str, wanted: list[Address]) -> list[Served]:
    rates: dict[str, list[float]] = {one.path: [] for one in wanted}
    for _ in range(chosen.rounds):
        for path, found in rates.items():
            found.append(ask(f"{site}{path}", chosen.seconds))
    served = []
    for one in wanted:
        queries, size = count_queries(one.path)
        served.append(Served(one.name, one.path, queries, size / 1024, median(rates[one.path])))
    return served


def main() -> None:
    chosen = options()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is not installed. On Debian and Ubuntu: apt install wrk")
    environment = {
        **os.environ,
        "DATABASE_URL": chosen.database,
        "DJANGO_SETTINGS_MODULE": "benchmarks.serving_site.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "example_project")]),
    }
    os.environ.update(environment)
    sys.path.insert(0, str(ROOT / "example_project"))
    make_database(chosen.database, chosen.afresh)
    import django

    django.setup()
    fill(chosen.articles)
    wanted = addresses()
    with server(environment) as site:
        served = measure(chosen, site, wanted)
    by_path = {one.path: one for one in served}
    plain = {one.name: by_path[one.beside].rate for one in wanted}
    rows = [
        [
            one.name,
            one.queries,
            f"{one.kilobytes:.0f}",
            f"{1000 / one.rate:.0f}",
            f"{plain[one.name] / one.rate:.2f}",
        ]
        for one in served
    ]
    used = ", ".join(f"{name} {version}" for name, version in versions("wagtail", "django").items())
    print(f"{chosen.articles:,} articles; {used}\n")
    print(table(["address", "queries", "kB", "ms", "time, plain = 1"], rows))
    if chosen.json:
        write_json(chosen.json, {"served": [vars(one) for one in served], "articles": chosen.articles})


if __name__ == "__main__":
    main()
