"""Draws all pictures anew, or those that are named: ``python -m pictures.drawing [NAME...]``."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path

from .plates import Print
from .portraits import PIXELS, PORTRAITS, SIZE, portrait
from .scenes import SCENES

FOLDER = Path(__file__).resolve().parent.parent


def draw(names: set[str], folder: Path = FOLDER) -> None:
    for name, (scene, size) in SCENES.items():
        if not names or name in names:
            # The same picture every time, whatever else is drawn.
            sheet = Print(*size, seed=zlib.crc32(name.encode()))
            scene(sheet)
            sheet.save(folder / "articles" / f"{name}.webp")
    for name, looks in PORTRAITS.items():
        if not names or name in names:
            sheet = Print(*SIZE, seed=zlib.crc32(name.encode()))
            portrait(sheet, looks)
            sheet.save(folder / "people" / f"{name}.webp", PIXELS)


if __name__ == "__main__":
    draw(set(sys.argv[1:]))
