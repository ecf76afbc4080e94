"""Editors split people: permissions, what is shown before, and what happens."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from tests import factories
from tests.admin.helpers import PEOPLE, editor, editor_of_people, places, split_url, text_of
from wagtail_cstonews.models import Person
from wagtail_cstonews.models.quotations import articles_with

pytestmark = pytest.mark.django_db


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
    assert done.redirect_chain == [(f"{PEOPLE}edit/{new.pk}/", 302)]
    assert articles_with(new).count() == articles_with(second).count() == 1
    assert [name.spelling for name in new.names.all()] == ["T. M."]
    assert "1 page went to Talant Masadykov Jr." in text_of(admin_client.get(f"{PEOPLE}history/{new.pk}/"))


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


def test_namesakes_are_found_by_each_of_their_names(admin_client, news_index):
    person = factories.make_person("Taalatbek Masadykov", spellings=("Marta Oyelaran",))
    factories.make_article(news_index, body=[factories.quote("One.", speaker=person)])
    # Alike in the first of their names, and only of the same family in the second.
    factories.make_person("T. Masadykov", spellings=("Xenia Oyelaran",), roles=("Chemist",))
    assert "Chemist" in text_of(admin_client.get(split_url(person)))


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
    assert admin_client.get(f"{PEOPLE}split/987654/").status_code == 404


@pytest.mark.parametrize("codenames", [("change_person",), ("add_person",)])
def test_splitting_needs_permissions(people, codenames):
    client = editor(*codenames)
    assert client.get(split_url(people[1])).status_code in (302, 403)
    client.post(split_url(people[1]), {"to": "new", "name": "X Y", "confirmed": "1"})
    assert Person.objects.count() == 2


def test_splitting_offers_no_draft_that_the_user_may_not_see(hidden, news_index, admin_client):
    person, _, _ = hidden
    client = editor_of_people(news_index)
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
