"""The screenshots of the README and of the guide for editors.

README's are taken from a running demonstration: ``make demo`` in one shell, and in another
``python -m tests.browser.screenshots [ADDRESS]``. Those of the guide need nothing that runs:
``python -m tests.browser.screenshots --editors``, with the names of screens to take these alone, with
``--look russian`` for one look alone, and with ``--to FOLDER`` to put them elsewhere. Those of the
public pages, at three widths, light and dark, are taken from a running demonstration as README's are:
``--site [ADDRESS]``.
"""

from __future__ import annotations

import argparse
import base64
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PIL import Image

from . import site_pictures
from .helpers import DESKTOP, PHONE, open_browser, prefer_scheme, set_width

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"

DEMONSTRATION = "http://127.0.0.1:8000"

# Name of the file, path of the page, width and height of the picture in CSS pixels.
PICTURES = (
    ("interview.png", "/news/the-reservoirs-are-filling-too-early/", DESKTOP, 1200),
    ("interview-phone.png", "/news/a-border-is-first-of-all-a-road/", PHONE, 1000),
)


def take(driver: Any, url: str, width: int, height: int) -> bytes:
    """The top of a page, as a PNG with few colours, which pages of text do not miss."""
    set_width(driver, width, height)
    driver.get(url)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    small = io.BytesIO()
    Image.open(io.BytesIO(base64.b64decode(picture["data"]))).quantize(128).save(small, "PNG", optimize=True)
    return small.getvalue()


@contextmanager
def _browser() -> Iterator[Any]:
    with tempfile.TemporaryDirectory() as profile:
        driver = open_browser("chromium", "chromedriver", profile)
        try:
            yield driver
        finally:
            driver.quit()


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with _browser() as driver:
        prefer_scheme(driver, "light")
        for name, path, width, height in PICTURES:
            (IMAGES / name).write_bytes(take(driver, address.rstrip("/") + path, width, height))


def of_site(address: str, folder: Path) -> None:
    with _browser() as driver:
        missing = site_pictures.take_all(driver, address, folder)
    if missing:
        raise SystemExit("\n".join(["Not taken:", *missing]))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation.")
    parser.add_argument("names", nargs="*", help="The demonstration's address; or, with --editors, screens.")
    parser.add_argument("--editors", action="store_true", help="Those of the guide for editors.")
    parser.add_argument("--site", action="store_true", help="Those of the public pages.")
    parser.add_argument("--look", action="append", help="light, dark (with light), phone or russian.")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="Where to put them.")
    return parser.parse_args()


if __name__ == "__main__":
    given = _parse()
    if given.editors:
        from .editors.pictures import IMAGES as OF_EDITORS
        from .editors.pictures import LOOKS, take_all

        take_all(given.to or OF_EDITORS, tuple(given.names), tuple(given.look or LOOKS))
    elif given.site:
        of_site(*(given.names or [DEMONSTRATION]), given.to or IMAGES / "site")
    else:
        main(*(given.names or [DEMONSTRATION]))
