"""What an import does about full disks, lost databases, over-long statements and names made for terminals."""

from __future__ import annotations

import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing, nullcontext
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.importing.entries import failures
from wagtail_cstonews.importing.images import pictures
from wagtail_cstonews.importing.loading.addresses import is_public
from wagtail_cstonews.importing.writing import batches
from wagtail_cstonews.models import ImportRun

from .helpers import ROOT, news_pages, site_in

PROSE = "The council of the five rivers met in Port Ilse and agreed on the rules of the common fund.\n"
CLEAR = "\x1b[2J\x1b]0;owned\x07"


def run(*paths, **options):
    out = io.StringIO()
    status = ""
    try:
        call_command(
            "import_news", *map(str, paths), to="/news/", stdout=out, stderr=out, no_color=True, **options
        )
    except CommandError as error:
        status = str(error)
    return out.getvalue(), status


def write_rows(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


FULL_SETTINGS = """
import os
from django.db.backends.signals import connection_created
from tests.settings import *

def limit(connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = " + os.environ["MOST_PAGES"])

connection_created.connect(limit, weak=False)
"""


@pytest.mark.own_database
@pytest.mark.slow
def test_a_full_disk_ends_the_run_with_one_message(tmp_path):
    run_there = site_in(tmp_path)
    rows = [{"id": str(n), "title": f"Title {n}", "text": f"{n} {PROSE}" * 40} for n in range(150)]
    write_rows(tmp_path / "rows.jsonl", rows)
    (tmp_path / "full_settings.py").write_text(FULL_SETTINGS)
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        pages = database.execute("PRAGMA page_count").fetchone()[0]
    command = ["-m", "django", "import_news", "rows.jsonl", "--to", "/news/"]
    environment = {
        **os.environ,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{tmp_path}",
        "MOST_PAGES": str(pages + 250),
    }
    done = subprocess.run(  # noqa: S603
        [sys.executable, *command, "--settings", "full_settings"],
        capture_output=True, text=True, check=False, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    shown = done.stderr.strip().splitlines()
    assert shown[-1].startswith("CommandError: The disk is full (database or disk is full). What was written")
    assert not any("failed" in line or "Traceback" in line for line in shown)
    printed, _ = run_there(*command)
    assert "150 documents" in printed
    assert "failed" not in printed


@pytest.mark.django_db
def test_a_statement_that_the_database_finds_too_long_fails_its_document_alone(
    tmp_path, news_index, monkeypatch
):
    path = write_rows(tmp_path / "rows.jsonl", [{"id": n, "title": n, "text": f"{n} {PROSE}"} for n in "abc"])
    write_together = batches.write_together

    def refuse(entries, people, target):
        if any(entry.item.id == "b" and entry.built for entry in entries):
            raise OperationalError(1153, "Got a packet bigger than 'max_allowed_packet' bytes")
        write_together(entries, people, target)

    vendor = SimpleNamespace(
        vendor="mysql",
        is_usable=lambda: False,
        in_atomic_block=True,
        execute_wrapper=lambda wrapper: nullcontext(),
    )
    monkeypatch.setattr(batches, "write_together", refuse)
    monkeypatch.setattr(failures, "connection", vendor)
    out, status = run(path)
    assert status.startswith("1 document failed")
    assert f"{path}:2: It is longer than the database takes at once. Set max_allowed_packet" in out
    assert sorted(page.title for page in news_pages()) == ["a", "c"]


@pytest.mark.django_db
def test_names_made_for_a_terminal_are_shown_without_their_effect(tmp_path, news_index):
    folder = tmp_path / f"in{CLEAR}"
    folder.mkdir()
    write_rows(
        folder / "a.jsonl",
        [
            {"id": f"x{CLEAR}", "url": f"http://a.example/{CLEAR}", "text": ""},
            {"id": 5, "title": CLEAR, "text": PROSE},
        ],
    )
    (folder / f"b{CLEAR}.txt").write_bytes(b"")
    (folder / f"c{CLEAR}.xyz").write_bytes(b"")
    for options in ({"verbosity": 3}, {"dry_run": True, "verbosity": 2}, {"ids": [f"q{CLEAR}"]}):
        out, status = run(folder, **options)
        assert out or status
        assert "\x1b" not in out + status
        assert "\x07" not in out + status
    out = io.StringIO()
    call_command("news_import_status", stdout=out, stderr=out, no_color=True)
    call_command(
        "news_import_status", str(ImportRun.objects.latest("pk").pk), stdout=out, stderr=out, no_color=True
    )
    assert "\x1b" not in out.getvalue()


def test_names_made_for_a_terminal_at_the_extraction_command(tmp_path):
    folder = tmp_path / f"in{CLEAR}"
    folder.mkdir()
    (folder / f"b{CLEAR}.txt").write_bytes(b"")
    (folder / f"c{CLEAR}.xyz").write_bytes(b"")
    command = [sys.executable, "-m", "wagtail_cstonews.extraction", str(folder), f"no{CLEAR}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 4
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ["import_news", "a.txt", "--to", "/news/"],
        ["news_import_status"],
        ["undo_news_import", "1"],
        ["stop_news_import", "1"],
    ],
    ids=lambda command: command[0],
)
def test_a_database_that_is_not_there_ends_a_command_in_a_message(tmp_path, command):
    (tmp_path / "a.txt").write_text(PROSE)
    (tmp_path / "gone_settings.py").write_text(
        "from tests.settings import *\n"
        "DATABASES = {'default': {'ENGINE': 'django.db.backends.sqlite3', 'NAME': '/nowhere/db'}}\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{os.getcwd()}{os.pathsep}{tmp_path}"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "django", *command, "--settings", "gone_settings"],
        capture_output=True, text=True, check=False, env=environment, cwd=tmp_path,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.strip().startswith(
        "CommandError: The database failed (unable to open database file). Check"
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address",
    ["168.63.129.16", "::ffff:168.63.129.16", "169.254.169.254", "169.254.170.2",
     "100.100.100.200", "192.0.0.192", "fd00:ec2::254"],
)  # fmt: skip
def test_what_clouds_tell_their_machines_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize(
    "inside",
    [
        "<style>rect{fill:\\75rl(//a.example/b)}</style>",
        "<style>rect{fill:u\\72 l('//a.example/b')}</style>",
        "<style>\\40 import '//a.example/b';</style>",
        "<style>@im/**/port '//a.example/b';</style>",
        "<style>rect{fill:url(/**/'//a.example/b')}</style>",
        "<style>rect{background:image-set('//a.example/b' 1x)}</style>",
        "<rect style='fill:\\000075\\000072\\00006c(//a.example/b)'/>",
        "<rect fill='ur\\6c (//a.example/b)'/>",
    ],
)
def test_styles_that_load_something_are_refused_however_they_are_written(inside):
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">{inside}</svg>'
    with pytest.raises(pictures.LoadError):
        pictures.check_svg(io.BytesIO(svg.encode()))


def test_a_style_sheet_in_utf_16_is_refused():
    svg = '<?xml version="1.0"?><?xml-stylesheet href="//a.example/b"?><svg xmlns="http://www.w3.org/2000/svg"/>'
    with pytest.raises(pictures.LoadError, match="style sheet"):
        pictures.check_svg(io.BytesIO(svg.encode("utf-16")))


def test_styles_of_a_drawing_are_kept():
    inside = "<style>.a\\:b{fill:url(#g)} /* a comment */</style><rect fill='url(\"#g\")'/>"
    pictures.check_svg(io.BytesIO(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>'.encode()))


ODD_IMAGES = [
    '<img {{lazy}} src="a.jpg">',
    '<img src="http://a]b/a.jpg">',
    '<img src="http://[x/a.jpg" alt="A">',
    '<img {% if photo %} src="a.jpg" {% endif %}>',
    '<img {{lazy}} srcset="http://a]b/a.jpg 2x" src="">',
]
"""What templates and scrapers leave of an image."""

ODD_PAGE = (
    "<html><head><title>Rules agreed</title>{head}</head><body><article><h1>Rules agreed</h1><p>{prose}</p>"
    "{image}<p>The rules for the work hold from the autumn on, as the council said on {day}.</p>"
    "<figure>{image}<figcaption>The council</figcaption></figure></article></body></html>"
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def odd_rows():
    """Articles with odd images: as a page, as an article's own HTML, and as what the page names."""
    rows = []
    for number, (image, day) in enumerate(zip(ODD_IMAGES, DAYS, strict=True)):
        prose = PROSE.replace("Port Ilse", f"the town hall of district {number}")
        html = ODD_PAGE.format(head="", prose=prose, image=image, day=day)
        rows.append({"id": f"page-{number}", "html": html})
    head = '<meta property="og:image" content="http://a]b/a.jpg">'
    rows.append(
        {"id": "head", "html": ODD_PAGE.format(head=head, prose=PROSE, image="", day="Saturday")},
    )
    rows.append({"id": "given", "text": f"Given\n\n{PROSE}", "image": "http://a]b/a.jpg"})
    return rows


@pytest.mark.django_db
def test_an_odd_image_costs_no_document(news_index, tmp_path):
    rows = odd_rows()
    out, status = run(write_rows(tmp_path / "rows.jsonl", rows), keep_near_duplicates=[None])
    assert not status, out
    assert ImportRun.objects.get().counts == {"new": len(rows)}
    for number, page in enumerate(news_pages()[: len(ODD_IMAGES)]):
        assert page.title == "Rules agreed"
        assert f"the town hall of district {number} and agreed" in f"{page.lead} {page.body}"


@pytest.mark.parametrize("image", ODD_IMAGES)
def test_an_odd_image_costs_no_text(image):
    found = []
    for one in (image, '<img src="a.jpg">'):
        html = ODD_PAGE.format(head="", prose=PROSE, image=one, day="Monday")
        article = extract(RawDocument("a", html, "a.html", media_type="html"))
        found.append((article.title, article.lead, [block.text for block in article.body if block.text]))
    assert found[0] == found[1]


@pytest.mark.django_db
def test_a_tag_with_a_nul_costs_no_document(news_index, tmp_path):
    """PostgreSQL takes it in no text, and the rows behind it have their turn everywhere."""
    rows = [
        {"id": "a", "text": f"One\n\n{PROSE}", "tags": ["Wat\0er", "Land"]},
        {"id": "b", "text": f"Two\n\n{PROSE.replace('five', 'six')}", "tags": ["\0", "Land"]},
        {"id": "c", "text": f"Three\n\n{PROSE.replace('five', 'ten')}"},
    ]
    path = write_rows(tmp_path / "rows.jsonl", rows)
    for expected in ("new", "unchanged"):
        out, status = run(path, keep_near_duplicates=[None])
        assert not status, out
        assert ImportRun.objects.first().counts == {expected: 3}
    tags = {page.title: sorted(tag.name for tag in page.specific.tags.all()) for page in news_pages()}
    assert tags["One"] == ["Land", "Wat\ufffder"]
    assert "Land" in tags["Two"]
    assert "\0" not in json.dumps(tags)


@pytest.mark.own_database
@pytest.mark.slow
def test_odd_images_and_tags_as_a_user_meets_them(tmp_path):
    """By the commands, each a process of its own: nothing fails, and nothing is lost."""
    run_there = site_in(tmp_path)
    rows = odd_rows()
    rows[0]["tags"] = ["Wat\0er"]
    write_rows(tmp_path / "rows.jsonl", rows)
    out, _ = run_there(
        *(
            "-m",
            "django",
            "import_news",
            "rows.jsonl",
            "--to",
            "/news/",
            "--redirects",
            "--keep-near-duplicates",
        )
    )
    assert f"{len(rows)} documents: {len(rows)} new." in out
    run_there("-m", "wagtail_cstonews.extraction", "rows.jsonl", "-o", "articles.jsonl")
    found = [json.loads(line) for line in (tmp_path / "articles.jsonl").read_text().splitlines()]
    assert [article["id"] for article in found] == [row["id"] for row in rows]
    assert all(article["body"] or article["lead"] for article in found)
