"""What people built on the five rivers: bridges, trains, boats, cranes, locks, lights."""

from __future__ import annotations

import numpy as np

from .plates import Mask, Print

Inks = dict[str, float]

DARK: Inks = {"night": 1.0}
RED: Inks = {"brick": 0.95}
WHITE: Inks = {}


def arches(
    print_: Print,
    deck: float,
    foot: float,
    span: float,
    start: float,
    inks: Inks,
    *,
    end: float | None = None,
) -> None:
    """A stone bridge across the sheet, with its courses cut in."""
    end = print_.width + span if end is None else end
    stone = print_.rectangle(start, deck, end, foot)
    pier = span * 0.16
    x = start + pier
    while x < end - span * 0.5:
        middle, half = x + (span - pier) / 2, (span - pier) / 2
        opening = print_.rectangle(middle - half, deck + half * 0.42 + half, middle + half, foot + 1)
        stone &= ~(opening | print_.ellipse(middle, deck + half * 0.42 + half, half))
        x += span
    print_.lay(stone, **inks)
    courses = stone & ((print_.y - deck) % 26 < 3) & (print_.y > deck + 18)
    print_.cut(courses & print_.strokes(40, 0.72, slant=90, sway=0))
    print_.lay(print_.rectangle(start, deck - 9, end, deck + 7), **DARK)


def truss(print_: Print, deck: float, start: float, end: float, height: float, inks: Inks) -> None:
    """An iron bridge of triangles."""
    count = max(4, round((end - start) / height))
    step = (end - start) / count
    top = deck - height
    parts = [
        print_.line([(start + step, top), (end - step, top)], 11),
        print_.line([(start, deck), (end, deck)], 17),
    ]
    for n in range(count):
        left = start + n * step
        lower, upper = (left, deck), (left + step, top)
        if n % 2:
            lower, upper = (left, top), (left + step, deck)
        parts += [print_.line([lower, upper], 9)]
        if 0 < n < count:
            parts.append(print_.line([(left, deck), (left, top)], 5))
    for part in parts:
        print_.lay(part, **inks)


def train(
    print_: Print, x: float, rail: float, cars: int, size: float, inks: Inks, *, cross: bool = False
) -> None:
    """Coaches behind an engine that goes to the left."""
    long = size * 2.7
    for car in range(cars):
        left = x + car * (long + size * 0.13)
        right, top, bottom = left + long, rail - size, rail - size * 0.16
        body = print_.rectangle(left, top, right, bottom)
        if car == 0:
            body &= ~print_.polygon([(left, top), (left + size * 0.55, top), (left, bottom - size * 0.28)])
        print_.lay(body, **inks)
        print_.lay(
            print_.rectangle(
                left + size * (0.6 if car == 0 else 0), top - size * 0.06, right, top + size * 0.06
            ),
            **DARK,
        )
        print_.cut(print_.rectangle(left + size * 0.1, bottom - size * 0.3, right, bottom - size * 0.22))
        for pane in range(5):
            px = left + size * 0.34 + pane * long * 0.175
            if car or pane:
                print_.lay(
                    print_.rectangle(px, top + size * 0.2, px + long * 0.12, top + size * 0.5), sun=0.55
                )
        for wheel in (0.17, 0.3, 0.7, 0.83):
            print_.lay(print_.ellipse(left + long * wheel, rail - size * 0.11, size * 0.12), **DARK)
        if cross and car:
            cx, cy = left + long * 0.5, top + size * 0.36
            print_.cut(
                print_.rectangle(cx - size * 0.24, top + size * 0.1, cx + size * 0.24, top + size * 0.62)
            )
            print_.lay(
                print_.rectangle(cx - size * 0.2, cy - size * 0.065, cx + size * 0.2, cy + size * 0.065),
                **RED,
            )
            print_.lay(
                print_.rectangle(cx - size * 0.065, cy - size * 0.2, cx + size * 0.065, cy + size * 0.2),
                **RED,
            )


def hull(
    print_: Print,
    x: float,
    water: float,
    length: float,
    height: float,
    inks: Inks,
    stripe: Inks | None = None,
) -> Mask:
    """A hull whose bow is on the right; ``x`` is the stern."""
    body = print_.polygon(
        [
            (x, water - height * 0.86),
            (x + length * 0.78, water - height * 0.86),
            (x + length, water - height * 1.16),
            (x + length * 0.9, water),
            (x + length * 0.04, water),
        ]
    )
    print_.lay(body, **inks)
    if stripe is not None:
        print_.lay(body & (print_.y > water - height * 0.24), **stripe)
    wake = print_.line([(x - length * 0.1, water + 4), (x + length * 0.97, water + 4)], 6)
    print_.cut(wake)
    return body


def ferry(print_: Print, x: float, water: float, size: float, *, lit: bool = False) -> None:
    hull(print_, x, water, size * 2.7, size * 0.52, {"night": 1.0}, RED)
    pane: Inks = {"sun": 1.0} if lit else {"river": 0.9, "night": 0.4}
    wall: Inks = {"sun": 0.16} if not lit else {"sun": 0.3, "night": 0.1}
    for storey, (start, end) in enumerate(((0.2, 2.05), (0.5, 1.7))):
        top = water - size * (0.84 + 0.37 * storey)
        print_.lay(print_.rectangle(x + size * start, top, x + size * end, top + size * 0.39), **wall)
        print_.lay(
            print_.rectangle(
                x + size * (start - 0.06), top - size * 0.04, x + size * (end + 0.1), top + size * 0.02
            ),
            **DARK,
        )
        for number in range(int((end - start) / 0.24)):
            left = x + size * (start + 0.1 + number * 0.24)
            print_.lay(
                print_.rectangle(left, top + size * 0.1, left + size * 0.14, top + size * 0.25), **pane
            )
    funnel = [(0.62, -1.2), (0.92, -1.2), (0.86, -1.78), (0.56, -1.78)]
    print_.lay(print_.polygon([(x + size * dx, water + size * dy) for dx, dy in funnel]), **RED)
    print_.lay(
        print_.rectangle(x + size * 0.57, water - size * 1.78, x + size * 0.88, water - size * 1.64), **DARK
    )
    print_.lay(
        print_.line(
            [(x + size * 1.55, water - size * 1.2), (x + size * 1.55, water - size * 1.95)], size * 0.035
        ),
        **DARK,
    )


def tug(print_: Print, x: float, water: float, size: float, inks: Inks) -> None:
    hull(print_, x, water, size * 1.75, size * 0.5, inks, DARK)
    print_.lay(
        print_.rectangle(x + size * 0.7, water - size * 1.02, x + size * 1.22, water - size * 0.44), sun=0.16
    )
    print_.lay(
        print_.rectangle(x + size * 0.64, water - size * 1.08, x + size * 1.3, water - size * 1.0), **DARK
    )
    for left in (0.78, 1.0):
        print_.lay(
            print_.rectangle(
                x + size * left, water - size * 0.9, x + size * (left + 0.14), water - size * 0.68
            ),
            river=0.9,
            night=0.5,
        )
    funnel = print_.rectangle(x + size * 0.4, water - size * 1.06, x + size * 0.6, water - size * 0.44)
    print_.lay(funnel, sun=0.95)
    print_.lay(funnel & (print_.y < water - size * 0.9), **DARK)
    for n in range(5):
        print_.lay(print_.ellipse(x + size * (0.2 + n * 0.33), water - size * 0.3, size * 0.075), **DARK)


def freighter(print_: Print, x: float, water: float, size: float) -> None:
    hull(print_, x, water, size * 4, size * 0.72, {"night": 1.0}, RED)
    print_.lay(
        print_.rectangle(x + size * 0.2, water - size * 1.5, x + size * 0.85, water - size * 0.6), sun=0.16
    )
    for storey in range(3):
        for pane in range(3):
            left, top = x + size * (0.28 + pane * 0.18), water - size * (1.38 - storey * 0.24)
            print_.lay(print_.rectangle(left, top, left + size * 0.1, top + size * 0.1), **DARK)
    print_.lay(
        print_.rectangle(x + size * 0.34, water - size * 1.85, x + size * 0.6, water - size * 1.5), **RED
    )
    for hold in range(3):
        left = x + size * (1.1 + hold * 0.72)
        print_.lay(
            print_.rectangle(left, water - size * 0.78, left + size * 0.56, water - size * 0.6), sun=0.85
        )
        print_.lay(
            print_.line(
                [(left + size * 0.62, water - size * 0.6), (left + size * 0.62, water - size * 1.3)],
                size * 0.04,
            ),
            **DARK,
        )
        print_.lay(
            print_.line(
                [(left + size * 0.62, water - size * 1.1), (left + size * 0.2, water - size * 1.4)],
                size * 0.025,
            ),
            **DARK,
        )


def sail(print_: Print, x: float, water: float, size: float, inks: Inks) -> None:
    hull(print_, x - size * 0.42, water, size * 0.9, size * 0.15, DARK)
    print_.lay(print_.line([(x, water - size * 0.1), (x, water - size * 1.25)], size * 0.022), **DARK)
    main = print_.polygon(
        [
            (x + size * 0.03, water - size * 1.22),
            (x + size * 0.46, water - size * 0.24),
            (x + size * 0.03, water - size * 0.2),
        ]
    )
    print_.lay(main, **inks)
    print_.cut(main & print_.strokes(size * 0.11, 0.1, slant=8, sway=2))
    jib = [
        (x - size * 0.03, water - size * 1.08),
        (x - size * 0.03, water - size * 0.2),
        (x - size * 0.36, water - size * 0.22),
    ]
    print_.lay(print_.polygon(jib), sun=0.2)
    print_.over(print_.polygon(jib) & print_.strokes(9, 0.3, slant=70, sway=1), night=0.4)


def rowing_boat(print_: Print, x: float, water: float, size: float, inks: Inks, crew: int = 3) -> None:
    for seat in range(crew):
        at = x + size * (0.32 + seat * 0.62 / max(crew - 1, 1) * 1.6)
        print_.lay(print_.ellipse(at, water - size * 0.6, size * 0.1, size * 0.12), sun=0.35, brick=0.25)
        print_.lay(
            print_.polygon(
                [
                    (at - size * 0.15, water - size * 0.48),
                    (at + size * 0.15, water - size * 0.48),
                    (at + size * 0.2, water - size * 0.1),
                    (at - size * 0.2, water - size * 0.1),
                ]
            ),
            brick=0.95,
        )
        print_.lay(
            print_.line([(at, water - size * 0.34), (at - size * 0.4, water + size * 0.12)], size * 0.035),
            **DARK,
        )
    body = [
        (x, water - size * 0.26),
        (x + size * 1.75, water - size * 0.26),
        (x + size * 1.5, water + size * 0.06),
        (x + size * 0.22, water + size * 0.06),
    ]
    print_.lay(print_.polygon(body), **inks)
    print_.cut(
        print_.line(
            [(x - size * 0.1, water + size * 0.1), (x + size * 1.8, water + size * 0.1)], size * 0.035
        )
    )


def crane(print_: Print, x: float, foot: float, size: float, inks: Inks) -> None:
    """A harbour crane on its four legs, jib to the right."""
    for left in (-0.3, 0.22):
        print_.lay(
            print_.polygon(
                [
                    (x + size * left, foot),
                    (x + size * (left + 0.09), foot),
                    (x + size * (left * 0.6 + 0.06), foot - size * 0.62),
                    (x + size * left * 0.6, foot - size * 0.62),
                ]
            ),
            **inks,
        )
    print_.lay(
        print_.rectangle(x - size * 0.26, foot - size * 0.34, x + size * 0.24, foot - size * 0.29), **inks
    )
    cabin = print_.rectangle(x - size * 0.28, foot - size * 0.86, x + size * 0.2, foot - size * 0.6)
    print_.lay(cabin, **inks)
    print_.lay(
        print_.rectangle(x + size * 0.02, foot - size * 0.81, x + size * 0.15, foot - size * 0.7), sun=0.5
    )
    tip = (x + size * 0.86, foot - size * 1.62)
    for dy in (0.0, 0.15):
        print_.lay(print_.line([(x + size * 0.1, foot - size * (0.84 - dy)), tip], size * 0.028), **inks)
    for n in range(1, 8):
        t = n / 8
        a = (x + size * (0.1 + 0.76 * t), foot - size * (0.84 + 0.78 * t))
        b = (x + size * (0.1 + 0.76 * (t - 0.06)), foot - size * (0.69 + 0.93 * (t - 0.06)))
        print_.lay(print_.line([a, b], size * 0.014), **inks)
    print_.lay(
        print_.line(
            [(x - size * 0.16, foot - size * 0.86), (x - size * 0.08, foot - size * 1.28), tip], size * 0.018
        ),
        **inks,
    )
    print_.lay(print_.line([tip, (tip[0], foot - size * 0.72)], size * 0.012), **inks)
    print_.lay(
        print_.rectangle(tip[0] - size * 0.06, foot - size * 0.74, tip[0] + size * 0.06, foot - size * 0.62),
        **inks,
    )


def lighthouse(
    print_: Print, x: float, foot: float, size: float, *, beam: bool = False, radar: bool = False
) -> None:
    if beam:
        for side in (-1, 1):
            spread = print_.polygon(
                [
                    (x, foot - size * 1.02),
                    (x + side * print_.width, foot - size * 1.45),
                    (x + side * print_.width, foot - size * 0.85),
                ]
            )
            print_.lay(spread, sun=0.55)
    wide = size * 0.15
    tower = print_.polygon(
        [
            (x - wide * 0.7, foot - size * 0.92),
            (x + wide * 0.7, foot - size * 0.92),
            (x + wide, foot),
            (x - wide, foot),
        ]
    )
    print_.cut(tower)
    bands = tower & (((print_.y - foot + size) % (size * 0.36)) < size * 0.18)
    print_.lay(bands, **RED)
    print_.over(tower & (print_.x < x) & print_.strokes(9, 0.5, slant=82, sway=1), night=0.55)
    print_.lay(
        print_.rectangle(x - wide * 1.0, foot - size * 0.95, x + wide * 1.0, foot - size * 0.91), **DARK
    )
    print_.lay(
        print_.rectangle(x - wide * 0.55, foot - size * 1.1, x + wide * 0.55, foot - size * 0.95), sun=1.0
    )
    print_.lay(
        print_.polygon(
            [
                (x - wide * 0.75, foot - size * 1.1),
                (x, foot - size * 1.25),
                (x + wide * 0.75, foot - size * 1.1),
            ]
        ),
        **DARK,
    )
    if radar:
        print_.lay(print_.line([(x, foot - size * 1.24), (x, foot - size * 1.42)], size * 0.025), **DARK)
        bar = print_.polygon(
            [
                (x - size * 0.3, foot - size * 1.5),
                (x + size * 0.3, foot - size * 1.44),
                (x + size * 0.3, foot - size * 1.37),
                (x - size * 0.3, foot - size * 1.43),
            ]
        )
        print_.lay(bar, **RED)


def helicopter(print_: Print, x: float, y: float, size: float, inks: Inks, glass: Inks | None = None) -> None:
    print_.lay(print_.ellipse(x, y, size * 0.5, size * 0.27), **inks)
    tail = [
        (x - size * 0.3, y - size * 0.14),
        (x - size * 1.2, y - size * 0.16),
        (x - size * 1.2, y - size * 0.07),
        (x - size * 0.2, y + size * 0.14),
    ]
    print_.lay(print_.polygon(tail), **inks)
    print_.lay(
        print_.polygon(
            [
                (x - size * 1.2, y - size * 0.1),
                (x - size * 1.36, y - size * 0.4),
                (x - size * 1.22, y - size * 0.4),
                (x - size * 1.06, y - size * 0.1),
            ]
        ),
        **inks,
    )
    window = (
        print_.ellipse(x + size * 0.12, y - size * 0.02, size * 0.34, size * 0.2)
        & (print_.x > x + size * 0.1)
        & (print_.y < y + size * 0.06)
    )
    print_.lay(window, **(glass or {"sun": 0.35}))
    print_.lay(
        print_.line([(x - size * 0.05, y - size * 0.24), (x - size * 0.05, y - size * 0.42)], size * 0.06),
        **inks,
    )
    print_.lay(
        print_.line([(x - size * 1.05, y - size * 0.46), (x + size * 0.95, y - size * 0.38)], size * 0.035),
        **inks,
    )
    print_.lay(
        print_.line([(x - size * 0.3, y + size * 0.38), (x + size * 0.42, y + size * 0.38)], size * 0.045),
        **inks,
    )
    for leg in (-0.16, 0.22):
        print_.lay(
            print_.line([(x + size * leg, y + size * 0.2), (x + size * leg, y + size * 0.38)], size * 0.03),
            **inks,
        )


def lock_gates(print_: Print, x: float, top: float, foot: float, half: float, inks: Inks) -> None:
    """Two leaves of a lock that meet in the middle, with water that comes through."""
    for side in (-1, 1):
        edge = x + side * half
        leaf = print_.polygon([(x, top + 30), (edge, top), (edge, foot), (x, foot + 34)])
        print_.lay(leaf, **inks)
        for board in range(9):
            t = (board + 0.5) / 9
            at = x + side * half * t
            print_.lay(print_.line([(at, top + 30 - 30 * t + 8), (at, foot + 34 - 34 * t)], 4), **DARK)
        for rail in (0.14, 0.5, 0.86):
            y0, y1 = top + 30 + (foot - top) * rail, top + (foot - top) * rail
            print_.lay(print_.line([(x, y0), (edge, y1)], 12), **DARK)
        print_.lay(
            print_.line([(x + side * half * 0.1, top + 10), (edge + side * half * 0.75, top - 34)], 24),
            **DARK,
        )
        print_.cut(
            print_.line([(edge + side * half * 0.45, top - 24), (edge + side * half * 0.73, top - 34)], 9)
        )


def pylon(print_: Print, x: float, foot: float, size: float) -> None:
    """A pole with sirens."""
    print_.lay(print_.line([(x, foot), (x, foot - size)], size * 0.035), **DARK)
    for row in range(2):
        for side in (-1, 1):
            y = foot - size * (0.96 - row * 0.17)
            horn = [
                (x, y - size * 0.02),
                (x + side * size * 0.24, y - size * 0.085),
                (x + side * size * 0.24, y + size * 0.085),
                (x, y + size * 0.02),
            ]
            print_.lay(print_.polygon(horn), **RED)
            print_.lay(print_.ellipse(x + side * size * 0.24, y, size * 0.022, size * 0.085), **DARK)


def sheet(
    print_: Print, x: float, y: float, width: float, height: float, turn: float, *, picture: bool = False
) -> None:
    """A printed page, turned by degrees."""

    def corner(dx: float, dy: float) -> tuple[float, float]:
        angle = np.deg2rad(turn)
        return (x + dx * np.cos(angle) - dy * np.sin(angle), y + dx * np.sin(angle) + dy * np.cos(angle))

    def box(left: float, top: float, right: float, bottom: float) -> Mask:
        places = ((left, top), (right, top), (right, bottom), (left, bottom))
        return print_.polygon([corner((dx - 0.5) * width, (dy - 0.5) * height) for dx, dy in places])

    shadow = print_.polygon(
        [
            corner((dx - 0.5) * width + 12, (dy - 0.5) * height + 16)
            for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))
        ]
    )
    print_.lay(shadow, night=0.8)
    print_.lay(box(0, 0, 1, 1), sun=0.06)
    print_.lay(box(0.09, 0.08, 0.91, 0.17), **DARK)
    print_.lay(box(0.09, 0.21, 0.7, 0.245), **RED)
    if picture:
        print_.lay(box(0.09, 0.3, 0.91, 0.55), river=0.8)
    for column in (0.09, 0.52):
        for row in range(7 if picture else 12):
            top = (0.6 if picture else 0.31) + row * 0.05
            end = column + (0.39 if (row + round(column * 10)) % 4 else 0.24)
            print_.lay(box(column, top, end, top + 0.017), night=0.75)
