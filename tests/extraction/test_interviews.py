"""Interviews: whether it is one, who is in it, and its turns."""

from __future__ import annotations

import json

import pytest

from wagtail_cstonews.extraction.article import Hints, Line, Speaker
from wagtail_cstonews.extraction.interviews.detect import Interview, find_interview
from wagtail_cstonews.extraction.labelling.labels import write_labels

from .helpers import shared

ASKED = [
    "Has the threat to the member states grown over the past few years?",
    "What do you plan to do about it in the coming months?",
    "And who will pay for all of that in the end?",
]
TOLD = [
    "It has, and I have been saying so for a long time. We see it on every border.",
    "I will send our people to the south. We have done so before, and it helped.",
    "Our members will. I have spoken to all of them, and they are ready.",
]
MORE = "I would add that nobody is safe from this, wherever they may live."


def lines_of(texts: list[str], tags: list[str] | None = None) -> list[Line]:
    lines = [
        Line(number, text, label="paragraph" if text else "blank") for number, text in enumerate(texts, 1)
    ]
    for line, tag in zip(lines, tags or [], strict=False):
        line.hints = Hints(tag=tag)
    return lines


def letters(lines: list[Line]) -> str:
    return "".join({"question": "Q", "answer": "A"}.get(line.label, "-") for line in lines)


def talk(question: str, answer: str, *, more: bool = True) -> list[str]:
    texts = []
    for ask, tell in zip(ASKED, TOLD, strict=True):
        texts += [question.format(ask), answer.format(tell)]
    return [*texts, MORE] if more else texts


def read_interview(lines: list[Line], **parts: str) -> Interview:
    interview = find_interview(lines, **parts)
    write_labels(lines, interview.labels)
    return interview


def read(texts: list[str], tags: list[str] | None = None, **parts: str) -> tuple[str, Interview]:
    lines = lines_of(texts, tags)
    interview = read_interview(lines, **parts)
    return letters(lines), interview


class TestTurns:
    @pytest.mark.parametrize(
        ("question", "answer"),
        [
            ("Q: {}", "A: {}"),
            ("Q. {}", "A. {}"),
            ("Question. {}", "Answer. {}"),
            ("Вопрос: {}", "Ответ: {}"),
            ("Frage: {}", "Antwort: {}"),
            ("Sputnik: {}", "Masadykov: {}"),
            ("SPIEGEL: {}", "Masadykov: {}"),
            ("Reporter: {}", "M. KELLY (as translated): {}"),
            ("**Sputnik:** {}", "**Masadykov:** {}"),
            ("— {}", "— {}"),
            ("- {}", "- {}"),
            ("– {}", "{}"),
            ("{}", "{}"),
            ("{}", "- {}"),
            ("{}", "Taalatbek Masadykov: {}"),
            ("Q - {}", "R - {}"),
            ("P. {}", "R. {}"),
            ("P: {}", "R: {}"),
            ("Pregunta: {}", "Respuesta: {}"),
            ("問：{}", "答：{}"),
            ("问: {}", "答: {}"),
            ("记者：{}", "王海：{}"),
            ("س: {}", "ج: {}"),
            ("Pitanje: {}", "Odgovor: {}"),
            ("Питання: {}", "Відповідь: {}"),
            ("BERG: {}", "MASADYKOV: {}"),
            ("Berg: {}", "Masadykov: {}"),
            ("Е.БУНТОВ: {}", "Т.МАСАДЫКОВ: {}"),
            ("Navruza Berg, VOA Uzbek: {}", "DAS Taalatbek Masadykov: {}"),
            ("Anna Berg, reporter: — {}", "Taalatbek Masadykov, the Secretary General: — {}"),
            ("Anna Berg, reporter for the Herald: {}", "Deputy Secretary General Taalatbek Masadykov: {}"),
            ("Корреспондент: {}", "Заместитель генерального секретаря Таалатбек Масадыков: {}"),
        ],
    )
    def test_every_way_to_mark_them(self, question, answer):
        marks, interview = read(talk(question, answer))

        assert interview.is_interview
        assert marks == "QAQAQAA"
        assert [turn.kind for turn in interview.turns] == ["question", "answer"] * 3
        assert [turn.text for turn in interview.turns] == [
            ASKED[0], TOLD[0], ASKED[1], TOLD[1], ASKED[2], f"{TOLD[2]}\n{MORE}"
        ]  # fmt: skip

    @pytest.mark.parametrize(("question", "answer"), [("-¿{}", "-{}"), ("—¿{}", "—{}"), ("– «{}", "– {}")])
    def test_dashes_as_spanish_and_others_print_them(self, question, answer):
        marks, interview = read(["El puerto", *talk(question, answer)])

        assert interview.is_interview
        assert marks == "-QAQAQAA"

    def test_paragraphs_of_a_bare_question_before_a_dashed_answer(self):
        texts = talk("{}", "- {}", more=False)
        texts[2:2] = ["I can only repeat that we see it everywhere."]

        marks, _ = read(texts)

        assert marks == "QAAQAQA"

    def test_short_turns_stay(self):
        lines = lines_of(["Avez-vous vu le capitaine, Madame ?", "Non.", *talk("{}", "{}")])
        lines[1].label = "chrome"

        read_interview(lines, title="Entretien avec Anna Berg")

        assert letters(lines) == "QAQAQAQAA"

    def test_short_labelled_turns_stay(self):
        lines = lines_of(
            ["Le Héraut : Bonjour.", "Anna Berg : Bonjour.", *talk("Le Héraut : {}", "Anna Berg : {}")]
        )
        for line in lines[:2]:
            line.label = "byline"

        read_interview(lines)

        assert letters(lines) == "QAQAQAQAA"

    def test_q_without_a_colon(self):
        texts = ["12:06 P.M. EDT", "MS. PSAKI: Hello, everyone. I am here to take your questions today."]
        for ask, tell in zip(ASKED, TOLD, strict=True):
            texts += [f"Q\u00a0\u00a0 {ask}", f"MS. PSAKI: {tell}"]

        assert read(texts)[0] == "-AQAQAQA"

    def test_a_label_that_changes_in_mid_text(self):
        texts = talk("Sputnik: {}", "Masadykov: {}")
        texts[1] = f"Taalatbek Masadykov: {TOLD[0]}"
        texts[5] = f"T. Masadykov: {TOLD[2]}"

        assert read(texts)[0] == "QAQAQAA"

    def test_question_and_answer_glued_on_one_line(self):
        marks, interview = read([f"Q: {ask} A: {tell}" for ask, tell in zip(ASKED, TOLD, strict=True)])

        assert marks == "QQQ"
        assert [turn.text for turn in interview.turns][:2] == [ASKED[0], TOLD[0]]
        assert interview.turns[0].lines == interview.turns[1].lines == [1]

    def test_glued_with_dashes(self):
        _, interview = read([f"– {ask} – {tell}" for ask, tell in zip(ASKED, TOLD, strict=True)])

        assert [turn.text for turn in interview.turns][:2] == [ASKED[0], TOLD[0]]

    def test_an_introduction_stands_before_the_first_question(self):
        marks, _ = read(["The forum was opened in Moscow on Monday.", *talk("– {}", "{}")])

        assert marks == "-QAQAQAA"

    def test_bold_questions_need_no_question_mark(self):
        texts = talk("{}", "{}")
        texts[2] = "Tell us about your plans for the months ahead."
        tags = ["strong" if at in (0, 2, 4) else "p" for at in range(len(texts))]
        texts += ["And a last one, please?", TOLD[1]]
        tags += ["strong", "p"]

        assert read(texts, tags)[0] == "QAQAQAAQA"

    def test_bold_as_html_says_it(self):
        texts = talk("{}", "{}")
        texts[2] = "Tell us about your plans for the months ahead."
        texts += ["And a last one, please?", TOLD[1]]
        lines = lines_of(texts, ["p"] * len(texts))
        for at in (0, 2, 4, 7):
            lines[at].hints.html = f"<strong>{texts[at]}</strong>"
        read_interview(lines)

        assert letters(lines) == "QAQAQAAQA"

    def test_a_bold_question_glued_to_its_answer(self):
        texts = [f"{ask} {tell}" for ask, tell in zip(ASKED, TOLD, strict=True)]
        lines = lines_of(texts, ["p"] * 3)
        for line, ask, tell in zip(lines, ASKED, TOLD, strict=True):
            line.hints.html = f"<strong>{ask}</strong> {tell}"
        interview = read_interview(lines)

        assert [turn.text for turn in interview.turns] == [
            part for pair in zip(ASKED, TOLD, strict=True) for part in pair
        ]

    def test_classes_that_name_the_turns(self):
        texts = talk("{}", "{}", more=False)
        lines = lines_of(texts, ["div"] * 6)
        for at, line in enumerate(lines):
            line.hints.attributes = "interview-answer" if at % 2 else "interview-question"
        read_interview(lines)

        assert letters(lines) == "QAQAQA"

    def test_several_guests(self):
        texts = [
            "Host: Has the threat grown? Ann, please.",
            f"Ann Lee: {TOLD[0]}",
            "Host: And what do you say, Bob?",
            f"Bob Ray: {TOLD[1]}",
            f"Ann Lee: {TOLD[2]}",
            "Host: Who will pay?",
            f"Bob Ray: {MORE}",
        ]
        marks, interview = read(texts)

        assert marks == "QAQAAQA"
        assert [turn.speaker.name for turn in interview.turns if turn.kind == "answer" and turn.speaker] == [
            "Ann Lee", "Bob Ray", "Ann Lee", "Bob Ray"
        ]  # fmt: skip

    def test_lines_taken_for_something_else_come_back_by_their_label(self):
        lines = lines_of(talk("Q: {}", "A: {}"))
        lines[1].label = "chrome"
        lines[4].label = "teaser"
        read_interview(lines)

        assert letters(lines) == "QAQAQAA"

    def test_a_headline_with_a_name_and_a_colon_is_no_turn(self):
        texts = ["Orsola Vintik: an oak needs no hurry", "She spoke of trees.", *talk("Q: {}", "Vintik: {}")]
        lines = lines_of(texts)
        lines[0].label = "title"
        interview = read_interview(lines, title=texts[0], lead=texts[1])

        assert letters(lines) == "--QAQAQAA"
        assert lines[0].label == "title"
        assert interview.turns[0].kind == "question"

    def test_chrome_between_turns_stays_out(self):
        texts = talk("Q: {}", "A: {}")
        texts.insert(2, "Read also")
        lines = lines_of(texts)
        lines[2].label = "chrome"
        read_interview(lines)

        assert lines[2].label == "chrome"
        assert letters(lines) == "QA-QAQAA"


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


class TestWho:
    def test_the_headline_names_guest_and_offices(self):
        _, interview = read(
            ["“The threat is growing,” Masadykov said."],
            title="The CSTO in the focus of global terrorism",
            subtitle="Interview with Taalatbek Masadykov, the CSTO Deputy Secretary General, "
            "Special Representative of the CSTO Secretary General on Peacekeeping",
            lead="Taalatbek Masadykov, Special Representative of the CSTO Secretary General on Peacekeeping, "
            "told Sputnik Radio Kyrgyzstan in an interview, why the threat was growing.",
        )

        assert interview.interviewee
        assert interview.interviewee.name == "Taalatbek Masadykov"
        assert interview.interviewee.role == (
            "CSTO Deputy Secretary General, "
            "Special Representative of the CSTO Secretary General on Peacekeeping"
        )
        assert interview.outlet == "Sputnik Radio Kyrgyzstan"

    def test_labels_name_both_sides(self):
        _, interview = read(
            talk("Sputnik: {}", "Masadykov: {}"),
            title="Interview with Taalatbek Masadykov, Deputy Secretary General",
        )

        assert interview.outlet == "Sputnik"
        assert interview.interviewer is None
        assert {turn.speaker.name for turn in interview.turns if turn.kind == "answer" and turn.speaker} == {
            "Taalatbek Masadykov"
        }

    def test_a_label_names_who_asks_for_which_outlet(self):
        _, interview = read(talk("Anna Berg, VOA Uzbek: {}", "DAS Daniel Rosen: {}"))

        assert interview.interviewer == Speaker("Anna Berg")
        assert interview.outlet == "VOA Uzbek"
        assert interview.interviewee
        assert interview.interviewee.name == "Daniel Rosen"

    def test_letters_name_nobody(self):
        _, interview = read(talk("Q - {}", "R - {}"))

        assert interview.interviewee is None
        assert interview.interviewer is None

    def test_hosts_and_a_guest_who_is_introduced(self):
        texts = [
            "Adam Berg: We are here with Tom Lindqvist, who built the pier.",
            "Jerry Hall: Welcome to the show, Tom.",
            "Tom Lindqvist: Thank you for having me.",
            "Jerry Hall: I have been on your pier many a time, and it has never let me down so far.",
            "Tom Lindqvist: I am glad to hear that.",
            "Adam Berg: How long did it take you to build it?",
            "Tom Lindqvist: Two years.",
        ]

        marks, interview = read(texts)

        assert marks == "QQAQAQA"
        assert interview.interviewee == Speaker("Tom Lindqvist")

    def test_who_asked_stands_at_the_end(self):
        _, interview = read(
            [*talk("– {}", "{}"), "Interviewed by Anna Petrova"], title="Interview with Taalatbek Masadykov"
        )

        assert interview.interviewer
        assert interview.interviewer.name == "Anna Petrova"

    def test_whom_the_guest_talks_with(self):
        _, interview = read(
            talk("— {}", "— {}"),
            title="A forest is slow",
            subtitle="Orsola Vintik, Minister of Forests",
            lead="The Minister of Forests of Belmora, Orsola Vintik, talks with Gazeta Merrin about oaks.",
        )

        assert interview.outlet == "Gazeta Merrin"
        assert interview.interviewee == Speaker("Orsola Vintik", "Minister of Forests of Belmora")

    def test_another_person_is_no_outlet(self):
        _, interview = read(talk("— {}", "— {}"), lead="Orsola Vintik talks with Anna Berg about oaks.")

        assert interview.outlet is None

    def test_the_office_wins_over_a_form_of_address(self):
        _, interview = read(
            talk("Radio Merrin: Minister Vintik, {}", "Vintik: {}"),
            title="An oak needs no hurry",
            lead="The Minister of Forests of Belmora, Orsola Vintik, answered the questions of Radio Merrin.",
        )

        assert interview.interviewee == Speaker("Orsola Vintik", "Minister of Forests of Belmora")
        assert interview.outlet == "Radio Merrin"

    def test_the_only_full_name_of_the_lead_answers(self):
        lead = "For thirty years Orsola Vintik has mended clocks in Merrin. We met her in the tower."
        _, interview = read(talk("{}", "{}"), title="The woman who winds the town", lead=lead)

        assert interview.interviewee == Speaker("Orsola Vintik")
        answers = [turn.speaker for turn in interview.turns if turn.kind == "answer"]
        assert set(map(str, answers)) == {str(interview.interviewee)}

    def test_a_russian_name_only_in_another_case_stays_empty(self):
        _, interview = read(talk("Вопрос: {}", "Ответ: {}"), title="Интервью с Верой Лужиной", language="ru")

        assert interview.interviewee is None

    def test_a_russian_guest_is_named_in_the_nominative(self):
        _, interview = read(
            talk("Вопрос: {}", "Ответ: {}"),
            title="Интервью с заместителем Главного лесничего Союза трёх долин",
            lead="Заместитель директора Союза трёх долин Вера Лужина рассказала радио «Меррин» о дубах.",
            language="ru",
        )

        assert interview.interviewee == Speaker("Вера Лужина", "Заместитель директора Союза трёх долин")

    def test_a_guest_known_by_the_label_alone(self):
        _, interview = read(talk("Q: {}", "MS. JEAN-PIERRE: {}"))

        assert interview.interviewee
        assert interview.interviewee.name == "Jean-Pierre"


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
