"""First names, initials, and the gender inferred from a name.

>>> first_names()["anna"], gender_of_name(("Valeria", "Kryukova")), is_initial("J.K.")
('f', 'f', True)
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib import resources

from ....text.patterns import lazy_compile
from ...languages.lang.common import word_set
from .name import fold, surname_of

UPPER = "".join(
    chr(code)
    for code in range(0x41, 0x1F00)
    if chr(code).isupper() and unicodedata.category(chr(code)) == "Lu"
)
_INITIAL = lazy_compile(rf"[{UPPER}]\.(?:-?[{UPPER}]\.)*")
SURNAME_ENDINGS = tuple(
    word_set("ov ev ин ын ов ев ёв in sky skiy ский цкий skyi enko ko uk yan ян shvili dze ко ук юк")
)
_RUSSIAN_FEMALE = tuple(word_set("ova eva ина ына ова ева ёва skaya ская цкая kyzy qizi"))
_RUSSIAN_MALE = tuple(word_set("ov ev ов ев ёв sky skiy ский цкий uulu ugli oğlu oglu"))
_NOT_MALE = lazy_compile(r"(?:[aeiou]|^)[oe]v$")


@cache
def first_names() -> dict[str, str]:
    """First names in folded form, with their usual gender: ``f``, ``m`` or ``u``."""
    found: dict[str, str] = {}
    text = resources.files(__package__).joinpath("first_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line[:2] in ("f ", "m ", "u "):
            gender, *names = line.split()
            for name in names:
                found[fold(name)] = gender
    return found


def is_initial(word: str) -> bool:
    """Whether a word is one or more initials: ``T.``, ``J.K.``"""
    return word.endswith(".") and _INITIAL.fullmatch(word) is not None


@lru_cache(maxsize=1 << 14)
def gender_of_name(words: tuple[str, ...]) -> str:
    """``f``, ``m`` or an empty string, from the first name and from surnames that tell it."""
    if len(words) > 1:
        known = first_names().get(fold(words[0]), "")
        if not known and "-" in words[0]:
            known = first_names().get(fold(words[0].split("-")[0]), "")
        if known in ("f", "m"):
            return known
    last = fold(surname_of(words))
    if last.endswith(_RUSSIAN_FEMALE):
        return "f"
    return "m" if last.endswith(_RUSSIAN_MALE) and not _NOT_MALE.search(last) else ""
