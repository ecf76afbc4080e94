"""What is said of the lines that the profiles of sites left out."""

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Article, Line
from wagtail_cstonews.extraction.site import report as report_module
from wagtail_cstonews.extraction.site.report import LeftOut, SiteReport, left_out


def report_of(*found):
    report = SiteReport()
    for one in found:
        report.add(one)
    return list(report.sentences())


def test_lines_are_told_by_their_reasons():
    lines = [
        Line(1, "Trams return", label="teaser", reason="the headline or summary of another document of a/"),
        Line(2, "Go back", label="chrome", reason="repeats on 4 of 5 documents of a/"),
        Line(3, "Go  back", label="chrome", reason="repeats on 4 of 5 documents of a/"),
        Line(4, "Trams return", label="duplicate", reason="repeats line 1"),
        Line(5, "Share", label="chrome", reason="stands after the article"),
        Line(6, "The lock is open.", label="lead"),
    ]
    found = left_out(RawDocument("1", "", "x", site="a/#1"), Article("1", "x", lines=lines))
    assert (found.site, len(found.summaries), len(set(found.lines))) == ("a/#1", 1, 1)


def test_a_sentence_for_a_site():
    assert report_of(LeftOut("a/#1", (1, 2)), LeftOut("a/#1", (1,)), LeftOut("a/#1")) == [
        "site of a/: 2 summaries on 2 of 3 pages left out"
    ]
    assert report_of(LeftOut("a.example", (1,), (7, 8)), LeftOut("a.example")) == [
        "site of a.example: 1 summary and 2 other lines on 1 of 2 pages left out"
    ]
    assert report_of(LeftOut("a.example", (), (7,))) == ["site of a.example: 1 line on 1 of 1 page left out"]
    assert report_of(LeftOut("a.example"), LeftOut("", (1,))) == []


def test_a_few_sites_are_named_those_with_most_pages_first():
    found = [LeftOut(f"s{number}.example", (1,)) for number in range(14)]
    said = report_of(*found, found[13], found[12], found[13])
    assert said[0].startswith("site of s13.example: 1 summary on 3 of 3")
    assert said[1].startswith("site of s12.example")
    assert len(said) == 11
    assert said[-1] == "and 4 more sites"


def test_what_is_held_is_bounded(monkeypatch):
    monkeypatch.setattr(report_module, "MAX_SITES", 2)
    monkeypatch.setattr(report_module, "MAX_LINES", 10)
    report = SiteReport()
    for number in range(100):
        report.add(LeftOut(f"s{number % 5}.example", (number,)))
    assert len(report.sites) == 2
    assert sum(len(site.summaries) for site in report.sites.values()) <= 10
