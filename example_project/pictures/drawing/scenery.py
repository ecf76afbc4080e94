"""What is in every landscape of the five rivers: sky, hills, water, trees, houses."""

from __future__ import annotations

import numpy as np

from .plates import Mask, Print

Inks = dict[str, float]

MORNING: Inks = {"sun": 0.28}
DAY: Inks = {"river": 0.22}
EVENING: Inks = {"sun": 0.75, "brick": 0.18}
NIGHT: Inks = {"night": 0.82, "river": 0.75}


def sky(print_: Print, inks: Inks, horizon: float, clouds: int = 0) -> None:
    """A ground, with strokes that are broad above and end before the horizon."""
    print_.lay(print_.everywhere(), **inks)
    fade = np.clip(1 - print_.y / horizon, 0, 1)
    strokes = print_.strokes(17, fade * 0.62, sway=5)
    deeper = {ink: min(1.0, strength + 0.3) for ink, strength in inks.items()}
    print_.over(strokes & (print_.y < horizon), **deeper)
    for _ in range(clouds):
        cloud(
            print_,
            print_.random.uniform(0.1, 0.9) * print_.width,
            print_.random.uniform(0.12, 0.55) * horizon,
        )


def cloud(print_: Print, x: float, y: float, size: float = 1.0) -> None:
    """A flat bank of cloud in the colour of the paper."""
    length = print_.random.uniform(150, 320) * size
    for part in range(5):
        at = x + (part - 2) * length * 0.3
        rise = (1 - abs(part - 2) / 3) * 46 * size * print_.random.uniform(0.7, 1.15)
        body = print_.ellipse(at, y, length * 0.3, max(rise, 9)) & (print_.y < y + 8)
        print_.cut(body)


def stars(print_: Print, below: float, count: int = 70) -> None:
    for _ in range(count):
        x, y = print_.random.uniform(0, print_.width), print_.random.uniform(0, below)
        print_.cut(print_.ellipse(x, y, print_.random.uniform(1.4, 3.6)))


def sun(print_: Print, x: float, y: float, radius: float, inks: Inks | None = None) -> None:
    """A disc, cut by lines that come closer towards its foot."""
    print_.lay(print_.ellipse(x, y, radius), **(inks or {"brick": 0.95}))
    for line in range(5):
        top = y + radius * (0.28 + 0.16 * line)
        cut = print_.ellipse(x, y, radius) & print_.rectangle(0, top, print_.width, top + 4 + line * 3)
        print_.cut(cut)


def moon(print_: Print, x: float, y: float, radius: float) -> None:
    print_.lay(print_.ellipse(x, y, radius), sun=0.3)
    for dx, dy, size in ((-0.3, -0.2, 0.2), (0.28, 0.1, 0.14), (-0.05, 0.42, 0.12)):
        print_.lay(print_.ellipse(x + dx * radius, y + dy * radius, size * radius), sun=0.55)


def hills(
    print_: Print, base: float, height: float, inks: Inks, carve: float = 0.3, slant: float = 14
) -> Mask:
    """A range of hills with light on its slopes."""
    line = print_.noise(1.0) * height + base
    land = print_.y > line
    print_.lay(land, **inks)
    depth = print_.y - line
    lit = print_.strokes(22, np.clip(carve - depth / 620, 0, 1), slant=slant, sway=9)
    lighter = {ink: strength * 0.35 for ink, strength in inks.items()}
    print_.lay(land & lit & (depth > 7), **lighter)
    return land


def mountains(print_: Print, base: float, height: float, inks: Inks, peaks: int = 5) -> None:
    """Sharp mountains, light on one side and with snow on top."""
    width = print_.width
    places = np.linspace(-0.05, 1.05, peaks) + print_.random.uniform(-0.05, 0.05, peaks)
    for place in print_.random.permutation(places):
        x, top = place * width, base - height * print_.random.uniform(0.62, 1)
        reach = (base - top) * print_.random.uniform(0.85, 1.1)
        foot = base + 10
        ridge = [(x, top), (x + reach * 0.16, top + (base - top) * 0.34), (x + reach * 0.05, foot)]
        print_.lay(print_.polygon([(x, top), (x + reach, foot), (x - reach, foot)]), **inks)
        shade = print_.polygon([*ridge, (x - reach, foot)])
        print_.over(shade & print_.strokes(13, 0.5, slant=-32, sway=3), night=0.75)
        snow = base - top
        teeth = [
            (x, top),
            (x + snow * 0.2, top + snow * 0.2),
            (x + snow * 0.1, top + snow * 0.17),
            (x + snow * 0.03, top + snow * 0.3),
            (x - snow * 0.05, top + snow * 0.18),
            (x - snow * 0.16, top + snow * 0.26),
            (x - snow * 0.17, top + snow * 0.17),
        ]
        print_.cut(print_.polygon(teeth))


def water(print_: Print, top: float, inks: Inks | None = None, bottom: float | None = None) -> Mask:
    """A sheet of water with light on it."""
    bottom = print_.height if bottom is None else bottom
    surface = (print_.y >= top) & (print_.y < bottom)
    print_.lay(surface, **(inks or {"river": 0.85}))
    print_.cut(print_.ripples(top + 6, bottom))
    return surface


def reflection(print_: Print, x: float, top: float, width: float, length: float, inks: Inks) -> None:
    """The broken image of something bright or dark on water."""
    rows = 9
    for row in range(rows):
        y = top + length * (row / rows) ** 1.25
        half = width / 2 * (1 - 0.45 * row / rows) * print_.random.uniform(0.72, 1.1)
        shift = print_.random.uniform(-0.12, 0.12) * width
        thick = 3 + row * 1.5
        print_.lay(print_.ellipse(x + shift, y, half, thick), **inks)


def pine(print_: Print, x: float, foot: float, size: float, inks: Inks | None = None) -> None:
    inks = inks or {"night": 1.0}
    print_.lay(print_.rectangle(x - size * 0.03, foot - size * 0.2, x + size * 0.03, foot), **inks)
    for storey in range(4):
        top, bottom = foot - size * (1 - storey * 0.2), foot - size * (0.62 - storey * 0.17)
        half = size * (0.12 + 0.065 * storey)
        notch = (bottom - top) * 0.1
        print_.lay(
            print_.polygon(
                [
                    (x, top),
                    (x + half, bottom),
                    (x + half * 0.4, bottom - notch),
                    (x, bottom),
                    (x - half, bottom),
                ]
            ),
            **inks,
        )


def wood(
    print_: Print, left: float, right: float, foot: float, size: float, inks: Inks | None = None
) -> None:
    """Pines side by side, each of its own height."""
    x = left
    while x < right:
        pine(print_, x, foot + print_.random.uniform(-6, 10), size * print_.random.uniform(0.65, 1.1), inks)
        x += size * print_.random.uniform(0.2, 0.36)


def poplar(print_: Print, x: float, foot: float, size: float, inks: Inks | None = None) -> None:
    """A slim tree that is lit from the right."""
    inks = inks or {"night": 0.9, "river": 0.6}
    crown = print_.ellipse(x, foot - size * 0.56, size * 0.13, size * 0.46)
    print_.lay(print_.rectangle(x - size * 0.015, foot - size * 0.3, x + size * 0.015, foot), night=1.0)
    print_.lay(crown, **inks)
    lit = crown & (print_.x > x) & print_.strokes(11, 0.42, slant=60, sway=2)
    print_.lay(lit, river=0.5, sun=0.6)


def house(
    print_: Print, x: float, foot: float, size: float, roof: Inks | None = None, *, lit: bool = False
) -> None:
    """A gable with windows, which shine at night."""
    wide, eaves = size * 0.5, foot - size * 0.62
    wall = print_.rectangle(x - wide, eaves, x + wide, foot)
    print_.lay(wall, **({"night": 0.7, "sun": 0.2} if lit else {"sun": 0.14}))
    gable = print_.polygon([(x - wide * 1.16, eaves), (x, foot - size * 1.15), (x + wide * 1.16, eaves)])
    print_.lay(gable, **(roof or {"brick": 0.95}))
    print_.over(gable & (print_.x < x) & print_.strokes(7, 0.45, slant=28, sway=1), night=0.7)
    print_.lay(
        print_.rectangle(x + wide * 0.42, foot - size * 1.08, x + wide * 0.66, foot - size * 0.8), night=0.9
    )
    for column in (-0.5, 0.18):
        left = x + wide * column
        pane = print_.rectangle(left, foot - size * 0.46, left + wide * 0.34, foot - size * 0.2)
        print_.lay(pane, **({"sun": 1.0} if lit else {"night": 0.95}))


def village(print_: Print, left: float, right: float, foot: float, size: float, *, lit: bool = False) -> None:
    """Houses in a row, with a church among them."""
    roofs: list[Inks] = [
        {"brick": 0.95},
        {"brick": 0.8, "sun": 0.5},
        {"night": 0.85},
        {"river": 0.9, "night": 0.2},
    ]
    places = np.arange(left, right, size * 1.12)
    church = places[len(places) // 2] if len(places) > 2 else None
    for number, x in enumerate(places):
        tall = size * print_.random.uniform(0.8, 1.15)
        if x == church:
            tower = print_.rectangle(x - size * 0.24, foot - size * 1.7, x + size * 0.24, foot)
            print_.lay(tower, **({"night": 0.7, "sun": 0.2} if lit else {"sun": 0.14}))
            spire = [
                (x - size * 0.32, foot - size * 1.7),
                (x, foot - size * 2.6),
                (x + size * 0.32, foot - size * 1.7),
            ]
            print_.lay(print_.polygon(spire), night=0.95)
            bell = print_.ellipse(x, foot - size * 1.35, size * 0.09, size * 0.15)
            print_.lay(bell, **({"sun": 1.0} if lit else {"night": 1.0}))
        else:
            house(print_, x, foot + print_.random.uniform(-3, 3), tall, roofs[number % len(roofs)], lit=lit)


def figure(print_: Print, x: float, foot: float, size: float, inks: Inks, *, arms: bool = False) -> None:
    """Somebody, from afar."""
    print_.lay(print_.ellipse(x, foot - size * 0.88, size * 0.1, size * 0.12), sun=0.3, brick=0.2)
    body = [
        (x - size * 0.17, foot - size * 0.72),
        (x + size * 0.17, foot - size * 0.72),
        (x + size * 0.22, foot),
        (x - size * 0.22, foot),
    ]
    print_.lay(print_.polygon(body), **inks)
    print_.lay(print_.ellipse(x, foot - size * 0.7, size * 0.17, size * 0.08), **inks)
    if arms:
        print_.lay(
            print_.line([(x - size * 0.14, foot - size * 0.66), (x - size * 0.34, foot - size)], size * 0.09),
            **inks,
        )
        print_.lay(
            print_.line([(x + size * 0.14, foot - size * 0.66), (x + size * 0.34, foot - size)], size * 0.09),
            **inks,
        )


def gulls(print_: Print, places: list[tuple[float, float, float]], inks: Inks | None = None) -> None:
    for x, y, size in places:
        wing = [(x - size, y - size * 0.35), (x - size * 0.45, y - size * 0.42), (x, y)]
        for points in (wing, [(2 * x - px, py) for px, py in wing]):
            print_.lay(print_.line(points, size * 0.13), **(inks or {"night": 1.0}))
