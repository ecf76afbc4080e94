"""The reference documentation names what the code has."""

import re
from pathlib import Path

import pytest
from django.core.management import load_command_class

import wagtail_cstonews
from wagtail_cstonews import conf
from wagtail_cstonews.blocks import BodyBlock
from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import LABELS, WARNING_CODES
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.importing.entries.entry import STATES
from wagtail_cstonews.sources.common.files import ARCHIVES
from wagtail_cstonews.sources.common.registry import suffixes

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PACKAGE = Path(wagtail_cstonews.__file__).parent


def reference(name):
    return (DOCS / "reference" / name).read_text(encoding="utf-8")


def first_cells(text):
    """What stands in code marks in the first column of the tables."""
    return set(re.findall(r"^\| `([^`]+)`", text, re.MULTILINE))


def test_settings():
    text = reference("settings.md")
    assert first_cells(text) == set(conf.SETTINGS)
    for key, setting in conf.SETTINGS.items():
        default = f'"{setting.default}"' if isinstance(setting.default, str) else setting.default
        assert f"| `{key}` | `{default}` |" in text


def test_options_of_the_command():
    parser = load_command_class("wagtail_cstonews", "import_news").create_parser("manage.py", "import_news")
    own = {
        option for action in parser._actions for option in action.option_strings if option.startswith("--")
    } - {"--help", "--version", "--verbosity", "--settings", "--pythonpath", "--traceback"}
    own -= {"--no-color", "--force-color", "--skip-checks"}
    assert own == {
        cell.split()[0] for cell in first_cells(reference("import_news.md")) if cell.startswith("--")
    }


def test_states():
    assert set(STATES) <= first_cells(reference("import_news.md"))


def test_labels_and_warnings():
    assert set(LABELS) | set(WARNING_CODES) <= first_cells(reference("extraction.md"))


def test_blocks():
    assert set(BodyBlock().child_blocks) <= first_cells(reference("pages-and-blocks.md"))


def test_suffixes():
    text = reference("sources.md")
    assert all(f"`{suffix}`" in text for suffix in (*suffixes(), *ARCHIVES))


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")) + sorted(DOCS.rglob("*.md")), ids=str)
def test_links_lead_somewhere(document):
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)#\s]+)\)", text):
        if "://" not in target:
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def architecture(heading, end):
    text = (DOCS / "explanation" / "architecture.md").read_text(encoding="utf-8")
    return text.split(f"{heading}\n")[1].split(f"\n{end}")[0]


def test_the_map_has_every_folder_and_no_other():
    place = Path()
    mapped = set()
    tree = architecture("    wagtail_cstonews/", "    example_project/")
    for indent, name in re.findall(r"^( {6,12})(\w+)/", tree, re.MULTILINE):
        place = Path(*place.parts[: len(indent) // 2 - 3], name)
        mapped.add(place)
    folders = {path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("*.py")}
    assert mapped == {path for path in folders if path.parts and path.name != "migrations"}


def test_the_table_of_where_to_add_leads_to_what_is_there():
    table = architecture("### Where do I add ...", "## Decisions")
    rows = [row.split(" | ") for row in table.splitlines() if row.startswith("| ")][1:]
    first = [row[1].strip("`") for row in rows]
    others = re.findall(r"`(\w+/[\w./]+)`", " ".join(row[2] for row in rows))
    assert first
    assert not [name for name in (*first, *others) if not (PACKAGE / name).exists()]


def test_the_tutorial_says_what_happens():
    tutorial = (DOCS / "tutorial" / "first-import.md").read_text(encoding="utf-8")
    scraped = re.search(r"```text\n(.*?)```", tutorial, flags=re.DOTALL).group(1)
    article = extract(RawDocument(id="1", content=scraped, source="scraped.txt"))
    assert (article.kind, article.title) == ("interview", "New rails for the night train")
    assert [block.speaker.name for block in article.body if block.type == "quote"] == ["Ottilie Branwen"] * 2
    assert len(article.related) == 1
    assert [line.text for line in article.left_out()][1:] == ["Go back", "Back to the section"]


def design():
    return (DOCS / "how-to" / "change-the-design.md").read_text(encoding="utf-8")


def test_every_custom_property_is_documented():
    css = (PACKAGE / "static" / "wagtail_cstonews" / "news.css").read_text(encoding="utf-8")
    used = set(re.findall(r"var\((--cstonews-[a-z]+)", css))
    assert used == set(re.findall(r"`(--cstonews-[a-z]+)`", design()))


def test_templates_and_blocks_are_those_that_are_documented():
    templates = PACKAGE / "templates" / "wagtail_cstonews"
    rows = re.findall(r"^\| `(\w+\.html)` \| (`.*`) \|$", design(), re.MULTILINE)
    assert {name for name, _blocks in rows} == {
        "news_page.html",
        "news_index_page.html",
        "person.html",
        "people.html",
    }
    inherited = {"body_class", "title", "content"}
    for name, blocks in rows:
        found = re.findall(r"{% block (\w+) %}", (templates / name).read_text(encoding="utf-8"))
        assert set(re.findall(r"`(\w+)`", blocks)) == set(found) - inherited, name
    includes = {path.name for path in (templates / "includes").glob("*.html")}
    ours = {name for name in includes if not name.startswith("import_report")}
    assert set(re.findall(r"`(\w+\.html)`", design())) >= ours - {"years.html"}
