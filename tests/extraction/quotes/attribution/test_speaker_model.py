"""Whose words a quotation is."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.quotes.find import find_quotes

from ..helpers import OPENING, M, found, said


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

    @pytest.mark.parametrize(
        "text",
        [
            '"We are ready for talks," TASS reports.',
            '"I believe that the talks will succeed," the agency quoted him as saying.',
            '"We are ready for talks," the newspaper wrote.',
            '"We are ready for talks," Reuters quotes Masadykov as saying.',
            '"We are ready for talks," Masadykov told the TV channel Morning News.',
        ],
    )
    def test_an_outlet_does_not_speak_in_the_first_person(self, text):
        assert [name for _, name in said(OPENING, text)] == [M]

    def test_an_outlet_speaks_of_others(self):
        assert [name for _, name in said(OPENING, '"The US economy is slowing," Reuters reported.')] == [
            "Reuters"
        ]

    def test_an_outlet_passes_on_in_other_languages(self):
        people = "Министр лесов Белморы Степан Крюков посетил питомник."

        assert said(people, "«Мы надеемся на дождь», — сообщает ТАСС.", language="ru") == [
            ("Мы надеемся на дождь", "Степан Крюков")
        ]

    @pytest.mark.parametrize(
        ("language", "opening", "attributed"),
        [
            (
                "es",
                "El ministro de Bosques de Belmora, Tomás Arrieta, visitó el vivero.",
                {
                    "«Vamos a plantar mil robles este año», dijo Arrieta ante la prensa.": "Tomás Arrieta",
                    "“No tenemos agua para todos”, ha asegurado la alcaldesa de Lorne, Clara Montes.":
                        "Clara Montes",
                    "Según Arrieta, “los árboles que plantamos hoy darán sombra a los nietos”.":
                        "Tomás Arrieta",
                    "Arrieta añadió: «Hemos perdido la mitad del bosque».": "Tomás Arrieta",
                },
            ),
            (
                "fr",
                "Le ministre des Forêts, Étienne Vasseur, et la maire de Lorne, Claire Montel, ont visité la "
                "pépinière.",
                {
                    "« Nous allons planter mille chênes », a déclaré M. Vasseur lors d’une conférence.":
                        "Étienne Vasseur",
                    "« L’eau manque partout dans la vallée », explique la maire de Lorne.": "Claire Montel",
                    "« Nous n’avons plus de temps à perdre », a-t-elle ajouté.": "Claire Montel",
                    "« Il pleut enfin sur la vallée », se réjouit-il.": "Étienne Vasseur",
                    "Selon M. Vasseur, « les arbres d’aujourd’hui feront de l’ombre à nos enfants ».":
                        "Étienne Vasseur",
                },
            ),
            (
                "de",
                "Forstminister Tobias Lindner und die EU-Ratspräsidentin Clara von der Aue kamen.",
                {
                    "„Wir werden tausend Eichen pflanzen“, sagte Lindner am Dienstag.": "Tobias Lindner",
                    "„Das Wasser fehlt überall im Tal“, erklärte Ratspräsidentin von der Aue.":
                        "Clara von der Aue",
                    "Lindner betonte: „Wir haben die Hälfte des Waldes verloren.“": "Tobias Lindner",
                },
            ),
            (
                "sr",
                "Ministar šuma Belmore Marko Lazić posetio je juče rasadnik.",
                {
                    "„Posadićemo hiljadu hrastova ove godine“, rekao je Lazić novinarima.": "Marko Lazić",
                    "„Nemamo dovoljno vode“, izjavila je danas gradonačelnica Lorne Jelena Petrović.":
                        "Jelena Petrović",
                    "Lazić je istakao: „Izgubili smo polovinu šume.“": "Marko Lazić",
                    "Prema rečima Lazića, „drveće koje danas sadimo daće hlad našim unucima“.": "Marko Lazić",
                },
            ),
            (
                "sr",
                "Министар шума Белморе Марко Лазић посетио је јуче расадник.",
                {
                    "„Посадићемо хиљаду храстова ове године“, рекао је Лазић новинарима.": "Марко Лазић",
                    "„Немамо довољно воде“, изјавила је данас градоначелница Лорне Јелена Петровић.":
                        "Јелена Петровић",
                    "Лазић је истакао: „Изгубили смо половину шуме.“": "Марко Лазић",
                },
            ),
            (
                "ar",
                "قال وزير الغابات الجديد سامر الحداد إن المشتل كبير.",
                {
                    "وأضاف الحداد: \"لقد فقدنا نصف الغابة ولا نملك ما يكفي من الماء\".": "سامر الحداد",
                    "وأكدت رئيسة البلدية ليلى منصور: «نحن نحتاج إلى الماء في كل الوادي».": "ليلى منصور",
                    "\"سنزرع ألف شجرة بلوط هذا العام\"، قال سامر الحداد للصحفيين.": "سامر الحداد",
                },
            ),
            (
                "zh",
                "林业部发言人王海涛星期二参观了苗圃。",
                {
                    "王海涛说：“我们今年将种植一千棵橡树。”": "王海涛",
                    "“山谷里到处都缺水。”洛恩市市长李静表示。": "李静",
                    "贝尔莫拉总统托马斯·阿里埃塔强调，“今天种下的树将为子孙遮荫”。": "托马斯·阿里埃塔",
                },
            ),
        ],
    )  # fmt: skip
    def test_in_other_languages(self, language, opening, attributed):
        for text, speaker in attributed.items():
            assert [name for _, name in said(opening, text, language=language)] == [speaker], text

    def test_what_looks_like_a_verb_behind_an_article_is_a_noun(self):
        (quote,) = found(
            "La ministre Claire Montel est venue.",
            "« Nous n’avons plus de temps à perdre », a répondu Claire Montel à la demande.",
            language="fr",
        )

        assert quote.cue == "répondu"

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
