"""The package as PyPI, GitHub and the documentation site show it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests import docs_site, release

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
GITHUB = ROOT / ".github"
WORKFLOWS = sorted(GITHUB.glob("workflows/*.yml"))
CONFIGURATION = [*sorted(GITHUB.rglob("*.yml")), ROOT / ".pre-commit-config.yaml"]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
URLS = PROJECT["urls"]
REPOSITORY = URLS["Repository"]
RAW = REPOSITORY.replace("https://github.com/", "https://raw.githubusercontent.com/")

DEFINITION = re.compile(r"^\[([^\]]+)\]: (\S+)$", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def without_code(text: str) -> str:
    return re.sub(r"```.*?```|`[^`\n]*`", "``", text, flags=re.DOTALL)


def anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to a document's headings."""
    headings = re.findall(r"^#+ (.+)$", re.sub(r"```.*?```", "", text, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def yaml_of(path: Path):
    yaml = pytest.importorskip("yaml")
    return yaml.safe_load(path.read_text(encoding="utf-8"))


# ------------------------------------------------------------------ pyproject.toml


def test_the_project_has_its_addresses():
    assert set(URLS) >= {"Homepage", "Documentation", "Repository", "Changelog", "Issues", "Discussions"}
    assert all(url.startswith("https://") for url in URLS.values())
    assert URLS["Changelog"] == f"{REPOSITORY}/blob/main/CHANGELOG.md"


def test_every_file_names_the_same_repository():
    owner = REPOSITORY.removeprefix("https://github.com/").partition("/")[0]
    named = re.compile(
        r"https://(?:raw\.githubusercontent\.com|github\.com)/" + re.escape(owner) + r"/[\w.-]+"
    )
    files = [*ROOT.glob("*.md"), *GITHUB.rglob("*.yml"), *DOCS.rglob("*.md"), ROOT / "pyproject.toml"]
    for path in files:
        assert set(named.findall(path.read_text(encoding="utf-8"))) <= {REPOSITORY, RAW}, path


def versions(framework: str) -> list[str]:
    pattern = re.compile(rf"{re.escape(framework)} :: (\d+(?:\.\d+)?)$")
    return [match[1] for line in PROJECT["classifiers"] if (match := pattern.match(line))]


@pytest.mark.parametrize("document", ["README.md", "docs/how-to/add-to-a-site.md"])
def test_classifiers_and_documents_name_the_same_versions(document):
    text = read(document)
    if document == "README.md":
        support = text.partition("## Support")[2].partition("\n## ")[0]
    else:
        support = text.partition("## What it runs on")[2].partition("\n## ")[0]
    named = set(re.findall(r"\b\d+\.\d+\b", support))
    python, django = (
        set(versions("Programming Language :: Python")) - {"3"},
        set(versions("Framework :: Django")),
    )
    assert {"3.11", "3.14"} <= python
    assert python | django <= named
    wagtail = named - python - django
    assert {version.partition(".")[0] for version in wagtail} == set(versions("Framework :: Wagtail"))


def test_what_a_user_installs_is_built_of_declared_groups():
    groups = tomllib.loads(read("pyproject.toml"))["dependency-groups"]
    assert {"test", "lint", "docs", "dev"} <= set(groups)
    # The licence is said by an SPDX expression, which PyPI takes in place of a classifier, not beside one.
    assert PROJECT["license"] == "BSD-3-Clause"
    assert not [line for line in PROJECT["classifiers"] if line.startswith("License ::")]


# ------------------------------------------------------------------ README.md


def readme_links() -> dict[str, str]:
    return dict(DEFINITION.findall(read("README.md")))


def test_the_readme_has_no_relative_link():
    text = without_code(read("README.md"))
    inline = re.findall(r"\]\(([^)\s]+)", text)
    assert inline
    for address in [*inline, *readme_links().values()]:
        assert address.startswith("https://"), f"PyPI has no {address}"
    assert not re.search(r"<(img|a|picture|source)\b", text)


def test_every_reference_of_the_readme_is_defined_and_used():
    text = without_code(DEFINITION.sub("", read("README.md")))
    assert set(re.findall(r"\]\[([^\]]+)\]", text)) == set(readme_links())


def test_addresses_in_the_readme_lead_to_files_that_are_there():
    known = 0
    for address in readme_links().values():
        for base in (f"{REPOSITORY}/blob/main/", f"{RAW}/main/"):
            if address.startswith(base):
                path, _, anchor = address.removeprefix(base).partition("#")
                assert (ROOT / path).is_file(), address
                assert not anchor or anchor in anchors(read(path)), address
                known += 1
    assert known > 10


def test_the_readme_leads_where_the_package_guide_wants_it():
    text = read("README.md")
    wanted = ["Documentation", "Changelog", "Discussions"]
    for address in [*(URLS[name] for name in wanted), "https://pypi.org/project/wagtail-cstonews/"]:
        assert address in text
    assert f"{REPOSITORY}/security/advisories/new" in text
    assert "pip install wagtail-cstonews" in text


# ------------------------------------------------------------------ CHANGELOG.md

KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]


def test_the_changelog_keeps_its_form():
    text = read("CHANGELOG.md")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)[1:]
    addresses = dict(DEFINITION.findall(text))
    assert sections[0].startswith("[Unreleased]\n")
    for section in sections:
        title = section.partition("\n")[0]
        found = re.fullmatch(r"\[(Unreleased|\d+\.\d+\.\d+\S*)\](?: - \d{4}-\d\d-\d\d)?", title)
        assert found, title
        assert (found[1] == "Unreleased") is (title == f"[{found[1]}]"), f"{title}: a release has a date"
        assert addresses[found[1]].startswith(REPOSITORY)
        kinds = re.findall(r"^### (.+)$", section, re.MULTILINE)
        assert len(kinds) == len(set(kinds)), f"{title}: {kinds}"
        assert set(kinds) <= set(KINDS)


def released(tmp_path, changelog):
    (tmp_path / "wagtail_cstonews").mkdir()
    (tmp_path / "wagtail_cstonews" / "__init__.py").write_text('__version__ = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(changelog)
    return tmp_path


def test_a_release_needs_its_tag_and_its_section(tmp_path):
    good = "## [Unreleased]\n\n## [1.2.0] - 2027-01-31\n\n[1.2.0]: https://example.org/v1.2.0\n"
    root = released(tmp_path, good)
    assert release.problems("v1.2.0", root) == []
    assert "tag v1.2.0" in release.problems("v1.2", root)[0]
    (root / "CHANGELOG.md").write_text("## [Unreleased]\n")
    assert len(release.problems("v1.2.0", root)) == 2


def test_the_check_of_a_release_runs_as_a_process():
    done = subprocess.run(
        [sys.executable, "-m", "tests.release", "v0.0.0"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "The tag is v0.0.0" in done.stdout


# ------------------------------------------------------------------ .github


@pytest.mark.parametrize("path", CONFIGURATION, ids=lambda path: str(path.relative_to(ROOT)))
def test_configuration_is_yaml(path):
    assert isinstance(yaml_of(path), dict)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_given_no_more_than_they_need(path):
    workflow = yaml_of(path)
    assert "permissions" in workflow, "without it, a token may write everything"
    assert workflow["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in workflow[True]  # YAML takes the key "on" for a truth value
    for job in workflow["jobs"].values():
        assert job.get("permissions", {}).get("id-token") != "write" or "environment" in job
        for step in job.get("steps", ()):
            assert "${{ github.event" not in step.get("run", ""), "a title may hold a command"
            action = step.get("uses", "")
            if action and not action.startswith(("./", "actions/")):
                assert re.search(r"@[0-9a-f]{40}$", action), f"{action}: name the commit, a tag can be moved"


def test_a_release_is_published_without_a_token():
    path = GITHUB / "workflows" / "release.yml"
    workflow = yaml_of(path)
    publish = workflow["jobs"]["publish"]
    assert publish["environment"]["name"] == "pypi"
    assert publish["permissions"] == {"id-token": "write"}
    assert set(publish["needs"]) == {"test", "build"}
    assert publish["steps"][-1]["uses"].startswith("pypa/gh-action-pypi-publish@")
    assert "secrets." not in path.read_text(encoding="utf-8")


def test_dependencies_are_watched():
    updates = yaml_of(GITHUB / "dependabot.yml")["updates"]
    assert {update["package-ecosystem"] for update in updates} == {"github-actions", "pip"}
    assert "pip_audit" in read(".github/workflows/audit.yml")


def test_forms_for_issues_have_what_github_wants():
    forms = [path for path in GITHUB.glob("ISSUE_TEMPLATE/*.yml") if path.stem != "config"]
    assert forms
    for path in forms:
        form = yaml_of(path)
        assert form["name"]
        assert form["description"]
        ids = [field["id"] for field in form["body"]]
        assert len(ids) == len(set(ids))
        assert all(field["attributes"]["label"] for field in form["body"])


def test_files_that_a_host_looks_for_are_there():
    for name in (
        "CODE_OF_CONDUCT.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "LICENSE",
        ".github/pull_request_template.md",
    ):
        assert read(name).strip()


def test_commands_for_make_are_targets():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    files = [*ROOT.glob("*.md"), *GITHUB.rglob("*.md"), *GITHUB.rglob("*.yml")]
    named = {
        name
        for path in files
        for name in re.findall(r"(?:`|run: |^)make ([a-z]+)", path.read_text(), re.MULTILINE)
    }
    assert {"test", "docs"} <= named <= targets


# ------------------------------------------------------------------ the documentation site


def test_every_page_is_in_the_navigation_once():
    trees = re.findall(
        r"```\{toctree\}\n(.*?)```", (DOCS / "index.md").read_text(encoding="utf-8"), re.DOTALL
    )
    entries = [line for tree in trees for line in tree.splitlines() if line and not line.startswith(":")]
    assert len(entries) == len(set(entries))
    pages = {path.relative_to(DOCS).with_suffix("").as_posix() for path in DOCS.rglob("*.md")}
    assert set(entries) == pages - {"index", "README"}


def test_the_front_page_leads_to_every_page():
    text = (DOCS / "README.md").read_text(encoding="utf-8")
    linked = set(re.findall(r"\]\(([^)#]+\.md)", text))
    pages = {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
    assert linked == pages - {"index.md", "README.md", "changelog.md"}


@pytest.mark.parametrize("document", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_links_to_headings_lead_to_headings(document):
    text = without_code(document.read_text(encoding="utf-8"))
    for path, anchor in re.findall(r"\]\(((?!https?:)[^)#\s]*)#([^)\s]+)\)", text):
        target = document.parent / path if path else document
        assert anchor in anchors(target.read_text(encoding="utf-8")), f"{path}#{anchor}"


FETCHES = [
    '<script src="https://cdn.example/a.js"></script>',
    '<link rel="stylesheet" href="//fonts.example/a.css">',
    '<link rel="preconnect" href="https://fonts.example">',
    '<img src="HTTPS://badges.example/a.svg">',
    '<p style="background: url(https://a.example/b.png)"></p>',
    '<style>@import "https://a.example/b.css";</style>',
]


@pytest.mark.parametrize("html", FETCHES)
def test_a_site_that_asks_another_host_is_told(tmp_path, html):
    (tmp_path / "index.html").write_text(
        f'<a href="https://wagtail.org">Wagtail</a><img src="_images/a.png">{html}'
    )
    assert len(docs_site.problems(tmp_path)) == 1


def test_a_site_that_asks_nobody_is_fine(tmp_path):
    assert "make docs" in docs_site.problems(tmp_path)[0]
    (tmp_path / "index.html").write_text(
        '<a href="https://wagtail.org">Wagtail</a><script src="a.js"></script>'
    )
    (tmp_path / "a.css").write_text("a { background: url(data:image/png;base64,AAAA) }")
    assert docs_site.problems(tmp_path) == []
    (tmp_path / "a.css").write_text("@font-face { src: url('https://fonts.example/a.woff2') }")
    assert len(docs_site.problems(tmp_path)) == 1


# ------------------------------------------------------------------ the guide for editors

WAGTAILS_OWN = {"Groups", "Inspect", "Reports", "Settings"}
"""What the guide names and Wagtail or wagtail-modeladmin put on the screen."""


def test_the_guide_for_editors_names_what_is_on_the_screens():
    guide = " ".join((DOCS / "how-to" / "edit-imported-pages.md").read_text(encoding="utf-8").split())
    package = ROOT / "wagtail_cstonews"
    folders = [package / name for name in ("admin", "blocks", "models", "templates")]
    files = [path for folder in folders for path in folder.rglob("*.*")]
    shown = "\n".join(path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".html"))
    shown = shown.lower()
    labels = {
        part for label in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", guide) for part in label.split(" › ")
    }
    assert len(labels) > 30
    for label in labels - WAGTAILS_OWN:
        # The list's filters are "By" and the name of a field.
        assert re.search(rf"[\"'>{{}} ]{re.escape(label.lower().removeprefix('by '))}[\"'<:{{ ]", shown), (
            label
        )
