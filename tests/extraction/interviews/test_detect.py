"""Whether an article is an interview."""

from __future__ import annotations

import json

import pytest

from ..helpers import shared
from .helpers import ASKED, MORE, TOLD, letters, lines_of, read, read_interview, talk


class TestIsItOne:
    def test_a_reported_interview_has_no_turns(self):
        lines = lines_of(["“The threat is growing,” Masadykov said.", "He named three reasons."])
        interview = read_interview(
            lines, title="The CSTO in focus", subtitle="Interview with Taalatbek Masadykov"
        )

        assert interview.is_interview
        assert interview.turns == []
        assert letters(lines) == "--"

    @pytest.mark.parametrize(
        "texts",
        [
            ["The minister spoke.", "“Why now?” he asked. “Who will pay?”", "“We will,” she said."],
            ["What went wrong?", "The council met on Monday.", "It will meet again.", "Who will pay for it?"],
            ["Clinton: 2,383 delegates", "Sanders: 1,569 delegates", "Clinton: 2,800", "Sanders: 1,800"],
            ["— 5 people were hurt", "— 3 houses burnt down", "— the road is closed", "Nobody knows why."],
            [],
            [""],
            ["Q"],
        ],
    )
    def test_news_is_none(self, texts):
        marks, interview = read(texts)

        assert not interview.is_interview
        assert set(marks) <= {"-"}
        assert interview.reason


class TestFewTurns:
    """Two exchanges are enough where the article says that it is an interview."""

    @pytest.mark.parametrize(
        "opening",
        [
            "The minister gave an interview to the Herald last week.",
            "The Herald took an exclusive interview with the minister.",
            "В интервью нашей газете министр рассказал о порте.",
            "Der Minister gab unserer Zeitung ein Interview.",
            "Le ministre a accordé un entretien à notre journal.",
            "El ministro concedió una entrevista a nuestro diario.",
            "Ministar je dao intervju našem listu: u intervjuu govori o luci.",
            "部长接受了本报记者的采访。",
        ],
    )
    @pytest.mark.parametrize(
        ("question", "answer"),
        [("Herald: {}", "Masadykov: {}"), ("— {}", "— {}"), ("{}", "- {}"), ("{}", "{}")],
    )
    def test_two_exchanges_that_the_lead_announces(self, opening, question, answer):
        marks, interview = read([opening, *talk(question, answer)[:4]], lead=opening)

        assert interview.is_interview
        assert marks == "-QAQA"

    @pytest.mark.parametrize(
        "title",
        [
            "Interview of Taalatbek Masadykov to the Herald",
            "The Herald took an exclusive interview with Taalatbek Masadykov",
            "Taalatbek Masadykov gave an interview to the Herald",
            "Интервью Таалатбека Масадыкова газете «Вестник»",
            "Entrevista a Taalatbek Masadykov",
            "Intervju sa Talatbekom Masadikovim",
            "马萨德科夫专访",
            "مقابلة مع مساديكوف",
        ],
    )
    @pytest.mark.parametrize(("question", "answer"), [("Q: {}", "A: {}"), ("— {}", "— {}"), ("{}", "- {}")])
    def test_one_exchange_under_a_headline_that_says_so(self, title, question, answer):
        marks, interview = read(talk(question, answer)[:2], title=title)

        assert interview.is_interview
        assert marks == "QA"

    def test_a_line_below_the_headline_says_whose_interview_it_is(self):
        tagline = "Interview of the Secretary General to the Herald."
        marks, interview = read([tagline, *talk("{}", "- {}")[:2]], title="The CSTO in focus")

        assert interview.is_interview
        assert marks == "-QA"

    def test_questions_that_need_no_mark(self):
        texts = [
            "– I want to ask you about the border first.",
            TOLD[0],
            "– You have been to the south.",
            TOLD[1],
        ]

        marks, _ = read(texts, title="Interview with Taalatbek Masadykov")

        assert marks == "QAQA"

    def test_a_talk_that_is_cut_off_after_its_first_answer(self):
        texts = [
            "Anna Berg: So Tom, we have spoken of your harbour before. Tell us how it all came about.",
            "Tom Lindqvist: Well, I was a boy when the first pier was built, and nobody believed in",
        ]

        marks, interview = read(texts)

        assert interview.is_interview
        assert marks == "QA"

    def test_the_last_answer_breaks_off(self):
        lines = lines_of(
            [*talk("{}", "{}", more=False), "Would you do it all again, if you could?", "I have"]
        )
        lines[-1].label = "chrome"

        read_interview(lines, title="Interview with Taalatbek Masadykov")

        assert letters(lines) == "QAQAQAQA"


class TestNews:
    """What looks like an interview and is none."""

    def test_a_press_conference_of_many_outlets(self):
        outlets = ("Anna Lee, Herald", "John Roe, Reuters", "Mary Poe, BBC")
        texts = []
        for outlet, ask, tell in zip(outlets, ASKED, TOLD, strict=True):
            texts += [f"{outlet}: {ask}", f"Masadykov: {tell}"]

        marks, interview = read(texts)

        assert not interview.is_interview
        assert marks == "------"

    def test_a_press_conference_of_many_people(self):
        texts = []
        for name, ask, tell in zip(
            ("Anna Lee", "John Roe", "Mary Poe", "Tom Hall"), [*ASKED, "Why?"], [*TOLD, MORE], strict=True
        ):
            texts += [f"{name}: {ask}", f"Masadykov: {tell}"]

        assert not read(texts)[1].is_interview

    @pytest.mark.parametrize(
        "title",
        [
            "Press conference of Taalatbek Masadykov",
            "Пресс-конференция Таалатбека Масадыкова",
            "外交部记者会",
        ],
    )
    def test_a_press_conference_by_its_headline(self, title):
        marks, interview = read(talk("Question: {}", "Taalatbek Masadykov: {}"), title=title)

        assert not interview.is_interview
        assert set(marks) == {"-"}

    def test_one_question_in_the_news(self):
        texts = [
            "The council met to speak of the border, the minister said in an interview with the Herald.",
            "Who will pay for it?",
            "“Our members will,” Masadykov said on Monday. “I have spoken to all of them.”",
            "The council meets again in May.",
        ]

        assert not read(texts, title="The council met on Monday", lead=texts[0])[1].is_interview

    def test_lists_below_questions(self):
        texts = ["What should be brought?", "- a coat", "- boots", "Where do we meet?", "- at the pier"]
        texts += ["When is it over?", "- at noon"]

        assert not read(["The harbour walk is on Sunday.", *texts])[1].is_interview

    def test_voices_of_people_who_do_not_speak_to_one_another(self):
        texts = [
            "Anna Berg, student: It is cold here, and the harbour ought to stay open all the same.",
            "Tom Hall, captain: My ship stays out in every weather.",
            "Mary Poe, teacher: Why should a town pay for it?",
        ]

        assert not read(texts)[1].is_interview

    def test_dates_and_sentences_are_no_labels(self):
        texts = [
            "January 23, 2026: A pier was added.",
            "October 22, 2025: Two piers were taken down. Why?",
            "In Oslo, the minister said: we pay.",
            "In Oslo, the minister said: we pay again.",
            "Step Number 1: Why do you need a pier?",
            "Step Number 2: How do you build it?",
        ]

        assert not read(texts)[1].is_interview


@pytest.mark.shared
class TestSharedData:
    def test_turns_of_every_other_interview(self):
        right = found = wanted = 0
        with shared("data/interviews/interviews-dev.jsonl").open(encoding="utf-8") as rows:
            for number, row in enumerate(rows):
                if number % 4 != 1:
                    continue
                data = json.loads(row)
                lines = lines_of(data["text"].split("\n"))
                assert read_interview(lines).is_interview
                marks = letters([line for line in lines if line.clean])
                gold = _starts("".join(data["labels"]).replace("N", "-"))
                guess = _starts(marks)
                if len(marks) == len(data["labels"]):
                    right += len(gold & guess)
                    found += len(guess)
                    wanted += len(gold)

        assert wanted
        assert 2 * right / (found + wanted) > 0.94

    def test_news_is_news(self):
        called = count = 0
        with shared("data/quotes/politics-dev.jsonl").open(encoding="utf-8") as rows:
            for row in rows:
                count += 1
                called += read_interview(lines_of(json.loads(row)["text"].split("\n"))).is_interview

        assert called <= count * 0.02


def _starts(marks: str) -> set[int]:
    return {at for at, mark in enumerate(marks) if mark != "-" and (not at or marks[at - 1] != mark)}
