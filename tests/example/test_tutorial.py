"""The tutorial's crawl, by the commands that the tutorial prints, with the answers that it prints."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = (ROOT / "docs" / "tutorial" / "first-import.md").read_text(encoding="utf-8")
SECTION = TUTORIAL.partition("## 7.")[2]
SECONDS = re.compile(r"\d+\.\d seconds")


FIRST = TUTORIAL.partition("## 7.")[0]

FIRST_IN_THE_SECTION = """
from bs4 import BeautifulSoup
from django.test import Client

client = Client(headers={"host": "localhost"})
section = BeautifulSoup(client.get("/news/").content, "lxml")
first = section.select(".cstonews-card__title a")[0]
page = BeautifulSoup(client.get(first["href"]).content, "lxml")
quotes = [quote.select_one(".cstonews-speaker").get_text() for quote in page.select("figure.cstonews-quote")]
related = [teaser.get_text(strip=True) for teaser in page.select(".cstonews-related__item")]
print(first.get_text(strip=True), quotes, related, "Go back" in page.get_text(), sep="|")
"""


def test_the_first_article_is_where_the_tutorial_says(manage, tmp_path):
    (scraped,) = re.findall(r"```text\n(.*?)```", FIRST, flags=re.DOTALL)
    (tmp_path / "scraped.txt").write_text(scraped, encoding="utf-8")
    commands = [
        shlex.split(command.removeprefix(".venv/bin/python example_project/manage.py "))
        for block in re.findall(r"```console\n(.*?)```", FIRST, flags=re.DOTALL)
        for command in block.splitlines()
        if "manage.py import_news" in command
    ]
    assert [command[:2] for command in commands] == [["import_news", "scraped.txt"]] * 3
    dry_run, imported, again = [
        [str(tmp_path / word) if word in ("scraped.txt", "report.json") else word for word in command]
        for command in commands
    ]
    assert manage("migrate", "--verbosity", "0").returncode == 0
    # What the sample archive has of the newest articles, and one of which no date is known.
    archive = ROOT / "example_project" / "archive"
    others = [*archive.glob("06-*.txt"), *archive.glob("02-*.txt"), *archive.glob("01-*.txt")]
    assert manage("import_news", *map(str, others), "--to", "/news/", "--publish").returncode == 0
    assert "1 new" in manage(*dry_run).stdout
    done = manage(*imported)
    assert "1 new" in done.stdout, done.stderr
    seen = manage("shell", "--verbosity", "0", "--command", FIRST_IN_THE_SECTION)
    assert seen.stdout.strip() == "|".join(
        [
            "New rails for the night train",
            "['Branwen', 'Branwen']",
            "['The harbour master has presented the ice report for the winter.']",
            "False",
        ]
    ), seen.stderr
    assert "Nothing to do" in manage(*again).stdout


@pytest.fixture(scope="module")
def answers(tmp_path_factory) -> list[subprocess.CompletedProcess[str]]:
    """What each command of the section says."""
    folder = tmp_path_factory.mktemp("tutorial")
    (folder / "example_project").symlink_to(ROOT / "example_project")
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "SECRET_KEY"}}
    environment |= {"PYTHONPATH": str(ROOT)}
    found = []
    for block in re.findall(r"```console\n(.*?)```", SECTION, flags=re.DOTALL):
        for command in block.splitlines():
            if command.startswith("export "):
                name, _, value = command.removeprefix("export ").partition("=")
                environment[name] = value
                continue
            words = shlex.split(command)
            assert words[0] == ".venv/bin/python"
            found.append(
                subprocess.run(  # noqa: S603
                    [sys.executable, *words[1:]],
                    cwd=folder,
                    env=environment,
                    capture_output=True,
                    text=True,
                    timeout=300,
                    check=False,
                )
            )
    found[-1].stdout += (folder / "alone.jsonl").read_text(encoding="utf-8")
    return found


def test_all_go_well(answers):
    assert [(answer.returncode, answer.args[1:3]) for answer in answers if answer.returncode] == []
    assert len(answers) == 5


def test_the_import_says_what_is_printed(answers):
    (printed,) = re.findall(r"```text\n(.*?)```", SECTION, flags=re.DOTALL)
    assert SECONDS.sub("", answers[1].stdout) == SECONDS.sub("", printed)
    named = re.findall(r"(\d{4}\.txt): It is no article", answers[1].stderr)
    assert named == ["0007.txt", "0013.txt", "0014.txt"]


def test_lists_become_drafts(answers):
    assert answers[2].stdout.startswith("14 documents: 3 new, 11 unchanged.")
    assert "3 documents that are no articles" in answers[3].stdout


def test_without_the_other_pages(answers):
    first = json.loads(answers[4].stdout.splitlines()[0])
    assert first["title"].startswith("The Harbour Office of Port Ilse has opened a night ferry")
