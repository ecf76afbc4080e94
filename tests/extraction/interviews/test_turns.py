"""The turns of interviews, however they are marked."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.interviews.label_speakers import is_called
from wagtail_cstonews.extraction.interviews.speaker_labels import label_of

from .helpers import ASKED, MORE, TOLD, letters, lines_of, read, read_interview, talk


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


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("Yetunde, who pays?", True),
        ("So Yetunde, who pays?", True),
        ("They paid. Yetunde, what then?", True),
        ("I met Yetunde. She paid.", False),
        ("Also Yetunde, her sister, paid.", False),
        ("Yetunde met us in Kamenz. Thanks Yetunde!", True),
        ("I thank Yetunde", False),
    ],
)
def test_who_is_addressed_by_name(words, called):
    assert is_called("Yetunde", words) is called


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Q Who pays?", "Q"),
        ("Q: Who pays?", "Q"),
        ("**Q: Who pays?", "Q"),
        ("A1. We do.", "A"),
        ("Answer - we do.", "Answer"),
        ("Вопрос: кто платит?", "Вопрос"),
        ("Another day. We do.", ""),
        ("Resposta: nós.", "Resposta"),
    ],
)
def test_short_labels(text, label):
    assert label_of(text)[0] == label
