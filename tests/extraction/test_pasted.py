"""What an editor pasted is all body; only its turns and quotes are looked for."""

from __future__ import annotations

import pytest

from wagtail_cstonews.extraction.pasted import paragraphs_of, quotes_in, read_pasted

INTERVIEW = """Radio Manas talked with Aigul Sadykova, the deputy secretary general, about the exercise.

Radio Manas: When will the exercise take place?
Aigul Sadykova: Nothing is decided yet.

We will know more in the autumn.

Radio Manas: Who is going to pay for it?
Sadykova: The member states will.
"""


def test_turns_and_the_text_around_them():
    article = read_pasted(INTERVIEW)
    assert article.kind == "interview"
    assert [block.type for block in article.body] == ["paragraph", "exchange", "exchange"]
    exchange = article.body[1]
    assert exchange.question.text == "When will the exercise take place?"
    assert exchange.answer.text == "Nothing is decided yet.\nWe will know more in the autumn."
    assert exchange.question.speaker.name == "Radio Manas"
    assert article.interviewee.name == "Aigul Sadykova"
    assert article.interviewee.role == "deputy secretary general"


@pytest.mark.parametrize(
    "text",
    [
        "Subscribe to our newsletter\nShare on Facebook\nRead more",
        "By A. Sadykova\n25.07.2024\nThe council met.",
    ],
)
def test_no_line_is_left_out(text):
    article = read_pasted(text)
    assert [block.text for block in article.body] == text.splitlines()
    assert list(article.left_out()) == []


def test_two_turns_are_enough():
    text = "– Когда пройдут учения?\n– Осенью узнаем больше.\n– Кто заплатит?\n– Государства."
    assert [block.type for block in read_pasted(text).body] == ["exchange", "exchange"]


def test_whom_only_an_answer_names_is_not_the_guest():
    text = 'Q: Who won?\nA: We did.\nQ: How?\nA: "It grows," Taalatbek Masadykov said, "and it is near."'
    article = read_pasted(text)
    assert (article.interviewee, article.interviewer) == (None, None)
    assert {exchange.answer.speaker for exchange in article.body} == {None}


def test_the_pages_title_names_the_guest():
    text = "Q: Who won?\nA: We did.\nQ: How?\nA: By luck."
    article = read_pasted(text, title="Interview with Taalatbek Masadykov")
    assert article.interviewee.name == "Taalatbek Masadykov"


def test_lines_that_were_wrapped_by_hand_are_one_paragraph():
    text = (
        "The council met in Bishkek on Thursday and agreed\n"
        "on a joint exercise, which will take place in the\n"
        "spring of the coming year on the territory of all\n"
        "member states that want to take part in it.\n"
    )
    assert len(paragraphs_of(text)) == 1


def test_what_is_broken_is_mended():
    assert paragraphs_of("â€œYesâ€\x9d, she said.\n\n\n") == ["“Yes”, she said."]


def test_quotes_with_who_says_them():
    paragraphs = [
        "Anna Orlova, the minister, opened the bridge.",
        '"Nobody will be left behind," Orlova said.',
    ]
    quotes, people, language = quotes_in(paragraphs)
    assert [(quote.paragraph, quote.text, quote.speaker.name) for quote in quotes] == [
        (1, "Nobody will be left behind,", "Anna Orlova")
    ]
    assert [person.name for person in people.all()] == ["Anna Orlova"]
    assert language == "en"


def test_nothing_is_nothing():
    assert read_pasted("").body == []
    assert read_pasted(" \n\n ").body == []
    assert quotes_in([])[0] == []
