"""The matrix covers what the package promises."""

from __future__ import annotations

import re
from itertools import combinations, product
from pathlib import Path

import pytest

from . import matrix

ROOT = Path(__file__).resolve().parents[1]

VALUES = {
    "python": matrix.PYTHONS,
    "wagtail": matrix.WAGTAILS,
    "django": matrix.DJANGOS,
    "database": matrix.DATABASES,
}
PAIRS = [pair for pair in combinations(VALUES, 2) if pair != ("python", "database")]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_supported_pair_is_in_a_row(one, other):
    supported = {
        (getattr(row, one), getattr(row, other))
        for row in (matrix.Row(*values) for values in product(*VALUES.values()))
        if matrix.is_supported(row)
    }
    covered = {(getattr(row, one), getattr(row, other)) for row in (*matrix.ROWS, matrix.LOWEST)}
    assert supported - covered == set()


def test_every_row_is_supported_and_none_is_there_twice():
    assert all(matrix.is_supported(row) for row in (*matrix.ROWS, matrix.LOWEST))
    assert len(set(matrix.ROWS)) == len(matrix.ROWS)


def test_the_rows_are_those_of_the_readme():
    support = (ROOT / "README.md").read_text(encoding="utf-8").split("## Support")[1].split("##")[0]
    promised = {"Python": matrix.PYTHONS, "Wagtail": matrix.WAGTAILS, "Django": matrix.DJANGOS}
    for line, versions in promised.items():
        (said,) = re.findall(rf"^\| {line} \| (.*) \|$", support, re.MULTILINE)
        assert re.findall(r"\d+\.\d+", said) == list(versions), line
    (said,) = re.findall(r"^\| Databases \| (.*) \|$", support, re.MULTILINE)
    assert all(database in said for database in matrix.DATABASES)


def test_lowest_versions_are_bounds_of_every_dependency():
    lowest = matrix.lowest_versions()
    assert {"wagtail==7.4", "django==5.2"} <= set(lowest)
    assert all(re.fullmatch(r"[a-z0-9-]+==[\d.]+", one) for one in lowest), lowest
