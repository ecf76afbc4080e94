"""Word shingles (Broder 1997): a text as the set of its sequences of four words, and what two of them share.

>>> one, other = words_of("The river rose again on Monday."), words_of("The river rose again on Tuesday.")
>>> share(frozenset(shingles_of(one)), frozenset(shingles_of(other)))
0.5
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

WORDS = 4
"""Words in a shingle."""


_UNSPACED = r"\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff"
"""Scripts without spaces between words, in which every character is a token."""
_IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_TOKEN = re.compile(rf"[{_UNSPACED}]|[^\W{_UNSPACED}]+")
_WORD = re.compile(r"\w+")


def words_of(text: str) -> tuple[str, ...]:
    folded = text.casefold()
    # Half the time for texts without such a script.
    return tuple((_TOKEN if _IS_UNSPACED.search(folded) else _WORD).findall(folded))


def shingles_of(words: Sequence[str]) -> Iterator[str]:
    """The shingles in order."""
    return map(" ".join, zip(*(words[start:] for start in range(WORDS)), strict=False))


def places_of(words: Sequence[str]) -> dict[str, list[int]]:
    """The positions of each shingle."""
    places: dict[str, list[int]] = {}
    for place, sequence in enumerate(shingles_of(words)):
        places.setdefault(sequence, []).append(place)
    return places


def places_between(one: Sequence[str], other: Sequence[str]) -> list[tuple[Sequence[str], Sequence[str]]]:
    """What two texts have in the same places: before, between and after the shingles that they share.

    Shingles that are more frequent in one text than in the other are ignored. The beginning of both texts
    counts as the same place, since reports often open with their day or place. The last pair is what follows
    the last shared shingle.
    """
    own, theirs = places_of(one), places_of(other)
    common = sorted(
        pair
        for sequence, places in own.items()
        if len(places) == len(theirs.get(sequence, ()))
        for pair in zip(places, theirs[sequence], strict=True)
    )
    ends = [(-WORDS, -WORDS), *common, (len(one), len(other))]
    return [
        (one[start + WORDS : end], other[its_start + WORDS : its_end])
        for (start, its_start), (end, its_end) in pairwise(ends)
    ]


def longest_own(words: Sequence[str], theirs: frozenset[str]) -> int:
    """How many words in a row stand in none of the other text's sequences.

    >>> longest_own("the river has risen again since".split(), frozenset(["the river has risen"]))
    2
    """
    longest, covered = 0, 0  # Up to the second, the words are theirs.
    for place, sequence in enumerate(shingles_of(words)):
        if sequence in theirs:
            longest = max(longest, place - covered)
            covered = place + WORDS
    return max(longest, len(words) - covered)


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard similarity of two sets; 1 for two empty ones.

    >>> share(frozenset("abc"), frozenset("bcd")), share(frozenset(), frozenset())
    (0.5, 1.0)
    """
    common = len(one & other)
    union = len(one) + len(other) - common
    return common / union if union else 1.0


def contained(one: frozenset[str], other: frozenset[str]) -> float:
    """The overlap coefficient: the share of the smaller set that the other contains; 1 for an empty one.

    >>> contained(frozenset("abc"), frozenset("ab")), contained(frozenset("ab"), frozenset("bc"))
    (1.0, 0.5)
    """
    fewer = min(len(one), len(other))
    return len(one & other) / fewer if fewer else 1.0
