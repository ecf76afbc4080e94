"""The review desk in the browser: by keyboard, a duplicate made a page, a proposal merged in parts."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from tests.importing.helpers import document, edit, imported, news_pages

from .helpers import (
    DESKTOP,
    PHONE,
    PICTURES,
    console_errors,
    overflow,
    prefer_scheme,
    set_width,
    weak_contrasts,
)

pytestmark = pytest.mark.browser

WELLS = (
    "Wells for Miraden\n"
    "The council of Miraden met on Monday and agreed to dig ten wells in the north of the town.\n"
    "The wells cost ten thousand dinars, the mayor said after the meeting in the old town hall.\n"
    "Work begins in spring, when the river is low and the farmers have sown their fields again.\n"
    "The talks about a second reservoir go on until the end of the year, the council said then.\n"
)
NEARLY = WELLS.replace("ten thousand", "twelve thousand") + "It is the second such work in a year.\n"
DESK = "/admin/news-import/review/"


@pytest.fixture
def section(records):
    """A section with an article, one that was taken for it, and two that extraction is unsure of."""
    from django.core.cache import cache

    from tests import factories
    from wagtail_cstonews.models import ImportedDocument

    cache.clear()
    before = set(ImportedDocument.objects.values_list("pk", flat=True))
    ImportedDocument.objects.update(review_priority=0)
    section = factories.make_index(title="Review", slug="review")
    imported([document("wells", WELLS)], section)
    first = ImportedDocument.objects.get(title="Wells for Miraden", page__isnull=False)
    run = factories.make_run(section=section)
    factories.make_document(
        run,
        title="Wells again",
        source="miraden-again.txt",
        state="duplicate",
        message="Nearly the same article as archive/wells.txt: 92% of their word sequences are the same.",
        original=NEARLY,
        duplicate_of=first,
        review_priority=20,
        content_hash="ab" * 32,
        site="herald.example",
    )
    for number, confidence in ((1, 0.1), (2, 0.3)):
        factories.make_document(
            run,
            title=f"Unsure {number}",
            original=WELLS,
            review_priority=40,
            confidence=confidence,
            warning_codes=" date_from_prose ",
            page=factories.make_article(section, title=f"Unsure {number}", live=False),
            site="courier.example",
        )
    factories.make_document(
        run, title="", source="broken.txt", state="failed", message="It is broken.", review_priority=70
    )
    yield section
    ImportedDocument.objects.exclude(pk__in=before).delete()
    section.refresh_from_db()
    section.delete()


def look(browser, name, width):
    """Nothing sticks out, no script of ours fails: those of the page in its frame are blocked, as they should
    be.
    """
    assert overflow(browser) == []
    assert [error for error in console_errors(browser) if "sandboxed" not in error] == []
    if PICTURES:
        browser.save_screenshot(str(Path(PICTURES) / f"{name}-{width}.png"))


def waiting(browser):
    return WebDriverWait(browser, 30)


def heading(browser, text):
    """Wait for the screen of a document."""
    waiting(browser).until(
        lambda driver: (
            any(text in one.text for one in driver.find_elements(By.CSS_SELECTOR, "header, main"))
            and driver.execute_script("return document.readyState") == "complete"
        )
    )


def test_the_desk(editor, server, section):
    for scheme in ("light", "dark"):
        prefer_scheme(editor, scheme)
        for width in (DESKTOP, PHONE):
            set_width(editor, width, 1000)
            editor.get(f"{server}{DESK}")
            links = [one.text for one in editor.find_elements(By.CSS_SELECTOR, "td.title > a")]
            assert links == ["broken.txt", "Unsure 1", "Unsure 2", "Wells again"]
            look(editor, f"review-{scheme}", width)
            weak = [one for one in weak_contrasts(editor) if "cstonews" in one or "w-status" in one]
            assert weak == []
    prefer_scheme(editor, "light")
    set_width(editor, DESKTOP, 1000)
    editor.get(f"{server}{DESK}?kind=40")
    editor.find_element(By.CSS_SELECTOR, "thead input[type=checkbox]").click()
    assert all(box.is_selected() for box in editor.find_elements(By.NAME, "document"))
    editor.get(f"{server}/admin/")
    assert "Imported news" in editor.find_element(By.TAG_NAME, "main").text
    look(editor, "review-home", DESKTOP)


def test_reviewed_and_next_by_keyboard(editor, server, section):
    from wagtail_cstonews.models import ImportedDocument

    editor.get(f"{server}{DESK}?kind=40")
    editor.find_element(By.LINK_TEXT, "Unsure 1").click()
    heading(editor, "Unsure 1")
    first = editor.current_url
    body = editor.find_element(By.TAG_NAME, "body")
    body.send_keys(".")
    waiting(editor).until(expect.url_changes(first))
    heading(editor, "Unsure 2")
    editor.find_element(By.TAG_NAME, "body").send_keys(",")
    waiting(editor).until(expect.url_to_be(first))
    heading(editor, "Unsure 1")
    # Typing in a field is typing.
    editor.find_element(By.CSS_SELECTOR, "[data-panel=speaker] summary").click()
    field = waiting(editor).until(expect.visibility_of_element_located((By.NAME, "name")))
    field.send_keys("A. Smith.")
    assert editor.current_url == first
    assert field.get_attribute("value") == "A. Smith."
    editor.execute_script("document.activeElement.blur()")
    ActionChains(editor).key_down(Keys.CONTROL).send_keys(Keys.ENTER).key_up(Keys.CONTROL).perform()
    waiting(editor).until(expect.url_changes(first))
    heading(editor, "Unsure 2")
    assert "is reviewed." in editor.find_element(By.CSS_SELECTOR, ".messages").text
    assert "kind=40" in editor.current_url
    record = ImportedDocument.objects.get(title="Unsure 1")
    assert (record.review_priority, record.reviewed_by.username) == (0, "editor")
    look(editor, "review-document", DESKTOP)


def test_a_duplicate_is_made_a_page(editor, server, section):
    from wagtail_cstonews.models import ImportedDocument

    editor.get(f"{server}{DESK}")
    editor.find_element(By.LINK_TEXT, "Wells again").click()
    waiting(editor).until(expect.presence_of_element_located((By.LINK_TEXT, "Compare the two")))
    look(editor, "review-duplicate", DESKTOP)
    editor.find_element(By.LINK_TEXT, "Compare the two").click()
    waiting(editor).until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-compare")))
    added = [one.text.strip() for one in editor.find_elements(By.CSS_SELECTOR, ".cstonews-compare .addition")]
    assert "twelve" in added
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1000)
        look(editor, "review-compare", width)
    editor.find_element(By.CSS_SELECTOR, "button[value=make]").click()
    waiting(editor).until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    record = ImportedDocument.objects.get(source="miraden-again.txt")
    assert record.page.get_parent().pk == section.pk
    assert not record.page.live
    editor.get(f"{server}/admin/pages/{record.page_id}/edit/")
    toggle = waiting(editor).until(
        expect.element_to_be_clickable((By.CSS_SELECTOR, "[data-side-panel-toggle=news-import]"))
    )
    toggle.click()
    panel = waiting(editor).until(
        expect.visibility_of_element_located((By.CSS_SELECTOR, "[data-side-panel=news-import]"))
    )
    # It slides in.
    waiting(editor).until(lambda _: "miraden-again.txt" in panel.text)
    look(editor, "review-side-panel", DESKTOP)
    editor.get(f"{server}/admin/pages/{section.pk}/")
    assert "imported" in editor.find_element(By.CSS_SELECTOR, "table.listing").text.lower()
    look(editor, "review-explorer", DESKTOP)


def test_a_proposal_is_merged_in_parts(editor, server, section):
    from wagtail_cstonews.models import ImportedDocument, ImportProposal

    before = "The sluice\nThe sluice opens at noon.\nIt cost ten dinars."
    imported([document("sluice", before)], section)
    page = news_pages().get(title="The sluice")
    edit(page, title="The sluice by hand", dateline="MIRADEN")
    after = "The new sluice\nThe sluice opens at noon.\nIt cost twenty dinars."
    imported([document("sluice", after)], section)
    record = ImportedDocument.objects.get(page=page.pk)
    editor.get(f"{server}{DESK}{record.pk}/?kind=30")
    editor.find_element(By.LINK_TEXT, "Look at the proposal").click()
    asked = waiting(editor).until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-question")))
    sides = [one.text for one in asked.find_elements(By.TAG_NAME, "h3")]
    assert sides == ["As it was imported", "The page now", "The new text"]
    summary = editor.find_element(By.XPATH, "//summary[contains(., 'All three texts')]")
    summary.click()
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1400)
        look(editor, "review-proposal", width)
    asked.find_element(By.CSS_SELECTOR, "input[value=mine]").click()
    editor.find_element(By.NAME, "accept").click()
    waiting(editor).until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    assert DESK in editor.current_url
    merged = news_pages().get(pk=page.pk).get_latest_revision_as_object()
    assert (merged.title, merged.dateline) == ("The sluice by hand", "MIRADEN")
    assert "twenty dinars" in str(merged.body)
    assert not ImportProposal.objects.filter(document=record).exists()
