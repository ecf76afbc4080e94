"""Editors merge and split people: permissions, what is shown before, and what happens."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.admin.test_proposals import client_of
from wagtail_cstonews.models import Person
from wagtail_cstonews.models.quotations import articles_with

pytestmark = pytest.mark.django_db

LIST = "/admin/snippets/wagtail_cstonews/person/"


def merge_url(*people, next=LIST):
    ids = "&".join(f"id={person.pk}" for person in people)
    return f"{reverse('wagtail_bulk_action', args=['wagtail_cstonews', 'person', 'merge'])}?next={next}&{ids}"


def split_url(person):
    return f"{LIST}split/{person.pk}/"


def editor(*codenames):
    user = factories.make_user(is_superuser=False, is_staff=False)
    user.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client = Client()
    client.force_login(user)
    return client


def text_of(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def said(response):
    return [str(message) for message in response.context["messages"]] if response.context else []


@pytest.fixture
def people(news_index):
    first = factories.make_person("Taalatbek Masadykov", roles=("Envoy",))
    second = factories.make_person("Talant <b>Masadykov</b>", spellings=("T. M.",))
    factories.make_article(news_index, title="On <i>one</i>", body=[factories.quote("One.", speaker=first)])
    for number in range(2):
        factories.make_article(
            news_index, title=f"On two {number}", body=[factories.quote("Two.", speaker=second)]
        )
    return first, second


def test_the_list_offers_both(admin_client, people):
    html = admin_client.get(LIST).content.decode()
    assert split_url(people[0]) in html
    assert "/admin/bulk/wagtail_cstonews/person/merge/" in html
    others = editor("change_person").get(LIST).content.decode()
    assert "Taalatbek Masadykov" in others
    assert split_url(people[0]) not in others


def test_merging_shows_first_what_will_change(admin_client, people):
    response = admin_client.get(merge_url(*people))
    html = response.content.decode()
    text = text_of(response)
    assert response.status_code == 200
    assert "stands in 1 place" in text
    assert "stands in 2 places" in text
    assert "On two 0" in text
    assert "Envoy" in text
    assert "<b>Masadykov" not in html
    assert "<i>one" not in html
    chosen = BeautifulSoup(html, "html.parser").select("input[name=stays][checked]")
    assert [one["value"] for one in chosen] == [str(people[1].pk)]
    assert Person.objects.count() == 2


def test_merging(admin_client, people):
    first, second = people
    response = admin_client.post(merge_url(*people), {"stays": first.pk, "one_person": "on"}, follow=True)
    assert response.redirect_chain == [(LIST, 302)]
    assert any("2 places were changed" in message for message in said(response))
    assert Person.objects.get() == first
    assert articles_with(first).count() == 3
    history = text_of(admin_client.get(f"{LIST}history/{first.pk}/"))
    assert "Merged with Talant" in history
    assert second.name not in [first.name]
    page = articles_with(first).get(title="On two 0")
    history = text_of(admin_client.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert "became Taalatbek Masadykov in every revision" in history


@pytest.mark.parametrize("data", [{}, {"stays": "987654"}, {"stays": "x"}])
def test_somebody_must_stay(admin_client, people, data):
    response = admin_client.post(merge_url(*people), data)
    assert response.status_code == 200
    assert "error-message" in response.content.decode()
    assert Person.objects.count() == 2


def test_one_alone_or_too_many(admin_client, people):
    assert "Choose two people or more." in text_of(admin_client.get(merge_url(people[0])))
    response = admin_client.post(merge_url(people[0]), {"stays": people[0].pk}, follow=True)
    assert any("Choose two people or more." in message for message in said(response))
    many = [factories.make_person() for _number in range(21)]
    assert "Choose at most 20 people." in text_of(admin_client.get(merge_url(*many)))
    response = admin_client.post(merge_url(*many), {"stays": many[0].pk}, follow=True)
    assert any("Choose at most 20 people." in message for message in said(response))
    assert Person.objects.count() == 23


@pytest.mark.parametrize("codenames", [("change_person",), ("delete_person",), ("add_person", "view_person")])
def test_merging_needs_permissions(people, codenames):
    client = editor(*codenames)
    shown = client.get(merge_url(*people))
    assert "Yes, merge them" not in shown.content.decode()
    client.post(merge_url(*people), {"stays": people[0].pk})
    assert Person.objects.count() == 2


def test_merging_with_permissions(people):
    editor("change_person", "delete_person").post(
        merge_url(*people), {"stays": people[0].pk, "one_person": "on"}
    )
    assert Person.objects.count() == 1


def test_nothing_changes_without_a_token(people):
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.make_user())
    assert client.post(merge_url(*people), {"stays": people[0].pk}).status_code == 403
    assert client.post(split_url(people[1]), {"to": "new", "confirmed": "1"}).status_code == 403
    assert Person.objects.count() == 2


def test_no_visitor_changes_anything(client, people):
    for url in (merge_url(*people), split_url(people[1])):
        assert client.get(url).status_code == 302
        assert "/login/" in client.post(url, {"stays": people[0].pk, "confirmed": "1"})["Location"]
    assert Person.objects.count() == 2


def places(client, person):
    html = BeautifulSoup(client.get(split_url(person)).content, "html.parser")
    return [one["value"] for one in html.select("input[name=places]")]


def test_splitting_shows_first_what_will_change(admin_client, people):
    second = people[1]
    first_place = places(admin_client, second)[0]
    data = {"to": "new", "name": "Talant Masadykov Jr.", "places": [first_place], "spellings": ["T. M."]}
    response = admin_client.post(split_url(second), data)
    text = text_of(response)
    assert "Yes, split" in text
    assert "1 page stays with" in text
    assert "T. M." in text
    assert "<b>Masadykov" not in response.content.decode()
    assert Person.objects.count() == 2
    # What stands in the form is what was chosen.
    form = BeautifulSoup(response.content, "html.parser").select_one("form.cstonews-split")
    again = [one["value"] for one in form.select("input[name=places][checked]")]
    assert again == [first_place]
    back = admin_client.post(split_url(second), {**data, "back": "1"})
    assert "Show what will change" in text_of(back)
    done = admin_client.post(split_url(second), {**data, "confirmed": "1"}, follow=True)
    new = Person.objects.get(name="Talant Masadykov Jr.")
    assert done.redirect_chain == [(f"{LIST}edit/{new.pk}/", 302)]
    assert articles_with(new).count() == articles_with(second).count() == 1
    assert [name.spelling for name in new.names.all()] == ["T. M."]
    assert "1 page went to Talant Masadykov Jr." in text_of(admin_client.get(f"{LIST}history/{new.pk}/"))


def test_splitting_by_quote(admin_client, people, news_index):
    first = people[0]
    body = [factories.quote(text, speaker=first) for text in ("<b>Mine.</b>", "His.", "Mine too.")]
    page = factories.make_article(news_index, title="Both", body=body)
    text = text_of(admin_client.get(split_url(first)))
    assert "— His." in text
    # A page with one quote offers no choice.
    assert "— One." not in text
    offered = places(admin_client, first)
    key = f"{page._meta.label_lower}:{page.pk}#{page.body[1].id}"
    assert key in offered
    data = {"to": "new", "name": "Talant Masadykov Jr.", "places": [key]}
    shown = text_of(admin_client.post(split_url(first), data))
    assert "only these: His." in shown
    assert "2 pages stay with" in shown
    admin_client.post(split_url(first), {**data, "confirmed": "1"})
    new = Person.objects.get(name="Talant Masadykov Jr.")
    page.refresh_from_db()
    assert [block.value["speaker"] for block in page.body] == [first, new, first]


def test_splitting_to_somebody_on_record(admin_client, people):
    namesake = factories.make_person("Talant B. Masadykov B", roles=("Chemist",))
    namesake.name = people[1].name
    namesake.save()
    place = places(admin_client, people[1])[0]
    assert "Chemist" in text_of(admin_client.get(split_url(people[1])))
    data = {"to": str(namesake.pk), "places": [place], "confirmed": "1"}
    admin_client.post(split_url(people[1]), data)
    assert articles_with(namesake).count() == 1
    assert Person.objects.count() == 3


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"to": "new", "name": ""}, "A new person needs a name."),
        ({"to": "new", "name": "—"}, "A new person needs a name."),
        ({"to": "new", "name": "X Y", "places": []}, "Choose at least one page or quote."),
        ({"to": "new", "name": "X Y", "places": ["wagtailcore.page:1"]}, "not one of the available choices"),
        ({"to": "987654", "name": "X Y"}, "not one of the available choices"),
    ],
)
def test_split_forms_that_are_refused(admin_client, people, data, message):
    place = places(admin_client, people[1])[0]
    response = admin_client.post(split_url(people[1]), {"places": [place], **data, "confirmed": "1"})
    assert message in text_of(response)
    assert Person.objects.count() == 2


def test_nothing_to_split(admin_client):
    person = factories.make_person()
    assert "nothing to split" in text_of(admin_client.get(split_url(person)))
    assert admin_client.get(f"{LIST}split/987654/").status_code == 404


@pytest.mark.parametrize("codenames", [("change_person",), ("add_person",)])
def test_splitting_needs_permissions(people, codenames):
    client = editor(*codenames)
    assert client.get(split_url(people[1])).status_code in (302, 403)
    client.post(split_url(people[1]), {"to": "new", "name": "X Y", "confirmed": "1"})
    assert Person.objects.count() == 2


# ------------------------------------------------------------------ plainly different people, namesakes


@pytest.fixture
def strangers(news_index):
    first, second = factories.make_person("Marta Oyelaran"), factories.make_person("Teodrik Massalen")
    for person in (first, second):
        factories.make_article(news_index, body=[factories.quote("Words.", speaker=person)])
    return first, second


def test_plainly_different_people_are_merged_only_after_a_warning(admin_client, strangers):
    first, _ = strangers
    text = text_of(admin_client.get(merge_url(*strangers)))
    assert "Nothing in their names says that Marta Oyelaran and Teodrik Massalen are one person" in text
    refused = admin_client.post(merge_url(*strangers), {"stays": first.pk})
    assert "Say that they are the same person." in text_of(refused)
    assert Person.objects.count() == 2
    admin_client.post(merge_url(*strangers), {"stays": first.pk, "one_person": "on"})
    assert Person.objects.get() == first
    assert articles_with(first).count() == 2


def test_people_who_are_alike_are_merged_without_a_warning(admin_client):
    people = [factories.make_person(name) for name in ("Taalatbek Masadykov", "T. Masadykov")]
    assert "Nothing in their names" not in text_of(admin_client.get(merge_url(*people)))
    admin_client.post(merge_url(*people), {"stays": people[0].pk})
    assert Person.objects.get() == people[0]


def test_of_several_people_each_must_be_like_another(admin_client):
    # The two whole names are unlike; both are like the short one.
    people = [factories.make_person(name) for name in ("Talant Masadykov", "Taalatbek Masadykov")]
    assert "Nothing in their names" in text_of(admin_client.get(merge_url(*people)))
    people.append(factories.make_person("T. Masadykov"))
    assert "Nothing in their names" not in text_of(admin_client.get(merge_url(*people)))
    people.append(factories.make_person("Marta Oyelaran"))
    assert "Nothing in their names" in text_of(admin_client.get(merge_url(*people)))


def form_of(**fields):
    managed = {
        f"{name}-{key}": value
        for name in ("names", "roles")
        for key, value in (("TOTAL_FORMS", 0), ("INITIAL_FORMS", 0), ("MAX_NUM_FORMS", 99))
    }
    return {**managed, "slug": "", "link": "", "biography": "null", "picture": "", **fields}


def hidden_in(response):
    field = BeautifulSoup(response.content, "html.parser").select_one("input[name=namesakes]")
    return field["value"]


def test_a_second_person_of_a_name_is_added_only_after_the_first_was_named(admin_client):
    first = factories.make_person("Marta <b>Oyelaran", roles=("Mayor",), spellings=("M. O. Oyelaran",))
    for name in ("Marta <B>Oyelaran", "M O Oyelaran"):
        refused = admin_client.post(f"{LIST}add/", form_of(name=name))
        assert refused.status_code == 200
        html = refused.content.decode()
        assert "There is somebody of this name already" in html
        assert f"/person/edit/{first.pk}/" in html
        assert "Marta &lt;b&gt;Oyelaran, Mayor" in html
        assert hidden_in(refused) == str(first.pk)
    assert Person.objects.count() == 1
    admin_client.post(f"{LIST}add/", form_of(name="Marta <B>Oyelaran", namesakes=str(first.pk)))
    assert Person.objects.count() == 2


def test_somebody_with_a_name_of_their_own_is_added_at_once(admin_client):
    factories.make_person("Marta Oyelaran")
    admin_client.post(f"{LIST}add/", form_of(name="Marta Oyelaru"))
    assert Person.objects.count() == 2


def test_a_namesake_is_edited_without_being_asked_again(admin_client):
    factories.make_person("Marta Oyelaran")
    second = factories.make_person("Marta Oyelaran")
    data = form_of(name=second.name, slug=second.slug, link="https://www.example.org/")
    admin_client.post(f"{LIST}edit/{second.pk}/", data)
    second.refresh_from_db()
    assert second.link == "https://www.example.org/"


# ------------------------------------------------------------------ what the user may not see


@pytest.fixture
def hidden(news_index, home):
    """Somebody on a published page, on a draft elsewhere, and on a page whose draft has a new title."""
    person = factories.make_person("Marta Oyelaran")
    other = factories.make_person("M. Oyelaran")
    secret = factories.make_index(home, title="Secret desk", slug="secret")
    body = [factories.quote("One.", speaker=person), factories.quote("Secret words.", speaker=person)]
    factories.make_article(news_index, title="Open to all", body=body)
    factories.make_article(secret, title="Secret title", body=body, live=False)
    renamed = factories.make_article(secret, title="Known title", body=body)
    renamed.title = "Coming title"
    renamed.save_revision()
    return person, other, secret


def restricted_client(page):
    client = client_of(page)
    codenames = ["add_person", "change_person", "delete_person", "view_person"]
    user = get_user_model()._default_manager.get(username="some")
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return client


def test_merging_shows_no_title_of_a_draft_that_the_user_may_not_see(hidden, news_index, admin_client):
    person, other, _ = hidden
    text = text_of(restricted_client(news_index).get(merge_url(person, other)))
    assert "Open to all" in text
    assert "Known title" in text
    assert "Secret title" not in text
    assert "Coming title" not in text
    assert "and 1 that you may not see" in text
    assert "stands in 3 places" in text
    everything = text_of(admin_client.get(merge_url(person, other)))
    assert "Secret title" in everything
    assert "that you may not see" not in everything


def test_splitting_offers_no_draft_that_the_user_may_not_see(hidden, news_index, admin_client):
    person, _, _ = hidden
    client = restricted_client(news_index)
    text = text_of(client.get(split_url(person)))
    assert "Open to all" in text
    assert "Secret title" not in text
    assert "Coming title" not in text
    assert "1 page that you may not see is not shown" in text
    keys = places(admin_client, person)
    unseen = set(keys) - set(places(client, person))
    assert unseen
    data = {"to": "new", "name": "Marta Oyelaran Jr.", "places": sorted(unseen), "confirmed": "1"}
    assert "not one of the available choices" in text_of(client.post(split_url(person), data))
    assert Person.objects.count() == 2


def test_what_is_not_known_of_a_person_is_left_empty(admin_client):
    person = factories.make_person("Marta Oyelaran")
    text = text_of(admin_client.get(f"{LIST}inspect/{person.pk}/"))
    assert "Marta Oyelaran" in text
    assert "None" not in text
