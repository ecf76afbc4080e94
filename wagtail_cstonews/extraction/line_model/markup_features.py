"""The line model's features of a page's mark-up: numbers for every line, words of tags and class names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import numpy as np

from ...text.patterns import lazy_compile
from ..article.line import Hints
from .arrays import Floats, Integers
from .features import ENDS, PROSE_WORDS, WORDS, PageFeatures

MARKUP_NAMES = (
    "links",
    "depth",
    "as above",
    "as below",
    "alike",
    "prose alike",
    "words alike",
    "links alike",
    "prose beside",
)
"""What each column of ``MarkupFeatures.dense`` is."""
_NAME_WORD = lazy_compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_MOST_WORDS, _MOST_NAMES, _LONGEST_NAME = 28, 12, 60
"""The most words and names used for a line, and characters of a name: the nearest elements tell most."""


@dataclass(slots=True)
class MarkupFeatures:
    """The features of the mark-up for the lines of ``PageFeatures``, in the same order."""

    dense: Floats
    """One row per line, one column per feature."""
    kind: Integers
    """Which of ``words`` belongs to each line: lines in the same place of the page share them."""
    words: list[list[str]]
    """Tags, and words of class, id and role attributes."""


@lru_cache(maxsize=8192)
def _words_of_name(name: str) -> tuple[str, ...]:
    """``mainNavigation-burger2`` -> ``burger``, ``navigation``, ``main``: the last is the most telling."""
    return tuple(word.lower() for word in reversed(_NAME_WORD.findall(name)))


@lru_cache(maxsize=4096)
def _words_of_path(path: str) -> tuple[str, ...]:
    return tuple(f"<{name}>" for name in path.split())


@lru_cache(maxsize=4096)
def _words_of_element(tag: str, path: str, attributes: str) -> list[str]:
    """The words that the model may know of an element and those above it, the nearest first."""
    names = reversed(attributes.split()[-_MOST_NAMES:])
    near = [word for name in names for word in _words_of_name(name[:_LONGEST_NAME])]
    words = dict.fromkeys((f"<{tag}", *_words_of_path(path), *(f"#{word}" for word in near[:3]), *near))
    return list(islice(words, _MOST_WORDS))


def markup_features(page: PageFeatures, hints: Sequence[Hints | None]) -> MarkupFeatures:
    """The features of the mark-up for the lines of a page.

    ``hints`` has one item for each text that ``page_features`` was given.
    """
    numbers: dict[tuple[str, str, str], int] = {}
    parents: dict[str, int] = {}
    kinds, places, links = [], [], []
    for row in page.rows.tolist():
        hint = hints[row] or Hints()
        kinds.append(numbers.setdefault((hint.tag, hint.path, hint.attributes), len(numbers)))
        places.append(parents.setdefault(f"{hint.path}|{hint.attributes}", len(parents)))
        links.append(hint.link_density)
    words = [_words_of_element(*place) for place in numbers]
    kind, place = np.array(kinds, dtype=np.int64), np.array(places, dtype=np.int64)
    n = len(kind)
    dense = np.zeros((len(MARKUP_NAMES), n), dtype=np.float32)
    if not n:
        return MarkupFeatures(dense.T, kind, words)
    linked = np.array(links, dtype=np.float32)
    weight = np.expm1(page.dense[:, WORDS])
    prose = weight * page.dense[:, ENDS] * (weight >= PROSE_WORDS) * (1 - linked)
    depth = np.array([path.count(" ") for _, path, _ in numbers], dtype=np.float32)
    same = kind[1:] == kind[:-1]
    alike = np.bincount(kind)
    dense[0] = linked
    dense[1] = depth[kind] / 8
    dense[2, 1:] = same
    dense[3, :-1] = same
    dense[4] = np.log1p(alike)[kind] / 3
    dense[5] = (np.bincount(kind, weights=prose) / max(float(prose.sum()), 1.0))[kind]
    dense[6] = np.log1p(np.bincount(kind, weights=weight) / alike)[kind] / 3
    dense[7] = (np.bincount(kind, weights=linked) / alike)[kind]
    dense[8] = (np.bincount(place, weights=prose) / max(float(prose.sum()), 1.0))[place]
    return MarkupFeatures(dense.T, kind, words)
