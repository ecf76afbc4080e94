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
        ("OK", None, "de-DE", "de"),
        ("Да", None, "en", None),
        ("", None, None, None),
    ],
)
def test_language(text, given, declared, language):
    assert detect_language([Line(1, text)], given=given, declared=declared) == language
