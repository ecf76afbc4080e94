"""Merging and splitting people: nobody's words are lost, and an import takes nothing back."""

from __future__ import annotations

import datetime
import json

import pytest
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ReferenceIndex, Revision
from wagtail.models.audit_log import ModelLogEntry

from tests import factories
from tests.importing.helpers import article, document, named
from tests.marks import full_text
from wagtail_cstonews.extraction.article import Quote, Speaker
from wagtail_cstonews.importing.entries.entry import Extracted
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import Person, PersonRole
from wagtail_cstonews.models.quotations import articles_with, with_quotations
from wagtail_cstonews.people.merging import (
    MERGE_ACTION,
    SPLIT_ACTION,
    MergeError,
    merge,
    split,
)
from wagtail_cstonews.people.references import usages_of
from wagtail_cstonews.people.stored_content import quotes_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def two():
    stays = factories.make_person("Taalatbek Masadykov", spellings=("T. M.",), roles=("Envoy",))
    goes = factories.make_person(
        "Talant Masadykov",
        spellings=("Т. Масадыков", "T. M."),
        link="https://example.org/m",
        roles=("Minister",),
    )
    return stays, goes


def words(person):
    found = with_quotations(person, articles_with(person))
    return sorted(quotation.text for one in found for quotation in one.quotations)


def every_place(parent, person, other):
    """A page on which ``person`` stands in every place there is, and ``other`` in one."""
    return factories.make_interview(
        parent,
        interviewee=person,
        interviewer=person,
        authors=[("author", {"name": "T. M.", "person": person})],
        body=[
            factories.quote("One.", speaker=person),
            factories.quote("Not mine.", speaker=other),
            factories.paragraph("<p>No words.</p>"),
            (
                "exchange",
                {
                    "question": "Why?",
                    "questioner": person,
                    "answerer": person,
                    "answer": [("paragraph", "<p>Because.</p>"), factories.quote("Two.", speaker=person)],
                },
            ),
        ],
    )


def people_on(page):
    """Who stands where on a page, as it is stored."""
    page.refresh_from_db()
    quote, other, _, exchange = (child["value"] for child in page.body.raw_data)
    return [
        page.interviewee_id,
        page.interviewer_id,
        page.authors.raw_data[0]["value"]["person"],
        quote["speaker"],
        exchange["questioner"],
        exchange["answerer"],
        exchange["answer"][1]["value"]["speaker"],
        other["speaker"],
    ]


def test_every_place_is_changed(two, news_index):
    stays, goes = two
    third = factories.make_person("Aigul Sadykova")
    page = every_place(news_index, goes, third)
    texts = words(goes)
    latest = page.latest_revision_id
    moved = merge(stays, [goes])
    assert [one.item.pk for one in moved] == [page.pk]
    assert people_on(page) == [stays.pk] * 7 + [third.pk]
    assert words(stays) == texts == ["Because.", "One.", "Two."]
    assert not Person.objects.filter(pk=goes.pk).exists()
    assert not ReferenceIndex.objects.filter(to_object_id=str(goes.pk)).exists()
    # An import compares the latest revision to know what an editor changed.
    assert page.latest_revision_id == latest


def test_drafts_and_revisions_are_changed(two, news_index):
    stays, goes = two
    third = factories.make_person("Aigul Sadykova")
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=third)])
    page.save_revision().publish()
    page.body = [factories.quote("In a draft.", speaker=goes)]
    page.save_revision(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
    page.body = [factories.quote("In a later draft.", speaker=goes)]
    page.save_revision()
    assert not ReferenceIndex.objects.filter(to_object_id=str(goes.pk)).exists()
    moved = merge(stays, [goes])
    assert [one.item.pk for one in moved] == [page.pk]
    revisions = Revision.objects.for_instance(page).order_by("pk")
    speakers = [json.loads(revision.content["body"])[0]["value"]["speaker"] for revision in revisions]
    assert speakers == [third.pk, stays.pk, stays.pk]
    page.refresh_from_db()
    assert page.body[0].value["speaker"] == third
    assert page.has_unpublished_changes
    revisions.last().publish()
    assert words(stays) == ["In a later draft."]


def test_drafts_that_were_never_published(two, news_index):
    stays, goes = two
    page = factories.make_article(news_index, live=False, body=[factories.quote("One.", speaker=goes)])
    page.save_revision()
    merge(stays, [goes])
    draft = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    assert draft.body[0].value["speaker"] == stays


def test_names_roles_and_what_was_empty(two):
    stays, goes = two
    goes.biography = "<p>His life.</p>"
    goes.roles.add(PersonRole(title="ENVOY", start=datetime.date(2001, 1, 1), sort_order=5))
    goes.save()
    merge(stays, [goes])
    stays = Person.objects.get()
    assert {name.spelling for name in stays.names.all()} == {"T. M.", "Talant Masadykov", "Т. Масадыков"}
    assert {(role.title, role.start) for role in stays.roles.all()} == {
        ("Envoy", datetime.date(2001, 1, 1)),
        ("Minister", None),
    }
    assert (stays.link, stays.biography) == ("https://example.org/m", "<p>His life.</p>")
    assert Person.objects.by_spelling(["Talant Masadykov"]) == {"talant masadykov": [stays]}


def test_what_is_there_is_not_overwritten(two):
    stays, goes = two
    stays.link = "https://example.org/first"
    stays.save()
    merge(stays, [goes])
    assert Person.objects.get().link == "https://example.org/first"


def test_several_at_once_in_a_fixed_number_of_queries_a_page(two, news_index):
    stays, goes = two
    third = factories.make_person("T. S. Masadykov")
    for person in (goes, third, stays):
        factories.make_article(news_index, body=[factories.quote(f"By {person}", speaker=person)])
    merge(stays, [goes, third, stays])
    assert len(words(stays)) == 3
    assert Person.objects.count() == 1


def test_the_log_keeps_what_was(two, news_index, admin_user):
    stays, goes = two
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    merge(stays, [goes], admin_user)
    entry = ModelLogEntry.objects.get(action=MERGE_ACTION)
    assert (entry.object_id, entry.user) == (str(stays.pk), admin_user)
    (was,) = entry.data["merged"]
    assert (was["name"], was["link"], was["roles"]) == (
        "Talant Masadykov",
        "https://example.org/m",
        [["Minister", "", ""]],
    )
    assert [key.split(":")[1] for key in was["stood_on"]] == [str(page.pk)]


def test_the_old_address_leads_on(two, news_index, client):
    stays, goes = two
    factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    assert client.get("/people/talant-masadykov/").status_code == 200
    merge(stays, [goes])
    redirect = Redirect.objects.get(old_path="/people/talant-masadykov")
    assert redirect.link == "/people/taalatbek-masadykov/"


def test_whoever_stood_in_drafts_alone_leaves_no_address_behind(two, news_index):
    stays, goes = two
    factories.make_article(news_index, live=False, body=[factories.quote("One.", speaker=goes)])
    private = factories.make_article(news_index, body=[factories.quote("Two.", speaker=goes)])
    factories.make_private(private)
    published = factories.make_article(news_index, body=[])
    published.body = [factories.quote("Three.", speaker=goes)]
    published.save_revision()
    merge(stays, [goes])
    assert not Redirect.objects.exists()


def test_whoever_was_sent_to_the_old_address_is_sent_on(two):
    stays, goes = two
    Redirect.objects.create(old_path="/people/older", redirect_link="/people/talant-masadykov/")
    merge(stays, [goes])
    links = dict(Redirect.objects.values_list("old_path", "redirect_link"))
    assert links["/people/older"] == "/people/taalatbek-masadykov/"


def test_nobody_to_merge_with(two):
    stays, goes = two
    with pytest.raises(MergeError, match="two people"):
        merge(stays, [stays])
    gone = Person.objects.get(pk=goes.pk)
    goes.delete()
    with pytest.raises(MergeError, match="deleted in the meantime"):
        merge(stays, [gone])


def test_what_cannot_be_reached_stops_it(two, news_index):
    stays, goes = two
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    stray = ReferenceIndex.objects.filter(to_object_id=str(goes.pk)).get()
    stray.pk, stray.object_id = None, "987654"
    stray.content_path_hash = "0" * 32
    stray.save()
    with pytest.raises(MergeError, match="still stands in"):
        merge(stays, [goes])
    page.refresh_from_db()
    assert page.body[0].value["speaker"] == goes
    assert Person.objects.count() == 2


@full_text
def test_the_merged_are_found_in_the_search(two, news_index):
    from wagtail.search.backends import get_search_backend

    stays, goes = two
    merge(stays, [goes])
    assert list(get_search_backend().search("Talant", Person)) == [stays]


def imported_text(parent, name, words_said="One.", role="Envoy", **options):
    speaker = Speaker(name, role)
    said = Quote(f"“{words_said}” he said", quote=words_said, attribution="he said", speaker=speaker)
    found = article(body=[said], people=named(name))
    raw = document("a", f"A text by {name}. {words_said} {options.pop('more', '')}")
    with run_import(
        [raw], parent, extractor=lambda raw: Extracted(found, "text", "utf-8"), publish=True, **options
    ) as result:
        return next(result.outcomes()).state


def test_an_import_undoes_no_merge(two, news_index):
    stays, goes = two
    assert imported_text(news_index, "Talant Masadykov") == "new"
    assert words(goes) == ["One."]
    merge(stays, [goes])
    assert words(stays) == ["One."]
    assert imported_text(news_index, "Talant Masadykov") == "unchanged"
    assert imported_text(news_index, "Talant Masadykov", "One and a half.", more="x") == "changed"
    assert Person.objects.count() == 1
    page = articles_with(stays).first()
    assert page.get_latest_revision_as_object().body[0].value["speaker"] == stays


def test_an_import_undoes_no_split(news_index):
    assert imported_text(news_index, "Talant Masadykov") == "new"
    person = Person.objects.get()
    (place,) = usages_of([person.pk])
    to, _ = split(person, "Talant Masadykov", [place.key])
    assert imported_text(news_index, "Talant Masadykov", more="x") == "unchanged"
    assert imported_text(news_index, "Talant Masadykov", role="Minister", more="y") == "changed"
    page = articles_with(to).get().get_latest_revision_as_object()
    assert page.body[0].value["speaker"] == to
    assert page.body[0].value["role"] == "Minister"
    assert Person.objects.count() == 2


def test_split(two, news_index, admin_user):
    stays, _goes = two
    pages = [
        factories.make_article(news_index, body=[factories.quote(f"{number}.", speaker=stays)])
        for number in range(4)
    ]
    every = every_place(news_index, stays, None)
    keys = {one.item.pk: one.key for one in usages_of([stays.pk])}
    assert set(keys) == {page.pk for page in [*pages, every]}
    role = stays.roles.get()
    to, moved = split(
        stays,
        "T. M.",
        [keys[pages[0].pk], keys[every.pk]],
        roles=[role.pk],
        user=admin_user,
    )
    assert {one.item.pk for one in moved} == {pages[0].pk, every.pk}
    assert people_on(every) == [to.pk] * 7 + [None]
    assert words(to) == ["0.", "Because.", "One.", "Two."]
    assert words(stays) == ["1.", "2.", "3."]
    # A spelling cannot lead to both.
    assert stays not in Person.objects.by_spelling(["T. M."])["t m"]
    assert not Person.objects.get(pk=stays.pk).names.exists()
    assert [one.title for one in to.roles.all()] == ["Envoy"]
    assert not Person.objects.get(pk=stays.pk).roles.exists()
    assert ModelLogEntry.objects.filter(action=SPLIT_ACTION).count() == 2


def test_split_by_quote(two, news_index):
    stays, _goes = two
    page = every_place(news_index, stays, None)
    page.save_revision()
    (place,) = usages_of([stays.pk])
    said = quotes_on(page, stays.pk)
    assert sorted(said.values()) == ["Because.", "One.", "T. M.", "Two."]
    one = page.body[0].id
    assert said[one] == "One."
    to, moved = split(stays, "Talant Masadykov Jr.", [f"{place.key}#{one}"])
    assert [one.item.pk for one in moved] == [page.pk]
    assert people_on(page) == [stays.pk] * 3 + [to.pk] + [stays.pk] * 3 + [None]
    assert (words(to), words(stays)) == (["One."], ["Because.", "Two."])
    draft = page.get_latest_revision_as_object()
    assert draft.body[0].value["speaker"] == to
    assert draft.interviewee == stays
    with pytest.raises(MergeError, match="no longer stands"):
        split(stays, "Somebody", [f"{place.key}#{one}"])


def test_a_merge_can_be_taken_back(two, news_index):
    stays, goes = two
    mine = factories.make_article(news_index, body=[factories.quote("Mine.", speaker=stays)])
    page = factories.make_article(news_index, body=[factories.quote("His.", speaker=goes)])
    merge(stays, [goes])
    was = ModelLogEntry.objects.get(action=MERGE_ACTION).data["merged"][0]
    back, _ = split(stays, was["name"], was["stood_on"], spellings=["Т. Масадыков"])
    assert (back.name, [name.spelling for name in back.names.all()]) == ("Talant Masadykov", ["Т. Масадыков"])
    assert words(back) == ["His."]
    assert words(stays) == ["Mine."]
    assert {mine.pk, page.pk} == {one.item.pk for one in usages_of([stays.pk, back.pk])}


def test_split_to_somebody_on_record(two, news_index):
    stays, goes = two
    factories.make_article(news_index, body=[factories.quote("One.", speaker=stays)])
    (place,) = usages_of([stays.pk])
    to, _ = split(stays, "", [place.key], to=goes, spellings=["T. M."])
    assert to == goes
    assert words(goes) == ["One."]
    assert Person.objects.count() == 2


def test_split_that_cannot_be(two, news_index):
    stays, goes = two
    with pytest.raises(MergeError, match="no longer stands"):
        split(stays, "Somebody New", ["cstonews_pages.newspage:12345"])
    with pytest.raises(MergeError, match="at least one letter"):
        split(stays, "—", [])
    assert set(Person.objects.all()) == {stays, goes}
