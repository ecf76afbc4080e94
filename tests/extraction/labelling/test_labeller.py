# ruff: noqa: E501 - lines of scraped text are long
"""Lines to labels. The texts are invented; the shapes are those that news sites have."""

import pytest

from wagtail_cstonews.extraction.article import LABELS, LEFT_OUT_LABELS
from wagtail_cstonews.extraction.labelling.labeller import label_lines
from wagtail_cstonews.extraction.lines.plain_text import split_lines

PROSE = (
    "The council of the river ports met in Esterburg on Monday and agreed on a common exam for all pilots of its members.",
    "The exam will be held in the autumn for the first time, the secretary of the council said after the meeting.",
    "Pilots of five countries may then guide ships on the whole river, from the mountains to the sea, without a change.",
    "Two of the members had been against it for years, because they feared for the income of their own pilots.",
)
TITLE = "River ports agree on a common exam for pilots"


def labelled(text, **options):
    lines = split_lines(text)
    label_lines(lines, **options)
    assert all(line.label in LABELS for line in lines)
    assert all(line.reason for line in lines if line.label in LEFT_OUT_LABELS)
    return lines


def of(lines, label):
    return [line.text for line in lines if line.label == label]


def page(*before, title=TITLE, between=(), after=(), gap="\n"):
    return gap.join([*before, title, *between, *PROSE, *after])


MENU = ("Home", "News", "Sport", "Culture", "Weather", "Search", "Sign in")
FOOTER = (
    "Share on Facebook",
    "Read also",
    "Minister visits the new lock",
    "Lock closed after storm",
    "© 2024 Example. All rights reserved.",
)


def test_menu_and_footer_are_chrome_and_the_rest_is_the_article():
    lines = labelled(page(*MENU, after=FOOTER))
    assert of(lines, "title") == [TITLE]
    assert of(lines, "lead") == [PROSE[0]]
    assert of(lines, "paragraph") == list(PROSE[1:])
    assert set(of(lines, "chrome")) >= {*MENU, "Share on Facebook", "Read also", FOOTER[-1]}
    assert of(lines, "teaser") == ["Minister visits the new lock", "Lock closed after storm"]


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n\n\n"])
def test_blank_lines_change_nothing(gap):
    lines = labelled(page("Home", after=("Go back", "Back to the section"), gap=gap))
    assert of(lines, "title") == [TITLE]
    assert of(lines, "chrome") == ["Home", "Go back", "Back to the section"]
    assert len(of(lines, "lead") + of(lines, "paragraph")) == 4


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("12.03.2024", "date"), ("Published: 12 March 2024, 10:15", "date"), ("By Anna Brandt", "byline"), ("Von Anna Brandt", "byline"),
        ("Автор: Иван Петров", "byline"), ("Photo: Anna Brandt / Example", "caption"), ("Share on Facebook", "chrome"),
        ("Ministers had argued about it for ten years", "subtitle"),
    ],
)  # fmt: skip
def test_what_stands_between_title_and_text(line, label):
    assert of(labelled(page(between=(line,))), label) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Go back", "Back to the section", "Back to the all news", "Download document 3f9ac01b.docx", "Назад", "Все новости", "Zurück",
        "Retour à la liste", "Share this article", "Teilen", "Поделиться", "Privacy policy", "© Example 2024", "Cookie settings",
        "Facebook Twitter Telegram", "Views: 1234", "Tags: ports, pilots", "Подробнее", "Weiterlesen",
    ],
)  # fmt: skip
def test_navigation_and_the_like_after_the_article(line):
    lines = labelled(page(after=(line,)))
    assert of(lines, "chrome") == [line]


def test_the_sign_off_is_told_from_the_text():
    lines = labelled(page(after=("The Press Secretary A. B. Krone",)))
    assert of(lines, "signoff") == ["The Press Secretary A. B. Krone"]
    lines = labelled(page(after=("A press secretary says the council was pleased with it.",)))
    assert of(lines, "signoff") == []


TEASERS = (
    "The Minister of Fisheries of Norland, Oskar Lind, opened the new harbour in Vesthavn.",
    "Radio Meridian reports that Ambassador Paulo Mendes of Sandia has presented his credentials.",
)


@pytest.mark.parametrize("stamp", ["", "25.07.2024 ", "25.07.2024\n"])
def test_summaries_of_other_articles_before_the_title(stamp):
    lines = labelled("\n\n".join([*(stamp + teaser for teaser in TEASERS), TITLE, "", *PROSE]))
    assert of(lines, "title") == [TITLE]
    assert all(any(teaser in line for line in of(lines, "teaser")) for teaser in TEASERS)
    assert of(lines, "date") == []
    assert of(lines, "lead") == [PROSE[0]]


@pytest.mark.parametrize(
    "divider", [("Go back",), ("The Press Secretary A. B. Krone", "Go back"), ("Read also",), ()]
)
def test_dated_summaries_after_the_article(divider):
    dated = ["25.07.2024 " + TEASERS[0], "24.07.2024 " + TEASERS[1]]
    lines = labelled("\n\n".join([TITLE, *PROSE, *divider, *dated]))
    assert of(lines, "teaser") == dated
    assert of(lines, "lead") + of(lines, "paragraph") == list(PROSE)


def test_summaries_set_apart_by_a_wide_gap():
    lines = labelled("\n\n".join([TITLE, *PROSE]) + "\n\n\n\n" + "\n\n".join(TEASERS))
    assert of(lines, "teaser") == list(TEASERS)


def test_a_heading_in_the_middle_is_no_title():
    text = "\n\n".join(
        [
            PROSE[0],
            PROSE[1],
            '"We are glad," the secretary said.',
            "What the members feared about the pilots",
            PROSE[3],
            PROSE[2],
        ]
    )
    lines = labelled(text)
    assert of(lines, "title") == []
    assert of(lines, "teaser") == []
    assert of(lines, "heading") == ["What the members feared about the pilots"]


def test_a_heading_over_paragraphs_and_one_of_a_single_word():
    lines = labelled("\n\n".join([TITLE, PROSE[0], "Background", PROSE[1], "What comes next", PROSE[2]]))
    assert of(lines, "heading") == ["Background", "What comes next"]


def test_the_title_may_be_given_with_the_name_of_the_site():
    other = "A line that might be a title as well"
    lines = labelled("\n".join([other, TITLE, "x", *PROSE]), given_titles=[f"{TITLE} | Example"])
    assert of(lines, "title") == [TITLE]


def test_a_repeated_title_and_a_repeated_paragraph_are_duplicates():
    lines = labelled("\n".join([TITLE, "Home", TITLE, *PROSE, PROSE[1], PROSE[2]]), given_titles=[TITLE])
    assert of(lines, "duplicate") == [TITLE, PROSE[1], PROSE[2]]
    assert len(of(lines, "title")) == 1


def test_a_pointer_to_another_article_is_no_paragraph():
    lines = labelled(
        "\n".join([TITLE, PROSE[0], "READ MORE: Minister visits the new lock at Kamenz", *PROSE[1:]])
    )
    assert of(lines, "teaser") == ["READ MORE: Minister visits the new lock at Kamenz"]


def test_lists_are_told_from_speech():
    items = ["• one exam for all", "• one list of pilots", "• one licence"]
    assert of(labelled("\n".join([TITLE, PROSE[0], *items, *PROSE[1:]])), "list_item") == items
    numbered = ["1. the exam", "2. the list"]
    assert of(labelled("\n".join([TITLE, PROSE[0], *numbered, *PROSE[1:]])), "list_item") == numbered
    speech = [
        "— Why did it take so long to agree on this exam?",
        "— Because nobody wanted to lose anything, and all did.",
        "— And now?",
    ]
    assert of(labelled("\n".join([TITLE, PROSE[0], *speech, *PROSE[1:]])), "list_item") == []


def test_no_lead_where_somebody_speaks_first():
    lines = labelled(
        "\n".join(
            [TITLE, '"We are all very glad about this exam," the secretary of the council said.', *PROSE]
        )
    )
    assert of(lines, "lead") == []


def test_a_kicker_over_the_title():
    assert of(labelled(page("RIVERS")), "kicker") == ["RIVERS"]


def test_short_texts_are_articles_too():
    lines = labelled("Lock closed\n\nStorm damage\n")
    assert "chrome" not in {line.label for line in lines}
    assert labelled("")[0].label == "blank"


def test_nothing_is_taken_from_a_page_of_menus():
    lines = labelled("\n".join(f"Entry {number}" for number in range(100)))
    assert {line.label for line in lines} == {"chrome"}


SUMMARIES = (
    "The treasurer of the council has resigned after nine years.",
    "Divers have found the anchor of the old ferry near Kamenz.",
)


@pytest.mark.parametrize("date", ["25.07.2024", "12 May 2024, 10:15"])
def test_a_date_above_a_summary_belongs_to_it(date):
    after = ("Back to the section", "", date, SUMMARIES[0], "", "11.07.2024", SUMMARIES[1])
    lines = labelled(page(between=("01.08.2024",), after=after))
    assert of(lines, "date") == ["01.08.2024"]
    assert of(lines, "teaser") == [date, SUMMARIES[0], "11.07.2024", SUMMARIES[1]]
    assert of(lines, "chrome") == ["Back to the section"]


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Казначей совета ушёл в отставку после девяти лет.", "teaser"), ("Послы пяти стран осмотрели новый шлюз у Каменца на реке", "teaser"),
        ("Botschafter der fünf Länder haben die neue Schleuse besichtigt", "teaser"), ("Home | News | Sport | Culture | Weather | People | Letters | Archive", "chrome"),
        ("News and Views from the River", "chrome"), ("Council of the River Ports Esterburg Press Office Documents Archive", "chrome"),
    ],
)  # fmt: skip
def test_what_stands_before_the_title(line, label):
    assert of(labelled(page(line, "Sport")), label)[0] == line


TALK = (
    "Mr Weller, when was the old lock at Kamenz built?",
    "Nobody knows it for certain, because the papers were lost in the flood, but the oldest stones are from 1790.",
    "Who looks after it now that the river office has gone?",
    "Three volunteers and a dog. The dog has been there the longest, and he knows every one of the boats by its sound.",
    "And what will become of it?",
    "It stays.",
)


def test_a_short_sentence_after_the_last_question_is_its_answer():
    lines = labelled("\n\n".join([TITLE, *PROSE[:1], *TALK, "Share this article", "Imprint"]))
    assert "It stays." in of(lines, "paragraph")
    assert of(lines, "chrome") == ["Share this article", "Imprint"]


def test_after_a_single_question_it_is_not():
    lines = labelled(
        "\n\n".join([TITLE, *PROSE, "Who will pay for all the pilots then?", "Write to us.", "Imprint"])
    )
    assert "Write to us." in of(lines, "chrome")


def test_comments_are_no_summaries_of_other_articles():
    comment = "I have waited for this exam since my father lost his licence, and now I am too old for it."
    lines = labelled(
        page(*MENU, after=("Comments (2)", "Jonas K., 14:20", comment, "Reply", "Read also", SUMMARIES[0]))
    )
    assert comment in of(lines, "chrome")
    assert of(lines, "teaser") == [SUMMARIES[0]]


def test_a_line_under_the_title_that_is_no_sentence_is_the_subtitle():
    lines = labelled(page(between=("Two members had been against it for ten years",)))
    assert of(lines, "subtitle") == ["Two members had been against it for ten years"]
    assert of(lines, "lead") == [PROSE[0]]


def test_the_last_paragraph_of_a_text_with_little_else_is_kept():
    short = "The council meets again in Kamenz in June."
    lines = labelled(page(after=(short, "", "Go back", "Back to the section"), gap="\n\n"))
    assert short in of(lines, "paragraph")


def test_a_repeated_notice_is_no_title():
    notice = "Story continues below the notice"
    lines = labelled("\n\n".join((PROSE[0], notice, PROSE[1], notice, *PROSE[2:], notice)))
    assert of(lines, "title") == []


@pytest.mark.parametrize(
    ("before", "label"), [("Environment\n\n", "kicker"), ("News\nEnvironment\n\n", "chrome")]
)
def test_a_word_over_the_title_is_a_kicker_unless_it_ends_a_menu(before, label):
    assert "Environment" in of(labelled(before + page()), label)
