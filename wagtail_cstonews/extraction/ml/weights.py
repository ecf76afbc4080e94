"""Where the trained models are, and the one loader of those in JSON."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

TRAINED = Path(__file__).parent / "trained"
"""The folder of the models that ship with the package; ``benchmarks/train_*.py`` write them."""


@cache
def read_weights(name: str) -> dict[str, Any]:
    """A model that ships with the package, read once in a process: ``speech`` is ``trained/speech.json``."""
    model: dict[str, Any] = json.loads((TRAINED / f"{name}.json").read_text(encoding="utf-8"))
    return model
