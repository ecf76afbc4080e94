"""What the pages of a site have on top in common."""

import pytest

from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.site.reasons import is_of_site
from wagtail_cstonews.extraction.site.shared_top import is_made_of_others, lines_on_top

from ..helpers import SUBJECTS, article_about, read_site, site_of
from ..summaries import BODY, HEADLINE, MORE, SUMMARIES, facts_of

# Prose that looks like an article's first paragraph, below nothing that a headline is known by.
TOPS = {
    "summaries": SUMMARIES,
    "one summary": SUMMARIES[:1],
    "with titles": ["Pilots visit Ostrell", SUMMARIES[0], "Rope makers learn", SUMMARIES[1]],
    "titles": [
        "Pilots visit the port of Ostrell",
        "Rope makers open a school in Tarn",
        "Barge lifted by divers",
    ],
    "with dates": ["02.03.2024", SUMMARIES[0], "03.03.2024", SUMMARIES[1]],
    "title twice": ["Pilots visit the port", "Pilots visit the port", SUMMARIES[0], SUMMARIES[1]],
}


@pytest.mark.parametrize("top", TOPS)
def test_what_all_pages_have_on_top_is_the_sites(top):
    articles = read_site([[*TOPS[top], *article_about(subject)] for subject in SUBJECTS])
    assert [article.title for article in articles] == [article_about(subject)[0] for subject in SUBJECTS]
    for article in articles:
        above = [line for line in article.lines[: len(TOPS[top])] if len(line.clean) > 20]
        assert {line.label for line in above} == {"teaser"}
        assert all(is_of_site(line) for line in above)


def test_two_days_of_one_crawl_have_tops_of_their_own():
    pages = [[*SUMMARIES, *article_about(subject)] for subject in SUBJECTS[:4]]
    pages += [[*MORE, *article_about(subject)] for subject in SUBJECTS[4:]]
    assert [article.title for article in read_site(pages)] == [
        article_about(subject)[0] for subject in SUBJECTS
    ]


def test_articles_that_were_crawled_on_two_days_are_articles_on_both():
    pages = [[*top, *article_about(subject)] for top in (SUMMARIES, MORE) for subject in SUBJECTS]
    articles = read_site(pages)
    assert [article.title for article in articles] == [article_about(subject)[0] for subject in SUBJECTS] * 2
    assert not any(warning.code == "not_an_article" for article in articles for warning in article.warnings)


def test_a_summary_that_no_other_page_has_is_passed_over_between_others():
    pages = [[*SUMMARIES[:2], *article_about(subject)] for subject in SUBJECTS[:6]]
    pages.append([SUMMARIES[0], MORE[0], SUMMARIES[1], *article_about("station")])
    assert read_site(pages)[-1].title == article_about("station")[0]


def test_a_headline_that_three_documents_have_is_still_theirs():
    headline = "Interview of the harbour master with the Ostrell Herald"
    pages = [[*SUMMARIES, headline, *article_about(subject)[1:]] for subject in SUBJECTS[:3]]
    pages += [[*SUMMARIES, *article_about(subject)] for subject in SUBJECTS[3:]]
    pages += [[*SUMMARIES, HEADLINE, *BODY]]
    assert [article.title for article in read_site(pages)[:3]] == [headline] * 3


def test_the_newest_article_has_its_own_title_twice():
    pages = [
        ["The bridge of Ostrell opens again in autumn", SUMMARIES[0], *article_about(subject)]
        for subject in SUBJECTS
    ]
    assert read_site(pages)[0].title == "The bridge of Ostrell opens again in autumn"
    assert read_site(pages)[0].lead == article_about("bridge")[1]


def test_a_page_of_nothing_but_others_summaries_is_no_article():
    pages = [[*SUMMARIES, *article_about(subject)] for subject in SUBJECTS]
    pages.append([article_about(subject)[1] for subject in SUBJECTS])
    pages.append(SUMMARIES)
    warned = [
        "not_an_article" in [warning.code for warning in article.warnings] for article in read_site(pages)
    ]
    assert warned == [False] * len(SUBJECTS) + [True, True]


def test_a_shared_headline_may_be_all_that_is_left_below_the_summaries():
    headline = "Interview of the harbour master with the Ostrell Herald"
    pages = [[*SUMMARIES, headline, *article_about(subject)[1:]] for subject in SUBJECTS[:2]]
    pages += [[*SUMMARIES, *article_about(subject)] for subject in SUBJECTS[2:]]
    pages.append([*SUMMARIES, headline, "Back"])
    _, profile = site_of(pages)
    assert is_made_of_others(profile, facts_of(pages[-1]), pages[-1].index(headline))
    assert read_site(pages)[-1].title == headline


def test_two_versions_of_an_article_are_not_made_of_others():
    pages = [[HEADLINE, *BODY], ["The waterways council has decided", *BODY], *map(article_about, SUBJECTS)]
    _, profile = site_of(pages)
    assert not is_made_of_others(profile, facts_of(pages[0]))
    assert lines_on_top(profile, facts_of(pages[0])) == 0


def test_a_site_of_one_document_has_no_top():
    documents, profile = site_of([[*SUMMARIES, HEADLINE, *BODY]])
    assert lines_on_top(profile, facts_of([*SUMMARIES, HEADLINE, *BODY])) == 0
    assert extract(documents[0], site=profile).to_dict() == extract(documents[0]).to_dict()
