"""Interviews of which an editor marked the turns."""

from .helpers import DOCUMENTS, INTERVIEW, NEWS, TALK, Desk

ASKED = ("Why is the lock closed", "And who will pay")
SAID = ("The gates leak, and", "The river authority does")


def exchanges(article):
    return [
        (block.question.text[:12], block.answer.text[:12])
        for block in article.body
        if block.type == "exchange"
    ]


def marked():
    desk = Desk(TALK)
    assert desk.article.kind == "news"
    desk.label("question", *ASKED)
    desk.label("answer", *SAID)
    return desk


def test_questions_and_answers_make_an_interview():
    desk = marked()
    assert desk.article.kind == "interview"
    assert exchanges(desk.article) == [("Why is the l", "The gates le"), ("And who will", "The river au")]
    for text in (*ASKED, *SAID):
        desk.take_back(text)
    assert desk.article.kind == "news"


def test_a_question_alone_makes_one_too():
    desk = Desk(TALK)
    desk.label("question", ASKED[0])
    assert (desk.article.kind, exchanges(desk.article)) == ("interview", [("Why is the l", "")])


def test_other_labels_make_none():
    desk = Desk(TALK)
    desk.label("paragraph", *ASKED, *SAID)
    assert desk.article.kind == "news"


def test_paragraphs_of_one_answer_are_one_turn():
    desk = Desk(TALK)
    desk.label("question", ASKED[0])
    desk.label("answer", SAID[0], ASKED[1], SAID[1])
    (exchange,) = (block for block in desk.article.body if block.type == "exchange")
    assert len(exchange.answer.text.splitlines()) == 3
    desk.label("paragraph", ASKED[1])
    assert exchanges(desk.article) == [("Why is the l", "The gates le"), ("", "The river au")]
    texts = " ".join(block.text for block in desk.article.body)
    assert texts.count("The gates leak, and") == texts.count("The river authority does") == 1


def test_what_is_left_out_between_does_not_end_a_turn():
    desk = Desk(TALK)
    desk.label("question", ASKED[0])
    desk.label("answer", SAID[0], SAID[1])
    desk.label("chrome", ASKED[1])
    (exchange,) = (block for block in desk.article.body if block.type == "exchange")
    assert len(exchange.answer.text.splitlines()) == 2


def test_printed_names_become_speakers():
    text = NEWS.replace("Ships have", "Harbour News: Who says that ships have").replace(
        '"We had no choice', 'Ivan Petrov: "We had no choice'
    )
    desk = Desk(text)
    desk.label("question", "Who says that")
    desk.label("answer", "We had no choice")
    (exchange,) = (block for block in desk.article.body if block.type == "exchange")
    assert exchange.question.text.startswith("Who says that ships")
    assert exchange.answer.text.startswith('"We had no choice')
    assert exchange.answer.speaker.name == desk.article.interviewee.name == "Ivan Petrov"


def test_words_before_a_colon_are_kept_if_they_name_nobody():
    desk = Desk(TALK.replace("The gates leak, and", "The reason is simple: the gates leak, and"))
    desk.label("answer", "The reason is simple")
    assert exchanges(desk.article) == [("", "The reason i")]


def test_a_line_of_an_interview_that_is_none_of_its_turns():
    desk = Desk(DOCUMENTS["interview"])
    assert desk.article.kind == "interview"
    before = exchanges(desk.article)
    desk.label("paragraph", "It gets nothing")
    assert desk.article.kind == "interview"
    assert desk.block("It gets nothing").type == "paragraph"
    assert exchanges(desk.article) == before
    texts = " ".join(block.text for block in desk.article.body)
    assert texts.count("It gets nothing from the capital") == 1
    desk.label("heading", "Who pays for")
    assert desk.block("Who pays for").type == "heading"
    assert len(exchanges(desk.article)) == 3


def test_a_missed_answer_of_an_interview():
    desk = Desk(DOCUMENTS["interview"])
    first = desk.article
    desk.label("question", "It gets nothing")
    assert len(exchanges(desk.article)) == len(exchanges(first)) + 1 - 1
    assert desk.article.interviewee.name == first.interviewee.name
    block = desk.block("It gets nothing")
    assert block.question.text.startswith("It gets nothing")
    assert block.question.text.splitlines()[1] == "When will ships pass again?"


def test_the_speaker_of_a_turn():
    desk = marked()
    desk.speaker(SAID[0], "Ivan Petrov", "harbour master", 7)
    first, second = (block for block in desk.article.body if block.type == "exchange")
    assert (first.answer.speaker.name, first.answer.speaker.person) == ("Ivan Petrov", 7)
    assert desk.article.interviewee.name == "Ivan Petrov"
    assert second.answer.speaker is None or second.answer.speaker.name != "Eva Novak"
    desk.speaker(ASKED[1], "Eva Novak")
    first, second = (block for block in desk.article.body if block.type == "exchange")
    assert second.question.speaker.name == "Eva Novak"
    assert desk.article.interviewer.name == "Eva Novak"
    assert "correction_lost" not in desk.codes


def test_two_who_answer_after_each_other():
    desk = Desk(TALK)
    desk.label("question", ASKED[0])
    desk.label("answer", SAID[0], ASKED[1], SAID[1])
    desk.speaker(SAID[0], "Ivan Petrov")
    desk.speaker(SAID[1], "Eva Novak")
    found = [block for block in desk.article.body if block.type == "exchange"]
    assert [block.answer.speaker.name for block in found] == ["Ivan Petrov", "Eva Novak"]
    assert len(found[0].answer.text.splitlines()) == 2


def test_the_speaker_of_an_answer_that_was_found():
    desk = Desk(INTERVIEW)
    desk.speaker("It gets nothing", "Eva Novak", "engineer")
    speakers = [block.answer.speaker.name for block in desk.article.body if block.type == "exchange"]
    assert speakers == ["Anna Brandt", "Eva Novak", "Anna Brandt"]
    assert desk.article.interviewee.name == "Anna Brandt"
