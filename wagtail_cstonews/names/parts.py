"""Name parsing: splits a person's name into comparable words, without titles, patronymics and particles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from ..text.patterns import lazy_compile
from .transliteration import LATIN_LETTER, is_foreign_family, is_foreign_given
from .words import APOSTROPHES, word_set

_TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir dame lord lady madam madame hon rev reverend herr frau
    """
)

_GENERATIONS = {
    "jr": "jr", "junior": "jr", "jnr": "jr", "sr": "sr", "senior": "sr", "snr": "sr",
    "ii": "2", "iii": "3", "iv": "4",
}  # fmt: skip

_ARTICLE = lazy_compile(r"(?<![^\W_])(?:[ae]l|[ae]sh|a[sdnrtz]|ul)[-‐-–](?=\w{3})", re.IGNORECASE)
"""Arabic articles with their hyphen. Without a hyphen, "al" is an article only between two words, so that it
is not one in "Al Gore"."""

_PARTICLES = word_set("al el bin ibn bint ben")
"""Words inside a name that some spellings leave out."""

_PATRONYMIC = lazy_compile(r"..+(?:[oe]vi(?:ch|tch)|[oe]vych|[oei]vna)|(?:il|ily|kuzm|luk|nikit|fom)ich")

_CHILD_OF = word_set("uulu ulu uly ogly oglu ogli kyzy kizi qizi")
"""Turkic "son of" and "daughter of"; they follow the father's name."""

_UMLAUTS = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
        "Å": "Aa",
    }
)

_HYPHEN = lazy_compile("(?<=[^\\W_])[-‐-–](?=[^\\W_])")

_WORD = lazy_compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A parsed name, ready to be compared."""

    words: tuple[str, ...]
    """Lower-case ASCII words without titles, patronymics, particles and generation; the family name last."""
    generation: str
    """``jr``, ``sr``, ``2`` ...; usually empty."""
    foreign: bool
    """Whether the name looks transliterated from another script, or is written in one."""


@lru_cache(maxsize=10_000)
def parts(name: str) -> NameParts:
    """Parses a name.

    >>> parts("Dr. Taalatbek Masadykov Jr.").words, parts("Dr. Taalatbek Masadykov Jr.").generation
    (('taalatbek', 'masadykov'), 'jr')
    >>> parts("Masadykov, Taalatbek").words
    ('taalatbek', 'masadykov')
    """
    if name.count(",") == 1:
        name = _turned(*name.split(","))
    bare = unicodedata.normalize("NFKC", name).translate(APOSTROPHES)
    composed = _ARTICLE.sub("", bare)
    foreign = composed != bare or any(
        letter.isalpha() and not LATIN_LETTER.match(letter) for letter in composed
    )
    words = ["".join(_WORD.findall(anyascii(word).lower())) for word in _WORD.findall(composed)]
    words = [word for word in words if word and word not in _TITLES]
    generation = ""
    if len(words) > 2 and words[-1] in _GENERATIONS:
        generation = _GENERATIONS[words.pop()]
    kept = _without_particles(_without_patronymic(words))
    foreign = foreign or len(kept) < len(words) or any(map(is_foreign_given, kept))
    return NameParts(tuple(kept), generation, foreign or any(map(is_foreign_family, kept[-1:])))


@lru_cache(maxsize=10_000)
def spellings(name: str) -> tuple[NameParts, ...]:
    """The parsed name, and a second reading with its umlauts written out if it has any.

    >>> [spelling.words for spelling in spellings("Jan Müller")]
    [('jan', 'muller'), ('jan', 'mueller')]
    """
    written_out = unicodedata.normalize("NFC", name).translate(_UMLAUTS)
    return (parts(name),) if written_out == name else (parts(name), parts(written_out))


def short_name(name: str) -> str:
    """The family name as it is written, with its particles; the whole name if it has no other word.

    >>> short_name("Dr. Taalatbek Masadykov"), short_name("Ursula von der Leyen"), short_name("Иван Долван")
    ('Masadykov', 'von der Leyen', 'Долван')
    """
    written = name.split()
    family = parts(name).words[-1:]
    for place in range(len(written) - 1, 0, -1):
        if parts(written[place]).words[-1:] == family:
            while place > 1 and written[place - 1].islower():
                place -= 1
            return " ".join(written[place:]).strip(",")
    return name


def joined_words(name: str) -> tuple[str, ...]:
    """The words of a name; hyphenated words count as one.

    >>> joined_words("Kim Dae-sung")
    ('kim', 'daesung')
    """
    return parts(_HYPHEN.sub("", _ARTICLE.sub("", name))).words


def _turned(before: str, after: str) -> str:
    """Reorders ``Surname, Given``. A generation after the comma (``, Jr.``) stays where it is."""
    after = after.strip()
    if not before.strip() or after.lower().rstrip(".") in _GENERATIONS:
        return f"{before} {after}"
    return f"{after} {before}"


def _without_patronymic(words: list[str]) -> list[str]:
    """The words without a patronymic, if at least two others are left."""
    if len(words) >= 4 and words[-1] in _CHILD_OF:
        return words[:-2]
    if len(words) < 3:
        return words
    kept = [word for word in words if not _PATRONYMIC.fullmatch(word)]
    # If two words look like patronymics, one of them is the family name.
    return kept if len(kept) == len(words) - 1 else words


def _without_particles(words: list[str]) -> list[str]:
    """The words without particles between the first and the last."""
    return [
        word for place, word in enumerate(words) if not (0 < place < len(words) - 1 and word in _PARTICLES)
    ]
