"""A section, an editor who may import into it, and a document that waits."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests import factories
from wagtail_cstonews.importing.single import KEPT

TEXT = """Lake Orrin is full

The lake is full, and the locks stay closed until May. Anna Orlova opened the talks in Holvik.

“The water is still rising in the valley,” Anna Orlova said.

Nobody knows for how long the towns have to wait for the boats.

Go back"""


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.clear()


@pytest.fixture
def section(db):
    return factories.make_index()


def allow(user, section, *actions, news=True):
    """Rights of a user in a section, and to import."""
    group = Group.objects.create(name=f"Group of {user.username}")
    codenames = ["access_admin", *(["import_news"] if news else [])]
    group.permissions.add(*Permission.objects.filter(codename__in=codenames))
    model = GroupPagePermission._meta.get_field("page").related_model
    for action in actions:
        permission = Permission.objects.get(
            content_type__app_label=model._meta.app_label, codename=f"{action}_{model._meta.model_name}"
        )
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    user.groups.add(group)
    return user


@pytest.fixture
def user(section):
    """May import, add, change and publish in the section."""
    user = factories.make_user(is_superuser=False, is_staff=False)
    return allow(user, section, "add", "change", "publish")


@pytest.fixture
def client(user):
    return client_of(user)


def client_of(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def planned(user, section):
    return factories.make_planned(user, section, TEXT)


@pytest.fixture
def others():
    """Makes somebody with fewer rights in the section, and gives a client."""

    def make(section, *actions, news=True):
        user = factories.make_user(is_superuser=False, is_staff=False)
        allow(user, section, *actions, news=news)
        return user, client_of(user)

    return make


class Screen:
    """The workbench of a document, for a client."""

    def __init__(self, client, planned):
        self.client, self.planned = client, planned

    def url(self, part=""):
        name = f"wagtail_cstonews_planned{'_' if part else ''}{part}"
        return reverse(name, args=[self.planned.pk])

    def get(self, part="", **query):
        return self.client.get(self.url(part), query)

    def do(self, what, **values):
        """What the script does: JSON, and its answer."""
        data = json.dumps({"do": what, **values})
        return self.client.post(self.url(), data, content_type="application/json")

    def act(self, what, **values):
        """A button below the panes."""
        token = self.get().context["token"] if "token" not in values else values.pop("token")
        return self.client.post(self.url(), {"act": what, "token": token, **values})

    def labels(self):
        """The labels of the lines by their beginnings."""
        self.planned.refresh_from_db()
        rows = self.get().context["rows"]
        return {row.line.clean[:20]: row.line.label for row in rows}


@pytest.fixture
def screen(client, planned):
    return Screen(client, planned)


@pytest.fixture
def screen_of():
    return Screen
