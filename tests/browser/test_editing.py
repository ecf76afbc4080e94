"""What an editor sees: the imported interview in the page editor."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from .helpers import console_errors

pytestmark = pytest.mark.browser


@pytest.fixture
def interview(records):
    from wagtail_cstonews.pages.models import InterviewPage

    return InterviewPage.objects.get(title__startswith="The reservoirs")


def test_the_form_shows_quotes_with_their_speaker(editor, server, interview):
    editor.get_log("browser")
    editor.get(f"{server}/admin/pages/{interview.pk}/edit/")
    wait = WebDriverWait(editor, 30)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, "[name='body-0-type']")))
    kinds = {
        field.get_attribute("name").split("-")[1]: field.get_attribute("value")
        for field in editor.find_elements(By.CSS_SELECTOR, "input[name^='body-'][name$='-type']")
        if field.get_attribute("name").count("-") == 2
    }
    quotes = [number for number, kind in kinds.items() if kind == "quote"]
    assert len(quotes) == 3
    for number in quotes:
        words = editor.find_element(By.NAME, f"body-{number}-value-quote")
        assert words.get_attribute("value")
        speaker = editor.find_element(By.NAME, f"body-{number}-value-speaker")
        assert speaker.get_attribute("value") == str(interview.interviewee_id)
        chooser = editor.find_element(By.ID, f"body-{number}-value-speaker-chooser")
        assert "Teodrik Massalen" in chooser.get_attribute("textContent")
    assert console_errors(editor) == []


def test_an_edit_is_published(editor, server, interview):
    editor.get(f"{server}/admin/pages/{interview.pk}/edit/")
    wait = WebDriverWait(editor, 30)
    field = wait.until(expect.presence_of_element_located((By.NAME, "dateline")))
    editor.execute_script(
        "arguments[0].value = 'MIRADEN'; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
        field,
    )
    button = editor.find_element(By.NAME, "action-publish")
    editor.execute_script("arguments[0].click()", button)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    editor.get(server + interview.get_url())
    assert "MIRADEN" in editor.find_element(By.TAG_NAME, "main").text
    interview.refresh_from_db()
    assert len(interview.body) > 5


def test_runs_and_their_documents_can_be_looked_at(editor, server):
    editor.get_log("browser")
    for path in ("/admin/news-import/runs/", "/admin/news-import/documents/"):
        editor.get(server + path)
        rows = editor.find_elements(By.CSS_SELECTOR, "main table tbody tr")
        assert rows, path
        inspect = editor.find_element(By.CSS_SELECTOR, "main table a[href*='/inspect/']")
        editor.get(inspect.get_attribute("href"))
        assert editor.find_elements(By.TAG_NAME, "h1"), path
    assert console_errors(editor) == []
