"""``grant_news_rights``: what groups get, once."""

from __future__ import annotations

import io

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


def granted(*arguments):
    out = io.StringIO()
    call_command("grant_news_rights", *arguments, stdout=out)
    return out.getvalue()


def rights_of(name):
    permissions = Group.objects.get(name=name).permissions.filter(content_type__app_label="wagtail_cstonews")
    return set(permissions.values_list("codename", flat=True))


@pytest.fixture(autouse=True)
def groups(db):
    for name in ("Editors", "Moderators", "Interns"):
        Group.objects.get_or_create(name=name)


def test_editors_and_moderators_get_their_rights_once():
    out = granted()
    assert "Editors: got add_person, change_person, import_news, view_person." in out
    assert rights_of("Editors") == {"import_news", "view_person", "add_person", "change_person"}
    assert rights_of("Moderators") == rights_of("Editors") | {"delete_person"}
    assert rights_of("Interns") == set()
    assert granted() == "Editors: has them all.\nModerators: has them all.\n"


def test_a_dry_run_gives_nothing():
    assert "Editors: would get" in granted("--dry-run")
    assert rights_of("Editors") == set()


def test_other_groups_are_named():
    granted("--group", "Interns", "--group", "Interns")
    assert "import_news" in rights_of("Interns")
    assert rights_of("Editors") == set()
    with pytest.raises(CommandError, match=r"no group Nobody\. There are: Editors"):
        granted("--group", "Nobody")


def test_without_the_usual_groups_one_must_be_named():
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    with pytest.raises(CommandError, match="Name others with --group"):
        granted()
