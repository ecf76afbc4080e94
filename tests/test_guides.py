"""The how-tos' code does what they say: it is taken from them and run."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from tests import factories
from tests.suites import SUITES
from wagtail_cstonews.checks import NEEDED_APPS
from wagtail_cstonews.compat import HAS_API_V3

ROOT = Path(__file__).resolve().parent.parent
GUIDES = ROOT / "docs" / "how-to"
VERSIONS = [
    "2",
    pytest.param("3", marks=pytest.mark.skipif(not HAS_API_V3, reason="Wagtail has an API v3 from 8.0 on")),
]


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
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "django", *command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert "no issues" in done.stdout


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
