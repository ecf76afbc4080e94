"""Line models that have not seen a page's site, kept by a cross-validation:

python -m benchmarks.train_labeller --cross-validate --models DIR [--html]

and put in the place of the shipped ones, so that the whole of extract() can be measured by them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal
from unittest.mock import patch

from wagtail_cstonews.extraction.labelling.start import article_start, listing
from wagtail_cstonews.extraction.line_model import network
from wagtail_cstonews.extraction.line_model.network import LineModel

from .line_gold import part_of, site_of_row
from .reports import DataMissing

Fed = Literal["text", "html"]
STARTS = "starts-{}.json"
"""The weights of :mod:`.train_starts` that have seen no site of a part."""


@dataclass
class HeldOutModels:
    """The models in a folder: ``text-0.npz`` has seen no site of part 0."""

    folder: Path
    _loaded: dict[tuple[Fed, int], LineModel] = field(default_factory=dict)
    _starts: dict[int, Mapping[str, Mapping[str, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not any(self.folder.glob("*-[0-9].npz")):
            raise DataMissing(
                f"{self.folder} holds no line models. Make them: "
                f"python -m benchmarks.train_labeller --cross-validate --models {self.folder} [--html]"
            )

    def path(self, fed: Fed, part: int) -> Path:
        return self.folder / f"{fed}-{part}.npz"

    def rows(self, rows: Sequence[dict[str, Any]], collection: str, fed: Fed) -> list[dict[str, Any]]:
        """The rows for whose site there is a model."""
        return [row for row in rows if self.path(fed, part_of(site_of_row(row, collection))).exists()]

    @contextmanager
    def unseen(self, row: dict[str, Any], collection: str, fed: Fed) -> Iterator[None]:
        """Within, every document is labelled by the model that has not seen the row's site.

        Raises :exc:`~wagtail_cstonews.extraction.line_model.network.ModelError` where there is none.
        """
        key = fed, part_of(site_of_row(row, collection))
        if key not in self._loaded:
            self._loaded[key] = LineModel.load(self.path(*key))
        model, starts = self._loaded[key], self.starts(key[1])
        with ExitStack() as stack:
            stack.enter_context(patch.object(network, "default_model", lambda path=None: model))
            for module in (article_start, listing) if starts else ():
                stack.enter_context(patch.object(module, "weights_of", starts.__getitem__))
            yield

    def starts(self, part: int) -> Mapping[str, Mapping[str, float]]:
        """What :mod:`.train_starts` learnt without a part, by choice; empty where it was not kept."""
        if part not in self._starts:
            path = self.folder / STARTS.format(part)
            self._starts[part] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
        return self._starts[part]
