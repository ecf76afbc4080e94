"""Sites as developers have them, each in a process of its own: what ``manage.py`` says of it."""

from __future__ import annotations

import pytest

from tests.sites.helpers import manage
from wagtail_cstonews.checks import NEEDED_APPS

BOTH_NAMES = """
from django.core.management import call_command
from django.test import Client

call_command("migrate", verbosity=0)

from tests import factories
from tests.sites.same_names import models as own
from wagtail.models import Page

section = factories.make_index(slug="news")
person = factories.make_person("Anna Orlova")
article = factories.make_interview(section, slug="ours", interviewee=person, tags=("Ice",))
page = own.InterviewPage(title="Own", slug="own", author=own.Person.objects.create(name="Anna"))
page.tags.add("Ice")
factories.home_page().add_child(instance=page)

assert Page.objects.get(slug="ours").specific == article
assert Page.objects.get(slug="own").specific == page
assert Page.objects.get(slug="own").newspage.interviewpage == page
assert Page.objects.get(slug="ours").cstonews_newspage.cstonews_interviewpage == article

client = Client()
client.force_login(factories.make_user())
for address in (f"/admin/pages/{article.pk}/edit/", f"/admin/pages/{page.pk}/edit/", article.get_url()):
    assert client.get(address).status_code == 200, address
article.delete()
section.delete()
assert Page.objects.get(slug="own").specific == page
print("both are there")
"""


def test_the_site_of_the_tests_is_in_order():
    assert manage("tests.settings", "check", "--fail-level", "WARNING").returncode == 0


@pytest.mark.parametrize("app", NEEDED_APPS)
def test_an_app_that_was_left_out_is_named(app):
    done = manage("tests.sites.without", "check", WITHOUT=app)
    assert done.returncode == 1
    assert f"(wagtail_cstonews.E009) '{app}' is not in INSTALLED_APPS" in done.stderr
    assert f"HINT: Add '{app}' to INSTALLED_APPS." in done.stderr


def test_a_site_may_have_pages_of_the_same_names():
    done = manage("tests.sites.same_names.settings", "check")
    assert done.returncode == 0, done.stderr
    done = manage("tests.sites.same_names.settings", "makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout + done.stderr
    done = manage("tests.sites.same_names.settings", "shell", "--command", BOTH_NAMES)
    assert done.stdout.strip().endswith("both are there"), done.stderr
