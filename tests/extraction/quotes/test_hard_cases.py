"""Hard cases of quoting and naming, invented: each text with the quotes and speakers that a reader finds."""

from __future__ import annotations

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract

B = "Ottilie Branwen"
H = "Peregrine Holloway"
OPENING = (
    "The harbour master, Ottilie Branwen, met the ferry owner, Peregrine Holloway, on the quay on Monday."
)

CASES = {
    "he and she tell two apart": (
        [
            "The treasurer, Anna Tillinghast, met the ferry owner, Peter Holloway, on the quay on Monday.",
            "“The quay is sinking faster than we thought,” she said.",
            "“Then we sail from the other side,” he replied.",
        ],
        [
            ("The quay is sinking faster than we thought", "Anna Tillinghast"),
            ("Then we sail from the other side", "Peter Holloway"),
        ],
    ),
    "names tell no gender, the article does": (
        [
            OPENING,
            "Branwen took off her gloves. Holloway kept his hat on his head.",
            "“The quay is sinking faster than we thought,” she said.",
            "“Then we sail from the other side,” he replied.",
        ],
        [("The quay is sinking faster than we thought", B), ("Then we sail from the other side", H)],
    ),
    "the company": (
        [
            "The harbour company said the quay was safe.",
            "“Our engineers look at it twice a year,” the company said in a statement.",
        ],
        [("Our engineers look at it twice a year", "the company")],
    ),
    "nobody in a paragraph of its own": (
        [
            OPENING,
            "“Nobody will tie up here before the autumn,” Branwen said.",
            "“We have nowhere else to go.”",
        ],
        [("Nobody will tie up here before the autumn", B), ("We have nowhere else to go", B)],
    ),
    "the office stands for the name": (
        [
            "The mayor, Ottilie Branwen, met the ferry owner, Peregrine Holloway, on the quay on Monday.",
            "“Nobody will tie up here before the autumn,” the mayor said.",
        ],
        [("Nobody will tie up here before the autumn", B)],
    ),
    "cut in two by the attribution": (
        [OPENING, "“We measured it twice,” Branwen said, “and then we measured it again.”"],
        [("We measured it twice", B), ("and then we measured it again", B)],
    ),
    "over two paragraphs, closed once": (
        [
            OPENING,
            "“The piles are from my grandfather’s time,” Branwen said. “They were never meant for ferries.",
            "“They were meant for boats with sails.”",
        ],
        [
            ("The piles are from my grandfather’s time", B),
            ("They were never meant for ferries", B),
            ("They were meant for boats with sails", B),
        ],
    ),
    "a scare quote is none": (
        [
            OPENING,
            "The so-called “silver pier” was closed in spring.",
            "“It was grey from the first day,” Holloway said.",
        ],
        [("It was grey from the first day", H)],
    ),
    "a title of a book is none": (
        [
            OPENING,
            "Her book “The Sinking Quay” appeared last year.",
            "“I wrote it in the evenings,” Branwen said.",
        ],
        [("I wrote it in the evenings", B)],
    ),
    "a lead-in with a colon": (
        [OPENING, "Branwen put it this way: “A harbour is a promise to ships.”"],
        [("A harbour is a promise to ships", B)],
    ),
    "the verb before the name": (
        [OPENING, "“There is no second quay,” said Branwen."],
        [("There is no second quay", B)],
    ),
    "the name behind its office": (
        ["The council met on Friday.", "“The money is there,” said the treasurer, Maud Tillinghast."],
        [("The money is there", "Maud Tillinghast")],
    ),
    "according to": (
        [OPENING, "“The repair will take two winters,” according to Branwen."],
        [("The repair will take two winters", B)],
    ),
    "a quote inside a quote": (
        [OPENING, "“My mother told me ‘never trust a quay’, and she was right,” Holloway said."],
        [("My mother told me ‘never trust a quay’, and she was right", H)],
    ),
    "nobody in the sentence": (
        [OPENING, "Branwen was in no mood for jokes. “We are closing it tonight, not tomorrow.”"],
        [("We are closing it tonight, not tomorrow", B)],
    ),
    "two of one family": (
        [
            "Ottilie Branwen and her brother Caspar Branwen inherited the quay.",
            "“I would have sold it at once,” Caspar Branwen said.",
            "“I would not have let him,” Ottilie Branwen said.",
        ],
        [("I would have sold it at once", "Caspar Branwen"), ("I would not have let him", B)],
    ),
    "inches are no marks": (
        [OPENING, 'The 12" planks were laid in March.', '"They were dry when we laid them," Holloway said.'],
        [("They were dry when we laid them", H)],
    ),
    "an apostrophe ends nothing": (
        [OPENING, "‘It’s the owners’ quay, and it’s the owners’ bill,’ Branwen said."],
        [("It’s the owners’ quay, and it’s the owners’ bill", B)],
    ),
    "guillemets": (
        [OPENING, "«We will wait for the tide and not a day longer», Holloway said."],
        [("We will wait for the tide and not a day longer", H)],
    ),
    "said of a third": (
        [OPENING, "“She never told us about the survey,” Holloway said of Branwen."],
        [("She never told us about the survey", H)],
    ),
    "passive": (
        [OPENING, "Branwen was asked by Holloway, “Who will pay for the summer that we lost?”"],
        [("Who will pay for the summer that we lost", H)],
    ),
    "a participle": (
        [OPENING, "Holloway left the room, adding: “You will hear from my lawyer on Tuesday.”"],
        [("You will hear from my lawyer on Tuesday", H)],
    ),
    "somebody without a name": (
        [OPENING, "“The gulls left a week before the cracks came,” a fisherman said."],
        [("The gulls left a week before the cracks came", "a fisherman")],
    ),
    "the closing mark forgotten": (
        [OPENING, "“We have seen worse winters than this one, Branwen said.", "Holloway only laughed."],
        [("We have seen worse winters than this one", B)],
    ),
    "a date in marks is none": (
        [OPENING, "The stone bears the date “1848”.", "“It is older than the town,” Branwen said."],
        [("It is older than the town", B)],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_hard_case(name):
    paragraphs, expected = CASES[name]
    text = "\n\n".join(["The quay that sinks", "12 March 2024", *paragraphs])
    article = extract(RawDocument(id="a", content=text, source="a.txt"))
    found = [
        (quote.text.strip(" ,.?"), quote.speaker.name if quote.speaker else None) for quote in article.quotes
    ]
    assert found == expected


def test_there_are_twenty():
    assert len(CASES) >= 20


def test_an_unsure_speaker_is_empty_with_guesses():
    text = "\n\n".join(
        [
            "The quay that sinks",
            "12 March 2024",
            OPENING,
            "“The quay is sinking faster than we thought,” she said.",
            "“Then we sail from the other side,” he replied.",
        ]
    )
    article = extract(RawDocument(id="a", content=text, source="a.txt"))
    for quote in article.quotes:
        # Neither name tells whether it is a woman's.
        assert quote.speaker is None
        assert {guess.name for guess in quote.guesses} == {B, H}
        assert quote.confidence < 1 / 3
    assert [warning.message for warning in article.warnings if warning.code == "unsure_speaker"] == [
        "2 of 2 quotes have no sure speaker. Choose one; guesses are offered."
    ]
    stored = article.to_dict()["quotes"][0]
    assert stored["guesses"][0].keys() == {"name", "role"}


def test_a_sure_speaker_needs_no_guesses():
    text = f"The quay that sinks\n\n{OPENING}\n\n“There is no second quay,” said Branwen."
    (quote,) = extract(RawDocument(id="a", content=text, source="a.txt")).quotes
    assert quote.speaker is not None
    assert quote.guesses == []
    assert 0.9 < quote.confidence < 1
