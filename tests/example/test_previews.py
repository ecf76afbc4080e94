"""Drafts in the headless front end: kept on a preview, given to who has the token, and to nobody for long."""

from __future__ import annotations

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import wagtail
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.signing import TimestampSigner
from wagtail.models import GroupPagePermission

from wagtail_cstonews.pages.models import InterviewPage, NewsIndexPage, NewsPage
from wagtail_cstonews.publishing import previews

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("archive")]

VERSIONS = [
    "v2",
    pytest.param("v3", marks=pytest.mark.skipif(wagtail.VERSION < (8, 0), reason="Wagtail 8 brought API v3")),
]


@pytest.fixture(params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture
def editor():
    """Somebody who may edit below the section, and nothing else."""
    user = get_user_model().objects.create_user("desk", "desk@newsroom.example", "only-for-this-test")
    group = Group.objects.create(name="Desk")
    for codename in ("add_page", "change_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=NewsIndexPage.objects.get(slug="news", locale__language_code="en"),
            permission_id=permission("wagtailcore", codename),
        )
    group.permissions.add(permission("wagtailadmin", "access_admin"))
    user.groups.add(group)
    return user


def permission(app, codename):
    from django.contrib.auth.models import Permission

    return Permission.objects.get(content_type__app_label=app, codename=codename).pk


@pytest.fixture
def draft():
    page = InterviewPage.objects.get(title="A border is first of all a road").get_latest_revision_as_object()
    page.title = "A border is a river"
    page.save_revision()
    return page


def asked(client, version, token, content_type="cstonews_pages.interviewpage", **more):
    return client.get(f"/api/{version}/page_preview/", {"token": token, "content_type": content_type, **more})


def test_the_editors_preview_leads_to_the_front_end(client, version, editor, draft):
    client.force_login(editor)
    response = client.get(f"/admin/pages/{draft.pk}/view_draft/", {"mode": "headless"})
    assert response.status_code == 302
    address = urlsplit(response["Location"])
    assert address.path == "/headless/"
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    client.logout()
    shown = asked(client, version, **query)
    assert shown.status_code == 200
    assert shown.json()["title"] == "A border is a river"
    assert shown.json()["interviewee"]["name"] == "Ansela Quorrin"
    assert len([block for block in shown.json()["body"] if block["type"] == "exchange"]) == 5
    assert shown["Cache-Control"] == "private, no-store"
    assert shown["X-Robots-Tag"] == "noindex"


def test_it_has_the_fields_of_the_published_page(client, version, editor):
    page = InterviewPage.objects.get(title="A border is first of all a road")
    public = client.get(f"/api/{version}/pages/{page.pk}/").json()
    kept = asked(client, version, previews.keep(page, editor)).json()
    # Kept as JSON, times have milliseconds.
    for one in (public, kept):
        one["meta"].pop("first_published_at")
    assert kept == public


def test_a_page_that_was_never_saved(client, version, editor):
    section = NewsIndexPage.objects.get(slug="news", locale__language_code="en")
    page = NewsPage(title="The lock is open", slug="the-lock-is-open")
    page.depth, page.path = section.depth + 1, NewsPage._get_children_path_interval(section.path)[1]
    page.set_url_path(section)
    page.tags.add("locks")
    shown = asked(client, version, previews.keep(page, editor), "cstonews_pages.newspage")
    assert shown.status_code == 200
    assert (shown.json()["id"], shown.json()["title"]) == (0, "The lock is open")
    assert not NewsPage.objects.filter(slug="the-lock-is-open").exists()


def test_nothing_without_a_token_that_holds(client, version, editor, draft):
    token = previews.keep(draft, editor)
    other = TimestampSigner(salt="mine").sign(f"id={draft.pk};user={editor.pk}")
    wrong = [("", draft), (token[:-1], draft), (f"{token}x", draft), (other, draft), ("a\0b", draft)]
    assert {asked(client, version, text).status_code for text, _ in wrong} <= {400, 404, 422}
    assert asked(client, version, token, "cstonews_pages.newspage").status_code == 404
    assert asked(client, version, token, "auth.user").status_code == 404
    assert asked(client, version, token, "nonsense").status_code == 404
    assert asked(client, version, token).status_code == 200


def test_the_token_ends(client, version, editor, draft, monkeypatch):
    token = previews.keep(draft, editor)
    monkeypatch.setattr(previews, "MAX_AGE", datetime.timedelta(seconds=-1))
    assert asked(client, version, token).status_code == 404


@pytest.mark.parametrize("loss", ["rights", "account", "page"])
def test_who_may_not_edit_any_more_sees_nothing(client, version, editor, draft, loss):
    token = previews.keep(draft, editor)
    if loss == "rights":
        editor.groups.clear()
    elif loss == "account":
        type(editor).objects.filter(pk=editor.pk).update(is_active=False)
    else:
        draft.delete()
    assert asked(client, version, token).status_code == 404


def test_a_token_of_the_packages_own_mixin(client, version, draft):
    from wagtail_headless_preview.models import HeadlessPreviewMixin, PagePreview

    token = HeadlessPreviewMixin.get_preview_signer().sign(f"id={draft.pk}")
    PagePreview.objects.create(token=token, content_type=draft.content_type, content_json=draft.to_json())
    assert asked(client, version, token).json()["title"] == "A border is a river"


class TestSettings:
    CLIENT = {"CLIENT_URLS": {"default": "https://front.example/"}}

    def test_templates_alone(self, client, settings, editor, draft):
        settings.WAGTAIL_CSTONEWS = {}
        assert [mode for mode, _ in draft.preview_modes] == [""]
        assert client.get(draft.get_url()).status_code == 200

    def test_both(self, draft):
        assert [mode for mode, _ in draft.preview_modes] == ["", "headless"]
        assert draft.default_preview_mode == ""

    def test_the_front_end_alone(self, client, settings, draft):
        settings.WAGTAIL_CSTONEWS = {"FRONT_END": "headless"}
        settings.WAGTAIL_HEADLESS_PREVIEW = self.CLIENT
        assert [mode for mode, _ in draft.preview_modes] == ["headless"]
        response = client.get("/news/")
        assert (response.status_code, response["Location"]) == (302, "https://front.example/news/")

    def test_the_front_end_has_addresses_of_its_own(self, client, settings, draft):
        settings.WAGTAIL_CSTONEWS = {"FRONT_END": "headless"}
        settings.WAGTAIL_HEADLESS_PREVIEW = {**self.CLIENT, "SERVE_BASE_URL": "/headless/?path="}
        response = client.get(draft.get_url())
        assert response["Location"] == "/headless/?path=/news/a-border-is-first-of-all-a-road/"

    def test_in_a_frame(self, client, settings, editor, draft):
        settings.WAGTAIL_HEADLESS_PREVIEW = self.CLIENT
        client.force_login(editor)
        response = client.get(f"/admin/pages/{draft.pk}/view_draft/", {"mode": "headless"})
        assert b'<iframe src="https://front.example/?content_type=' in response.content


def test_the_folder_is_served(client):
    page = client.get("/headless/")
    assert b"newsroom.js" in b"".join(page.streaming_content)
    assert page["X-Frame-Options"] == "SAMEORIGIN"
    assert client.get("/headless/newsroom.js").status_code == 200
    assert client.get("/headless/../manage.py").status_code == 404
