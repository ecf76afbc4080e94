"""Quoted spans: which marks open them, which close them, over how many paragraphs they go."""

from __future__ import annotations

import itertools
import time

import pytest

from wagtail_cstonews.extraction.quotes.detection.quotation_marks import may_open
from wagtail_cstonews.extraction.quotes.detection.spans import ParagraphScanner, scan_paragraphs

from ..helpers import OPENING, M, found, said


class TestMarks:
    @pytest.mark.parametrize(
        "printed",
        ["“{}”", '"{}"', "«{}»", "„{}“", "„{}”", "‘{}’", "'{}'", "``{}''", '“{}"', "»{}«"],
    )
    def test_every_kind_of_mark(self, printed):
        quote = printed.format("The situation on the border remains tense,")

        assert said(OPENING, f"{quote} Masadykov said.") == [("The situation on the border remains tense", M)]

    def test_nested_marks_stay_inside(self):
        text = '"It was the act in “Crocus City Hall”, which killed many," Masadykov said.'

        assert said(OPENING, text) == [("It was the act in “Crocus City Hall”, which killed many", M)]

    def test_a_nested_single_mark_before_the_closing_one(self):
        text = "\"I was insulted by the term 'outreach,' \" Masadykov told the group."

        assert [words for words, _ in said(OPENING, text)] == ["I was insulted by the term 'outreach,'"]

    def test_apostrophes_close_nothing(self):
        text = "‘It’s the ministers’ decision and we don’t object,’ Masadykov said."

        assert said(OPENING, text) == [("It’s the ministers’ decision and we don’t object", M)]

    def test_inches_open_nothing(self):
        text = 'The 5" shell hit a 12" wall. "It was a tragedy," Masadykov said.'

        assert said(OPENING, text) == [("It was a tragedy", M)]

    def test_a_quotation_over_paragraphs_is_one(self):
        quotes = found(
            OPENING,
            '"We see three threats," Masadykov said. "The first is drugs.',
            '"The second is extremism, which spreads online.',
            '"The third is arms trafficking."',
            "He left.",
        )

        assert [(quote.paragraph, quote.continues) for quote in quotes] == [
            (1, False),
            (1, False),
            (2, True),
            (3, True),
        ]
        assert {quote.speaker.name for quote in quotes if quote.speaker} == {M}

    def test_a_closing_mark_forgotten(self):
        assert said(
            OPENING, '"We are ready to act, Masadykov said on Tuesday.', "The forum ends on Friday."
        ) == [("We are ready to act", M)]

    @pytest.mark.parametrize(
        "text",
        [
            'The region is calm. "The worry of our partners is understandable, "said Masadykov on Monday.',
            "“The worry of our partners is understandable, “said Masadykov on Monday.",
            '"The worry of our partners is understandable, " said Masadykov on Monday.',
            '"The worry of our partners is understandable, "he said on Monday.',
            '"The worry of our partners is understandable, "- noted Masadykov.',
        ],
    )
    def test_a_mark_right_before_a_verb_of_saying_closes(self, text):
        assert said(OPENING, text) == [("The worry of our partners is understandable", M)]

    def test_what_follows_such_a_mark_is_read_as_well(self):
        assert said(OPENING, '"The threat is real, "said Masadykov, "and it is growing every day."') == [
            ("The threat is real", M),
            ("and it is growing every day", M),
        ]

    def test_a_mark_before_a_verb_opens_where_no_quotation_is_open(self):
        assert said(OPENING, 'On the wall, "said and done by all of us in one day" was written.') == []
        assert said(OPENING, '"We agree," Masadykov added, "said or unsaid, it is all the same to us."') == [
            ("We agree", M),
            ("said or unsaid, it is all the same to us", M),
        ]

    def test_a_forgotten_mark_does_not_swallow_the_next_quotation(self):
        text = "“We are ready to act now, Masadykov said. “We have waited for long,” he said."

        assert "We have waited for long" in [words for words, _ in said(OPENING, text)]

    def test_offsets_point_at_the_marks(self):
        text = 'He said: "We will go on together."'
        (quote,) = found(OPENING, text)

        assert text[quote.start : quote.end] == '"We will go on together."'

    @pytest.mark.parametrize(
        "text", ['"', "“", "”", "'", "« »", "“”", '""""', "‘‘’’", "“" * 3000, "\"'“‘" * 2000]
    )
    def test_stray_marks_raise_nothing(self, text):
        assert isinstance(found(text, text), list)

    @pytest.mark.parametrize(
        "text",
        [
            '"a," said Bob. ' * 1000,
            "“a 'b ‘c " * 2000,
            "said " * 9000,
            "Mr. " * 9000,
            "X, " * 9000,
            '"x ' * 9000,
        ],
    )
    def test_hostile_paragraphs_take_no_time(self, text):
        start = time.process_time()
        found(text, text)

        assert time.process_time() - start < 10


def test_no_quotation_is_passed_over():
    parts = ("a", " ", ".", "(", ",,", "'", "''", "``", "’", "‘", '"', "“", "”", "«", "»", "›", "″")
    texts = ["".join(text) for text in itertools.product(parts, repeat=4)]
    assert [text for text in texts if not may_open(text) and ParagraphScanner(0, text).scan()] == []
    assert any(scan_paragraphs([text]) for text in texts)
