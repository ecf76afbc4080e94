"""An editor pastes an interview, finds quotes, and saves what came of it; readers' pages are accessible."""

from __future__ import annotations

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from .helpers import DESKTOP, PHONE, PICTURES, console_errors, look, prefer_scheme, set_width

pytestmark = pytest.mark.browser

INTERVIEW = """Radio Manas talked with Aigul Brandwen, the deputy secretary general, about the exercise.

Radio Manas: When will the exercise take place?

Aigul Brandwen: Nothing is decided yet. We will know more in the autumn.

Radio Manas: Who is going to pay for it?

Brandwen: The member states will.
"""

PARAGRAPHS = (
    'The council met. "We have agreed on a joint exercise next spring," said Anna Orlova, the minister.',
    '"Nobody will be left behind, whatever the weather is," Orlova said.',
)


@pytest.fixture
def section(records):
    from wagtail_cstonews.pages.models import NewsIndexPage

    return NewsIndexPage.objects.get(slug="news", locale__language_code="en")


def wait(driver):
    return WebDriverWait(driver, 30)


def open_new(editor, server, section, kind):
    editor.get_log("browser")
    editor.get(f"{server}/admin/pages/add/cstonews_pages/{kind}/{section.pk}/")
    wait(editor).until(lambda driver: driver.execute_script("return !!document.getElementById('body-root')"))
    # Two seconds after a form is there, Wagtail begins to watch it: what was done before is no edit to it.
    editor.execute_script(
        "document.addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true; });"
    )
    wait(editor).until(
        lambda driver: driver.execute_script("return window.isWatched || performance.now() > 8000")
    )


def command(editor, dialog):
    """Opens a command's dialog by keyboard, and returns it."""
    editor.find_element(By.CSS_SELECTOR, f"[data-a11y-dialog-show={dialog}]").send_keys(Keys.ENTER)
    return wait(editor).until(
        expect.visibility_of_element_located((By.CSS_SELECTOR, f"#{dialog} .w-dialog__box"))
    )


def press(box, words):
    button = box.find_element(By.XPATH, f".//button[contains(normalize-space(), '{words}')]")
    button.send_keys(Keys.ENTER)


def found(editor, box, css):
    return wait(editor).until(lambda _driver: box.find_elements(By.CSS_SELECTOR, css))


def kinds(editor):
    return editor.execute_script(
        "return document.getElementById('body-root').rootBlock.children.map(child => child.type)"
    )


def violations(editor, dialog):
    """What axe, which the editor's checks bring along, finds in a dialog; colours in both themes."""
    wait(editor).until(lambda one: one.execute_script("return typeof axe === 'object'"))
    found = []
    for scheme in ("light", "dark"):
        prefer_scheme(editor, scheme)
        found += editor.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            const told = one => `${one.id}: ${one.nodes.map(node => node.html).join(" | ")}`;
            axe.run(`#${arguments[0]}`).then(
                found => done(found.violations.map(told)),
                error => done([String(error)]),
            );
            """,
            dialog,
        )
        if PICTURES:
            editor.save_screenshot(f"{PICTURES}/{dialog}-{scheme}.png")
    prefer_scheme(editor, "light")
    return found


def save_draft(editor):
    """Saves once the autosave has made the page; returns the page's address in the editor."""
    wait(editor).until(expect.url_matches(r"/admin/pages/\d+/edit/"))
    editor.execute_script("document.querySelector('[data-edit-form] button.action-save').click()")
    wait(editor).until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    return editor.current_url


def test_a_pasted_interview_becomes_blocks_that_are_saved(editor, server, section):
    from wagtail_cstonews.pages.models import InterviewPage

    open_new(editor, server, section, "interviewpage")
    editor.find_element(By.NAME, "title").send_keys("The autumn exercise")
    box = command(editor, "cstonews-questions")
    box.find_element(By.TAG_NAME, "textarea").send_keys(INTERVIEW)
    press(box, "Find the questions")
    rows = found(editor, box, ".cstonews-composing-rows > li")
    assert len(rows) == 3
    assert "Aigul Brandwen" in box.text
    look(editor, "composing-questions", DESKTOP)
    assert violations(editor, "cstonews-questions") == []
    # The introduction is left out.
    rows[0].find_element(By.TAG_NAME, "input").send_keys(Keys.SPACE)
    press(box, "Add to the end")
    wait(editor).until(lambda driver: kinds(driver) == ["exchange", "exchange"])
    assert editor.find_element(By.NAME, "interviewee_name").get_attribute("value") == "Aigul Brandwen"
    assert editor.find_element(By.NAME, "interviewer_name").get_attribute("value") == "Radio Manas"
    wait(editor).until(
        lambda driver: driver.switch_to.active_element.get_attribute("name") == "body-0-value-question"
    )
    look(editor, "composing-exchanges", DESKTOP)
    address = save_draft(editor)
    editor.get(address)
    wait(editor).until(lambda driver: kinds(driver) == ["exchange", "exchange"])
    page = InterviewPage.objects.get(title="The autumn exercise").get_latest_revision_as_object()
    sides = page.body[1].value.sides_on(page)
    assert page.body[1].value["question"] == "Who is going to pay for it?"
    assert page.body[1].value["answerer_name"] == ""
    assert (sides["answerer"]["name"], sides["questioner"]["name"]) == ("Aigul Brandwen", "Radio Manas")
    assert not page.live
    assert console_errors(editor) == []


def test_quotes_of_the_paragraphs_are_found_and_saved(editor, server, section):
    from wagtail_cstonews.pages.models import NewsPage

    open_new(editor, server, section, "newspage")
    editor.find_element(By.NAME, "title").send_keys("A meeting of the council")
    # Paragraphs, as an editor would have written them.
    box = command(editor, "cstonews-questions")
    box.find_element(By.TAG_NAME, "textarea").send_keys("The weather was good.\n\n" + PARAGRAPHS[0])
    press(box, "Find the questions")
    found(editor, box, ".cstonews-composing-rows > li")
    press(box, "Add to the end")
    wait(editor).until(lambda driver: kinds(driver) == ["paragraph", "paragraph"])
    box = command(editor, "cstonews-quotes")
    press(box, "Find quotes")
    assert "No new quotes" in wait(editor).until(lambda _driver: box.find_element(By.TAG_NAME, "h3")).text
    box.find_element(By.TAG_NAME, "textarea").send_keys(PARAGRAPHS[1])
    press(box, "Find quotes")
    found(editor, box, "select")
    look(editor, "composing-quotes", DESKTOP)
    press(box, "Apply")
    wait(editor).until(lambda driver: kinds(driver) == ["paragraph", "paragraph", "quote"])
    address = save_draft(editor)
    editor.get(address)
    wait(editor).until(lambda driver: kinds(driver) == ["paragraph", "paragraph", "quote"])
    page = NewsPage.objects.get(title="A meeting of the council").get_latest_revision_as_object()
    assert page.body[2].value["quote"] == "Nobody will be left behind, whatever the weather is."
    assert [quote.value["speaker_name"] for quote in page.quotes] == ["Anna Orlova"]
    assert console_errors(editor) == []


def test_a_paragraph_that_is_a_quote_becomes_a_block(editor, server, section):
    open_new(editor, server, section, "newspage")
    editor.execute_script(
        """
        const stream = document.getElementById('body-root').rootBlock;
        const state = text => JSON.stringify({entityMap: {}, blocks: [
            {key: "a", text, type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: []},
        ]});
        arguments[0].forEach((text, at) => stream.insert({type: "paragraph", value: state(text)}, at, {}));
        """,
        PARAGRAPHS,
    )
    box = command(editor, "cstonews-quotes")
    press(box, "Find quotes")
    assert len(found(editor, box, "select")) == 2
    look(editor, "composing-quotes-of-paragraphs", DESKTOP)
    assert violations(editor, "cstonews-quotes") == []
    press(box, "Apply")
    wait(editor).until(lambda driver: kinds(driver) == ["paragraph", "quote"])
    notes = "return document.getElementById('quotes-root').rootBlock.getValue().map(one => one.value.quote)"
    assert editor.execute_script(notes) == ["We have agreed on a joint exercise next spring."]
    words = editor.find_element(By.CSS_SELECTOR, "[name^='body-'][name$='-value-quote']")
    assert words.get_attribute("value") == "Nobody will be left behind, whatever the weather is."
    # The rest of the block is folded, and says what stands in it.
    name = editor.find_element(By.CSS_SELECTOR, "[name^='body-'][name$='-value-speaker_name']")
    assert not name.is_displayed()
    assert name.get_attribute("value") == "Anna Orlova"
    editor.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", words)
    look(editor, "composing-quote-block", DESKTOP)
    set_width(editor, PHONE, 900)
    box = command(editor, "cstonews-quotes")
    look(editor, "composing-quotes", PHONE)
    set_width(editor, DESKTOP, 1000)
    assert console_errors(editor) == []


def test_an_empty_text_is_asked_for(editor, server, section):
    open_new(editor, server, section, "newspage")
    box = command(editor, "cstonews-questions")
    press(box, "Find the questions")
    wait(editor).until(
        lambda _driver: "Paste a text" in box.find_element(By.CSS_SELECTOR, "[role=alert]").text
    )
    box.find_element(By.TAG_NAME, "textarea").send_keys(Keys.ESCAPE)
    wait(editor).until(expect.invisibility_of_element(box))
    focused = editor.switch_to.active_element.get_attribute("data-a11y-dialog-show")
    assert focused == "cstonews-questions"


CHECK = """
const done = arguments[arguments.length - 1];
const config = document.querySelector("wagtail-userbar").shadowRoot.querySelector("[id$=axe-configuration]");
const {context, options} = JSON.parse(config.textContent);
axe.run(context, options).then(
    found => done(found.violations.map(one => `${one.id}: ${one.nodes.map(node => node.html).join(" | ")}`)),
    error => done([String(error)]),
);
"""


def issues(driver):
    """What Wagtail's checker finds on the page."""
    wait(driver).until(lambda one: one.execute_script("return typeof axe === 'object'"))
    wait(driver).until(lambda one: not one.execute_script("return axe._running"))
    return driver.execute_async_script(CHECK)


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_checker_finds_no_issue_on_readers_pages(editor, server, section, width):
    from wagtail_cstonews.models import Person
    from wagtail_cstonews.pages.models import InterviewPage, NewsPage

    interview = InterviewPage.objects.get(title__startswith="The reservoirs")
    article = NewsPage.objects.live().filter(cstonews_interviewpage=None).order_by("pk").first()
    person = Person.objects.get(pk=interview.interviewee_id)
    set_width(editor, width)
    for path in (interview.get_url(), article.get_url(), person.get_absolute_url(), section.get_url()):
        editor.get(server + path)
        found = issues(editor)
        assert not found, chr(10).join([path, *found])
    set_width(editor, DESKTOP, 1000)
