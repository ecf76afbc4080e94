"""Which lines are the body, by the line model and by rules."""

from wagtail_cstonews.extraction.article import Hints, Line
from wagtail_cstonews.extraction.labelling.body import find_body
from wagtail_cstonews.extraction.labelling.body_rules import best_stretch, prose_stretch
from wagtail_cstonews.extraction.lines.facts import line_facts

MENU = ("Home", "News", "Contact")
PROSE = (
    "The council of the river ports met in Esterburg on Monday and agreed on an exam for all pilots.",
    "The exam will be held in the autumn for the first time, the secretary said after the meeting.",
    "Pilots of five countries may then guide ships on the whole river, from the mountains to the sea.",
)


def test_the_stretch_of_prose_is_told_from_the_menus_around_it():
    lines = [Line(number, text) for number, text in enumerate((*MENU, *PROSE, *MENU), start=1)]
    mask = prose_stretch(lines, [line_facts(line) for line in lines])
    assert [line.text for line, inside in zip(lines, mask, strict=True) if inside] == list(PROSE)
    assert prose_stretch([], []) == []


def test_nothing_is_the_heaviest_stretch_of_lines_without_prose():
    assert best_stretch([-1.0, -5.0]) == (0, 0)
    assert best_stretch([3.0, -1.0, 4.0]) == (0, 3)


def test_a_caption_under_a_quotation_names_who_is_quoted_and_the_given_facts_stay_as_they_are():
    paragraph, quoted = Hints("p", "body article"), Hints("p", "body article figure blockquote")
    caption = Hints("figcaption", "body article figure")
    texts = [
        (PROSE[0], paragraph),
        (PROSE[1], quoted),
        ("Anna Brandt, secretary", caption),
        (PROSE[2], paragraph),
    ]
    lines = [Line(number, text, hints=hints) for number, (text, hints) in enumerate(texts, start=1)]
    facts = [line_facts(line) for line in lines]
    found = find_body(lines, facts)
    assert found.mask == [True] * 4
    assert found.facts[2].form == "attribution"
    assert facts[2].form == "caption"
