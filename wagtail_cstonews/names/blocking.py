"""Blocking: narrows down which names are worth comparing.

Record linkage compares only records that share a key (a *block*). People are looked up by :func:`block_key`,
a coarse phonetic key of the family name. For family names with many members, :func:`stored_keys` and
:func:`asked_keys` narrow the block down to a few candidates.
"""

from __future__ import annotations

from functools import lru_cache

from .likeness import SHORTEST_MISSPELT
from .parts import joined_words, parts, spellings
from .transliteration import INITIALS, coarse, sound

BLOCK_LENGTH = 32
"""Characters of a key. The consonants beyond that do not tell names apart any better."""


def block_key(name: str) -> str:
    """The key by which candidates are looked up: a coarse form of the family name. May be empty.

    A hyphen joins, so that ``Kim Dae-sung`` stands beside ``Kim Daesung``.

    >>> block_key("Taalatbek Masadykov"), block_key("T. Masadikow")
    ('mstkv', 'mstkv')
    """
    words = joined_words(name)
    return _block(words[-1]) if words else ""


def block_keys(name: str) -> set[str]:
    """All keys under which the same person may be stored.

    The family name may also come first, or be written without its hyphen.
    """
    words, joined = parts(name).words, joined_words(name)
    found = {*words[:1], *words[-1:], *joined[:1], *joined[-1:], "".join(words[-2:])}
    return {_block(word) for word in found if len(word) > 1} - {""}


@lru_cache(maxsize=4_000)
def stored_keys(name: str) -> frozenset[str]:
    """The keys under which a name is stored, to narrow down a large family name.

    Any two similar names share a key between ``stored_keys`` of one and :func:`asked_keys` of the other, so a
    name is compared with a few others instead of with everybody of that family name.

    >>> stored_keys("Aigul Sadykova").isdisjoint(asked_keys("A. Sadykova"))
    False
    >>> stored_keys("Aigul Sadykova").isdisjoint(asked_keys("Bermet Sadykova"))
    True
    """
    keys: set[str] = set()
    for one in spellings(name):
        if len(one.words) < 2:
            return frozenset("*")
        keys.add("=" + "".join(one.words))
        for word in one.words[:-1]:
            keys |= _word_keys(word)
            keys.update(("." if _may_be_initial(word) else ":") + letter for letter in _beginnings(word))
    return frozenset(keys)


@lru_cache(maxsize=1_000)
def asked_keys(name: str) -> frozenset[str]:
    """The keys to look up for a name. Empty if every key of the family may match (a bare surname)."""
    keys = {"*"}
    for one in spellings(name):
        if len(one.words) < 2:
            return frozenset()
        keys.add("=" + "".join(one.words))
        # The family may come first.
        for word in one.words:
            keys |= _word_keys(word)
            kinds = ".:" if _may_be_initial(word) else "."
            keys.update(kind + letter for kind in kinds for letter in _beginnings(word))
    return frozenset(keys)


def _word_keys(word: str) -> set[str]:
    """Keys shared by words that are equal, sound alike, or are one letter apart.

    For the last, each word is stored with every one of its inner letters deleted in turn, as in SymSpell's
    symmetric deletion.
    """
    keys = {word, "~" + sound(word), "~" + sound(word.replace("j", "y"))}
    if len(word) >= SHORTEST_MISSPELT:
        keys.update(word[:place] + word[place + 1 :] for place in range(1, len(word) - 1))
    return keys


def _block(word: str) -> str:
    return coarse(word)[:BLOCK_LENGTH]


def _may_be_initial(word: str) -> bool:
    return len(word) == 1 or word in INITIALS


def _beginnings(word: str) -> set[str]:
    return {word[:1], sound(word)[:1]}
