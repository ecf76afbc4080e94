"""What follows from an editor's labels: head, body, confidence and warnings."""

import pytest

from wagtail_cstonews.extraction.corrections import Corrections
from wagtail_cstonews.extraction.site.profile import SiteProfile

from ..summaries import SUMMARIES
from .helpers import DOCUMENTS, FRAGMENT, HTML, LISTING, NEWS, URL, Desk, line_of, raw, read

GIVEN = DOCUMENTS["news of a source"]


def test_the_title_is_the_one_that_the_editor_chose():
    desk = Desk(GIVEN)
    assert desk.article.title == "Lock shut"
    assert "title_not_in_text" in desk.codes
    desk.label("title", "Lock closed for repairs")
    assert desk.article.title == "Lock closed for repairs"
    assert "title_not_in_text" not in desk.codes
    desk.label("title", "Harbour News")
    assert desk.article.title == "Harbour News"
    line = line_of(desk.article, "Lock closed for repairs")
    assert (line.label, line.reason) == ("chrome", "another line is the title")


def test_a_chosen_title_is_not_split():
    text = NEWS.replace(
        "Lock closed for repairs", "Peace needs work - Interview with Anna Brandt, the Minister"
    )
    desk = Desk(text)
    assert desk.article.subtitle == "Interview with Anna Brandt, the Minister"
    desk.label("title", "Peace needs work")
    assert desk.article.title == "Peace needs work - Interview with Anna Brandt, the Minister"
    assert desk.article.subtitle is None
    desk.split("Interview with")
    desk.label("subtitle", "Interview with")
    assert desk.article.title == "Peace needs work -"
    assert desk.article.subtitle == "Interview with Anna Brandt, the Minister"


def test_a_title_taken_away_is_made_up_again():
    desk = Desk("Lock closed\n\nThe lock at Kamenz will be closed for two weeks, the river authority said.")
    assert desk.article.title == "Lock closed"
    desk.label("chrome", "Lock closed")
    assert "no_title" in desk.codes
    desk.label("title", "The lock at Kamenz")
    assert "no_title" not in desk.codes


def test_subtitle_and_lead():
    desk = Desk(NEWS)
    desk.label("subtitle", "Ships have to wait")
    assert desk.article.subtitle.startswith("Ships have to wait")
    desk.label("lead", "The last repairs")
    assert desk.article.lead.startswith("The last repairs")
    assert line_of(desk.article, "KAMENZ").label == "paragraph"
    assert desk.block("The lock at Kamenz").text.startswith("The lock at Kamenz")
    desk.label("lead", "KAMENZ", "The last repairs")
    assert desk.article.lead.splitlines()[0].startswith("The lock at Kamenz")
    assert desk.article.lead.splitlines()[1].startswith("The last repairs")
    assert desk.article.dateline == "KAMENZ, May 12 (Agency)"


def test_a_lead_that_is_none_becomes_a_block():
    desk = Desk(NEWS)
    assert desk.article.lead
    desk.label("paragraph", "KAMENZ")
    assert desk.article.lead is None
    assert desk.article.body[0].text.startswith("The lock at Kamenz")


def test_the_date_is_read_from_its_line():
    desk = Desk(f"{NEWS}\n\nPosted on 3 June 2023, 10:15")
    desk.label("date", "Posted on")
    assert desk.article.published_at == "2023-06-03T10:15"
    desk = Desk(GIVEN)
    assert desk.article.published_at.startswith("2024-05-13")
    desk.label("date", "12 May 2024")
    assert desk.article.published_at == "2024-05-12"


def test_a_date_that_cannot_be_read_is_told():
    desk = Desk(GIVEN)
    desk.label("date", "Harbour News")
    assert desk.article.published_at.startswith("2024-05-13")
    (warning,) = (one for one in desk.article.warnings if one.code == "unread_date")
    assert "“Harbour News”" in warning.message
    assert warning.line == 1


def test_a_date_settles_doubts_of_the_one_that_came_along():
    document = raw(NEWS, date="in the year of the flood")
    assert "unread_date" in Desk(document).codes
    desk = Desk(document)
    desk.label("date", "12 May 2024")
    assert "unread_date" not in desk.codes


def test_no_date_is_looked_for_in_what_is_left_out():
    text = (
        "Lock closed\n\n12 May 2024\n\nThe lock at Kamenz will be closed for two weeks, the authority said."
    )
    desk = Desk(text)
    assert desk.article.published_at == "2024-05-12"
    desk.label("chrome", "12 May 2024")
    assert desk.article.published_at is None


def test_the_byline_names_the_authors():
    desk = Desk(GIVEN)
    assert desk.article.authors == ["Eva Novak"]
    desk.label("byline", "By Anna Brandt")
    assert desk.article.authors == ["Anna Brandt"]
    desk.label("byline", "Harbour News")
    assert desk.article.authors == ["Harbour News", "Anna Brandt"]
    desk = Desk(NEWS)
    assert desk.article.authors == ["Anna Brandt"]
    desk.label("paragraph", "By Anna Brandt")
    assert desk.article.authors == []
    assert desk.block("By Anna Brandt").type == "paragraph"


def test_the_dateline():
    desk = Desk(NEWS)
    desk.label("dateline", "Harbour News")
    assert desk.article.dateline == "Harbour News"


@pytest.mark.parametrize("label", ["teaser", "chrome", "duplicate"])
def test_what_is_left_out_is_in_no_block(label):
    desk = Desk(NEWS)
    desk.label(label, "Ships have to wait")
    assert desk.block("Ships have to wait") is None
    assert all("Ships have" not in block.text for block in desk.article.body)
    assert ("Ships have" in str(desk.article.related)) is (label == "teaser")


def test_teasers_are_links_to_related_articles():
    desk = Desk(raw(HTML, media_type="html", url=URL))
    (link,) = desk.article.related_links
    desk.label("paragraph", "The bridge of Lower Ilse")
    assert desk.article.related_links == []
    assert desk.block("The bridge of Lower").html.startswith('<a href="https://www.river.example/b">')
    desk.label("teaser", "The bridge of Lower Ilse")
    assert desk.article.related_links == [link]


def test_a_quote_that_an_editor_calls_a_paragraph_is_one():
    desk = Desk(NEWS)
    assert desk.block("We had no choice").type == "quote"
    desk.label("paragraph", "We had no choice")
    assert desk.block("We had no choice").type == "paragraph"
    assert [quote.speaker.name for quote in desk.article.quotes] == ["Ivan Petrov"]


def test_a_quote_without_marks():
    desk = Desk(NEWS)
    desk.label("quote", "Ships have to wait")
    block = desk.block("Ships have to wait")
    assert (block.quote, block.speaker) == (block.text, None)
    assert [quote.text for quote in desk.article.quotes if quote.block == 1 - 1] == [block.text]
    assert "unsure_speaker" in desk.codes


def test_the_attribution_of_a_block_quotation_stays_one():
    desk = Desk(raw(HTML, media_type="html", url=URL))
    (before,) = (block for block in desk.article.body if block.type == "quote")
    desk.label("quote", "Ivan Petrov, harbour master")
    (after,) = (block for block in desk.article.body if block.type == "quote")
    assert before == after
    desk.label("chrome", "Ivan Petrov, harbour master")
    assert desk.block("We had no choice").type == "paragraph"


def test_an_image_can_be_left_out_and_taken_back():
    desk = Desk(DOCUMENTS["page"])
    desk.label("chrome", "The lock at Kamenz in May")
    assert [block.url[-9:] for block in desk.article.body if block.type == "image"] == ["gates.jpg"]
    html = "<p>One line of text.</p><figure><img src='https://a.example/x'></figure><p>Another line.</p>"
    document = raw(html, media_type="html", fragment=True, title="A title")
    first = read(document)
    image = next(line for line in first.lines if line.label == "caption")
    assert not image.clean
    corrections = Corrections().relabelled(first.lines, [image.number], "chrome")
    article = read(document, corrections)
    assert [block.type for block in article.body] == ["paragraph"] * 2
    assert (article.confidence, article.warnings) == (first.confidence, [])
    assert not corrections.without(article.lines, image.number)


# --------------------------------------------------------------------------- confidence and warnings


def test_a_listing_of_which_lines_are_marked_is_an_article():
    desk = Desk(LISTING)
    assert "not_an_article" in desk.codes
    unsure = desk.article.confidence
    desk.label("chrome", "02.03.2024")
    assert "not_an_article" in desk.codes
    desk.label("paragraph", "Divers of the coast service")
    assert "not_an_article" not in desk.codes
    assert desk.article.confidence > unsure


def test_an_editor_is_sure():
    text = DOCUMENTS["herald"]
    desk = Desk(text)
    body = [line.clean for line in desk.lines if line.block is not None or line.label == "lead"]
    rest = [line.clean for line in desk.lines if line.clean not in body and line.label != "title"]
    before = desk.article.confidence
    desk.label("paragraph", *body)
    desk.label("chrome", *rest)
    assert desk.article.confidence > max(before, 0.9)


def test_teasers_by_an_editor_are_no_doubt():
    text = f"{NEWS}\n\n" + "\n\n".join(
        f"The council of the river ports met in town {n} and agreed on a common exam for all pilots."
        for n in range(9)
    )
    desk = Desk(text)
    rest = [line.clean for line in desk.lines if "council of the river" in line.clean]
    desk.label("teaser", *rest)
    assert "much_left_out" not in desk.codes


def test_nothing_of_a_fragment_is_lost_that_an_editor_left_out():
    desk = Desk(raw(FRAGMENT, media_type="html", fragment=True, title="Lock shut", url=URL))
    before = desk.article.confidence
    desk.label("chrome", "By Anna Brandt", "The lock in May")
    desk.label("date", "12 May 2024")
    assert not {"lines_lost", "images_lost"} & set(desk.codes)
    assert desk.article.confidence >= before
    assert desk.article.published_at == "2024-05-12"
    assert all(block.type != "image" for block in desk.article.body)


def test_the_former_title_of_a_fragment_is_a_heading():
    desk = Desk(
        raw(
            "<h1>Lock closed</h1><p>The lock is closed now.</p><p>Ships wait.</p>",
            media_type="html",
            fragment=True,
        )
    )
    assert desk.article.title == "Lock closed"
    desk.label("title", "Ships wait")
    assert desk.article.title == "Ships wait."
    assert desk.block("Lock closed").type == "heading"


# --------------------------------------------------------------------------- of a site


def site_saying(**labels):
    profile = SiteProfile("river.example")
    for text, label in labels.items():
        profile.correct(text.replace("_", " "), label)
    return profile


@pytest.mark.parametrize("label", ["title", "subtitle", "paragraph", "heading", "quote", "byline", "teaser"])
@pytest.mark.parametrize("name", ["news", "page", "fragment", "wrapped"])
def test_what_an_editor_said_of_a_site_holds_for_every_label(name, label):
    document = DOCUMENTS[name]
    text = next(line.clean for line in read(document).lines if "ill be closed for two" in line.clean)
    site = SiteProfile("river.example")
    site.correct(text, label)
    article = read(document, site=site)
    line = line_of(article, text)
    assert (line.label, line.reason) == (label, "an editor said so of this line")
    if label == "title":
        assert article.title == " ".join(text.split())


def test_of_one_document_its_own_corrections_weigh_more():
    desk = Desk(NEWS, site=site_saying(Harbour_News="title", Go_back="paragraph"))
    assert desk.article.title == "Harbour News"
    desk.label("title", "Lock closed")
    desk.label("chrome", "Go back")
    assert desk.article.title == "Lock closed for repairs"
    assert line_of(desk.article, "Harbour News").label != "title"
    assert desk.block("Go back") is None


def test_of_several_titles_of_a_site_the_first_is_the_titles():
    article = read(raw(f"{NEWS}\n\nHarbour News"), site=site_saying(Harbour_News="title"))
    labels = [line.label for line in article.lines if line.clean == "Harbour News"]
    assert labels == ["title", "duplicate"]


def test_a_site_says_nothing_of_what_is_an_article():
    assert "not_an_article" in [
        warning.code
        for warning in read(raw(LISTING), site=site_saying(**{SUMMARIES[2]: "paragraph"})).warnings
    ]
