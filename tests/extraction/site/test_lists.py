"""What is no article, as far as a site's other documents show: its lists, and dumps cut off within them."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site_learning import SiteLearner

SUMMARIES = (
    "The council has bought two buses that run on gas, and means to buy six more before the winter.",
    "A swarm of bees stopped the trams at the corn market for an hour and a half on Sunday.",
    "Pupils of the Hill School have counted the swifts that nest under the roof of the station.",
    "The swimming bath opens its gates on the first of May, three weeks earlier than in other years.",
)
OLDER = (
    "Divers have brought up the anchor of the Concordia, which weighs four tonnes and a half.",
    "The museum shows for the first time the letters that the lighthouse keeper never sent.",
)
ARTICLES = (
    (
        "Old brewery becomes a library",
        "The brewery behind the mill will hold the town's books from next autumn, the council decided.",
        "Forty thousand volumes have stood in a cellar for twelve years, and a third of them are damp.",
        "The vats stay where they are: children are to sit in them, with cushions and a lamp.",
    ),
    (
        "Road to the quarry closed until spring",
        "Nothing heavier than a bicycle may use the road to the quarry until the end of March.",
        "Rain has washed out the bend below the chapel, and a lorry came within a hand of the edge.",
        "Stone for the new school will go by barge meanwhile, which costs twice as much.",
    ),
    (
        "Choir sings in the tunnel again",
        "Sixty voices filled the old railway tunnel on Saturday, for the first time since the rockfall.",
        "The echo lasts for seven seconds there, and composers write for it from all over the country.",
        "Tickets for the second evening were gone before the first had ended.",
    ),
)


def document(number, *lines):
    return RawDocument(str(number), "\n\n".join(lines), f"{number}.txt", site="crawl/#1")


def read(*lines):
    """One more document of a site, read with the profile of all."""
    learner = SiteLearner()
    given = [document(number, *SUMMARIES, *article, "Go back") for number, article in enumerate(ARTICLES)]
    own = document("own", *lines)
    for one in (*given, document("older", "Older news", *OLDER, SUMMARIES[3]), own):
        learner.learn(one)
    return extract(own, site=learner.profile("crawl/#1"))


def is_no_article(article):
    return "not_an_article" in {warning.code for warning in article.warnings}


@pytest.mark.parametrize(
    "lines",
    [
        ("News", *SUMMARIES, *OLDER, "Next page"),
        ("News", *SUMMARIES, "Gulls have learnt to open the bins on the fish quay, to the joy of the crows."),
        (
            *SUMMARIES,
            "Gulls have learnt to open the bins on the fish quay, to the joy of the crows.",
            "The observatory is looking for volunteers who count meteors in the second week of August.",
        ),
        (*SUMMARIES, OLDER[0], "The museum shows for the first"),
        (*SUMMARIES[:3], "The swimming bath opens its gates on the first of May, three"),
        ("Summaries of the week", SUMMARIES[3], SUMMARIES[1], OLDER[1]),
    ],
    ids=[
        "section",
        "with a new one",
        "with new ones below the summaries",
        "cut off",
        "cut off on top",
        "in another order",
    ],
)
def test_lists_of_what_others_say(lines):
    article = read(*lines)
    assert is_no_article(article)
    assert article.confidence < 0.1


@pytest.mark.parametrize(
    "article",
    [
        ("Is there gold in the brook?", "A geologist has looked for it since May and has found a tooth."),
        ("Who opens the bins? The gulls...", "They have learnt it from the crows, says Anna Lind."),
        ("Bakers strike", "Bread was scarce on Friday. The bakers want to begin at five, not at three."),
        ("Bakers want to begin at five", "Bread was scarce on Friday, and rolls were not to be had at"),
        (SUMMARIES[1][:-1], SUMMARIES[1][:-1], "The beekeeper came by tram, and had to walk the last mile."),
    ],
    ids=["question", "dots", "short", "cut off", "headline among the summaries"],
)
def test_short_articles_below_the_summaries(article):
    found = read(*SUMMARIES, *article)
    assert not is_no_article(found)
    assert found.title == article[0]


def test_two_versions_of_one_article_are_no_lists():
    assert not is_no_article(read(*SUMMARIES, *ARTICLES[0], "Back to the section"))
