"""The trained model that tells an article's lines from the rest of the page.

A small convolutional network over the lines of a page (their features, and the words that many sites
share), read from one ``.npz`` file and run in numpy: no training framework, nothing that could execute
code when it is loaded. ``benchmarks/train_labeller.py`` trains it; ``docs/explanation/labeller.md`` says
what it learnt from and what it scores.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ..article.line import Hints, Line
from ..languages.boilerplate import LONGEST_FORM
from ..lines.facts import line_facts
from ..ml.weights import TRAINED
from .features import (
    DENSE_NAMES,
    FEATURES_VERSION,
    HINT_NAMES,
    MAX_LINES,
    Floats,
    HintFeatures,
    Integers,
    PageFeatures,
    heaviest_run,
    hint_features,
    page_features,
    relative_to_run,
    topic_rows,
)

MODEL_PATH = TRAINED / "lines-text.npz"
"""For bare text."""
HTML_MODEL_PATH = TRAINED / "lines-html.npz"
"""For lines with hints of their mark-up."""
FORMAT = 2
SECOND_LOOK = (
    *("likely", "logit", "body before", "body after", "near above", "near below", "far above", "far below"),
    *("from start", "from end", "in stretch", "topic", "words"),
)
"""What each column of ``second_look`` is."""
REACHES = (5, 20)
"""Lines that are near, and those that are far."""
WORTH = 0.4
"""Lines likelier than this add to the stretch that is taken for the body, others take from it."""
_CLIP = 6.0
_EPSILON = 1e-5
_LOOKUP_BITS = 18
_HINT_SCALE = 3.0
_MOST_PRODUCTS = 1 << 18
"""Up to so many products OpenBLAS multiplies matrices in one thread. Beyond, its threads wait for each other
longer than they work: a page of 250 lines took twenty times the CPU time."""
_MOST_GATHERED = 400


class ModelError(Exception):
    """A model file that cannot be used; the message says which one and what to do."""


@dataclass(slots=True)
class LineScores:
    """What the model thinks of each line that it was given, in the same order. Blank lines score 0."""

    body: Floats
    """How likely the line belongs to the article's body (its lead and headings too), 0..1."""
    title: Floats
    """How likely the line is the article's title; over the page these add up to 1."""
    threshold: float
    """Lines whose ``body`` lies above it are best kept."""

    def mask(self) -> list[bool]:
        """Which lines to keep."""
        kept: list[bool] = (self.body > self.threshold).tolist()
        return kept


class _Block:
    """A residual step: each line takes in lines at a fixed distance on either side.

    Here and below the axes of a state are those of the members, which are computed at once, of their units,
    and of the lines: long rows are what numpy is quick with.
    """

    def __init__(self, weights: dict[str, Floats], dilation: int) -> None:
        self.dilation = dilation
        self.taps = weights["taps"][..., None]
        self.inner = _with_bias(weights["inner"], weights["inner_bias"])
        self.outer = _with_bias(weights["outer"], weights["outer_bias"])

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        members, width, lines = state.shape
        taps = self.taps.shape[1]
        margin = taps // 2 * self.dilation
        padded = np.zeros((members, width, lines + 2 * margin), np.float32)
        _normalised(state, out=padded[..., margin : margin + lines])
        entry = _over_ones(members, width, lines)
        mixed, part = entry[:, :-1], np.empty_like(state)
        np.multiply(padded[..., :lines], self.taps[:, 0], out=mixed)
        for tap in range(1, taps):
            start = tap * self.dilation
            mixed += np.multiply(padded[..., start : start + lines], self.taps[:, tap], out=part)
        hidden = _over_ones(members, self.inner.shape[1], lines)
        _times(self.inner, entry, out=hidden[:, :-1])
        # A row of zeros: numpy takes twice as long to compare with a single one.
        np.maximum(hidden, np.zeros(lines, np.float32), out=hidden)
        state += _times(self.outer, hidden)


class _GlobalAttention:
    """A step in which each line learns what the page as a whole is like, and how like it the line is."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.attention, self.likeness = _turned(weights["attention"]), _turned(weights["likeness"])
        self.values, self.keys = weights["values"], weights["keys"]
        self.shared, self.shared_bias = weights["shared"], weights["shared_bias"]

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        lines = _normalised(state)
        weights = _times(self.attention, lines)
        weights -= weights.max(axis=2, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=2, keepdims=True)
        # One row a head: what the head gathers from the page.
        pieces = [
            weights[..., start : start + _MOST_GATHERED]
            @ lines[..., start : start + _MOST_GATHERED].swapaxes(1, 2)
            for start in range(0, lines.shape[2], _MOST_GATHERED)
        ]
        gathered = np.matmul(np.sum(pieces, axis=0)[:, :, None, :], self.values)[:, :, 0]
        told = np.matmul(gathered.reshape(len(state), 1, -1), self.shared)[:, 0] + self.shared_bias
        probes = np.matmul(self.keys, gathered[..., None])[..., 0]
        state += _times(np.matmul(self.likeness, probes), lines)
        state += told[..., None]


class _Reread:
    """The second look at the page: what the lines are like, given what a first look takes for the body."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.first, self.first_bias = _turned(weights["first"]), weights["first_bias"]
        self.told = _with_bias(weights["told"], weights["told_bias"])

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        logits = np.matmul(self.first, _normalised(state))[:, 0] + self.first_bias
        columns = _over_ones(len(state), len(SECOND_LOOK), state.shape[2])
        for look, each in zip(columns, logits, strict=True):
            look[:-1] = second_look(each, page).T
        state += _times(self.told, columns)


def second_look(logits: Floats, page: PageFeatures) -> Floats:
    """What a first guess at the body says of each line: where it stands in the body, and in its densest
    stretch, how much of the lines near it is body, and how far it speaks of what the body speaks of.

    One column for each of ``SECOND_LOOK``.
    """
    n = len(logits)
    likely = _likelihood(logits)
    columns = np.empty((len(SECOND_LOOK), n), np.float32)
    columns[0] = likely
    columns[1] = np.clip(logits / 4, -2, 2)
    own = likely * page.weight
    before = np.cumsum(own)
    total = before[-1] + 1
    columns[2] = before / total
    columns[3] = (before[-1] - before + own) / total
    widest = REACHES[-1]
    sums = np.zeros(n + 2 * widest + 1, np.float32)
    np.cumsum(likely, out=sums[widest + 1 : widest + 1 + n])
    sums[widest + 1 + n :] = sums[widest + n]
    above, upto = sums[widest : widest + n], sums[widest + 1 : widest + 1 + n]
    for row, reach in zip((4, 6), REACHES, strict=True):
        columns[row] = (above - sums[widest - reach : widest - reach + n]) / reach
        columns[row + 1] = (sums[widest + 1 + reach : widest + 1 + reach + n] - upto) / reach
    relative_to_run(*heaviest_run((likely - WORTH) * page.weight), columns[8:11])
    topic_rows(page.topics, page.topic_lines, likely, page.topic_number, 0.5, columns[11:13])
    return columns.T


def _likelihood(logits: Floats) -> Floats:
    one = np.float32(1)
    return one / (one + np.exp(-logits))


@dataclass(slots=True)
class _Marks:
    """The words of each kind of place on the page, as numbers, and the kind of each line."""

    words: Integers
    starts: Integers
    kind: Integers

    @classmethod
    def of(cls, features: HintFeatures, numbers: dict[str, int]) -> _Marks:
        words = [numbers.get(word, 0) for kind in features.words for word in kind]
        starts = np.cumsum([0, *map(len, features.words)])[:-1]
        return cls(np.array(words, dtype=np.int64), starts, features.kind)


def _turned(weights: Floats) -> Floats:
    """The matrices of the members, which training keeps for rows of lines, for columns of them."""
    return np.ascontiguousarray(weights.swapaxes(1, 2))


def _with_bias(weights: Floats, bias: Floats) -> Floats:
    """The matrices with their bias as one more column: it meets the row of :func:`_over_ones`."""
    return np.concatenate([_turned(weights), bias[..., None]], axis=2)


def _over_ones(members: int, units: int, lines: int) -> Floats:
    """Room for what is to be multiplied by matrices :func:`_with_bias`."""
    room = np.empty((members, units + 1, lines), np.float32)
    room[:, -1] = 1
    return room


def _times(weights: Floats, columns: Floats, out: Floats | None = None) -> Floats:
    """The product of matrices, in pieces of columns that are too small to be shared among threads."""
    members, rows, inner = weights.shape
    lines = columns.shape[2]
    product = np.empty((members, rows, lines), np.float32) if out is None else out
    size = max(1, _MOST_PRODUCTS // (inner * rows))
    for start in range(0, lines, size):
        np.matmul(weights, columns[..., start : start + size], out=product[..., start : start + size])
    return product


def _normalised(state: Floats, out: Floats | None = None) -> Floats:
    """Each line scaled to a mean square of one."""
    scale = np.einsum("mdn,mdn->mn", state, state)
    scale /= state.shape[1]
    scale += _EPSILON
    np.sqrt(scale, out=scale)
    np.reciprocal(scale, out=scale)
    return np.multiply(state, scale[:, None], out=out)


class _Network:
    """The members of the ensemble, computed side by side."""

    def __init__(self, weights: dict[str, Floats], dilations: Sequence[int]) -> None:
        self.mean, self.scale = weights["mean"][0, :, None], 1 / weights["std"][0, :, None]
        self.members, _, self.size = weights["bag"].shape
        # The members' word vectors stand beside each other in one row a word.
        self.bag, self.edges = _side_by_side(weights["bag"]), _side_by_side(weights["edges"])
        self.hints = _side_by_side(weights["hints"]) if "hints" in weights else None
        features = len(self.mean)
        self.enter = _with_bias(weights["enter"][:, :features], weights["enter_bias"])
        self.enter_words = _turned(weights["enter"][:, features:])
        self.leave = _with_bias(weights["leave"], weights["leave_bias"])
        self.steps: list[_Block | _GlobalAttention | _Reread] = []
        for number, dilation in enumerate(dilations):
            self.steps.append(_Block(_named(weights, f"block{number}_"), dilation))
            if overview := _named(weights, f"overview{number}_"):
                self.steps.append(_GlobalAttention(overview))
            if reread := _named(weights, f"reread{number}_"):
                self.steps.append(_Reread(reread))

    def _enter(self, dense: Floats, words: Integers, page: PageFeatures, marks: _Marks | None) -> Floats:
        features, lines = dense.shape
        entry = _over_ones(1, features, lines)
        scaled = entry[0, :-1]
        np.subtract(dense, self.mean, out=scaled)
        scaled *= self.scale
        np.clip(scaled, -_CLIP, _CLIP, out=scaled)
        state = _times(self.enter, entry)
        known = np.zeros((self.members, self.enter_words.shape[2], lines), np.float32)
        starts, ends = page.word_starts[:-1], page.word_starts[1:]
        worded = np.flatnonzero(ends > starts)
        if len(worded):
            first, last = starts[worded], ends[worded] - 1
            second = np.minimum(first + 1, last)
            bag = np.add.reduceat(_columns(self.bag, words), first, axis=1)
            bag /= np.maximum(np.add.reduceat(words > 0, first, dtype=np.float32), 1)
            vectors = [bag, *(_columns(self.edges, words[place]) for place in (first, second, last))]
            told = np.concatenate([self._apart(each) for each in vectors], axis=1)
            if len(worded) < lines:
                known[:, : 4 * self.size, worded] = told
            else:
                known[:, : 4 * self.size] = told
        if marks and self.hints is not None:
            told = np.add.reduceat(_columns(self.hints, marks.words), marks.starts, axis=1)
            known[:, 4 * self.size :] = self._apart(told.take(marks.kind, axis=1) / _HINT_SCALE)
        state += _times(self.enter_words, known)
        return state

    def _apart(self, vectors: Floats) -> Floats:
        """The columns of vectors that :func:`_side_by_side` put together, of each member."""
        return vectors.reshape(self.members, -1, vectors.shape[1])

    def __call__(self, dense: Floats, words: Integers, page: PageFeatures, marks: _Marks | None) -> Floats:
        """The members' logits, two rows each: body and title.

        ``dense`` has one column a line, ``words`` are numbers in the vocabulary.
        """
        state = self._enter(dense, words, page, marks)
        for step in self.steps:
            step(state, page)
        members, width, lines = state.shape
        last = _over_ones(members, width, lines)
        _normalised(state, out=last[:, :-1])
        return _times(self.leave, last)


def _side_by_side(tables: Floats) -> Floats:
    members, rows, size = tables.shape
    return np.ascontiguousarray(tables.swapaxes(0, 1).reshape(rows, members * size))


def _columns(table: Floats, words: Integers) -> Floats:
    """The rows of some words in a table, as columns."""
    return np.ascontiguousarray(table.take(words, axis=0).T)


def _named(weights: dict[str, Floats], prefix: str) -> dict[str, Floats]:
    return {name.removeprefix(prefix): array for name, array in weights.items() if name.startswith(prefix)}


class LineModel:
    """A trained model in memory. It holds no state of a page: threads may share it."""

    def __init__(self, meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
        self.meta = meta
        self.threshold = float(meta["threshold"])
        vocabulary = arrays["vocabulary"].astype(np.int64)
        self._known = np.concatenate(([-1], vocabulary))
        self._lookup = np.zeros(1 << _LOOKUP_BITS, dtype=np.int64)
        self._lookup[vocabulary >> (32 - _LOOKUP_BITS)] = np.arange(1, len(vocabulary) + 1)
        self.takes_hints = "hint_words" in meta
        self._hint_words = {word: number for number, word in enumerate(meta.get("hint_words", ()), 1)}
        weights = {
            name: np.ascontiguousarray(array, dtype=np.float32)
            for name, array in arrays.items()
            if name != "vocabulary"
        }
        self._network = _Network(weights, meta["dilations"])

    @classmethod
    def load(cls, path: Path = MODEL_PATH) -> LineModel:
        """Read a model file.

        Raises ModelError where it is absent, damaged, or was trained with other features than this version's.
        """
        try:
            with np.load(path, allow_pickle=False) as file:
                arrays = dict(file)
            meta = dict(json.loads(arrays.pop("meta").tobytes()))
        except (OSError, ValueError, TypeError, KeyError, EOFError, BadZipFile) as error:
            raise ModelError(
                f"{path}: no readable line model ({error}). Install the package again."
            ) from error
        if meta.get("format") != FORMAT or meta.get("features_version") != FEATURES_VERSION:
            raise ModelError(
                f"{path}: of format {meta.get('format')}, features {meta.get('features_version')}; needed: "
                f"{FORMAT}, {FEATURES_VERSION}. Train it again: python -m benchmarks.train_labeller"
            )
        names = DENSE_NAMES + HINT_NAMES if "hint_words" in meta else DENSE_NAMES
        if meta.get("features") != list(names):
            raise ModelError(
                f"{path}: trained with other features. Train it again: python -m benchmarks.train_labeller"
            )
        return cls(meta, arrays)

    def _known_words(self, hashes: Integers) -> Integers:
        """The number of each word in the vocabulary, 0 for one that is not in it."""
        index = self._lookup[hashes >> (32 - _LOOKUP_BITS)]
        return np.where(self._known[index] == hashes, index, 0)

    def _page_scores(self, page: PageFeatures, hints: Sequence[Hints | None]) -> tuple[Floats, Floats]:
        words, dense = self._known_words(page.words), page.dense.T
        marks = None
        if self.takes_hints:
            features = hint_features(page, hints)
            dense = np.concatenate([dense, features.dense.T])
            marks = _Marks.of(features, self._hint_words)
        logits = self._network(dense, words, page, marks)
        body: Floats = np.mean(_likelihood(logits[:, 0]), axis=0)
        return body, np.mean(logits[:, 1], axis=0)

    def score_lines(
        self,
        texts: Sequence[str],
        hints: Sequence[Hints | None] | None = None,
        forms: Sequence[str] | None = None,
    ) -> LineScores:
        """Score the lines of one page, given in order and without their line breaks.

        ``hints`` (one for each line) are used by a model that was trained with them. ``forms`` are those of
        the lines' :class:`.facts.Facts`, for who has them already. A page of more than ``MAX_LINES`` lines
        is seen in pieces, each by itself.
        """
        if forms is None:
            forms = forms_of(texts, hints)
        body = np.zeros(len(texts), np.float32)
        title = np.full(len(texts), -np.inf, np.float32)
        given = hints if hints is not None else [None] * len(texts)
        for start in range(0, len(texts), MAX_LINES):
            page = page_features(texts[start : start + MAX_LINES], forms[start : start + MAX_LINES])
            if len(page.rows):
                rows = page.rows + start
                body[rows], title[rows] = self._page_scores(page, given[start : start + MAX_LINES])
        if not np.isfinite(title).any():
            return LineScores(body, np.zeros_like(body), self.threshold)
        title = np.exp(title - np.max(title))
        return LineScores(body, title / title.sum(), self.threshold)


def forms_of(texts: Sequence[str], hints: Sequence[Hints | None] | None = None) -> list[str]:
    """The form of each line, by its text and mark-up alone."""
    given = hints if hints is not None else [None] * len(texts)
    return [
        line_facts(Line(0, text, hints=hint)).form if len(text) <= LONGEST_FORM else ""
        for text, hint in zip(texts, given, strict=True)
    ]


@cache
def default_model(path: Path = MODEL_PATH) -> LineModel:
    """A model that ships with the package, read once in a process."""
    return LineModel.load(path)


def score_lines(
    texts: Sequence[str],
    hints: Sequence[Hints | None] | None = None,
    forms: Sequence[str] | None = None,
) -> LineScores:
    """Score the lines of one page with the models that ship with the package.

    ``hints`` are what the mark-up says of each line, where the page is HTML; a line may lack them.
    ``forms`` are those of the lines' facts, for who has them already.
    """
    if hints is not None and any(hints):
        return default_model(HTML_MODEL_PATH).score_lines(texts, hints, forms)
    return default_model().score_lines(texts, None, forms)
