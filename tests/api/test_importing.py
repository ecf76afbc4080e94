"""The import as an endpoint, in both versions of the API: shown, saved, refused."""

from __future__ import annotations

import json

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from tests import factories
from tests.admin.helpers import importer_into, user_with
from tests.admin.rights_world import KINDS, OURS, PUBLISHERS, SECRET, count_of_everything, make_world
from tests.api.asking import TEXT, VERSIONS, Asking, bearer
from tests.extraction.summaries import MORE, SUMMARIES, dated
from tests.importing.helpers import database, document, edit, imported, news_pages, undone
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.importing.saving import save_document
from wagtail_cstonews.importing.single import KEPT
from wagtail_cstonews.models import ImportedDocument, ImportRun, Person

pytestmark = pytest.mark.django_db

ONLY_V3 = pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")


TOKENS = ("wagtailcore.APIToken",)
"""A token notes when it was used last."""


@pytest.fixture(autouse=True)
def nothing_kept():
    KEPT.clear()
    cache.clear()


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def user(db):
    return factories.make_user()


@pytest.fixture
def ask(version, user):
    return Asking(version, user)


@pytest.fixture
def section(db):
    return factories.make_index(slug="lakes")


def pages_and_revisions():
    return {name: rows for name, rows in database().items() if name.endswith(("Page", "Revision"))}


def errors(response):
    """The fields that a refusal names."""
    return [error["loc"][0] for error in response.json().get("errors", ())]


# ------------------------------------------------------------------ shown


def test_a_preview_writes_nothing_and_drops_nothing_unseen(ask, section):
    before = database(without=TOKENS)
    response = ask(text=TEXT, section="lakes", url="https://lakes.example/full", tags=["Water"])
    assert response.status_code == 200
    answer = response.json()
    assert database(without=TOKENS) == before
    assert (answer["outcome"], answer["saved"], answer["kind"]) == ("new", False, "news")
    assert 0 < answer["confidence"] < 1
    page = answer["page"]
    assert (page["id"], page["title"]) == (None, "Lake Orrin is full")
    assert page["lead"] == "The lake is full, and the locks stay closed."
    assert [block["type"] for block in page["body"]] == ["quote", "paragraph"]
    assert page["body"][0]["value"]["speaker"]["name"] == "Anna Orlova"
    assert page["source_url"] == "https://lakes.example/full"
    assert answer["people"] == [
        {"id": None, "name": "Anna Orlova", "role": None, "is_new": True, "is_ambiguous": False}
    ]
    (line,) = answer["left_out"]
    assert (line["label"], line["text"]) == ("teaser", "Read also: Wells run dry")
    assert line["reason"]
    assert answer["section"] == {"id": section.pk, "title": "News", "slug": "lakes"}


def test_every_line_on_request(ask, section):
    lines = ask(text=TEXT, section=section.pk, lines=True).json()["lines"]
    assert "\n".join(line["text"] for line in lines) == TEXT
    assert all(line["label"] for line in lines)


def test_fields_that_are_not_known_are_named(ask, section):
    assert ask(text=TEXT, section="lakes", sectoin="x").json()["ignored"] == ["sectoin"]


@pytest.mark.parametrize(("kind", "body"), [("text/plain", TEXT), ("text/html", f"<h1>A</h1><p>{TEXT}</p>")])
def test_a_raw_body_with_the_rest_in_the_query(ask, section, kind, body):
    response = ask.raw(body.encode(), kind, "?section=lakes&url=https://lakes.example/raw&tags=a&tags=b")
    assert response.status_code == 200
    page = response.json()["page"]
    assert page["source_url"] == "https://lakes.example/raw"
    assert page["tags"] == ["a", "b"]


def test_the_character_set_of_a_raw_body_is_found_out(ask, section):
    text = "Озеро полно\n\nОзеро Иссык полно, и шлюзы остаются закрытыми, сообщил совет в четверг."
    for charset, kind in (("cp1251", "text/plain; charset=windows-1251"), ("utf-8", "text/plain")):
        page = ask.raw(text.encode(charset), kind, "?section=lakes").json()["page"]
        assert page["title"] == "Озеро полно"


def test_the_only_section_need_not_be_named(ask, section):
    assert ask(text=TEXT).json()["section"]["id"] == section.pk
    factories.make_index(slug="wells")
    response = ask(text=TEXT)
    assert (response.status_code, errors(response)) == (422, ["section"])
    assert "lakes" in response.json()["detail"]


def test_a_slug_of_several_sections_is_refused(ask, section):
    factories.make_index(section, slug="lakes")
    response = ask(text=TEXT, section="lakes")
    assert (response.status_code, errors(response)) == (422, ["section"])
    assert ask(text=TEXT, section=section.pk).status_code == 200


# ------------------------------------------------------------------ saved


def test_it_is_saved_as_any_document(ask, section, user):
    response = ask(text=TEXT, section="lakes", save=True)
    assert response.status_code == 201
    answer = response.json()
    page = news_pages().get()
    assert (page.live, page.owner, page.get_parent().pk) == (False, user, section.pk)
    said = answer["page"]
    assert (said["id"], said["title"], said["url"]) == (page.pk, page.title, None)
    assert said["edit_url"] == f"http://testserver/admin/pages/{page.pk}/edit/"
    assert said["api_url"].endswith(f"/pages/{page.pk}/")
    assert response["Location"] == said["api_url"]
    person = Person.objects.get()
    assert said["body"][0]["value"]["speaker"]["id"] == person.pk == answer["people"][0]["id"]
    run = ImportRun.objects.get()
    assert answer["run"]["id"] == run.pk
    assert (run.user, run.command, run.state) == (user, "Through the API: API", ImportRun.State.FINISHED)
    assert set(PageLogEntry.objects.filter(page=page.pk).values_list("user", flat=True)) == {user.pk}
    undone(run)
    assert not news_pages().exists()
    assert not ImportedDocument.objects.exists()


def test_the_same_again_makes_no_second_page(ask, section):
    ask(text=TEXT, section="lakes", save=True)
    before = pages_and_revisions()
    response = ask(text=TEXT, section="lakes", save=True)
    answer = response.json()
    assert (response.status_code, answer["outcome"], answer["saved"]) == (200, "unchanged", False)
    assert answer["existing"]["id"] == answer["page"]["id"] == news_pages().get().pk
    assert pages_and_revisions() == before
    response = ask(text=TEXT, section="lakes", save=True, url="https://lakes.example/other")
    assert (response.status_code, response.json()["outcome"]) == (200, "duplicate")
    assert news_pages().count() == 1


def test_a_change_reaches_the_page_and_an_edit_by_hand_is_kept(ask, section):
    here = {"section": "lakes", "save": True, "url": "https://lakes.example/full"}
    ask(text=TEXT, **here)
    changed = TEXT.replace("stay closed", "are open")
    assert ask(text=changed, **{**here, "save": False}).json()["outcome"] == "changed"
    answer = ask(text=changed, **here).json()
    assert (answer["outcome"], answer["saved"]) == ("changed", True)
    assert "are open" in news_pages().get().get_latest_revision_as_object().lead
    edit(news_pages().get(), title="By hand")
    answer = ask(text=TEXT, **here).json()
    assert answer["outcome"] == "edited"
    assert answer["proposal"]["url"].startswith("http://testserver/admin/")
    assert news_pages().get().get_latest_revision_as_object().title == "By hand"


def test_an_editors_corrections_stay(ask, section, user):
    from wagtail_cstonews.extraction.corrections import Corrections
    from wagtail_cstonews.importing.single import extract_corrected

    item = document(content=TEXT, url="https://lakes.example/full")
    item.key = "https://lakes.example/full"
    lines = extract_corrected(item, {}).article.lines
    corrections = Corrections().relabelled(lines, [7], "heading").to_dict()
    save_document(item, section, user, corrections=corrections)
    ask(
        text=f"{TEXT}\n\nMore is known on Friday.",
        section="lakes",
        save=True,
        url="https://lakes.example/full",
    )
    assert ImportedDocument.objects.get().corrections == corrections
    kinds = [block.block_type for block in news_pages().get().get_latest_revision_as_object().body]
    assert "heading" in kinds


def test_it_is_published_only_where_asked_and_sure(ask, section):
    sure = {"section": "lakes", "save": True, "publish": True}
    answer = ask(text=TEXT, **sure, keep=True).json()
    assert answer["page"]["live"]
    assert answer["page"]["url"].startswith("http")
    assert news_pages().get().live


def test_what_is_no_article_becomes_no_page_unless_it_is_kept(ask, section):
    listing = "\n\n".join(dated([*SUMMARIES, *MORE]))
    answer = ask(text=listing, section="lakes", save=True).json()
    assert (answer["outcome"], answer["saved"]) == ("not_an_article", False)
    assert not news_pages().exists()
    answer = ask(text=listing, section="lakes", save=True, keep=True).json()
    assert (answer["outcome"], answer["saved"]) == ("new", True)


def test_a_document_without_an_article_fails_with_words(ask, section):
    answer = ask(text="+++\n---", section="lakes").json()
    assert answer["outcome"] in ("failed", "not_an_article")
    assert answer["message"]
    before = pages_and_revisions()
    assert not ask(text="+++\n---", section="lakes", save=True).json().get("saved")
    assert pages_and_revisions() == before


def test_both_versions_answer_with_the_same(section, user):
    if not HAS_API_V3:
        pytest.skip("Wagtail has an API v3 from 8.0 on")
    answers = [
        Asking(version, user)(text=TEXT, section="lakes", lines=True).json() for version in ("v2", "v3")
    ]
    assert answers[0] == answers[1]


# ------------------------------------------------------------------ refused


@pytest.mark.parametrize(
    ("body", "kind", "status", "words"),
    [
        ("{", "application/json", 400, "line 1"),
        ("[]", "application/json", 400, "object"),
        ("[" * 100_000, "application/json", 400, "deep"),
        ('{"text": "a", "x": ' + "[" * 200 + "]" * 200 + "}", "application/json", 400, "deep"),
        ('{"text": ' + "9" * 10_000 + "}", "application/json", 400, "long"),
        (b'{"text": "\xff"}', "application/json", 400, "UTF-8"),
        ("", "application/json", 400, "JSON"),
        ("a=b", "application/x-www-form-urlencoded", 415, "application/json"),
        ("a", "multipart/form-data; boundary=x", 415, "application/json"),
        ("<a/>", "application/xml", 415, "application/json"),
        ("", "text/plain", 422, "text"),
    ],
)
def test_bodies_that_cannot_be_read(ask, section, body, kind, status, words):
    response = ask.raw(body, kind)
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == status
    assert words in problem["detail"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({}, "text"),
        ({"text": 5}, "text"),
        ({"html": {"a": 1}}, "html"),
        ({"text": " \n"}, "text"),
        ({"text": TEXT, "title": {"a": 1}}, "title"),
        ({"text": TEXT, "title": [1, 2]}, "title"),
        ({"text": TEXT, "date": 9e99}, "date"),
        ({"text": TEXT, "tags": [1]}, "tags"),
        ({"text": TEXT, "author": [[]]}, "author"),
        ({"text": TEXT, "image": 3}, "image"),
        ({"text": TEXT, "translations": 3}, "translations"),
        ({"text": TEXT, "section": [1]}, "section"),
        ({"text": TEXT, "section": True}, "section"),
        ({"text": TEXT, "save": "perhaps"}, "save"),
        ({"text": TEXT, "publish": 2}, "publish"),
        ({"text": TEXT, "prefer": "pdf"}, "prefer"),
    ],
)
def test_a_refusal_names_the_field(ask, section, fields, field):
    response = ask(**fields)
    assert response.status_code == 422, response.content
    assert errors(response) == [field]
    assert "row" not in response.json()["detail"]


def test_too_much_is_refused_before_it_is_read(ask, section, settings):
    settings.WAGTAIL_CSTONEWS = {"IMPORT_API_MEGABYTES": 1}
    response = ask.raw(b"a" * ((1 << 20) + 1), "text/plain", "?section=lakes")
    assert response.status_code == 413
    assert "1 MB" in response.json()["detail"]
    # Django's own bound is for forms.
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert ask(text=TEXT, section="lakes").status_code == 200


def test_requests_are_counted_by_user(ask, section, version, settings):
    settings.WAGTAIL_CSTONEWS = {"IMPORT_API_REQUESTS_PER_MINUTE": 2}
    found = [ask(text=TEXT, section="lakes").status_code for _ in range(4)]
    # A minute may end in between.
    assert found[:2] == [200, 200]
    assert 429 in found
    if found[3] == 429:
        response = ask(text=TEXT, section="lakes")
        assert 0 < int(response["Retry-After"]) <= 61
    assert Asking(version, factories.make_user())(text=TEXT, section="lakes").status_code == 200


def test_a_document_that_takes_too_long_fails(ask, section, monkeypatch):
    from wagtail_cstonews.extraction.processes.time_limit import TooSlowError

    def slow(*args):
        raise TooSlowError(1)

    monkeypatch.setattr("wagtail_cstonews.importing.single.within", slow)
    answer = ask(text=TEXT, section="lakes").json()
    assert answer["outcome"] == "failed"
    assert "longer" in answer["message"]
    assert ask(text=TEXT, section="lakes", save=True).status_code == 422


def test_extraction_holds_no_transaction(ask, section, monkeypatch):
    from wagtail_cstonews.importing import single

    depths = []
    extract = single._extract

    def watched(*args):
        depths.append(len(connection.savepoint_ids))
        return extract(*args)

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(single, "_extract", watched)
    assert ask(text=TEXT, section="lakes", save=True).status_code == 201
    assert depths == [outside]


def test_the_site_does_not_let_a_session_in_without_a_csrf_token(section, user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    body = json.dumps({"text": TEXT, "section": "lakes"})
    response = client.post("/api/v2/import/", body, content_type="application/json")
    assert response.status_code == 403
    assert "CSRF" in response.json()["detail"]


@ONLY_V3
def test_a_session_is_not_enough_for_version_3(section, user):
    client = Client()
    client.force_login(user)
    body = json.dumps({"text": TEXT, "section": "lakes", "save": True})
    response = client.post("/api/v3/import/", body, content_type="application/json")
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    headers = bearer(user)
    from wagtail.models import APIToken

    APIToken.objects.get().revoke()
    assert client.post("/api/v3/import/", body, content_type="application/json", **headers).status_code == 401


def test_other_methods_are_refused(version, user):
    asking = Asking(version, user)
    for method in ("get", "put", "patch", "delete"):
        assert getattr(asking.client, method)(asking.url, **asking.headers).status_code == 405


# ------------------------------------------------------------------ rights


@pytest.mark.parametrize("kind", KINDS)
def test_who_may(version, news_index, kind, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    world = make_world(news_index)
    user = world.user(kind) if kind != "anonymous" else None
    asking = Asking(version, user)
    before = count_of_everything()
    wanted = {
        "preview": ({}, OURS, 200),
        "save": ({"save": True}, OURS, 201),
        "publish": ({"save": True, "publish": True, "url": "https://lakes.example/2"}, PUBLISHERS, 200),
    }
    for name, (fields, allowed, status) in wanted.items():
        response = asking(text=TEXT, section=world.section.pk, **fields)
        if kind in allowed:
            assert response.status_code == status, (name, response.content)
        else:
            assert response.status_code in (401, 403), (name, response.content)
            assert SECRET not in response.content.decode()
            if kind not in OURS:
                assert count_of_everything() == before


def test_a_page_of_another_section_is_neither_changed_nor_told(version, section):
    wells = factories.make_index(title="Wells")
    imported([document("0", TEXT, url="https://wells.example/0", key="https://wells.example/0")], wells)
    _client, stranger = importer_into(section)
    ask = Asking(version, stranger)
    before = database(without=TOKENS)
    response = ask(text=f"{TEXT} More.", section="lakes", save=True, url="https://wells.example/0")
    assert response.status_code == 403
    assert database(without=TOKENS) == before
    answer = ask(text=TEXT, section="lakes", url="https://other.example/").json()
    assert answer["outcome"] == "duplicate"
    assert answer["existing"] is None
    assert "wells" not in json.dumps({**answer, "page": None})


def test_closed_and_missing_sections_are_told_alike(version, section):
    closed = factories.make_index(slug="closed")
    _client, stranger = importer_into(section)
    ask = Asking(version, stranger)
    words = [
        (response.status_code, response.json()["detail"].replace(str(name), "NAME"))
        for name in (closed.pk, "closed", 999_999, "9" * 30, "no-such")
        for response in [ask(text=TEXT, section=name)]
    ]
    assert len(set(words)) == 1
    assert words[0][0] == 403
    assert "lakes" in words[0][1]


def test_without_the_right_to_import_it_says_which_is_missing(version, section):
    response = Asking(version, user_with([], [(section, "add")]))(text=TEXT)
    assert response.status_code == 403
    assert "Can import news" in response.json()["detail"]


def test_queries_do_not_grow_with_the_site(ask, section):
    def count():
        KEPT.clear()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert ask(text=TEXT, section="lakes").status_code == 200
        return len(queries)

    count()
    few = count()
    for number in range(10):
        factories.make_article(section, title=f"Other {number}")
    assert count() == few
