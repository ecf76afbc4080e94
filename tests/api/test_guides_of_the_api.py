"""What the how-tos of the API print is run as processes, against a server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from tests import factories
from tests.api.asking import bearer
from tests.importing.helpers import news_pages
from wagtail_cstonews import conf
from wagtail_cstonews.compat import HAS_API_V3

GUIDES = Path(__file__).resolve().parents[2] / "docs" / "how-to"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the server shares the database in memory"),
]


@pytest.fixture
def environment(news_index):
    """What the commands find in their environment: a server, a token, a section and a person."""
    from pytest_django.live_server_helper import LiveServer

    user = factories.make_user(username="editor")
    running = LiveServer("127.0.0.1")
    yield {
        **os.environ,
        "SITE": running.url,
        "TOKEN": bearer(user)["HTTP_AUTHORIZATION"].removeprefix("Bearer "),
        "SECTION": str(news_index.pk),
        "PERSON": str(factories.make_person("Ottilie Branwen").pk),
    }
    running.stop()


def code_in(text: str, language: str = "python") -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def printed(environment, *command):
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def shape(value):
    """The names in JSON, without those of a page's content: the guide shows only some."""
    if isinstance(value, dict):
        return {name: shape(one) for name, one in value.items() if name not in ("page", "id")}
    return [shape(one) for one in value] if isinstance(value, list) else type(value).__name__


def test_import_through_the_api(environment):
    guide = (GUIDES / "import-through-the-api.md").read_text(encoding="utf-8")
    token, look, save, raw = code_in(guide, "console")
    out = StringIO()
    call_command(*token.split()[2:], stdout=out)
    environment["TOKEN"] = out.getvalue().split()[-1]
    (example,) = code_in(guide, "json")
    said = json.loads(example)
    answer = json.loads(printed(environment, "bash", "-ec", look))
    assert shape(answer) == shape(said)
    assert answer["page"].items() >= {k: v for k, v in said["page"].items() if k != "body"}.items()
    assert (answer["left_out"], answer["people"]) == (said["left_out"], said["people"])
    assert round(answer["confidence"], 1) == round(said["confidence"], 1)
    assert not news_pages().exists()
    answer = json.loads(printed(environment, "bash", "-ec", save))
    assert (answer["outcome"], answer["ignored"]) == ("new", [])
    assert json.loads(printed(environment, "bash", "-ec", save))["outcome"] == "unchanged"
    assert json.loads(printed(environment, "bash", "-ec", raw))["outcome"] == "new"
    script = code_in(guide)[-1]
    assert printed(environment, sys.executable, "-c", script).startswith("new http://")
    assert news_pages().count() == 3


def test_write_through_the_api(environment):
    guide = (GUIDES / "write-through-the-api.md").read_text(encoding="utf-8")
    (script,) = code_in(guide)
    assert printed(environment, sys.executable, "-c", script).strip() == "It will rise again in May."
    page = conf.get_interview_page_model().objects.get()
    assert page.live
    assert page.interviewee.name == "Ottilie Branwen"
    (command,) = code_in(guide, "console")
    assert json.loads(printed(environment, "bash", "-ec", command))["title"] == "Wells run dry"
