"""Lighthouse and the Nu HTML Checker on the public pages of a running demonstration.

``make demo`` in one shell, and in another ``python -m benchmarks.pages_audit [ADDRESS]``. It prints a table,
and ends with status 1 where a page has an error in its HTML, or less than 100 points in accessibility, best
practices or SEO. Performance depends on what else the machine does: the load is printed, and no number is
demanded.

Both programs are fetched with npm on first use, into ``.cache/audit`` or the folder of ``--tools``. They need
Node, Java, and Chromium, or whichever browser ``CHROME_PATH`` names.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tests.browser.site_pictures import PAGES

DEMONSTRATION = "http://127.0.0.1:8000"
TOOLS = Path(__file__).resolve().parents[1] / ".cache" / "audit"
PACKAGES = ("lighthouse@13", "vnu-jar@26")

AUDITED = ("home", "section", "article", "interview", "person", "search")
DEVICES = {"phone": [], "desktop": ["--preset=desktop"]}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
DEMANDED = CATEGORIES[1:]
NOT_DEMANDED = {("search", "seo")}
"""Search engines are kept from the results of a search, which Lighthouse counts against the page."""

TIMES = ("largest-contentful-paint", "cumulative-layout-shift")
ROW = "{:<12}{:<9}{:>6}{:>9}{:>9}{:>5}{:>9}{:>7}{:>6}"

SECONDS = 180
ATTEMPTS = 3
"""On a machine with much else to do, a browser does not always start in time."""
FLAGS = "--headless=new --no-sandbox --disable-gpu"


def fetch(tools: Path) -> None:
    """Install what is not there.

    :raises SystemExit: without Node's package manager.
    """
    if (tools / "node_modules" / "vnu-jar").exists() and (tools / "node_modules" / "lighthouse").exists():
        return
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is needed to fetch Lighthouse and the Nu HTML Checker, and was not found.")
    tools.mkdir(parents=True, exist_ok=True)
    command = [npm, "install", "--prefix", str(tools), "--no-audit", "--no-fund", *PACKAGES]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def html_errors(address: str, tools: Path) -> dict[str, list[str]]:
    """What the Nu HTML Checker finds wrong, by page; also of pages that Lighthouse does not see."""
    (jar,) = (tools / "node_modules" / "vnu-jar").rglob("vnu.jar")
    with tempfile.TemporaryDirectory() as folder:
        for name, path in PAGES.items():
            with urlopen(address + path, timeout=60) as response:  # noqa: S310  the demonstration's own
                (Path(folder) / f"{name}.html").write_bytes(response.read())
        command = [
            "java",
            "-jar",
            str(jar),
            "--format",
            "json",
            "--exit-zero-always",
            "--skip-non-html",
            folder,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=SECONDS)
    found: dict[str, list[str]] = {name: [] for name in PAGES}
    for message in json.loads(done.stderr or done.stdout)["messages"]:
        if message["type"] == "error":
            words = f"{message['message']} (line {message.get('lastLine')})"
            found[Path(message["url"]).stem].append(words)
    return found


def audit(url: str, arguments: list[str], tools: Path) -> dict[str, Any]:
    """Lighthouse's report of a page."""
    lighthouse = tools / "node_modules" / ".bin" / "lighthouse"
    command = [str(lighthouse), url, *arguments, "--quiet", "--output=json", f"--chrome-flags={FLAGS}"]
    command.append(f"--only-categories={','.join(CATEGORIES)}")
    browser = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""
    environment = {**os.environ, "CHROME_PATH": browser}
    for _attempt in range(ATTEMPTS):
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=SECONDS, env=environment
        )
        if done.returncode == 0:
            break
    else:
        raise SystemExit(f"Lighthouse fails on {url}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def failures(report: dict[str, Any]) -> Iterator[str]:
    """The audits that a page does not pass, and the first elements that are why."""
    wanted = {
        ref["id"] for name in DEMANDED for ref in report["categories"][name]["auditRefs"] if ref["weight"]
    }
    for name in sorted(wanted):
        found = report["audits"][name]
        if found["score"] is not None and found["score"] < 1:
            items = (found.get("details") or {}).get("items") or []
            elements = [item["node"]["snippet"] for item in items if "node" in item]
            yield f"{found['title']}: {'; '.join(elements[:3])}"


def print_scores(pages: list[str], address: str, tools: Path) -> bool:
    """One line a page and device. Whether all have what is demanded."""
    good = True
    print(ROW.format("page", "device", "perf.", "access.", "best p.", "SEO", "LCP", "CLS", "load"))
    for page in pages:
        for device, arguments in DEVICES.items():
            load = os.getloadavg()[0]
            report = audit(address + PAGES[page], arguments, tools)
            scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
            times = [report["audits"][name]["displayValue"] for name in TIMES]
            print(ROW.format(page, device, *scores.values(), *times, f"{load:.1f}"), flush=True)
            missed = [name for name in DEMANDED if scores[name] < 100 and (page, name) not in NOT_DEMANDED]
            if missed:
                good = False
                print("\n".join(f"    {words}" for words in failures(report)))
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description="Audit the public pages of a running demonstration.")
    parser.add_argument("address", nargs="?", default=DEMONSTRATION)
    parser.add_argument(
        "--tools", type=Path, default=TOOLS, metavar="FOLDER", help="Where npm's packages are."
    )
    parser.add_argument("--pages", nargs="+", choices=AUDITED, default=list(AUDITED), help="For Lighthouse.")
    parser.add_argument("--html-only", action="store_true", help="The HTML checker alone: it is quick.")
    given = parser.parse_args()
    address = given.address.rstrip("/")
    fetch(given.tools)
    wrong = html_errors(address, given.tools)
    for page, errors in wrong.items():
        print(f"{page}: {'valid HTML' if not errors else f'{len(errors)} errors'}")
        print("".join(f"    {error}\n" for error in errors), end="")
    good = given.html_only or print_scores(given.pages, address, given.tools)
    return 0 if good and not any(wrong.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
