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
