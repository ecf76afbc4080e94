"""A print in the manner of a linocut: four inks on paper, each from a plate of its own.

Coordinates are in units of the drawing. What is drawn later lies over what was drawn before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

Point = tuple[float, float]
Mask = np.ndarray

PAPER = (246, 239, 225)
INKS = {"night": (19, 45, 54), "river": (38, 139, 147), "sun": (238, 170, 62), "brick": (211, 82, 54)}
"""Printed over each other they multiply: river on sun is green, brick on sun is red."""

SAMPLES = 2
"""Points of a plate for each unit of the drawing."""

PIXELS = 0.84
"""Of the finished picture for each unit: as many as the widest place on a page needs."""

QUALITY = 50
"""Of the WebP files. Strokes on flat colours bear it, and a clone stays small."""


class Print:
    """A sheet of paper and its plates."""

    def __init__(self, width: int, height: int, seed: int) -> None:
        self.width, self.height = width, height
        self.random = np.random.default_rng(seed)
        shape = (height * SAMPLES, width * SAMPLES)
        self.plates = {ink: np.zeros(shape, np.float32) for ink in INKS}
        rows, columns = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
        self.x, self.y = columns / SAMPLES, rows / SAMPLES

    def lay(self, mask: Mask, **inks: float) -> None:
        """Print the shape in these inks, and cut it out of all others."""
        place = _place(mask)
        for ink, plate in self.plates.items():
            plate[place][mask[place]] = inks.get(ink, 0.0)

    def over(self, mask: Mask, **inks: float) -> None:
        """Print the shape in these inks over what is there."""
        place = _place(mask)
        for ink, strength in inks.items():
            plate = self.plates[ink][place]
            plate[mask[place]] = np.maximum(plate[mask[place]], strength)

    def cut(self, mask: Mask) -> None:
        """Cut the shape out of every plate: the paper shows."""
        self.lay(mask)

    # Shapes

    def everywhere(self) -> Mask:
        return np.ones(self.x.shape, bool)

    def _drawn(self) -> tuple[Image.Image, ImageDraw.ImageDraw]:
        image = Image.new("1", (self.width * SAMPLES, self.height * SAMPLES))
        return image, ImageDraw.Draw(image)

    def polygon(self, points: Iterable[Point]) -> Mask:
        image, draw = self._drawn()
        draw.polygon([(x * SAMPLES, y * SAMPLES) for x, y in points], fill=1)
        return np.array(image)

    def rectangle(self, left: float, top: float, right: float, bottom: float) -> Mask:
        mask = np.zeros(self.x.shape, bool)
        first, last, above, below = (max(0, round(edge * SAMPLES)) for edge in (left, right, top, bottom))
        mask[above:below, first:last] = True
        return mask

    def ellipse(self, x: float, y: float, rx: float, ry: float | None = None) -> Mask:
        ry = rx if ry is None else ry
        image, draw = self._drawn()
        draw.ellipse([n * SAMPLES for n in (x - rx, y - ry, x + rx, y + ry)], fill=1)
        return np.array(image)

    def ring(self, x: float, y: float, outer: float, inner: float) -> Mask:
        return self.ellipse(x, y, outer) & ~self.ellipse(x, y, inner)

    def line(self, points: Sequence[Point], width: float) -> Mask:
        """A line with round ends and corners."""
        image, draw = self._drawn()
        scaled = [(x * SAMPLES, y * SAMPLES) for x, y in points]
        thick = max(1, round(width * SAMPLES))
        draw.line(scaled, fill=1, width=thick, joint="curve")
        radius = thick / 2
        for x, y in (scaled[0], scaled[-1]):
            draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=1)
        return np.array(image)

    def ridge(self, base: float, height: float, roughness: float = 1.0) -> Mask:
        """Everything below the line of a range of hills, whose middle is at ``base``."""
        return self.y > self.noise(roughness) * height + base

    def noise(self, roughness: float = 1.0) -> np.ndarray:
        """A smooth curve over the width, between -1 and 1 or nearly."""
        x = self.x[0] / self.width
        curve = np.zeros_like(x)
        for octave in range(1, 6):
            phase, shift = self.random.uniform(0, 2 * np.pi), self.random.uniform(0.75, 1.25)
            curve += np.sin(2 * np.pi * octave * shift * x * 1.3 + phase) * (
                0.62 / octave ** (2 - roughness * 0.7)
            )
        return curve[None, :]

    def ribbon(self, path: Sequence[tuple[float, float, float]]) -> Mask:
        """A river through points ``(x, y, width)``, from far to near."""
        ys = [y for _, y, _ in path]
        spread = np.linspace(0, 1, len(path))
        fine = np.linspace(0, 1, 160)
        x, y, width = (smooth(spread, [point[axis] for point in path], fine) for axis in range(3))
        left = list(zip(x - width / 2, y, strict=True))
        right = list(zip(x + width / 2, y, strict=True))
        return self.polygon([*left, *right[::-1]]) if ys else np.zeros(self.x.shape, bool)

    # What the knife leaves

    def strokes(
        self, spacing: float, weight: float | np.ndarray, slant: float = 0.0, sway: float = 4.0
    ) -> Mask:
        """Lines across the sheet, as broad as ``weight`` (of the spacing) says, that sway as a hand does."""
        along, across = self.x, self.y
        if slant:
            turn = np.deg2rad(slant)
            along = self.x * np.cos(turn) + self.y * np.sin(turn)
            across = self.y * np.cos(turn) - self.x * np.sin(turn)
        hand = np.sin(along / 97 + across / 61) * sway + np.sin(along / 31 - across / 43) * sway * 0.35
        phase = ((across + hand) / spacing) % 1
        return np.abs(phase - 0.5) * 2 < weight

    def ripples(self, top: float, bottom: float, strength: float = 0.4) -> Mask:
        """Light on water: short strokes that grow towards the reader."""
        depth = np.clip((self.y - top) / max(bottom - top, 1), 0, 1)
        row = np.sqrt(depth) * 22 + np.sin(self.x / 70 + depth * 9) * 0.16
        number = np.floor(row)
        phase = self.x / (60 + 190 * depth) + np.sin(number * 12.9898) * 43.7
        stroke = np.abs((row % 1) - 0.5) < strength * 0.5 * np.clip(np.sin(phase * 2 * np.pi), 0, 1) ** 0.6
        return stroke & (self.y > top) & (self.y < bottom)

    # Printing

    def image(self, pixels: float = PIXELS) -> Image.Image:
        """The finished print, with what a press does: inks that do not quite meet, and specks without ink."""
        sheet = np.empty((*self.x.shape, 3), np.float32)
        sheet[:] = PAPER
        for ink, colour in INKS.items():
            plate = self.plates[ink]
            if not plate.any():
                continue
            shift = tuple(int(n) for n in self.random.integers(-2, 3, 2))
            plate = np.roll(plate, shift, (0, 1)) * self._specks()
            tone = np.array(colour, np.float32) / 255
            sheet *= 1 - plate[..., None] * (1 - tone)
        full = Image.fromarray(np.clip(sheet, 0, 255).astype(np.uint8))
        size = (round(self.width * pixels), round(self.height * pixels))
        return full.resize(size, Image.Resampling.LANCZOS)

    def _specks(self) -> np.ndarray:
        """Where the ink did not take: few and small."""
        height, width = (size // 3 + 1 for size in self.x.shape)
        dust = Image.fromarray((self.random.random((height, width)) * 255).astype(np.uint8))
        dust = dust.filter(ImageFilter.GaussianBlur(1.1)).resize(self.x.shape[::-1], Image.Resampling.BICUBIC)
        grain = np.asarray(dust, np.float32)
        low = grain.mean() - 3.05 * grain.std()
        return np.where(grain < low, 0.25, 1.0).astype(np.float32)

    def save(self, path: Path, pixels: float = PIXELS) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.image(pixels).save(path, "WEBP", quality=QUALITY, method=6)


def _place(mask: Mask) -> tuple[slice, slice]:
    """The rows and columns that a shape is in: most are small, and the sheet is large."""
    found = []
    for axis in (1, 0):
        there = np.flatnonzero(mask.any(axis=axis))
        found.append(slice(there[0], there[-1] + 1) if len(there) else slice(0, 0))
    return found[0], found[1]


def smooth(at: np.ndarray, values: Sequence[float], fine: np.ndarray) -> np.ndarray:
    """A Catmull-Rom curve through the values."""
    padded = [2 * values[0] - values[1], *values, 2 * values[-1] - values[-2]]
    found = []
    for t in fine * (len(values) - 1):
        i = min(int(t), len(values) - 2)
        u = t - i
        a, b, c, d = padded[i : i + 4]
        found.append(
            0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u**2 + (3 * b - a - 3 * c + d) * u**3)
        )
    return np.array(found)
