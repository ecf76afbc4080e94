"""What the line model sees of a page: numbers for every line, and hashes of the words in it.

Training and inference share this module. Everything is counted over the code points of the whole page at
once, in numpy: a loop over characters or words in Python would cost more than the model itself.
A change here that alters any number needs a newly trained model, and a new ``FEATURES_VERSION``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ...text.codepoints import PLANE, Characters
from ..article.line import Hints

FEATURES_VERSION = 2
"""A model names the version that it was trained with; one of another version is refused."""
MAX_LINE_CHARACTERS = 4000
"""A line is read up to here: hardly a paragraph is longer, and a page that is one line stays bounded."""
MAX_LINES = 4000
"""As many lines at most are seen as one page; whoever has more cuts them into pieces."""

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]

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
_LIKE_ALL_BEYOND = "★"
"""Stands for every character beyond the basic plane: nearly all of them are pictures."""
_IDEOGRAPHIC_STOP = 0x3002
_EDGES = np.array([kind for kind in range(CLASSES) if kind not in (LETTER, SPACE, SYMBOL, OTHER)], np.uint8)
"""Classes whose place at a line's first or last character tells something."""
_FORMS = ("chrome", "date", "others", "comments", "caption", "byline", "back")
"""What the phrases of :mod:`.boilerplate` may know a line to be; the rest is too rare to learn from."""
_FORM_NUMBERS = {form: number for number, form in enumerate(_FORMS, 1)}
_FORM_KINDS = np.arange(1, len(_FORMS) + 1)
_HEADINGS = np.array([_FORM_NUMBERS["others"], _FORM_NUMBERS["comments"]])
_PERIODS = (1, 2, 3, 4, 5, 6)
_RHYTHM_REACH = 6
_SHAPE_WORDS = np.array([1.5, 3.5, 8.5, 20.5], np.float32)
_FADE = 8.0
BUCKETS = 1 << 14
HEAVIEST = 60.0
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
    weight: Floats
    """How many words each line has, ``HEAVIEST`` at most; without spaces two characters count as one."""
    topics: Integers
    """What the longer words of the page are about: a number below ``BUCKETS`` each."""
    topic_lines: Integers
    """The line of each of ``topics``."""
    topic_number: Integers
    """How many of ``topics`` each line has."""


@dataclass(slots=True)
class _Places:
    dense: Floats
    """The words of each line, ``HEAVIEST`` at most."""
    is_prose: NDArray[np.bool_]
    in_block: NDArray[np.bool_]


@dataclass(slots=True)
class _Read:
    """The characters of a page, and the words found in them."""

    characters: Characters
    classes: NDArray[np.uint8]
    word_first: Integers
    word_last: Integers
    word_line: Integers
    word_hash: NDArray[np.uint32]
    word_starts: Integers


@cache
def _tables() -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """The class of each character of the basic plane, and a well mixed number for its lower-case form; in the
    last place those of all characters beyond.
    """
    classes = np.full(PLANE, OTHER, dtype=np.uint8)
    lower = np.arange(PLANE, dtype=np.uint32)
    for point in range(PLANE):
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
    beyond = ord(_LIKE_ALL_BEYOND)
    return np.append(classes, classes[beyond]), np.append(mixed, mixed[beyond])


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


def _read(lines: list[str]) -> _Read:
    class_table, mixed_table = _tables()
    characters = Characters(lines)
    classes = characters.kinds(class_table)
    inside = classes <= DIGIT
    # The page's first and last characters are no exceptions: a line break ends it.
    begins, ends = inside.copy(), inside.copy()
    np.greater(inside[1:], inside[:-1], out=begins[1:])
    np.greater(inside[:-1], inside[1:], out=ends[:-1])
    if (wide := classes == WIDE).any():
        beside = wide[1:] | wide[:-1]
        begins[1:] |= inside[1:] & beside
        ends[:-1] |= inside[:-1] & beside
    first, last = np.flatnonzero(begins), np.flatnonzero(ends)
    hashes = _word_hashes(characters.kinds(mixed_table), first, last)
    starts = np.append(np.searchsorted(first, characters.starts), len(first))
    return _Read(
        characters, classes, first, last, np.repeat(np.arange(len(lines)), np.diff(starts)), hashes, starts
    )


def _closes(classes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether a character may stand between a sentence's stop and the space after it."""
    return (classes == QUOTE) | (classes == BRACKET)


def _line_rows(page: _Read, rows: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """What a line shows by itself, beside its number of words and whether it ends as a sentence does."""
    text, classes = page.characters, page.classes
    n, starts, lengths = len(text.lengths), text.starts, text.lengths
    line_and_class = np.repeat(np.arange(0, n * CLASSES, CLASSES), lengths + 1)
    line_and_class += classes
    counts = np.bincount(line_and_class, minlength=n * CLASSES).reshape(n, CLASSES)
    counts[:, SPACE] -= 1  # the line break
    words = np.diff(page.word_starts)
    weight = (words - 0.5 * counts[:, WIDE]).astype(np.float32)
    last_index = starts + lengths - 1
    first, last = classes[starts], classes[last_index]
    before_last = classes[np.maximum(last_index - 1, starts)]
    ends = (last == STOP) | (_closes(last) & (before_last == STOP))
    stops = np.flatnonzero(classes == STOP)  # never the page's last character, which is a line break
    following, after = classes[stops + 1], classes[np.minimum(stops + 2, len(classes) - 1)]
    spaced = (following == SPACE) | (_closes(following) & (after == SPACE))
    stops = stops[spaced | (text.codes[stops] == _IDEOGRAPHIC_STOP)]
    sentences = np.bincount(text.lines_at(stops), minlength=n)
    logarithms = np.log1p(np.stack([weight, lengths, sentences, weight / np.maximum(sentences, 1)]))
    rows[:4] = logarithms
    rows[1] /= 2
    rows[4] = np.minimum(weight / 40, 3)
    rows[5] = ends
    digits = np.flatnonzero(classes == DIGIT)
    # What stands between two digits: the middle one of three characters.
    between = digits[:-1][digits[1:] - digits[:-1] == 2] + 1
    kind, place = classes[between], text.lines_at(between)
    clock, date = kind == COLON, (kind == STOP) | (kind == DASH) | (kind == BAR)
    rows[6] = np.bincount(place[clock], minlength=n) > 0
    rows[7] = np.bincount(place[date], minlength=n) > 0
    _word_rows(page, np.maximum(words, 1), rows[8:14])
    np.divide(counts.T, lengths, out=rows[14 : 14 + CLASSES])
    edges = rows[14 + CLASSES :]
    edges[: len(_EDGES)] = first == _EDGES[:, None]
    edges[len(_EDGES) :] = last == _EDGES[:, None]
    return weight, ends


_LINE_NAMES = (
    *("words", "characters", "sentences", "words a sentence", "many words", "ends as sentence"),
    *("clock", "numeric date"),
    *("word length", "short words", "capitalised", "capitals", "numbers", "year"),
    *(f"share {name}" for name in CLASS_NAMES),
    *(f"{end} {CLASS_NAMES[kind]}" for end in ("first", "last") for kind in _EDGES),
)


def _word_rows(page: _Read, words: Integers, rows: Floats) -> None:
    """What the words of each line are like, of which there are ``words``."""
    word_class, length = page.classes[page.word_first], page.word_last - page.word_first + 1
    upper, digits = word_class == UPPER, word_class == DIGIT
    initial = page.characters.codes[page.word_first]
    sums = np.zeros((6, len(length) + 1), np.int32)
    each = sums[:, 1:]
    np.minimum(length, 25, out=each[0], casting="unsafe")
    each[1] = length <= 3
    each[2] = upper
    second = np.minimum(page.word_first + 1, page.word_last)
    each[3] = upper & (length > 1) & (page.classes[second] == UPPER)
    each[4] = digits
    each[5] = digits & (length == 4) & ((initial == ord("1")) | (initial == ord("2")))
    np.cumsum(each, axis=1, out=each)
    bounds = sums[:, page.word_starts]
    np.divide(bounds[:, 1:] - bounds[:, :-1], words, out=rows)
    rows[0] /= 5
    rows[5] = rows[5] > 0


def _away_from(line: int, lines: int) -> Floats:
    """How far each line stands from one of them: signed, logarithmic."""
    return _SIGNED_LOG[MAX_LINES - line : MAX_LINES - line + lines]


def heaviest_run(values: NDArray[Any]) -> tuple[int, int]:
    """The first and last index of the run whose sum is greatest: what outweighs its surroundings."""
    sums = np.cumsum(values, dtype=np.float64)
    before = np.empty_like(sums)
    before[0], before[1:] = 0, sums[:-1]
    last = int(np.argmax(sums - np.minimum.accumulate(before)))
    return int(np.argmin(before[: last + 1])), last


def relative_to_run(first: int, last: int, rows: Floats) -> None:
    """How far each line stands from the start of a run and from its end, and whether it is in it."""
    n = rows.shape[1]
    rows[0], rows[1] = _away_from(first, n), _away_from(last, n)
    rows[2], rows[2, first : last + 1] = 0, 1


def _place_rows(weight: Floats, ends: NDArray[np.bool_], rows: Floats) -> _Places:
    """Where a line stands: on the page, and relative to the blocks that outweigh the rest."""
    n = len(weight)
    dense = np.minimum(weight, HEAVIEST)
    is_prose = (weight >= 9) & ends
    prose = dense * is_prose
    total, prose_total = max(float(weight.sum()), 1.0), max(float(prose.sum()), 1.0)
    after = _away_from(0, n)
    rows[0] = np.arange(n) / n
    rows[1], rows[2] = after, after[::-1]
    np.divide(np.cumsum(weight, dtype=np.float64), total, out=rows[3], casting="same_kind")
    np.divide(np.cumsum(prose, dtype=np.float64), prose_total, out=rows[4], casting="same_kind")
    rows[5], rows[6] = np.log1p(total) / 4, np.log1p(prose_total) / 4
    block = (0, 0)
    for number, values in enumerate((dense - 6, dense - 12, prose - 9, prose - 20)):
        first, last = heaviest_run(values)
        relative_to_run(first, last, rows[7 + 4 * number : 10 + 4 * number])
        rows[10 + 4 * number] = dense[first : last + 1].sum() / total
        if number == _PROSE_RUN:
            block = first, last
    in_block = np.zeros(n, dtype=bool)
    in_block[block[0] : block[1] + 1] = True
    return _Places(dense, is_prose, in_block)


_PROSE_RUN = 2
_PLACE_NAMES = (
    *("place", "lines before", "lines after", "words before", "prose before", "page words", "page prose"),
    *(
        name
        for run in ("loose", "middle", "prose", "strict")
        for name in (f"from {run} start", f"from {run} end", f"in {run} block", f"{run} block share")
    ),
)


def _repetition_rows(page: _Read, lines: list[str], rows: Floats) -> None:
    """What of a line stands elsewhere on the page too: the line itself, and its pairs of words."""
    n = len(lines)
    seen = Counter(lines)
    rows[0] = np.log(np.fromiter(map(seen.__getitem__, lines), dtype=np.float32, count=n))
    hashes = page.word_hash
    pairs = hashes[:-1] * np.uint32(0x9E3779B1) + hashes[1:]
    pairs = (pairs ^ (pairs >> np.uint32(15))) & np.uint32(BUCKETS - 1)
    pairs = pairs[page.word_line[1:] == page.word_line[:-1]].astype(np.int64)
    order = np.arange(len(pairs), dtype=np.int32)
    first, last = np.empty(BUCKETS, np.int32), np.empty(BUCKETS, np.int32)
    first[pairs[::-1]] = order[::-1]  # where an index comes twice, the later assignment stays
    last[pairs] = order
    first_seen = first[pairs]
    number = np.maximum(np.diff(page.word_starts) - 1, 0)
    starts = np.concatenate(([0], np.cumsum(number)))
    sums = np.zeros((2, len(pairs) + 1), np.int32)
    np.cumsum(first_seen < last[pairs], out=sums[0, 1:])
    np.cumsum(first_seen < order, out=sums[1, 1:])
    bounds = sums[:, starts]
    np.divide(bounds[:, 1:] - bounds[:, :-1], np.maximum(number, 1), out=rows[1:3])


_REPETITION_NAMES = ("same lines", "pairs elsewhere", "pairs seen earlier")


def _topics(page: _Read) -> tuple[Integers, Integers]:
    """The longer words of the page, as numbers, and the line of each."""
    long = np.flatnonzero(page.word_last - page.word_first >= 3)
    key = ((page.word_hash[long] >> np.uint32(13)) & np.uint32(BUCKETS - 1)).astype(np.int64)
    return key, page.word_line[long]


def topic_rows(
    topics: Integers, lines: Integers, share: Floats, number: Integers, least: float, rows: Floats
) -> None:
    """How far each line speaks of what the rest of a part of the page speaks of.

    ``topics`` and ``lines`` are those of the page's words; ``share`` says how far each line belongs to the
    part, ``number`` how many of the words it has. A word is shared from ``least`` other uses on.
    """
    n = len(share)
    own = share[lines]
    others = np.bincount(topics, weights=own, minlength=1)[topics] - own
    total = np.maximum(number, 1)
    np.maximum(others, 0, out=others)
    rows[0] = np.bincount(lines, weights=np.log1p(others), minlength=n) / total
    rows[1] = np.bincount(lines[others > least], minlength=n) / total


_TOPIC_NAMES = ("topic of prose", "words of prose", "topic of block", "words of block")


def _form_rows(forms: Integers, rows: Floats) -> None:
    """What phrases of many languages say of a line (:func:`.facts.line_facts`), and of those near it."""
    n, index = len(forms), np.arange(len(forms))
    rows[: len(_FORMS)] = forms == _FORM_KINDS[:, None]
    flags = forms == _HEADINGS[:, None]
    # How near the last heading above is, and the next one below: 1 at the line itself, fading away.
    near = rows[len(_FORMS) : len(_FORMS) + 4].reshape(2, 2, n)
    near[0] = np.maximum.accumulate(np.where(flags, index, -MAX_LINES), axis=1) - index
    below = np.minimum.accumulate(np.where(flags, index, 2 * MAX_LINES)[:, ::-1], axis=1)[:, ::-1]
    near[1] = index - below
    near /= _FADE
    np.exp(near, out=near)
    np.minimum(np.cumsum(flags, axis=1), 3, out=rows[len(_FORMS) + 4 :], casting="unsafe")


_FORM_NAMES = (
    *(f"form {name}" for name in _FORMS),
    *("after others", "after comments", "before others", "before comments", "others above", "comments above"),
)


def _rhythm_rows(page: _Read, weight: Floats, ends: NDArray[np.bool_], forms: Integers, rows: Floats) -> None:
    """Whether lines of one shape come back every so many lines, as in lists of teasers or comments."""
    n, reach = len(weight), _RHYTHM_REACH
    shape = np.searchsorted(_SHAPE_WORDS, weight) * 2 + ends
    shape = (shape * CLASSES + page.classes[page.characters.starts]) * (len(_FORMS) + 1) + forms
    alike = np.zeros((len(_PERIODS), n + 2 * reach + 1), np.float32)
    for row, period in zip(alike, _PERIODS, strict=True):
        row[reach + 1 + period : reach + 1 + n] = shape[period:] == shape[:-period]
    sums = np.cumsum(alike, axis=1)
    around = (sums[:, 2 * reach + 1 :] - sums[:, : -2 * reach - 1]) / (2 * reach + 1)
    rows[0] = around[0]
    around[1:].max(axis=0, out=rows[1])


_RHYTHM_NAMES = ("monotony", "rhythm")


def _window_rows(signals: Floats, rows: Floats) -> None:
    """The mean of each line's signals and those of its neighbours; outside the page they count as zero."""
    kinds, n = signals.shape
    widest = _REACHES[-1]
    sums = np.zeros((kinds, n + 2 * widest + 1), np.float32)
    np.cumsum(signals, axis=1, out=sums[:, widest + 1 : widest + 1 + n])
    sums[:, widest + 1 + n :] = sums[:, widest + n, None]
    for number, reach in enumerate(_REACHES):
        upper = sums[:, widest + 1 + reach : widest + 1 + reach + n]
        part = rows[number * kinds : (number + 1) * kinds]
        np.subtract(upper, sums[:, widest - reach : widest - reach + n], out=part)
        part /= 2 * reach + 1


_REACHES = (1, 3, 8, 20)
_WINDOW_NAMES = tuple(
    f"{signal} {reach}" for reach in _REACHES for signal in ("density", "prose", "dates", "same lines")
)

_PARTS = (
    *(_LINE_NAMES, _PLACE_NAMES, _REPETITION_NAMES, _TOPIC_NAMES, _FORM_NAMES, _RHYTHM_NAMES),
    _WINDOW_NAMES,
)
DENSE_NAMES = tuple(name for part in _PARTS for name in part)
"""What each column of ``PageFeatures.dense`` is."""
_BOUNDS = tuple(accumulate(map(len, _PARTS)))
_WORDS, _ENDS = DENSE_NAMES.index("words"), DENSE_NAMES.index("ends as sentence")


def page_features(texts: Sequence[str], forms: Sequence[str] = ()) -> PageFeatures:
    """The features of every line of a page that is not blank.

    ``texts`` are the lines in order, each without its line break; ``forms`` are those of their
    :class:`.facts.Facts`, where they are known. A page without text gives empty arrays.
    Raises ValueError for more than ``MAX_LINES`` lines that are not blank.
    """
    stripped = [text[:MAX_LINE_CHARACTERS].strip() for text in texts]
    lines = [text for text in stripped if text]
    if len(lines) > MAX_LINES:
        raise ValueError(f"a page of {len(lines)} lines: cut it into pieces of at most {MAX_LINES}")
    rows = np.fromiter((i for i, text in enumerate(stripped) if text), dtype=np.int64, count=len(lines))
    if not lines:
        empty, nothing = np.zeros(0, np.int64), np.zeros((0, len(DENSE_NAMES)), np.float32)
        return PageFeatures(nothing, empty, np.zeros(1, np.int64), rows, nothing[:, 0], empty, empty, empty)
    known = np.zeros(len(lines), np.int64)
    if forms:
        known[:] = [_FORM_NUMBERS.get(forms[row], 0) for row in rows.tolist()]
    if any("\n" in text for text in lines):
        lines = [text.replace("\n", " ") for text in lines]
    page = _read(lines)
    topics, topic_lines = _topics(page)
    number = np.bincount(topic_lines, minlength=len(lines))
    dense = np.empty((len(DENSE_NAMES), len(lines)), dtype=np.float32)
    line, place, repetition, topic, form, rhythm, window = np.split(dense, _BOUNDS[:-1])
    weight, ends = _line_rows(page, line)
    places = _place_rows(weight, ends, place)
    _repetition_rows(page, lines, repetition)
    for part, member in ((topic[:2], places.is_prose), (topic[2:], places.in_block)):
        topic_rows(topics, topic_lines, member.astype(np.float32), number, 0, part)
    _form_rows(known, form)
    _rhythm_rows(page, weight, ends, known, rhythm)
    signals = np.stack([places.dense / 10, places.is_prose, known == _FORM_NUMBERS["date"], repetition[0]])
    _window_rows(signals, window)
    words = page.word_hash.astype(np.int64)
    return PageFeatures(dense.T, words, page.word_starts, rows, places.dense, topics, topic_lines, number)


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
_MOST_HINT_WORDS, _MOST_NAMES, _LONGEST_NAME = 28, 12, 60


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
def _words_of_name(name: str) -> tuple[str, ...]:
    """``mainNavigation-burger2`` -> ``burger``, ``navigation``, ``main``: the last is the most telling."""
    return tuple(word.lower() for word in reversed(_HINT_WORD.findall(name)))


@lru_cache(maxsize=4096)
def _words_of_path(path: str) -> tuple[str, ...]:
    return tuple(f"<{name}>" for name in path.split())


@lru_cache(maxsize=4096)
def _hint_words(tag: str, path: str, attributes: str) -> list[str]:
    """The words that the model may know of an element and those above it, the nearest first."""
    names = reversed(attributes.split()[-_MOST_NAMES:])
    near = [word for name in names for word in _words_of_name(name[:_LONGEST_NAME])]
    words = dict.fromkeys((f"<{tag}", *_words_of_path(path), *(f"#{word}" for word in near[:3]), *near))
    return list(islice(words, _MOST_HINT_WORDS))


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
