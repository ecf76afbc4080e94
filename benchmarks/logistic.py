"""Logistic regression with numpy, for training only: the package carries the weights and needs no numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SEED = 20261124


@dataclass
class Rows:
    """Examples as lists of the features that hold in them."""

    names: list[str]
    indices: list[np.ndarray]
    targets: np.ndarray
    groups: np.ndarray
    """Of which article an example is, so that no article is both learnt from and tested on."""
    weights: np.ndarray
    """How much an example counts."""

    @classmethod
    def from_names(
        cls,
        features: Sequence[list[str]],
        targets: np.ndarray,
        groups: np.ndarray,
        weights: np.ndarray | None = None,
    ) -> Rows:
        known: dict[str, int] = {}
        indices = [np.array([known.setdefault(name, len(known)) for name in names]) for names in features]
        return cls(
            list(known), indices, targets, groups, np.ones(len(targets)) if weights is None else weights
        )

    def matrix(self) -> np.ndarray:
        dense = np.zeros((len(self.indices), len(self.names)))
        for row, columns in enumerate(self.indices):
            dense[row, columns] = 1.0
        return dense


def newton(
    matrix: np.ndarray, targets: np.ndarray, counts: np.ndarray, strength: float, rounds: int = 12
) -> np.ndarray:
    """Weights of a logistic regression with a quadratic penalty."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(rounds):
        probabilities = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        gradient = matrix.T @ (counts * (probabilities - targets)) + strength * weights
        curvature = counts * probabilities * (1 - probabilities)
        hessian = (matrix * curvature[:, None]).T @ matrix + strength * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if np.abs(step).max() < 1e-4:
            break
    return weights


def fit(rows: Rows, strength: float) -> np.ndarray:
    """Weights learnt from all the examples."""
    return newton(rows.matrix(), rows.targets, rows.weights, strength)


def folds(groups: np.ndarray, count: int = 5) -> np.ndarray:
    """The fold of each example; all of one article are in the same."""
    articles = np.unique(groups)
    order = np.random.default_rng(SEED).permutation(len(articles))
    fold_of = dict(zip(articles, order % count, strict=True))
    return np.array([fold_of[group] for group in groups])


def cross_validate(rows: Rows, strength: float, count: int = 5) -> float:
    """Share of examples judged rightly by weights that never saw their article."""
    matrix = rows.matrix()
    fold = folds(rows.groups, count)
    right = 0.0
    for number in range(count):
        test = fold == number
        weights = newton(matrix[~test], rows.targets[~test], rows.weights[~test], strength)
        right += float(
            (((matrix[test] @ weights > 0) == (rows.targets[test] > 0.5)) * rows.weights[test]).sum()
        )
    return right / float(rows.weights.sum())
