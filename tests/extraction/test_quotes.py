"""Quoted speech: its marks, whether it is speech, and whose."""

from __future__ import annotations

import json
import time

import pytest

from wagtail_cstonews.extraction.people.entities import People
from wagtail_cstonews.extraction.quotes.find import FoundQuote, find_quotes

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

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("en", "The office held a round table on the theme: “Topical Issues of Forest Security”."),
            (
                "en",
                "A briefing on the subject: “Main tasks of the joint watch for 2031” was held.",
            ),
            ("en", "The heads summed up the first days of the operation “Dry Channel of the North”."),
            ("en", "The guild opened the exhibition “900 days of the long drought.”"),
            ("en", "Visitors of the seminar “How we will live with our forests” came from five valleys."),
            ("en", "The “Handful of Acorns” project reached the last village."),
            ("ru", "Состоялся круглый стол на тему: «Актуальные вопросы охраны лесов в регионе»."),
            ("ru", "Подведены итоги операции «Сухой канал северных лесов». Показан фильм «Мы из долины»."),
            ("es", "El seminario sobre el tema: «Los bosques que tenemos y el agua» reunió a cien personas."),
            ("es", "El museo mostró la película «Somos los leñadores del norte» y cerró."),
            ("fr", "Un colloque sur le thème : « L’eau est notre forêt de demain » a eu lieu."),
            ("fr", "Le film « Nous sommes les bûcherons du nord » a été montré."),
            ("de", "Eine Tagung zum Thema: „Wir haben den Wald von morgen“ fand statt."),
            ("de", "Gezeigt wurde der Film „Wir sind die Holzfäller aus dem Norden“ im Saal."),
            ("sr", "Održan je skup na temu: „Šume su naše i voda sutrašnjice“."),
            ("sr", "Приказан је филм „Ми смо дрвосече са севера“ у сали."),
            ("ar", "عقدت ندوة تحت عنوان: «الماء والغابات في كل الوادي اليوم»."),
            ("zh", "会议的主题是“我们的森林与水的未来”，来了一百人。"),
        ],
    )
    def test_the_title_of_a_theme_an_event_or_a_work(self, language, text):
        assert said(text, language=language) == []

    @pytest.mark.parametrize(
        ("text", "words"),
        [
            ("The head of the operation: “We caught forty of them by the river.”",
             "We caught forty of them by the river"),
            ("After the exhibition: “We saw many oaks and a few birches,” Masadykov said.",
             "We saw many oaks and a few birches"),
            ("Masadykov said on the topic: “We must act together on this.”",
             "We must act together on this"),
            ("Asked about the theme, Masadykov replied: “It was chosen by the members.”",
             "It was chosen by the members"),
            ("Masadykov came back to the subject: “We began this long ago. We know the forest, the river and "
             "everyone who lives by it.”",
             "We began this long ago. We know the forest, the river and everyone who lives by it"),
        ],
    )  # fmt: skip
    def test_somebody_speaks_beside_such_a_noun(self, text, words):
        assert [quote for quote, _ in said(OPENING, text)] == [words]

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
