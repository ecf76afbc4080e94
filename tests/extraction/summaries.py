# ruff: noqa: E501 - a paragraph a line
"""An article, and other articles' summaries as sites have them above it. The texts are invented."""

from wagtail_cstonews.extraction.article import Line
from wagtail_cstonews.extraction.lines.facts import line_facts

SUMMARIES = [
    "On 4 March the Harbour Office of Ostrell received a delegation of pilots from the northern ports, who "
    "spoke about winter traffic.",
    "The deputy head of the Harbour Office, Marit Solheim, opened the school for young rope makers in Tarn.",
    "Divers of the coast service lifted a barge that had lain on the ground of the inner basin since autumn.",
    "Fishermen and customs officers agreed on new opening hours of the market hall at their meeting in Vessby.",
]
HEADLINE = "Lock at Kamenz will be rebuilt by 2031"
BODY = [
    "The lock at Kamenz will be rebuilt within six years, the council of the waterways decided on Tuesday. It "
    "has been in use since 1911 and loses more water every year.",
    "Engineers had found cracks in the western wall of the lock two winters ago. Since then barges of more than "
    "800 tonnes have had to wait for the day's high water.",
    'The rebuilding costs 41 million crowns. "The lock has done its work for a century, and it deserves to be '
    'rebuilt in its old shape," the engineer Jonas Feld said in Kamenz.',
    "Work on the western wall begins in May. The lock stays open in summer, when most of the barges come.",
]
MORE = [
    "Two thousand runners took part in the spring marathon through the vineyards of Lower Kestrin on Sunday.",
    "The city library of Brask lends musical instruments from April on, among them a cello and forty violins.",
    "Hail as large as walnuts damaged greenhouses in the valley of the Aune, insurers expect losses of millions.",
]


def facts_of(lines):
    return [line_facts(Line(number, text)) for number, text in enumerate(lines, 1)]


def dated(summaries):
    return [line for day, text in enumerate(summaries, 2) for line in (f"0{day}.03.2024", text)]
