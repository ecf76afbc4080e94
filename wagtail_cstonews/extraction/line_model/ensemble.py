"""The networks of an ensemble (Hansen and Salamon 1990), computed side by side.

Each is a small convolutional network over the lines of a page. The input of a line is its dense features and
its word vectors: their mean, and those of the first, second and last word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Floats, Integers, above_ones, rms_normalised, times, transposed, with_bias
from .features import PageFeatures
from .layers import AutoContext, GlobalAttention, Layer, ResidualConvolution
from .markup_features import MarkupFeatures

_CLIP = 6.0
"""Features are clipped to this many standard deviations: unseen pages have more extreme values."""
_MARKUP_SCALE = 3.0
"""Divides the sum of the vectors of an element's words, as in training."""


@dataclass(slots=True)
class MarkupWords:
    """The words of each kind of place on the page, as numbers, and the kind of each line."""

    words: Integers
    starts: Integers
    """Where each kind's words begin in ``words``."""
    kind: Integers

    @classmethod
    def of(cls, features: MarkupFeatures, numbers: dict[str, int]) -> MarkupWords:
        """``numbers`` are those of the words that the model knows; 0 stands for all others."""
        words = [numbers.get(word, 0) for kind in features.words for word in kind]
        starts = np.cumsum([0, *map(len, features.words)])[:-1]
        return cls(np.array(words, dtype=np.int64), starts, features.kind)


class Ensemble:
    """The members of the ensemble."""

    def __init__(self, weights: dict[str, Floats], dilations: Sequence[int]) -> None:
        self.mean, self.scale = weights["mean"][0, :, None], 1 / weights["std"][0, :, None]
        self.members, _, self.size = weights["bag"].shape
        # The members' word vectors stand beside each other in one row a word.
        self.bag, self.edges = _side_by_side(weights["bag"]), _side_by_side(weights["edges"])
        self.markup = _side_by_side(weights["hints"]) if "hints" in weights else None
        features = len(self.mean)
        self.enter = with_bias(weights["enter"][:, :features], weights["enter_bias"])
        self.enter_words = transposed(weights["enter"][:, features:])
        self.leave = with_bias(weights["leave"], weights["leave_bias"])
        self.layers: list[Layer] = []
        for number, dilation in enumerate(dilations):
            self.layers.append(ResidualConvolution(_named(weights, f"block{number}_"), dilation))
            if attention := _named(weights, f"overview{number}_"):
                self.layers.append(GlobalAttention(attention))
            if context := _named(weights, f"reread{number}_"):
                self.layers.append(AutoContext(context))

    def __call__(
        self, dense: Floats, words: Integers, page: PageFeatures, markup: MarkupWords | None
    ) -> Floats:
        """The members' logits, two rows each: body and title.

        ``dense`` has one column a line, ``words`` are numbers in the vocabulary.
        """
        state = self._enter(dense, words, page, markup)
        for layer in self.layers:
            layer(state, page)
        members, width, lines = state.shape
        last = above_ones(members, width, lines)
        rms_normalised(state, out=last[:, :-1])
        return times(self.leave, last)

    def _enter(
        self, dense: Floats, words: Integers, page: PageFeatures, markup: MarkupWords | None
    ) -> Floats:
        """The input layer: features and word vectors, projected to the members' units."""
        features, lines = dense.shape
        entry = above_ones(1, features, lines)
        scaled = entry[0, :-1]
        np.subtract(dense, self.mean, out=scaled)
        scaled *= self.scale
        np.clip(scaled, -_CLIP, _CLIP, out=scaled)
        state = times(self.enter, entry)
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
        if markup and self.markup is not None:
            told = np.add.reduceat(_columns(self.markup, markup.words), markup.starts, axis=1)
            known[:, 4 * self.size :] = self._apart(told.take(markup.kind, axis=1) / _MARKUP_SCALE)
        state += times(self.enter_words, known)
        return state

    def _apart(self, vectors: Floats) -> Floats:
        """The columns of vectors that :func:`_side_by_side` put together, of each member."""
        return vectors.reshape(self.members, -1, vectors.shape[1])


def _side_by_side(tables: Floats) -> Floats:
    members, rows, size = tables.shape
    return np.ascontiguousarray(tables.swapaxes(0, 1).reshape(rows, members * size))


def _columns(table: Floats, words: Integers) -> Floats:
    """The rows of some words in a table, as columns."""
    return np.ascontiguousarray(table.take(words, axis=0).T)


def _named(weights: dict[str, Floats], prefix: str) -> dict[str, Floats]:
    return {name.removeprefix(prefix): array for name, array in weights.items() if name.startswith(prefix)}
