"""Who is asked in an interview, who asks, and for whom."""

from __future__ import annotations

from wagtail_cstonews.extraction.article import Speaker

from .helpers import read, talk


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
