"""The speakers that an editor named."""

from wagtail_cstonews.extraction.article import ChosenSpeaker

from .helpers import NEWS, Desk

EVA = ChosenSpeaker("Eva Novak", "engineer", 7)


def test_the_speaker_of_a_quote_block():
    desk = Desk(NEWS)
    assert desk.block("We had no choice").speaker.name == "Ivan Petrov"
    desk.speaker("We had no choice", "Eva Novak", "engineer", 7)
    assert desk.block("We had no choice").speaker == EVA
    (quote,) = desk.article.quotes
    assert (quote.speaker, quote.confidence, quote.guesses) == (EVA, 1.0, [])
    desk.take_back("We had no choice")
    assert desk.block("We had no choice").speaker.name == "Ivan Petrov"


def test_the_speaker_of_a_line_that_is_made_a_quote():
    desk = Desk(NEWS)
    desk.label("quote", "Ships have to wait")
    assert "unsure_speaker" in desk.codes
    desk.speaker("Ships have to wait", "Eva Novak", "engineer", 7)
    assert desk.block("Ships have to wait").speaker == EVA
    assert "unsure_speaker" not in desk.codes


def test_the_speaker_of_quotes_in_a_paragraph_and_in_the_lead():
    text = NEWS.replace(", the river authority said.", '. "Nobody passes it before June," Ivan Petrov said.')
    desk = Desk(text.replace(", a spokesman said.", '. "They wait for two long weeks," Ivan Petrov said.'))
    assert [quote.speaker.name for quote in desk.article.quotes] == ["Ivan Petrov"] * 3
    desk.speaker("Ships", "Eva Novak", "engineer", 7)
    assert [quote.speaker.name for quote in desk.article.quotes] == [
        "Ivan Petrov",
        "Eva Novak",
        "Ivan Petrov",
    ]
    desk.speaker("KAMENZ", "Marit Solheim")
    assert [quote.speaker.name for quote in desk.article.quotes][:2] == ["Marit Solheim", "Eva Novak"]
    assert "correction_lost" not in desk.codes


def test_where_nobody_is_quoted_the_speaker_is_lost():
    desk = Desk(NEWS)
    desk.speaker("The last repairs", "Eva Novak")
    (warning,) = (one for one in desk.article.warnings if one.code == "correction_lost")
    assert "“The last repairs" in warning.message
    assert warning.line == desk.number("The last repairs")


def test_in_a_list_only_the_quotes_of_the_item_are_meant():
    desk = Desk(f'{NEWS}\n\nWho said what: "The gates leak all day".\n\nAnd then: "The gates are tight now".')
    desk.label("list_item", "Who said what", "And then")
    assert desk.block("Who said what") == desk.block("And then")
    desk.speaker("And then", "Eva Novak", "engineer", 7)
    speakers = {quote.text.rstrip("."): quote.speaker for quote in desk.article.quotes}
    assert speakers.get("The gates are tight now", EVA) == EVA
    assert speakers.get("The gates leak all day") != EVA


def test_speakers_are_kept_only_where_they_were_named():
    desk = Desk(NEWS)
    assert set(desk.article.to_dict()["quotes"][0]["speaker"]) == {"name", "role"}
    desk.speaker("We had no choice", "Eva Novak")
    assert desk.article.to_dict()["quotes"][0]["speaker"] == {
        "name": "Eva Novak",
        "role": None,
        "person": None,
    }
