"""Runs in the browser: undone after a preview, stopped, extracted again; lists whose filters fold away."""

from __future__ import annotations

import itertools

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from tests.importing.helpers import document, imported, news_pages

from .helpers import DESKTOP, PHONE, look, prefer_scheme, set_width, weak_contrasts

pytestmark = pytest.mark.browser

NUMBERS = itertools.count()
TEXT = (
    "Council of {0} agrees on wells\n\n"
    "The council of {0} met on Thursday and agreed on ten wells for all of {0}.\n\n"
    "The work begins in autumn, and the province pays for the wells of {0}, as the mayor said.\n"
)


@pytest.fixture
def section(records):
    from tests import factories

    section = factories.make_index(title="Runs", slug="runs")
    yield section
    section.refresh_from_db()
    section.delete()


@pytest.fixture
def run(section):
    """An import of many documents, one of which was edited since."""
    from wagtail_cstonews.models import ImportRun

    # Of pages that were deleted since, the same documents would make none again.
    one = next(NUMBERS)
    items = [document(f"run-{one}-{n:03}", f"Title {n} of runs\nParagraph {n} of {one}.") for n in range(70)]
    imported(items, section)
    page = news_pages().get(title="Title 3 of runs")
    page.title = "By hand"
    page.save_revision()
    return ImportRun.objects.first()


def wait_for(editor, condition):
    return WebDriverWait(editor, 60).until(condition)


def press(editor, name):
    """Presses a button, wherever it has been scrolled to."""
    editor.execute_script("arguments[0].click()", editor.find_element(By.NAME, name))


def text_of(editor):
    # In one step: a page may be on its way out.
    return editor.execute_script("return document.querySelector('main')?.innerText || ''")


def test_undo_with_preview_and_confirmation(editor, server, run, section):
    editor.get(f"{server}/admin/news-import/runs/inspect/{run.pk}/")
    editor.find_element(By.LINK_TEXT, "Undo").click()
    wait_for(editor, expect.url_contains(f"/runs/{run.pk}/undo/"))
    # The rest of the preview comes by itself.
    tally = editor.find_element(By.CSS_SELECTOR, "[data-cstonews-preview-target=tally]")
    wait_for(editor, lambda _: "Would be deleted: 69" in tally.text)
    assert "Stay as they are: 1" in tally.text
    assert "Its page was edited since" in text_of(editor)
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1400)
        look(editor, "run-undo", width)
    section.refresh_from_db()
    assert section.get_children().count() == 70
    editor.find_element(By.CSS_SELECTOR, "button.serious").click()
    # Too many for one request: the page of the run goes on by itself until the end.
    wait_for(
        editor,
        lambda _: "Kept when it was undone" in text_of(editor) and "being undone" not in text_of(editor),
    )
    run.refresh_from_db()
    section.refresh_from_db()
    assert run.state == "partly_undone"
    assert [page.title for page in section.get_children()] == ["Title 3 of runs"]
    look(editor, "run-undone", DESKTOP)
    editor.find_element(By.CSS_SELECTOR, f"a[href$='/runs/history/{run.pk}/']").click()
    wait_for(editor, lambda _: "69 deleted" in text_of(editor))
    look(editor, "run-history", DESKTOP)


@pytest.fixture
def outdated(section):
    """An import by which extraction found other titles than it does today."""
    from wagtail_cstonews.importing.reading.extracting import extract_document
    from wagtail_cstonews.importing.run import run_import
    from wagtail_cstonews.models import ImportRun

    def extractor(raw):
        found = extract_document(raw)
        found.article.title = f"Old {raw.id}"
        return found

    places = ("Miraden", "Karadal", "Osterby", "Vellin")
    with run_import([document(place, TEXT.format(place)) for place in places], section, extractor=extractor):
        pass
    return ImportRun.objects.first()


def test_extract_again_shows_first_what_would_change(editor, server, outdated):
    editor.get(f"{server}/admin/news-import/runs/inspect/{outdated.pk}/")
    editor.find_element(By.LINK_TEXT, "Extract again").click()
    wait_for(editor, lambda _: "Would change: 4" in text_of(editor))
    assert "Council of Vellin agrees on wells" in text_of(editor)
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1400)
        look(editor, "run-again", width)
    editor.find_element(By.XPATH, "//form//button[contains(., 'Extract again')]").click()
    from wagtail_cstonews.models import ImportRun

    # The page does it itself, and says so in the end.
    wait_for(editor, lambda _: ImportRun.objects.first().state == "finished")
    wait_for(editor, lambda _: "4 documents: 4 changed." in text_of(editor))
    assert ImportRun.objects.first().counts == {"changed": 4}
    assert news_pages().filter(draft_title="Council of Vellin agrees on wells").exists()


def test_stop(editor, server, section):
    from wagtail_cstonews.importing.heartbeat import this_process
    from wagtail_cstonews.models import ImportRun

    run = ImportRun.objects.create(section=section, owner=this_process())
    editor.get(f"{server}/admin/news-import/runs/inspect/{run.pk}/")
    assert "This import is at work." in text_of(editor)
    look(editor, "run-at-work", DESKTOP)
    editor.find_element(By.XPATH, "//button[contains(., 'Stop this import')]").click()
    wait_for(editor, lambda _: "asked to stop" in text_of(editor))
    run.refresh_from_db()
    assert run.is_to_stop
    # Its process ends it, and the page follows.
    ImportRun.objects.filter(pk=run.pk).update(state="stopped", finished_at=run.started_at)
    wait_for(editor, lambda _: "Stopped" in text_of(editor))


@pytest.mark.parametrize("path", ["runs", "documents", "sites"])
def test_lists_are_as_all_of_wagtail_and_filters_fold_away(editor, server, path):
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1000)
        editor.get(f"{server}/admin/news-import/{path}/")
        look(editor, f"list-{path}", width)
        search = editor.find_element(By.CSS_SELECTOR, "form[role=search] input[name=q]")
        assert search.is_enabled()
        if path == "sites":
            continue
        label = editor.find_element(By.XPATH, "//button[contains(@class, 'w-drilldown__toggle')][1]")
        assert not label.is_displayed()
        editor.find_element(By.CSS_SELECTOR, "button[aria-label='Show filters']").click()
        wait_for(editor, lambda _, label=label: label.is_displayed())
        label.click()
        choice = wait_for(
            editor, expect.element_to_be_clickable((By.CSS_SELECTOR, "input[name=state][value=failed]"))
        )
        choice.click()
        wait_for(editor, expect.url_contains("state=failed"))
        wait_for(editor, lambda _: editor.find_elements(By.CSS_SELECTOR, ".w-active-filters"))
        assert "Finished" not in editor.find_element(By.ID, "listing-results").text
        look(editor, f"list-{path}-filtered", width)


def test_screens_can_be_read_in_the_dark(editor, server, run):
    prefer_scheme(editor, "dark")
    try:
        for path in ("runs/", f"runs/inspect/{run.pk}/", f"runs/{run.pk}/undo/", "sites/"):
            editor.get(f"{server}/admin/news-import/{path}")
            WebDriverWait(editor, 30).until(lambda _: editor.find_elements(By.TAG_NAME, "main"))
            main = [one for one in weak_contrasts(editor) if "w-sr-only" not in one]
            assert main == [], path
            look(editor, f"dark-{path.replace('/', '-')}", DESKTOP)
    finally:
        prefer_scheme(editor, "light")


def test_a_site_profile_is_edited_with_an_example(editor, server):
    from wagtail_cstonews.models import SiteProfile

    site = SiteProfile.objects.order_by("-documents").first()
    for width in (PHONE, DESKTOP):
        set_width(editor, width, 1400)
        for name, path in (("site", f"sites/inspect/{site.pk}/"), ("site-edit", f"sites/{site.pk}/edit/")):
            editor.get(f"{server}/admin/news-import/{path}")
            look(editor, name, width)
    choice = editor.find_element(By.CSS_SELECTOR, "select[name^=rule-]")
    choice.find_element(By.CSS_SELECTOR, "option[value=in]").click()
    press(editor, "try")
    wait_for(editor, expect.presence_of_element_located((By.ID, "effect")))
    look(editor, "site-effect", DESKTOP)
    before = SiteProfile.objects.values_list("data", flat=True).get(pk=site.pk)
    press(editor, "save")
    wait_for(editor, expect.url_contains(f"/sites/inspect/{site.pk}/"))
    assert "Never leave it out" in text_of(editor)
    SiteProfile.objects.filter(pk=site.pk).update(data=before)
