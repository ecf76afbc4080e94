"""Hostile documents take time in proportion to their length, and the quick tests never miss anything."""

import itertools
import random
import re
import time

import pytest

from wagtail_cstonews.documents import RawDocument
from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.html.lines import html_lines
from wagtail_cstonews.extraction.languages.registry import LANGUAGES
from wagtail_cstonews.extraction.lines.facts import line_facts
from wagtail_cstonews.extraction.lines.kinds import first_below_others, has_others
from wagtail_cstonews.extraction.people.names.name import fold
from wagtail_cstonews.extraction.people.names.roles import OTHER_OFFICE, role_word
from wagtail_cstonews.extraction.people.names.scan import scan_names
from wagtail_cstonews.extraction.pipeline import extract

SENTENCE = "The council met in the harbour on Monday, and Anna Berg said that the rain would stop. "
MOST_SECONDS = 5.0
"""CPU seconds: many times what a document below takes; one that took quadratic time would take minutes."""

HOSTILE = {
    "one long line": ("text", SENTENCE * 5_000),
    "one long word": ("text", "A" * 400_000),
    "short lines": ("text", "\n".join(f"Item {number} here" for number in range(20_000))),
    "marks never closed": ("text", f"{SENTENCE}\n" + "said “word " * 50_000),
    "quotes never closed": ("text", "“Never will we go there again, he said to nobody\n" * 5_000),
    "capitalised words": ("text", "Berlin " * 100_000),
    "names": ("text", "\n".join(f"{SENTENCE}{chr(65 + n % 26)}n{n}a Berg{n}ov" for n in range(5_000))),
    "Russian names": ("text", "\n".join(f"Сказал Пётр Крюков{chr(1072 + n % 32)}а." for n in range(3_000))),
    "labels": ("text", "\n".join(f"Anna B{number}ov: and is it a question?" for number in range(5_000))),
    "no-break spaces": ("text", "a" + "\u00a0" * 400_000 + "b"),
    "mojibake": ("text", "the presidentâ€™s word " * 10_000),
    "joiners": ("text", "x" + "\u200d" * 400_000),
    "joiners between letters": ("text", "x" + "\u200d\u200c" * 200_000 + "\u0915"),
    "ampersands escaped again and again": ("text", "&" + "amp;" * 100_000),
    "ampersands in numbers": ("text", "< &" + "#38;" * 100_000),
    "marks in disorder": ("text", "a" + "\u0315" * 200_000 + "\u0316" * 200_000),
    "lines of one character": ("text", "1\n" * 100_000),
    "random bytes": ("html", random.Random(7).randbytes(300_000)),  # noqa: S311
    "nested blocks": ("html", "<div>" * 60_000 + "text"),
    "nested links": ("html", "<a href=x>word " * 20_000),
    "nested tables": ("html", "<table><tr><td>x" * 10_000),
    "attributes": ("html", "<p " + " ".join(f"a{number}=1" for number in range(100_000)) + ">text</p>"),
    "attributes without values": ("html", "<p " + " ".join(f"a{n}" for n in range(100_000)) + ">text</p>"),
    "attributes with <": ("html", "<p " + " ".join(f'a{n}="<"' for n in range(100_000)) + ">text</p>"),
    "attributes with >": ("html", "<p " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">text</p>"),
    "attributes that are tags": ("html", '<p a="' + "<a b" * 100_000 + '">text</p>'),
    "tags never closed": ("html", "<a b='" * 100_000),
    "inline elements closed by others": ("html", "<b></i>a word " * 20_000),
    "comments never closed": ("html", "<!-- " * 100_000),
    "linked data": ("html", "<script type='application/ld+json'>" + "[" * 300_000 + "</script><p>text"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_document_takes_bounded_time(case):
    media_type, content = HOSTILE[case]
    start = time.process_time()
    article = extract(RawDocument("doc", content, case, media_type=media_type))
    assert time.process_time() - start < MOST_SECONDS
    if media_type == "text":
        assert "\n".join(line.text for line in article.lines) == content


@pytest.mark.parametrize("case", [case for case in HOSTILE if case.startswith("attributes ")])
def test_a_tag_is_read_without_its_endless_attributes(case):
    _, content = HOSTILE[case]
    article = extract(RawDocument("doc", f"<p>before</p>{content}<p>after", case, media_type="html"))
    assert [line.text for line in article.lines] == ["before", "text", "after"]


def test_a_long_tag_with_few_attributes_keeps_them():
    picture = f'<img alt="a > b" data-a="{"x <y> " * 3000}" src="https://a.example/b.jpg">'
    _, page = html_lines(f"<p>{SENTENCE}{picture}<p>{SENTENCE}")
    assert [picture.attributes["src"] for picture in page.pictures] == ["https://a.example/b.jpg"]


def test_the_text_of_a_tag_with_endless_attributes_is_kept():
    _, content = HOSTILE["attributes"]
    article = extract(RawDocument("doc", f"{content}<p class=x>more</p>", "doc.html", media_type="html"))
    assert [line.text for line in article.lines] == ["text", "more"]


@pytest.mark.parametrize(
    "text",
    [
        "Minister Anna Berg met Ludwig von der Heide and O’Malley, she said.",
        "Jean\u2011Pierre al-Assad (Berg’s friend) in St. Petersburg; McDonald’s",
        "Сказал глава России Сергей Лавров, а Анна Крюкова молчала. Берга",
        "Zoë Čapek; THE END",
    ],
)
def test_a_name_is_found_by_each_of_its_words(text):
    names = scan_names(text)
    assert names
    for name in names:
        assert all(name in scan_names(text, with_any={fold(word)}) for word in name.words)
    assert scan_names(text, with_any={"nobody"}) == []


def test_no_office_in_latin_letters_is_passed_over():
    printed = {
        word.replace("?", "").replace(r"\w*", "")
        for words in LANGUAGES
        for word in re.split(r"[|()]", words.offices.pattern)
    }
    offices = [word for word in printed if word[:1].isalpha() and OTHER_OFFICE.fullmatch(word)]
    assert len(offices) > 100
    assert [word for word in offices if not role_word(word)] == []


def test_where_others_end_is_found_at_once():
    prose = "The harbour lock was closed for repairs on Monday morning, the council said."
    kinds = ["", "Home", "Lock closed for good", "03.05.2024", prose]
    for texts in itertools.product(kinds, repeat=4):
        facts = [line_facts(Line(number, text)) for number, text in enumerate(texts, 1)]
        found = [has_others(facts[:index]) for index in range(len(facts) + 1)]
        assert found == [index >= first_below_others(facts) for index in range(len(facts) + 1)]


def test_a_mended_line_is_read_as_mended():
    line = Line(1, " Anna\u00a0Berg ")
    assert (line.clean, Line(1, "x", " y ").clean) == ("Anna\u00a0Berg", "y")
    line.repair(" Anna Berg ")
    assert (line.clean, line.repaired, line.text) == ("Anna Berg", " Anna Berg ", " Anna\u00a0Berg ")
