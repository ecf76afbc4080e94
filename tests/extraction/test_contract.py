# ruff: noqa: E501 - lines of scraped text are long
"""What extraction promises to those who build on it."""

import subprocess
import sys
from dataclasses import fields

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction import article as types
from wagtail_cstonews.extraction.article import LABELS
from wagtail_cstonews.extraction.pipeline import extract

from .helpers import ROOT, validator

HEAVY = (
    "django",
    "wagtail",
    "lxml",
    "nh3",
    "ftfy",
    "dateparser",
    "py3langid",
    "numpy",
    "charset_normalizer",
    "bs4",
)


def imported_by(statement):
    code = f"import sys\n{statement}\nprint(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return set(result.stdout.split())


def test_the_package_alone_is_light():
    assert not imported_by("import wagtail_cstonews.extraction") & set(HEAVY)


def test_the_pipeline_loads_its_libraries_when_it_needs_them():
    assert not imported_by("import wagtail_cstonews.extraction.pipeline") & set(HEAVY)


def test_the_whole_of_extraction_knows_nothing_of_django():
    work = "from wagtail_cstonews.extraction.pipeline import extract\nfrom wagtail_cstonews.extraction.article import RawDocument\n"
    work += "for kind in ('text', 'html'): extract(RawDocument('1', b'<p>12 May 2024: the minister said that it was \\xe4.', 'x', media_type=kind))\n"
    work += "import wagtail_cstonews.extraction.__main__"
    assert not imported_by(work) & {"django", "wagtail"}


def test_the_schema_knows_every_label_and_block():
    schema = validator().schema
    assert tuple(schema["$defs"]["line"]["properties"]["label"]["enum"]) == LABELS
    blocks = {block.type: block for block in types.Block.__subclasses__()}
    assert {reference["$ref"].rpartition("/")[2] for reference in schema["$defs"]["block"]["oneOf"]} == set(
        blocks
    )
    for name, block in blocks.items():
        found = schema["$defs"][name]
        assert set(found["properties"]) == {"type", *(field.name for field in fields(block))}, name
        # What is there for links is left out where there are none.
        assert set(found["required"]) == set(block("x").to_dict()), name
        assert schema["$defs"][name]["additionalProperties"] is False
    empty = types.Article("1", "x").to_dict()
    assert set(schema["properties"]) == set(schema["required"]) == set(empty)


@pytest.mark.parametrize(
    "change",
    [{"kind": "essay"}, {"confidence": 2}, {"extra": 1}, {"body": [{"type": "paragraph"}]}, {"published_at": "yesterday"},
     {"lines": [{"number": 1, "label": "chrome", "text": "x", "repaired": None, "block": None, "reason": ""}]}],
)  # fmt: skip
def test_the_schema_is_strict(change):
    assert not validator().is_valid(extract(RawDocument("1", "x", "x")).to_dict() | change)


def test_blocks_and_lines_point_at_each_other():
    text = "Council meets in Esterburg\n\n" + "\n\n".join(
        f"The council of the river ports met on day {number} and agreed on a common exam for all pilots."
        for number in range(5)
    )
    article = extract(RawDocument("1", text, "x"))
    for line in article.lines:
        if line.block is not None:
            assert line.clean in article.body[line.block].text
    assert {line.block for line in article.lines if line.block is not None} == set(range(len(article.body)))
