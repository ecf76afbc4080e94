"""Merging and splitting people, on a desk and on a phone: nothing is changed here."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from .helpers import DESKTOP, PHONE, look, set_width

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
