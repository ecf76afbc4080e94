"""All screens of the admin for everybody: what axe finds, narrow and enlarged windows, from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from . import material
from .helpers import DESKTOP, PHONE, PICTURES, prefer_scheme, set_width
from .material import PEOPLE

pytestmark = pytest.mark.browser

ENLARGED = DESKTOP // 2
"""Of a window of 1440 px, what is left at 200 %."""

SCREENS = {
    "home": "",
    "import": "news-import/new/?section={0.section.pk}",
    "upload-plan": "news-import/uploads/{0.plan.pk}/",
    "upload-plan-failed": "news-import/uploads/{0.plan.pk}/?show=failed",
    "upload-checking": "news-import/uploads/{0.checking.pk}/",
    "upload-importing": "news-import/uploads/{0.importing.pk}/",
    "upload-lost": "news-import/uploads/{0.lost.pk}/",
    "upload-failed": "news-import/uploads/{0.failed.pk}/",
    "upload-done": "news-import/uploads/{0.done.pk}/",
    "workbench": "news-import/planned/{0.planned.pk}/",
    "desk": "news-import/review/",
    "desk-of-nothing": "news-import/review/?kind=40&run=1",
    "review": "news-import/review/{0.record.pk}/",
    "review-broken": "news-import/review/{0.broken.pk}/",
    "review-duplicate": "news-import/review/{0.duplicate.pk}/",
    "compare": "news-import/review/{0.duplicate.pk}/compare/",
    "delete": "news-import/review/{0.record.pk}/delete/",
    "proposals": "news-import/proposals/",
    "proposal": "news-import/proposals/{0.proposal.pk}/",
    "runs": "news-import/runs/",
    "run": "news-import/runs/inspect/{0.archive_run.pk}/",
    "run-at-work": "news-import/runs/inspect/{0.running.pk}/",
    "run-history": "news-import/runs/history/{0.archive_run.pk}/",
    "run-undo": "news-import/runs/{0.run.pk}/undo/",
    "run-again": "news-import/runs/{0.archive_run.pk}/again/",
    "documents": "news-import/documents/",
    "document": "news-import/documents/inspect/{0.original.pk}/",
    "sites": "news-import/sites/",
    "site": "news-import/sites/inspect/{0.site.pk}/",
    "site-edit": "news-import/sites/{0.site.pk}/edit/",
    "site-forget": "news-import/sites/{0.site.pk}/forget/",
    "people": PEOPLE,
    "person-add": f"{PEOPLE}add/",
    "person": f"{PEOPLE}inspect/{{0.person.pk}}/",
    "person-edit": f"{PEOPLE}edit/{{0.person.pk}}/",
    "person-history": f"{PEOPLE}history/{{0.person.pk}}/",
    "person-usage": f"{PEOPLE}usage/{{0.person.pk}}/",
    "people-merge": (
        f"bulk/wagtail_cstonews/person/merge/?next=/admin/{PEOPLE}&id={{0.person.pk}}&id={{0.namesake.pk}}"
    ),
    "person-split": f"{PEOPLE}split/{{0.interview.interviewee_id}}/",
    "merges": f"{PEOPLE}merges/",
    "merge-take-back": f"{PEOPLE}merges/{{0.merge.pk}}/take-back/",
    "explorer": "pages/{0.section.pk}/",
    "editor": "pages/{0.interview.pk}/edit/",
    "editor-side": "pages/{0.page.pk}/edit/",
    "chooser": "pages/{0.interview.pk}/edit/",
    "chooser-new": "pages/{0.interview.pk}/edit/",
    "questions": "pages/add/cstonews_pages/interviewpage/{0.section.pk}/",
    "quotes": "pages/{0.interview.pk}/edit/",
}
"""Paths below the admin, by name."""

WAGTAILS_OWN = (
    # Streams and rich text as the form draws them: the editor's text box has no name, and the folded group
    # of a block's fields has that of the same group in the next block.
    "[data-contentpath] .public-DraftEditor-content",
    "[data-contentpath] section.w-panel--nested.collapsed",
)
"""Markup that Wagtail writes, and no template of ours."""

AXE = r"""
const [own, done] = arguments;
// A modal dialog of Wagtail lies over the rest; its frame has no name.
const inside = document.querySelector(".modal.in .modal-content") ? ".modal.in .modal-content" : "body";
const context = {include: [[inside]], exclude: own.map(one => [one])};
const told = one => one.nodes.map(
    node => `${one.id}: ${node.target.join(" ")} ${node.html.replace(/\s+/g, " ").slice(0, 200)}`
);
const added = axe.getRules().map(one => one.ruleId).filter(one => one === "empty-meta-description");
// Pages in frames are the readers', and run no scripts. What Wagtail adds to axe is about the page to be.
const rules = Object.fromEntries(added.map(rule => [rule, {enabled: false}]));
axe.run(context, {iframes: false, rules}).then(
    found => done(found.violations.flatMap(told)),
    error => done([String(error)]),
);
"""

STICKS_OUT = r"""
const width = document.documentElement.clientWidth;
const told = e => `${e.outerHTML.replace(/\s+/g, " ").slice(0, 120)} to ${e.getBoundingClientRect().right}`;
const scrolls = e => e && e !== document.documentElement
    && (["auto", "scroll"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
// Wagtail's own wait outside of the window: the map of a form, side panels that are closed, actions for many.
// It cuts the title of a folded block off, and puts icons and the buttons of comments beside fields.
const waits = ".sidebar, .w-minimap, .form-side:not(.form-side--open), .footer__container, col, colgroup";
const own = `${waits}, .w-field__comment-button, .c-sf-block__title, .c-sf-block__type, svg.w-absolute`;
// On a phone, what a column is is only read aloud.
const aloud = ".w-sr-only, .visuallyhidden, .cstonews-plan thead";
const hidden = e => e.closest(`${aloud}, [hidden], ${own}`);
const found = [], out = [];
if (document.documentElement.scrollWidth > window.innerWidth + 1) found.push("The page can be scrolled.");
for (const e of document.querySelectorAll("main *, .w-dialog__box *, .modal-content *")) {
    const box = e.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || hidden(e) || scrolls(e)) continue;
    const within = found.length && out.some(one => one.contains(e));
    if (!within && (box.right > width + 1 || box.left < -1)) {
        out.push(e);
        found.push(told(e));
    }
}
return found.slice(0, 8);
"""


@pytest.fixture(scope="module")
def made(server, django_db_blocker):
    with django_db_blocker.unblock():
        return material.make()


@pytest.fixture
def admin(page, server, records, made):
    """The browser of somebody who is logged in, and may do everything."""
    from django.test import Client

    client = Client()
    client.force_login(made.user)
    page.get(f"{server}/robots.txt")
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.add_cookie({"name": settings.SESSION_COOKIE_NAME, "value": value})
    set_width(page, DESKTOP, 1000)
    yield page
    prefer_scheme(page, "light")
    set_width(page, DESKTOP, 1000)


def wait(driver, condition):
    return WebDriverWait(driver, 60).until(condition)


def visit(driver, server, made, name):
    driver.get(f"{server}/admin/{SCREENS[name].format(made)}")
    wait(driver, lambda one: one.execute_script("return document.readyState === 'complete'"))
    wait(driver, lambda one: one.execute_script("return typeof axe === 'object'"))
    assert driver.find_elements(By.CSS_SELECTOR, "main h1, main h2, header h1"), driver.title
    if name in PREPARED:
        PREPARED[name](driver)
    # What is folded is looked at as well.
    driver.execute_script("document.querySelectorAll('main details').forEach(one => { one.open = true })")


def with_file(driver):
    driver.find_element(By.ID, "cstonews-files").send_keys(str(Path(__file__)))
    wait(driver, expect.presence_of_element_located((By.CSS_SELECTOR, ".cstonews-files li")))


def with_lines(driver):
    wait(driver, expect.presence_of_element_located((By.CSS_SELECTOR, ".is-live [role=option]")))
    row = driver.find_element(By.CSS_SELECTOR, "[data-list] [role=option]")
    driver.execute_script("arguments[0].focus()", row)
    row.send_keys(Keys.SPACE)


def with_effect(driver):
    choice = driver.find_element(By.CSS_SELECTOR, "select[name^=rule-]")
    choice.find_element(By.CSS_SELECTOR, "option[value=in]").click()
    driver.execute_script("arguments[0].click()", driver.find_element(By.NAME, "try"))
    wait(driver, expect.presence_of_element_located((By.ID, "effect")))


def with_preview(driver):
    wait(driver, lambda one: not one.find_element(By.CSS_SELECTOR, ".cstonews-tally").get_attribute("hidden"))


def with_side_panel(driver):
    toggle = wait(
        driver, expect.presence_of_element_located((By.CSS_SELECTOR, "[data-side-panel-toggle=news-import]"))
    )
    driver.execute_script("arguments[0].click()", toggle)
    wait(driver, expect.visibility_of_element_located((By.CSS_SELECTOR, "[data-side-panel=news-import]")))


def with_chooser(driver):
    chooser = wait(
        driver, expect.presence_of_element_located((By.CSS_SELECTOR, "[id$='-value-speaker-chooser']"))
    )
    driver.execute_script(
        "[...arguments[0].querySelectorAll('[data-chooser-action-choose]')].at(-1).click()", chooser
    )
    wait(
        driver, expect.visibility_of_element_located((By.CSS_SELECTOR, ".modal [data-chooser-modal-search]"))
    )
    wait(driver, expect.presence_of_element_located((By.CSS_SELECTOR, ".modal [data-chooser-modal-choice]")))


def with_new_person(driver):
    with_chooser(driver)
    driver.execute_script("document.getElementById('tab-label-create').click()")
    wait(driver, expect.visibility_of_element_located((By.CSS_SELECTOR, ".modal [name=name]")))


def with_dialog(name, text, words):
    def prepare(driver):
        button = wait(
            driver, expect.presence_of_element_located((By.CSS_SELECTOR, f"[data-a11y-dialog-show={name}]"))
        )
        wait(driver, lambda one: one.execute_script("return !!document.getElementById('body-root')"))
        driver.execute_script("arguments[0].click()", button)
        box = wait(driver, expect.visibility_of_element_located((By.CSS_SELECTOR, f"#{name} .w-dialog__box")))
        box.find_element(By.TAG_NAME, "textarea").send_keys(text)
        button = box.find_element(By.XPATH, f".//button[contains(normalize-space(), '{words}')]")
        driver.execute_script("arguments[0].click()", button)
        wait(driver, lambda one: box.find_elements(By.CSS_SELECTOR, ".cstonews-composing-rows > li"))

    return prepare


TALK = (
    "Radio: When will it take place?\n\nAigul Brandwen: Nothing is decided yet.\n\n"
    "Radio: Who pays?\n\nBrandwen: The towns."
)

PREPARED = {
    "import": with_file,
    "workbench": with_lines,
    "review": with_lines,
    "site-edit": with_effect,
    "run-undo": with_preview,
    "run-again": with_preview,
    "editor-side": with_side_panel,
    "chooser": with_chooser,
    "chooser-new": with_new_person,
    "questions": with_dialog("cstonews-questions", TALK, "Find the questions"),
    "quotes": with_dialog(
        "cstonews-quotes", '"Nobody will be left behind," said Anna Orlova.', "Find quotes"
    ),
}
"""What is done on a screen before it is looked at."""


def settle(driver):
    """Until transitions are over, and nothing of Wagtail's own checks is at work."""
    driver.execute_async_script(
        "const done = arguments[0];"
        "document.getAnimations().forEach(one => { try { one.finish() } catch { one.cancel() } });"
        "requestAnimationFrame(() => requestAnimationFrame(done));"
    )
    wait(driver, lambda one: not one.execute_script("return axe._running"))


def violations(driver, picture):
    settle(driver)
    if PICTURES:
        driver.save_screenshot(f"{PICTURES}/{picture}.png")
    return [f"{picture}: {one}" for one in driver.execute_async_script(AXE, WAGTAILS_OWN)]


def sticks_out(driver, picture):
    settle(driver)
    if PICTURES:
        driver.save_screenshot(f"{PICTURES}/{picture}.png")
    return [f"{picture}: {one}" for one in driver.execute_script(STICKS_OUT)]


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_and_nothing_sticks_out(admin, server, made, name):
    visit(admin, server, made, name)
    found = []
    for scheme in ("light", "dark"):
        prefer_scheme(admin, scheme)
        found += violations(admin, f"{name}-{scheme}")
    prefer_scheme(admin, "light")
    set_width(admin, PHONE, 900)
    visit(admin, server, made, name)
    found += violations(admin, f"{name}-phone")
    found += sticks_out(admin, f"{name}-phone")
    set_width(admin, ENLARGED, 450)
    found += sticks_out(admin, f"{name}-enlarged")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_sticks_out_from_right_to_left(admin, server, made, arabic, name):
    found = []
    for width in (PHONE, ENLARGED, DESKTOP):
        set_width(admin, width, 900)
        if width != ENLARGED:
            visit(admin, server, made, name)
        assert admin.execute_script("return getComputedStyle(document.body).direction") == "rtl"
        found += sticks_out(admin, f"{name}-rtl-{width}")
    assert not found, "\n".join(found)


@pytest.fixture
def arabic(admin, made):
    """The admin in Arabic, for the one who is logged in."""
    from wagtail.users.models import UserProfile

    profile = UserProfile.get_for_user(made.user)
    UserProfile.objects.filter(pk=profile.pk).update(preferred_language="ar")
    yield
    UserProfile.objects.filter(pk=profile.pk).update(preferred_language="")


@pytest.mark.parametrize(
    ("name", "css", "words"),
    [
        ("run-at-work", "[data-cstonews-run-target=spoken]", "at work"),
        ("upload-checking", "[data-cstonews-progress-target=live]", "30 of 70"),
        ("upload-importing", "[data-cstonews-progress-target=live]", "Importing"),
    ],
)
def test_work_is_read_aloud(admin, server, made, name, css, words):
    visit(admin, server, made, name)
    region = admin.find_element(By.CSS_SELECTOR, css)
    assert region.get_attribute("aria-live") == "polite"
    wait(admin, lambda _: words in region.get_attribute("textContent"))
