"""The installed wheel on sites as users have them: ``python tests/wheel_sites.py NAME...``.

Names are ``new``, ``same-names`` and ``all-its-own``. Run it with the Python of an environment in which the
wheel is installed and this checkout is not. Each site is made in a folder of its own, outside of the
checkout; what is done there is done as the README says, with its very lines, each command as a process.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import distribution, version
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
TEXTS = ("01-reservoirs-reported-interview.txt", "02-calm-water-exercise.txt", "03-flood-fund-agreed.txt")
LATER_TEXT = "04-ambulance-trains.txt"

SECTION = """
from wagtail.models import Site
from wagtail_cstonews.pages.models import NewsIndexPage

Site.objects.get().root_page.add_child(instance=NewsIndexPage(title="News", slug="news"))
"""

FIRST_LOOK = """
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.html import escape
from wagtail_cstonews.pages.models import NewsPage

assert not NewsPage.objects.not_live().exists(), "the drafts of the first import are published, too"
assert NewsPage.objects.live().count() == 4, NewsPage.objects.all()
visitor, editor = Client(headers={"host": "localhost"}), Client(headers={"host": "localhost"})
editor.force_login(get_user_model().objects.create_superuser("editor", "editor@site.example", "secret"))
for page in NewsPage.objects.live():
    answer = visitor.get(page.url)
    assert answer.status_code == 200, page.url
    assert escape(page.title) in answer.content.decode(), page.url
for page in NewsPage.objects.all():
    assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, page.url
assert visitor.get("/news/").content.decode().count("<article") == 4
assert editor.get("/admin/").status_code == 200
"""

NOTHING_LEFT = """
from wagtail_cstonews.pages.models import NewsPage

assert not NewsPage.objects.exists()
"""

OWN_PAGES = """
from wagtail.models import Site
from news.models import InterviewPage, Person

page = InterviewPage(title="Own", slug="own", body="Ours", author=Person.objects.create(name="Anna"))
Site.objects.get().root_page.add_child(instance=page)
page.tags.add("Ice")
page.save()
"""

OWN_PAGES_ARE_THERE = """
from wagtail.models import Page
from news.models import InterviewPage

page = Page.objects.get(slug="own").specific
assert type(page) is InterviewPage and page.body == "Ours" and page.author.name == "Anna"
assert [tag.name for tag in page.tags.all()] == ["Ice"]
"""

TWO_SITES = """
from django.apps import apps
from wagtail.models import Locale, Site

Index = apps.get_model("custom_page", "NewsIndexPage")
site = Site.objects.get()
locales = [Locale.objects.get(), Locale.objects.create(language_code="ru")]
first = site.root_page
top = first.get_parent()
second = top.add_child(instance=type(first.specific)(title="Second", slug="second", locale=locales[0]))
Site.objects.create(hostname="second.example", root_page=second, site_name="Second")
site.hostname = "first.example"
site.save()
for home in (first, second):
    section = home.add_child(instance=Index(title="News", slug="news"))
    home.copy_for_translation(locales[1]).get_latest_revision_as_object().save_revision().publish()
    section.copy_for_translation(locales[1]).get_latest_revision_as_object().save_revision().publish()
"""

TWO_LOOKS = """
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Site

pages = apps.get_model("custom_page", "NewsPage").objects.live()
assert pages.count() == 4, list(pages)
for host in ("first.example", "second.example"):
    root = Site.objects.get(hostname=host).root_page
    assert pages.descendant_of(root).count() == 1, host
assert sorted(pages.values_list("locale__language_code", flat=True)) == ["en", "en", "ru", "ru"]
editor = Client()
editor.force_login(get_user_model().objects.create_superuser("editor", "editor@site.example", "secret"))
for page in pages:
    assert editor.get(f"/admin/pages/{page.pk}/edit/").status_code == 200, page
"""

ROWS = (
    '{"id": "%(site)s-1", "title": "The %(site)s harbour is open again", "language": "en", '
    '"text": "The %(site)s harbour opened on Monday after two weeks. Ships wait outside, the port said."}\n'
    '{"id": "%(site)s-2", "title": "%(place)s снова открыта", "language": "ru", '
    '"text": "%(place)s открылась в понедельник после двух недель. Суда ждут на рейде, сообщил порт."}\n'
)


def say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


class Place:
    """A folder of its own, and the processes that run there."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        left_out = ("PYTHONPATH", "DJANGO_SETTINGS_MODULE", "DATABASE_URL")
        inherited = {name: value for name, value in os.environ.items() if name not in left_out}
        # The scripts of this environment are there, and "python" is its Python.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        self.environment = {**inherited, "PATH": path, **environment}

    def run(self, command: str | list[str]) -> None:
        words = shlex.split(command, comments=True) if isinstance(command, str) else command
        started = time.monotonic()
        words[0] = sys.executable if words[0] == "python" else words[0]
        done = subprocess.run(  # noqa: S603
            words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        shown = command if isinstance(command, str) else "a look at the site"
        say(f"{time.monotonic() - started:6.1f} s  {shown}")
        if done.returncode:
            sys.exit(f"{shown}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
        if "news" in shown:
            say("".join(f"          {line}\n" for line in done.stdout.splitlines() if line.strip()).rstrip())

    def look(self, code: str) -> None:
        self.run(["python", "-m", "django", "shell", "--command", code])


def block_of(heading: str, language: str, number: int = 0) -> str:
    """A block of code below a heading of the README."""
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    return re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)[number]


def commands(heading: str, number: int = 0) -> list[str]:
    return [line for line in block_of(heading, "console", number).splitlines() if line.strip()]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    if text.count(old) != 1:
        sys.exit(f"{path}: {old!r} is there {text.count(old)} times, not once")
    path.write_text(text.replace(old, new), encoding="utf-8")


def start_site(folder: Path) -> Place:
    """A site as ``wagtail start`` makes it."""
    Place(folder).run("wagtail start mysite .")
    return Place(folder, DJANGO_SETTINGS_MODULE="mysite.settings.dev", PYTHONPATH=str(folder))


def follow_the_readme(site: Place) -> None:
    """Adds the app: the README's own lines, and its own commands."""
    code = block_of("Add it to your site", "python")
    apps = code.split("INSTALLED_APPS = [\n")[1].split("    # ...")[0]
    routes = [line for line in code.splitlines() if "wagtail_cstonews.urls" in line]
    settings = site.folder / "mysite/settings/base.py"
    replace(settings, "INSTALLED_APPS = [\n", f"INSTALLED_APPS = [\n{apps}")
    urls = site.folder / "mysite/urls.py"
    replace(urls, "urlpatterns = urlpatterns + [\n", f"urlpatterns = urlpatterns + [\n{routes[0]}\n")
    site.run("python manage.py migrate")
    site.run("python manage.py check --fail-level ERROR")
    site.run("python manage.py makemigrations --check --dry-run")
    site.look(SECTION)


def import_as_in_the_readme(site: Place) -> None:
    archive = site.folder / "archive"
    archive.mkdir()
    for name in TEXTS:
        shutil.copy(CHECKOUT / "example_project/archive" / name, archive)
    lines = commands("Import")
    is_looked_at = False
    for line in lines:
        if "--publish" in line:
            shutil.copy(CHECKOUT / "example_project/archive" / LATER_TEXT, archive)
        if "undo_news_import" in line:
            site.look(FIRST_LOOK)
            is_looked_at = True
            # The number is whatever the reader's was; here the second run was the last that wrote. At a
            # terminal it would ask first.
            line = re.sub(r"(undo_news_import) \d+", r"\1 2 --no-input", line)
        site.run(line)
    site.run("python manage.py undo_news_import 1 --no-input")
    site.look(NOTHING_LEFT)
    if not is_looked_at or not (site.folder / "report.html").stat().st_size:
        sys.exit("The README no longer shows how to import, report and undo.")
    shutil.copy(archive / TEXTS[0], site.folder / "page.txt")
    shutil.make_archive(str(site.folder / "archive"), "zip", archive)
    site.run(commands("Import", 1)[0])
    if len((site.folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()) != 2 + len(TEXTS):
        sys.exit("articles.jsonl has not one line a document")


def new_site(folder: Path) -> None:
    """A new site that follows the README from beginning to end."""
    site = start_site(folder)
    follow_the_readme(site)
    import_as_in_the_readme(site)


def same_names(folder: Path) -> None:
    """A news site that runs already, whose own pages have the names of the app's."""
    site = start_site(folder)
    shutil.copytree(CHECKOUT / "tests/sites/same_names", folder / "news")
    replace(folder / "news/apps.py", '"tests.sites.same_names"', '"news"')
    replace(folder / "mysite/settings/base.py", '    "home",\n', '    "home",\n    "news",\n')
    site.run("python manage.py migrate")
    site.look(OWN_PAGES)
    follow_the_readme(site)
    site.look(OWN_PAGES_ARE_THERE)
    import_as_in_the_readme(site)
    site.look(OWN_PAGES_ARE_THERE)


def all_its_own(folder: Path) -> None:
    """A site with users, images and base page of its own, two hosts and two languages."""
    shutil.copytree(CHECKOUT / "tests", folder / "tests")
    site = Place(
        folder,
        DJANGO_SETTINGS_MODULE="tests.sites.all_its_own",
        DATABASE_URL=f"sqlite:///{folder / 'db.sqlite3'}",
        PYTHONPATH=str(folder),
    )
    # Its pages were made with Wagtail's images.
    site.run("python -m django makemigrations custom_page")
    site.run("python -m django migrate")
    site.run("python -m django check --fail-level ERROR")
    site.run("python -m django makemigrations --check --dry-run")
    site.look(TWO_SITES)
    for name, place in (("first", "Гавань"), ("second", "Верфь")):
        (folder / f"{name}.jsonl").write_text(ROWS % {"site": name, "place": place}, encoding="utf-8")
        site.run(f"python -m django import_news {name}.jsonl --to http://{name}.example/news/ --publish")
    site.look(TWO_LOOKS)
    for run in (2, 1):
        site.run(f"python -m django undo_news_import {run} --no-input")


SITES = {"new": new_site, "same-names": same_names, "all-its-own": all_its_own}


def main(arguments: list[str]) -> None:
    unknown = set(arguments) - set(SITES)
    if unknown or not arguments:
        sys.exit(f"Name one or more of: {', '.join(SITES)}.")
    found = Path(str(distribution("wagtail-cstonews").locate_file("wagtail_cstonews/__init__.py")))
    if not found.exists():
        sys.exit("No wheel is installed here. Use the Python of an environment that has it.")
    for name in arguments:
        versions = f"Wagtail {version('wagtail')}, Django {version('django')}"
        say(f"{name}: {versions}, Python {sys.version.split()[0]}")
        with tempfile.TemporaryDirectory(prefix="wheel-site-") as folder:
            SITES[name](Path(folder))
    say(f"{len(arguments)} passed, 0 failed")


if __name__ == "__main__":
    main(sys.argv[1:])
