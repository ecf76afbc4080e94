"""What the browser tests share."""

from __future__ import annotations

import os
import re
import shutil
import time
from os import PathLike
from pathlib import Path
from typing import Any

PHONE, DESKTOP = 390, 1440

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    # Only the test server exists.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)


def open_browser(browser: str, chromedriver: str, profile: PathLike[str] | str) -> Any:
    """Chromium without a window, whose profile is the given folder and whose console is recorded.

    The programs are names or paths.
    """
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which(browser) or browser
    for flag in FLAGS:
        options.add_argument(flag)
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    service = webdriver.ChromeService(executable_path=shutil.which(chromedriver) or chromedriver)
    driver = webdriver.Chrome(options=options, service=service)
    driver.set_page_load_timeout(60)
    return driver


def set_width(driver: Any, width: int, height: int = 900) -> None:
    """The width of the page in CSS pixels. Chromium's windows cannot be made as narrow as a phone."""
    driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600},
    )


def overflow(driver: Any) -> list[str]:
    """The elements that stick out of the page on the right; empty if nothing can be scrolled sideways."""
    return driver.execute_script(
        """
        const width = document.documentElement.clientWidth;
        if (Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) <= width) return [];
        return [...document.querySelectorAll("body *")]
            .filter(e => e.getBoundingClientRect().right > width + 1)
            .map(e => e.tagName + "." + e.className).slice(0, 10);
        """
    )


REFUSED_DRAFT = re.compile(
    r"/admin/pages/(add/\w+/\w+/\d+|\d+/edit)/\S* - Failed to load resource: .* status of 400"
)
"""Wagtail saves by itself what is being written, and answers so where it is not fit to be saved yet."""


def console_errors(driver: Any) -> list[str]:
    """What the console has complained about since it was last asked."""
    told = [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
    return [message for message in told if not REFUSED_DRAFT.search(message)]


CONTRAST = """
const canvas = Object.assign(document.createElement("canvas"), {width: 1, height: 1});
const context = canvas.getContext("2d", {willReadFrequently: true});
// Any colour that CSS knows, laid over a ground, as three numbers.
const over = (colour, ground) => {
    context.fillStyle = `rgb(${ground.join()})`;
    context.fillRect(0, 0, 1, 1);
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const luminance = rgb => {
    const [r, g, b] = rgb.map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = element => element
    ? over(getComputedStyle(element).backgroundColor, ground(element.parentElement))
    : [255, 255, 255];
const weak = [];
for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    const box = e.getBoundingClientRect();
    if (!own || box.width < 2 || box.height < 2) continue;
    const style = getComputedStyle(e);
    const size = parseFloat(style.fontSize), bold = Number(style.fontWeight) >= 700;
    const needed = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const below = ground(e);
    const [a, b] = [luminance(over(style.color, below)), luminance(below)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    const text = e.textContent.trim().slice(0, 30);
    if (ratio < needed) weak.push(`${e.tagName}.${e.className}: ${ratio.toFixed(2)} ${text}`);
}
return weak;
"""


def weak_contrasts(driver: Any) -> list[str]:
    """The texts whose contrast is below WCAG 2 AA, once colours that are changing have changed."""
    found = driver.execute_script(CONTRAST)
    until = time.monotonic() + 3
    while found and time.monotonic() < until:
        time.sleep(0.2)
        found = driver.execute_script(CONTRAST)
    return found


def prefer_scheme(driver: Any, scheme: str) -> None:
    """Light or dark, as the reader's system would say."""
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )


PICTURES = os.environ.get("TEST_PICTURES")
"""The folder for pictures of what is tested; none unless told."""


def look(driver, name: str, width: int) -> None:
    """Nothing sticks out, no script fails; and a picture, where they are wanted."""
    assert overflow(driver) == []
    errors = console_errors(driver)
    assert not errors, errors
    if PICTURES:
        driver.save_screenshot(str(Path(PICTURES) / f"{name}-{width}.png"))
