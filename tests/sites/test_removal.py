"""The app is taken off a site that has imported pages, by what the how-to prints."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from .helpers import ROOT, manage

GUIDE = (ROOT / "docs" / "how-to" / "remove-from-a-site.md").read_text(encoding="utf-8")
STEPS = GUIDE.partition("## With page types")[0]

BEFORE = """
from tests import factories
from wagtail.models import Page

section = Page.objects.get(slug="news")
own = Page(title="Kept", slug="kept")
factories.home_page().add_child(instance=own)
assert section.get_descendants().live().count() == 3, section.get_descendants()
person = factories.make_person("Anna Orlova")
interview = factories.make_interview(section, interviewee=person, body=[factories.quote("W", speaker=person)])
interview.save_revision().publish()
factories.make_private(interview)
factories.make_user(username="desk")
"""

AFTER = """
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail.search.models import IndexEntry

ours = ("wagtail_cstonews", "cstonews_pages")
assert not [name for name in connection.introspection.table_names() if "cstonews" in name]
assert not ContentType.objects.filter(app_label__in=ours)
assert not Permission.objects.filter(content_type__app_label__in=ours)
assert not Revision.objects.exists()
assert sorted(Page.objects.values_list("slug", flat=True)) == ["home", "kept", "root"]
assert {entry.content_type.app_label for entry in IndexEntry.objects.all()} <= {"wagtailcore"}
assert {row.base_content_type.app_label for row in ReferenceIndex.objects.all()} <= {"wagtailcore"}
client = Client()
client.force_login(get_user_model().objects.get(username="desk"))
for address in ("/admin/", "/admin/pages/2/", "/admin/reports/site-history/", "/admin/pages/2/edit/"):
    assert client.get(address, follow=True).status_code == 200, address
print("as before")
"""

ARTICLE = """{title}

01.05.2024

"{words}," said Anna Orlova, the Minister of Rivers. The ministers met in Bishkek on Tuesday.

They agreed on a plan, and will meet again in autumn to look at what became of it, the ministry said.
"""


def test_the_app_is_taken_off(tmp_path: Path):
    for number, words in enumerate(("We have waited long", "The water is low", "Nobody came to see it"), 1):
        text = ARTICLE.format(title=f"Rivers run low for the {number}th year", words=words)
        (tmp_path / f"{number}.txt").write_text(text)
    with_app = {"WITHOUT": "tests.bulk_models", "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}"}
    without = {**with_app, "WITHOUT": "tests.bulk_models,wagtail_cstonews,wagtail_cstonews.pages"}

    def do(environment: dict[str, str], *arguments: str) -> str:
        done = manage("tests.sites.without", *arguments, **environment)
        assert done.returncode == 0, (arguments, done.stdout, done.stderr)
        return done.stdout

    do(with_app, "migrate", "-v0")
    do(with_app, "shell", "-v0", "-c", "from tests import factories; factories.make_index(slug='news')")
    do(with_app, "import_news", str(tmp_path), "--to", "/news/", "--publish")
    do(with_app, "shell", "-v0", "-c", BEFORE)

    (code,) = re.findall(r"```python\n(.*?)```", STEPS, flags=re.DOTALL)
    do(with_app, "shell", "-v0", "-c", textwrap.dedent(code))
    drop, forget = re.findall(r"```console\n(.*?)```", STEPS, flags=re.DOTALL)
    for environment, commands in ((with_app, drop), (without, forget)):
        for command in textwrap.dedent(commands).splitlines():
            do(environment, *command.removeprefix("python manage.py ").split())
    assert do(without, "shell", "-v0", "-c", AFTER).strip().endswith("as before")
    assert "No problems" in do(without, "fixtree", "--noinput")
