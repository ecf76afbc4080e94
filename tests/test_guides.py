"""The how-tos' code does what they say: it is taken from them and run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import textwrap
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.template import engines

from tests import factories
from tests.suites import SUITES
from wagtail_cstonews.checks import NEEDED_APPS, check_settings
from wagtail_cstonews.compat import HAS_API_V3
from wagtail_cstonews.publishing import previews

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "docs" / "how-to"
VERSIONS = [
    "2",
    pytest.param("3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]


def run_in(folder, environment, *arguments):
    """What a process of Python prints there; it must succeed."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


def code_in(text: str, language: str = "python") -> list[str]:
    """The blocks of code, those inside of lists as well."""
    return [
        textwrap.dedent(block)
        for block in re.findall(rf"^ *```{language}\n(.*?)^ *```", text, flags=re.DOTALL | re.MULTILINE)
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("version", VERSIONS)
def test_go_headless(client, settings, monkeypatch, news_index, version):
    guide = (GUIDES / "go-headless.md").read_text(encoding="utf-8")
    section = guide.partition(f"## Version {version}")[2].partition("\n## ")[0]
    module = ModuleType("urls_of_the_guide")
    for code in code_in(section):
        exec(code, module.__dict__)  # noqa: S102  our own documentation
    monkeypatch.setitem(sys.modules, module.__name__, module)
    settings.ROOT_URLCONF = module.__name__
    article = factories.make_article(news_index, title="Served")
    addresses = re.findall(rf"^    (/api/v{version}/\S+)$", section, re.MULTILINE) or ["/api/v3/pages/"]
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "items" in answer.json(), address
    assert client.get(f"/api/v{version}/pages/{article.pk}/").json()["title"] == "Served"
    # Wagtail's own URLs still match everything else.
    assert client.get(article.url).status_code == 200


@pytest.mark.django_db
def test_be_found(rf, settings, news_index):
    guide = (GUIDES / "be-found.md").read_text(encoding="utf-8")
    named, derived = code_in(guide)
    names: dict[str, Any] = {"NewsPage": object}
    exec(named, names)  # noqa: S102  our own documentation
    settings.WAGTAIL_CSTONEWS = names["WAGTAIL_CSTONEWS"]
    for template in code_in(guide, r"html\+django"):
        load = "" if "load" in template else "{% load cstonews %}"
        html = engines["django"].from_string(load + template).render({"page": news_index}, rf.get("/news/"))
        assert "The Confluence" in html
    exec(derived, names)  # noqa: S102
    article = factories.make_article(news_index)
    article.standfirst = "In short"
    head = names["ReportageHead"](article).build()
    assert head.description == "In short"
    assert head.structured_data["@graph"][0]["@type"] == "ReportageNewsArticle"


def test_settings_of_a_headless_preview(settings, monkeypatch):
    guide = (GUIDES / "go-headless.md").read_text(encoding="utf-8")
    (code,) = code_in(guide.partition("## Preview")[2].partition("\n## ")[0])
    told: dict[str, Any] = {}
    exec(code, told)  # noqa: S102  our own documentation
    assert told["INSTALLED_APPS"][-1] == previews.APP
    settings.WAGTAIL_HEADLESS_PREVIEW = told["WAGTAIL_HEADLESS_PREVIEW"]
    settings.WAGTAIL_CSTONEWS = told["WAGTAIL_CSTONEWS"]
    assert [message.id for message in check_settings()] == ["wagtail_cstonews.E013"]
    monkeypatch.setattr(previews, "is_installed", lambda: True)
    assert check_settings() == []


def test_page_types_of_your_own(tmp_path):
    guide = (GUIDES / "own-page-types.md").read_text(encoding="utf-8")
    models, names = code_in(guide)[:2]
    app = tmp_path / "news"
    (app / "migrations").mkdir(parents=True)
    for folder in (app, app / "migrations"):
        (folder / "__init__.py").write_text("")
    (app / "models.py").write_text(models, encoding="utf-8")
    (tmp_path / "site_settings.py").write_text(
        "from tests.settings import *\n"
        f"{names}\n"
        "INSTALLED_APPS = ['news', *(app for app in INSTALLED_APPS\n"
        "    if app not in ('wagtail_cstonews.pages', 'tests.bulk_models'))]\n"
        "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n",
        encoding="utf-8",
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
    }
    (line,) = re.findall(r"`(python manage\.py .* && .*)`", guide)
    commands = [command.split()[2:] for command in line.split(" && ")]
    assert [command[0] for command in commands] == ["makemigrations", "migrate", "check"]
    for command in commands:
        printed = run_in(tmp_path, environment, "-m", "django", *command)
    assert "no issues" in printed


@pytest.mark.parametrize("document", ["README.md", "docs/how-to/add-to-a-site.md"])
def test_every_list_of_apps_names_what_is_needed(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    (apps,) = [code for code in code_in(text) if "INSTALLED_APPS" in code]
    named = set(re.findall(r'"([\w.]+)"', apps))
    ours = {"wagtail_cstonews", "wagtail_cstonews.pages"}
    assert ours <= named
    assert {app for app in NEEDED_APPS if "contrib" in app or app.startswith("wagtail_")} <= named
    assert all(app in text for app in NEEDED_APPS)
    assert "optional" not in apps.partition("urlpatterns")[0]


def test_the_guide_to_own_page_types_names_the_apps():
    text = (GUIDES / "own-page-types.md").read_text(encoding="utf-8")
    assert "`wagtail.contrib.typed_table_block`" in text
    assert "`wagtail_modeladmin`" in text


def test_a_database_is_called_supported_if_the_tests_run_on_it():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (supported,) = re.findall(r"^\| Databases \| (.*?) \|$", text, re.MULTILINE)
    names = supported.partition("(")[0].split(",")
    # SQLite is what all suites run on that name no other.
    assert {name.strip() for name in names} - {"SQLite"} <= {suite.name for suite in SUITES}


HARBOUR = """
<html><head><title>Harbour of Osh reopens</title></head><body><article><h1>Harbour of Osh reopens</h1>
<p>The harbour was opened again on Thursday, the council said, after two years of work on its piers.</p>
<p>What the work has brought, by the report of the council that was given to the press:</p>
<ul><li>The piers are three metres longer than before.</li><li>The lamps are new.</li></ul>
<p>Ships from the lake may come from the first of May on, and will pay half of the fee this year.</p>
<p>(Wire service, Osh)</p></article></body></html>
"""

SHOW_PAGE = """
import django, json
django.setup()
from news.models import NewsPage
from wagtail_cstonews.models import ImportedDocument
page = NewsPage.objects.get()
warnings = ImportedDocument.objects.get(page=page).article["warnings"]
body = [[block["type"], block["value"]] for block in page.body.raw_data]
print(json.dumps([page.outlet, page.desk, body, warnings]))
"""


def test_extend_the_import(tmp_path):
    guide = (GUIDES / "extend-the-import.md").read_text(encoding="utf-8")
    files = {}
    for code in code_in(guide):
        name, _, rest = code.removeprefix("# ").partition("\n")
        files[name] = rest
    settings = files.pop("settings")
    for folder in (tmp_path / "news", tmp_path / "news" / "migrations"):
        folder.mkdir()
        (folder / "__init__.py").write_text("")
    for name, code in files.items():
        (tmp_path / name).write_text(code, encoding="utf-8")
    (tmp_path / "site_settings.py").write_text(
        "from tests.settings import *\n"
        f"{settings}\n"
        "INSTALLED_APPS = ['news', *(app for app in INSTALLED_APPS\n"
        "    if app not in ('wagtail_cstonews.pages', 'tests.bulk_models'))]\n"
        "DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'\n"
        "EMAIL_BACKEND = 'django.core.mail.backends.console.EmailBackend'\n"
        # Before Django 6.0, administrators have names.
        "ADMINS = ['editor@newsroom.example']\n"
        "import django\n"
        "ADMINS = [('Editor', ADMINS[0])] if django.VERSION < (6, 0) else ADMINS\n",
        encoding="utf-8",
    )
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "harbour.html").write_text(
        HARBOUR,
        encoding="utf-8",
    )
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}",
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT)]),
    }

    run = partial(run_in, tmp_path, environment)
    commands = re.findall(r"^    python manage\.py (.+)$", guide, re.MULTILINE)
    assert [command.split()[0] for command in commands] == [
        *("makemigrations", "migrate", "check", "import_news", "import_news")
    ]
    printed = []
    for command in commands:
        printed.append(run("-m", "django", *command.split()))
        if command == "migrate":
            run("-c", "import django; django.setup(); from tests.factories import *; make_index(slug='news')")
    assert "no issues" in printed[2]
    assert "new: " not in printed[3], "a dry run sends no signals"
    assert "new: " in printed[4]
    assert "archive/harbour.html" in printed[4]
    assert "Subject: [Django] Import 1: " in printed[4]
    outlet, desk, body, warnings = json.loads(run("-c", SHOW_PAGE))
    assert (outlet, desk) == ("Wire service", "City desk")
    assert [type for type, _ in body] == ["paragraph", "fact_box", "paragraph"]
    assert [fact["value"] for fact in body[1][1]["facts"]] == [
        "The piers are three metres longer than before.",
        "The lamps are new.",
    ]
    assert "no_date" in {warning["code"] for warning in warnings}
