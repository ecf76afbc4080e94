"""The screenshots of the README, taken from a running demonstration.

``make demo`` in one shell, and in another ``python -m tests.browser.screenshots [ADDRESS]``.
"""

from __future__ import annotations

import base64
import io
import sys
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from .helpers import DESKTOP, PHONE, open_browser, prefer_scheme, set_width

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"

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


def main(address: str) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        driver = open_browser("chromium", "chromedriver", profile)
        try:
            prefer_scheme(driver, "light")
            for name, path, width, height in PICTURES:
                (IMAGES / name).write_bytes(take(driver, address.rstrip("/") + path, width, height))
        finally:
            driver.quit()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["http://127.0.0.1:8000"]))
