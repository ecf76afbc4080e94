"""An install without Wagtail, by the lines of the how-to, in an empty environment."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
import tomllib
import venv

import pytest

from .helpers import ROOT

GUIDE = (ROOT / "docs/how-to/extract-without-django.md").read_text()
INSTALLS = [shlex.split(line) for line in re.findall(r"^python (-m pip install .*)$", GUIDE, re.MULTILINE)]


def test_the_guide_names_the_versions_of_the_package():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    required = {*project["dependencies"], *project["optional-dependencies"]["warc"]}
    named = {word for install in INSTALLS for word in install if ">=" in word}
    assert len(named) > 5
    assert named <= required


def test_the_command_works_where_there_is_no_django(tmp_path):
    venv.create(tmp_path / "empty", with_pip=True)
    python = str(tmp_path / "empty" / ("Scripts" if sys.platform == "win32" else "bin") / "python")

    def run(*arguments: str, timeout: int = 400) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [python, *arguments], capture_output=True, text=True, check=False, cwd=tmp_path, timeout=timeout
        )

    for install in INSTALLS:
        done = run(*(str(ROOT) if word == "wagtail-cstonews" else word for word in install))
        if done.returncode and re.search(
            "No matching distribution|Connection|Temporary failure", done.stderr
        ):
            pytest.skip("the package index cannot be reached")
        assert done.returncode == 0, done.stderr
    assert run("-c", "import django").returncode != 0
    page = (
        "<h1>Lock closed</h1><p>The lock in the harbour is closed, said Anna Berg, the mayor, on Monday.</p>"
    )
    (tmp_path / "a.html").write_text(page)
    for workers in ("1", "2"):
        done = run("-m", "wagtail_cstonews.extraction", "a.html", "--workers", workers)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["title"] == "Lock closed"
