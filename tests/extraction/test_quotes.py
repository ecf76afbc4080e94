"""Quoted speech: its marks, whether it is speech, and whose."""

from __future__ import annotations

import json
import time

import pytest

from wagtail_cstonews.extraction.people import People
from wagtail_cstonews.extraction.quotes import FoundQuote, find_quotes, is_quote_paragraph, split_attribution

from .helpers import shared

OPENING = "CSTO Deputy Secretary General Taalatbek Masadykov opened the forum in Moscow."
M = "Taalatbek Masadykov"


def found(*paragraphs: str, language: str = "en") -> list[FoundQuote]:
    texts = list(paragraphs)
    return find_quotes(texts, People.from_texts(texts, language), language)


def said(*paragraphs: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [
        (quote.text.strip(" ,."), quote.speaker.name if quote.speaker else None)
        for quote in found(*paragraphs, language=language)
    ]


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


class TestSpeechOrNot:
    @pytest.mark.parametrize(
        "text",
        [
            'The so-called "moderate opposition" was mentioned there, and "soft power" was discussed.',
            "The attack on “Crocus City Hall” and the film “War and Peace” were mentioned in the statement.",
            'Masadykov said the region faces "unprecedented challenges" from abroad.',
            "Visitors saw the motto “One for all” over the door of the hall.",
            "The 2025 edition of “The Morning Show” was cancelled.",
            "The children have a game that is simply called “courage”. They play it at the well.",
            "The narrow street is known as “the bottle neck of the town”. Nobody drives there.",
            "The bakers' guild keeps a shelf of “failures” in the cellar.",
        ],
    )
    def test_words_set_apart(self, text):
        assert said(OPENING, text) == []

    def test_a_transcript_between_marks_is_no_quotation(self):
        assert (
            said(
                '"WALLACE: Will he be there? He said he would come if he was asked.',
                '"PENCE: He will not be there. He has other things to do on that day.',
                '"WALLACE: Thank you for coming in on this morning, governor.',
            )
            == []
        )


class TestSpeakers:
    @pytest.mark.parametrize(
        ("text", "speaker"),
        [
            ("“We must go on together,” said the Deputy Secretary General.", M),
            ("“We must go on together,” Masadykov told Sputnik on the sidelines.", M),
            ("“We must go on together,” – Masadykov noted.", M),
            ("“We must go on together.” ― Krystal Correa, teacher", "Krystal Correa"),
            ("“We must go on together,” said Mr. McGinley, the law professor.", "McGinley"),
            ("“We must go on together,” said Charles B. Rangel of New York.", "Charles B. Rangel"),
            ("“We must go on together,” Powell’s office said in a statement.", "Powell’s office"),
            ("“We must go on together,” said a homeless man who goes by another name.", "a homeless man"),
            ("“Nobody was hurt in the harbour,” CBS News reported.", "CBS News"),
            ("Masadykov: “We must go on together.”", M),
            ("According to Masadykov, “we must go on together in the coming years.”", M),
            ("The talk ended with Masadykov shouting: “We must go on together!”", M),
            ("Masadykov was asked by host Bill Maher, “Must we all go on together?”", "Bill Maher"),
            ("The Foreign Ministry spokesman, Petr Ivanov, said: “We must go on together.”", "Petr Ivanov"),
            (
                "Imangali Tasmagambetov, who came to office in 2023, said: “We must go on.”",
                "Imangali Tasmagambetov",
            ),
        ],
    )
    def test_named_in_the_sentence(self, text, speaker):
        assert [name for _, name in said(OPENING, text)] == [speaker]

    def test_both_halves_of_a_quotation_cut_in_two(self):
        assert said(OPENING, '"The threat is real," Masadykov said, "and it is growing every day."') == [
            ("The threat is real", M),
            ("and it is growing every day", M),
        ]

    def test_the_paragraph_before_names_him(self):
        assert said(OPENING, "Masadykov added:", '"No one is safe from this threat."')[0][1] == M
        assert said(OPENING, "Masadykov stressed the danger.", '"We must not relax for a day."')[0][1] == M

    def test_a_pronoun_keeps_to_its_gender(self):
        assert said("Maria Zakharova and Sergei Lavrov came.", '"This is unacceptable," she said.')[0][1] == (
            "Maria Zakharova"
        )

    def test_an_object_is_not_the_subject(self):
        paragraphs = (
            "Kristan Hawkins opened the rally.",
            "She said she would rather see Hillary Clinton lose.",
            '"We want a majority," she said.',
        )

        assert said(*paragraphs)[0][1] == "Kristan Hawkins"

    def test_two_who_take_turns(self):
        assert [
            name
            for _, name in said(
                "Sergei Lavrov and Sirojiddin Muhriddin met in Dushanbe.",
                '"We agreed on all points," Lavrov said.',
                '"The talks were constructive," Muhriddin said.',
            )
        ] == ["Sergei Lavrov", "Sirojiddin Muhriddin"]

    def test_a_speaker_who_is_not_sure_stays_empty(self):
        (quote,) = found("Nothing was decided.", '"It will take many years," it was said.')

        assert quote.speaker is None
        assert quote.confidence < 0.5

    def test_cue_and_mention_are_as_printed(self):
        (quote,) = found(OPENING, '"We will go on," the Deputy Secretary General concluded.')

        assert (quote.cue, quote.mention) == ("concluded", "the Deputy Secretary General")
        assert quote.speaker
        assert quote.speaker.role == "CSTO Deputy Secretary General"

    def test_russian_and_german(self):
        assert said(
            "«Мы готовы к совместной работе», — заявил генсек ОДКБ Имангали Тасмагамбетов.", language="ru"
        ) == [("Мы готовы к совместной работе", "Имангали Тасмагамбетов")]
        assert said("„Wir sind dazu bereit“, sagte Bundeskanzler Olaf Scholz am Montag.", language="de") == [
            ("Wir sind dazu bereit", "Olaf Scholz")
        ]

    def test_an_office_named_in_the_paragraph_before(self):
        assert said(
            '"The fire is out," said Colonel Kasper Dremmel, Chief of the Forest Guard.',
            "The Minister of Forests, Orsola Vintik, walked through the ashes at noon.",
            '"We will plant oaks here," the minister said.',
            '"And we will water them," she added.',
            '"It smoked for a week," the colonel concluded.',
        ) == [
            ("The fire is out", "Kasper Dremmel"),
            ("We will plant oaks here", "Orsola Vintik"),
            ("And we will water them", "Orsola Vintik"),
            ("It smoked for a week", "Kasper Dremmel"),
        ]

    def test_a_place_in_an_office_says_nothing(self):
        assert said(
            "The league named Orsola Vintik, for years head of the guild of Cape Merrin, its first envoy.",
            "She starts in May.",
            '"I come with a notebook," the envoy replied.',
        ) == [("I come with a notebook", "Orsola Vintik")]

    @pytest.mark.parametrize(
        ("attribution", "speaker"),
        [
            ("сказал начальник Соединённого управления лесов Каспер Дреммель.", "Каспер Дреммель"),
            ("отметила министр по делам лесов Белморской Федерации Орсола Винтик.", "Орсола Винтик"),
            ("заявил председатель Союза трёх долин Степан Крюков.", "Степан Крюков"),
        ],
    )
    def test_a_russian_office_before_the_name(self, attribution, speaker):
        text = f"«Год назад мы сажали дубы, а теперь сидим в их тени», — {attribution}"

        assert [name for _, name in said(text, language="ru")] == [speaker]

    def test_a_russian_name_in_another_case_is_not_printed(self):
        text = "«Мы посадили дубы, и они растут», — отметили в беседе с директором музея Верой Лужиной."

        assert [name for _, name in said(text, language="ru")] in ([None], [])

    def test_paragraphs_that_the_people_were_not_read_from(self):
        people = People.from_texts([OPENING])
        (quote,) = find_quotes(['"We will go on," Masadykov said.'], people)

        assert quote.speaker
        assert quote.speaker.name == M


class TestBlocks:
    def test_a_paragraph_that_is_in_the_main_a_quotation(self):
        text = '"We have all seen what happens. It could happen here," the Special Representative concluded.'
        quotes = [quote for quote in found(OPENING, text) if quote.paragraph == 1]

        assert is_quote_paragraph(text, quotes)
        assert split_attribution(text, quotes) == (
            "We have all seen what happens. It could happen here,",
            "the Special Representative concluded.",
        )

    def test_no_word_is_lost_where_it_is_cut_in_two(self):
        text = '"The threat is real," Masadykov said, "and it is growing every day."'
        quotes = [quote for quote in found(OPENING, text) if quote.paragraph == 1]
        words, attribution = split_attribution(text, quotes)

        assert words == "The threat is real, and it is growing every day."
        assert attribution == "Masadykov said"

    def test_a_part_quotation_stays_in_its_paragraph(self):
        text = (
            "The forum went on for two days in Moscow, and at its end Masadykov told reporters: “We go on.”"
        )

        assert not is_quote_paragraph(text, [quote for quote in found(OPENING, text) if quote.paragraph == 1])
        assert not is_quote_paragraph("No quotation here.", [])


@pytest.mark.shared
class TestSharedData:
    def test_the_hard_cases(self):
        wrong = []
        for case in json.loads(shared("data/quotes/hard-cases.json").read_text(encoding="utf-8")):
            paragraphs = [line for line in case["text"].split("\n") if line.strip()]
            expected = [(words.strip(" ,."), name) for words, name in case["expected"]]
            got = said(*paragraphs)
            if [words for words, _ in got] != [words for words, _ in expected] or any(
                not name or wanted.split()[-1] not in name.split()
                for (_, name), (_, wanted) in zip(got, expected, strict=True)
            ):
                wrong.append((case["id"], got))

        assert wrong == []

    def test_no_article_raises_and_it_is_fast(self):
        articles = []
        with shared("data/quotes/politics-dev.jsonl").open(encoding="utf-8") as lines:
            articles += [
                [part for part in json.loads(line)["text"].split("\n") if part.strip()] for line in lines
            ]
        start = time.process_time()
        count = sum(len(found(*paragraphs)) for paragraphs in articles)
        speed = sum(map(len, articles)) / (time.process_time() - start)

        assert count > 400
        assert speed > 1000
