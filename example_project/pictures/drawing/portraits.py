"""The portraits of the people in the articles, who are invented: busts, each from its own looks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .plates import Mask, Print

SIZE = (760, 950)

PIXELS = 0.63
"""Of the finished portrait for each unit."""

Inks = dict[str, float]

NIGHT: Inks = {"night": 1.0}
GREY: Inks = {"night": 0.35}
WHITE: Inks = {"night": 0.08}
BROWN: Inks = {"night": 0.75, "brick": 0.75}
RED: Inks = {"brick": 0.9, "sun": 0.55}
FAIR: Inks = {"sun": 0.85}
TEAL: Inks = {"river": 0.95}
BRICK: Inks = {"brick": 0.95}
SUN: Inks = {"sun": 0.95}
DEEP: Inks = {"river": 0.95, "night": 0.6}
PAPER: Inks = {}
GREEN: Inks = {"river": 0.85, "sun": 0.85}

SKINS: tuple[Inks, ...] = (
    {"sun": 0.2, "brick": 0.06},
    {"sun": 0.34, "brick": 0.14},
    {"sun": 0.5, "brick": 0.3},
    {"sun": 0.62, "brick": 0.42, "night": 0.22},
    {"sun": 0.6, "brick": 0.5, "night": 0.5},
)


@dataclass(frozen=True)
class Looks:
    hair: str
    hair_inks: Inks
    dress: str
    dress_inks: Inks
    ground: Inks
    behind: str = "disc"
    behind_inks: Inks | None = None
    skin: int = 0
    face: float = 1.0
    """How broad it is."""
    beard: str = ""
    glasses: str = ""
    hat: str = ""
    old: bool = False
    faces_left: bool = False


PORTRAITS: dict[str, Looks] = {
    "teodrik-massalen": Looks(
        "parted", GREY, "suit", DEEP, SUN, "rivers", TEAL, 0, 1.04, glasses="round", old=True
    ),
    "ansela-quorrin": Looks("bob", NIGHT, "jacket", BRICK, TEAL, "disc", SUN, 1, 0.94),
    "bretan-holvik": Looks(
        "crop", GREY, "uniform", DEEP, BRICK, "peaks", {"sun": 0.4}, 1, 1.1, beard="moustache", old=True
    ),
    "celestin-okamour": Looks(
        "curls", NIGHT, "sweater", SUN, TEAL, "disc", {"sun": 0.2}, 4, 0.98, beard="short"
    ),
    "dagny-orveld": Looks(
        "bun", FAIR, "blouse", TEAL, BRICK, "arch", {"sun": 0.35}, 0, 0.92, glasses="square", faces_left=True
    ),
    "edric-vanstrom": Looks(
        "bald",
        WHITE,
        "sailor",
        DEEP,
        {"river": 0.4},
        "waves",
        TEAL,
        1,
        1.06,
        beard="full",
        hat="cap",
        old=True,
    ),
    "gerrit-havelaan": Looks(
        "parted", RED, "roll", TEAL, SUN, "disc", BRICK, 0, 1.0, beard="short", faces_left=True
    ),
    "hanneke-toorvald": Looks("braid", FAIR, "oilskin", SUN, TEAL, "waves", DEEP, 0, 1.0),
    "ilvar-tennequist": Looks("crest", WHITE, "suit", NIGHT, BRICK, "disc", SUN, 2, 0.98, old=True),
    "ines-roskilly": Looks("long", RED, "sweater", DEEP, SUN, "waves", {"river": 0.8}, 0, 0.92),
    "irmeli-sandovar": Looks(
        "bun", WHITE, "shawl", BRICK, DEEP, "arch", SUN, 1, 0.96, glasses="round", old=True
    ),
    "jorunn-pellaveda": Looks(
        "long", NIGHT, "roll", GREEN, SUN, "rivers", {"river": 0.9}, 2, 0.95, faces_left=True
    ),
    "kessim-ardaleth": Looks(
        "crop", NIGHT, "suit", TEAL, {"sun": 0.45}, "peaks", BRICK, 3, 1.06, beard="full"
    ),
    "linnet-odegarde": Looks("bob", BROWN, "blouse", SUN, DEEP, "disc", BRICK, 0, 0.95, glasses="square"),
    "mirabeth-ollenhaus": Looks("curls", BROWN, "jacket", TEAL, BRICK, "arch", SUN, 3, 0.95),
    "mirko-astrabal": Looks(
        "crop", BROWN, "uniform", TEAL, SUN, "disc", {"brick": 0.9}, 1, 1.0, glasses="round", beard="short"
    ),
    "nerise-callowen": Looks(
        "bun", NIGHT, "sailor", DEEP, {"river": 0.55}, "disc", SUN, 4, 0.94, faces_left=True
    ),
    "ottilie-brasgaard": Looks("bob", WHITE, "jacket", DEEP, SUN, "peaks", BRICK, 0, 0.96, old=True),
    "pavlen-drescovar": Looks("bald", NIGHT, "uniform", BRICK, DEEP, "peaks", SUN, 2, 1.1, beard="moustache"),
    "sadira-temenol": Looks("scarf", BRICK, "jacket", DEEP, SUN, "arch", TEAL, 2, 0.94),
    "torvald-ankarsen": Looks(
        "bald",
        WHITE,
        "sweater",
        TEAL,
        BRICK,
        "waves",
        {"sun": 0.6},
        0,
        1.05,
        beard="full",
        hat="beanie",
        old=True,
    ),
    "torvild-amsgaar": Looks(
        "crest",
        FAIR,
        "oilskin",
        BRICK,
        {"river": 0.45},
        "disc",
        {"sun": 0.2},
        0,
        1.05,
        beard="moustache",
        faces_left=True,
    ),
    "elise-marchaut-brend": Looks("long", BROWN, "shawl", SUN, BRICK, "disc", DEEP, 1, 0.93, hat="beret"),
    "aurel-tindaven": Looks(
        "curls", GREY, "roll", NIGHT, TEAL, "rivers", SUN, 2, 1.0, glasses="square", old=True
    ),
    "maresa-dolvan": Looks(
        "crest", NIGHT, "blouse", BRICK, {"river": 0.8, "sun": 0.3}, "rivers", {"sun": 0.35}, 1, 0.93
    ),
}


X, Y = 380.0, 400.0
RX, RY = 142.0, 186.0


def portrait(p: Print, looks: Looks) -> None:
    _ground(p, looks)
    hair_behind(p, looks)
    _dress(p, looks)
    face = _face(p, looks)
    _beard(p, looks, face)
    _features(p, looks)
    hair_before(p, looks, face)
    _glasses(p, looks)
    _hat(p, looks)
    if looks.faces_left:
        for plate in p.plates.values():
            plate[:] = plate[:, ::-1].copy()


def _ground(p: Print, looks: Looks) -> None:
    p.lay(p.everywhere(), **looks.ground)
    deeper = {ink: min(1.0, strength + 0.2) for ink, strength in looks.ground.items()}
    p.over(p.strokes(21, np.clip(0.62 - p.y / 1150, 0, 1), slant=-8, sway=7), **({"night": 0.35} | deeper))
    inks = looks.behind_inks or SUN
    if looks.behind == "disc":
        p.lay(p.ellipse(X, Y - 10, 292), **inks)
        for n in range(6):
            p.lay(
                p.ellipse(X, Y - 10, 292) & p.rectangle(0, 470 + n * 40, 760, 474 + n * 42 + n * 2),
                **looks.ground,
            )
    elif looks.behind == "arch":
        p.lay(p.rectangle(92, 370, 668, 950) | p.ellipse(X, 370, 288), **inks)
        p.lay(p.ring(X, 370, 262, 252) & (p.y < 371), **looks.ground)
        p.lay(p.rectangle(118, 370, 128, 950) | p.rectangle(632, 370, 642, 950), **looks.ground)
    elif looks.behind == "peaks":
        for x, top, reach in ((120, 250, 330), (640, 190, 360)):
            p.lay(p.polygon([(x, top), (x + reach, 800), (x - reach, 800)]), **inks)
            p.over(
                p.polygon([(x, top), (x + 26, 800), (x - reach, 800)])
                & p.strokes(14, 0.42, slant=-32, sway=3),
                night=0.6,
            )
            p.cut(
                p.polygon(
                    [
                        (x, top),
                        (x + 64, top + 90),
                        (x + 22, top + 76),
                        (x - 10, top + 104),
                        (x - 66, top + 92),
                    ]
                )
            )
    elif looks.behind == "waves":
        for n in range(8):
            crest = 330 + n * 66 + 20 * np.sin(p.x / 52 + n * 1.4)
            p.lay((p.y > crest) & (p.y < crest + 30), **inks)
            p.cut((p.y > crest) & (p.y < crest + 6))
    else:
        for n in range(5):
            course = (
                150
                + n * 120
                + (480 - 150 - n * 120) * np.clip(p.x / 760, 0, 1) ** 1.6
                + 16 * np.sin(p.x / 80 + n)
            )
            p.lay(np.abs(p.y - course) < 15, **inks)


def _dress(p: Print, looks: Looks) -> None:
    neck = p.polygon([(X - 62, Y + 110), (X + 62, Y + 110), (X + 74, Y + 300), (X - 74, Y + 300)])
    shoulders = p.polygon(
        [
            (40, 950),
            (62, 800),
            (120, 712),
            (228, 662),
            (310, 628),
            (X, 690),
            (450, 628),
            (532, 662),
            (640, 712),
            (698, 800),
            (720, 950),
        ]
    )
    body = (
        shoulders
        | p.ellipse(150, 790, 104, 112)
        | p.ellipse(610, 790, 104, 112)
        | p.rectangle(48, 800, 712, 950)
    )
    p.lay(body, **looks.dress_inks)
    dark = looks.dress_inks.get("night", 0) >= 0.6
    cut: Inks = {"river": 0.7} if dark else {"night": 0.75}
    p.over(
        body & (p.x < 290) & p.strokes(16, np.clip(0.5 - p.x / 640, 0, 1), slant=64, sway=4),
        night=1.0,
    )
    p.lay(neck, **SKINS[looks.skin])
    p.over(neck & (p.y < Y + 230) & p.strokes(10, 0.5, slant=-14, sway=2), **_shade(looks.skin))
    {
        "suit": _suit,
        "jacket": _jacket,
        "uniform": _uniform,
        "sweater": _sweater,
        "roll": _roll,
        "sailor": _sailor,
        "blouse": _blouse,
        "oilskin": _oilskin,
        "shawl": _shawl,
    }[looks.dress](p, looks.dress_inks, body, cut)


def _suit(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    p.cut(p.polygon([(290, 640), (X, 720), (470, 640), (430, 950), (330, 950)]))
    p.lay(p.polygon([(X - 30, 716), (X + 30, 716), (X + 46, 950), (X - 46, 950)]), **BRICK)
    p.lay(p.polygon([(X - 34, 690), (X + 34, 690), (X + 20, 742), (X - 20, 742)]), brick=0.95, night=0.3)
    for side in (-1, 1):
        p.lay(
            p.polygon(
                [(X + side * 92, 612), (X + side * 24, 950), (X + side * 230, 950), (X + side * 160, 660)]
            ),
            **inks,
        )
        lapel = [
            (X + side * 92, 614),
            (X + side * 30, 950),
            (X + side * 118, 820),
            (X + side * 162, 800),
            (X + side * 140, 740),
        ]
        p.lay(p.polygon(lapel), **({"night": 0.85} | ({"river": 0.6} if inks.get("night", 0) > 0.9 else {})))
        p.cut(
            p.polygon([(X + side * 74, 606), (X + side * 4, 704), (X + side * 60, 748), (X + side * 98, 634)])
        )


def _jacket(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    p.lay(p.polygon([(310, 630), (450, 630), (X, 860)]), sun=0.1)
    p.lay(p.polygon([(318, 640), (442, 640), (X, 770)]), sun=0.34, brick=0.14)
    for side in (-1, 1):
        lapel = [(X + side * 74, 618), (X + side * 2, 900), (X + side * 120, 800), (X + side * 150, 690)]
        p.lay(p.polygon(lapel), **inks)
        p.over(p.polygon(lapel) & p.strokes(11, 0.4, slant=side * 58, sway=2), night=0.9)
    p.lay(p.ellipse(X + 176, 790, 19), **SUN)


def _uniform(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    p.lay(p.polygon([(300, 618), (X, 700), (460, 618), (486, 700), (X, 790), (274, 700)]), **inks)
    for side in (-1, 1):
        p.over(p.line([(X + side * 80, 622), (X + side * 2, 716), (X + side * 96, 706)], 6), **cut)
        board = p.polygon(
            [(X + side * 130, 668), (X + side * 262, 722), (X + side * 250, 762), (X + side * 124, 704)]
        )
        p.lay(board, **SUN)
        p.over(board & p.strokes(26, 0.3, slant=side * 112, sway=0), night=1.0)
        p.over(p.rectangle(X + side * 160 - 52, 850, X + side * 160 + 52, 858), **cut)
    p.over(p.line([(X, 770), (X, 950)], 6), **cut)
    for n in range(3):
        p.lay(p.ellipse(X, 806 + n * 60, 11), **SUN)
    for n in range(3):
        p.lay(p.rectangle(500 + n * 30, 806, 526 + n * 30, 832), **(BRICK, PAPER, TEAL)[n])


def _sweater(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    for n, tint in enumerate((PAPER, BRICK if inks != BRICK else SUN, PAPER)):
        band = (
            np.abs(
                p.y - (772 + n * 62) - 12 * np.abs(((p.x / 46) % 1) - 0.5) * 4 - ((p.x - X) / 300) ** 2 * 26
            )
            < 9
        )
        p.lay(body & band, **tint)
    p.lay(p.polygon([(300, 632), (460, 632), (440, 690), (X, 712), (320, 690)]), **inks)
    p.over(
        p.polygon([(300, 632), (460, 632), (440, 690), (X, 712), (320, 690)])
        & p.strokes(15, 0.4, slant=90, sway=1),
        night=0.9,
    )


def _roll(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    collar = p.polygon([(306, 556), (454, 556), (470, 672), (X, 704), (290, 672)]) | p.ellipse(X, 560, 76, 22)
    p.lay(collar, **inks)
    p.over(collar & p.strokes(17, 0.24, slant=90, sway=2), **cut)
    p.over(p.line([(290, 668), (X, 700), (470, 668)], 6), **cut)
    p.over(body & (p.y > 720) & p.strokes(44, 0.1, slant=90, sway=5), **cut)


def _sailor(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    p.cut(p.polygon([(300, 630), (460, 630), (X, 900)]))
    p.lay(p.polygon([(300, 630), (460, 630), (X, 900)]) & (((p.y - 640) % 40) < 18), **TEAL)
    p.lay(p.polygon([(326, 630), (434, 630), (X, 720)]), sun=0.34, brick=0.14)
    for side in (-1, 1):
        collar = [
            (X + side * 84, 616),
            (X, 906),
            (X + side * 40, 950),
            (X + side * 240, 770),
            (X + side * 180, 668),
        ]
        p.lay(p.polygon(collar), **inks)
        p.cut(p.line([(X + side * 26, 928), (X + side * 220, 762), (X + side * 170, 676)], 7))
        for n in range(2):
            p.lay(p.ellipse(X + side * 118, 880 + n * 56, 14), **SUN)


def _blouse(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    p.lay(p.ellipse(X, 630, 96, 92) & (p.y > 610), sun=0.34, brick=0.14)
    for row in range(6):
        for column in range(14):
            x, y = 60 + column * 52 + (row % 2) * 26, 752 + row * 38
            p.lay(p.ellipse(x, y, 8) & body, **PAPER)
    for n in range(11):
        angle = np.pi * (0.06 + n * 0.088)
        p.lay(p.ellipse(X - 96 * np.cos(angle), 636 + 92 * np.sin(angle), 13), **SUN)


def _oilskin(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    hood = p.ellipse(X, 660, 190, 76) & ~p.ellipse(X, 626, 112, 62)
    p.lay(hood & (p.y > 620), **inks)
    p.over(hood & (p.y > 620) & p.strokes(15, 0.3, slant=0, sway=6), night=0.85)
    p.over(p.line([(X, 716), (X, 950)], 9), night=1.0)
    for n in range(3):
        p.over(p.rectangle(X - 34, 772 + n * 66, X + 34, 784 + n * 66), night=1.0)


def _shawl(p: Print, inks: Inks, body: Mask, cut: Inks) -> None:
    left = p.polygon([(270, 600), (X + 20, 740), (X + 150, 950), (40, 950), (100, 720)])
    right = p.polygon([(490, 600), (X - 10, 736), (X - 60, 950), (720, 950), (660, 720)])
    for part, slant in ((right, 52), (left, -52)):
        p.lay(part, **inks)
        p.over(part & p.strokes(34, 0.16, slant=slant, sway=8), night=0.9)
        p.lay(part & p.strokes(68, 0.1, slant=-slant, sway=5), **PAPER)


def _shade(skin: int) -> Inks:
    return {"brick": 0.55} if skin < 3 else {"night": 0.75, "brick": 0.7}


def _face(p: Print, looks: Looks) -> Mask:
    wide = RX * looks.face
    face = p.ellipse(X, Y - 20, wide, RY - 26) | p.polygon(
        [
            (X - wide, Y - 20),
            (X + wide, Y - 20),
            (X + wide * 0.9, Y + 84),
            (X + wide * 0.46, Y + 172),
            (X, Y + 194),
            (X - wide * 0.46, Y + 172),
            (X - wide * 0.9, Y + 84),
        ]
    )
    face |= p.ellipse(X, Y + 120, wide * 0.62, 74)
    for side in (-1, 1):
        ear = p.ellipse(X + side * (wide + 6), Y + 10, 22, 40)
        p.lay(ear, **SKINS[looks.skin])
        p.over(p.ellipse(X + side * (wide + 8), Y + 10, 9, 22), **_shade(looks.skin))
    p.lay(face, **SKINS[looks.skin])
    side = face & (p.x < X - wide * 0.1 - 34 * np.sin((p.y - Y) / 88))
    reach = np.clip((X - p.x) / wide, 0, 1)
    p.over(side & p.strokes(11, reach * 0.68, slant=-24, sway=3), **_shade(looks.skin))
    p.over(
        face & p.ellipse(X + wide * 0.48, Y + 76, 34, 24) & p.strokes(8, 0.4, slant=-24, sway=1), brick=0.75
    )
    return face


def _features(p: Print, looks: Looks) -> None:
    brow = (
        looks.hair_inks if looks.hair != "scarf" and looks.hair_inks not in (WHITE, GREY) else {"night": 0.8}
    )
    thick = 12 if looks.beard else 8
    for side in (-1, 1):
        x = X + side * 58 * looks.face
        p.lay(
            p.line([(x - side * 32, Y - 34), (x, Y - 48), (x + side * 34, Y - 36)], thick),
            **({"night": 0.9} | brow),
        )
        p.cut(p.ellipse(x, Y - 2, 25, 14))
        p.lay(p.ellipse(x + 4, Y - 2, 12, 13), **NIGHT)
        p.cut(p.ellipse(x + 8, Y - 7, 3.6))
        p.lay(p.line([(x - 28, Y - 3), (x - 10, Y - 16), (x + 12, Y - 17), (x + 28, Y - 4)], 6), **NIGHT)
        if looks.old:
            p.over(p.line([(x - 18, Y + 24), (x + 4, Y + 29), (x + 22, Y + 23)], 4), **_shade(looks.skin))
            p.over(p.line([(X + side * 44, Y + 70), (X + side * 66, Y + 112)], 4), **_shade(looks.skin))
    p.over(
        p.line([(X - 12, Y - 20), (X - 26, Y + 52), (X - 18, Y + 66), (X + 18, Y + 66)], 6),
        night=0.85,
        brick=0.5,
    )
    if looks.old:
        for n in range(2):
            p.over(
                p.line([(X - 46, Y - 88 - n * 22), (X + 4, Y - 94 - n * 22), (X + 52, Y - 86 - n * 22)], 4),
                **_shade(looks.skin),
            )
    p.lay(
        p.polygon(
            [
                (X - 42, Y + 112),
                (X - 12, Y + 104),
                (X, Y + 109),
                (X + 12, Y + 104),
                (X + 42, Y + 112),
                (X, Y + 132),
            ]
        ),
        brick=0.85,
    )
    p.over(p.line([(X - 46, Y + 112), (X, Y + 116), (X + 46, Y + 110)], 5), night=0.95)


def _beard(p: Print, looks: Looks, face: Mask) -> None:
    if not looks.beard:
        return
    wide = RX * looks.face
    inks = looks.hair_inks
    dark: Inks = {"night": 0.55} if inks in (WHITE, GREY) else {"night": 1.0}
    lip = p.polygon(
        [(X - 62, Y + 112), (X - 34, Y + 80), (X, Y + 88), (X + 34, Y + 80), (X + 62, Y + 112), (X, Y + 106)]
    )
    if looks.beard == "moustache":
        p.lay(lip | p.ellipse(X - 36, Y + 98, 36, 15) | p.ellipse(X + 36, Y + 98, 36, 15), **inks)
        p.over((lip | p.ellipse(X - 36, Y + 98, 36, 15)) & p.strokes(8, 0.4, slant=60, sway=1), **dark)
        return
    drop = 74 if looks.beard == "full" else 12
    shape = (face & (p.y > Y + 74)) | p.ellipse(X, Y + 122, wide * 0.8, 76 + drop)
    shape &= (p.y > Y + 66) & ~p.ellipse(X, Y + 62, wide * 0.62, 44)
    p.lay(shape | lip, **inks)
    p.over(shape & p.strokes(13, 0.4, slant=82, sway=7), **dark)


def hair_behind(p: Print, looks: Looks) -> None:
    wide = RX * looks.face
    inks = looks.hair_inks
    if looks.hair in ("long", "scarf"):
        mass = p.ellipse(X, Y - 40, wide + 62, 196) | p.polygon(
            [
                (X - wide - 62, Y - 40),
                (X + wide + 62, Y - 40),
                (X + wide + 92, Y + 330),
                (X - wide - 92, Y + 330),
            ]
        )
        p.lay(mass, **inks)
        p.over(
            mass & p.strokes(19, 0.3, slant=84, sway=10),
            **({"night": 0.95} if inks != NIGHT else {"night": 1.0}),
        )
    elif looks.hair == "bob":
        mass = p.ellipse(X, Y - 30, wide + 60, 206) & (p.y < Y + 130)
        mass |= p.rectangle(X - wide - 58, Y - 20, X + wide + 58, Y + 140)
        p.lay(mass, **inks)
    elif looks.hair == "bun":
        p.lay(p.ellipse(X + 26, Y - 238, 84, 72), **inks)
        p.over(p.ellipse(X + 26, Y - 238, 84, 72) & p.strokes(14, 0.3, slant=20, sway=9), night=0.8)
    elif looks.hair == "curls":
        for n in range(15):
            angle = np.pi * (0.93 + n * 0.0815)
            p.lay(p.ellipse(X + (wide + 22) * np.cos(angle), Y - 40 + 178 * np.sin(angle), 58), **inks)
    elif looks.hair == "braid":
        p.lay(p.ellipse(X, Y - 36, wide + 30, 184) & (p.y < Y + 40), **inks)


def hair_before(p: Print, looks: Looks, face: Mask) -> None:
    wide = RX * looks.face
    inks = looks.hair_inks
    carve: Inks = {"night": 0.6} if inks in (WHITE, GREY, FAIR, RED) else PAPER
    skull = p.ellipse(X, Y - 40, wide + 14, RY - 20)
    if looks.hair == "bald":
        sides = skull & (p.y < Y + 20) & (np.abs(p.x - X) > wide * 0.9) & (p.y > Y - 90)
        p.lay(sides, **inks)
        return
    shapes = {
        "parted": skull & (p.y < Y - 84 + (p.x - X + 70) * 0.22 * np.sign(p.x - X + 70) * 0.9),
        "crop": skull & (p.y < Y - 96 - 26 * np.cos((p.x - X) / 60)),
        "crest": (skull | p.ellipse(X + 20, Y - 190, wide * 0.98, 70))
        & (p.y < Y - 92 - 40 * np.sin((p.x - X) / 120)),
        "bob": skull & (p.y < Y - 62 - 26 * np.sin((p.x - X) / 190)),
        "long": skull & (p.y < Y - 56 - np.clip(150 - np.abs(p.x - X + 30) * 1.7, -40, 96)),
        "bun": skull & (p.y < Y - 58 - np.clip(120 - np.abs(p.x - X) * 1.3, -30, 72)),
        "curls": skull & (p.y < Y - 98 - 14 * np.cos((p.x - X) / 19)),
        "braid": skull & (p.y < Y - 66 - np.clip(120 - np.abs(p.x - X - 24) * 1.2, -30, 66)),
        "scarf": (p.ellipse(X, Y - 40, wide + 36, RY + 4) & (p.y < Y + 40))
        & ~p.ellipse(X, Y + 24, wide * 0.93, RY - 22),
    }
    shape = shapes[looks.hair]
    if looks.hair in ("crop", "parted", "crest"):
        shape |= skull & (p.y < Y + 4) & (p.y > Y - 120) & (np.abs(p.x - X) > wide * 0.92)
    if looks.hair in ("bob", "long"):
        shape |= (
            (np.abs(p.x - X) > wide * 0.86)
            & (np.abs(p.x - X) < wide + 52)
            & (p.y > Y - 90)
            & (p.y < Y + (130 if looks.hair == "bob" else 320))
        )
    p.lay(shape, **inks)
    if looks.hair == "scarf":
        ends = p.polygon(
            [(X - 96, Y + 178), (X + 96, Y + 178), (X + 190, Y + 330), (X, Y + 306), (X - 190, Y + 330)]
        )
        p.lay(ends, **inks)
        for mask in (shape, ends):
            p.over(mask & p.strokes(26, 0.2, slant=35, sway=10), night=0.85)
            p.lay(mask & p.strokes(52, 0.1, slant=-50, sway=6), **SUN)
        return
    lines = shape & p.strokes(15, 0.2, slant=14 if looks.hair in ("parted", "crest", "bun") else 74, sway=12)
    p.lay(lines, **carve) if carve == PAPER else p.over(lines, **carve)
    if looks.hair == "braid":
        for n in range(8):
            y = Y + 60 + n * 42
            p.lay(p.ellipse(X + wide + 26 - n * 3, y, 34 - n, 28), **inks)
            p.over(p.line([(X + wide - 2 - n * 3, y - 10), (X + wide + 52 - n * 3, y + 12)], 5), night=0.85)


def _glasses(p: Print, looks: Looks) -> None:
    if not looks.glasses:
        return
    frame: Inks = {"night": 1.0}
    for side in (-1, 1):
        x = X + side * 60 * looks.face
        if looks.glasses == "round":
            p.lay(p.ring(x, Y, 46, 39), **frame)
        else:
            p.lay(
                p.rectangle(x - 48, Y - 34, x + 48, Y + 34) & ~p.rectangle(x - 41, Y - 27, x + 41, Y + 27),
                **frame,
            )
        p.lay(p.line([(x + side * 46, Y - 4), (X + side * (RX * looks.face + 6), Y - 14)], 7), **frame)
    p.lay(p.line([(X - 16, Y - 8), (X, Y - 15), (X + 16, Y - 8)], 7), **frame)


def _hat(p: Print, looks: Looks) -> None:
    wide = RX * looks.face
    if looks.hat == "cap":
        crown = p.polygon(
            [
                (X - wide - 44, Y - 196),
                (X + wide + 44, Y - 196),
                (X + wide + 8, Y - 98),
                (X - wide - 8, Y - 98),
            ]
        ) | p.ellipse(X, Y - 196, wide + 44, 46)
        p.cut(crown)
        p.over(crown & (p.x < X - 20) & p.strokes(13, 0.4, slant=-20, sway=4), night=0.6)
        p.lay(p.rectangle(X - wide - 10, Y - 128, X + wide + 10, Y - 84), **NIGHT)
        p.lay(p.ellipse(X, Y - 82, wide + 4, 26) & (p.y > Y - 92), **NIGHT)
        p.lay(p.ellipse(X, Y - 142, 27, 30), **SUN)
        p.over(
            p.line([(X, Y - 160), (X, Y - 128)], 6)
            | p.line([(X - 13, Y - 136), (X, Y - 125), (X + 13, Y - 136)], 5),
            night=1.0,
        )
    elif looks.hat == "beanie":
        crown = p.ellipse(X, Y - 96, wide + 20, 150) & (p.y < Y - 92)
        p.lay(crown, **DEEP)
        p.cut(crown & p.strokes(25, 0.1, slant=90, sway=4))
        p.lay(p.rectangle(X - wide - 26, Y - 128, X + wide + 26, Y - 72), **SUN)
        p.over(
            p.rectangle(X - wide - 26, Y - 128, X + wide + 26, Y - 72) & p.strokes(19, 0.3, slant=90, sway=1),
            night=0.9,
        )
    elif looks.hat == "beret":
        crown = p.ellipse(X - 34, Y - 172, wide + 66, 74)
        p.lay(crown, **DEEP)
        p.over(crown & (p.x < X - 30) & p.strokes(12, 0.4, slant=-12, sway=4), night=1.0)
        p.lay(p.line([(X - 34, Y - 244), (X - 28, Y - 266)], 11), **DEEP)
        p.lay(p.ellipse(X, Y - 116, wide + 8, 22), **NIGHT)
