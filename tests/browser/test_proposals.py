"""A proposal in the browser: an editor changes a page in its form, its document changes; both are merged."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.expected_conditions import staleness_of
from selenium.webdriver.support.ui import WebDriverWait

from tests.importing.helpers import document, imported, news_pages

from .helpers import DESKTOP, PHONE, look, set_width

pytestmark = pytest.mark.browser

BEFORE = (
    "Wells for Miraden\nThe council met on Monday & agreed.\nThe wells cost “ten” dinars.\nThe talks go on."
)
AFTER = (
    "Ten wells for Miraden\nThe council met on Monday & agreed.\n"
    "The wells cost twenty dinars.\nThe talks are over."
)


@pytest.fixture
def section(records):
    from tests import factories

    section = factories.make_index(title="Proposals", slug="proposals")
    yield section
    section.refresh_from_db()
    section.delete()


def test_a_page_is_edited_and_its_document_merged(editor, server, section):
    from wagtail_cstonews.models import ImportProposal

    imported([document("wells", BEFORE)], section, publish=True)
    page = news_pages().get(title="Wells for Miraden")
    editor.get(f"{server}/admin/pages/{page.pk}/edit/")
    wait = WebDriverWait(editor, 30)
    for name, value in (("title", "Wells by hand"), ("dateline", "MIRADEN")):
        field = wait.until(expect.presence_of_element_located((By.NAME, name)))
        editor.execute_script(
            "arguments[0].value = arguments[1];"
            "arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
            field,
            value,
        )
    button = editor.find_element(By.NAME, "action-publish")
    editor.execute_script("arguments[0].click()", button)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    # The form writes paragraphs in its own way; that is no change by the desk.
    assert "data-block-key" in str(news_pages().get(pk=page.pk).body.raw_data[0]["value"])

    imported([document("wells", AFTER)], section)
    proposal = ImportProposal.objects.get(document__page=page)
    editor.get_log("browser")
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1400)
        editor.get(f"{server}/admin/news-import/proposals/{proposal.pk}/")
        [asked] = editor.find_elements(By.CSS_SELECTOR, "fieldset.cstonews-question")
        assert asked.find_element(By.TAG_NAME, "legend").text == "Title"
        look(editor, "proposal", width)
    form = editor.find_element(By.CSS_SELECTOR, "form.cstonews-merge")
    # Without an answer, the browser does not send it.
    form.find_element(By.NAME, "accept").click()
    assert ImportProposal.objects.filter(pk=proposal.pk).exists()
    asked.find_element(By.CSS_SELECTOR, "input[value=mine]").click()
    form.find_element(By.NAME, "accept").click()
    wait.until(staleness_of(form))
    wait.until(expect.url_contains(f"/admin/pages/{page.pk}/edit/"))
    merged = news_pages().get(pk=page.pk).get_latest_revision_as_object()
    assert (merged.title, merged.dateline) == ("Wells by hand", "MIRADEN")
    texts = [block.value.source.split(">")[1].split("<")[0] for block in merged.body]
    assert texts[1:] == ["The wells cost twenty dinars.", "The talks are over."]
    assert len(texts) == 3
    assert not ImportProposal.objects.filter(pk=proposal.pk).exists()
