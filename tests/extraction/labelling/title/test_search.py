"""Which line is the title, and what stands in for it where there is none."""

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.labelling.title.search import TitleSearch, find_title
from wagtail_cstonews.extraction.lines.facts import Facts, line_facts
from wagtail_cstonews.extraction.pipeline import extract
from wagtail_cstonews.extraction.stages.doubts import LONGEST_STAND_IN

TITLE = "Lock at Kamenz closed for repairs"
PROSE = (
    "The lock at Kamenz will be closed for two weeks from Monday, the river authority said. Ships wait.",
    "Ships have to wait in Esterburg until the gates are tight again, said a spokesman of the authority.",
    "The repairs cost two million, twice as much as was planned a year ago when the damage was found.",
)


def facts_of(*texts) -> list[Facts]:
    return [line_facts(Line(number, text)) for number, text in enumerate(texts, start=1)]


def search_of(texts, body, likelihood) -> TitleSearch:
    facts = facts_of(*texts)
    return TitleSearch(facts, [index in body for index in range(len(facts))], likelihood)


def test_a_likely_line_competes_though_it_looks_like_something_else():
    texts = ["Von Kamenz bis Esterburg: Die Schleusen", *PROSE]
    facts = facts_of(*texts)
    facts[0].form = "byline"
    mask = [False, True, True, True]
    found = {}
    for likelihood in (0.1, 0.9):
        search = TitleSearch(facts, mask, [likelihood, 0.0, 0.0, 0.0])
        found[likelihood] = dict(search.candidates(search.page.filled, 1))
    assert 0 not in found[0.1]
    assert "form:byline" in found[0.9][0]


@pytest.mark.parametrize(
    ("menu", "likelihood", "competes"), [(40, 0.9, True), (40, 0.1, False), (0, 0.9, False)]
)
def test_a_likely_line_after_the_opening_competes_on_a_whole_page(menu, likelihood, competes):
    texts = [PROSE[0], TITLE, PROSE[1], PROSE[2], *(f"Menu {entry}" for entry in range(menu))]
    search = search_of(texts, {0, 2, 3}, [0.0, likelihood, *[0.0] * (menu + 2)])
    candidates = dict(search.candidates(search.page.filled[:4], 0))
    assert ("after the opening" in candidates.get(1, ())) == competes


def test_a_heading_is_no_title_however_likely_it_looks_unless_it_was_given():
    texts = [PROSE[0], TITLE, PROSE[1], PROSE[2], *(f"Menu {entry}" for entry in range(40))]
    facts, likelihood = facts_of(*texts), [0.0, 0.99, *[0.0] * 42]
    mask = [index in {0, 2, 3} for index in range(len(facts))]
    assert find_title(facts, mask, (), likelihood) == 1
    assert find_title(facts, mask, (), likelihood, None, {1}) is None
    assert find_title(facts, mask, (TITLE,), likelihood, None, {1}) == 1


@pytest.mark.parametrize(("others", "held"), [((), "held:0"), ((f"{TITLE} | Harbour News",), "held:1")])
def test_a_line_that_longer_lines_hold(others, held):
    texts = [*others, TITLE, *PROSE]
    body = set(range(len(others) + 1, len(texts)))
    assert held in search_of(texts, body, [0.5] * len(texts)).other_features(len(others))


def article_of(*texts):
    return extract(RawDocument(id="1", content="\n\n".join(texts), source="1.txt"))


def test_the_first_sentence_stands_in_for_a_title_and_a_warning_says_so():
    article = article_of(*PROSE)
    assert article.title == PROSE[0].split(". Ships")[0]
    assert "no_title" in [warning.code for warning in article.warnings]
    assert len(article.title) <= LONGEST_STAND_IN
    assert not [line for line in article.lines if line.label == "title"]
    assert [article.lead, *(block.text for block in article.body)] == [*PROSE]


def test_a_printed_title_needs_no_stand_in():
    article = article_of(TITLE, *PROSE)
    assert article.title == TITLE
    assert "no_title" not in [warning.code for warning in article.warnings]


def test_without_text_there_is_no_title():
    assert article_of(" ", "\t").title is None
