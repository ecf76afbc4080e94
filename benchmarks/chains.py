"""Trains the chains that name speakers: conditional random fields with numpy, for training only.

What is learnt from are chains of which some positions are known, some known to be one of several, some not
known at all; the likelihood sums over what is open. L-BFGS (Nocedal, 1980) finds the weights.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

Objective = Callable[[np.ndarray], tuple[float, np.ndarray]]
LOWEST = -60.0
"""What an exponent is cut off at."""


@dataclass
class Chain:
    """One article: for each quotation and candidate the features that hold."""

    features: list[list[list[int] | None]]
    """None for a candidate who cannot be meant."""
    same: list[list[int]]
    """Features of going on from the quotation before."""
    allowed: list[list[bool]]
    """Which candidates may be right."""
    weight: float = 1.0


class Batch:
    """Many chains, laid out for numpy: the longest first."""

    def __init__(self, chains: Sequence[Chain], count: int) -> None:
        order = sorted(range(len(chains)), key=lambda at: -len(chains[at].features))
        self.order = order
        self.count = count
        self.lengths = np.array([len(chains[at].features) for at in order])
        most = max(len(chain.allowed[0]) for chain in chains)
        shape = (len(chains), int(self.lengths[0]), most)
        self.valid = np.zeros(shape, bool)
        self.allowed = np.zeros(shape, bool)
        self.repeats = np.zeros(shape, bool)
        self.weight = np.array([chains[at].weight for at in order])
        cells: list[int] = []
        columns: list[int] = []
        edges: list[int] = []
        edge_columns: list[int] = []
        for row, at in enumerate(order):
            chain = chains[at]
            for step, candidates in enumerate(chain.features):
                edges += [row * shape[1] + step] * len(chain.same[step])
                edge_columns += chain.same[step]
                self.repeats[row, step, : len(candidates) - 1] = True
                for position, names in enumerate(candidates):
                    if names is None:
                        continue
                    self.valid[row, step, position] = True
                    self.allowed[row, step, position] = chain.allowed[step][position]
                    cells += [(row * shape[1] + step) * most + position] * len(names)
                    columns += names
        self.cells, self.columns = np.array(cells), np.array(columns)
        self.edges, self.edge_columns = np.array(edges, int), np.array(edge_columns, int)
        self.shape = shape

    def scores(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The score of each candidate, and the factor by which going on counts more, less one."""
        size = int(np.prod(self.shape))
        node = np.bincount(self.cells, weights[self.columns], size).reshape(self.shape)
        edge = np.bincount(self.edges, weights[self.edge_columns], size // self.shape[2])
        node -= np.where(self.valid, node, -np.inf).max(axis=2, keepdims=True, initial=LOWEST * 10)
        local = np.where(self.valid, np.exp(np.maximum(node, LOWEST)), 0.0)
        return local, np.expm1(np.minimum(edge, 20.0)).reshape(self.shape[:2])

    def sums(self, local: np.ndarray, again: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Log sums over all paths of each chain, the candidates' probabilities, and those of going on."""
        forward, behind, joint = np.zeros(self.shape), np.ones(self.shape), np.zeros(self.shape[:2])
        logs = np.zeros(self.shape[0])
        inputs = np.zeros(self.shape)
        for step in range(self.shape[1]):
            rows = slice(0, int((self.lengths > step).sum()))
            enter = np.ones_like(local[rows, step])
            if step:
                before = forward[rows, step - 1]
                bonus = again[rows, step, None] * before * self.repeats[rows, step]
                enter = before.sum(axis=1, keepdims=True) + bonus
            inputs[rows, step] = enter
            values = enter * local[rows, step]
            total = values.sum(axis=1, keepdims=True)
            logs[rows] += np.log(total[:, 0])
            forward[rows, step] = values / total
        for step in range(self.shape[1] - 1, 0, -1):
            rows = slice(0, int((self.lengths > step).sum()))
            weighed = local[rows, step] * behind[rows, step]
            bonus = again[rows, step, None] * weighed * self.repeats[rows, step]
            left = weighed.sum(axis=1, keepdims=True) + bonus
            going_on = forward[rows, step - 1] * self.repeats[rows, step] * weighed
            going_on = going_on.sum(axis=1) * (1 + again[rows, step])
            joint[rows, step] = going_on / (forward[rows, step - 1] * left).sum(axis=1)
            behind[rows, step - 1] = left / left.sum(axis=1, keepdims=True)
        marginal = forward * behind
        return logs, marginal / np.maximum(marginal.sum(axis=2, keepdims=True), 1e-300), joint

    def objective(self, strength: float, expected: np.ndarray | float = 0.0) -> Objective:
        """The negative log likelihood, with a quadratic penalty on the unexpected, and its gradient."""

        def value(weights: np.ndarray) -> tuple[float, np.ndarray]:
            local, again = self.scores(weights)
            free, marginal, joint = self.sums(local, again)
            held, marginal_held, joint_held = self.sums(local * self.allowed, again)
            nodes = ((marginal - marginal_held) * self.weight[:, None, None]).ravel()
            edges = ((joint - joint_held) * self.weight[:, None]).ravel()
            gradient = np.bincount(self.columns, nodes[self.cells], self.count)
            gradient += np.bincount(self.edge_columns, edges[self.edges], self.count)
            loss = float((self.weight * (free - held)).sum())
            away = weights - expected
            return loss + 0.5 * strength * float(away @ away), gradient + strength * away

        return value

    def probabilities(self, weights: np.ndarray) -> list[np.ndarray]:
        """How probably each candidate said each quotation, in the order in which the chains were given."""
        _, marginal, _ = self.sums(*self.scores(weights))
        found: list[np.ndarray] = [np.empty(0)] * len(self.order)
        for row, at in enumerate(self.order):
            found[at] = marginal[row, : self.lengths[row]]
        return found


def minimise(objective: Objective, size: int, rounds: int = 120, memory: int = 10) -> np.ndarray:
    """Weights at which a smooth function is least: L-BFGS with a line search that halves its steps."""
    weights = np.zeros(size)
    value, gradient = objective(weights)
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    for _ in range(rounds):
        direction = _direction(gradient, steps)
        slope = float(direction @ gradient)
        length = 1.0 if steps else 1.0 / max(1.0, float(np.abs(gradient).sum()))
        for _ in range(30):
            new_value, new_gradient = objective(weights + length * direction)
            if new_value <= value + 1e-4 * length * slope:
                break
            length /= 2
        else:
            break
        step, change = length * direction, new_gradient - gradient
        if float(step @ change) > 1e-10:
            steps = [*steps[1 - memory :], (step, change)]
        weights = weights + step
        gained, value, gradient = value - new_value, new_value, new_gradient
        if gained < 1e-5 * max(1.0, abs(value)):
            break
    return weights


def _direction(gradient: np.ndarray, steps: list[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Downhill, by what the last steps say of the curvature (the two-loop recursion)."""
    direction = -gradient
    if not steps:
        return direction
    shares: list[float] = []
    for step, change in reversed(steps):
        shares.append(float(step @ direction) / float(step @ change))
        direction = direction - shares[-1] * change
    step, change = steps[-1]
    direction = direction * (float(step @ change) / float(change @ change))
    for (step, change), share in zip(steps, reversed(shares), strict=True):
        direction = direction + step * (share - float(change @ direction) / float(step @ change))
    return direction
