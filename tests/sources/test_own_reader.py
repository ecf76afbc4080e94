"""A site's own reader, as ``docs/how-to/add-a-source.md`` has it: the code is taken from there and run."""

from __future__ import annotations

import importlib
import io
import json
import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.sources.helpers import make_zip, read_all
from wagtail_cstonews.compat import get_base_page_model
from wagtail_cstonews.sources import formats, unregister

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "how-to" / "add-a-source.md"

STORY = """<?xml version="1.0"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf><head><title>Slug</title><docdata><date.issue norm="20240501T100000Z"/></docdata></head>
<body><body.head><hedline><hl1>The lock at {place} reopens</hl1></hedline>
<byline>By <person>Anna Brandt</person></byline></body.head>
<body.content><p>The lock at {place} opened again on Wednesday after two years of repairs.</p>
<p>“We are <em>very</em> glad,” said the harbour master, Jan Pohl. Barges no longer go round by the sea.</p>
</body.content></body></nitf>"""


@pytest.fixture
def newsroom(tmp_path, monkeypatch):
    """The guide's app and script, and files of its format."""
    code = [
        textwrap.dedent(block)
        for block in re.findall(
            r"^ *```python\n(.*?)^ *```", GUIDE.read_text("utf-8"), re.DOTALL | re.MULTILINE
        )
    ]
    app = tmp_path / "newsroom"
    app.mkdir()
    for name, text in zip(("newsroom/sources.py", "newsroom/apps.py", "extract.py"), code, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (app / "__init__.py").write_text("")
    wire = tmp_path / "wire"
    wire.mkdir()
    (wire / "a.nitf").write_text(STORY.format(place="Kamenz"), encoding="utf-8")
    (wire / "b.xml").write_text(STORY.format(place="Lauta"), encoding="utf-8")
    (wire / "c.nitf").write_text("<nitf><head>")
    make_zip(wire / "d.zip", {"d.nitf": STORY.format(place="Ruhland")})
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in ("newsroom", "newsroom.apps", "newsroom.sources"):
        sys.modules.pop(name, None)


@pytest.fixture
def registered(newsroom):
    """The same with the reader registered, as Django does it when the site starts."""
    apps = importlib.import_module("newsroom.apps")
    apps.NewsroomConfig("newsroom", importlib.import_module("newsroom")).ready()
    yield newsroom
    unregister("nitf")


def test_its_files_are_read_wherever_they_are(registered):
    documents, [bad], skipped = read_all(registered / "wire")
    assert [document.title for document in documents] == [
        "The lock at Kamenz reopens",
        "The lock at Lauta reopens",
        "The lock at Ruhland reopens",
    ]
    assert documents[0].author == "Anna Brandt"
    assert documents[0].key == (registered / "wire" / "a.nitf").as_uri()
    assert "c.nitf: not well-formed XML" in str(bad)
    assert not skipped


@pytest.mark.django_db
def test_the_command_imports_them(registered, news_index):
    assert "nitf" in formats()
    out = io.StringIO()
    # One file of the four is damaged.
    with pytest.raises(CommandError):
        call_command(
            "import_news", str(registered / "wire"), "--to", str(news_index.pk), stdout=out, stderr=out
        )
    pages = get_base_page_model().objects.child_of(news_index).specific().order_by("title")
    assert [page.title for page in pages] == [
        f"The lock at {place} reopens" for place in ("Kamenz", "Lauta", "Ruhland")
    ]
    assert "c.nitf: not well-formed XML" in out.getvalue()


def test_the_script_extracts_them(newsroom):
    done = subprocess.run(
        [sys.executable, "extract.py", "wire", "--workers", "2"],
        cwd=newsroom,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    articles = [json.loads(line) for line in done.stdout.splitlines()]
    assert [article["published_at"] for article in articles] == ["2024-05-01T10:00:00+00:00"] * 3
    assert all("opened again on Wednesday" in article["lead"] for article in articles)
    assert all("said the harbour master" in article["body"][-1]["text"] for article in articles)
    assert articles[0]["authors"] == ["Anna Brandt"]
    assert "c.nitf: not well-formed XML" in done.stderr
