"""The options of an import: on a command line, on record, by name."""

from __future__ import annotations

import dataclasses
import doctest
import json
import random
import shlex

import pytest
from django.core.management import CommandError, load_command_class

from wagtail_cstonews.importing import arguments, options
from wagtail_cstonews.importing.options import ImportOptions
from wagtail_cstonews.importing.run import run_import
from wagtail_cstonews.models import ImportRun

GIVEN = [
    ["--to", "/news/"], ["--again", "3"], ["--all"], ["--publish"], ["--publish-above", "30%"], ["--id", "a"],
    ["--id", "b c"], ["--limit", "4"], ["--format", "jsonl"], ["--prefer", "text"], ["--status", "draft"],
    ["--type", "post"], ["--locale", "ky"], ["--user", "x"], ["--recreate"], ["--site", "s"],
    ["--site-profiles"], ["--no-site-profiles"], ["--on-conflict", "skip"], ["--keep-near-duplicates"],
    ["--keep-near-duplicates=k"], ["--keep-lists"], ["--redirects"], ["--workers", "2"],
    ["--document-seconds", "9"], ["--enqueue"], ["--fetch-images"], ["--image-collection", "C"],
    ["--fetch-files"], ["--file-collection", "F"],
]  # fmt: skip
"""Every option of the command that is written down again."""

RECORDED = {
    "again": None, "all": False, "document_seconds": None, "enqueue": False, "fetch_files": False,
    "fetch_images": False, "file_collection": None, "format": "auto", "ids": [], "image_collection": None,
    "keep_lists": False, "keep_near_duplicates": [], "limit": None, "locale": None, "on_conflict": "propose",
    "paths": [], "prefer": "html", "publish": False, "publish_above": None, "recreate": False,
    "redirects": False, "site": None, "site_profiles": None, "status": [], "to": None, "type": [],
}  # fmt: skip
"""What the record of a run says where nothing is asked for: old runs are read by these names."""


@pytest.fixture(scope="module")
def parsed():
    parser = load_command_class("wagtail_cstonews", "import_news").create_parser("manage.py", "import_news")
    return lambda words: ImportOptions.from_command(vars(parser.parse_args(words)))


@pytest.mark.parametrize("module", [arguments, options])
def test_examples(module):
    found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


def test_the_command_takes_every_option(parsed):
    assert parsed([]) == ImportOptions()
    whole = parsed(["a.txt", "--dry-run", *[word for words in GIVEN for word in words]])
    left = {one.name for one in dataclasses.fields(ImportOptions) if getattr(whole, one.name) == one.default}
    assert not left


@pytest.mark.parametrize("seed", range(50))
def test_a_command_that_is_written_down_asks_for_the_same(parsed, seed):
    chance = random.Random(seed)  # noqa: S311
    chosen = chance.sample(GIVEN, chance.randrange(len(GIVEN)))
    asked = parsed(["a.txt", "b c.txt", *[word for words in chosen for word in words]])
    name, *words = shlex.split(asked.command_line())
    assert name == "import_news"
    # Who is kept by name is written first.
    keys = sorted(asked.keep_near_duplicates, key=lambda key: key is None)
    assert parsed(words) == dataclasses.replace(asked, keep_near_duplicates=tuple(keys))


def test_every_word_has_its_place_in_a_command_that_is_written_down():
    written = {one.flag for one in ImportOptions.arguments().values() if one.is_written} - {"--paths"}
    assert set(options._ORDER) == {*written, "--no-site-profiles"}


def test_record():
    assert ImportOptions().to_record() == RECORDED
    asked = ImportOptions(paths=("a",), publish=True, keep_near_duplicates=("k", None), ids=("x",))
    record = json.loads(json.dumps(asked.to_record()))
    assert record["keep_near_duplicates"] == ["k", None]
    assert ImportOptions.from_record(record) == asked


def test_runs_of_earlier_versions():
    old = {"publish": True, "recreate": False, "keep_near_duplicates": True, "paths": ["a"], "gone": 1}
    found = ImportOptions.from_record(old)
    assert found == ImportOptions(paths=("a",), publish=True, publish_above=0.0, keep_near_duplicates=(None,))
    assert not found.links_near_duplicates
    assert ImportOptions.from_record({**old, "keep_near_duplicates": False}).links_near_duplicates


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"on_conflict": "ask"}, "--on-conflict: 'ask' is none of skip, propose, overwrite"),
        ({"format": "docx"}, "--format: 'docx' is none of "),
        ({"limit": 0}, "--limit: '0' is no number of documents; give 1 or more"),
        ({"workers": -1}, "--workers: '-1' is no number of processes"),
        ({"publish_above": 1.5}, "--publish-above: '1.5' is no confidence"),
        ({"site": " "}, "--site: give the site a name"),
    ],
)
def test_values_that_are_none(given, message):
    with pytest.raises(ValueError, match=message.replace("-", "[-]")):
        ImportOptions(**given)


def test_the_command_says_so(call_import):
    with pytest.raises(CommandError, match="--limit: '0' is no number of documents"):
        call_import("a.txt", to="/news/", limit=0)


@pytest.fixture
def call_import(db):
    from django.core.management import call_command

    return lambda *paths, **given: call_command("import_news", *paths, **given)


@pytest.mark.django_db
def test_an_import_by_names(news_index):
    run_import([], news_index, keep=["k"], near_duplicates=False, by_language=False, publish=True).close()
    record = ImportRun.objects.get().options
    assert record["keep_near_duplicates"] == ["k", None]
    assert record["locale"] == news_index.locale.language_code
    assert record["publish"] is True


@pytest.mark.django_db
def test_options_are_given_one_way(news_index):
    with pytest.raises(TypeError, match="one ImportOptions, or by name, not both: publish"):
        run_import([], news_index, ImportOptions(), publish=True)
    with pytest.raises(TypeError, match="keep_all"):
        run_import([], news_index, keep_all=True)
