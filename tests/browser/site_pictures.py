"""The pictures of the public pages of a running demonstration: widths, light and dark."""

from __future__ import annotations

import base64
import io
from http import HTTPStatus
from pathlib import Path
from typing import Any

from PIL import Image

from .helpers import DESKTOP, PHONE, prefer_scheme, set_width

TABLET = 768
MOST_BYTES = 120_000

HEIGHTS = {PHONE: 1400, TABLET: 1500, DESKTOP: 1700}
"""Of the pictures, in CSS pixels: what is on the first screen, and what follows."""

PAGES = {
    "home": "/",
    "home-russian": "/ru/",
    "section": "/news/",
    "article": "/news/choir-of-the-five-rivers-sings-on-a-barge-without-an-engine/",
    "interview": "/news/the-sea-does-not-read-our-timetable/",
    "person": "/people/irmeli-sandovar/",
    "people": "/people/",
    "search": "/search/?query=river",
}

STATUS = "return performance.getEntriesByType('navigation')[0].responseStatus"

SETTLE = """
const done = arguments[0];
for (const image of document.images) image.loading = "eager";
const images = [...document.images].map(image => image.decode().catch(() => null));
Promise.all([document.fonts.ready, ...images]).then(() => setTimeout(done, 200));
"""


def file_names() -> set[str]:
    return {_name(page, width, scheme) for page in PAGES for width in HEIGHTS for scheme in ("light", "dark")}


def take_all(driver: Any, address: str, folder: Path) -> list[str]:
    """Takes all of them; gives the pages that are not there."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = []
    for page, path in PAGES.items():
        for width, height in HEIGHTS.items():
            set_width(driver, width, height)
            driver.get(address.rstrip("/") + path)
            status = driver.execute_script(STATUS)
            if status != HTTPStatus.OK:
                missing.append(f"{page}: the server answers {status}")
                break
            for scheme in ("light", "dark"):
                prefer_scheme(driver, scheme)
                driver.execute_async_script(SETTLE)
                (folder / _name(page, width, scheme)).write_bytes(_picture(driver))
    return missing


def _name(page: str, width: int, scheme: str) -> str:
    return f"{page}-{width}{'-dark' if scheme == 'dark' else ''}.webp"


def _picture(driver: Any) -> bytes:
    """What the window shows, as a file of at most 120 KB."""
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    image = Image.open(io.BytesIO(base64.b64decode(taken))).convert("RGB")
    for quality in range(72, 20, -8):
        small = io.BytesIO()
        image.save(small, "WEBP", quality=quality, method=6)
        if small.tell() <= MOST_BYTES:
            break
    return small.getvalue()
