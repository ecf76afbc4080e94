"""An import in the browser: a text is pasted, archives are given, their plan is looked at and confirmed."""

from __future__ import annotations

import time

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.importing.uploads.helpers import archive

from .helpers import DESKTOP, PHONE, look, prefer_scheme, set_width, weak_contrasts

pytestmark = pytest.mark.browser

TEXT = (
    "Wells for Miraden\nThe council of Miraden met on Monday and agreed on ten wells.\n"
    "The wells will cost twenty dinars each, said the mayor, and the work begins in spring."
)
SEED = 11
"""Of articles that the example site does not have."""


@pytest.fixture
def section(records):
    from tests import factories

    section = factories.make_index(title="Imported by hand", slug="imported")
    yield section
    section.refresh_from_db()
    section.delete()


@pytest.fixture
def wait(editor):
    return WebDriverWait(editor, 120, ignored_exceptions=None)


@pytest.fixture
def slow_imports(monkeypatch):
    """Imports that can be watched, however fast the machine is."""
    from wagtail_cstonews.importing.uploads import advancing

    import_some = advancing._STEPS["importing"]

    def import_slowly(claim, deadline):
        time.sleep(0.5)
        return import_some(claim, deadline)

    monkeypatch.setitem(advancing._STEPS, "importing", import_slowly)


def uploads():
    from wagtail_cstonews.models import ImportUpload

    return ImportUpload.objects.order_by("-created_at")


def press(driver, css):
    button = driver.find_element(By.CSS_SELECTOR, css)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", button)
    button.click()


def choose(driver, wait, server, section, path):
    """Give a file on the start screen, and have it checked."""
    driver.get(f"{server}/admin/news-import/new/")
    Select(driver.find_element(By.NAME, "section")).select_by_value(str(section.pk))
    # The script takes the file over; until it runs, the form would send it.
    wait.until(lambda _: driver.find_element(By.CSS_SELECTOR, ".cstonews-drop__hint").is_displayed())
    driver.find_element(By.ID, "cstonews-files").send_keys(str(path))
    assert path.name in driver.find_element(By.CSS_SELECTOR, ".cstonews-files").text
    press(driver, ".cstonews-start button[type=submit]")
    wait.until(expect.url_contains("/news-import/uploads/"))


def made_in(section):
    """How many pages there are in the section by now."""
    section.refresh_from_db()
    return section.get_children().count()


def look_at(driver, name):
    for scheme, width in (("light", DESKTOP), ("light", PHONE), ("dark", DESKTOP)):
        prefer_scheme(driver, scheme)
        set_width(driver, width, 1200)
        look(driver, f"import-{name}-{scheme}", width)
        assert weak_contrasts(driver) == []
    prefer_scheme(driver, "light")
    set_width(driver, DESKTOP, 1000)


def test_a_text_is_pasted(editor, server, section, wait):
    editor.get(f"{server}/admin/pages/{section.pk}/")
    editor.get_log("browser")
    editor.get(f"{server}/admin/news-import/new/?section={section.pk}")
    assert Select(editor.find_element(By.NAME, "section")).first_selected_option.text.startswith("Imported")
    look_at(editor, "start")
    # Nothing given: it is said, and nothing is lost.
    press(editor, ".cstonews-start button[type=submit]")
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .error")))
    editor.get_log("browser")
    editor.find_element(By.NAME, "text").send_keys(TEXT)
    press(editor, ".cstonews-start button[type=submit]")
    wait.until(lambda _: "/uploads/" in editor.current_url or "/planned/" in editor.current_url)
    document = uploads()[0].documents.get()
    assert (document.title, document.state) == ("Wells for Miraden", "new")
    uploads()[0].delete()


def test_an_archive_is_planned_confirmed_and_left_for_a_while(
    editor, server, section, slow_imports, wait, tmp_path
):
    path = tmp_path / "news.zip"
    path.write_bytes(archive(200, seed=SEED, more={"broken.jsonl": b'{"id": "1"}\n', "photo.jpg": b"x"}))
    choose(editor, wait, server, section, path)
    upload = uploads()[0]
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-progress")))
    look_at(editor, "checking")
    # The window is closed, and opened again later: it goes on where it was.
    address = editor.current_url
    editor.get("about:blank")
    upload.refresh_from_db()
    before = dict(upload.work)
    editor.get(f"{server}/admin/news-import/new/")
    press(editor, ".cstonews-unfinished a")
    assert editor.current_url == address
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, "table.cstonews-plan")))
    upload.refresh_from_db()
    assert upload.work["total"] >= before.get("total", 0)
    assert upload.work["total"] == 201
    look_at(editor, "plan")

    # One is unticked, by keyboard; the tick is kept on other pages and after a reload.
    boxes = editor.find_elements(By.CSS_SELECTOR, "tbody input[type=checkbox]")
    assert len(boxes) == 50
    editor.execute_script("arguments[0].focus()", boxes[0])
    boxes[0].send_keys(" ")
    wait.until(expect.text_to_be_present_in_element((By.CSS_SELECTOR, ".cstonews-ticked"), "200 documents"))
    editor.get(f"{address}?p=2")
    assert "200 documents are ticked" in editor.find_element(By.CSS_SELECTOR, ".cstonews-ticked").text
    editor.get(f"{address}?show=failed")
    assert "it has neither" in editor.find_element(By.CSS_SELECTOR, "tbody").text
    press(editor, "button[name=do][value=none]")
    wait.until(expect.text_to_be_present_in_element((By.CSS_SELECTOR, ".cstonews-ticked"), "199 documents"))

    press(editor, "button[name=as][value=drafts]")
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-progress")))
    wait.until(lambda _: "199" in editor.find_element(By.CSS_SELECTOR, ".cstonews-progress").text)
    wait.until(lambda _: "a minute" in editor.find_element(By.CSS_SELECTOR, ".cstonews-progress").text)
    look_at(editor, "importing")
    # Closed in the middle.
    editor.get("about:blank")
    editor.get(address)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-counts")))
    look_at(editor, "end")
    assert "The import is done." in editor.find_element(By.TAG_NAME, "main").text
    upload.refresh_from_db()
    assert (upload.state, upload.run.state, upload.run.counts) == ("done", "finished", {"new": 199})
    assert made_in(section) == 199
    assert not upload.documents.exists()


def test_an_import_is_stopped(editor, server, section, slow_imports, wait, tmp_path):
    path = tmp_path / "more.zip"
    path.write_bytes(archive(150, seed=SEED + 1))
    choose(editor, wait, server, section, path)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, "table.cstonews-plan")))
    press(editor, "button[name=as][value=published]")
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-progress")))
    wait.until(lambda _: made_in(section))
    press(editor, ".cstonews-progress .no")
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-counts")))
    assert "was stopped" in editor.find_element(By.TAG_NAME, "main").text
    upload = uploads()[0]
    assert upload.run.state == "stopped"
    assert 0 < made_in(section) < 150
    assert made_in(section) == upload.run.counts["new"]


def test_what_cannot_be_read_is_told_before_it_is_sent(editor, server, section, wait, tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"x")
    editor.get(f"{server}/admin/news-import/new/?section={section.pk}")
    wait.until(lambda _: editor.find_element(By.CSS_SELECTOR, ".cstonews-drop__hint").is_displayed())
    editor.find_element(By.ID, "cstonews-files").send_keys(str(path))
    press(editor, ".cstonews-start button[type=submit]")
    wait.until(
        expect.text_to_be_present_in_element((By.CSS_SELECTOR, ".cstonews-error"), "Files such as photo.jpg")
    )
    press(editor, ".cstonews-files button")
    assert editor.find_element(By.CSS_SELECTOR, ".cstonews-files").text == ""
