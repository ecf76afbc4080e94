"""Whether a quoted span is speech, or a word set apart, a title, a name."""

from __future__ import annotations

import pytest

from ..helpers import OPENING, said


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
