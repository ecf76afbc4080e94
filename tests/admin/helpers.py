"""Addresses of the admin, people who may do only some things in it, and what its answers say."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission

from tests import factories
from wagtail_cstonews.compat import get_base_page_model

PEOPLE = "/admin/snippets/wagtail_cstonews/person/"


def merge_url(*people, next=PEOPLE):
    """Where people are merged, as the list sends there."""
    ids = "&".join(f"id={person.pk}" for person in people)
    return f"{reverse('wagtail_bulk_action', args=['wagtail_cstonews', 'person', 'merge'])}?next={next}&{ids}"


def split_url(person):
    return f"{PEOPLE}split/{person.pk}/"


def editor(*codenames):
    """A client for somebody who may enter the admin, and has some permissions more."""
    user = factories.make_user(is_superuser=False, is_staff=False)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    """What is to be read on a screen."""
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def said(response):
    """The messages on top of a screen."""
    return [str(message).strip() for message in response.context["messages"]] if response.context else []


def places(client, person):
    """What a user may choose from to split a person."""
    html = BeautifulSoup(client.get(split_url(person)).content, "html.parser")
    return [one["value"] for one in html.select("input[name=places]")]


def client_of(page=None):
    """A client for somebody who may enter the admin, and edit one page."""
    group = Group.objects.create(name="Some")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    if page is not None:
        model = get_base_page_model()
        content_type = ContentType.objects.get_for_model(model)
        change = Permission.objects.get(
            content_type=content_type, codename=f"change_{model._meta.model_name}"
        )
        GroupPagePermission.objects.create(group=group, page=page, permission=change)
    user = factories.make_user(is_superuser=False, username="some")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def editor_of_people(page):
    """A client for somebody who may edit all people, and one page."""
    client = client_of(page)
    codenames = ["add_person", "change_person", "delete_person", "view_person"]
    user = get_user_model()._default_manager.get(username="some")
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return client


def page_permission(page, codename, group):
    """Gives a group a permission on a page and all below it: add, change, publish."""
    model = get_base_page_model()
    content_type = ContentType.objects.get_for_model(model)
    name = f"{codename}_{model._meta.model_name}"
    permission = Permission.objects.get(content_type=content_type, codename=name)
    return GroupPagePermission.objects.create(group=group, page=page, permission=permission)


def user_with(codenames=(), pages=()):
    """Somebody who may enter the admin, with permissions, and pairs of a page and what is allowed there."""
    user = factories.make_user(is_superuser=False, is_staff=False)
    group = Group.objects.create(name=f"Group of {user.username}")
    group.permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    for page, codename in pages:
        page_permission(page, codename, group)
    user.groups.add(group)
    return user


def importer_into(section, *more):
    """A client for somebody who may import into a section, and what else is given; and that user."""
    user = user_with(["import_news"], [(section, name) for name in ("add", *more)])
    client = Client()
    client.force_login(user)
    return client, user
