"""The registry of languages, by ISO 639-1 code.

    >>> sorted(words_of("fr").pronouns)
    ['elle', 'il']
    >>> words_of("cnr") is words_of("sr")
    True

``docs/how-to/add-a-language.md`` tells how to add one: a module in ``lang``, and its line here.
"""

from __future__ import annotations

from functools import cache

from .lang.ar import ARABIC
from .lang.de import GERMAN
from .lang.en import ENGLISH
from .lang.es import SPANISH
from .lang.fr import FRENCH
from .lang.language import Language
from .lang.others import OTHERS
from .lang.pl import POLISH
from .lang.ru import RUSSIAN
from .lang.sr import SERBIAN
from .lang.zh import CHINESE

LANGUAGES = (ENGLISH, GERMAN, FRENCH, SPANISH, RUSSIAN, SERBIAN, POLISH, ARABIC, CHINESE, *OTHERS)
"""Where several languages are tried, that is the order: those that most news is written in come first."""
_BY_CODE = {code: language for language in LANGUAGES for code in (language.code, *language.also)}
_UNKNOWN = Language("und")


@cache
def words_of(language: str | None) -> Language:
    """The words of a language, by its code; those of English where the language is not known."""
    return _BY_CODE.get((language or "en").split("-")[0], _UNKNOWN)
