"""Who may do what: every view and method of the app in the admin, tried by every kind of user.

A part of the admin appends its rows to ``ROWS``. A registered address without a row fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
from tests.importing.helpers import document, edit, imported, news_pages
from wagtail_cstonews.admin import composing, rights, workbench
from wagtail_cstonews.extraction.site.profile import SiteProfile as Profile
from wagtail_cstonews.importing.queue.again import begin_again
from wagtail_cstonews.models import ImportedDocument, ImportProposal, ImportRun, PlannedDocument, SiteProfile

pytestmark = pytest.mark.django_db

PREFIXES = ("wagtail_cstonews", "news-import")
"""How the names of the app's addresses begin; the second is how wagtail-modeladmin names those of records."""

SECRET = "Sealed wells of Miraden"
"""In the title of each document, page and proposal of the section."""

ANONYMOUS = "anonymous"
ADMIN = "access to the admin only"
ELSEWHERE = "all rights on another section"
NO_ADD = "import right without add on the section"
NO_IMPORT = "add without the import right"
DRAFTER = "import, add and change without publish"
PUBLISHER = "publisher"
SUPERUSER = "superuser"

KINDS = (ANONYMOUS, ADMIN, ELSEWHERE, NO_ADD, NO_IMPORT, DRAFTER, PUBLISHER, SUPERUSER)
NOBODY: frozenset[str] = frozenset()
OURS = frozenset({DRAFTER, PUBLISHER, SUPERUSER})
"""Who may import into the section."""
IMPORTERS = OURS | {ELSEWHERE, NO_ADD}
"""Who may import somewhere, or has the right to at least."""
ADMINS = frozenset(KINDS) - {ANONYMOUS}

IN_THE_OTHER = ("add", "change", "publish")


@dataclass
class World:
    """A section with an import, records of every kind, and another section."""

    section: Any
    other: Any
    run: ImportRun
    at_work: ImportRun
    record: ImportedDocument
    unplaced: ImportedDocument
    profile: SiteProfile
    proposal: ImportProposal
    planned: PlannedDocument
    """Of an upload by somebody else."""

    def client(self, kind: str) -> Client:
        client = Client()
        if kind != ANONYMOUS:
            client.force_login(self.user(kind))
        return client

    def user(self, kind: str) -> Any:
        ours = {
            ADMIN: ([], []),
            ELSEWHERE: (["import_news"], [(self.other, name) for name in IN_THE_OTHER]),
            NO_ADD: (["import_news"], []),
            NO_IMPORT: ([], [(self.section, "add")]),
            DRAFTER: (["import_news"], [(self.section, name) for name in ("add", "change")]),
            PUBLISHER: (["import_news"], [(self.section, name) for name in IN_THE_OTHER]),
        }
        return factories.make_user() if kind == SUPERUSER else user_with(*ours[kind])


@pytest.fixture
def world(news_index) -> World:
    other = factories.make_index(title="Other")
    texts = [f"{SECRET} {n}\nA paragraph of {n}." for n in range(2)]
    items = [document(str(n), text, url=f"https://wells.example/{n}") for n, text in enumerate(texts)]
    imported(items, news_index)
    run = ImportRun.objects.get()
    edit(news_pages().first(), title=f"{SECRET} by hand")
    imported([document("0", f"{SECRET} 0\nAnother.", url="https://wells.example/0")], news_index)
    at_work = begin_again(run, None)
    unplaced = factories.make_document(run, title=f"{SECRET} that failed", state="failed")
    profile = Profile("wells.example")
    profile.correct("Share this", "chrome")
    SiteProfile.objects.store([profile])
    return World(
        news_index,
        other,
        ImportRun.objects.get(pk=run.pk),
        at_work,
        ImportedDocument.objects.exclude(page=None).order_by("-pk")[0],
        unplaced,
        SiteProfile.objects.get(),
        ImportProposal.objects.get(),
        factories.make_planned(factories.make_user(), news_index, f"{SECRET}\nA paragraph."),
    )


@dataclass
class Try:
    """One method of an address: who may, and who sees of the section by it."""

    method: str
    allowed: frozenset[str]
    sees: frozenset[str] | None = None
    """Who may see what is secret; by default, who is allowed."""
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def seers(self) -> frozenset[str]:
        return self.allowed if self.sees is None else self.sees


@dataclass
class Row:
    """One address."""

    name: str
    tries: list[Try]
    args: Callable[[World], list[Any]] = lambda world: []

    def __str__(self) -> str:
        return self.name


def get(allowed: frozenset[str], sees: frozenset[str] | None = None, **data: Any) -> Try:
    return Try("get", allowed, sees, data)


def post(allowed: frozenset[str], **data: Any) -> Try:
    return Try("post", allowed, None, data)


def of_run(world: World) -> list[Any]:
    return [world.run.pk]


def at_work(world: World) -> list[Any]:
    return [world.at_work.pk]


def of_profile(world: World) -> list[Any]:
    return [world.profile.pk]


ROWS = [
    Row("news-import_runs_modeladmin_index", [get(IMPORTERS, OURS)]),
    Row("news-import_runs_modeladmin_results", [get(IMPORTERS, OURS)]),
    Row("news-import_runs_modeladmin_inspect", [get(OURS)], of_run),
    Row("news-import_runs_modeladmin_history", [get(OURS)], of_run),
    Row("news-import_runs_modeladmin_report", [get(OURS), get(OURS, format="json")], of_run),
    Row("news-import_documents_modeladmin_index", [get(IMPORTERS | {NO_IMPORT}, OURS)]),
    Row("news-import_documents_modeladmin_results", [get(IMPORTERS | {NO_IMPORT}, OURS)]),
    Row("news-import_documents_modeladmin_inspect", [get(OURS)], lambda world: [world.record.pk]),
    Row("news-import_documents_modeladmin_inspect", [get(OURS)], lambda world: [world.unplaced.pk]),
    Row("news-import_sites_modeladmin_index", [get(IMPORTERS)]),
    Row("news-import_sites_modeladmin_results", [get(IMPORTERS)]),
    Row("news-import_sites_modeladmin_inspect", [get(IMPORTERS, OURS)], of_profile),
    Row("news-import_sites_modeladmin_history", [get(IMPORTERS, OURS)], of_profile),
    Row(
        "wagtail_cstonews_site",
        [get(IMPORTERS, OURS), post(IMPORTERS, save="", lines="Follow us")],
        of_profile,
    ),
    Row("wagtail_cstonews_site_forget", [get(IMPORTERS, OURS), post(IMPORTERS)], of_profile),
    Row("wagtail_cstonews_run_undo", [get(OURS), post(OURS)], of_run),
    Row("wagtail_cstonews_run_undo_preview", [get(OURS)], of_run),
    Row("wagtail_cstonews_run_again", [get(OURS), post(OURS)], of_run),
    Row("wagtail_cstonews_run_again_preview", [get(OURS)], of_run),
    Row("wagtail_cstonews_run_stop", [post(OURS)], at_work),
    Row("wagtail_cstonews_run_progress", [get(OURS)], at_work),
    Row("wagtail_cstonews_run_step", [post(OURS)], at_work),
    Row("wagtail_cstonews_proposals", [get(ADMINS, OURS)]),
    Row(
        "wagtail_cstonews_proposal",
        [get(OURS), post(OURS, dismiss=""), post(OURS, accept="")],
        lambda world: [world.proposal.pk],
    ),
]


# Only who uploaded a document sees what becomes of it; not even a superuser is somebody else.
ROWS += [
    Row(pattern.name, [get(NOBODY), post(NOBODY, do="label")], lambda world: [world.planned.pk])
    for pattern in workbench.urls
]

AUTHORS = frozenset({ELSEWHERE, NO_IMPORT, DRAFTER, PUBLISHER, SUPERUSER})
"""Who may write pages somewhere."""

ROWS += [Row(pattern.name, [post(AUTHORS)]) for pattern in composing.urls]


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
    assert len(names) > 20


def is_refused(response: Any) -> bool:
    """Whether an answer gives nothing: the login, the way back to the admin's first screen, or no page."""
    if response.status_code in (301, 302):
        place = response["Location"].partition("?")[0]
        return place in ("/admin/", "/admin/login/")
    return response.status_code in (403, 404, 405, 409)


CASES = [
    pytest.param(row, one, id=f"{row}-{one.method}-{'-'.join(one.data)}") for row in ROWS for one in row.tries
]


@pytest.mark.parametrize(("row", "one"), CASES)
def test_what_is_allowed_works_and_all_else_is_refused(world, row, one):
    url = reverse(row.name, args=row.args(world))
    wrong = {}
    for kind in KINDS:
        with transaction.atomic():
            client = world.client(kind)
            before = count_of_everything()
            response = getattr(client, one.method)(url, one.data)
            text = response.content.decode()
            if response.status_code >= 500:
                wrong[kind] = response.status_code
            elif is_refused(response) is (kind in one.allowed):
                wrong[kind] = f"{response.status_code} {response.headers.get('Location', '')}"
            elif kind not in one.seers and SECRET in text:
                wrong[kind] = "leaks"
            elif kind not in one.allowed and count_of_everything() != before:
                wrong[kind] = "writes"
            transaction.set_rollback(True)
    assert wrong == {}


def count_of_everything() -> list[Any]:
    """What a refused request must not have changed."""
    runs = ImportRun.objects.order_by("pk").values_list("pk", "state", "is_to_stop")
    profiles = SiteProfile.objects.values_list("host", "data")
    proposals = ImportProposal.objects.values_list("pk", "state")
    pages = news_pages().values_list("pk", "latest_revision_id")
    return [list(runs), list(profiles), list(proposals), list(pages), ImportedDocument.objects.count()]


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_methods_that_a_view_does_not_have_are_refused(world, row):
    url = reverse(row.name, args=row.args(world))
    client = world.client(SUPERUSER)
    before = count_of_everything()
    known = {one.method for one in row.tries}
    for method in {"get", "post", "put", "patch", "delete"} - known:
        assert getattr(client, method)(url).status_code == 405, method
    assert count_of_everything() == before


BAD = ["0", "999999", "9" * 30, "9" * 5000, "-1", "abc", "%00", "1.5", "\u00b2"]


@pytest.mark.parametrize("row", [row for row in ROWS if "world" in row.args.__code__.co_varnames], ids=str)
def test_ids_that_nothing_has(world, row):
    args = row.args(world)
    if not args:
        return
    client = world.client(SUPERUSER)
    url = reverse(row.name, args=args)
    for bad in BAD:
        path = url.replace(f"/{args[0]}/", f"/{bad}/", 1)
        for one in row.tries:
            response = getattr(client, one.method)(path, one.data)
            assert response.status_code in (404, 405), (bad[:30], one.method)


def test_a_post_without_the_token_of_its_form_is_refused(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.user(SUPERUSER))
    before = count_of_everything()
    for row in ROWS:
        for one in row.tries:
            if one.method == "post":
                url = reverse(row.name, args=row.args(world))
                assert client.post(url, one.data).status_code == 403, row.name
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
