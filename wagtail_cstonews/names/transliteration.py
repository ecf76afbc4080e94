"""Phonetic keys for transliterated names, and how to recognise such names.

Transliteration schemes differ: y and i, kh and h, zh and j. :func:`sound` is a phonetic key in the manner of
Soundex, with rules for Russian, Turkic and Arabic names instead of English: the usual spellings of one name
have the same key. :func:`coarse` is a shorter key with higher recall, used for blocking.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..text.patterns import lazy_compile
from .words import word_set

LATIN_LETTER = lazy_compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")

_FOREIGN_FAMILY = lazy_compile(
    r"..+(?:[oe]va?|[oe]ff|[sc]k(?:y|i|iy|ii|yi|ij|yj|yy|aya|aia|aja)|enko|chuk|shuk|[iy]uk|..[iy]an|shvili|dze"
    r"|zoda|zadeh?|[iy][iyj])"
)
"""Surnames with typical endings of transliterated Slavic, Caucasian and Central Asian names."""

_NOT_FOREIGN = word_set("christian sebastian bastian husky")
"""Names with such an ending that are not transliterated."""

_FOREIGN_FIRST = word_set(
    """
    vladimir volodymyr sergei sergey serhiy dmitry dmitri dmitriy mikhail yuri yury yevgeny evgeny
    evgenii nikolai nikolay andrei andrey andriy aleksei alexei alexey aleksey aleksandr oleksandr
    anatoly anatoliy gennady valery vasily vasyl viktor yekaterina ekaterina tatyana tatiana natalya
    natalia oksana olga nadezhda mohammed mohammad mohamed muhammad muhammed mohamad ahmed ahmad mahmoud
    mahmud hussein hussain husain hassan hasan abdullah abdulla abdul abdel abu yousef youssef yusuf
    yusef omar umar osama usama khalid khaled ibrahim ismail mustafa mostafa saddam muammar moammar
    bashar nursultan kasym kassym qasym sadyr emomali shavkat ilham gurbanguly sooronbay almazbek askar
    kurmanbek aigul gulnara nurlan bakyt ulan azamat
    """
)

INITIALS = word_set("ye yu ya zh kh sh ch ts dz")
"""Initials of names whose first letter is transliterated by two."""

_VARIANTS = {
    variant: names.split()[0]
    for names in (
        "muhammad muhammed mohammed mohamed mohammad mohamad muhamed muhamad mukhammed mohamud",
        "ahmad ahmed akhmed akhmad",
        "husain hussein hussain husayn hossein hosein huseyn khusein",
        "yusuf yousef youssef yusef yousuf yussuf",
        "umar omar umer",
        "usama osama ossama",
        "khalid khaled",
        "mahmud mahmoud mahmood makhmud",
        "ibrahim ebrahim ibragim",
        "mustafa mostafa moustafa",
        "muammar moammar muamar moamar",
        "gaddafi qaddafi gadhafi qadhafi kadafi kaddafi khadafy gadafi khaddafi",
        "alexander alexandr aleksandr aleksander",
        "dmitri dmitry dmitriy dimitri dimitry",
    )
    for variant in names.split()
}
"""Spellings that no rule unifies, each mapped to the first of its row."""

_Substitutions = list[tuple[re.Pattern[str], str]]


def _substitutions(*pairs: tuple[str, str]) -> _Substitutions:
    return [(lazy_compile(pattern), letters) for pattern, letters in pairs]


_SOUNDS = _substitutions(
    ("shch|sch", "sh"),
    ("tch|tsch", "ch"),
    ("dzh|dj|zh", "j"),
    ("kh", "h"),
    ("ck|q|c(?=[aoukt])|c$", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("ph", "f"),
    ("tz", "ts"),
    ("gu(?=[ei])", "g"),
    ("(?<=[oe])ff$", "v"),
    ("(?<=a)h$", ""),
    ("ou|oo", "u"),
    ("[iy]+", "i"),
    # The letters ё and е: yo, ye, io, ie or e after a consonant, and ye or e at the start.
    ("(?<=[bdfghjklmnprstvz])i[oe](?=[a-z])", "e"),
    ("^ie", "e"),
    # Nazarbayev, Nazarbaev.
    ("(?<=[aeou])i(?=[aeou])", ""),
)
"""The rewrite rules of :func:`sound`, applied in order."""

_COARSE = _substitutions(
    ("(?<=a)h$", ""),
    ("shch|sch|sh|ts|tz", "s"),
    ("dzh|zh|dj|j|y", "i"),
    ("x", "ks"),
    ("ph", "f"),
    ("tch|gh|kh|ch|ck|q|g|c|h", "k"),
    ("w|f|b", "v"),
    ("z", "s"),
    ("d", "t"),
)
"""The rewrite rules of :func:`coarse`, applied in order."""

_DOUBLE = lazy_compile(r"(.)\1+")

_VOWELS = lazy_compile(r"[aeiou]+")


def is_foreign_given(word: str) -> bool:
    """Whether a given name looks transliterated."""
    return word in _FOREIGN_FIRST or (len(word) > 5 and word.endswith(("bek", "bai", "bay")))


def is_foreign_family(word: str) -> bool:
    """Whether a surname looks transliterated.

    >>> is_foreign_family("sadykov"), is_foreign_family("smyth")
    (True, False)
    """
    return len(word) > 4 and word not in _NOT_FOREIGN and bool(_FOREIGN_FAMILY.fullmatch(word))


@lru_cache(maxsize=10_000)
def sound(word: str) -> str:
    """A phonetic key that the usual transliterations of one name share.

    >>> sound("masadykov") == sound("masadikov"), sound("zhaparov") == sound("dzhaparov")
    (True, True)
    >>> sound("ivanov") == sound("ivanova")
    False
    """
    return _DOUBLE.sub(r"\1", _substituted(word, _SOUNDS))


@lru_cache(maxsize=10_000)
def coarse(word: str) -> str:
    """A word as the classes of its consonants: a blocking key with high recall and low precision.

    >>> coarse("masadykov"), coarse("Masadikow"), coarse("zhaparov") == coarse("japarov")
    ('mstkv', 'mstkv', True)
    """
    word = _substituted(word.lower(), _COARSE)
    start = "a" if word[:1] in "aeiou" else ""
    return start + _DOUBLE.sub(r"\1", _VOWELS.sub("", word))


def _substituted(word: str, substitutions: _Substitutions) -> str:
    """Applies the rewrite rules to the word, or to the standard form of a known variant."""
    word = _VARIANTS.get(word, word)
    for pattern, letters in substitutions:
        word = pattern.sub(letters, word)
    return word
