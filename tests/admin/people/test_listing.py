"""The list of people: counts, links, filters, search and order."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.log_actions import log

from tests import factories
from tests.admin.helpers import PEOPLE, editor
from wagtail_cstonews.models import ImportedObject, Person, PersonRole

pytestmark = pytest.mark.django_db


def rows(client, **parameters):
    """What the list shows of each person, by name."""
    html = BeautifulSoup(client.get(PEOPLE, parameters).content, "html.parser")
    found = {}
    for row in html.select("table.listing tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.select("td")]
        found[row.select_one(".title-wrapper a").get_text(" ", strip=True)] = cells
    return found


def names(client, **parameters):
    return list(rows(client, **parameters))


def make_imported(name, **fields):
    person = factories.make_person(name)
    run = factories.make_run(**fields)
    ImportedObject.objects.create(run=run, kind=ImportedObject.Kind.PERSON, object_id=person.pk)
    return person


def test_articles_and_quotes_are_counted(admin_client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    factories.make_person("Nobody Quoted")
    body = [factories.quote("One.", speaker=anna), factories.quote("Two.", speaker=anna)]
    factories.make_article(news_index, body=body)
    factories.make_article(news_index, body=[factories.quote("Three.", speaker=anna)], live=False)
    factories.make_interview(news_index, interviewee=anna, interviewer=oleg)
    shown = rows(admin_client)
    assert shown["Anna Orlova"][4:6] == ["3", "4"]
    assert shown["Oleg Petrov"][4:6] == ["1", "0"]
    assert shown["Nobody Quoted"][4:6] == ["0", "0"]


def test_only_who_has_a_public_page_can_be_viewed_live(admin_client, news_index):
    anna, oleg = factories.make_person("Anna Orlova"), factories.make_person("Oleg Petrov")
    factories.make_article(news_index, body=[factories.quote("One.", speaker=anna)])
    factories.make_article(news_index, body=[factories.quote("Two.", speaker=oleg)], live=False)
    html = admin_client.get(PEOPLE).content.decode()
    assert "/people/anna-orlova/" in html
    assert "/people/oleg-petrov/" not in html
    assert "/people/anna-orlova/" in admin_client.get(f"{PEOPLE}edit/{anna.pk}/").content.decode()
    assert "/people/oleg-petrov/" not in admin_client.get(f"{PEOPLE}edit/{oleg.pk}/").content.decode()


def test_the_number_of_queries_is_fixed(admin_client, news_index, django_assert_num_queries):
    def make():
        person = factories.make_person(
            roles=("Minister", "Envoy"), spellings=("M.",), picture=factories.make_image()
        )
        factories.make_article(news_index, body=[factories.quote("One.", speaker=person)])

    make()
    admin_client.get(PEOPLE)
    with CaptureQueriesContext(connection) as captured:
        admin_client.get(PEOPLE)
    expected = len(captured)
    for _number in range(4):
        make()
    # Renditions of new pictures are made once.
    admin_client.get(PEOPLE)
    with django_assert_num_queries(expected):
        admin_client.get(PEOPLE)


def test_filters(admin_client, news_index):
    make_imported("Imported Person")
    quoted = factories.make_person("Quoted Person", picture=factories.make_image())
    factories.make_article(news_index, body=[factories.quote("One.", speaker=quoted)])
    assert names(admin_client, portrait="yes") == ["Quoted Person"]
    assert names(admin_client, portrait="no") == ["Imported Person"]
    assert names(admin_client, origin="import") == ["Imported Person"]
    assert names(admin_client, origin="hand") == ["Quoted Person"]
    assert names(admin_client, articles="some") == ["Quoted Person"]
    assert names(admin_client, articles="none") == ["Imported Person"]
    assert len(names(admin_client, articles="nonsense")) == 2


def test_somebody_with_two_roles_that_match_is_listed_once(admin_client):
    factories.make_person("Anna Orlova", roles=("Minister", "Prime Minister"))
    assert names(admin_client, roles__title__icontains="minist") == ["Anna Orlova"]
    assert admin_client.get(PEOPLE, {"roles__title__icontains": "x\0"}).status_code == 200


def test_any_spelling_is_found_and_put_in_order(admin_client):
    for name in ("Таалатбек Масадыков", "Zara Masadykova", "Anna Orlova"):
        factories.make_person(name)
    assert names(admin_client, q="Taalatbek Masadikov") == ["Таалатбек Масадыков"]
    assert set(names(admin_client, q="masad")) == {"Таалатбек Масадыков", "Zara Masadykova"}
    assert names(admin_client, q="masad", ordering="-name") == ["Таалатбек Масадыков", "Zara Masadykova"]
    assert names(admin_client, q="masad", portrait="yes") == []
    assert names(admin_client, q="—") == []


def test_updated_is_known_of_whom_an_import_made(admin_client):
    when = timezone.now() - datetime.timedelta(days=400)
    old = make_imported("Old Import", started_at=when, finished_at=when)
    make_imported("Unfinished Import", started_at=when - datetime.timedelta(days=400))
    edited = make_imported("Edited Import", started_at=when, finished_at=when)
    log(instance=edited, action="wagtail.edit", content_changed=True)
    shown = rows(admin_client)
    assert "1 year" in shown["Old Import"][-1]
    assert "2 years" in shown["Unfinished Import"][-1]
    assert "year" not in shown["Edited Import"][-1]
    assert shown["Edited Import"][-1]
    order = ["Unfinished Import", "Old Import", "Edited Import"]
    assert names(admin_client, ordering="_updated_at") == order
    assert names(admin_client, ordering="-_updated_at") == order[::-1]
    assert Person.objects.get(pk=old.pk).name == "Old Import"


def test_the_current_role_and_the_number_of_others_are_shown(admin_client):
    person = factories.make_person("Anna Orlova")
    person.roles = [
        PersonRole(title="Minister", start=datetime.date(2001, 1, 1), end=datetime.date(2010, 1, 1)),
        PersonRole(title="<b>Envoy", start=datetime.date(2012, 1, 2)),
    ]
    person.save()
    assert rows(admin_client)["Anna Orlova"][3] == "<b>Envoy and 1 more"


def test_merges_are_linked_for_whom_may_merge(admin_client):
    assert f"{PEOPLE}merges/" in admin_client.get(PEOPLE).content.decode()
    assert f"{PEOPLE}merges/" not in editor("change_person").get(PEOPLE).content.decode()
