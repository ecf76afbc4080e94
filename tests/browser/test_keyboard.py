"""An import and a review without a mouse: the focus is seen, goes everywhere, and is never lost."""

from __future__ import annotations

import time

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from tests.importing.helpers import document, imported

from .helpers import DESKTOP, set_width
from .material import PASTED, WELLS

pytestmark = pytest.mark.browser

FOCUS = """
const e = document.activeElement;
const style = getComputedStyle(e);
const box = e.getBoundingClientRect();
const ring = one => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) > 0
    || one.boxShadow !== "none";
const beside = e.nextElementSibling ? getComputedStyle(e.nextElementSibling) : style;
return {
    is: (css => e.matches(css)).call(null, arguments[0]),
    html: e.outerHTML.slice(0, 120),
    isOurs: !!e.closest("main") && e.localName !== "iframe",
    isSeen: ring(style) || ring(beside) && e.matches("input"),
    isThere: box.width > 0 && box.height > 0 && box.top < innerHeight && box.bottom > 0,
};
"""


@pytest.fixture
def section(records):
    from django.core.cache import cache

    from tests import factories

    cache.clear()
    section = factories.make_index(title="By keyboard", slug="by-keyboard")
    yield section
    section.refresh_from_db()
    section.delete()


def wait(driver, condition):
    return WebDriverWait(driver, 60).until(condition)


def ready(driver, css):
    """The screen that has this element is complete."""
    wait(driver, expect.presence_of_element_located((By.CSS_SELECTOR, css)))
    wait(driver, lambda one: one.execute_script("return document.readyState === 'complete'"))


def press(driver, *keys):
    ActionChains(driver).send_keys(*keys).perform()


def tab_to(driver, css, back=False, most=150):
    """Tabulates to an element. On the way, every element of ours that has the focus is seen to have it."""
    passed = []
    for _ in range(most):
        focus = driver.execute_script(FOCUS, css)
        if focus["isOurs"] and not (focus["isSeen"] and focus["isThere"]):
            # The page may still be scrolling to it.
            time.sleep(0.7)
            focus = driver.execute_script(FOCUS, css)
        if focus["isOurs"]:
            assert focus["isSeen"], f"The focus is not seen on {focus['html']}"
            assert focus["isThere"], f"The focus is out of sight on {focus['html']}"
        if focus["is"]:
            return driver.switch_to.active_element
        passed.append(focus["html"])
        if back:
            ActionChains(driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()
        else:
            press(driver, Keys.TAB)
    raise AssertionError(f"{css} is not reached: " + "\n".join(passed[-12:]))


def line(driver, text):
    script = """
        const rows = [...document.querySelectorAll("[data-list] [data-line]")];
        const row = rows.find(row => row.textContent.includes(arguments[0]));
        return row?.querySelector(".cstonews-line__label").textContent;
    """
    return driver.execute_script(script, text)


def status(driver):
    return driver.find_element(By.CSS_SELECTOR, "[data-status][role=status]").get_attribute("textContent")


def on_line(driver, text):
    """Whether the focus is on the line with a text."""
    active = driver.switch_to.active_element
    return active.get_attribute("role") == "option" and text in active.text


def test_from_the_menu_to_a_draft(editor, server, section):
    ready(editor, ".sidebar a[href*='/news-import/new/']")
    tab_to(editor, ".sidebar a[href*='/news-import/new/']")
    press(editor, Keys.ENTER)
    ready(editor, ".cstonews-start")
    tab_to(editor, "textarea[name=text]")
    editor.switch_to.active_element.send_keys(PASTED)
    tab_to(editor, "select[name=section]")
    # By its first letters, as lists are used by keyboard.
    press(editor, "By keyboard", Keys.TAB)
    chosen = "return document.querySelector('select[name=section]').selectedOptions[0].textContent"
    if "By keyboard" not in editor.execute_script(chosen):
        tab_to(editor, "select[name=section]", back=True)
        for _ in range(20):
            if "By keyboard" in editor.execute_script(chosen):
                break
            press(editor, Keys.ARROW_DOWN)
    assert "By keyboard" in editor.execute_script(chosen)
    tab_to(editor, ".cstonews-start button[type=submit]")
    press(editor, Keys.ENTER)
    wait(editor, expect.url_contains("/news-import/planned/"))
    ready(editor, ".is-live [role=option]")

    # To the lines, among them, and two corrections; the focus stays on the line.
    tab_to(editor, "[role=option]")
    press(editor, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.HOME)
    while not on_line(editor, "Over the past few years"):
        before = editor.switch_to.active_element.get_attribute("data-line")
        press(editor, Keys.ARROW_DOWN)
        assert editor.switch_to.active_element.get_attribute("data-line") != before
    press(editor, "e")
    wait(editor, lambda one: "Heading in the text" in status(one))
    assert line(editor, "Over the past few years") == "Heading in the text"
    assert on_line(editor, "Over the past few years")
    # The button takes it back, and cannot be pressed any more: the focus goes on to the line.
    tab_to(editor, "button[value=undo]", back=True)
    press(editor, Keys.ENTER)
    wait(editor, lambda one: line(one, "Over the past few years") == "Paragraph")
    wait(editor, lambda one: on_line(one, "Over the past few years"))
    # Through the page in its frame, and out of it.
    tab_to(editor, "button[value=edit]")
    tab_to(editor, "[role=option]", back=True)
    tab_to(editor, "button[value=edit]")
    press(editor, Keys.ENTER)
    wait(editor, expect.url_matches(r"/admin/pages/\d+/edit/"))
    ready(editor, "[name=title]")
    section.refresh_from_db()
    [page] = section.get_children()
    assert (page.live, str(page.pk) in editor.current_url) == (False, True)


def test_what_is_refused_is_announced_and_the_focus_stays(editor, server, section, tmp_path):
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    editor.get(f"{server}/admin/news-import/new/?section={section.pk}")
    ready(editor, ".cstonews-start")
    wait(editor, lambda one: one.find_element(By.CSS_SELECTOR, ".cstonews-drop__hint").is_displayed())
    editor.find_element(By.ID, "cstonews-files").send_keys(str(photo))
    tab_to(editor, ".cstonews-start button[type=submit]")
    press(editor, Keys.ENTER)
    alert = editor.find_element(By.CSS_SELECTOR, ".cstonews-start [role=alert]")
    wait(editor, lambda _: "photo.jpg" in alert.text)
    assert editor.switch_to.active_element.get_attribute("type") == "submit"
    # The file is taken off the list, and the focus does not go with it.
    tab_to(editor, ".cstonews-files button", back=True)
    press(editor, Keys.ENTER)
    assert editor.switch_to.active_element.get_attribute("id") == "cstonews-files"


def test_the_desk_one_after_the_other(editor, server, section):
    from wagtail_cstonews.models import ImportedDocument

    ImportedDocument.objects.update(review_priority=0)
    places = ("Karadal", "Vellin", "Norvik")
    imported([document(f"desk-{place}", WELLS.format(place)) for place in places], section)
    mine = ImportedDocument.objects.filter(title__in=[f"Wells for {place}" for place in places])
    mine.update(review_priority=40)
    set_width(editor, DESKTOP, 1000)
    editor.get(f"{server}/admin/")
    ready(editor, ".sidebar a[href*='/news-import/review/']")
    tab_to(editor, ".sidebar a[href*='/news-import/review/']")
    press(editor, Keys.ENTER)
    ready(editor, ".cstonews-desk__table")
    tab_to(editor, ".cstonews-desk__table input[data-w-bulk-target=all]")
    tab_to(editor, ".cstonews-desk__table td.title > a")
    press(editor, Keys.ENTER)
    ready(editor, ".cstonews-review .cstonews-review__actions")
    seen = [editor.current_url]
    for key in (".", ".", ",", ","):
        press(editor, key)
        wait(editor, expect.url_changes(seen[-1]))
        ready(editor, ".cstonews-review__actions button[value=reviewed]")
        seen.append(editor.current_url)
    assert len(set(seen)) == 3
    assert seen[:2] == seen[:2:-1]
    for address in seen[:3]:
        assert editor.current_url == address
        tab_to(editor, "button[value=reviewed]")
        press(editor, Keys.ENTER)
        wait(editor, expect.url_changes(address))
        ready(editor, ".messages .success")
    assert not mine.filter(review_priority__gt=0).exists()
