"""Attributions inside the marks."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.quotes.printing.reporting_clauses import has_reporting_clause


@pytest.mark.parametrize(
    "text", ["Det vil vi gerne vise, siger hun.", "Vi vil, siger Anna Brandt, gerne vise det."]
)
def test_an_attribution_between_commas_inside_the_marks_is_seen(text):
    assert has_reporting_clause(text, "da")
