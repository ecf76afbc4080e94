"""Other articles between the paragraphs, on every page of a site."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site.keys import line_key, sketch_of
from wagtail_cstonews.extraction.site.profile import SiteProfile

from ..helpers import SUBJECTS, article_about, read_site

LEFT_OUT = {"teaser", "chrome", "duplicate"}


def longer_article(subject):
    return [
        *article_about(subject),
        f"The council pays for half of the {subject}, and the people of Ostrell gave the rest of it.",
    ]


def labels_of(article, texts):
    return {line.clean: line.label for line in article.lines if line.clean in texts}


BLOCKS = {
    "titles": ["Pilots visit the port of Ostrell", "Rope makers open a school", "Barge lifted by divers"],
    "announced": ["Read also", "Pilots visit the port of Ostrell"],
    "titles and summaries": [
        "Pilots visit Ostrell",
        "Forty pilots from five countries came to Ostrell on Monday to see how its locks are worked.",
        "Rope makers learn",
        "The first twelve pupils of the rope makers' school in Tarn have passed their examination.",
    ],
    "summaries": [
        "Forty pilots from five countries came to Ostrell on Monday to see how its locks are worked.",
        "The first twelve pupils of the rope makers' school in Tarn have passed their examination.",
    ],
    "without spaces": ["港の水先案内人四十人がオストレルを訪問", "縄職人の学校が開校、十二人が卒業した"],
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
@pytest.mark.parametrize("place", [3, 5], ids=["between", "below"])
def test_what_stands_in_every_article_of_a_site_is_left_out(block, place):
    pages = [[*(own := longer_article(subject))[:place], *block, *own[place:]] for subject in SUBJECTS]
    for subject, article in zip(SUBJECTS, read_site(pages), strict=True):
        found = labels_of(article, block)
        assert set(found.values()) <= LEFT_OUT, found
        kept = [line.clean for line in article.lines if line.label not in LEFT_OUT | {"title", "blank"}]
        assert kept == longer_article(subject)[1:]


def test_a_heading_that_many_articles_have_stays():
    pages = [[*(own := longer_article(subject))[:3], "What happens next", *own[3:]] for subject in SUBJECTS]
    for article in read_site(pages):
        assert labels_of(article, {"What happens next"}) == {"What happens next": "heading"}


def test_an_interview_does_not_take_up_what_the_site_has_on_every_page():
    block = BLOCKS["summaries"]
    talk = [
        line
        for number in range(4)
        for line in (
            f"Q: What did you do in year {number} of the lock, Mr Voss?",
            f"A: We drained basin {number}.",
        )
    ]
    interview = ["Warden of the lock: an interview", *talk[:4], *block, *talk[4:]]
    pages = [[*(own := longer_article(subject))[:3], *block, *own[3:]] for subject in SUBJECTS]
    article = read_site([*pages, interview])[-1]
    assert article.kind == "interview"
    assert set(labels_of(article, block).values()) <= LEFT_OUT


def test_lines_of_scripts_without_spaces_are_as_long_as_their_words():
    line = "港の水先案内人四十人がオストレルを訪問し、水門の動かし方を見学した"
    assert sketch_of([line]) == (line_key(line),)
    assert sketch_of(["水門を見学"]) == ()


def test_a_profile_of_one_document_says_nothing_of_blocks():
    profile = SiteProfile("harbour.example")
    text = "\n".join([*longer_article("bridge"), *BLOCKS["titles"]])
    document = RawDocument("1", text, "1.txt")
    assert extract(document, site=profile).to_dict() == extract(document).to_dict()
