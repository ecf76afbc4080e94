"""Messages of extraction and import, in the language of whoever reads them.

Extraction knows no Django, and what an import says of a document is stored with it: both are in English.
They are translated where they are shown. A message is found by the template that it was made from: those of
:data:`.message_templates.TEMPLATES`, which are in the catalogues like any other text.

    >>> translated("The same text as a.txt.")
    'The same text as a.txt.'
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from django.utils.translation import get_language, gettext

from .message_templates import TEMPLATES

_DEPTH = 2
"""How deep a message within a message is looked for: a reason in a sentence about it."""

_LONGEST = 4000
"""Characters of a message that are looked at: one that is longer holds scraped text."""

_SENTENCE_END = re.compile(r"(?<=[.!?]) (?=[A-Z“\"])")


def translated(message: str) -> str:
    """The message in the active language, as far as it is known; unchanged otherwise."""
    language = get_language() or "en"
    if not message or language.split("-")[0] == "en":
        return message
    return _translated(str(message), language)


@lru_cache(maxsize=2048)
def _translated(message: str, language: str) -> str:
    """The cache is by language, which :func:`gettext` takes from the thread."""
    return _in_other_words(message, _DEPTH)


def _in_other_words(message: str, depth: int) -> str:
    if len(message) > _LONGEST:
        return message
    if message in _whole():
        return gettext(message)
    if depth:
        for pattern, template in _patterns():
            if found := pattern.fullmatch(message):
                values = [_in_other_words(value, depth - 1) for value in found.groups()]
                return _filled(gettext(template), values)
    sentences = _SENTENCE_END.split(message)
    if len(sentences) > 1:
        return " ".join(_in_other_words(sentence, depth) for sentence in sentences)
    return message


def _filled(template: str, values: list[str]) -> str:
    """The template with the values; a translation may have them in another order: ``{1} {0}``.

    >>> _filled("{} of {}", ["1", "2"]), _filled("{1}: {0}", ["1", "2"])
    ('1 of 2', '2: 1')
    """
    try:
        return template.format(*values)
    except (IndexError, KeyError, ValueError):
        return template


@cache
def _whole() -> frozenset[str]:
    return frozenset(template for template in TEMPLATES if "{}" not in template)


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The templates with values, the most telling first."""
    found = [template for template in TEMPLATES if "{}" in template]
    found.sort(key=lambda template: -len(template.replace("{}", "")))
    return [
        (re.compile("(.+?)".join(map(re.escape, template.split("{}"))), re.DOTALL), template)
        for template in found
    ]
