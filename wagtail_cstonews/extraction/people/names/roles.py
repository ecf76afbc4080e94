"""Word classes for name recognition: offices, organisations and places."""

from __future__ import annotations

from functools import lru_cache

from ....text.patterns import lazy_compile
from ...languages.lang.de import GERMAN, OFFICE_ENDINGS
from ...languages.lang.en import DEMONYMS, OFFICES, ORGANISATIONS, PLACES, TITLES
from ...languages.lang.language import NO_WORD
from ...languages.lang.ru import RUSSIAN
from ...languages.registry import LANGUAGES

COURTESY: frozenset[str] = frozenset().union(*(language.addresses for language in LANGUAGES))
"""How people are addressed, in any language."""
_FEMALE: frozenset[str] = frozenset().union(*(language.female for language in LANGUAGES))
_MALE: frozenset[str] = frozenset().union(*(language.male for language in LANGUAGES))
_ROLES = OFFICES | TITLES | COURTESY
# In one pattern, and one level of it: it is tried on every word that is met. Most are in Latin letters.
_PATTERNS = {
    language.offices.pattern: language
    for language in LANGUAGES
    if language.offices is not NO_WORD and language not in (GERMAN, RUSSIAN)
}
OTHER_OFFICE = lazy_compile("|".join(_PATTERNS))
_LATIN_OFFICE = lazy_compile(
    "|".join(pattern for pattern, language in _PATTERNS.items() if language.is_cased)
)


@lru_cache(maxsize=1 << 14)
def role_word(word: str) -> bool:
    """Whether a word names an office or a part somebody plays: ``Minister``, ``spokeswoman``, ``Sen.``."""
    plain = word.lower().strip(".,’'")
    if plain in _ROLES:
        return True
    if plain.endswith("s") and plain[:-1] in OFFICES:
        return True
    if "-" in plain and role_word(plain.rsplit("-", 1)[-1]):
        return True
    if plain[:1] >= "\u0400":
        return (RUSSIAN.offices.fullmatch(plain) or OTHER_OFFICE.fullmatch(plain)) is not None
    if _LATIN_OFFICE.fullmatch(plain):
        return True
    may_be_german = len(plain) > 6 and (plain.endswith(OFFICE_ENDINGS) or plain.startswith("general"))
    return may_be_german and GERMAN.offices.fullmatch(plain) is not None


@lru_cache(maxsize=1 << 14)
def place_word(word: str) -> bool:
    """Whether a word is a country, a large city, a nationality or an abbreviation of that kind."""
    plain = word.lower().strip(",’'").rstrip(".")
    if plain in PLACES or plain in DEMONYMS or plain.removesuffix("s") in DEMONYMS:
        return True
    return "." in plain and plain.replace(".", "") in PLACES


@lru_cache(maxsize=1 << 14)
def organisation_word(word: str) -> bool:
    """Whether a word ends the name of an organisation, a place or a law rather than a person's."""
    return word.lower().strip(".,’'") in ORGANISATIONS


def gender_of_word(word: str) -> str:
    """``f`` or ``m`` for a word that tells the gender of whom it names, else an empty string."""
    plain = word.lower().strip(".,’'")
    if plain in _FEMALE:
        return "f"
    return "m" if plain in _MALE else ""
