"""The pictures of the articles. A function draws one; its name is the file's."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import scenery as land
from . import works
from .plates import Print, smooth

WIDE, TALL = (1500, 1000), (1000, 1300)

SCENES: dict[str, tuple[Callable[[Print], None], tuple[int, int]]] = {}


def scene(draw: Callable[[Print], None]) -> Callable[[Print], None]:
    SCENES[draw.__name__.strip("_").replace("_", "-")] = (draw, WIDE)
    return draw


def tall_scene(draw: Callable[[Print], None]) -> Callable[[Print], None]:
    SCENES[draw.__name__.strip("_").replace("_", "-")] = (draw, TALL)
    return draw


@scene
def bridge(p: Print) -> None:
    """The bridge at Lower Hedding, morning, with lorries on it."""
    land.sky(p, land.MORNING, 560, clouds=3)
    land.sun(p, 1110, 330, 128)
    land.mountains(p, 540, 250, {"river": 0.32}, 6)
    land.hills(p, 500, 40, {"river": 0.75, "sun": 0.35})
    land.village(p, 70, 420, 612, 62)
    land.hills(p, 590, 30, {"night": 0.75, "river": 0.6}, carve=0.42)
    land.water(p, 660)
    land.reflection(p, 1110, 690, 230, 220, {"sun": 0.7})
    works.arches(p, 520, 812, 300, -90, {"sun": 0.2})
    p.over(
        p.rectangle(0, 530, 1500, 812) & (p.plates["sun"] == 0.2) & p.strokes(15, 0.28, slant=62, sway=2),
        night=0.5,
    )
    for x, inks in ((300, {"brick": 0.95}), (700, {"river": 0.9}), (820, {"sun": 0.9})):
        p.lay(p.rectangle(x, 452, x + 84, 508), **inks)
        p.lay(p.polygon([(x - 34, 508), (x - 34, 478), (x - 20, 460), (x - 4, 460), (x - 4, 508)]), night=1.0)
        for wheel in (-18, 18, 66):
            p.lay(p.ellipse(x + wheel, 508, 9), night=1.0)
    for x, size in ((80, 260), (160, 210), (1390, 300), (1470, 230)):
        land.poplar(p, x, 905, size)
    p.lay(p.ridge(900, 26), night=1.0)
    land.gulls(p, [(560, 250, 34), (640, 210, 26), (500, 190, 20)])


@tall_scene
def bulletins(p: Print) -> None:
    """Bulletins of the press service, one over the other."""
    p.lay(p.everywhere(), brick=0.92)
    p.over(p.strokes(24, 0.3, slant=-24, sway=7), night=0.28)
    for x, y, turn in ((210, 250, -18), (820, 330, 14), (240, 900, 11), (800, 1020, -9)):
        works.sheet(p, x, y, 470, 620, turn)
    works.sheet(p, 510, 620, 560, 740, -4, picture=True)
    box = p.rectangle(290, 500, 735, 690)
    p.lay(box & p.ridge(640, 26) & (p.plates["river"] == np.float32(0.8)), night=0.95)
    p.lay(p.ellipse(620, 570, 34), brick=0.95)


@scene
def five_rivers(p: Print) -> None:
    """A map: five rivers become one, with their heights, and a stamp."""
    p.lay(p.everywhere(), sun=0.16)
    field = np.zeros_like(p.x)
    for x, y, size, height in (
        (180, 120, 300, 1.1),
        (620, 40, 330, 1.2),
        (260, 900, 360, 1.2),
        (760, 900, 300, 0.9),
        (1250, 80, 330, 1.0),
        (1380, 960, 280, 0.8),
    ):
        field += height * np.exp(-(((p.x - x) / size) ** 2 + ((p.y - y) / (size * 0.8)) ** 2))
    p.over(field > 0.35, sun=0.42)
    p.over(field > 0.7, sun=0.62)
    p.over(field > 0.98, sun=0.7, brick=0.3)
    p.over((field * 14 % 1 < 0.13) & (field > 0.12), night=0.55)
    courses = [
        [(0, 60, 10), (330, 240, 22), (620, 430, 36), (1000, 500, 60)],
        [(640, -20, 10), (600, 200, 22), (690, 400, 36), (1010, 500, 60)],
        [(-20, 520, 12), (240, 560, 24), (620, 500, 42), (1000, 505, 60)],
        [(60, 1020, 10), (420, 800, 22), (640, 620, 34), (1010, 510, 60)],
        [(980, 1020, 10), (860, 800, 22), (880, 620, 34), (1080, 520, 54)],
    ]
    for course in courses:
        p.lay(_along(p, course), river=0.95)
    mouth = _along(p, [(960, 500, 76), (1180, 480, 96), (1330, 560, 150), (1530, 600, 330)])
    p.lay(mouth, river=0.95)
    p.cut(mouth & p.strokes(20, 0.16, sway=9))
    for x, y in ((335, 243), (604, 205), (245, 560), (430, 800), (866, 795), (1010, 500), (1290, 520)):
        p.lay(p.ellipse(x, y, 17), night=1.0)
        p.cut(p.ellipse(x, y, 8))
    stamp = (1240, 250)
    print_ = p.ring(*stamp, 150, 138) | p.ring(*stamp, 120, 114)
    for n in range(5):
        y = stamp[1] - 44 + n * 22
        print_ |= p.line(
            [(stamp[0] - 74, y + (n - 2) * 13), (stamp[0], y + (n - 2) * 3), (stamp[0] + 80, stamp[1])], 7
        )
    p.over(print_, brick=1.0)


def _along(p: Print, course: list[tuple[float, float, float]]) -> np.ndarray:
    return p.ribbon(course) | _joints(p, course)


def _joints(p: Print, course: list[tuple[float, float, float]]) -> np.ndarray:
    """What a ribbon loses where it runs level."""
    fine, spread = np.linspace(0, 1, 90), np.linspace(0, 1, len(course))
    x, y, width = (smooth(spread, [point[axis] for point in course], fine) for axis in range(3))
    found = np.zeros(p.x.shape, bool)
    for n in range(len(fine) - 1):
        found |= p.line([(x[n], y[n]), (x[n + 1], y[n + 1])], float(width[n]))
    return found


@scene
def rescue(p: Print) -> None:
    """A helicopter over the mountains, by day."""
    land.sky(p, {"river": 0.3}, 700, clouds=4)
    land.mountains(p, 760, 560, {"river": 0.55}, 5)
    land.mountains(p, 850, 330, {"river": 0.85, "night": 0.25}, 7)
    land.wood(p, -40, 1540, 1020, 210)
    works.helicopter(p, 900, 330, 250, {"brick": 0.95}, {"sun": 0.3})
    p.lay(p.line([(890, 430), (884, 700)], 4), night=1.0)
    land.figure(p, 884, 790, 92, {"sun": 0.95})


@scene
def fishermen(p: Print) -> None:
    """Boats with nets, in the evening."""
    land.sky(p, land.EVENING, 520)
    land.sun(p, 470, 470, 170, {"brick": 0.95})
    land.hills(p, 500, 22, {"brick": 0.6, "night": 0.45}, carve=0.15)
    land.water(p, 535, {"river": 0.75, "brick": 0.2})
    land.reflection(p, 470, 560, 320, 300, {"sun": 0.85})
    for x, y, size in ((1010, 640, 140), (180, 620, 90)):
        works.hull(p, x, y, size * 1.6, size * 0.3, {"night": 1.0}, {"river": 0.95})
        p.lay(p.line([(x + size * 0.5, y - size * 0.2), (x + size * 0.5, y - size * 1.35)], 7), night=1.0)
        net = p.polygon([(x + size * 0.5, y - size * 1.3), (x - size * 0.5, y), (x + size * 0.3, y)])
        p.over(
            net & (p.strokes(13, 0.22, slant=45, sway=2) | p.strokes(13, 0.22, slant=-45, sway=2)), night=1.0
        )
        land.figure(p, x + size * 1.0, y - size * 0.24, size * 0.5, {"brick": 0.95})
    mesh = p.polygon([(0, 800), (520, 760), (900, 1000), (0, 1000)])
    p.over(mesh & (p.strokes(34, 0.12, slant=40, sway=9) | p.strokes(34, 0.12, slant=-36, sway=9)), night=1.0)
    for x, y, turn in ((250, 880, 1), (520, 900, -1), (690, 950, 1), (120, 950, -1)):
        _fish(p, x, y, 120, turn)
    land.gulls(p, [(860, 220, 40), (980, 170, 28), (1130, 260, 34)])


def _fish(p: Print, x: float, y: float, size: float, turn: int) -> None:
    body = p.ellipse(x, y, size * 0.5, size * 0.2)
    tail = p.polygon(
        [
            (x - turn * size * 0.4, y),
            (x - turn * size * 0.72, y - size * 0.2),
            (x - turn * size * 0.66, y + size * 0.2),
        ]
    )
    p.lay(body | tail, sun=0.3)
    p.over((body | tail) & (p.y < y), river=0.75)
    p.over(body & p.strokes(10, 0.3, slant=60, sway=2) & (p.y < y + size * 0.06), night=0.8)
    p.lay(p.ellipse(x + turn * size * 0.34, y - size * 0.03, size * 0.035), night=1.0)


@scene
def reader(p: Print) -> None:
    """A book whose pages are a landscape."""
    p.lay(p.everywhere(), sun=0.85)
    p.over(p.strokes(26, 0.22, slant=12, sway=6), brick=0.4)
    shadow = p.polygon([(150, 820), (750, 900), (1370, 820), (1370, 880), (750, 960), (150, 880)])
    p.lay(shadow, night=0.95)
    for side in (-1, 1):
        edge, fold = 750 + side * 610, 750
        page = p.polygon(
            [
                (fold, 260),
                (fold + side * 120, 212),
                (fold + side * 380, 190),
                (edge, 230),
                (edge, 815),
                (fold + side * 380, 775),
                (fold + side * 120, 800),
                (fold, 865),
            ]
        )
        p.lay(page)
        if side < 0:
            for row in range(11):
                y = 310 + row * 41
                p.lay(
                    p.line([(230, y + 4), (440, y - 16), (640 - (90 if row in (3, 8) else 0), y + 16)], 9),
                    night=0.85,
                )
        else:
            p.lay(page & (p.y < 520), river=0.25)
            p.lay(p.ellipse(1180, 360, 70) & page, brick=0.95)
            p.lay(page & p.ridge(490, 44), river=0.8)
            p.lay(page & p.ridge(590, 40), river=0.85, sun=0.7)
            p.lay(page & p.ridge(690, 26), night=0.9, river=0.5)
            stream = p.ribbon([(1010, 490, 12), (1080, 580, 34), (960, 680, 70), (1100, 850, 220)])
            p.lay(page & stream)
            p.over(page & stream & p.strokes(15, 0.24, sway=5), river=0.8)
        p.over(page & (np.abs(p.x - fold) < 26) & p.strokes(8, 0.5, slant=90, sway=0), night=0.6)
    p.lay(p.polygon([(700, 260), (735, 268), (735, 960), (717, 930), (700, 960)]), brick=0.95)


@scene
def grain_quay(p: Print) -> None:
    """Silos, cranes, and the bow of a freighter that came too near."""
    land.sky(p, {"river": 0.2}, 640, clouds=3)
    for n in range(7):
        x = 60 + n * 96
        silo = p.rectangle(x, 270, x + 88, 690) | p.ellipse(x + 44, 270, 44, 26)
        p.lay(silo, sun=0.45)
        p.over(silo & (p.x < x + 34) & p.strokes(9, 0.5, slant=88, sway=1), brick=0.6)
    p.lay(p.rectangle(40, 232, 742, 258), night=1.0)
    p.lay(p.rectangle(330, 150, 440, 240), brick=0.95)
    p.lay(p.rectangle(0, 660, 900, 780), night=0.95)
    for x in range(20, 900, 64):
        p.cut(p.rectangle(x, 690, x + 5, 780))
    works.crane(p, 830, 664, 300, {"brick": 0.95})
    land.water(p, 770)
    works.freighter(p, 960, 850, 190)
    land.gulls(p, [(1180, 300, 38), (1290, 240, 26), (1060, 230, 24)])


@scene
def pilots(p: Print) -> None:
    """A pilot's boat, a lighthouse, and flags that speak."""
    land.sky(p, land.MORNING, 620, clouds=4)
    works.lighthouse(p, 1230, 660, 430)
    p.lay(p.ridge(650, 18) & (p.x > 980) & (p.y < 720), night=1.0)
    land.water(p, 690)
    works.tug(p, 260, 800, 330, {"night": 1.0})
    p.lay(p.line([(700, 560), (1010, 210)], 4), night=1.0)
    colours: list[dict[str, float]] = [
        {"brick": 0.95},
        {"sun": 0.95},
        {"river": 0.95},
        {"night": 0.95},
        {"brick": 0.95},
    ]
    for n, inks in enumerate(colours):
        x, y = 560 + n * 92, 150 + n * 66
        flag = p.polygon([(x, y), (x + 74, y + 20), (x + 60, y + 84), (x - 12, y + 62)])
        p.lay(flag)
        p.lay(
            flag
            & (
                (p.x - p.y * 0.1 < x + 28 - y * 0.1)
                if n % 2
                else (np.abs(p.y - p.x * 0.25 - y + x * 0.25 - 30) < 15)
            ),
            **inks,
        )
        p.over(p.line([(x, y), (x - 12, y + 62)], 5), night=1.0)
    p.lay(p.line([(520, 120), (960, 440)], 4), night=1.0)
    land.gulls(p, [(200, 250, 36), (320, 190, 26)])


@scene
def choir(p: Print) -> None:
    """A choir on a barge, and lanterns on the water."""
    land.sky(p, {"night": 0.55, "river": 0.8}, 620)
    land.stars(p, 380, 60)
    land.moon(p, 1190, 210, 92)
    land.hills(p, 560, 46, {"night": 0.9, "river": 0.4}, carve=0.2)
    land.village(p, 90, 420, 640, 54, lit=True)
    land.water(p, 640, {"night": 0.7, "river": 0.9})
    land.reflection(p, 1190, 670, 190, 260, {"sun": 0.5})
    coats: list[dict[str, float]] = [
        {"brick": 0.95},
        {"sun": 0.9},
        {"river": 0.7},
        {},
        {"brick": 0.7, "sun": 0.6},
    ]
    for row, (count, foot) in enumerate(((12, 700), (11, 742))):
        for n in range(count):
            land.figure(p, 330 + row * 38 + n * 78, foot, 150, coats[(n * 2 + row) % 5])
    p.lay(p.polygon([(200, 720), (1330, 720), (1260, 812), (260, 812)]), night=1.0)
    p.lay(p.rectangle(220, 738, 1316, 754), brick=0.95)
    for n in range(10):
        x = 270 + n * 112
        p.lay(p.ellipse(x, 776, 15, 19), sun=1.0)
        land.reflection(p, x, 830, 34, 110, {"sun": 0.9})


@scene
def fire(p: Print) -> None:
    """Pines before a burning sky, and two fire engines on the road."""
    p.lay(p.everywhere(), sun=0.95)
    p.over(p.strokes(28, np.clip(1 - p.y / 900, 0, 1) * 0.75, slant=-6, sway=16), brick=0.9)
    for base, rise, inks in (
        (690, 230, {"brick": 0.75, "sun": 0.8}),
        (720, 170, {"brick": 1.0, "sun": 0.4}),
        (740, 110, {"sun": 0.3}),
    ):
        tongues = np.abs(((p.x + base) / 132) % 1 - 0.5) * 2
        p.lay((p.y > base - rise * tongues**1.7 + p.noise(1.3) * 70) & (p.y < 850), **inks)
    land.wood(p, -60, 1560, 830, 330)
    p.lay(p.ridge(800, 14), night=1.0)
    p.lay(p.ridge(880, 8), sun=0.12)
    p.lay(p.ridge(960, 8), night=0.9)
    for x in (260, 720):
        p.lay(p.rectangle(x, 800, x + 290, 905), brick=1.0, night=0.1)
        p.lay(
            p.polygon([(x + 290, 905), (x + 290, 815), (x + 345, 815), (x + 385, 855), (x + 385, 905)]),
            brick=1.0,
            night=0.1,
        )
        p.cut(p.rectangle(x, 862, x + 385, 874))
        p.lay(p.polygon([(x + 302, 826), (x + 340, 826), (x + 368, 855), (x + 302, 855)]), night=0.9)
        p.lay(p.line([(x + 10, 790), (x + 330, 775)], 9), night=1.0)
        for rung in range(9):
            p.lay(p.line([(x + 20 + rung * 34, 775), (x + 20 + rung * 34, 795)], 4), night=1.0)
        for wheel in (60, 225, 325):
            p.lay(p.ellipse(x + wheel, 910, 32), night=1.0)
            p.cut(p.ellipse(x + wheel, 910, 12))


@scene
def log_books(p: Print) -> None:
    """Log books of a ship, dried and open again."""
    p.lay(p.everywhere(), river=0.9, night=0.25)
    p.over(p.strokes(22, 0.26, slant=4, sway=11), night=0.5)
    spines: list[dict[str, float]] = [
        {"brick": 0.95},
        {"sun": 0.9},
        {"night": 1.0},
        {"brick": 0.7, "sun": 0.7},
        {"sun": 0.35},
        {"night": 0.95},
        {"brick": 0.95},
    ]
    x = 120.0
    for n, inks in enumerate(spines):
        wide, tall = (92, 118, 76, 132, 88, 110, 96)[n], (470, 520, 430, 500, 540, 460, 510)[n]
        p.lay(p.rectangle(x, 620 - tall, x + wide, 620), **inks)
        p.cut(p.rectangle(x, 620 - tall + 50, x + wide, 620 - tall + 58) | p.rectangle(x, 540, x + wide, 548))
        p.lay(p.rectangle(x + wide * 0.2, 620 - tall + 110, x + wide * 0.8, 620 - tall + 200), sun=0.1)
        p.over(
            p.rectangle(x, 620 - tall, x + wide * 0.3, 620) & p.strokes(8, 0.45, slant=90, sway=1), night=0.7
        )
        x += wide + 7
    p.lay(p.rectangle(60, 620, 1440, 652), night=1.0)
    p.lay(p.ring(1170, 330, 178, 112), sun=0.1)
    p.lay(
        p.ring(1170, 330, 178, 112) & ((np.arctan2(p.y - 330, p.x - 1170) + np.pi) % (np.pi / 2) < np.pi / 4),
        brick=0.95,
    )
    page = p.polygon([(330, 940), (390, 720), (760, 700), (1150, 720), (1220, 940), (760, 905)])
    p.lay(page, sun=0.1)
    for row in range(6):
        y = 748 + row * 29
        for left, right in ((430 - row * 10, 720), (800, 1090 + row * 12)):
            p.lay(p.line([(left, y + 6), (right - (60 if row == 4 else 0), y - 2)], 6), night=0.85)
    p.over(p.line([(760, 702), (760, 905)], 10), night=1.0)
    for n, (bx, by, size) in enumerate(((560, 830, 90), (1040, 860, 60))):
        p.over(
            p.ellipse(bx, by, size, size * 0.7) & page & p.strokes(9, 0.3, slant=20 * n, sway=4), river=0.7
        )


@scene
def flag(p: Print) -> None:
    """The flag of Lake Orrin over the lake."""
    land.sky(p, land.DAY, 640, clouds=4)
    land.mountains(p, 610, 260, {"river": 0.4}, 6)
    land.hills(p, 590, 26, {"river": 0.7, "sun": 0.5})
    land.water(p, 640)
    works.sail(p, 1060, 760, 180, {"brick": 0.95})
    works.sail(p, 1300, 705, 100, {"sun": 0.9})
    p.lay(p.line([(300, 940), (300, 110)], 15), night=1.0)
    p.lay(p.ellipse(300, 104, 17), sun=1.0)
    wave = 26 * np.sin((p.x - 300) / 92)
    cloth = (p.x > 306) & (p.x < 830) & (p.y > 140 + wave) & (p.y < 460 + wave)
    p.lay(cloth, river=1.0, night=0.2)
    p.lay(cloth & (p.y > 140 + 210 + wave))
    p.lay(cloth & (p.y > 140 + 260 + wave), sun=0.95)
    disc = ((p.x - 540) ** 2 + (p.y - 260 - wave) ** 2) < 72**2
    p.lay(disc & cloth, sun=0.95)
    p.over(cloth & (np.cos((p.x - 300) / 92) > 0.55) & p.strokes(10, 0.42, slant=80, sway=2), night=0.6)
    p.lay(p.ridge(930, 14) & (p.x < 760), night=1.0)


@tall_scene
def gauge(p: Print) -> None:
    """A staff that shows the height of the river, and a heron."""
    land.sky(p, land.MORNING, 560, clouds=3)
    land.hills(p, 470, 50, {"river": 0.35})
    land.hills(p, 540, 30, {"river": 0.75, "sun": 0.5})
    land.water(p, 600)
    p.lay(p.rectangle(520, 130, 640, 1130), sun=0.06)
    for n in range(25):
        y = 140 + n * 40
        long = 84 if n % 5 == 0 else 46
        p.lay(p.rectangle(520, y, 520 + long, y + 18), **({"brick": 0.95} if n % 5 == 0 else {"night": 1.0}))
    p.over(p.rectangle(640, 130, 656, 1130), night=1.0)
    wet = p.rectangle(520, 830, 656, 1130)
    p.over(wet & p.strokes(13, 0.5, sway=4), river=0.9)
    p.cut(p.ellipse(588, 1128, 150, 10) | p.ellipse(588, 1150, 110, 6))
    x, y = 270, 1010
    p.lay(p.line([(x, y), (x + 8, y + 150)], 7) | p.line([(x + 34, y), (x + 26, y + 150)], 7), night=1.0)
    p.lay(p.ellipse(x + 10, y - 40, 92, 54), night=0.75, river=0.4)
    p.over(p.ellipse(x - 10, y - 34, 80, 36) & p.strokes(11, 0.5, slant=-18, sway=2), night=1.0)
    p.lay(p.line([(x + 78, y - 66), (x + 116, y - 150), (x + 84, y - 215), (x + 116, y - 268)], 20), sun=0.08)
    p.lay(p.ellipse(x + 124, y - 276, 27, 19), sun=0.08)
    p.lay(p.polygon([(x + 140, y - 286), (x + 236, y - 262), (x + 140, y - 264)]), sun=1.0)
    p.lay(p.line([(x + 128, y - 290), (x + 70, y - 276)], 8), night=1.0)
    for reed in range(14):
        rx = 760 + reed * 18
        tall = 300 + 90 * np.sin(reed * 1.9)
        p.lay(p.line([(rx, 1300), (rx + 18 * np.sin(reed), 1300 - tall)], 8), night=1.0)
        if reed % 3 == 0:
            p.lay(p.ellipse(rx + 18 * np.sin(reed), 1300 - tall, 13, 44), brick=0.9, night=0.3)


@scene
def sound_map(p: Print) -> None:
    """The harbour from above, and its sounds."""
    p.lay(p.everywhere(), river=0.85)
    p.cut(p.strokes(24, 0.09, sway=12))
    shore = p.polygon(
        [
            (0, 0),
            (760, 0),
            (690, 150),
            (560, 180),
            (560, 330),
            (430, 330),
            (430, 470),
            (250, 520),
            (250, 720),
            (110, 760),
            (110, 1000),
            (0, 1000),
        ]
    )
    mole = p.line([(1500, 860), (1160, 800), (930, 620)], 66)
    p.lay(shore | mole, sun=0.25)
    p.over(shore & p.strokes(26, 0.14, slant=45, sway=1), brick=0.35)
    for row in range(5):
        for column in range(7):
            x, y = 40 + column * 92, 30 + row * 92
            if x + 70 < 660 - row * 105:
                p.lay(
                    p.rectangle(x, y, x + 62 + 12 * ((row + column) % 2), y + 54),
                    **({"brick": 0.9} if (row * 3 + column) % 4 else {"night": 0.95}),
                )
    for number, (x, y, size, inks) in enumerate(
        (
            (930, 620, 300, {"sun": 0.95}),
            (430, 400, 210, {"brick": 0.95}),
            (1240, 260, 260, {"sun": 0.95}),
            (260, 720, 150, {"night": 1.0}),
        )
    ):
        for ring in range(1, 5):
            radius = size * ring / 4
            wave = np.arctan2(p.y - y, p.x - x)
            edge = np.hypot(p.x - x, p.y - y) - radius - 5 * np.sin(wave * (9 + number * 2))
            p.lay(np.abs(edge) < 7 - ring, **inks)
        p.lay(p.ellipse(x, y, 20), **inks)
        p.cut(p.ellipse(x, y, 8))
    p.lay(p.polygon([(1170, 235), (1290, 235), (1330, 262), (1290, 290), (1170, 290)]), night=1.0)
    p.lay(p.rectangle(1190, 247, 1236, 278), brick=0.95)


@scene
def green_lock(p: Print) -> None:
    """The gates of a lock, closed."""
    land.sky(p, land.DAY, 420, clouds=3)
    land.hills(p, 360, 40, {"river": 0.7, "sun": 0.45})
    for x, size in ((130, 210), (215, 250), (1300, 240), (1385, 200)):
        land.poplar(p, x, 440, size)
    land.house(p, 1130, 430, 150)
    p.lay(p.rectangle(0, 420, 1500, 1000), sun=0.3)
    for row in range(12):
        y = 430 + row * 50
        p.over(p.rectangle(0, y, 1500, y + 5), night=0.6)
        for x in range(-60 + (row % 2) * 70, 1500, 140):
            p.over(p.rectangle(x, y, x + 5, y + 50), night=0.6)
    p.lay(p.rectangle(300, 440, 1200, 1000), night=1.0)
    works.lock_gates(p, 750, 470, 830, 440, {"river": 0.85, "sun": 0.8})
    land.water(p, 850)
    for side in (-1, 0, 1):
        x = 750 + side * 150
        jet = p.polygon([(x - 7, 760), (x + 7, 760), (x + 30, 870), (x - 30, 870)])
        p.cut(jet)
        p.cut(p.ellipse(x, 872, 62, 15))


@scene
def flood(p: Print) -> None:
    """Houses that stand in the water."""
    land.sky(p, {"night": 0.35, "river": 0.35}, 560)
    p.cut(p.strokes(23, 0.11, slant=72, sway=1) & (p.y < 620) & (p.strokes(170, 0.5, slant=-9, sway=40)))
    land.hills(p, 470, 40, {"night": 0.75, "river": 0.5}, carve=0.25)
    for x, size in ((180, 190), (1340, 230)):
        land.poplar(p, x, 680, size * 1.4)
    roofs: list[dict[str, float]] = [
        {"brick": 0.95},
        {"brick": 0.8, "sun": 0.6},
        {"night": 0.9},
        {"brick": 0.95},
    ]
    for n, (x, foot, size) in enumerate(
        ((420, 690, 230), (690, 720, 260), (960, 690, 210), (1160, 710, 230))
    ):
        land.house(p, x, foot, size, roofs[n])
    land.water(p, 620)
    for x, width, inks in (
        (420, 210, {"brick": 0.7, "night": 0.3}),
        (690, 240, {"brick": 0.6, "sun": 0.3, "night": 0.2}),
        (960, 190, {"night": 0.6, "river": 0.6}),
        (1160, 200, {"brick": 0.7, "night": 0.3}),
    ):
        land.reflection(p, x, 640, width, 150, inks)
    works.rowing_boat(p, 240, 850, 150, {"sun": 0.95}, crew=2)
    p.lay(p.line([(1020, 1000), (1020, 700)], 14) | p.line([(1020, 780), (1020, 770)], 14), night=1.0)
    p.lay(p.polygon([(900, 700), (1140, 690), (1180, 724), (1140, 760), (900, 770)]), sun=0.95)
    p.lay(p.rectangle(930, 722, 1090, 732), night=1.0)


@scene
def night_search(p: Print) -> None:
    """A helicopter with its light on a mountain, by night."""
    land.sky(p, land.NIGHT, 800)
    land.stars(p, 560, 110)
    land.mountains(p, 860, 520, {"night": 0.7, "river": 0.6}, 5)
    beam = p.polygon([(520, 330), (840, 850), (1180, 850), (548, 316)])
    p.lay(beam, sun=0.45)
    p.over(beam & p.strokes(19, 0.3, slant=-60, sway=2), sun=0.8)
    works.helicopter(p, 500, 290, 190, {"brick": 0.95}, {"sun": 0.9})
    land.hills(p, 850, 44, {"night": 1.0}, carve=0.12)
    spot = p.ellipse(1010, 846, 220, 46)
    p.lay(spot, sun=0.7)
    for n, inks in enumerate(
        ({"brick": 0.95}, {"river": 0.95}, {"night": 1.0}, {"brick": 0.95}, {"night": 0.8, "river": 0.5})
    ):
        land.figure(p, 905 + n * 54, 858 + (n % 2) * 10, 96, inks, arms=n == 2)
    land.wood(p, -40, 700, 1030, 200)
    land.wood(p, 1240, 1560, 1030, 220)


@scene
def night_ferry(p: Print) -> None:
    """A ferry crosses the river by night."""
    land.sky(p, land.NIGHT, 620)
    land.stars(p, 400, 90)
    land.moon(p, 320, 230, 110)
    land.hills(p, 590, 34, {"night": 1.0}, carve=0.08)
    land.village(p, 930, 1420, 640, 60, lit=True)
    land.water(p, 650, {"night": 0.72, "river": 0.85})
    land.reflection(p, 320, 680, 230, 270, {"sun": 0.5})
    works.ferry(p, 560, 800, 250, lit=True)
    for x in (700, 800, 900, 1000):
        land.reflection(p, x, 826, 50, 150, {"sun": 0.95})


@scene
def lighthouse(p: Print) -> None:
    """The sea does not read the timetable: waves at the light."""
    land.sky(p, {"night": 0.5, "river": 0.7}, 700)
    works.lighthouse(p, 1040, 690, 520, beam=True)
    p.lay(p.polygon([(820, 720), (900, 640), (1000, 676), (1100, 650), (1210, 690), (1290, 760)]), night=1.0)
    for n in range(6):
        base = 690 + n * 58
        phase = p.x / (150 + n * 34) + n * 1.7
        crest = base - (24 + n * 8) * np.abs(np.sin(phase)) ** 1.6
        wave = p.y > crest
        p.lay(wave, **({"river": 0.9, "night": 0.1 + 0.1 * n} if n % 2 else {"river": 0.7, "night": 0.3}))
        p.cut(wave & (p.y < crest + 8 + n * 2))
        p.over(wave & (p.y < crest + 46) & p.strokes(12, 0.3, slant=24, sway=5), night=0.8)
    works.sail(p, 330, 770, 230, {"brick": 0.95})
    land.gulls(p, [(560, 240, 40), (690, 180, 28), (450, 160, 24)], {"sun": 0.1})


@scene
def tugs(p: Print) -> None:
    """Two new tugs."""
    land.sky(p, land.DAY, 560, clouds=4)
    for x, size in ((150, 330), (420, 280), (1330, 330)):
        works.crane(p, x, 610, size, {"night": 0.55, "river": 0.4})
    p.lay(p.rectangle(0, 590, 1500, 650), night=0.9)
    land.water(p, 650)
    works.tug(p, 110, 840, 340, {"brick": 0.95})
    works.tug(p, 800, 900, 370, {"river": 0.95, "night": 0.3})
    for n in range(13):
        x, y = 740 + n * 58, 250 + 60 * np.sin(n / 12 * np.pi)
        p.lay(
            p.polygon([(x, y), (x + 46, y + 2), (x + 23, y + 52)]),
            **({"brick": 0.95}, {"sun": 0.95}, {"night": 0.95})[n % 3],
        )
    p.lay(p.line([(740 + n * 58, 250 + 60 * np.sin(n / 12 * np.pi)) for n in range(14)], 4), night=1.0)


@scene
def cubic_metre(p: Print) -> None:
    """A cubic metre of water, and what it costs in five countries."""
    p.lay(p.everywhere(), sun=0.2)
    p.over(p.strokes(30, 0.1, slant=90, sway=1), sun=0.6)
    x, y, s = 480.0, 560.0, 300.0
    top = [(x, y - s), (x + s * 0.87, y - s * 0.5), (x, y), (x - s * 0.87, y - s * 0.5)]
    left = [(x - s * 0.87, y - s * 0.5), (x, y), (x, y + s), (x - s * 0.87, y + s * 0.5)]
    right = [(x + s * 0.87, y - s * 0.5), (x, y), (x, y + s), (x + s * 0.87, y + s * 0.5)]
    p.lay(
        p.polygon(
            [
                (x - s * 0.87, y + s * 0.5),
                (x, y + s),
                (x + s * 1.75, y + s * 0.9),
                (x + s * 0.87, y + s * 0.4),
            ]
        ),
        night=0.85,
    )
    p.lay(p.polygon(top), river=0.45)
    p.lay(p.polygon(left), river=0.8)
    p.lay(p.polygon(right), river=0.95, night=0.45)
    p.cut(p.polygon(top) & p.strokes(26, 0.18, sway=8))
    p.over(p.polygon(right) & p.strokes(17, 0.3, slant=-30, sway=4), night=0.9)
    p.cut(p.polygon(left) & p.strokes(60, 0.07, slant=30, sway=6))
    for n, (tall, inks) in enumerate(
        (
            (150, {"brick": 0.95}),
            (260, {"sun": 0.95}),
            (360, {"river": 0.95}),
            (220, {"night": 0.95}),
            (470, {"brick": 0.7, "sun": 0.7}),
        )
    ):
        cx = 940 + n * 108
        coins = int(tall / 26)
        for coin in range(coins):
            cy = 840 - coin * 26
            p.lay(p.rectangle(cx - 44, cy - 12, cx + 44, cy + 10) | p.ellipse(cx, cy + 10, 44, 13), night=1.0)
            p.lay(p.rectangle(cx - 41, cy - 12, cx + 41, cy + 8) | p.ellipse(cx, cy + 8, 41, 12), **inks)
            p.lay(p.ellipse(cx, cy - 12, 44, 13), night=1.0)
            p.lay(p.ellipse(cx, cy - 13, 41, 11), **inks)
        drop = p.ellipse(cx, 840 - coins * 26 - 44, 19) | p.polygon(
            [(cx - 16, 840 - coins * 26 - 54), (cx, 840 - coins * 26 - 100), (cx + 16, 840 - coins * 26 - 54)]
        )
        p.lay(drop, river=0.9)


@scene
def ice(p: Print) -> None:
    """A ship that waits in the ice."""
    land.sky(p, {"river": 0.16}, 520)
    land.sun(p, 1180, 360, 92, {"sun": 0.9})
    land.hills(p, 500, 16, {"river": 0.4}, carve=0.3)
    p.lay(p.rectangle(0, 530, 1500, 1000), river=0.95, night=0.35)
    works.freighter(p, 240, 650, 200)
    floes = 0
    while floes < 62:
        depth = p.random.random() ** 0.7
        y = 640 + 350 * depth
        x, size = p.random.uniform(-60, 1560), 40 + 150 * depth * p.random.uniform(0.5, 1)
        corners = np.sort(p.random.uniform(0, 2 * np.pi, 7))
        edge = [
            (
                x + size * np.cos(a) * p.random.uniform(0.75, 1),
                y + size * 0.36 * np.sin(a) * p.random.uniform(0.75, 1),
            )
            for a in corners
        ]
        p.lay(p.polygon([(px, py + 8 + 9 * depth) for px, py in edge]), river=0.55)
        p.cut(p.polygon(edge))
        floes += 1
    p.over(p.strokes(38, 0.08, slant=-3, sway=12) & (p.y > 660) & (p.plates["river"] == 0), river=0.45)
    land.gulls(p, [(760, 200, 34), (860, 260, 24)])


@scene
def ambulance_train(p: Print) -> None:
    """A hospital train on a viaduct."""
    land.sky(p, land.EVENING, 640)
    land.sun(p, 300, 300, 120, {"sun": 0.2})
    land.mountains(p, 620, 330, {"brick": 0.4, "night": 0.3}, 6)
    land.hills(p, 640, 50, {"night": 0.6, "river": 0.55}, carve=0.3)
    works.arches(p, 560, 960, 230, -60, {"night": 0.8, "brick": 0.3})
    works.train(p, 130, 552, 5, 112, {"river": 0.9}, cross=True)
    land.hills(p, 900, 34, {"night": 1.0}, carve=0.2)
    land.wood(p, -30, 420, 1030, 200)
    land.wood(p, 1120, 1560, 1030, 230)


@scene
def dredgers(p: Print) -> None:
    """Dredgers at the mouth of the Ilse."""
    land.sky(p, land.MORNING, 560, clouds=5)
    land.hills(p, 560, 12, {"river": 0.5, "sun": 0.3})
    land.water(p, 600, {"river": 0.7, "sun": 0.35})
    for x, y, size in ((150, 790, 300), (950, 680, 170)):
        works.hull(p, x, y, size * 1.7, size * 0.3, {"night": 1.0}, {"brick": 0.95})
        p.lay(p.rectangle(x + size * 0.1, y - size * 0.72, x + size * 0.46, y - size * 0.24), sun=0.2)
        p.lay(p.rectangle(x + size * 0.15, y - size * 0.66, x + size * 0.4, y - size * 0.52), night=0.9)
        works.truss(p, y - size * 0.3, x + size * 0.62, x + size * 1.5, size * 0.22, {"sun": 0.95})
        p.lay(
            p.line(
                [
                    (x + size * 0.72, y - size * 0.3),
                    (x + size * 1.1, y - size * 1.0),
                    (x + size * 1.5, y - size * 0.3),
                ],
                size * 0.035,
            ),
            night=1.0,
        )
        for n in range(9):
            cx, cy = x + size * (0.95 + n * 0.11), y - size * (0.66 - n * 0.09)
            p.lay(
                p.polygon([(cx - 16, cy - 12), (cx + 16, cy - 12), (cx + 11, cy + 14), (cx - 11, cy + 14)]),
                brick=0.95,
            )
    land.gulls(p, [(1260, 220, 38), (1150, 300, 28), (700, 190, 24)])


@scene
def winter_ferry(p: Print) -> None:
    """The ferry at Orrin, in the snow."""
    land.sky(p, {"river": 0.3}, 600)
    land.mountains(p, 560, 330, {"river": 0.5, "night": 0.15}, 6)
    land.wood(p, -30, 1530, 610, 96, {"night": 0.75, "river": 0.5})
    land.water(p, 610, {"river": 0.9, "night": 0.25})
    works.ferry(p, 420, 790, 260)
    p.cut(p.ridge(900, 36))
    p.over(p.ridge(900, 36) & p.strokes(26, 0.14, slant=-7, sway=12) & (p.plates["river"] == 0), river=0.5)
    for x, size in ((90, 260), (1370, 320), (1250, 210)):
        land.pine(p, x, 965, size)
    for _ in range(190):
        x, y = p.random.uniform(0, 1500), p.random.uniform(0, 1000)
        p.cut(p.ellipse(x, y, p.random.uniform(2.5, 6)))


@scene
def flood_map(p: Print) -> None:
    """A map of the risk of floods, house by house."""
    p.lay(p.everywhere(), sun=0.12)
    middle = 520 + 120 * np.sin(p.x / 260) + 46 * np.sin(p.x / 97 + 1)
    away = np.abs(p.y - middle)
    for reach, inks in ((330, {"sun": 0.35}), (240, {"sun": 0.85}), (150, {"brick": 0.75, "sun": 0.4})):
        p.lay(away + 26 * np.sin(p.x / 40) + 20 * np.sin(p.y / 33 + p.x / 80) < reach, **inks)
    for row in range(11):
        for column in range(17):
            x, y = 20 + column * 90 + (row % 2) * 30, 14 + row * 92
            if p.random.random() < 0.8:
                wide, tall = p.random.uniform(30, 62), p.random.uniform(28, 54)
                p.lay(p.rectangle(x, y, x + wide, y + tall), night=0.9)
    for x in (150, 560, 980, 1330):
        p.cut(np.abs(p.x - x - 40 * np.sin(p.y / 210)) < 8)
    p.cut(away < 76)
    p.lay(away < 66, river=0.95)
    p.cut((away < 60) & p.strokes(22, 0.14, sway=12))
    p.lay(p.rectangle(1060, 690, 1440, 940), sun=0.06)
    p.over(p.rectangle(1060, 690, 1440, 940) & ~p.rectangle(1067, 697, 1433, 933), night=1.0)
    legend: tuple[dict[str, float], ...] = ({"brick": 0.75, "sun": 0.4}, {"sun": 0.85}, {"sun": 0.35})
    for n, inks in enumerate(legend):
        p.lay(p.rectangle(1096, 722 + n * 70, 1176, 768 + n * 70), **inks)
        p.lay(p.rectangle(1206, 738 + n * 70, 1206 + (190, 150, 170)[n], 750 + n * 70), night=0.9)


@scene
def dam(p: Print) -> None:
    """A dam whose spillways are open."""
    land.sky(p, land.MORNING, 420, clouds=3)
    land.mountains(p, 420, 300, {"river": 0.35}, 6)
    land.hills(p, 350, 30, {"river": 0.7, "sun": 0.5})
    lake = p.rectangle(0, 380, 1500, 460)
    p.lay(lake, river=0.9)
    p.cut(lake & p.ripples(382, 460, 0.5))
    wall = (p.y > 440 + ((p.x - 750) / 750) ** 2 * 26) & (p.y < 850)
    p.lay(wall, sun=0.28)
    p.over(wall & p.strokes(36, 0.1, slant=90, sway=1), night=0.5)
    p.over(wall & (p.x < 300 + (p.y - 440) * 0.35) & p.strokes(13, 0.45, slant=70, sway=2), night=0.5)
    for n in range(4):
        x = 390 + n * 210
        p.lay(p.rectangle(x, 490, x + 120, 560) | p.ellipse(x + 60, 490, 60, 42), night=1.0)
        fall = p.polygon([(x + 12, 530), (x + 108, 530), (x + 140, 870), (x - 20, 870)])
        p.lay(fall)
        p.over(fall & p.strokes(17, 0.36, slant=88, sway=3), river=0.9)
    p.lay(p.rectangle(0, 428, 1500, 452), night=1.0)
    for x in range(24, 1500, 60):
        p.lay(p.rectangle(x, 398, x + 7, 430), night=1.0)
    p.lay(p.rectangle(0, 396, 1500, 402), night=1.0)
    land.house(p, 1290, 432, 108, {"brick": 0.95})
    land.water(p, 850)
    for n in range(4):
        p.cut(p.ellipse(450 + n * 210, 868, 118, 24))
    for side in (-1, 1):
        rock = p.polygon(
            [
                (750 + side * 470, 1000),
                (750 + side * 640, 700),
                (750 + side * 760, 560),
                (750 + side * 760, 1000),
            ]
        )
        p.lay(rock, night=1.0)
        p.lay(rock & p.strokes(24, 0.2, slant=side * 55, sway=8), river=0.6)


@tall_scene
def letters(p: Print) -> None:
    """Shelves with the letters of the ferrymen."""
    p.lay(p.everywhere(), night=0.95)
    for row in range(6):
        top = 40 + row * 212
        p.lay(p.rectangle(40, top, 960, top + 186), night=0.75, brick=0.5)
        p.lay(p.rectangle(20, top + 186, 980, top + 206), brick=0.55, sun=0.75)
        x = 56.0
        while x < 930:
            wide = float(p.random.uniform(16, 34))
            tall = float(p.random.uniform(110, 168))
            if x + wide > 944:
                break
            choice = int(p.random.integers(0, 7))
            inks: dict[str, float] = [
                {"sun": 0.1},
                {"sun": 0.3},
                {"sun": 0.12},
                {"sun": 0.55},
                {"brick": 0.85},
                {"river": 0.8},
                {},
            ][choice]
            lean = float(p.random.choice([0, 0, 0, 9, -7]))
            p.lay(
                p.polygon(
                    [
                        (x, top + 186),
                        (x + wide - 3, top + 186),
                        (x + wide - 3 + lean, top + 186 - tall),
                        (x + lean, top + 186 - tall),
                    ]
                ),
                **inks,
            )
            x += wide
    envelope = [(250, 610), (780, 560), (815, 905), (285, 955)]
    p.lay(p.polygon([(px + 20, py + 26) for px, py in envelope]), night=1.0)
    p.lay(p.polygon(envelope), sun=0.1)
    p.lay(p.line([envelope[0], (545, 790), envelope[1]], 9), night=0.9)
    p.lay(p.line([envelope[3], (470, 770)], 6) | p.line([envelope[2], (620, 758)], 6), night=0.7)
    p.lay(p.ellipse(543, 792, 52), brick=1.0)
    for n in range(5):
        p.cut(p.line([(510, 772 + n * 10), (543, 786 + n * 3), (576, 792)], 3.5))


@scene
def cafe(p: Print) -> None:
    """The café at kilometre 212, closed."""
    land.sky(p, land.EVENING, 600)
    land.sun(p, 1160, 480, 140)
    land.hills(p, 560, 40, {"brick": 0.5, "night": 0.45}, carve=0.2)
    p.lay(p.rectangle(240, 400, 880, 740), sun=0.16)
    p.lay(p.polygon([(200, 410), (290, 300), (830, 300), (920, 410)]), night=0.95)
    for n in range(8):
        left = 270 + n * 76
        p.lay(
            p.polygon([(left, 480), (left + 76, 480), (left + 64, 545), (left - 12, 545)]),
            **({"brick": 0.95} if n % 2 else {}),
        )
    for x in (300, 640):
        p.lay(p.rectangle(x, 560, x + 180, 680), night=0.9, river=0.3)
        p.lay(
            p.line([(x, 560), (x + 180, 680)], 16) | p.line([(x + 180, 560), (x, 680)], 16),
            sun=0.75,
            brick=0.3,
        )
    p.lay(p.rectangle(520, 560, 610, 740), night=0.85, brick=0.4)
    p.lay(p.line([(1050, 760), (1050, 330)], 16), night=1.0)
    cup = p.rectangle(985, 220, 1115, 330) | p.ellipse(1050, 330, 65, 30)
    p.lay(p.ellipse(1050, 290, 132), sun=0.1)
    p.lay(p.ring(1050, 290, 132, 120), night=1.0)
    p.lay(cup & (p.y > 250) & (p.x > 990) & (p.x < 1110) & (p.y < 345), brick=0.95)
    p.lay(p.ring(1118, 290, 32, 18) & (p.x > 1108), brick=0.95)
    p.lay(p.ridge(735, 10), night=0.9, river=0.3)
    road = p.polygon([(540, 1000), (1240, 1000), (1500, 760), (1500, 740), (1330, 745)])
    p.lay(road, sun=0.2)
    for t in range(5):
        a = t / 5
        p.lay(
            p.line(
                [
                    (890 + 480 * a, 1000 - 235 * a**0.8),
                    (890 + 480 * (a + 0.09), 1000 - 235 * (a + 0.09) ** 0.8),
                ],
                13 - 8 * a,
            ),
            night=0.9,
        )
    land.poplar(p, 130, 760, 430)
    land.poplar(p, 60, 770, 360)


@scene
def exercise(p: Print) -> None:
    """Rescuers of five countries on the river."""
    land.sky(p, land.DAY, 520, clouds=4)
    land.mountains(p, 520, 260, {"river": 0.4}, 7)
    land.hills(p, 490, 36, {"river": 0.7, "sun": 0.55})
    land.water(p, 560)
    works.helicopter(p, 1090, 230, 170, {"brick": 0.95}, {"sun": 0.2})
    works.rowing_boat(p, 130, 740, 190, {"sun": 0.95}, crew=3)
    works.rowing_boat(p, 690, 690, 140, {"night": 1.0}, crew=3)
    works.rowing_boat(p, 960, 860, 230, {"night": 1.0}, crew=3)
    for n in range(9):
        x, y = 470 + n * 46, 800 + 22 * np.sin(n * 0.9)
        p.lay(p.ellipse(x, y, 17, 12), **({"brick": 0.95} if n % 2 else {"sun": 0.1}))


@scene
def rails(p: Print) -> None:
    """Rails on the timber quay, and logs."""
    land.sky(p, land.MORNING, 430, clouds=4)
    works.crane(p, 1080, 470, 330, {"night": 0.9, "river": 0.4})
    land.hills(p, 430, 14, {"river": 0.55, "sun": 0.3})
    p.lay(p.rectangle(0, 460, 1500, 1000), sun=0.4)
    p.over((p.y > 460) & p.strokes(24, 0.16, sway=10), brick=0.5)
    for n in range(15):
        t = (n / 14) ** 2.1
        y = 470 + 540 * t
        half = 24 + 360 * t
        p.lay(
            p.polygon(
                [
                    (640 - half * 1.35, y),
                    (640 + half * 1.35, y),
                    (640 + half * 1.4, y + 6 + 26 * t),
                    (640 - half * 1.4, y + 6 + 26 * t),
                ]
            ),
            night=0.85,
            brick=0.3,
        )
    for side in (-1, 1):
        p.lay(
            p.polygon(
                [
                    (640 + side * 22, 462),
                    (640 + side * 28, 462),
                    (640 + side * 415, 1000),
                    (640 + side * 365, 1000),
                ]
            ),
            night=1.0,
        )
        p.cut(
            p.polygon(
                [
                    (640 + side * 24, 462),
                    (640 + side * 26, 462),
                    (640 + side * 396, 1000),
                    (640 + side * 384, 1000),
                ]
            )
        )
    rows = ((5, 880), (4, 772), (3, 664), (2, 556))
    for count, y in rows:
        for n in range(count):
            x = 1070 + (5 - count) * 62 + n * 124
            p.lay(p.ellipse(x, y, 62), night=1.0)
            p.lay(p.ellipse(x, y, 55), sun=0.75, brick=0.2)
            for ring in (41, 26, 12):
                p.over(p.ring(x + 3, y - 2, ring, ring - 4), brick=0.9)
    works.train(p, 60, 468, 2, 60, {"brick": 0.95})


@scene
def radar(p: Print) -> None:
    """The radar on the outer mole."""
    land.sky(p, {"sun": 0.35}, 660, clouds=5)
    p.lay(p.line([(0, 790), (700, 735), (1040, 730)], 70), night=0.95)
    works.lighthouse(p, 880, 720, 400, radar=True)
    for ring in range(1, 6):
        arc = np.abs(np.hypot(p.x - 880, p.y - 155) - ring * 120) < 4.5
        p.over(arc & (p.y < 560) & (np.abs(p.x - 880) > 70), brick=0.95)
    land.water(p, 730)
    p.lay(p.polygon([(0, 745), (760, 700), (1040, 700), (1080, 775), (0, 870)]), night=0.95)
    p.lay(p.polygon([(0, 745), (760, 700), (1040, 700), (1045, 714), (770, 716), (0, 770)]), sun=0.3)
    for x in range(40, 1000, 90):
        p.over(p.line([(x, 772 - x * 0.04), (x + 6, 850 - x * 0.07)], 4), river=0.6)
    works.ferry(p, 1130, 850, 110)


@scene
def small_boats(p: Print) -> None:
    """Sails on the river."""
    land.sky(p, land.MORNING, 520, clouds=4)
    land.hills(p, 470, 44, {"river": 0.4})
    land.hills(p, 510, 24, {"river": 0.75, "sun": 0.5})
    land.village(p, 1060, 1400, 560, 56)
    land.water(p, 555)
    for x, y, size, inks in (
        (560, 600, 130, {"night": 0.85}),
        (880, 620, 160, {"sun": 0.95}),
        (1150, 720, 260, {"brick": 0.95}),
        (330, 740, 320, {"sun": 0.9}),
        (750, 880, 420, {"brick": 0.95}),
    ):
        works.sail(p, x, y, size, inks)
        land.reflection(p, x, y + 14, size * 0.5, size * 0.42, {"night": 0.45, "river": 0.9})
    land.gulls(p, [(1260, 180, 38), (1130, 240, 26), (220, 200, 30)])


@tall_scene
def sirens(p: Print) -> None:
    """Sirens above a valley, at dawn."""
    land.sky(p, {"sun": 0.5}, 800)
    land.sun(p, 690, 520, 170, {"brick": 0.9})
    land.mountains(p, 720, 330, {"brick": 0.35, "sun": 0.3}, 5)
    land.hills(p, 740, 60, {"river": 0.6, "sun": 0.6})
    land.village(p, 90, 720, 905, 74)
    land.hills(p, 890, 40, {"night": 0.75, "river": 0.6}, carve=0.36)
    stream = p.ribbon([(620, 880, 16), (700, 980, 60), (540, 1100, 130), (700, 1330, 380)])
    p.lay(stream, river=0.9)
    p.cut(stream & p.ripples(890, 1300, 0.5))
    works.pylon(p, 330, 1300, 1120)


@scene
def reservoir(p: Print) -> None:
    """A reservoir that fills early: snow that melts, and a mark under water."""
    land.sky(p, {"sun": 0.22}, 480, clouds=4)
    land.sun(p, 300, 230, 104, {"sun": 0.95})
    land.mountains(p, 520, 380, {"river": 0.5, "night": 0.12}, 5)
    land.hills(p, 520, 40, {"river": 0.75, "sun": 0.6}, carve=0.36)
    land.wood(p, -20, 520, 600, 96, {"night": 0.85, "river": 0.5})
    land.wood(p, 1180, 1540, 610, 110, {"night": 0.85, "river": 0.5})
    land.water(p, 590)
    land.reflection(p, 300, 620, 190, 180, {"sun": 0.8})
    tower = p.rectangle(920, 330, 1040, 720)
    p.lay(tower, sun=0.25)
    p.over(tower & (p.x < 962) & p.strokes(10, 0.5, slant=88, sway=1), night=0.7)
    p.lay(p.polygon([(896, 340), (980, 240), (1064, 340)]), brick=0.95)
    p.lay(p.rectangle(955, 380, 1005, 450) | p.ellipse(980, 380, 25), night=1.0)
    for n in range(8):
        p.lay(
            p.rectangle(1000, 480 + n * 30, 1040, 494 + n * 30),
            **({"brick": 0.95} if n == 3 else {"night": 0.95}),
        )
    p.cut(p.ellipse(980, 722, 96, 9))
    p.lay(p.line([(0, 650), (930, 560)], 10), night=1.0)
    for x in range(30, 930, 80):
        p.lay(p.line([(x, 648 - x * 0.097), (x, 716 - x * 0.05)], 6), night=1.0)
    works.rowing_boat(p, 380, 850, 140, {"brick": 0.95}, crew=1)
