"""People, on a desk and on a phone: choosing, making, merging and splitting them."""

from __future__ import annotations

from datetime import date

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from .helpers import DESKTOP, PHONE, console_errors, look, prefer_scheme, set_width, weak_contrasts

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_merging_shows_what_will_change(editor, server, width):
    from wagtail_cstonews.models import Person

    people = list(Person.objects.order_by("name")[:3])
    set_width(editor, width, 1000)
    editor.get_log("browser")
    ids = "&".join(f"id={person.pk}" for person in people)
    editor.get(f"{server}/admin/bulk/wagtail_cstonews/person/merge/?next=/admin/&{ids}")
    assert len(editor.find_elements(By.NAME, "stays")) == 3
    assert len(editor.find_elements(By.CSS_SELECTOR, "input[name=stays]:checked")) == 1
    editor.find_element(By.CSS_SELECTOR, ".cstonews-person summary").click()
    look(editor, "merge", width)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_splitting_shows_what_will_change(editor, server, width):
    from wagtail_cstonews.models import Person

    person = Person.objects.get(name="Teodrik Massalen")
    set_width(editor, width, 1000)
    editor.get_log("browser")
    editor.get(f"{server}/admin/snippets/wagtail_cstonews/person/split/{person.pk}/")
    look(editor, "split", width)
    editor.find_element(By.NAME, "name").send_keys("Teodrik Massalen the Younger")
    editor.find_element(By.NAME, "places").click()
    form = editor.find_element(By.CSS_SELECTOR, "form.cstonews-split")
    form.find_element(By.CSS_SELECTOR, "button[type=submit]").click()
    # The next page has the same form: wait until this one is gone.
    WebDriverWait(editor, 10).until(staleness_of(form))
    shown = editor.find_element(By.CSS_SELECTOR, "form.cstonews-split").text
    assert "Teodrik Massalen the Younger" in shown
    assert "Yes, split" in shown
    look(editor, "split-confirm", width)
    assert Person.objects.filter(name__startswith="Teodrik").count() == 1


@pytest.fixture
def anybody(records):
    """Makes people, and takes away whoever is there after the test and was not before."""
    from wagtail_cstonews.models import Person, PersonMerge

    before = set(Person.objects.values_list("pk", flat=True))
    yield Person
    PersonMerge.objects.all().delete()
    Person.objects.exclude(pk__in=before).delete()


def shown(driver, selector, by=By.CSS_SELECTOR):
    """The element, once it is on screen."""
    return WebDriverWait(driver, 20).until(expect.visibility_of_element_located((by, selector)))


def gone(driver, selector):
    return WebDriverWait(driver, 20).until(
        expect.invisibility_of_element_located((By.CSS_SELECTOR, selector))
    )


FORM = "[data-chooser-modal-creation-form]"
SPEAKER = "[id$='-value-speaker-chooser']"


def open_chooser(driver, server):
    """The chooser of the first quote's speaker, in the form of an interview."""
    from wagtail_cstonews.pages.models import InterviewPage

    page = InterviewPage.objects.get(title__startswith="The reservoirs")
    driver.get(f"{server}/admin/pages/{page.pk}/edit/")
    wait = WebDriverWait(driver, 30)
    chooser = wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, SPEAKER)))
    # The block may be folded, and the button be one of two, of which one is hidden.
    driver.execute_script(
        "[...arguments[0].querySelectorAll('[data-chooser-action-choose]')].at(-1).click()", chooser
    )
    shown(driver, ".modal [data-chooser-modal-search]")
    return chooser


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_any_spelling_finds_a_speaker(editor, server, anybody, width):
    set_width(editor, width, 1000)
    editor.get_log("browser")
    chooser = open_chooser(editor, server)
    look(editor, "chooser", width)
    editor.find_element(By.CSS_SELECTOR, ".modal [name=q]").send_keys("Массален")
    # The list is put in anew while one types.
    WebDriverWait(editor, 20, ignored_exceptions=[StaleElementReferenceException]).until(
        lambda driver: (
            [one.text for one in driver.find_elements(By.CSS_SELECTOR, ".modal [data-chooser-modal-choice]")]
            == ["Teodrik Massalen"]
        )
    )
    look(editor, "chooser-found", width)
    editor.find_element(By.CSS_SELECTOR, ".modal [data-chooser-modal-choice]").send_keys(Keys.ENTER)
    gone(editor, ".modal [data-chooser-modal-search]")
    assert "Teodrik Massalen" in chooser.get_attribute("textContent")


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_speaker_is_made_on_the_spot_unless_there_is_a_namesake(editor, server, anybody, width):
    set_width(editor, width, 1000)
    editor.get_log("browser")
    chooser = open_chooser(editor, server)
    editor.find_element(By.CSS_SELECTOR, "#tab-label-create").click()
    shown(editor, f"{FORM} [name=name]").send_keys("T. Massalen")
    editor.find_element(By.CSS_SELECTOR, f"{FORM} [name=role]").send_keys("Engineer")
    look(editor, "chooser-new", width)
    editor.find_element(By.CSS_SELECTOR, f"{FORM} [type=submit]").send_keys(Keys.ENTER)
    shown(editor, f"{FORM} input[type=radio]")
    text = editor.find_element(By.CSS_SELECTOR, FORM).text
    assert "There is somebody of a similar name already" in text
    assert "Choose Teodrik Massalen" in text
    # The keyboard goes on where the question is.
    WebDriverWait(editor, 5).until(
        lambda driver: driver.switch_to.active_element.get_attribute("type") == "radio"
    )
    look(editor, "chooser-namesake", width)
    editor.switch_to.active_element.send_keys(Keys.ARROW_UP)
    checked = editor.find_element(By.CSS_SELECTOR, f"{FORM} input[type=radio]:checked")
    assert checked.get_attribute("value") == "new"
    checked.send_keys(Keys.ENTER)
    gone(editor, FORM)
    person = anybody.objects.get(name="T. Massalen")
    assert person.current_role.title == "Engineer"
    assert "T. Massalen" in chooser.get_attribute("textContent")


def test_a_namesake_is_chosen_instead(editor, server, anybody):
    editor.get_log("browser")
    chooser = open_chooser(editor, server)
    editor.find_element(By.CSS_SELECTOR, "#tab-label-create").click()
    shown(editor, f"{FORM} [name=name]").send_keys("Teodrik Massalen", Keys.ENTER)
    choice = shown(editor, f"{FORM} input[type=radio]")
    assert "There is somebody of this name already" in editor.find_element(By.CSS_SELECTOR, FORM).text
    choice.click()
    editor.find_element(By.CSS_SELECTOR, f"{FORM} [type=submit]").click()
    gone(editor, FORM)
    assert "Teodrik Massalen" in chooser.get_attribute("textContent")
    assert anybody.objects.filter(name="Teodrik Massalen").count() == 1
    assert console_errors(editor) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_merge_with_a_warning_is_taken_back(editor, server, anybody, width, scheme):
    from wagtail_cstonews.models import PersonRole

    set_width(editor, width, 1000)
    prefer_scheme(editor, scheme)
    people = []
    for name, role in (("Aigul Ormonbekova", "Envoy"), ("Asel Ormonbekova", "Minister")):
        person = anybody(name=name)
        person.roles = [PersonRole(title=role)]
        person.save()
        people.append(person)
    editor.get_log("browser")
    ids = "&".join(f"id={person.pk}" for person in people)
    listing = "/admin/snippets/wagtail_cstonews/person/"
    editor.get(f"{server}/admin/bulk/wagtail_cstonews/person/merge/?next={listing}&{ids}")
    text = editor.find_element(By.TAG_NAME, "main").text
    assert "The given names of Aigul Ormonbekova and Asel Ormonbekova differ." in text
    assert "Different roles at the same time" in text
    look(editor, f"merge-warning-{scheme}", width)
    assert weak_contrasts(editor) == []
    button = editor.find_element(By.CSS_SELECTOR, "button.serious")
    button.click()
    # The browser itself asks for the box to be ticked.
    assert anybody.objects.filter(name__endswith="Ormonbekova").count() == 2
    editor.find_element(By.CSS_SELECTOR, f"input[name=stays][value='{people[0].pk}']").click()
    editor.find_element(By.NAME, "one_person").send_keys(Keys.SPACE)
    button.send_keys(Keys.ENTER)
    shown(editor, ".messages .success")
    assert anybody.objects.get(name__endswith="Ormonbekova").pk == people[0].pk
    look(editor, f"merged-{scheme}", width)
    shown(editor, "Take back", by=By.LINK_TEXT).send_keys(Keys.ENTER)
    button = shown(editor, ".cstonews-take-back button.serious")
    look(editor, f"take-back-{scheme}", width)
    assert weak_contrasts(editor) == []
    button.send_keys(Keys.ENTER)
    shown(editor, ".messages .success")
    assert anybody.objects.filter(name__endswith="Ormonbekova").count() == 2
    editor.get(f"{server}{listing}merges/")
    assert "taken back on" in editor.find_element(By.TAG_NAME, "main").text
    look(editor, f"merges-{scheme}", width)
    prefer_scheme(editor, "light")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_list_and_the_form_of_people(editor, server, anybody, width, scheme):
    from wagtail_cstonews.models import PersonRole

    set_width(editor, width, 1000)
    prefer_scheme(editor, scheme)
    person = anybody(name="Anna Abdrakhmanova")
    person.roles = [
        PersonRole(title="Minister", start=date(2001, 3, 1), end=date(2010, 1, 1)),
        PersonRole(title="Adviser to the President", start=date(2008, 1, 1), sort_order=1),
    ]
    person.save()
    editor.get_log("browser")
    listing = f"{server}/admin/snippets/wagtail_cstonews/person/"
    editor.get(listing)
    look(editor, f"people-{scheme}", width)
    assert weak_contrasts(editor) == []
    assert "Anna Abdrakhmanova" in editor.find_element(By.TAG_NAME, "main").text
    editor.get(f"{listing}edit/{person.pk}/")
    assert "at the same time as: Adviser" in shown(editor, ".cstonews-offices").text
    look(editor, f"person-{scheme}", width)
    editor.get(f"{listing}history/{person.pk}/")
    look(editor, f"person-history-{scheme}", width)
    prefer_scheme(editor, "light")
