"""From an empty database to a site with its archive, by the commands a user would type."""

from __future__ import annotations

import json

import pytest
from django.core.management import CommandError, call_command

COUNT = """
import json
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site
from wagtail.images import get_image_model
from wagtail_cstonews.models import ImportRun, Person
from wagtail_cstonews.pages.models import InterviewPage, NewsPage
site = Site.objects.get()
print(json.dumps({
    "root": site.root_page.specific_class.__name__,
    "default": site.is_default_site,
    "sections": [[p.url_path, p.specific_class.__name__, p.live] for p in site.root_page.get_children()],
    "top": Page.get_first_root_node().numchild,
    "problems": [list(found) for found in Page.find_problems()],
    "news": NewsPage.objects.count(),
    "interviews": InterviewPage.objects.count(),
    "drafts": NewsPage.objects.not_live().count(),
    "people": Person.objects.count(),
    "russian": [page.url for page in NewsPage.objects.filter(locale__language_code="ru")],
    "pictures": get_image_model().objects.count(),
    "portraits": Person.objects.exclude(picture=None).count(),
    "illustrated": NewsPage.objects.exclude(lead_image=None).count(),
    "renditions": get_image_model().get_rendition_model().objects.count(),
    "revisions": sum(1 for p in NewsPage.objects.all() for r in p.revisions.all()),
    "users": [u.username for u in get_user_model().objects.all()],
    "runs": list(ImportRun.objects.order_by("pk").values_list("counts", flat=True)),
}))
"""


@pytest.fixture(scope="module")
def steps(manage):
    """What is in the database after each step, with what the command said."""

    def run(*arguments: str) -> str:
        done = manage(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def count() -> dict:
        return json.loads(run("shell", "--no-imports", "-c", COUNT).splitlines()[-1])

    run("migrate", "--verbosity", "0")
    migrated = count()
    said = run("demo", "--no-serve")
    first = count()
    run("demo", "--no-serve")
    return {"migrated": migrated, "said": said, "first": first, "second": count()}


def test_migrate_gives_front_page_and_section(steps):
    migrated = steps["migrated"]
    assert migrated["root"] == "HomePage"
    assert migrated["default"]
    assert migrated["sections"] == [["/home/news/", "NewsIndexPage", True]]
    # One front page for each language.
    assert migrated["top"] == 2
    assert migrated["news"] == 0


def test_the_tree_is_sound(steps):
    assert steps["migrated"]["problems"] == [[], [], [], [], []]
    assert steps["first"]["problems"] == [[], [], [], [], []]


def test_demo_imports_and_publishes_the_archive(steps):
    first = steps["first"]
    assert first["news"] == 37
    assert first["interviews"] == 9
    assert first["drafts"] == 0
    assert len(first["russian"]) == 2
    assert all(url.startswith("/ru/news/") for url in first["russian"])
    assert first["users"] == ["admin"]


def test_demo_says_how_to_get_in(steps):
    assert "http://127.0.0.1:8000/admin/" in steps["said"]
    assert "five-rivers" in steps["said"]


def test_demo_again_changes_nothing(steps):
    first, second = steps["first"], steps["second"]
    assert {k: v for k, v in second.items() if k != "runs"} == {k: v for k, v in first.items() if k != "runs"}
    english, russian = second["runs"][-2:]
    assert (english["unchanged"], english["not_an_article"], russian["unchanged"]) == (35, 3, 2)
    for counts in (english, russian):
        assert not any(counts.get(state) for state in ("new", "changed", "edited", "duplicate", "failed"))


def test_demo_adds_pictures_and_makes_what_the_first_pages_show(steps):
    assert steps["migrated"]["pictures"] == 0
    first = steps["first"]
    assert (first["illustrated"], first["portraits"]) == (35, 25)
    assert first["pictures"] == 60
    assert first["renditions"] > 100
    assert first["problems"] == [[], [], [], [], []]


def test_demo_refuses_other_settings(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match=r"newsroom\.settings\.demo"):
        call_command("demo", no_serve=True)


def test_migrations_are_complete(manage):
    done = manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_home_migration_can_be_undone_and_done_again(manage, tmp_path):
    database = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    for target in (["migrate"], ["migrate", "home", "zero"], ["migrate"]):
        done = manage(*target, "--verbosity", "0", DATABASE_URL=database)
        assert done.returncode == 0, done.stderr


def test_production_needs_its_secrets(manage):
    done = manage("check", DJANGO_SETTINGS_MODULE="newsroom.settings.production")
    assert done.returncode != 0
    assert "Set the environment variable SECRET_KEY" in done.stderr


def test_production_checks(manage):
    done = manage(
        "check",
        "--deploy",
        DJANGO_SETTINGS_MODULE="newsroom.settings.production",
        SECRET_KEY="k9" * 40,
        ALLOWED_HOSTS="news.example.org",
    )
    assert done.returncode == 0, done.stderr
