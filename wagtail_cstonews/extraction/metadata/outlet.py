"""Finds the outlet: the medium to which somebody gave an interview or a statement."""

from __future__ import annotations

from collections.abc import Iterable

from ...text.patterns import lazy_compile

_PROPER = r"(?:[^\W\d_a-zа-яё][\w.’&-]*|«[^»]{2,40}»|“[^”]{2,40}”)"
_OUTLET = (
    rf"(?:the\s+)?(?P<outlet>(?:радио\s+)?{_PROPER}"
    rf"(?:\s+(?:{_PROPER}|of|for|and|на|для))*(?<!\sof)(?<!\sfor)(?<!\sand))"
)
_KIND = r"(?:(?:агентств\w+|газет\w+|телеканал\w+|порталу?|журнал\w+|издани\w+)\s+)?"
_GIVEN_TO = r"(?:to|with|for|given to|published (?:in|by))"
# Each pattern with words of which it contains one: searching for these first is faster.
_TOLD = (
    (("told",), lazy_compile(rf"\btold\s+{_OUTLET}(?=\s+(?:in|on|during|that|why|how)\b|[,.])")),
    (
        ("interview", "comment", "statement", "article", "conversation"),
        lazy_compile(
            rf"\b(?:interview|commentary|comment|statement|article|conversation)\s+{_GIVEN_TO}\s+{_OUTLET}"
        ),
    ),
    (
        ("сказал", "заявил", "рассказал", "сообщил"),
        lazy_compile(
            r"\b(?:сказал|заявил|рассказал|сообщил)[аи]?\s+(?:в\s+интервью\s+|в\s+эфире\s+)"
            rf"{_KIND}{_OUTLET}"
        ),
    ),
    (
        ("сказал", "заявил", "рассказал", "сообщил"),
        lazy_compile(
            r"\b(?:сказал|заявил|рассказал|сообщил)[аи]?\s+"
            rf"(?=радио\s|агентству|газете|телеканалу|порталу|журналу|изданию){_KIND}{_OUTLET}"
        ),
    ),
    (("answered",), lazy_compile(rf"\banswered\s+(?:the\s+)?questions\s+(?:of|from)\s+{_OUTLET}")),
    (("интервью",), lazy_compile(rf"\bв\s+(?:эксклюзивном\s+)?интервью\s+{_KIND}{_OUTLET}")),
    (
        ("Interview", "Gespräch"),
        lazy_compile(rf"\b(?:im|in einem) (?:Interview|Gespräch) mit (?:der|dem|die|das)?\s*{_OUTLET}"),
    ),
    (("sagte",), lazy_compile(rf"\bsagte (?:er |sie )?(?:der|dem)\s+{_OUTLET}")),
)
_NO_OUTLETS = frozenset(
    ("he", "she", "they", "it", "we", "i", "him", "her", "president", "reporters", "journalists")
)
"""Who may be "told" something without being a medium."""


def find_outlet(texts: Iterable[str], people: Iterable[str] = ()) -> str | None:
    """The medium that somebody "told" something, or gave an interview to.

    >>> find_outlet(["The minister told Example Radio North in an interview that it rained."])
    'Example Radio North'

    ``people`` are names that are not outlets: "an interview with Anna Brandt" names the other side.
    """
    known = {name.casefold() for name in people}
    surnames = {name.split()[-1] for name in known if name.split()}
    for text in texts:
        for pattern in [told for words, told in _TOLD if any(word in text for word in words)]:
            for match in pattern.finditer(text):
                outlet = match["outlet"].strip(" ,.“”")
                outlet = outlet.strip("«»") if outlet[:1] == "«" else outlet
                folded = outlet.casefold()
                if (
                    folded not in known
                    and folded.split()[-1] not in surnames
                    and len(outlet) > 1
                    and folded not in _NO_OUTLETS
                ):
                    return outlet
    return None
