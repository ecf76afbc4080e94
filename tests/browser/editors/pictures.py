"""The pictures of the guide for editors: which screens, how they look, and what is done on them first."""

from __future__ import annotations

import base64
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from PIL import Image
from selenium.common.exceptions import WebDriverException

from ..helpers import PHONE, open_browser, prefer_scheme, set_width
from . import content

ROOT = Path(__file__).resolve().parents[3]
IMAGES = ROOT / "docs" / "editors" / "images"
DESK, TALL, LOW = 1280, 800, 620
LOOKS = ("light", "dark", "phone", "russian")


@dataclass(frozen=True)
class Screen:
    """A picture of a screen."""

    name: str
    height: int = TALL
    do: Callable[[Any], None] | None = None
    """What an editor does on it before the picture is taken."""
    page: str = ""
    """The name of its address, if that is another."""


def _run(driver: Any, script: str, *arguments: Any) -> Any:
    return driver.execute_script(script, *arguments)


def _until(driver: Any, script: str, *arguments: Any) -> Any:
    from selenium.webdriver.support.ui import WebDriverWait

    return WebDriverWait(driver, 40).until(lambda one: one.execute_script(script, *arguments))


def _press(driver: Any, css: str) -> None:
    _until(driver, "return document.querySelector(arguments[0])", css)
    _run(driver, "document.querySelector(arguments[0]).click()", css)


def _bring_up(css: str) -> Callable[[Any], None]:
    """Scrolls so that an element is near the top."""

    def do(driver: Any) -> None:
        _until(driver, "return document.querySelector(arguments[0])", css)
        _run(
            driver,
            "const {top} = document.querySelector(arguments[0]).getBoundingClientRect();"
            "window.scrollTo(0, top + scrollY - 120)",
            css,
        )

    return do


def _paste(driver: Any) -> None:
    _run(driver, "document.querySelector('[name=text]').value = arguments[0]", content.TALK)


def _page_is_there(driver: Any) -> None:
    _until(driver, "return document.querySelectorAll('[data-list] > li').length > 5")
    _until(driver, "return document.querySelector('[data-page]')?.contentDocument?.readyState === 'complete'")


def _correct(driver: Any) -> None:
    """A line is chosen, and the field for its speaker is open."""
    from selenium.webdriver.common.by import By

    _page_is_there(driver)
    lines = driver.find_elements(By.CSS_SELECTOR, "[data-list] > li")
    line = next(one for one in lines if "slowly moves" in one.text)
    _run(driver, "arguments[0].scrollIntoView({block: 'center'}); arguments[0].click()", line)
    _run(driver, "document.querySelector('[data-panel=speaker]').open = true")
    _bring_up(".cstonews-tools")(driver)
    _run(driver, "arguments[0].parentElement.scrollTop = arguments[0].offsetTop - 20", line)


def _under_way(driver: Any) -> None:
    _until(driver, "return document.querySelector('.cstonews-progress progress')?.value > 30")


def _side_panel(driver: Any) -> None:
    _press(driver, "[data-side-panel-toggle=news-import]")
    _until(driver, "return document.querySelector('[data-side-panel=news-import]').offsetParent !== null")


def _choose_speaker(driver: Any) -> None:
    """The chooser, and a new person of a name that is there already."""
    speaker = "[id$='-value-speaker-chooser'] [data-chooser-action-choose]"
    _until(driver, "return document.querySelector(arguments[0])", speaker)
    _run(driver, "[...document.querySelectorAll(arguments[0])].at(-1).click()", speaker)
    _press(driver, "#tab-label-create")
    form = "[data-chooser-modal-creation-form]"
    _until(driver, "return document.querySelector(arguments[0])", f"{form} [name=name]")
    _run(driver, "document.querySelector(arguments[0]).value = 'T. Massalen'", f"{form} [name=name]")
    _press(driver, f"{form} [type=submit]")
    _until(driver, "return document.querySelector(arguments[0])", f"{form} input[type=radio]")


def _right_to_import(driver: Any) -> None:
    from django.contrib.auth.models import Permission

    right = Permission.objects.get(codename="import_news").pk
    _bring_up(f"input[name=permissions][value='{right}']")(driver)


def _dialog(driver: Any, name: str) -> None:
    _until(driver, "return !!document.getElementById('body-root')?.rootBlock")
    _press(driver, f"[data-a11y-dialog-show={name}]")
    _until(driver, "return document.querySelector(arguments[0])?.offsetParent !== undefined", f"#{name}")


def _ask(driver: Any) -> None:
    _dialog(driver, "cstonews-questions")
    _run(
        driver,
        "document.querySelector('#cstonews-questions textarea').value = arguments[0]",
        content.QUESTIONS,
    )
    _find(driver, "cstonews-questions")


def _quote(driver: Any) -> None:
    _until(driver, "return !!document.getElementById('body-root')?.rootBlock")
    _run(
        driver,
        """
        const stream = document.getElementById('body-root').rootBlock;
        const state = text => JSON.stringify({entityMap: {}, blocks: [
            {key: "a", text, type: "unstyled", depth: 0, inlineStyleRanges: [], entityRanges: []},
        ]});
        arguments[0].forEach((text, at) => stream.insert({type: "paragraph", value: state(text)}, at, {}));
        """,
        content.PARAGRAPHS,
    )
    _dialog(driver, "cstonews-quotes")
    _find(driver, "cstonews-quotes")


def _find(driver: Any, dialog: str) -> None:
    """Press the button that reads the text, and wait for what it finds."""
    rows = f"#{dialog} .cstonews-composing-rows > li, #{dialog} select"
    _run(driver, "document.querySelector(`#${arguments[0]} [data-action$='#ask']`).click()", dialog)
    _until(driver, "return document.querySelector(arguments[0])", rows)
    # The focus is on the heading; its ring is for those who go by keyboard.
    _run(
        driver,
        "document.activeElement.blur(); [...document.querySelectorAll(arguments[0])].at(-1)"
        ".scrollIntoView({block: 'end'})",
        rows,
    )


SCREENS = (
    Screen("home", LOW),
    Screen("start", 760, _paste),
    Screen("workbench", 980, _page_is_there),
    Screen("correcting", 900, _correct, "workbench"),
    Screen("plan", 900),
    Screen("progress", 460, _under_way),
    Screen("end", 520),
    Screen("desk"),
    Screen("review", 900, _page_is_there),
    Screen("duplicate", 560),
    Screen("proposal", 900),
    Screen("section", LOW),
    Screen("side-panel", TALL, _side_panel, "editor"),
    Screen("imports", LOW),
    Screen("import", 860),
    Screen("undo", 700),
    Screen("again", 700),
    Screen("people", LOW),
    Screen("person", 900),
    Screen("chooser", 640, _choose_speaker, "editor"),
    Screen("merge", 900),
    Screen("take-back", 640),
    Screen("site", 860),
    Screen("questions", TALL, _ask, "interview"),
    Screen("quotes", TALL, _quote, "article"),
    Screen("rights", LOW, _right_to_import),
)


def _file_of(screen: Screen, look: str) -> str:
    return f"{screen.name}.webp" if look == "light" else f"{screen.name}-{look}.webp"


def file_names() -> set[str]:
    """The pictures that the guide has."""
    return {_file_of(screen, look) for screen in SCREENS for look in LOOKS}


def _small(picture: str) -> bytes:
    """With few colours, which screens of text do not miss."""
    small = io.BytesIO()
    image = (
        Image.open(io.BytesIO(base64.b64decode(picture)))
        .convert("RGB")
        .quantize(256, kmeans=1, dither=Image.Dither.NONE)
    )
    image.convert("RGB").save(small, "WEBP", lossless=True, quality=100, method=6)
    return small.getvalue()


def _take(driver: Any, address: str, screen: Screen, look: str) -> bytes:
    prefer_scheme(driver, "dark" if look == "dark" else "light")
    # The dark one is the light one, in the dark.
    if look != "dark":
        is_phone = look == "phone"
        set_width(driver, PHONE if is_phone else DESK, 844 if is_phone else screen.height)
        # The editor remembers which side panel was open.
        _run(driver, "localStorage.clear()")
        driver.get(address)
        status = _run(driver, "return performance.getEntriesByType('navigation')[0].responseStatus")
        if status != HTTPStatus.OK:
            raise WebDriverException(f"The server answers {status}.")
        if screen.do:
            screen.do(driver)
    # What moves has come to rest, and the fonts are there.
    driver.execute_async_script("document.fonts.ready.then(() => setTimeout(arguments[0], 400))")
    return _small(driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"])


@contextmanager
def _site() -> Iterator[tuple[str, Any]]:
    """The example site in a database of its own, served; and the editor who uses it."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings.test"
    sys.path.insert(0, str(ROOT / "example_project"))
    import django

    django.setup()
    from django.conf import settings
    from django.contrib.auth import get_user_model
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases
    from pytest_django.live_server_helper import LiveServer

    setup_test_environment()
    settings.WAGTAIL_ENABLE_UPDATE_CHECK = settings.WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
    made = setup_databases(verbosity=0, interactive=False)
    server = LiveServer("127.0.0.1")
    try:
        users = get_user_model()._default_manager
        editor = users.create_superuser("mirela", "mirela@newsroom.example", "only-for-pictures")
        editor.first_name, editor.last_name = "Mirela", "Tosk"
        editor.save()
        yield server.url, editor
    finally:
        server.stop()
        teardown_databases(made, verbosity=0)


def _log_in(driver: Any, address: str, editor: Any) -> None:
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(editor)
    driver.get(f"{address}/admin/login/")
    driver.add_cookie({"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value})


def _speak(editor: Any, language: str) -> None:
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=editor, defaults={"preferred_language": language})


def take_all(folder: Path = IMAGES, names: tuple[str, ...] = (), looks: tuple[str, ...] = LOOKS) -> None:
    """Takes the guide's pictures: of the screens that are named, or of all.

    A dark one is taken right after the light one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    problems = []
    with _site() as (address, editor), tempfile.TemporaryDirectory() as profile:
        pages = content.prepare(editor)
        driver = open_browser("chromium", "chromedriver", profile)
        try:
            _log_in(driver, address, editor)
            for screen in SCREENS:
                if names and screen.name not in names:
                    continue
                for look in looks:
                    name = _file_of(screen, look)
                    _speak(editor, "ru" if look == "russian" else "en")
                    page = f"{address}/admin/{pages[screen.page or screen.name]}"
                    try:
                        (folder / name).write_bytes(_take(driver, page, screen, look))
                    except WebDriverException as error:
                        problems.append(f"{name} of {page}: {error.msg or type(error).__name__}")
        finally:
            driver.quit()
    if problems:
        raise SystemExit("\n".join(["Not taken:", *problems]))
