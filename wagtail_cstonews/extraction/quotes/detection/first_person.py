"""First-person detection: whether a text says "I" or "we".

>>> [speaks_of_itself(words_in(text, "en"), "en") for text in ("We’ll go on.", "You’ll go on.")]
[True, False]
"""

from __future__ import annotations

from collections.abc import Iterable

from ....text.patterns import lazy_compile
from ...languages.lang.common import word_set
from ...languages.registry import words_of

_WORD = lazy_compile(r"\w+(?:[’']\w+)?")
_HAN_WORD = lazy_compile(r"我们|我們|咱们|[我他她]|[\u3400-\u9fff]{1,2}|[^\u3400-\u9fff]+")
_FIRST_PERSON = word_set(
    """
    i we you me us my our your i'm i've i'll i'd we're we've we'll you're let's мы я наш ich wir
    """
)
OF_ENGLISH_MODEL = ("en", None, "de", "ru")
"""Languages whose words stand among those of English that the model was trained with."""


def words_in(text: str, language: str | None) -> list[str]:
    """The words of a text, in lower case. In Chinese, which has no spaces, two characters count as one."""
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if language != "zh":
        return words
    return [part for word in words for part in _HAN_WORD.findall(word)]


def is_first_person(words: Iterable[str], language: str | None) -> bool:
    """Whether somebody speaks of himself or herself in words in lower case."""
    known = words_of(language).first_person
    if language in OF_ENGLISH_MODEL:
        return not (_FIRST_PERSON.isdisjoint(words) and known.isdisjoint(words))
    return not known.isdisjoint(words)


def speaks_of_itself(words: Iterable[str], language: str | None) -> bool:
    """Whether there is an "I" or a "we" among words in lower case."""
    return not words_of(language).first_person.isdisjoint(words)
