"""What an attribution says beside who speaks."""

from __future__ import annotations

from wagtail_cstonews.extraction.article import Speaker
from wagtail_cstonews.extraction.quotes.printing.attribution_line import left_of_attribution


def test_who_is_named_as_somebody_else_is_no_attribution():
    printed = "Shortly after the talks, acebush1 of Bonn wrote:"
    speaker = Speaker("Anna Brandt")
    assert (
        left_of_attribution(printed, speaker, "en", cue="wrote", mention="acebush1 of Bonn", is_before=True)
        is None
    )
