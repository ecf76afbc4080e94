"""Who may do what: every view and method of the app in the admin, tried by every kind of user."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Collection, GroupCollectionPermission

from tests import factories
from tests.admin.helpers import user_with
from tests.admin.rights_rows import ROWS, Row
from tests.admin.rights_world import (
    DRAFTER,
    EDITOR,
    ELSEWHERE,
    KINDS,
    NO_IMPORT,
    PUBLISHER,
    SECRET,
    SUPERUSER,
    World,
    count_of_everything,
    make_world,
)
from wagtail_cstonews.admin import rights
from wagtail_cstonews.admin.workbench.planned import PlannedSubject
from wagtail_cstonews.models import ImportedDocument

pytestmark = pytest.mark.django_db

PREFIXES = ("wagtail_cstonews", "news-import")
"""How the names of the app's addresses begin; the second is how wagtail-modeladmin names those of records."""

ONE_EACH = list({row.name: row for row in ROWS}.values())
"""The last row of each address: that of the owner, where somebody owns what it shows."""


@pytest.fixture
def world(news_index, tmp_path, monkeypatch) -> World:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return make_world(news_index)


def registered(resolver: Any, path: str = "") -> Iterator[str]:
    """The names of the app's addresses in the admin, without those that a snippet's views have of Wagtail."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace:
                yield from registered(pattern)
        elif isinstance(pattern, URLPattern) and (pattern.name or "").startswith(PREFIXES):
            yield pattern.name


def test_every_address_has_a_row():
    names = set(registered(get_resolver()))
    assert names - {row.name for row in ROWS} == set()
    assert {row.name for row in ROWS} - names == set()
    assert len(names) > 40


def is_refused(response: Any) -> bool:
    """Whether an answer gives nothing: the login, the way back to the admin's first screen, or no page."""
    if response.status_code in (301, 302):
        place = response["Location"].partition("?")[0]
        return place in ("/admin/", "/admin/login/")
    return response.status_code in (400, 403, 404, 405, 409)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_what_is_allowed_works_and_all_else_is_refused(world, row):
    url = reverse(row.name, args=row.args_in(world))
    wrong = {}
    for one in row.tries:
        for kind in KINDS:
            with transaction.atomic():
                client = row.client(world, kind)
                before = count_of_everything()
                response = one.ask(client, url, world)
                text = b"".join(response).decode()
                said = (str(one), kind)
                if response.status_code >= 500:
                    wrong[said] = response.status_code
                elif is_refused(response) is (kind in one.allowed):
                    wrong[said] = f"{response.status_code} {response.headers.get('Location', '')}"
                elif kind not in one.seers and SECRET in text:
                    wrong[said] = "leaks"
                elif kind not in one.allowed and count_of_everything() != before:
                    wrong[said] = "writes"
                transaction.set_rollback(True)
    assert wrong == {}


def known_methods(row: Row) -> set[str]:
    """The methods that an address has, of whatever row."""
    return {one.method for other in ROWS if other.name == row.name for one in other.tries}


@pytest.mark.parametrize("row", ONE_EACH, ids=str)
def test_methods_that_a_view_does_not_have_are_refused(world, row):
    url = reverse(row.name, args=row.args_in(world))
    client = row.client(world, SUPERUSER)
    before = count_of_everything()
    for method in {"get", "post", "put", "patch", "delete"} - known_methods(row):
        assert getattr(client, method)(url).status_code == 405, method
    assert count_of_everything() == before


BAD = [
    "0",
    "999999",
    "9" * 30,
    "9" * 5000,
    "-1",
    "abc",
    "%00",
    "1.5",
    "\u00b2",
    "00000000-0000-0000-0000-000000000000",
    "00000000-0000-0000-0000-00000000000g",
]


@pytest.mark.parametrize("row", [row for row in ONE_EACH if row.args], ids=str)
def test_ids_that_nothing_has(world, row):
    args = row.args_in(world)
    client = row.client(world, SUPERUSER)
    url = reverse(row.name, args=args)
    for arg in args:
        for bad in BAD:
            path = url.replace(f"/{arg}/", f"/{bad}/", 1)
            for one in row.tries[:12]:
                assert one.ask(client, path, world).status_code in (404, 405), (bad[:36], str(one))


HOSTILE = [
    "\0",
    "9" * 30,
    "-1",
    "abc\0def",
    "\u00b2",
    "\ud800".encode("utf-8", "surrogatepass"),
    "1" * 5000,
    "[]",
]

NAMES = (
    "p q o from block line show order after kind confidence warning section run site state format next "
    "review now plan"
)


@pytest.mark.parametrize("row", [row for row in ONE_EACH if row.tries[0].method == "get"], ids=str)
def test_queries_that_nobody_typed(world, row):
    url = reverse(row.name, args=row.args_in(world))
    client = row.client(world, SUPERUSER)
    for bad in HOSTILE:
        response = client.get(url, dict.fromkeys(NAMES.split(), bad))
        assert response.status_code < 500, bad[:20]
        b"".join(response)


FIELDS = (
    "act as announced chosen date do document example format from is_html keep label lead line lines name "
    "offset options person q role rule-1f section shown since milliseconds text title token url was-1f "
    "add fetch_images fetch_files publish author tags kind body page id"
)


@pytest.mark.parametrize("row", [row for row in ONE_EACH if row.tries[-1].method == "post"], ids=str)
def test_forms_that_nobody_sent(world, row):
    url = reverse(row.name, args=row.args_in(world))
    client = row.client(world, SUPERUSER)
    post = next(one for one in row.tries if one.method == "post")
    for bad in HOSTILE:
        for named in ({}, post.data_in(world)):
            with transaction.atomic():
                response = client.post(url, {**dict.fromkeys(FIELDS.split(), bad), **named})
                assert response.status_code < 500, (bad[:20], named)
                transaction.set_rollback(True)
    for body in (
        b"",
        b"\0",
        b"[]",
        b"{",
        b'{"do": 1, "line": {}}',
        b'{"do": "label", "lines": [1e400, null]}',
    ):
        response = client.post(url, body, content_type="application/json")
        assert response.status_code < 500, body


@pytest.mark.parametrize("row", [row for row in ROWS if row.is_own], ids=str)
def test_an_upload_is_nothing_to_who_may_not_import_any_more(world, row):
    """The right can be taken away while an upload waits, and its section can be deleted."""
    url = reverse(row.name, args=row.args_in(world))
    client = world.owner(NO_IMPORT)
    before = count_of_everything()
    for upload in world.uploads.values():
        type(upload).objects.filter(pk=upload.pk).update(section=None)
    for one in row.tries:
        assert is_refused(one.ask(client, url, world)), str(one)
    assert count_of_everything() == before


def test_an_upload_shows_nothing_of_a_page_that_its_owner_may_not_edit(world):
    """Whoever knows the address of an imported text can upload another one under it."""
    ImportedDocument.objects.filter(pk=world.record.pk).update(corrections={"format": 1, "lines": [SECRET]})
    key = world.record.key
    for kind, is_shown in ((ELSEWHERE, False), (DRAFTER, True)):
        user = world.user(kind)
        planned = factories.make_planned(user, world.other, f"{SECRET} 7\nWells.", key=key, source=key)
        subject = PlannedSubject(planned)
        assert subject.record == world.record
        assert (subject.page is not None) is is_shown
        assert bool(subject.corrections) is is_shown


def test_what_holds_for_a_site_is_not_for_who_may_only_edit_pages(world):
    client = world.client(EDITOR)
    url = reverse("wagtail_cstonews_review_document", args=[world.record.pk])
    before = count_of_everything()
    response = client.post(url, {"do": "site", "line": "2"}, content_type="application/json")
    assert response.status_code == 422
    assert "You may not change what holds" in response.json()["problem"]
    assert count_of_everything() == before
    assert b'value="site"' not in client.get(url).content
    client = world.client(DRAFTER)
    assert client.post(url, {"do": "site", "line": "2"}, content_type="application/json").status_code == 200
    assert b'value="site"' in client.get(url).content
    assert count_of_everything() != before


def test_a_post_without_the_token_of_its_form_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user(SUPERUSER))
    before = count_of_everything()
    for row in ROWS:
        for one in row.tries:
            if one.method == "post":
                url = reverse(row.name, args=row.args_in(world))
                assert one.ask(client, url, world).status_code == 403, row.name
    assert count_of_everything() == before


def test_somebody_who_is_no_editor_any_more_may_nothing(world):
    user = world.user(PUBLISHER)
    user.is_active = False
    user.save()
    assert not rights.may_import(user)
    assert not rights.sections_for(user).exists()
    assert not rights.runs_for(user).exists()


def test_collections_for_images_are_those_that_the_user_may_add_to():
    own, other = (Collection.get_first_root_node().add_child(name=name) for name in ("Own", "Other"))
    user = user_with(["import_news"])
    assert list(rights.collections_for(user)) == []
    GroupCollectionPermission.objects.create(
        group=user.groups.get(), collection=own, permission=Permission.objects.get(codename="add_image")
    )
    # A user keeps in memory what was found once.
    user = get_user_model()._default_manager.get(pk=user.pk)
    assert list(rights.collections_for(user)) == [own]
    assert other in rights.collections_for(factories.make_user())
