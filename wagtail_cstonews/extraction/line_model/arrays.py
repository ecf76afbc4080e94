"""Types of arrays, and the matrix products that the network is made of.

The axes of a state are those of the ensemble's members, which are computed at once, of their units, and of
the lines: long rows are what numpy is quick with.
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
"""Keeps a line of zeros from being divided by zero."""
_MOST_PRODUCTS = 1 << 18
"""Up to so many products OpenBLAS multiplies matrices in one thread. Beyond, its threads wait for each other
longer than they work: a page of 250 lines took twenty times the CPU time."""


def sigmoid(logits: Floats) -> Floats:
    """The probability that each logit stands for."""
    one = np.float32(1)
    probability: Floats = one / (one + np.exp(-logits))
    return probability


def transposed(weights: Floats) -> Floats:
    """The matrices of the members, which training keeps for rows of lines, for columns of them."""
    return np.ascontiguousarray(weights.swapaxes(1, 2))


def with_bias(weights: Floats, bias: Floats) -> Floats:
    """The matrices with their bias as one more column: it meets the row of :func:`above_ones`."""
    return np.concatenate([transposed(weights), bias[..., None]], axis=2)


def above_ones(members: int, units: int, lines: int) -> Floats:
    """Room, above a row of ones, for what is to be multiplied by matrices :func:`with_bias`."""
    room = np.empty((members, units + 1, lines), np.float32)
    room[:, -1] = 1
    return room


def times(weights: Floats, columns: Floats, out: Floats | None = None) -> Floats:
    """The product of matrices, in pieces of columns that are too small to be shared among threads."""
    members, rows, inner = weights.shape
    lines = columns.shape[2]
    product = np.empty((members, rows, lines), np.float32) if out is None else out
    size = max(1, _MOST_PRODUCTS // (inner * rows))
    for start in range(0, lines, size):
        np.matmul(weights, columns[..., start : start + size], out=product[..., start : start + size])
    return product


def rms_normalised(state: Floats, out: Floats | None = None) -> Floats:
    """Each line scaled to a mean square of one (Zhang and Sennrich 2019)."""
    scale = np.einsum("mdn,mdn->mn", state, state)
    scale /= state.shape[1]
    scale += _EPSILON
    np.sqrt(scale, out=scale)
    np.reciprocal(scale, out=scale)
    scaled: Floats = np.multiply(state, scale[:, None], out=out)
    return scaled
