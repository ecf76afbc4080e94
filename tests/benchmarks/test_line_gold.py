"""Gold lines: which lines of a page make up its gold body."""

import pytest

from benchmarks.line_gold import PARTS, lines_in_body, part_of, plain, precision_recall, site_of

BODY = [
    "The council voted on Monday to close the bridge for a year.",
    "What comes next",
    "Work will begin in spring, the mayor said after the meeting.",
]


def chosen(lines, body):
    return [line for line, kept in zip(lines, lines_in_body(lines, body), strict=True) if kept]


def test_the_lines_of_the_body_are_found_among_others():
    lines = [
        "Home",
        "Bridge closed",
        *BODY,
        "Read more",
        "Another story altogether begins on this line here.",
    ]
    assert chosen(lines, "\n".join(BODY)) == BODY


def test_of_two_copies_the_one_beside_the_body_is_taken():
    lines = [BODY[0], *(["Menu"] * 10), *BODY]
    assert lines_in_body(lines, "\n".join(BODY)) == [False] * 11 + [True] * 3


def test_a_body_that_is_not_there_gives_no_lines():
    assert lines_in_body(["Home", "News"], "Something else that stands nowhere on the page.") == [
        False,
        False,
    ]
    assert lines_in_body([], "Nothing at all.") == []


def test_the_measure_counts_runs_of_four_words():
    assert precision_recall("a b c d e", "a b c d e") == (1, 1)
    assert precision_recall("a b c d e", "a b c d") == (1, 0.5)
    assert precision_recall("a b c d", "a b c d e") == (0.5, 1)
    assert precision_recall("a b c d", "") == (0, 0)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://m.bbc.co.uk/news/1", "bbc.co.uk"),
        ("https://www.example.org/a?b=//c", "example.org"),
        ("http://web.archive.org/web/2020/http://news.example.com.au/x", "example.com.au"),
        ("example.net/page", "example.net"),
        ("", "page-7"),
        (None, "page-7"),
        ("http://localhost/x", "page-7"),
    ],
)
def test_a_page_belongs_to_its_registered_domain(url, site):
    assert site_of(url, "page-7") == site


def test_quotes_dashes_and_case_do_not_tell_titles_apart():
    assert plain("“Never again” – SHE said. ") == plain('"Never  again" - she said')


def test_every_site_has_a_part_of_its_own_and_all_parts_have_sites():
    parts = [part_of(f"site{number}.example") for number in range(500)]
    assert parts == [part_of(f"site{number}.example") for number in range(500)]
    assert set(parts) == set(range(PARTS))
    assert max(parts.count(part) for part in range(PARTS)) < 150
