"""The workbench in the browser: a pasted text is looked at, corrected by mouse and keyboard, and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import Select, WebDriverWait

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

SEEDS = Path("/work/shared/seeds")
_PRINTED = """In a talk with The Harbour Post, Head of the Water Office Davron Elimov spoke about the talks.

On June 6, 2024, in Holvik, a meeting of the Committee of River Towns was held. During the meeting,
the Head of the Water Office Davron Elimov made a report on the state of the locks and measures
aimed at mending them.

River Radio reports that the mayor of Temenol Irena Savel said that she had good relations with
Davron Elimov.

The river towns in the focus of drought - Interview with Davron Elimov, Head of the Water Office

Davron Elimov, Head of the Water Office, told River Radio in an interview why the danger of drought
was growing.

Over the past few years, experts have been talking about the danger of drought, and this has been
one of the main topics of the river towns. Everything changed in March of this year after the events
at the Lake Orrin dam.

In an interview for River Radio Davron Elimov noted that the danger to the towns had increased
significantly.

"The danger is slowly shifting to the upper towns. This is understandable: the world is changing,
there is less snow than there was, and this process is very painful for all who live by the river,"
Elimov said.

He emphasized that the danger had also increased in the hills.

"We have all seen what is happening at the lake. So this could happen at any moment in our valley.
But life has shown that there are dangers close to our home. Therefore, we need to be very
vigilant," the Head of the Water Office concluded.

Go back

Back to the section

Back to the all news"""

TEXT = "\n\n".join(" ".join(paragraph.split()) for paragraph in _PRINTED.split("\n\n"))
"""A text of the shape of those that editors paste, all of it invented."""


def seed():
    found = sorted(SEEDS.glob("*.txt")) if SEEDS.is_dir() else []
    return found[0].read_text(encoding="utf-8") if found else None


@pytest.fixture
def section(records):
    from tests import factories

    section = factories.make_index(title="Workbench", slug="workbench")
    yield section
    section.refresh_from_db()
    section.delete()


def planned(section, text, **fields):
    """The text as an upload of one document, of the editor who is logged in."""
    from django.contrib.auth import get_user_model

    from tests import factories

    user = get_user_model()._default_manager.get(username="editor")
    return factories.make_planned(user, section, text, **fields)


def opened(editor, server, document):
    editor.get(f"{server}/admin/news-import/planned/{document.pk}/")
    wait = WebDriverWait(editor, 30)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".is-live [role=option]")))
    in_page(editor, "h1")
    return wait


def in_page(editor, selector, text=""):
    """Waits until the page on the right shows an element with a text."""
    script = """
        const page = document.querySelector("[data-page]").contentDocument;
        return [...page.querySelectorAll(arguments[0])].some(e => e.textContent.includes(arguments[1]));
    """
    return WebDriverWait(editor, 30).until(lambda driver: driver.execute_script(script, selector, text))


def seen(editor, name, width):
    """Nothing sticks out, no script of ours fails: those of the page are blocked, as they should be."""
    assert overflow(editor) == []
    assert [error for error in console_errors(editor) if "sandboxed" not in error] == []
    if PICTURES:
        editor.save_screenshot(str(Path(PICTURES) / f"{name}-{width}.png"))


def quotes_shown(editor):
    page = "document.querySelector('[data-page]').contentDocument"
    return editor.execute_script(f"return {page}.querySelectorAll('blockquote').length")


def pressed(editor, element):
    """Clicks in the middle of the screen, where nothing else is in front."""
    editor.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
    element.click()


def label_of(row):
    return row.find_element(By.CLASS_NAME, "cstonews-line__label").text


def line(editor, text):
    """The line that holds a text."""
    rows = editor.find_elements(By.CSS_SELECTOR, "[data-list] [data-line]")
    return next(row for row in rows if text in row.text)


def becomes(editor, text, label):
    script = """
        const rows = [...document.querySelectorAll("[data-list] [data-line]")];
        const row = rows.find(row => row.textContent.includes(arguments[0]));
        return row ? row.querySelector(".cstonews-line__label").textContent : null;
    """
    WebDriverWait(editor, 30).until(lambda driver: driver.execute_script(script, text) == label)


@pytest.mark.parametrize("which", ["seed", "invented"])
def test_a_text_is_looked_at_corrected_and_saved(editor, server, section, which):
    from wagtail_cstonews.models import ImportedDocument, ImportRun, ImportUpload

    text, surname = (seed(), "Masadykov") if which == "seed" else (TEXT, "Elimov")
    if text is None:
        pytest.skip("no seed")
    document = planned(section, text)
    wait = opened(editor, server, document)
    # The teasers above are left out, in grey, with the reason.
    first = editor.find_element(By.CSS_SELECTOR, "[data-list] [data-line]")
    assert label_of(first) == "Left out: teaser of another article"
    assert "cstonews-line--out" in first.get_attribute("class")
    assert "title" in first.find_element(By.CLASS_NAME, "cstonews-line__reason").text
    assert not editor.execute_script(
        "const page = document.querySelector('[data-page]').contentDocument;"
        "return page.querySelector('article').textContent.includes(arguments[0])",
        text.strip().splitlines()[0],
    )
    quotes = editor.find_elements(By.CSS_SELECTOR, "[data-found=quotes] li")
    assert [surname in quote.text for quote in quotes] == [True, True]
    assert len(editor.find_elements(By.CSS_SELECTOR, "[data-label=quote]")) == 2
    seen(editor, f"workbench-{which}", DESKTOP)

    # A line marks its block, and the block its line.
    quote = editor.find_element(By.CSS_SELECTOR, "[data-label=quote]")
    pressed(editor, quote)
    in_page(editor, "[data-cstonews-marked] blockquote, blockquote[data-cstonews-marked]")
    script = """
        const page = document.querySelector("[data-page]").contentDocument;
        const other = page.querySelectorAll("blockquote")[1];
        other.dispatchEvent(new MouseEvent("mouseover", {bubbles: true}));
        const marked = document.querySelector("[data-list] .is-marked");
        return [marked.dataset.label, marked.dataset.line];
    """
    label, number = editor.execute_script(script)
    assert label == "quote"
    assert number != quote.get_attribute("data-line")

    # By mouse: a quote becomes a paragraph, and the page follows.
    start = quote.find_element(By.CLASS_NAME, "cstonews-line__text").text[:40]
    Select(editor.find_element(By.ID, "cstonews-label")).select_by_visible_text("Paragraph")
    pressed(editor, editor.find_element(By.CSS_SELECTOR, "button[value=label]"))
    becomes(editor, start, "Paragraph")
    WebDriverWait(editor, 30).until(lambda driver: quotes_shown(driver) == 1)
    # By keyboard: the line below becomes a heading; then both are taken back.
    pressed(editor, line(editor, start))
    editor.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    below = editor.switch_to.active_element
    words = below.find_element(By.CLASS_NAME, "cstonews-line__text").text[:30]
    below.send_keys("e")
    becomes(editor, words, "Heading in the text")
    in_page(editor, "h2", words)
    assert words in editor.switch_to.active_element.text
    assert "Heading in the text" in editor.find_element(By.CSS_SELECTOR, "[data-status]").get_attribute(
        "textContent"
    )
    editor.switch_to.active_element.send_keys(Keys.CONTROL, "z")
    becomes(editor, words, "Paragraph")
    editor.switch_to.active_element.send_keys(Keys.CONTROL, "z")
    becomes(editor, start, "Quote")

    editor.find_element(By.CSS_SELECTOR, "button[value=edit]").click()
    wait.until(expect.url_matches(r"/admin/pages/\d+/edit/"))
    record = ImportedDocument.objects.get(key=f"pasted:{document.upload_id}")
    assert not record.page.live
    assert record.page.get_parent().pk == section.pk
    assert f"/admin/pages/{record.page_id}/edit/" in editor.current_url
    assert record.run.state == ImportRun.State.FINISHED
    assert not ImportUpload.objects.filter(pk=document.upload_id).exists()
    wait.until(expect.presence_of_element_located((By.NAME, "title")))


def test_the_workbench_on_a_phone_and_in_the_dark(editor, server, section):
    document = planned(section, TEXT)
    try:
        for scheme in ("light", "dark"):
            prefer_scheme(editor, scheme)
            for width in (PHONE, DESKTOP):
                set_width(editor, width, 1400)
                opened(editor, server, document)
                seen(editor, f"workbench-{scheme}", width)
                assert weak_contrasts(editor) == []
    finally:
        prefer_scheme(editor, "light")


def test_everything_can_be_done_by_keyboard(editor, server, section):
    from tests import factories
    from wagtail_cstonews.models import ImportedDocument

    factories.make_person("Irena Savel", spellings=("Ирена Савел",), roles=("Mayor of Temenol",))
    document = planned(section, TEXT)
    wait = opened(editor, server, document)
    # With the tabulator to the lines: one of them is in the order of focus.
    editor.find_element(By.CSS_SELECTOR, "[data-panel=keys] summary").send_keys(Keys.ENTER)
    wait.until(expect.visibility_of_element_located((By.CSS_SELECTOR, ".cstonews-keys kbd")))
    editor.switch_to.active_element.send_keys(Keys.TAB)
    focus = editor.switch_to.active_element
    assert focus.get_attribute("role") == "option"
    assert focus.get_attribute("data-line") == "1"
    assert len(editor.find_elements(By.CSS_SELECTOR, "[data-list] [tabindex='0']")) == 1
    # Two teasers are made paragraphs together, and left out again.
    focus.send_keys(Keys.ARROW_DOWN, Keys.SHIFT + Keys.ARROW_DOWN)
    assert [row.get_attribute("data-line") for row in chosen(editor)] == ["3", "5"]
    assert editor.find_element(By.CSS_SELECTOR, "[data-chosen]").text == "Lines chosen: 2"
    editor.switch_to.active_element.send_keys("p")
    becomes(editor, "On June 6, 2024", "Paragraph")
    becomes(editor, "River Radio reports", "Paragraph")
    in_page(editor, "article p", "On June 6, 2024")
    assert [row.get_attribute("data-line") for row in chosen(editor)] == ["3", "5"]
    editor.switch_to.active_element.send_keys(Keys.CONTROL, "z")
    becomes(editor, "On June 6, 2024", "Left out: teaser of another article")
    # A paragraph is split where the cursor is, and joined again.
    focus = line(editor, "Over the past few years")
    editor.execute_script("arguments[0].focus()", focus)
    focus.send_keys(Keys.ARROW_DOWN, Keys.ARROW_UP, "s")
    box = editor.switch_to.active_element
    assert box.get_attribute("id") == "cstonews-split"
    assert box.get_attribute("value").startswith("Over the past few years")
    box.send_keys(Keys.CONTROL, Keys.HOME)
    box.send_keys("x", *[Keys.ARROW_RIGHT] * 23)
    assert box.get_attribute("value").startswith("Over the past few years")
    box.send_keys(Keys.TAB, Keys.ENTER)
    becomes(editor, "Over the past few years", "Paragraph")
    wait.until(lambda driver: rows_with(driver, "experts have been talking") == ["12"])
    editor.execute_script("arguments[0].focus()", line(editor, "experts have been talking"))
    editor.switch_to.active_element.send_keys(Keys.ARROW_UP, Keys.ARROW_DOWN, "j")
    wait.until(lambda driver: rows_with(driver, "experts have been talking") == ["11"])
    # Who speaks is found in another spelling.
    quote = line(editor, "The danger is slowly shifting")
    editor.execute_script("arguments[0].focus()", quote)
    quote.send_keys(Keys.ARROW_UP, Keys.ARROW_DOWN, "n")
    box = editor.switch_to.active_element
    assert box.get_attribute("id") == "cstonews-name"
    box.send_keys("Ирена")
    wait.until(
        expect.presence_of_element_located((By.CSS_SELECTOR, "#cstonews-people option[value='Irena Savel']"))
    )
    box.clear()
    box.send_keys("Irena Savel", Keys.ENTER)
    wait.until(lambda driver: speaker_of(driver, "The danger is slowly shifting") == "said by Irena Savel")
    in_page(editor, "figcaption", "Irena Savel")
    assert console_errors(editor) == [] or all("sandboxed" in error for error in console_errors(editor))
    button = editor.find_element(By.CSS_SELECTOR, "button[value=save]")
    button.send_keys(Keys.ENTER)
    wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".messages .success")))
    page = ImportedDocument.objects.get(key=f"pasted:{document.upload_id}").page.specific
    speakers = [block.value["speaker"].name for block in page.body if block.block_type == "quote"]
    assert speakers == ["Irena Savel", "Davron Elimov"]


def chosen(editor):
    return editor.find_elements(By.CSS_SELECTOR, "[data-list] [aria-selected=true]")


def speaker_of(editor, text):
    script = """
        const rows = [...document.querySelectorAll("[data-list] [data-line]")];
        const row = rows.find(row => row.textContent.includes(arguments[0]));
        return row?.querySelector(".cstonews-line__speaker")?.textContent;
    """
    return editor.execute_script(script, text)


def rows_with(editor, text):
    """The numbers of the lines that begin with a text."""
    script = """
        return [...document.querySelectorAll("[data-list] [data-line]")].filter(row =>
            row.querySelector(".cstonews-line__text").textContent.includes(arguments[0])
        ).map(row => row.dataset.line);
    """
    return editor.execute_script(script, text)


def test_a_long_document_is_scrolled_and_corrected(editor, server, section):
    text = "Lake Orrin is full\n\n" + "\n".join(
        f"On day {day} the water of the lake rose by {day % 97} more spans, and boats went to the village."
        for day in range(6000)
    )
    document = planned(section, text)
    wait = opened(editor, server, document)
    assert len(editor.find_elements(By.CSS_SELECTOR, "[data-list] [data-line]")) == 300
    editor.execute_script(
        "const list = document.querySelector('[data-list]'); list.scrollTop = list.scrollHeight"
    )
    wait.until(lambda driver: len(driver.find_elements(By.CSS_SELECTOR, "[data-list] [data-line]")) > 500)
    pressed(editor, line(editor, "On day 450 "))
    in_page(editor, "[data-cstonews-marked]", "On day 450 ")
    editor.switch_to.active_element.send_keys("e")
    becomes(editor, "On day 450 ", "Heading in the text")
    in_page(editor, "h2", "On day 450 ")


def test_a_form_that_is_sent_three_times_at_once_saves_once(editor, server, section):
    from wagtail_cstonews.models import ImportedDocument, ImportRun

    document = planned(section, TEXT)
    opened(editor, server, document)
    before = ImportRun.objects.count()
    script = """
        const [done] = arguments;
        const form = document.querySelector("#cstonews-actions");
        const data = new FormData(form);
        data.set("act", "edit");
        const sent = [1, 2, 3].map(() => fetch(form.action, {method: "POST", body: data}));
        Promise.all(sent).then(answers => done(answers.map(one => [one.status, one.url])));
    """
    editor.set_script_timeout(60)
    answers = editor.execute_async_script(script)
    record = ImportedDocument.objects.get(key=f"pasted:{document.upload_id}")
    assert answers == [[200, f"{server}/admin/pages/{record.page_id}/edit/"]] * 3
    assert ImportRun.objects.count() == before + 1


def test_without_scripts_the_lines_are_a_form(editor, server, section):
    document = planned(section, TEXT)
    editor.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        editor.get(f"{server}/admin/news-import/planned/{document.pk}/")
        row = editor.find_element(By.ID, "cstonews-line-17")
        row.find_element(By.NAME, "lines").send_keys(Keys.SPACE)
        Select(editor.find_element(By.ID, "cstonews-label")).select_by_value("heading")
        editor.find_element(By.CSS_SELECTOR, "button[value=label]").send_keys(Keys.ENTER)
        wait = WebDriverWait(editor, 30)
        wait.until(
            expect.presence_of_element_located((By.CSS_SELECTOR, "#cstonews-line-17[data-label=heading]"))
        )
        editor.switch_to.frame(editor.find_element(By.CSS_SELECTOR, "[data-page]"))
        assert editor.find_elements(By.TAG_NAME, "h2")
        editor.switch_to.default_content()
    finally:
        editor.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
