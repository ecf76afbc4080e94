"""The line model: scores each line of a page as part of the article's body, and as its title.

The model is one ``.npz`` file, run in numpy: no training framework is needed, and loading it cannot execute
code. ``benchmarks/train_labeller.py`` trains it; ``docs/explanation/labeller.md`` describes its training data
and its scores. :mod:`.ensemble` computes the network.
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
from .arrays import Floats, Integers, sigmoid
from .ensemble import Ensemble, MarkupWords
from .features import DENSE_NAMES, FEATURES_VERSION, PageFeatures, page_features
from .markup_features import MARKUP_NAMES, markup_features
from .segments import MAX_LINES

MODEL_PATH = TRAINED / "lines-text.npz"
"""For bare text."""
HTML_MODEL_PATH = TRAINED / "lines-html.npz"
"""For lines with hints of their mark-up."""
FORMAT = 2
"""The format of the model file; other formats are refused."""
_HASH_BITS, _LOOKUP_BITS = 32, 18
"""Bits of a word's hash, and of its prefix for the lookup; prefixes are unique within a vocabulary."""


class ModelError(Exception):
    """A model file that cannot be used; the message says which one and what to do."""


@dataclass(slots=True)
class LineScores:
    """The model's scores of the lines, in the order given. Blank lines score 0."""

    body: Floats
    """Probability, 0..1, that the line belongs to the article's body (including lead and headings)."""
    title: Floats
    """Probability that the line is the article's title; these add up to 1 over the page."""
    threshold: float
    """Lines whose ``body`` is above it are best kept."""

    def mask(self) -> list[bool]:
        """Which lines to keep."""
        kept: list[bool] = (self.body > self.threshold).tolist()
        return kept


class LineModel:
    """A trained model in memory. It keeps no state between pages, so threads may share it."""

    def __init__(self, meta: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> None:
        self.meta = meta
        self.threshold = float(meta["threshold"])
        vocabulary = arrays["vocabulary"].astype(np.int64)
        self._known = np.concatenate(([-1], vocabulary))
        self._lookup = np.zeros(1 << _LOOKUP_BITS, dtype=np.int64)
        self._lookup[vocabulary >> (_HASH_BITS - _LOOKUP_BITS)] = np.arange(1, len(vocabulary) + 1)
        self.takes_hints = "hint_words" in meta
        self._hint_words = {word: number for number, word in enumerate(meta.get("hint_words", ()), 1)}
        weights = {
            name: np.ascontiguousarray(array, dtype=np.float32)
            for name, array in arrays.items()
            if name != "vocabulary"
        }
        self._network = Ensemble(weights, meta["dilations"])

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
        names = DENSE_NAMES + MARKUP_NAMES if "hint_words" in meta else DENSE_NAMES
        if meta.get("features") != list(names):
            raise ModelError(
                f"{path}: trained with other features. Train it again: python -m benchmarks.train_labeller"
            )
        return cls(meta, arrays)

    def _known_words(self, hashes: Integers) -> Integers:
        """The index of each word in the vocabulary; 0 for unknown words."""
        index = self._lookup[hashes >> (_HASH_BITS - _LOOKUP_BITS)]
        return np.where(self._known[index] == hashes, index, 0)

    def _page_scores(self, page: PageFeatures, hints: Sequence[Hints | None]) -> tuple[Floats, Floats]:
        words, dense = self._known_words(page.words), page.dense.T
        markup = None
        if self.takes_hints:
            features = markup_features(page, hints)
            dense = np.concatenate([dense, features.dense.T])
            markup = MarkupWords.of(features, self._hint_words)
        logits = self._network(dense, words, page, markup)
        body: Floats = np.mean(sigmoid(logits[:, 0]), axis=0)
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
