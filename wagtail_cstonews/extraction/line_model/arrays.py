"""Array types, and the matrix products of the network.

The axes of a state are: members of the ensemble (computed together), units, lines. The lines come last
because numpy is fastest with long rows.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Integers = NDArray[np.int64]
Booleans = NDArray[np.bool_]
Bytes = NDArray[np.uint8]
Hashes = NDArray[np.uint32]

_EPSILON = 1e-5
"""Avoids a division by zero for a line of zeros."""
_MOST_PRODUCTS = 1 << 18
"""The most products that OpenBLAS computes in one thread. With more, its threads spend longer waiting than
working: a page of 250 lines took twenty times the CPU time."""


def sigmoid(logits: Floats) -> Floats:
    """The probability of each logit."""
    one = np.float32(1)
    probability: Floats = one / (one + np.exp(-logits))
    return probability


def transposed(weights: Floats) -> Floats:
    """The members' matrices, transposed from training's layout (a row per line) to a column per line."""
    return np.ascontiguousarray(weights.swapaxes(1, 2))


def with_bias(weights: Floats, bias: Floats) -> Floats:
    """The matrices with the bias as an extra column, to meet the row of ones of :func:`above_ones`."""
    return np.concatenate([transposed(weights), bias[..., None]], axis=2)


def above_ones(members: int, units: int, lines: int) -> Floats:
    """An empty array with an extra last row of ones, to be multiplied by matrices :func:`with_bias`."""
    room = np.empty((members, units + 1, lines), np.float32)
    room[:, -1] = 1
    return room


def times(weights: Floats, columns: Floats, out: Floats | None = None) -> Floats:
    """The matrix product, computed in blocks of columns small enough for one thread."""
    members, rows, inner = weights.shape
    lines = columns.shape[2]
    product = np.empty((members, rows, lines), np.float32) if out is None else out
    size = max(1, _MOST_PRODUCTS // (inner * rows))
    for start in range(0, lines, size):
        np.matmul(weights, columns[..., start : start + size], out=product[..., start : start + size])
    return product


def rms_normalised(state: Floats, out: Floats | None = None) -> Floats:
    """RMS normalisation (Zhang and Sennrich 2019): each line scaled to a mean square of one."""
    scale = np.einsum("mdn,mdn->mn", state, state)
    scale /= state.shape[1]
    scale += _EPSILON
    np.sqrt(scale, out=scale)
    np.reciprocal(scale, out=scale)
    scaled: Floats = np.multiply(state, scale[:, None], out=out)
    return scaled
