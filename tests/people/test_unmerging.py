"""Taking back a merge: people, names, offices, places and addresses come back where nobody changed them."""

from __future__ import annotations

import datetime
import json

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageLogEntry, ReferenceIndex, Revision
from wagtail.models.audit_log import ModelLogEntry

from tests import factories
from wagtail_cstonews.models import ImportedObject, Person, PersonMerge, PersonName, PersonRole
from wagtail_cstonews.models.quotations import articles_with
from wagtail_cstonews.people.merging import MergeError, merge
from wagtail_cstonews.people.unmerging import UNMERGE_ACTION, plan_taking_back, take_back

pytestmark = pytest.mark.django_db

DAY = datetime.date(2001, 1, 1)


@pytest.fixture
def two():
    stays = factories.make_person("Taalatbek Masadykov", spellings=("T. M.",), roles=("Envoy",))
    goes = factories.make_person("Talant Masadykov", spellings=("Т. Масадыков", "T. M."))
    goes.link, goes.biography, goes.picture = "https://example.org/m", "<p>Life.</p>", factories.make_image()
    goes.roles = [PersonRole(title="Minister", start=DAY), PersonRole(title="ENVOY", start=DAY, sort_order=1)]
    goes.save()
    return stays, goes


def state_of(pk):
    """What is kept of a person."""
    person = Person.objects.get(pk=pk)
    return (
        person.name,
        person.slug,
        person.link,
        person.biography,
        person.picture_id,
        [name.spelling for name in person.names.all()],
        [(role.pk, role.title, role.start, role.end) for role in person.roles.all()],
    )


def merged(stays, *others):
    merge(stays, others)
    return PersonMerge.objects.first()


def speakers(page):
    page.refresh_from_db()
    return [child["value"]["speaker"] for child in page.body.raw_data]


def test_everything_comes_back(two, news_index, admin_user, client):
    stays, goes = two
    before = state_of(stays.pk), state_of(goes.pk)
    body = [factories.quote("One.", speaker=goes), factories.quote("Two.", speaker=stays)]
    page = factories.make_article(news_index, body=body)
    page.save_revision().publish()
    interview = factories.make_interview(
        news_index,
        interviewee=goes,
        interviewer=stays,
        authors=[("author", {"name": "T. M.", "person": goes})],
        body=[
            (
                "exchange",
                {
                    "question": "Why?",
                    "questioner": stays,
                    "answerer": goes,
                    "answer": [factories.quote("Because.", speaker=goes)],
                },
            )
        ],
    )
    done = merged(stays, goes)
    assert speakers(page) == [stays.pk, stays.pk]
    assert plan_taking_back(done).is_complete
    back, moved = take_back(done, admin_user)
    assert [person.pk for person in back] == [goes.pk]
    assert {one.item.pk for one in moved} == {page.pk, interview.pk}
    assert (state_of(stays.pk), state_of(goes.pk)) == before
    assert speakers(page) == [goes.pk, stays.pk]
    interview.refresh_from_db()
    exchange = interview.body.raw_data[0]["value"]
    assert (interview.interviewee, interview.interviewer) == (goes, stays)
    assert (exchange["questioner"], exchange["answerer"]) == (stays.pk, goes.pk)
    assert exchange["answer"][0]["value"]["speaker"] == goes.pk
    assert interview.authors.raw_data[0]["value"]["person"] == goes.pk
    assert articles_with(goes).count() == 2
    assert ReferenceIndex.get_references_to(stays).count() == 3
    assert not Redirect.objects.exists()
    assert client.get("/people/talant-masadykov/").status_code == 200
    assert Person.objects.by_spelling(["Т. Масадыков"]) == {"т масадыков": [Person.objects.get(pk=goes.pk)]}


def test_drafts_and_revisions_come_back(two, news_index):
    stays, goes = two
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=stays)])
    page.save_revision().publish()
    page.body = [factories.quote("In a draft.", speaker=goes), factories.quote("Mine.", speaker=stays)]
    page.save_revision()
    latest = page.latest_revision_id
    take_back(merged(stays, goes))
    revisions = Revision.objects.for_instance(page).order_by("pk")
    said = [[child["value"]["speaker"] for child in json.loads(one.content["body"])] for one in revisions]
    assert said == [[stays.pk], [goes.pk, stays.pk]]
    page.refresh_from_db()
    assert page.latest_revision_id == latest
    assert page.body[0].value["speaker"] == stays


def test_a_revision_made_since_gives_back_what_it_kept(two, news_index):
    stays, goes = two
    body = [factories.quote("One.", speaker=goes), factories.quote("Two.", speaker=goes)]
    page = factories.make_article(news_index, body=body)
    page.save_revision().publish()
    done = merged(stays, goes)
    page = type(page).objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    other = factories.make_person("Aigul Sadykova")
    draft.body[1].value["speaker"] = other
    draft.body.append(factories.quote("Since.", speaker=Person.objects.get(pk=stays.pk)))
    draft.save_revision().publish()
    plan = plan_taking_back(done)
    assert [one.item.pk for one in plan.usages] == [page.pk]
    assert [(one.item.pk, count) for one, count in plan.changed] == [(page.pk, 1)]
    take_back(done)
    assert speakers(page) == [goes.pk, other.pk, stays.pk]
    latest = json.loads(page.get_latest_revision().content["body"])
    assert [child["value"]["speaker"] for child in latest] == [goes.pk, other.pk, stays.pk]


def test_what_cannot_be_given_back_is_known_before(two, news_index):
    stays, goes = two
    gone = factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    changed = factories.make_article(news_index, body=[factories.quote("Two.", speaker=goes)])
    done = merged(stays, goes)
    gone.delete()
    changed.refresh_from_db()
    changed.body = []
    changed.save()
    factories.make_person("Another", slug="talant-masadykov")
    stays = Person.objects.get(pk=stays.pk)
    stays.link = "https://example.org/since"
    stays.picture.delete()
    stays = Person.objects.get(pk=stays.pk)
    stays.link = "https://example.org/since"
    stays.roles.add(
        *[role for role in stays.roles.all() if not setattr(role, "end", datetime.date(2030, 1, 1))]
    )
    stays.save()
    plan = plan_taking_back(done)
    assert (plan.usages, plan.deleted, len(plan.changed)) == ([], 1, 1)
    said = " ".join(plan.notes)
    assert "The role “Minister” of Taalatbek Masadykov was changed since" in said
    assert "The role “Envoy”" in said
    assert "Link: what Taalatbek Masadykov got was changed since" in said
    assert "The address “talant-masadykov” is Another's now" in said
    assert "The picture of Talant Masadykov was deleted since" in said
    (back,), moved = take_back(done)
    assert moved == []
    assert back.slug == "talant-masadykov-2"
    assert back.picture is None
    stays.refresh_from_db()
    assert (stays.link, stays.biography) == ("https://example.org/since", "")
    assert {role.title for role in Person.objects.get(pk=stays.pk).roles.all()} == {"Envoy", "Minister"}
    assert {role.title for role in Person.objects.get(pk=back.pk).roles.all()} == {"ENVOY", "Minister"}


def test_what_was_added_since_stays(two):
    stays, goes = two
    done = merged(stays, goes)
    stays = Person.objects.get(pk=stays.pk)
    stays.names.add(PersonName(spelling="T. T. Masadykov", sort_order=9))
    stays.save()
    take_back(done)
    assert {name.spelling for name in PersonName.objects.filter(person=stays.pk)} == {
        "T. M.",
        "T. T. Masadykov",
    }


def test_merges_of_merges_go_back_in_turn(two, news_index):
    stays, goes = two
    third = factories.make_person("T. S. Masadykov")
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    first = merged(stays, goes)
    second = merged(third, Person.objects.get(pk=stays.pk))
    assert speakers(page) == [third.pk]
    assert "was merged into T. S. Masadykov since. Take that back first." in plan_taking_back(first).problem
    with pytest.raises(MergeError, match="Take that back first"):
        take_back(first)
    take_back(second)
    assert speakers(page) == [stays.pk]
    take_back(first)
    assert speakers(page) == [goes.pk]
    assert Person.objects.count() == 3


def test_several_at_once_come_back_each_to_their_places(two, news_index):
    stays, goes = two
    third = factories.make_person("T. S. Masadykov")
    body = [factories.quote(f"{one}.", speaker=one) for one in (goes, third, stays)]
    page = factories.make_article(news_index, body=body)
    back, _ = take_back(merged(stays, goes, third))
    assert {one.pk for one in back} == {goes.pk, third.pk}
    assert speakers(page) == [goes.pk, third.pk, stays.pk]


def test_only_once_and_not_without_the_person(two):
    stays, goes = two
    done = merged(stays, goes)
    take_back(done)
    with pytest.raises(MergeError, match="taken back already"):
        take_back(done)
    again = merged(stays, Person.objects.get(pk=goes.pk))
    Person.objects.get(pk=stays.pk).delete()
    assert "nothing to give back" in plan_taking_back(again).problem
    with pytest.raises(MergeError, match="nothing to give back"):
        take_back(again)


def test_older_addresses_lead_back(two, news_index):
    stays, goes = two
    Redirect.objects.create(old_path="/people/older", redirect_link="/people/talant-masadykov/")
    take_back(merged(stays, goes))
    assert dict(Redirect.objects.values_list("old_path", "redirect_link")) == {
        "/people/older": "/people/talant-masadykov/"
    }


def test_the_log_tells_of_it(two, news_index, admin_user):
    stays, goes = two
    page = factories.make_article(news_index, body=[factories.quote("One.", speaker=goes)])
    done = merged(stays, goes)
    take_back(done, admin_user)
    entries = ModelLogEntry.objects.filter(action=UNMERGE_ACTION)
    assert {(one.object_id, one.user) for one in entries} == {
        (str(stays.pk), admin_user),
        (str(goes.pk), admin_user),
    }
    assert all(one.data["uuid"] == str(done.uuid) for one in entries)
    moves = PageLogEntry.objects.filter(page=page.pk, action="wagtail_cstonews.change_person")
    assert [(one.data["from"], one.data["to"]) for one in moves.order_by("pk")] == [
        ("Talant Masadykov", "Taalatbek Masadykov"),
        ("Taalatbek Masadykov", "Talant Masadykov"),
    ]


def test_an_import_knows_whom_it_made_again(two):
    stays, goes = two
    run = factories.make_run()
    role = goes.roles.get(title="Minister")
    for kind, pk in (("person", goes.pk), ("role", role.pk)):
        ImportedObject.objects.create(run=run, kind=kind, object_id=pk)
    take_back(merged(stays, goes))
    assert PersonRole.objects.get(pk=role.pk).person_id == goes.pk


def test_a_merge_is_no_place_where_somebody_stands(two):
    stays, goes = two
    merged(stays, goes)
    assert not ReferenceIndex.get_references_to(stays).exists()
