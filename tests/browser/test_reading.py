"""What a reader sees and can do."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import wagtail.admin
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import WebDriverWait

from .helpers import DESKTOP, PHONE, console_errors, overflow, prefer_scheme, set_width, weak_contrasts

pytestmark = pytest.mark.browser

REPORTED = "/news/the-reservoirs-are-filling-too-early/"
EXCHANGES = "/news/a-border-is-first-of-all-a-road/"
PLACES = {
    "front page": "/",
    "section": "/news/",
    "year": "/news/?year=2024",
    "reported interview": REPORTED,
    "interview with exchanges": EXCHANGES,
    "filters": "/news/?year=2024&kind=news",
    "person": "/people/bretan-holvik/",
    "people": "/people/",
    "search for people": "/people/?query=Holvik",
    "search": "/search/?query=river",
    "not found": "/no/such/page/",
}


@pytest.fixture
def table_url(records) -> str:
    from wagtail_cstonews.pages.models import NewsPage

    return NewsPage.objects.get(title__startswith="What a cubic metre").get_url()


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("place", PLACES)
def test_nothing_sticks_out_sideways(page, server, place, width):
    set_width(page, width)
    page.get(server + PLACES[place])
    assert page.execute_script("return window.innerWidth") == width
    assert overflow(page) == []
    severe = console_errors(page)
    if place == "not found":
        severe = [message for message in severe if "404" not in message]
    assert severe == []


def test_a_table_scrolls_by_itself_on_a_phone(page, server, table_url):
    set_width(page, PHONE)
    page.get(server + table_url)
    assert page.find_elements(By.CSS_SELECTOR, "main table th")
    assert overflow(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_text_stands_out_from_its_ground(page, server, place, scheme):
    set_width(page, DESKTOP)
    prefer_scheme(page, scheme)
    page.get(server + PLACES[place])
    page.execute_script("document.getAnimations().forEach(animation => animation.finish())")
    assert weak_contrasts(page) == []


@pytest.mark.parametrize("place", PLACES)
def test_basics_of_accessibility(page, server, place):
    set_width(page, DESKTOP)
    page.get(server + PLACES[place])
    assert len(page.find_elements(By.TAG_NAME, "h1")) == 1
    assert page.find_element(By.TAG_NAME, "html").get_attribute("lang")
    assert len(page.find_elements(By.TAG_NAME, "main")) == 1
    unnamed = page.execute_script(
        """
        const said = e => e.textContent.trim() || e.getAttribute("aria-label");
        const named = e => said(e) || e.querySelector("img[alt]:not([alt=''])");
        const labelled = e => e.labels.length || e.getAttribute("aria-label");
        const all = selector => [...document.querySelectorAll(selector)];
        return [
            ...all("a[href], button").filter(e => !named(e)),
            ...all("input:not([type=hidden]), select, textarea").filter(e => !labelled(e)),
            ...all("img:not([alt])"),
        ].map(e => e.outerHTML.slice(0, 100));
        """
    )
    assert unnamed == []
    levels = [int(e.tag_name[1]) for e in page.find_elements(By.CSS_SELECTOR, "h1, h2, h3, h4, h5, h6")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_the_keyboard_reaches_the_content_first(page, server):
    set_width(page, DESKTOP)
    page.get(f"{server}/")
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    link = page.switch_to.active_element
    assert link.get_attribute("href").endswith("#content")
    assert link.is_displayed()
    assert page.execute_script("return arguments[0].getBoundingClientRect().top", link) >= 0
    link.send_keys(Keys.ENTER)
    assert page.switch_to.active_element.get_attribute("id") == "content"


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_quotes_are_figures_with_their_speaker(page, server, width):
    set_width(page, width)
    page.get(server + REPORTED)
    figures = [
        f
        for f in page.find_elements(By.CSS_SELECTOR, "main figure")
        if f.find_elements(By.TAG_NAME, "blockquote")
    ]
    assert len(figures) == 3
    for figure in figures:
        assert len(figure.find_element(By.TAG_NAME, "blockquote").text) > 80
        assert figure.find_element(By.TAG_NAME, "figcaption").text == "Massalen"
    assert "Green Lock" not in [f.find_element(By.TAG_NAME, "blockquote").text for f in figures]


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_question_looks_different_from_its_answer(page, server, width):
    set_width(page, width)
    page.get(server + EXCHANGES)
    exchanges = page.find_elements(By.CSS_SELECTOR, ".cstonews-exchange")
    assert len(exchanges) == 5
    looks = page.execute_script(
        """
        return ["question", "answer"].map(part => {
            const turn = arguments[0].querySelector(`.cstonews-exchange__${part}`);
            const style = getComputedStyle(turn.querySelector("p:last-child"));
            return [style.fontFamily, style.fontWeight, style.fontStyle, style.color].join();
        });
        """,
        exchanges[0],
    )
    assert len(looks) == 2
    assert looks[0] != looks[1]
    # The header says who answers, and the first turn reminds of it.
    names = [
        e.text
        for e in page.find_elements(By.CSS_SELECTOR, ".cstonews-exchange__answer .cstonews-exchange__speaker")
    ]
    assert names[0] == "Quorrin"
    assert {
        page.execute_script("return arguments[0].offsetWidth", e)
        for e in page.find_elements(By.CSS_SELECTOR, ".cstonews-exchange__answer .cstonews-hidden")
    } == {1}


def test_from_section_to_interview_to_speaker(page, server):
    set_width(page, DESKTOP)
    page.get(f"{server}/")
    wait = WebDriverWait(page, 20)
    page.find_element(By.LINK_TEXT, "News").click()
    wait.until(expect.url_to_be(f"{server}/news/"))
    title = "A border is first of all a road"
    page.find_element(By.LINK_TEXT, title).click()
    wait.until(expect.url_to_be(server + EXCHANGES))
    assert page.find_element(By.TAG_NAME, "h1").text == title
    page.find_element(By.CSS_SELECTOR, "main").find_element(By.LINK_TEXT, "Ansela Quorrin").click()
    wait.until(expect.url_to_be(f"{server}/people/ansela-quorrin/"))
    assert page.find_element(By.TAG_NAME, "h1").text == "Ansela Quorrin"
    assert page.find_elements(By.LINK_TEXT, title)


def test_a_section_by_year(page, server):
    set_width(page, DESKTOP)
    page.get(f"{server}/news/")
    # The driver takes what is in a closed fold for hidden; here the stylesheet shows it.
    link = page.find_element(By.CSS_SELECTOR, ".cstonews-filters a[href*='year=2021']")
    ActionChains(page).move_to_element(link).click().perform()
    WebDriverWait(page, 20).until(expect.url_contains("year=2021"))
    dates = [e.get_attribute("datetime") for e in page.find_elements(By.CSS_SELECTOR, "main time")]
    # The third of that year is in the Russian section.
    assert len(dates) == 2
    assert all(date.startswith("2021") for date in dates)


def test_filters_are_folded_on_a_phone(page, server):
    set_width(page, PHONE)
    page.get(f"{server}/news/")
    link = page.find_element(By.CSS_SELECTOR, ".cstonews-filters a[href*='kind=interview']")
    assert not link.is_displayed()
    page.find_element(By.CSS_SELECTOR, ".cstonews-filters summary").click()
    link.click()
    WebDriverWait(page, 20).until(expect.url_contains("kind=interview"))
    kickers = page.find_elements(By.CSS_SELECTOR, ".cstonews-card .cstonews-kicker")
    assert len(kickers) == len(page.find_elements(By.CSS_SELECTOR, ".cstonews-card")) > 0
    page.find_element(By.CSS_SELECTOR, ".cstonews-chosen a").click()
    WebDriverWait(page, 20).until(expect.url_to_be(f"{server}/news/"))


def test_from_article_to_article(page, server):
    set_width(page, DESKTOP)
    page.get(server + EXCHANGES)
    title = page.find_element(
        By.CSS_SELECTOR, ".cstonews-neighbours__link--older .cstonews-neighbours__title"
    ).text
    page.find_element(By.CSS_SELECTOR, ".cstonews-neighbours__link--older").click()
    WebDriverWait(page, 20).until(lambda one: one.find_element(By.TAG_NAME, "h1").text == title)
    page.find_element(By.CSS_SELECTOR, ".cstonews-neighbours__link--newer").click()
    WebDriverWait(page, 20).until(expect.url_to_be(server + EXCHANGES))
    page.find_element(By.CSS_SELECTOR, ".cstonews-crumbs li:last-child a").click()
    WebDriverWait(page, 20).until(expect.url_to_be(f"{server}/news/"))


def test_somebody_is_found_in_another_alphabet(page, server):
    set_width(page, PHONE)
    page.get(f"{server}/people/")
    page.find_element(By.CSS_SELECTOR, "main input[type=search]").send_keys("Хольвик", Keys.ENTER)
    WebDriverWait(page, 20).until(expect.url_contains("query="))
    page.find_element(By.CSS_SELECTOR, "main").find_element(By.LINK_TEXT, "Bretan Holvik").click()
    WebDriverWait(page, 20).until(expect.url_to_be(f"{server}/people/bretan-holvik/"))


SCRIPTS = Path(wagtail.admin.__file__).parent / "static" / "wagtailadmin" / "js"
AXE = [SCRIPTS / "vendor.js", SCRIPTS / "userbar.js"]
"""Wagtail's user bar brings axe along."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing(page, server, place, scheme):
    prefer_scheme(page, scheme)
    found = []
    for width in (320, DESKTOP):
        set_width(page, width)
        page.get(server + PLACES[place])
        assert overflow(page) == []
        for script in AXE:
            page.execute_script(script.read_text(encoding="utf-8"))
        WebDriverWait(page, 20).until(lambda one: one.execute_script("return typeof axe === 'object'"))
        found += page.execute_async_script(
            """
            const done = arguments[0];
            const told = one => one.nodes.map(node => `${one.id}: ${node.html.slice(0, 200)}`);
            axe.run("body").then(found => done(found.violations.flatMap(told)), error => done([`${error}`]));
            """
        )
    assert found == []


def test_search_finds(page, server):
    set_width(page, PHONE)
    page.get(f"{server}/")
    field = page.find_element(By.ID, "site-search")
    field.send_keys("crayons", Keys.ENTER)
    wait = WebDriverWait(page, 20)
    count = wait.until(expect.presence_of_element_located((By.CSS_SELECTOR, ".search-count")))
    assert count.text.startswith("One article found")
    page.find_element(By.CSS_SELECTOR, ".result a").click()
    wait.until(expect.url_contains("/news/"))
    assert "We have been measuring the wrong thing" in page.find_element(By.CSS_SELECTOR, "h1").text


def test_it_can_be_printed(page, server):
    set_width(page, DESKTOP)
    page.get(server + EXCHANGES)
    pdf = page.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    assert len(pdf["data"]) > 10_000
    page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for css in (".cstonews-crumbs", ".cstonews-neighbours"):
            assert not page.find_element(By.CSS_SELECTOR, css).is_displayed()
        breaks = page.execute_script(
            "return [...document.querySelectorAll('.cstonews-exchange__question')].map("
            "one => [getComputedStyle(one).breakAfter, getComputedStyle(one).breakInside].join())"
        )
        assert set(breaks) == {"avoid,avoid"}
    finally:
        page.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
