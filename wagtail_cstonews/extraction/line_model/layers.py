"""The layers of the network in numpy: residual convolution, global attention, auto-context.

Each layer adds to the state of a page's lines. ``benchmarks/train_labeller.py`` has the same layers for
training.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np

from .arrays import Floats, above_ones, rms_normalised, sigmoid, times, transposed, with_bias
from .features import PageFeatures, topic_rows
from .segments import heaviest_run, relative_to_run

CONTEXT_NAMES = (
    *("likely", "logit", "body before", "body after", "near above", "near below", "far above", "far below"),
    *("from start", "from end", "in stretch", "topic", "words"),
)
"""What each column of :func:`context_features` is."""
REACHES = (5, 20)
"""Lines on either side that count as near, and as far."""
WORTH = 0.4
"""Lines with a higher probability add to the stretch taken for the body; others subtract from it."""
_MOST_POOLED = 400
"""Lines pooled at once: a product this small stays in one thread."""


class Layer(Protocol):
    """A step of the network, which changes the state in place."""

    def __call__(self, state: Floats, page: PageFeatures) -> None: ...


class ResidualConvolution:
    """A residual block: each line takes in lines at a fixed distance on either side.

    A dilated convolution (Yu and Koltun 2016), one filter a unit, then two dense layers with a rectifier
    between them.
    """

    def __init__(self, weights: dict[str, Floats], dilation: int) -> None:
        self.dilation = dilation
        self.taps = weights["taps"][..., None]
        self.inner = with_bias(weights["inner"], weights["inner_bias"])
        self.outer = with_bias(weights["outer"], weights["outer_bias"])

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        members, width, lines = state.shape
        taps = self.taps.shape[1]
        margin = taps // 2 * self.dilation
        padded = np.zeros((members, width, lines + 2 * margin), np.float32)
        rms_normalised(state, out=padded[..., margin : margin + lines])
        entry = above_ones(members, width, lines)
        mixed, part = entry[:, :-1], np.empty_like(state)
        np.multiply(padded[..., :lines], self.taps[:, 0], out=mixed)
        for tap in range(1, taps):
            start = tap * self.dilation
            mixed += np.multiply(padded[..., start : start + lines], self.taps[:, tap], out=part)
        hidden = above_ones(members, self.inner.shape[1], lines)
        times(self.inner, entry, out=hidden[:, :-1])
        # A row of zeros: numpy takes twice as long to compare with a single one.
        np.maximum(hidden, np.zeros(lines, np.float32), out=hidden)
        state += times(self.outer, hidden)


class GlobalAttention:
    """Attention pooling over the page: gives every line a summary of the page, and its similarity to it.

    Every head weighs all lines (softmax) and sums them into one vector. These vectors are added to each line,
    together with their similarity to the line.
    """

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.attention, self.likeness = transposed(weights["attention"]), transposed(weights["likeness"])
        self.values, self.keys = weights["values"], weights["keys"]
        self.shared, self.shared_bias = weights["shared"], weights["shared_bias"]

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        lines = rms_normalised(state)
        weights = times(self.attention, lines)
        weights -= weights.max(axis=2, keepdims=True)
        np.exp(weights, out=weights)
        weights /= weights.sum(axis=2, keepdims=True)
        # One row a head: what the head gathers from the page.
        pieces = [
            weights[..., start : start + _MOST_POOLED]
            @ lines[..., start : start + _MOST_POOLED].swapaxes(1, 2)
            for start in range(0, lines.shape[2], _MOST_POOLED)
        ]
        gathered = np.matmul(np.sum(pieces, axis=0)[:, :, None, :], self.values)[:, :, 0]
        told = np.matmul(gathered.reshape(len(state), 1, -1), self.shared)[:, 0] + self.shared_bias
        probes = np.matmul(self.keys, gathered[..., None])[..., 0]
        state += times(np.matmul(self.likeness, probes), lines)
        state += told[..., None]


class AutoContext:
    """Auto-context (Tu and Bai 2010): a first prediction of the body becomes input of the later layers."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self.first, self.first_bias = transposed(weights["first"]), weights["first_bias"]
        self.told = with_bias(weights["told"], weights["told_bias"])

    def __call__(self, state: Floats, page: PageFeatures) -> None:
        logits = np.matmul(self.first, rms_normalised(state))[:, 0] + self.first_bias
        columns = above_ones(len(state), len(CONTEXT_NAMES), state.shape[2])
        for member, each in zip(columns, logits, strict=True):
            member[:-1] = context_features(each, page).T
        state += times(self.told, columns)


def context_features(logits: Floats, page: PageFeatures) -> Floats:
    """The auto-context features of each line, from a first prediction of the body: its place in the body and
    in the densest stretch, the share of body lines nearby, and how far its topics are those of the body.

    One column for each of ``CONTEXT_NAMES``.
    """
    n = len(logits)
    likely = sigmoid(logits)
    columns = np.empty((len(CONTEXT_NAMES), n), np.float32)
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
