"""The language of a document."""

import pytest

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.metadata.language import detect_language


@pytest.mark.parametrize(
    ("text", "given", "declared", "language"),
    [
        (
            "The council of the river ports met on Sunday and agreed on a common exam for pilots.",
            None,
            None,
            "en",
        ),
        (
            "Совет речных портов собрался в воскресенье и договорился об экзамене для лоцманов.",
            None,
            "en",
            "ru",
        ),
        ("Der Rat der Flusshäfen tagte am Sonntag und einigte sich auf eine Prüfung.", None, None, "de"),
        ("Der Rat der Flusshäfen tagte am Sonntag und einigte sich auf eine Prüfung.", "fr-CA", None, "fr"),
        # A third of its words are small words of Russian, too.
        (
            "Съветът на речните пристанища се събра в неделя и се договори за общ изпит на лоцманите, "
            "каза говорител на речната полиция, а не на министъра. До края на месеца по реката не минава "
            "нито един кораб, защото при шлюза нивото на водата е по-ниско от обичайното за сезона. "
            "Капитаните се надяват на дъжд, но от понеделник в пристанището няма да се товари нищо.",
            None,
            None,
            "bg",
        ),
        (
            "Рада річкових портів зібралася в неділю і домовилася про спільний іспит для лоцманів, сказав "
            "речник річкової поліції, а не міністра. До кінця місяця на річці не пройде жоден корабель, бо "
            "біля шлюзу рівень води нижчий за звичайний для сезону. Капітани сподіваються на дощ, але від "
            "понеділка в порту не будуть вантажити нічого, а по суші везти дорого.",
            None,
            None,
            "uk",
        ),
        ("OK", None, "de-DE", "de"),
        ("Да", None, "en", None),
        ("", None, None, None),
    ],
)
def test_language(text, given, declared, language):
    assert detect_language([Line(1, text)], given=given, declared=declared) == language
