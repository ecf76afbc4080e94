"""What the line model sees of a page: numbers for every line, and hashes of the words in it.

Training and inference share this module. Everything is counted over the code points of the whole page at
once, in numpy: a loop over characters or words in Python would cost more than the model itself.
A change here that alters any number needs a newly trained model, and a new ``FEATURES_VERSION``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .article import Hints

FEATURES_VERSION = 1
"""A model names the version that it was trained with; one of another version is refused."""
MAX_LINE_CHARACTERS = 4000
"""A line is read up to here: hardly a paragraph is longer, and a page that is one line stays bounded."""
MAX_LINES = 4000
"""As many lines at most are seen as one page; whoever has more cuts them into pieces."""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]

# Classes of characters. Up to DIGIT they make up words.
LOWER, UPPER, LETTER, WIDE, DIGIT, SPACE, STOP, COMMA = range(8)
COLON, QUOTE, DASH, BRACKET, BAR, MARK, SYMBOL, OTHER = range(8, 16)
CLASS_NAMES = (
    *("lower", "upper", "letter", "wide", "digit", "space", "stop", "comma"),
    *("colon", "quote", "dash", "bracket", "bar", "mark", "symbol", "other"),
)
CLASSES = len(CLASS_NAMES)
_SPECIAL = {
    BAR: "|/\\•·▪►▶→←↑↓*<>",
    STOP: ".!?…。！？؟۔।",
    COMMA: ",;、，；،؛",
    COLON: ":：",
    QUOTE: "\"'“”„‟«»‘’‚‛‹›「」『』",
    DASH: "-–—−‐‑‒―",
    BRACKET: "()[]{}（）【】",
    MARK: "@#&©®™%€$£¥+=_~^",
}
_BY_CATEGORY = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lm": LETTER, "Lo": LETTER, "Mn": LETTER, "Mc": LETTER}
_WIDE_RANGES = ((0x3040, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x0E00, 0x0E7F))
"""Scripts written without spaces: each character counts as half a word."""
_PLANE = 0x10000
_BEYOND_PLANE = np.uint32(0x2605)
"""Stands for every character beyond the basic plane: nearly all of them are pictures."""
_IDEOGRAPHIC_STOP = 0x3002
_NO_EDGE = frozenset({LETTER, SPACE, SYMBOL, OTHER})
"""Classes whose place at a line's first or last character tells nothing."""
_BUCKETS = 1 << 16
_AWAY = np.arange(-MAX_LINES, MAX_LINES + 1)
_SIGNED_LOG: Floats = (np.sign(_AWAY) * np.log1p(np.abs(_AWAY)) / 3).astype(np.float32)


@dataclass(slots=True)
class PageFeatures:
    """A page as the model takes it. Blank lines are not in it; ``rows`` says where the others stood."""

    dense: Floats
    """One row a line, one column a feature."""
    words: Integers
    """Hashes (32 bits) of the words, line after line; digits count as one digit, case is dropped."""
    word_starts: Integers
    """Where each line's words begin in ``words``; one more at the end."""
    rows: Integers
    """The index of each line in the list that was given."""


@dataclass(slots=True)
class _Characters:
    """The page as one array of code points, and the words found in it."""

    codes: NDArray[np.uint32]
    classes: NDArray[np.uint8]
    line_of: Integers
    starts: Integers
    lengths: Integers
    word_first: Integers
    word_last: Integers
    word_line: Integers
    word_hash: NDArray[np.uint32]


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The class of each character of the basic plane, and a well mixed number for its lower-case form."""
    classes = np.full(_PLANE, OTHER, dtype=np.uint8)
    lower = np.arange(_PLANE, dtype=np.uint32)
    for point in range(_PLANE):
        character = chr(point)
        category = unicodedata.category(character)
        if category in _BY_CATEGORY:
            classes[point] = _BY_CATEGORY[category]
            if category in ("Lu", "Lt"):
                lower[point] = ord(character.lower()[0])
        elif category[0] == "N":
            classes[point] = DIGIT
            lower[point] = ord("0")
        elif category[0] in "ZC":
            classes[point] = SPACE
        elif category[0] == "S":
            classes[point] = SYMBOL
    for first, last in _WIDE_RANGES:
        span = classes[first : last + 1]
        span[span == LETTER] = WIDE
    for kind, characters in _SPECIAL.items():
        for character in characters:
            classes[ord(character)] = kind
    mixed = (lower + np.uint32(1)) * np.uint32(0x7FEB352D)
    mixed ^= mixed >> np.uint32(15)
    mixed *= np.uint32(0x846CA68B)
    mixed ^= mixed >> np.uint32(16)
    return classes, mixed


def _word_hashes(mixed: NDArray[np.uint32], first: Integers, last: Integers) -> NDArray[np.uint32]:
    """A hash a word: the sum of its letters, with the place of the first two and the last."""
    sums = np.cumsum(mixed, dtype=np.uint32)
    hashes = sums[last] - sums[first] + mixed[first] * np.uint32(0x9E3779B1)
    hashes += mixed[last] * np.uint32(0x85EBCA6B)
    hashes += mixed[np.minimum(first + 1, last)] * np.uint32(0xC2B2AE35)
    hashes ^= hashes >> np.uint32(15)
    hashes *= np.uint32(0x2C1B3C6D)
    hashes ^= hashes >> np.uint32(12)
    return hashes


def _read(lines: list[str]) -> _Characters:
    class_table, mixed_table = _tables()
    joined = "\n".join(lines) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if not joined.isascii():
        codes = np.where(codes < _PLANE, codes, _BEYOND_PLANE)
    classes = class_table[codes]
    lengths = np.fromiter(map(len, lines), dtype=np.int64, count=len(lines))
    starts = np.concatenate(([0], np.cumsum(lengths + 1)[:-1]))
    line_of = np.repeat(np.arange(len(lines)), lengths + 1)
    inside = classes <= DIGIT
    wide = classes == WIDE
    first, last = inside.copy(), inside.copy()
    first[1:] &= ~inside[:-1] | wide[1:] | wide[:-1]
    last[:-1] &= ~inside[1:] | wide[1:] | wide[:-1]
    word_first, word_last = np.flatnonzero(first), np.flatnonzero(last)
    hashes = _word_hashes(mixed_table[codes], word_first, word_last)
    word_line = line_of[word_first]
    return _Characters(codes, classes, line_of, starts, lengths, word_first, word_last, word_line, hashes)


def _count(line: Integers, flags: NDArray[np.bool_], lines: int) -> Integers:
    """How many flagged items (words, characters) each line has."""
    return np.bincount(line[flags], minlength=lines)


def _mean(line: Integers, values: NDArray[Any], total: NDArray[Any]) -> NDArray[np.float64]:
    """The mean of a value over each line's items, of which there are ``total``."""
    return np.bincount(line, weights=values, minlength=len(total)) / np.maximum(total, 1)


def _closes(classes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether a character may stand between a sentence's stop and the space after it."""
    return (classes == QUOTE) | (classes == BRACKET)


def _line_columns(page: _Characters) -> tuple[Columns, Floats, NDArray[np.bool_]]:
    """What a line shows by itself, beside its number of words and whether it ends as a sentence does."""
    n, classes, line = len(page.lengths), page.classes, page.word_line
    counts = np.bincount(page.line_of * CLASSES + classes, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, SPACE] -= 1  # the line break
    words = np.bincount(line, minlength=n)
    weight = (words - 0.5 * counts[:, WIDE]).astype(np.float32)
    last_index = page.starts + page.lengths - 1
    first, last = classes[page.starts], classes[last_index]
    before_last = classes[np.maximum(last_index - 1, page.starts)]
    ends = (last == STOP) | (_closes(last) & (before_last == STOP))
    stops = np.flatnonzero(classes == STOP)  # never the page's last character, which is a line break
    following, after = classes[stops + 1], classes[np.minimum(stops + 2, len(classes) - 1)]
    spaced = (following == SPACE) | (_closes(following) & (after == SPACE))
    stops = stops[spaced | (page.codes[stops] == _IDEOGRAPHIC_STOP)]
    sentences = np.bincount(page.line_of[stops], minlength=n)
    digit = classes == DIGIT
    between_digits = np.flatnonzero(digit[:-2] & digit[2:] & (classes[1:-1] > SPACE)) + 1
    kind, place = classes[between_digits], page.line_of[between_digits]
    word_class, length = classes[page.word_first], page.word_last - page.word_first + 1
    upper = word_class == UPPER
    initial = page.codes[page.word_first]
    capitals = upper & (length > 1) & (classes[np.minimum(page.word_first + 1, page.word_last)] == UPPER)
    year = (length == 4) & (word_class == DIGIT) & ((initial == ord("1")) | (initial == ord("2")))
    some = np.maximum(words, 1)
    columns: Columns = {
        "words": np.log1p(weight),
        "characters": np.log1p(page.lengths) / 2,
        "many words": np.minimum(weight / 40, 3),
        "sentences": np.log1p(sentences),
        "words a sentence": np.log1p(weight / np.maximum(sentences, 1)),
        "word length": _mean(line, np.minimum(length, 25), words) / 5,
        "short words": _count(line, length <= 3, n) / some,
        "capitalised": _count(line, upper, n) / some,
        "capitals": _count(line, capitals, n) / some,
        "numbers": _count(line, word_class == DIGIT, n) / some,
        "year": _count(line, year, n) > 0,
        "clock": _count(place, kind == COLON, n) > 0,
        "numeric date": _count(place, (kind == STOP) | (kind == DASH) | (kind == BAR), n) > 0,
        "ends as sentence": ends,
    }
    shares = counts / page.lengths[:, None]
    for kind_number, name in enumerate(CLASS_NAMES):
        columns[f"share {name}"] = shares[:, kind_number]
        if kind_number not in _NO_EDGE:
            columns[f"first {name}"] = first == kind_number
            columns[f"last {name}"] = last == kind_number
    return columns, weight, ends


def _mean_around(values: NDArray[Any], reach: int) -> NDArray[np.float64]:
    """The mean of each value and its ``reach`` neighbours on either side; outside the page counts as zero."""
    sums = np.cumsum(values, dtype=np.float64)
    sums = np.concatenate((np.zeros(reach + 1), sums, np.full(reach, sums[-1])))
    return (sums[2 * reach + 1 :] - sums[: -2 * reach - 1]) / (2 * reach + 1)


def _heaviest_run(values: NDArray[Any]) -> tuple[int, int]:
    """The first and last index of the run whose sum is greatest: what outweighs its surroundings."""
    sums = np.cumsum(values, dtype=np.float64)
    before = np.concatenate(([0.0], sums[:-1]))
    last = int(np.argmax(sums - np.minimum.accumulate(before)))
    return int(np.argmin(before[: last + 1])), last


def _away_from(line: int, lines: int) -> Floats:
    """How far each line stands from one of them: signed, logarithmic."""
    return _SIGNED_LOG[MAX_LINES - line : MAX_LINES - line + lines]


def _place_columns(
    weight: Floats, ends: NDArray[np.bool_]
) -> tuple[Columns, NDArray[np.bool_], NDArray[np.bool_]]:
    """Where a line stands: on the page, among dense lines, relative to the blocks that outweigh the rest."""
    n = len(weight)
    index = np.arange(n)
    dense = np.minimum(weight, 60)
    is_prose = (weight >= 9) & ends
    prose = dense * is_prose
    total, prose_total = max(float(weight.sum()), 1.0), max(float(prose.sum()), 1.0)
    after = _away_from(0, n)
    columns: Columns = {
        "place": index / n,
        "lines before": after,
        "lines after": after[::-1],
        "words before": np.cumsum(weight, dtype=np.float64) / total,
        "prose before": np.cumsum(prose, dtype=np.float64) / prose_total,
        "page words": np.broadcast_to(np.log1p(total) / 4, n),
        "page prose": np.broadcast_to(np.log1p(prose_total) / 4, n),
    }
    for reach in (1, 3, 8, 20):
        columns[f"density {reach}"] = _mean_around(dense, reach) / 10
        columns[f"prose {reach}"] = _mean_around(is_prose, reach)
    block = np.zeros(n, dtype=bool)
    runs = {"loose": dense - 6, "middle": dense - 12, "prose": prose - 9, "strict": prose - 20}
    for name, values in runs.items():
        first, last = _heaviest_run(values)
        inside = np.zeros(n, dtype=bool)
        inside[first : last + 1] = True
        columns[f"in {name} block"] = inside
        columns[f"from {name} start"] = _away_from(first, n)
        columns[f"from {name} end"] = _away_from(last, n)
        columns[f"{name} block share"] = np.broadcast_to(dense[first : last + 1].sum() / total, n)
        if name == "prose":
            block = inside
    return columns, is_prose, block


def _repetition_columns(page: _Characters, lines: list[str]) -> Columns:
    """What of a line stands elsewhere on the page too: the line itself, and its pairs of words."""
    n = len(lines)
    seen: dict[str, int] = {}
    for text in lines:
        seen[text] = seen.get(text, 0) + 1
    same = np.fromiter((seen[text] for text in lines), dtype=np.float64, count=n)
    inside = page.word_line[1:] == page.word_line[:-1]
    pairs = (page.word_hash[:-1] * np.uint32(0x9E3779B1) + page.word_hash[1:])[inside]
    pairs = ((pairs ^ (pairs >> np.uint32(15))) & np.uint32(_BUCKETS - 1)).astype(np.int64)
    line = page.word_line[:-1][inside]
    number = np.maximum(np.bincount(line, minlength=n), 1)
    order = np.arange(len(pairs), dtype=np.int32)
    first, last = np.empty(_BUCKETS, np.int32), np.empty(_BUCKETS, np.int32)
    first[pairs[::-1]] = order[::-1]  # where an index comes twice, the later assignment stays
    last[pairs] = order
    first_seen, last_seen = first[pairs], last[pairs]
    return {
        "same lines": np.log(same),
        "pairs elsewhere": _count(line, first_seen < last_seen, n) / number,
        "pairs seen earlier": _count(line, first_seen < order, n) / number,
    }


def _topic_columns(page: _Characters, **members: NDArray[np.bool_]) -> Columns:
    """How far a line speaks of what the other lines of a part of the page speak of."""
    n = len(page.lengths)
    long = page.word_last - page.word_first >= 3
    line = page.word_line[long]
    key = (page.word_hash[long] >> np.uint32(13)).astype(np.int64) & (_BUCKETS - 1)
    total = np.bincount(line, minlength=n)
    columns: Columns = {}
    for name, member in members.items():
        own = member[line]
        others = np.bincount(key[own], minlength=_BUCKETS)[key] - own
        columns[f"topic of {name}"] = _mean(line, np.log1p(np.maximum(others, 0)), total)
        columns[f"words of {name}"] = _count(line, others > 0, n) / np.maximum(total, 1)
    return columns


def _columns(lines: list[str]) -> tuple[Columns, _Characters]:
    page = _read(lines)
    columns, weight, ends = _line_columns(page)
    places, is_prose, block = _place_columns(weight, ends)
    columns |= places
    columns |= _repetition_columns(page, lines)
    columns |= _topic_columns(page, prose=is_prose, block=block)
    return columns, page


DENSE_NAMES = tuple(_columns(["x"])[0])
"""What each column of ``PageFeatures.dense`` is."""
_WORDS, _ENDS = DENSE_NAMES.index("words"), DENSE_NAMES.index("ends as sentence")


def page_features(texts: Sequence[str]) -> PageFeatures:
    """The features of every line of a page that is not blank.

    ``texts`` are the lines in order, each without its line break. A page without text gives empty arrays.
    Raises ValueError for more than ``MAX_LINES`` lines that are not blank.
    """
    stripped = [text[:MAX_LINE_CHARACTERS].strip() for text in texts]
    lines = [text for text in stripped if text]
    if len(lines) > MAX_LINES:
        raise ValueError(f"a page of {len(lines)} lines: cut it into pieces of at most {MAX_LINES}")
    rows = np.fromiter((i for i, text in enumerate(stripped) if text), dtype=np.int64, count=len(lines))
    if not lines:
        empty = np.zeros(0, np.int64)
        return PageFeatures(np.zeros((0, len(DENSE_NAMES)), np.float32), empty, np.zeros(1, np.int64), rows)
    columns, page = _columns([text.replace("\n", " ") for text in lines])
    dense = np.empty((len(columns), len(lines)), dtype=np.float32)
    for row, values in zip(dense, columns.values(), strict=True):
        row[:] = values
    starts = np.searchsorted(page.word_line, np.arange(len(lines) + 1))
    return PageFeatures(dense.T, page.word_hash.astype(np.int64), starts, rows)


# ---------------------------------------------------------------- HTML

HINT_NAMES = (
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
"""What each column of ``HintFeatures.dense`` is."""
_HINT_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_MOST_HINT_WORDS = 28


@dataclass(slots=True)
class HintFeatures:
    """What the mark-up says about the lines of ``PageFeatures``, in the same order."""

    dense: Floats
    """One row a line, one column a feature."""
    kind: Integers
    """Which of ``words`` belongs to each line: lines in the same place of the page share them."""
    words: list[list[str]]
    """Tags, and words of class, id and role attributes."""


@lru_cache(maxsize=8192)
def _name_words(name: str) -> tuple[str, ...]:
    """``mainNavigation-burger2`` -> ``main``, ``navigation``, ``burger``."""
    return tuple(word.lower() for word in _HINT_WORD.findall(name))


@lru_cache(maxsize=4096)
def _hint_words(tag: str, path: str, attributes: str) -> list[str]:
    """The words that the model may know of an element and those above it, the nearest first."""
    names = attributes.split()[-12:]
    near = [word for name in reversed(names) for word in reversed(_name_words(name[:60]))]
    words = [f"<{tag}", *(f"<{name}>" for name in path.split()), *(f"#{word}" for word in near[:3]), *near]
    return list(dict.fromkeys(words))[:_MOST_HINT_WORDS]


def hint_features(page: PageFeatures, hints: Sequence[Hints | None]) -> HintFeatures:
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
    words = [_hint_words(*place) for place in numbers]
    kind, place = np.array(kinds, dtype=np.int64), np.array(places, dtype=np.int64)
    n = len(kind)
    dense = np.zeros((len(HINT_NAMES), n), dtype=np.float32)
    if not n:
        return HintFeatures(dense.T, kind, words)
    linked = np.array(links, dtype=np.float32)
    weight = np.expm1(page.dense[:, _WORDS])
    prose = weight * page.dense[:, _ENDS] * (weight >= 9) * (1 - linked)
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
    return HintFeatures(dense.T, kind, words)
