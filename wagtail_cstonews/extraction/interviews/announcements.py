"""Whether an article calls itself an interview, in its headline or in its lead, or a press conference.

>>> announcement("Anna Lee gave an interview to the Herald", []).name
'IN_HEADLINE'
>>> announcement("Rain is good", ["The minister gave the Herald an exclusive interview."]).name
'IN_LEAD'
>>> announcement("Rain is good", ["Interview of the minister to the Herald"]).name
'IN_HEADLINE'
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..languages.boilerplate import folded
from .turns import Announced

_KINDS = (
    r"(?:(?:an?|the|full|our|exclusive|video|big|rare|new|special|first|recent|extensive|lengthy|long|short|"
    r"press|radio|tv) ){0,3}"
)
"""What may stand before the word *interview*."""

_HINTS = (
    "interview", "q&", "q &", "qand", "q and", "conversation", "gespräch", "press ", "интерв", "інтерв",
    "intervj", "сұхбат", "маек", "entretien", "entrevista", "intervista", "wywiad", "rozmowie", "röportaj",
    "mülakat", "müsahib", "συνέντευξη", "հարցազրույց", "ინტერვიუ", "مقابلة", "حوار", "مصاحبه", "访", "訪",
    "答记者", "答記者", "インタビュー", "인터뷰", "sat down", "spoke ", "talked ", "questions", "разговору",
    "razgovoru",
)  # fmt: skip
"""One of these stands in every text that the patterns for interviews fit: quicker to look for."""

# All are for text that is folded.
_HEADLINE = re.compile(
    rf"(?:^|[—–:|.,”\"-]\s*){_KINDS}interview\b|\bin {_KINDS}interview (?:with|to|for)\b|"
    rf"\b(?:gave|gives|giving|granted|grants|took|takes|conducted|had) {_KINDS}"
    r"interview (?:with|to|for|from)\b|"
    r"\bq\s?(?:&|and)\s?a\b|\bin conversation with\b|\bpress (?:briefing|gaggle|call)\b.{0,80}\bby\b|"
    r"интервью|інтерв[’'ʼ]ю|інтервю|интервју|\bintervju|сұхбат|\bмаек\b|"
    r"\bim (?:interview|gespräch)\b|\binterview mit\b|\binterview (?:de|avec|exclusive)\b|"
    r"(?:^|[—–:|]\s*)(?:grand )?entretien\b(?! (?:téléphonique|avec son|avec sa|entre))|"
    r"\bentrevista|\bintervista|\bwywiad (?:z|dla)\b|\bröportaj|\bmülakat|\bmüsahib|"
    r"συνέντευξη(?! τύπου)|հարցազրույց|ინტერვიუ|مقابلة (?:مع|خاصة|حصرية)|حوار (?:مع|خاص|حصري)|مصاحبه|"
    r"专访|專訪|访谈|訪談|答记者问|答記者問|インタビュー|인터뷰"
)
_TAGLINE = re.compile(
    rf"{_KINDS}interview (?:of|with|by|to|mit|avec|de)\b|"
    r"(?:эксклюзивное )?интервью (?:с|со|генерального|министра|главы|президента|агентству|газете|журналу|"
    r"телеканалу)\b|entrevista (?:a|con|de|exclusiva)\b|intervju (?:sa|s)\b|интервју са?\b"
)
_LONGEST_TAGLINE = 150
"""Characters: a paragraph that begins so tells of an interview."""
_LEAD = re.compile(
    rf"\b(?:gave|gives|granted|has given|in|took|takes|conducted|agreed to)\s+{_KINDS}(?:big )?interview\b|"
    rf"\b(?:gave|gives|granted) (?:[\w’'&.-]+ ){{1,4}}{_KINDS}interview\b|"
    r"\bsat down (?:with|for)\b|\binterviewed\b|\bspoke (?:to|with)\b.{0,200}\babout\b|"
    r"\bfull text of (?:the|an) (?:interview|conversation)\b|\banswered (?:the |our |his |her )?questions\b|"
    r"\btalked (?:to|with)\b|в интервью|дал[аи]? (?:большое |эксклюзивное )?интервью|"
    r"в інтерв|дала? інтерв|у интервјуу|у разговору за|u intervjuu|u razgovoru za|"
    r"im interview|im gespräch mit|gab .{0,40}\bein interview|"
    r"a accordé une? (?:interview|entretien)|dans une? (?:interview|entretien)|"
    r"concedió una entrevista|en (?:una )?entrevista|em entrevista|in un[’']intervista|"
    r"w rozmowie z|verdiği röportaj|في مقابلة|في حوار|"
    r"接受.{0,20}(?:采访|採訪|专访|專訪)|インタビューに|인터뷰에서"
)
_PRESS_CONFERENCE = re.compile(
    r"\b(?:press|news) conference\b|\bpress availability\b|\bpressekonferenz|\bconférence de presse|"
    r"\b(?:rueda|conferencia) de prensa|\bconferenza stampa|\bconferência de imprensa|"
    r"\bkonferencij\w+ za (?:medije|novinare)|конференциј\w+ за (?:медије|новинаре)|"
    r"пресс-конференци|прес-конференці|مؤتمر صحفي|المؤتمر الصحفي|记者会|記者會|新闻发布会|記者会見|기자회견"
)


def announcement(headline: str, opening: Sequence[str]) -> Announced:
    """How plainly an article calls itself an interview. ``opening`` is its lead and first paragraphs."""
    if _fits(_HEADLINE, headline) or any(map(_is_tagline, opening)):
        return Announced.IN_HEADLINE
    return Announced.IN_LEAD if _fits(_LEAD, " ".join(opening)) else Announced.NOT


def _fits(pattern: re.Pattern[str], text: str) -> bool:
    text = folded(text)
    return any(hint in text for hint in _HINTS) and pattern.search(text) is not None


def _is_tagline(text: str) -> bool:
    """Whether a line below the headline says no more than whose interview follows."""
    return len(text) <= _LONGEST_TAGLINE and _TAGLINE.match(folded(text)) is not None


def is_of_press_conference(headline: str) -> bool:
    """Whether the headline says that many asked."""
    return _PRESS_CONFERENCE.search(folded(headline)) is not None
