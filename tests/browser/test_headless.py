"""The headless front end, against a site that has none of its page templates: the API is all there is."""

from __future__ import annotations

import json
import shutil
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from threading import Thread

import pytest
import wagtail
from django.conf import settings
from django.test import override_settings
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions as expect
from selenium.webdriver.support.ui import Select, WebDriverWait

from .helpers import DESKTOP, PHONE, console_errors, overflow, prefer_scheme, set_width, weak_contrasts
from .without_templates import headless_settings

pytestmark = pytest.mark.browser

NARROW = 320
REPORTED = "/news/the-reservoirs-are-filling-too-early/"
EXCHANGES = "/news/a-border-is-first-of-all-a-road/"
PLACES = {
    "front page": "?path=/",
    "section": "?path=/news/",
    "year": "?path=/news/&year=2024",
    "reported interview": f"?path={REPORTED}",
    "interview with exchanges": f"?path={EXCHANGES}",
    "people": "?path=/people/",
    "person": "?path=/people/bretan-holvik/",
    "quotes": "?path=/quotes/&speaker=bretan-holvik&since=2022-01-01",
    "search": "?path=/search/&query=river",
    "not found": "?path=/no/such/page/",
}
# Wagtail ships axe inside of the scripts of its user bar, which stand on another one.
AXE = [
    Path(wagtail.__file__).parent / f"admin/static/wagtailadmin/js/{name}.js"
    for name in ("vendor", "userbar")
]


@pytest.fixture(scope="module", autouse=True)
def no_templates():
    with override_settings(**headless_settings()):
        yield


@pytest.fixture
def front(page, server):
    """The browser, and a function that opens an address of the front end and waits until it is shown."""
    set_width(page, DESKTOP)
    prefer_scheme(page, "light")

    def visit(address="?path=/"):
        page.get(f"{server}/headless/{address}")
        settled(page)
        return page

    yield visit
    prefer_scheme(page, "light")
    set_width(page, DESKTOP)


def settled(driver):
    """Wait until what was asked for is shown."""
    WebDriverWait(driver, 30).until(
        lambda one: one.execute_script(
            "const main = document.querySelector('main');"
            "return !main.hasAttribute('aria-busy') && main.querySelector('h1') !== null"
        )
    )


def follow(driver, element):
    before = driver.current_url
    element.click()
    WebDriverWait(driver, 30).until(lambda one: one.current_url != before)
    settled(driver)


def texts(driver, selector):
    return [element.text for element in driver.find_elements(By.CSS_SELECTOR, selector)]


def heading(driver):
    return driver.find_element(By.CSS_SELECTOR, "main h1").text


def given(driver, answers):
    """Have the API answer with these, by a part of its addresses; a number is a failure."""
    return driver.execute_cdp_cmd(
        "Page.addScriptToEvaluateOnNewDocument",
        {
            "source": f"""
            {{
                const answers = {json.dumps(answers)}, ask = globalThis.fetch;
                globalThis.fetch = async (address, options) => {{
                    const found = Object.entries(answers).find(([part]) => String(address).includes(part));
                    if (!found) return ask(address, options);
                    if (found[1] === 0) throw new TypeError("no network");
                    const status = Number.isInteger(found[1]) ? found[1] : 200;
                    return new Response(JSON.stringify(found[1]), {{status}});
                }};
            }}
            """
        },
    )["identifier"]


@pytest.fixture
def answers(page):
    """A function that takes the API's place for a test."""
    made = []
    yield lambda found: made.append(given(page, found))
    for identifier in made:
        page.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", {"identifier": identifier})


def test_the_site_has_no_templates_of_its_own(client, server, records):
    from django.template import TemplateDoesNotExist
    from django.template.loader import get_template

    for name in ("base.html", "home/home_page.html", "wagtail_cstonews/news_page.html", "404.html"):
        with pytest.raises(TemplateDoesNotExist):
            get_template(name)
    response = client.get(REPORTED)
    assert (response.status_code, response["Location"]) == (302, f"/headless/?path={REPORTED}")


@pytest.mark.parametrize("version", ["v3", "v2"])
def test_the_front_page_has_a_hierarchy(front, client, records, version):
    driver = front(f"?path=/&api={version}")
    newest = client.get(f"/api/{version}/articles/", {"limit": 3}).json()["items"]
    assert driver.title == heading(driver) or "The Confluence" in driver.title
    assert texts(driver, ".card--lead h2") == [newest[0]["title"]]
    assert texts(driver, ".card--second h2")[:2] == [one["title"] for one in newest[1:]]
    assert len(driver.find_elements(By.CSS_SELECTOR, ".card--second")) == 3
    assert len(driver.find_elements(By.CSS_SELECTOR, ".card--brief")) == 10
    assert len(driver.find_elements(By.CSS_SELECTOR, ".quote blockquote")) == 3
    sizes = driver.execute_script(
        "return ['lead', 'second', 'brief'].map(look => parseFloat(getComputedStyle("
        "document.querySelector(`.card--${look} :is(h2, h3)`)).fontSize))"
    )
    assert sizes[0] > sizes[1] > sizes[2]
    assert console_errors(driver) == []


def test_a_section_and_its_filters(front):
    driver = front("?path=/news/")
    everything = texts(driver, ".list h2")
    assert len(everything) == 20
    Select(driver.find_element(By.NAME, "kind")).select_by_value("interview")
    follow(driver, driver.find_element(By.CSS_SELECTOR, ".filters button"))
    assert "kind=interview" in driver.current_url
    interviews = texts(driver, ".list .facts strong")
    assert interviews == ["Interview"] * len(texts(driver, ".list h2")) != []
    assert Select(driver.find_element(By.NAME, "kind")).first_selected_option.text == "Interviews"
    Select(driver.find_element(By.NAME, "year")).select_by_value("2025")
    follow(driver, driver.find_element(By.CSS_SELECTOR, ".filters button"))
    dates = [e.get_attribute("datetime") for e in driver.find_elements(By.CSS_SELECTOR, ".list time")]
    assert len(dates) == 3
    assert all(date.startswith("2025") for date in dates)
    follow(driver, driver.find_element(By.LINK_TEXT, "Show everything"))
    assert texts(driver, ".list h2") == everything
    follow(driver, driver.find_element(By.LINK_TEXT, "Next page"))
    assert "page=2" in driver.current_url
    assert not set(everything) & set(texts(driver, ".list h2"))


def test_a_filter_that_cannot_be_is_refused_in_words(front):
    driver = front("?path=/news/&year=soon")
    assert heading(driver) == "This list cannot be shown"
    assert "year must have four digits" in driver.find_element(By.CSS_SELECTOR, "main [role=alert]").text


@pytest.mark.parametrize("version", ["v3", "v2"])
def test_an_article_with_quotes(front, version):
    driver = front(f"?path={REPORTED}&api={version}")
    assert heading(driver) == "The reservoirs are filling too early"
    assert driver.title == "The reservoirs are filling too early – The Confluence"
    figures = driver.find_elements(By.CSS_SELECTOR, "article figure.quote")
    assert len(figures) == 3
    for figure in figures:
        assert len(figure.find_element(By.TAG_NAME, "blockquote").text) > 80
        assert "Teodrik Massalen" in figure.find_element(By.TAG_NAME, "figcaption").text
    # The office is said once, in the head.
    assert driver.find_element(By.TAG_NAME, "main").text.count("Special Envoy of the FRC") == 3
    assert console_errors(driver) == []


def test_an_interview(front):
    driver = front(f"?path={EXCHANGES}")
    exchanges = driver.find_elements(By.CSS_SELECTOR, ".exchange")
    assert len(exchanges) == 5
    question = exchanges[0].find_element(By.CSS_SELECTOR, ".exchange__question")
    assert question.text.startswith("Minister, the bridge at Lower Hedding")
    assert (
        exchanges[0].find_element(By.CSS_SELECTOR, ".exchange__answer").text.startswith("Because this time")
    )
    assert "Ansela Quorrin" in driver.find_element(By.CSS_SELECTOR, ".participants").text
    assert "Ansela Quorrin" not in exchanges[1].text


def test_from_a_person_to_every_quote_since(front):
    driver = front(f"?path={EXCHANGES}")
    follow(driver, driver.find_element(By.CSS_SELECTOR, ".participants a"))
    assert heading(driver) == "Ansela Quorrin"
    assert "Foreign Minister of Tarsova" in texts(driver, ".offices li")[0]
    assert texts(driver, ".beside .card h3") == ["A border is first of all a road"]
    follow(driver, driver.find_element(By.LINK_TEXT, "Every quote by Ansela Quorrin"))
    assert driver.title.startswith("Every quote by Ansela Quorrin")
    said = len(driver.find_elements(By.CSS_SELECTOR, ".quote"))
    assert said == 5
    since = driver.find_element(By.NAME, "since")
    driver.execute_script("arguments[0].value = '2025-06-01'", since)
    follow(driver, driver.find_element(By.CSS_SELECTOR, ".filters button"))
    assert texts(driver, ".quote") == []
    assert "Nothing was found." in driver.find_element(By.TAG_NAME, "main").text
    front("?path=/quotes/&speaker=ansela-quorrin&since=2025-05")
    assert len(driver.find_elements(By.CSS_SELECTOR, ".quote")) == said


def test_a_quote_leads_to_its_place(front):
    driver = front("?path=/quotes/&speaker=teodrik-massalen")
    link = driver.find_elements(By.CSS_SELECTOR, ".quote figcaption .role a")[-1]
    follow(driver, link)
    place = driver.current_url.partition("#")[2]
    assert place.startswith("block-")
    assert driver.find_element(By.ID, place).tag_name == "figure"


def test_people(front):
    driver = front("?path=/people/")
    assert len(driver.find_elements(By.CSS_SELECTOR, ".person-card")) == 20
    field = driver.find_element(By.CSS_SELECTOR, "main [name=query]")
    field.send_keys("quorrin", Keys.ENTER)
    WebDriverWait(driver, 20).until(expect.url_contains("query=quorrin"))
    settled(driver)
    assert texts(driver, ".person-card h2") == ["Ansela Quorrin"]
    assert texts(driver, "mark") == ["Quorrin"]


def test_search(front):
    driver = front()
    field = driver.find_element(By.ID, "site-search")
    field.send_keys("crayons", Keys.ENTER)
    WebDriverWait(driver, 20).until(expect.url_contains("query=crayons"))
    settled(driver)
    assert texts(driver, ".summary") == ["1 article"]
    follow(driver, driver.find_element(By.CSS_SELECTOR, ".list h2 a"))
    assert "We have been measuring the wrong thing" in heading(driver)
    front("?path=/search/&query=Holvik")
    assert texts(driver, ".person-card h3") == ["Bretan Holvik"]


def test_back_leads_to_where_the_reader_was(front):
    driver = front("?path=/news/")
    last = driver.find_elements(By.CSS_SELECTOR, ".list h2 a")[-1]
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", last)
    where = driver.execute_script("return scrollY")
    title = last.text
    follow(driver, last)
    assert heading(driver) == title
    assert driver.execute_script("return scrollY") == 0
    assert driver.switch_to.active_element.text == title
    assert driver.find_element(By.ID, "announcer").get_attribute("textContent") == title
    driver.back()
    WebDriverWait(driver, 20).until(lambda one: heading(one) == "News")
    settled(driver)
    assert where > 500
    assert abs(driver.execute_script("return scrollY") - where) < 20
    assert driver.title == "News – The Confluence"
    driver.forward()
    WebDriverWait(driver, 20).until(lambda one: heading(one) == title)


def test_the_keyboard_reaches_the_content_first(front):
    driver = front()
    driver.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    link = driver.switch_to.active_element
    assert link.text == "Skip to the content"
    link.send_keys(Keys.ENTER)
    assert driver.switch_to.active_element.get_attribute("id") == "content"
    assert heading(driver)


def test_what_is_russian_says_so(front, records):
    from wagtail_cstonews.pages.models import NewsPage

    page = next(one for one in NewsPage.objects.live() if one.text_language == "ru")
    driver = front(f"?path={page.get_url()}")
    said = driver.execute_script("return document.querySelector('main h1').closest('[lang]').lang")
    assert said == "ru"
    front("?path=/people/&locale=ru")
    assert heading(driver) == "Люди"
    assert driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "ru"
    assert driver.find_element(By.CSS_SELECTOR, ".masthead button").text == "Найти"


def test_each_language_has_its_own_front_page(front, answers):
    def page(kind, path, locale, **fields):
        return {"id": 1, "meta": {"type": kind, "html_url": f"https://x{path}", "locale": locale}, **fields}

    fronts = [page("home.HomePage", "/", "en", title="A"), page("home.HomePage", "/ru/", "ru", title="B")]
    article = page(
        "cstonews_pages.NewsPage", "/ru/novosti/most/", "ru", title="Мост открыт", lead="", language="ru"
    )
    answers(
        {
            "type=home.HomePage": {"count": 2, "items": fronts},
            "html_path=%2Fru%2F": fronts[1],
            "/articles/?locale=ru": {"count": 1, "items": [article]},
            "/quotes/": {"count": 0, "items": []},
        }
    )
    driver = front()
    assert texts(driver, ".languages a") == ["English", "Русский"]
    follow(driver, driver.find_element(By.LINK_TEXT, "Русский"))
    assert driver.find_element(By.TAG_NAME, "html").get_attribute("lang") == "ru"
    assert texts(driver, ".card--lead h2") == ["Мост открыт"]
    people = driver.find_element(By.LINK_TEXT, "Люди")
    assert people.get_attribute("href").endswith("?path=/people/&locale=ru")
    assert driver.find_element(By.CSS_SELECTOR, ".masthead__name a").get_attribute("href").endswith("/ru/")


def test_the_draft_that_an_editor_previews(editor, server, records):
    from wagtail_cstonews.pages.models import InterviewPage

    published = InterviewPage.objects.get(title="A border is first of all a road")
    draft = published.get_latest_revision_as_object()
    draft.title = "A border is a river"
    draft.save_revision()
    editor.get(f"{server}/admin/pages/{draft.pk}/view_draft/?mode=headless")
    settled(editor)
    assert "/headless/?" in editor.current_url
    assert heading(editor) == "A border is a river"
    assert editor.find_element(By.CSS_SELECTOR, ".preview").text.startswith("Preview")
    assert editor.title == "Preview: A border is a river – The Confluence"
    assert len(editor.find_elements(By.CSS_SELECTOR, ".exchange")) == 5
    # Who has the address sees it as well, without being logged in; with another token, nobody does.
    address = editor.current_url
    editor.delete_all_cookies()
    editor.get(address)
    settled(editor)
    assert heading(editor) == "A border is a river"
    editor.get(address.replace("token=", "token=x"))
    settled(editor)
    assert "This preview is over." in editor.find_element(By.TAG_NAME, "main").text
    editor.get(f"{server}/headless/?path={EXCHANGES}")
    settled(editor)
    assert heading(editor) == "A border is first of all a road"


def test_the_editors_panel_shows_the_front_end(editor, server, records):
    from wagtail_cstonews.pages.models import InterviewPage

    page = InterviewPage.objects.get(title="A border is first of all a road")
    editor.get(f"{server}/admin/pages/{page.pk}/edit/")
    wait = WebDriverWait(editor, 60)
    toggle = wait.until(
        expect.element_to_be_clickable((By.CSS_SELECTOR, "[data-side-panel-toggle='preview']"))
    )
    if toggle.get_attribute("aria-expanded") != "true":
        toggle.click()

    def shown(driver):
        # The panel replaces its frame when it has a new one.
        driver.switch_to.default_content()
        driver.switch_to.frame(driver.find_element(By.ID, "w-preview-iframe"))
        return texts(driver, "main .preview")

    try:
        patient = WebDriverWait(editor, 60, ignored_exceptions=[WebDriverException])
        assert patient.until(shown)[0].startswith("Preview")
    finally:
        editor.switch_to.default_content()


HOSTILE = """</script><script>window.owned = 1</script><img src=x onerror="window.owned = 1">"""
HOSTILE_HTML = (
    "<p onclick='window.owned = 1'>Fine <b style='color:red'>words</b>"
    "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"
    "<svg onload='window.owned = 1'><a href='javascript:owned=1'><text>s</text></a></svg>"
    "<a href='javascript:window.owned = 1'>one</a> <a href=' jAvAscript:window.owned = 1'>two</a> "
    "<a href='data:text/html,<script>1</script>'>three</a> <a href='https://example.org/' target=x>four</a>"
    "<iframe src='javascript:window.owned = 1'></iframe><math><mi xlink:href='javascript:1'>m</mi></math>"
    "<noscript><p title='</noscript><img src=x onerror=window.owned=1>'></noscript>"
    "<style>*{display:none}</style><form action='javascript:1'><button>b</button></form>"
    "<template><script>window.owned = 1</script></template></p>"
)


def hostile_page():
    who = {"id": 1, "name": HOSTILE, "role": HOSTILE, "url": "javascript:window.owned = 1"}
    link = {"text": "words", "page": None, "url": "javascript:window.owned = 1"}
    image = {
        "id": 1,
        "url": "javascript:window.owned = 1",
        "width": 8,
        "height": 8,
        "alt": HOSTILE,
        "srcset": 'x" onerror="window.owned = 1 1x',
    }
    values = {
        "paragraph": HOSTILE_HTML,
        "heading": HOSTILE,
        "linked_heading": {"text": f"words {HOSTILE}", "links": [link]},
        "quote": {"quote": HOSTILE, "speaker": who, "attribution": HOSTILE, "source_url": "javascript:1"},
        "exchange": {
            "question": {"text": f"words {HOSTILE}", "speaker": who, "links": [link]},
            "answer": {"body": [{"type": "paragraph", "value": HOSTILE_HTML, "id": "1"}], "speaker": who},
        },
        "image": {
            "image": image,
            "caption": f"words {HOSTILE}",
            "credit": HOSTILE,
            "link": link,
            "caption_links": [link],
        },
        "list": {"entries": [HOSTILE], "ordered": True},
        "table": {
            "caption": HOSTILE,
            "columns": [{"type": "rich_text", "heading": HOSTILE}, {"type": "text", "heading": ""}],
            "rows": [{"values": [HOSTILE_HTML, HOSTILE]}],
        },
        "embed": "javascript:window.owned = 1",
        "preformatted": HOSTILE,
        "constructor": HOSTILE,
        "__proto__": HOSTILE,
        "raw_html": HOSTILE,
    }
    body = [{"type": kind, "value": value, "id": HOSTILE} for kind, value in values.items()]
    return {
        "id": 1,
        "title": HOSTILE,
        "meta": {
            "type": "cstonews_pages.InterviewPage",
            "html_url": "https://example.org/x/",
            "locale": "en",
            "parent": {"id": 2, "title": HOSTILE, "meta": {"type": "x", "html_url": "javascript:1"}},
        },
        "subtitle": HOSTILE,
        "language": 'en" onload="window.owned = 1',
        "published_at": HOSTILE,
        "published_is_date_only": False,
        "dateline": HOSTILE,
        "lead": f"\u202e{HOSTILE}",
        "authors": [{"type": "author", "value": {"name": HOSTILE, "id": None}, "id": "2"}],
        "outlet": HOSTILE,
        "source_url": "javascript:window.owned = 1",
        "lead_image": image,
        "lead_image_caption": HOSTILE,
        "lead_image_credit": HOSTILE,
        "tags": [HOSTILE],
        "related": [{"text": HOSTILE, "date": HOSTILE, "page": None, "url": "javascript:window.owned = 1"}],
        "interviewee": who,
        "interviewer": who,
        "body": body,
    }


INERT = """
const main = document.querySelector("main");
const found = [];
if (window.owned) found.push("a script ran");
for (const element of document.querySelectorAll("body *")) {
    for (const {name, value} of element.attributes) {
        if (name.startsWith("on") || name === "style") found.push(`${element.tagName} ${name}`);
        if (["href", "action"].includes(name) && /^\\s*(javascript|data):/i.test(value)) found.push(value);
    }
}
for (const name of ["script", "iframe", "object", "embed", "style", "template", "math", "svg", "form"]) {
    if (main.querySelector(name)) found.push(name);
}
return found;
"""


def test_hostile_content_is_inert(front, answers):
    answers({"pages/find/": hostile_page(), "/articles/": {"count": 0, "items": []}})
    driver = front("?path=/news/hostile/")
    assert driver.execute_script(INERT) == []
    body = driver.find_element(By.CSS_SELECTOR, "main article")
    # It is shown as what it is: text.
    assert heading(driver) == " ".join(HOSTILE.split())
    assert body.text.count("window.owned = 1") > 20
    assert "Fine words" in body.text
    assert [a.get_attribute("href") for a in body.find_elements(By.CSS_SELECTOR, ".article__body a")] == [
        "https://example.org/"
    ] * 3
    for element in driver.find_elements(By.CSS_SELECTOR, "main article p, main article blockquote"):
        driver.execute_script("arguments[0].click()", element)
    assert driver.execute_script("return window.owned") is None


def test_hostile_people_and_quotes_are_inert(front, answers):
    who = {"id": 1, "name": HOSTILE, "role": HOSTILE, "url": "javascript:window.owned = 1"}
    article = {"id": 1, "title": HOSTILE, "type": "x", "url": "javascript:window.owned = 1"}
    quote = {
        "id": "1",
        "kind": "quote",
        "text": HOSTILE,
        "question": HOSTILE,
        "context": HOSTILE,
        "attribution": HOSTILE,
        "speaker": who,
        "block": HOSTILE,
        "language": HOSTILE,
        "published_at": HOSTILE,
        "article": article,
    }
    office = {"title": HOSTILE, "start": HOSTILE, "end": None}
    person = {
        "id": 1,
        "name": HOSTILE,
        "slug": HOSTILE,
        "url": "javascript:1",
        "spellings": [HOSTILE],
        "roles": [office],
        "picture": None,
        "articles": 1,
        "quotes": 1,
        "biography": HOSTILE_HTML,
        "link": "javascript:1",
        "offices": [office],
        "newest_articles": [article],
        "newest_quotes": [quote],
    }
    answers(
        {
            "/people/hostile/": person,
            "/people/": {"count": 1, "items": [person]},
            "/quotes/": {"count": 1, "items": [quote]},
        }
    )
    for address in ("?path=/people/hostile/", "?path=/people/", "?path=/quotes/"):
        driver = front(address)
        assert HOSTILE in driver.find_element(By.TAG_NAME, "main").text
        assert [one for one in driver.execute_script(INERT) if one != "form"] == []


def test_what_goes_wrong_is_said(front, answers, page):
    driver = front("?path=/no/such/page/")
    assert heading(driver) == "Page not found"
    assert driver.title == "Page not found – The Confluence"
    answers({"/api/": 0})
    front("?path=/news/")
    assert heading(driver) == "The newsroom cannot be reached"
    assert driver.find_element(By.CSS_SELECTOR, "[role=alert] .button").text == "Try again"
    answers({"/api/": 500})
    front("?path=/news/")
    assert heading(driver) == "Something went wrong"


def test_one_can_try_again(front, answers):
    driver = front("?path=/news/")
    driver.execute_script("window.ask = fetch; window.fetch = async () => { throw new TypeError() }")
    driver.execute_script("document.querySelector('.list h2 a').click()")
    WebDriverWait(driver, 20).until(lambda one: heading(one) == "The newsroom cannot be reached")
    driver.execute_script("window.fetch = window.ask")
    driver.find_element(By.LINK_TEXT, "Try again").click()
    WebDriverWait(driver, 20).until(lambda one: "reached" not in heading(one))


def test_waiting_is_said(front, server):
    driver = front("?path=/news/")
    driver.execute_script(
        "const ask = fetch; window.fetch = (...given) => new Promise(done => setTimeout(done, 1500))"
        ".then(() => ask(...given))"
    )
    driver.execute_script("document.querySelector('.list h2 a').click()")
    said = WebDriverWait(driver, 10).until(
        lambda one: one.find_element(By.ID, "announcer").get_attribute("textContent") == "Loading …"
    )
    assert said
    assert driver.find_element(By.TAG_NAME, "main").get_attribute("aria-busy") == "true"
    WebDriverWait(driver, 20).until(lambda one: heading(one) != "News")


@pytest.mark.parametrize("place", PLACES)
def test_nothing_sticks_out_on_the_narrowest_screen(front, page, place):
    set_width(page, NARROW)
    driver = front(PLACES[place])
    set_width(page, NARROW)
    assert overflow(driver) == []


@pytest.mark.parametrize("place", PLACES)
def test_axe_finds_nothing_in_light_and_dark(front, page, place):
    found = []
    for scheme in ("light", "dark"):
        driver = front(PLACES[place])
        prefer_scheme(driver, scheme)
        for script in AXE:
            driver.execute_script(script.read_text(encoding="utf-8"))
        found += driver.execute_async_script(
            """
            const done = arguments[arguments.length - 1];
            const told = one => `${one.id}: ${one.nodes.map(node => node.html.slice(0, 200)).join(" | ")}`;
            axe.run(document).then(result => done(result.violations.map(told)), e => done([String(e)]));
            """
        )
        found += weak_contrasts(driver)
    assert found == []
    levels = [int(e.tag_name[1]) for e in driver.find_elements(By.CSS_SELECTOR, "h1, h2, h3, h4")]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


def test_nothing_of_other_hosts_and_nothing_that_is_refused(front):
    for place in PLACES.values():
        driver = front(place)
        hosts = driver.execute_script(
            "const loaded = performance.getEntriesByType('resource');"
            "return [...new Set(loaded.map(one => new URL(one.name).origin))]"
        )
        assert hosts == [driver.execute_script("return location.origin")]
        assert not [one for one in console_errors(driver) if "404" not in one]


def allow_other_hosts(get_response):
    """Middleware: what django-cors-headers does for a front end on another host."""

    def middleware(request):
        response = get_response(request)
        response["Access-Control-Allow-Origin"] = "*"
        return response

    return middleware


@pytest.fixture
def elsewhere(server, records, tmp_path):
    """The front end on a server of its own, changed as the guide says."""
    from pytest_django.live_server_helper import LiveServer

    middleware = [f"{__name__}.allow_other_hosts", *settings.MIDDLEWARE]
    with override_settings(MIDDLEWARE=middleware):
        cms = LiveServer("127.0.0.1")
    folder = shutil.copytree(settings.BASE_DIR / "headless", tmp_path / "headless")
    index = folder / "index.html"
    text = index.read_text(encoding="utf-8").replace('content="/api/"', f'content="{cms.url}/api/"')
    for directive in ("img-src", "media-src", "connect-src"):
        text = text.replace(f"{directive} 'self'", f"{directive} 'self' {cms.url}")
    index.write_text(text, encoding="utf-8")
    handler = partial(SimpleHTTPRequestHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as static:
        Thread(target=static.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{static.server_port}"
        static.shutdown()
    cms.stop()


@pytest.mark.parametrize("version", ["v3", "v2"])
def test_on_another_host_than_the_api(page, elsewhere, version):
    page.get(f"{elsewhere}/?path={REPORTED}&api={version}")
    settled(page)
    assert heading(page) == "The reservoirs are filling too early"
    follow(page, page.find_element(By.CSS_SELECTOR, ".participants a"))
    assert heading(page) == "Teodrik Massalen"
    assert page.current_url.startswith(f"{elsewhere}/?path=/people/")
    assert console_errors(page) == []


def test_it_can_be_printed(front, page):
    set_width(page, PHONE)
    driver = front(f"?path={EXCHANGES}")
    pdf = driver.execute_cdp_cmd("Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69})
    assert len(pdf["data"]) > 10_000
