"""Date and dateline before the first sentence."""

import pytest

from wagtail_cstonews.extraction.metadata.opening import split_opening


@pytest.mark.parametrize(
    ("text", "date", "dateline", "rest"),
    [
        (
            "21.05.2020On May 26, the council will meet.",
            "2020-05-21",
            None,
            "On May 26, the council will meet.",
        ),
        ("25.07.2024 The ministers met in Esterburg.", "2024-07-25", None, "The ministers met in Esterburg."),
        (
            "25.07.2024 — The ministers met in Esterburg.",
            "2024-07-25",
            None,
            "The ministers met in Esterburg.",
        ),
        (
            "May 12, 2024 — The ministers met in Esterburg.",
            "2024-05-12",
            None,
            "The ministers met in Esterburg.",
        ),
        ("MOSCOW, May 12 (Agency) — The council met.", None, "MOSCOW, May 12 (Agency)", "The council met."),
        (
            "MOSCOW, May 12, 2024 (Agency) — The council met.",
            "2024-05-12",
            "MOSCOW (Agency)",
            "The council met.",
        ),
        ("ESTERBURG (AP) — The council met.", None, "ESTERBURG (AP)", "The council met."),
        ("Berlin (dpa) - Der Rat tagte.", None, "Berlin (dpa)", "Der Rat tagte."),
        ("OTTAWA — The appointment has been made.", None, "OTTAWA", "The appointment has been made."),
        ("МОСКВА, 12 мая. /ТАСС/. Совет собрался.", None, "МОСКВА, 12 мая. /ТАСС/", "Совет собрался."),
        (
            "МОСКВА, 12 мая — РИА Новости. Совет собрался.",
            None,
            "МОСКВА, 12 мая",
            "РИА Новости. Совет собрался.",
        ),
        ("The council — and its guests — met.", None, None, None),
        ("May 12, 2024 was a Sunday like any other.", None, None, None),
        ("25.07.2024", None, None, None),
    ],
)
def test_the_first_paragraph_is_taken_apart(text, date, dateline, rest):
    opening = split_opening(text, "ru" if "а" in text else "de" if "Rat" in text else "en")
    assert (opening.date, opening.dateline, opening.rest) == (date, dateline, rest or text)
