"""Site profiles edited in the admin: lines always and never left out, their effect, and forgetting."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from wagtail.models import ModelLogEntry

from tests import factories
from tests.admin.helpers import importer_into, said, text_of
from tests.importing.helpers import document
from wagtail_cstonews.extraction.site.keys import line_key
from wagtail_cstonews.importing.audit import CORRECTED, CORRECTION_TAKEN_BACK, FORGOTTEN
from wagtail_cstonews.importing.reading.site_profiles import ProfileBook
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportedDocument, SiteProfile

pytestmark = pytest.mark.django_db

HOST = "wells.example"
SHARED = "Follow us for the news of the <b>valley</b> every day"
TOPICS = ("wells", "bridges", "schools", "markets", "forests")
PLACES = ("Miraden", "Karadal", "Osterby", "Vellin", "Tambrook")


def work(number: int) -> str:
    """A line of the body that only one of the documents has."""
    place, topic = PLACES[number], TOPICS[number]
    return (
        f"Work on the {topic} of {place} begins in autumn, and the province pays for {topic}, said a mayor."
    )


def text(number: int) -> str:
    place, topic = PLACES[number], TOPICS[number]
    return (
        f"{place} council agrees on {topic}\n\n"
        f"The council of {place} met on Thursday and agreed on ten {topic} for all around {place}.\n\n"
        f"{work(number)}\n\n{SHARED}\n"
    )


@pytest.fixture
def site(news_index):
    """What was learnt of a site whose pages all end in the same line."""
    items = [document(str(n), text(n), url=f"https://{HOST}/{n}") for n in range(5)]
    profiles = ProfileBook()
    profiles.learn(items)
    with run_import(items, news_index, extractor=profiles.extract):
        pass
    return SiteProfile.objects.get(host=HOST)


def edit_url(site):
    return f"/admin/news-import/sites/{site.pk}/edit/"


def key_of(text):
    return f"{line_key(text):x}"


def test_what_was_learnt_is_in_words(admin_client, site):
    response = admin_client.get(f"/admin/news-import/sites/inspect/{site.pk}/")
    shown = text_of(response)
    assert "Lines that repeat" in shown
    assert SHARED in shown
    assert "<b>valley" not in response.content.decode()
    assert [str(button.label) for button in response.context["header_buttons"]] == ["Edit", "Forget"]


def test_the_effect_is_shown_and_nothing_saved(admin_client, site):
    record = ImportedDocument.objects.order_by("pk")[2]
    data = {
        "try": "",
        "example": record.pk,
        "lines": work(2),
        "lines-rule": "out",
    }
    before = SiteProfile.objects.values().get()
    response = admin_client.post(edit_url(site), data)
    shown = text_of(response)
    assert "2 lines of the example would change." in shown
    assert "Paragraph Left out: not of the article" in shown
    assert response.context["added"] == data["lines"]
    assert SiteProfile.objects.values().get() == before
    assert ImportedDocument.objects.get(pk=record.pk).article == record.article


def test_a_line_is_never_left_out_once_somebody_says_so(admin_client, admin_user, site):
    key = key_of(SHARED)
    assert site.profile.documents_with(int(key, 16)) == 5
    data = {f"was-{key}": "", f"rule-{key}": "in", "example": ImportedDocument.objects.first().pk, "try": ""}
    assert "1 line of the example would change." in text_of(admin_client.post(edit_url(site), data))
    del data["try"]
    response = admin_client.post(edit_url(site), {**data, "save": ""}, follow=True)
    assert "holds for what is imported from now on" in said(response)[0]
    assert f"{SHARED} 5 Never leave it out" in text_of(response)
    profile = SiteProfile.objects.get().profile
    assert profile.corrections == {int(key, 16): "paragraph"}
    entry = ModelLogEntry.objects.for_instance(site).get(action=CORRECTED)
    assert (entry.user, entry.message) == (admin_user, f"“{SHARED}” in all documents: Paragraph")
    assert f"“{SHARED}” in all documents" in text_of(
        admin_client.get(f"/admin/news-import/sites/history/{site.pk}/")
    )
    # It is taken back.
    data = {f"was-{key}": "in", f"rule-{key}": "", "save": ""}
    admin_client.post(edit_url(site), data)
    assert SiteProfile.objects.get().profile.corrections == {}
    entry = ModelLogEntry.objects.for_instance(site).get(action=CORRECTION_TAKEN_BACK)
    assert entry.message == f"“{SHARED}” is left to the import again"


def test_lines_are_added_and_keep_their_text(admin_client, site):
    data = {"lines": "Subscribe <i>now</i>\n\n  Share this  ", "lines-rule": "out", "save": ""}
    admin_client.post(edit_url(site), data)
    profile = SiteProfile.objects.get().profile
    assert profile.corrections == {
        line_key("Subscribe <i>now</i>"): "chrome",
        line_key("Share this"): "chrome",
    }
    response = admin_client.get(edit_url(site))
    assert "Subscribe <i>now</i>" in text_of(response)
    assert "<i>now" not in response.content.decode()
    # Where an import learns anew, what somebody said stays.
    fresh = profile.anew()
    assert fresh.corrections == profile.corrections
    assert fresh.corrected_texts == profile.corrected_texts


def test_only_what_was_changed_is_stored(admin_client, site):
    """What another editor said in between stays, and what the form did not change is no change."""
    key = key_of(SHARED)
    profile = site.profile
    profile.correct("Said by another", "chrome")
    SiteProfile.objects.store([profile])
    response = admin_client.post(
        edit_url(site), {f"was-{key}": "", f"rule-{key}": "", "save": ""}, follow=True
    )
    assert said(response) == ["Nothing was changed."]
    assert list(SiteProfile.objects.get().profile.corrections.values()) == ["chrome"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"rule-abc": "sideways"}, "none of the choices"),
        ({"rule-xyz": "out"}, "not known"),
        ({"rule-" + "f" * 40: "out"}, "not known any more"),
        ({"rule-1": "out"}, "not known any more"),
        ({"lines": "a", "lines-rule": "sideways"}, "always or never"),
        ({"lines": "\n".join(map(str, range(30)))}, "no more than 20"),
    ],
)
def test_what_cannot_be_done_is_said(admin_client, site, data, message):
    before = SiteProfile.objects.values_list("data", flat=True).get()
    response = admin_client.post(edit_url(site), {**data, "save": ""})
    assert response.status_code == 200
    assert message in said(response)[0]
    assert SiteProfile.objects.values_list("data", flat=True).get() == before


@pytest.mark.parametrize("example", ["", "0", "9" * 30, "x", "\x00"])
def test_an_example_that_is_none_is_said(admin_client, site, example):
    response = admin_client.post(edit_url(site), {"try": "", "example": example})
    assert "Choose one of the documents" in said(response)[0]


def test_examples_are_only_what_the_user_may_see(site, news_index):
    other = factories.make_index(title="Other")
    client, _ = importer_into(other, "change")
    response = client.get(edit_url(site))
    assert response.context["examples"] == []
    pk = ImportedDocument.objects.first().pk
    assert "Choose one" in said(client.post(edit_url(site), {"try": "", "example": pk}))[0]
    client, _ = importer_into(news_index, "change")
    assert len(client.get(edit_url(site)).context["examples"]) == 5


def test_forgetting_keeps_what_somebody_said_unless_told(admin_client, admin_user, site):
    profile = site.profile
    profile.correct(SHARED, "chrome")
    SiteProfile.objects.store([profile])
    url = f"/admin/news-import/sites/{site.pk}/forget/"
    assert "Forget what somebody said of 1 line, too" in text_of(admin_client.get(url))
    admin_client.post(url)
    left = SiteProfile.objects.get()
    assert (left.documents, left.profile.lines, len(left.profile.corrections)) == (0, {}, 1)
    response = admin_client.post(url, {"corrections": "on"}, follow=True)
    assert not SiteProfile.objects.exists()
    assert "It is forgotten." in said(response)[0]
    assert ModelLogEntry.objects.filter(action=FORGOTTEN, user=admin_user).count() == 2


def test_a_profile_that_cannot_be_read_can_be_forgotten(admin_client, site):
    SiteProfile.objects.update(data={"format": 99})
    assert "of format 99 cannot be read" in text_of(admin_client.get(edit_url(site)))
    assert "of format 99" in said(admin_client.post(edit_url(site), {"lines": "a", "save": ""}))[0]
    admin_client.post(f"/admin/news-import/sites/{site.pk}/forget/")
    assert not SiteProfile.objects.exists()


def test_what_was_said_holds_for_the_next_extraction(admin_client, site, news_index):
    key = key_of(SHARED)
    admin_client.post(edit_url(site), {f"was-{key}": "", f"rule-{key}": "in", "save": ""})
    call_command("import_news", all=True, site_profiles=None, verbosity=0)
    last = ImportedDocument.objects.first().lines[-1]
    assert (last["text"] or SHARED, last["label"]) != (SHARED, "chrome")
