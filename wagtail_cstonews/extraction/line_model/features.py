"""The line model's features of a page's text: numbers for every line, and hashes of its words.

Training and inference share this module. A change that alters any number needs a newly trained model and a
new ``FEATURES_VERSION``.

>>> page = page_features(["Lock closed", "", "Ships have to wait until Monday, said the river authority."])
>>> page.rows.tolist(), page.dense.shape == (2, len(DENSE_NAMES))
([0, 2], True)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np

from .arrays import Booleans, Bytes, Floats, Integers
from .characters import (
    BAR,
    BRACKET,
    CLASS_NAMES,
    CLASSES,
    COLON,
    DASH,
    DIGIT,
    EDGES,
    IDEOGRAPHIC_STOP,
    QUOTE,
    SPACE,
    STOP,
    UPPER,
    WIDE,
    ReadPage,
    read_page,
)
from .segments import MAX_LINES, away_from, heaviest_run, relative_to_run

FEATURES_VERSION = 2
"""A model file names the version that it was trained with; other versions are refused."""
MAX_LINE_CHARACTERS = 4000
"""The rest of a longer line is ignored: few paragraphs are longer, and the time for a page stays bounded."""
BUCKETS = 1 << 14
"""Buckets for the hashes of words and word pairs: more than a page has of either, so collisions are rare."""
HEAVIEST = 60.0
"""Words of a line that count: one long paragraph must not outweigh a page."""
PROSE_WORDS = 9
"""The fewest words of a line of prose, which must also end like a sentence."""
_FORMS = ("chrome", "date", "others", "comments", "caption", "byline", "back")
"""Forms recognised by the phrases of :mod:`.boilerplate`; the others are too rare to learn from."""
_FORM_NUMBERS = {form: number for number, form in enumerate(_FORMS, 1)}
_FORM_KINDS = np.arange(1, len(_FORMS) + 1)
_HEADINGS = np.array([_FORM_NUMBERS["others"], _FORM_NUMBERS["comments"]])
"""Forms that are headings: the lines below one differ from those above."""
_FADE = 8.0
"""Decay, in lines: at this distance, the influence of a heading has fallen to about a third (1/e)."""
_PERIODS = (1, 2, 3, 4, 5, 6)
"""Periods, in lines, at which the shape of a line may recur."""
_RHYTHM_REACH = 6
"""Lines on either side within which recurrences are counted."""
_SHAPE_WORDS = np.array([1.5, 3.5, 8.5, 20.5], np.float32)
"""Bounds of the buckets of word counts: two lines of one bucket have the same shape."""
_PROSE_RUN = 2
"""Which of the runs in :func:`_place_rows` is the block that topics are compared with."""
_REACHES = (1, 3, 8, 20)
"""Lines on either side over which signals are averaged."""

_LINE_NAMES = (
    *("words", "characters", "sentences", "words a sentence", "many words", "ends as sentence"),
    *("clock", "numeric date"),
    *("word length", "short words", "capitalised", "capitals", "numbers", "year"),
    *(f"share {name}" for name in CLASS_NAMES),
    *(f"{end} {CLASS_NAMES[kind]}" for end in ("first", "last") for kind in EDGES),
)
_PLACE_NAMES = (
    *("place", "lines before", "lines after", "words before", "prose before", "page words", "page prose"),
    *(
        name
        for run in ("loose", "middle", "prose", "strict")
        for name in (f"from {run} start", f"from {run} end", f"in {run} block", f"{run} block share")
    ),
)
_REPETITION_NAMES = ("same lines", "pairs elsewhere", "pairs seen earlier")
_TOPIC_NAMES = ("topic of prose", "words of prose", "topic of block", "words of block")
_FORM_NAMES = (
    *(f"form {name}" for name in _FORMS),
    *("after others", "after comments", "before others", "before comments", "others above", "comments above"),
)
_RHYTHM_NAMES = ("monotony", "rhythm")
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
WORDS, ENDS = DENSE_NAMES.index("words"), DENSE_NAMES.index("ends as sentence")
"""Columns that :mod:`.markup_features` uses as well."""


@dataclass(slots=True)
class PageFeatures:
    """A page's features, without its blank lines; ``rows`` are the indices of the others."""

    dense: Floats
    """One row per line, one column per feature."""
    words: Integers
    """Hashes (32 bits) of the words, line after line; digits count as one digit, case is dropped."""
    word_starts: Integers
    """Where each line's words begin in ``words``; one more at the end."""
    rows: Integers
    """The index of each line in the list that was given."""
    weight: Floats
    """How many words each line has, ``HEAVIEST`` at most; without spaces two characters count as one."""
    topics: Integers
    """The longer words of the page, each as a bucket number below ``BUCKETS``."""
    topic_lines: Integers
    """The line of each of ``topics``."""
    topic_number: Integers
    """How many of ``topics`` each line has."""


@dataclass(slots=True)
class _Places:
    dense: Floats
    """The words of each line, ``HEAVIEST`` at most."""
    is_prose: Booleans
    in_block: Booleans


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
    page = read_page(lines)
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


# --------------------------------------------------------------------------- what each part is made of


def _closes(classes: Bytes) -> Booleans:
    """Whether a character may stand between a sentence's stop and the space after it."""
    found: Booleans = (classes == QUOTE) | (classes == BRACKET)
    return found


def _line_rows(page: ReadPage, rows: Floats) -> tuple[Floats, Booleans]:
    """Write the features of each line by itself. Returns word counts, and which lines end like a sentence."""
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
    stops = stops[spaced | (text.codes[stops] == IDEOGRAPHIC_STOP)]
    sentences = np.bincount(text.lines_at(stops), minlength=n)
    logarithms = np.log1p(np.stack([weight, lengths, sentences, weight / np.maximum(sentences, 1)]))
    rows[:4] = logarithms
    rows[1] /= 2
    rows[4] = np.minimum(weight / 40, 3)
    rows[5] = ends
    digits = np.flatnonzero(classes == DIGIT)
    # A character between two digits: the middle one of three.
    between = digits[:-1][digits[1:] - digits[:-1] == 2] + 1
    kind, place = classes[between], text.lines_at(between)
    clock, date = kind == COLON, (kind == STOP) | (kind == DASH) | (kind == BAR)
    rows[6] = np.bincount(place[clock], minlength=n) > 0
    rows[7] = np.bincount(place[date], minlength=n) > 0
    _word_rows(page, np.maximum(words, 1), rows[8:14])
    np.divide(counts.T, lengths, out=rows[14 : 14 + CLASSES])
    edges = rows[14 + CLASSES :]
    edges[: len(EDGES)] = first == EDGES[:, None]
    edges[len(EDGES) :] = last == EDGES[:, None]
    return weight, ends


def _word_rows(page: ReadPage, words: Integers, rows: Floats) -> None:
    """Write the features of each line's words; ``words`` are the word counts."""
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


def _place_rows(weight: Floats, ends: Booleans, rows: Floats) -> _Places:
    """Where a line stands: on the page, and relative to the blocks that outweigh the rest."""
    n = len(weight)
    dense = np.minimum(weight, HEAVIEST)
    is_prose = (weight >= PROSE_WORDS) & ends
    prose = dense * is_prose
    total, prose_total = max(float(weight.sum()), 1.0), max(float(prose.sum()), 1.0)
    after = away_from(0, n)
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


def _repetition_rows(page: ReadPage, lines: list[str], rows: Floats) -> None:
    """Write the features of repetition: whether the line, or its word pairs, occur elsewhere on the page."""
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


def _topics(page: ReadPage) -> tuple[Integers, Integers]:
    """The longer words of the page, as numbers, and the line of each."""
    long = np.flatnonzero(page.word_last - page.word_first >= 3)
    key = ((page.word_hash[long] >> np.uint32(13)) & np.uint32(BUCKETS - 1)).astype(np.int64)
    return key, page.word_line[long]


def topic_rows(
    topics: Integers, lines: Integers, share: Floats, number: Integers, least: float, rows: Floats
) -> None:
    """How much the topics of each line are those of the rest of a part of the page.

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


def _form_rows(forms: Integers, rows: Floats) -> None:
    """Features of the forms (:func:`.facts.line_facts`) of the line and of those near it."""
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


def _rhythm_rows(page: ReadPage, weight: Floats, ends: Booleans, forms: Integers, rows: Floats) -> None:
    """Periodicity: whether lines of one shape recur at a fixed distance, as in lists of teasers."""
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


def _window_rows(signals: Floats, rows: Floats) -> None:
    """Moving averages of the signals; outside the page they count as zero."""
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
