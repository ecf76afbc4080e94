"""Turns that are labelled: ``Q:`` and ``A:``, names, outlets; or labels before the answers alone.

>>> talk = ["Anna Lee: Tom, who pays?", "Tom Berg: We do, Anna.", "Anna Lee: How?", "Tom Berg: In cash."]
>>> turns = read_labels(talk)
>>> turns.kinds() if turns else None
['Q', 'A', 'Q', 'A']
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ..people.names.capitalised import may_name
from ..people.names.given_names import first_names, is_initial
from ..people.names.name import fold
from ..people.names.roles import COURTESY
from ..people.names.scan import scan_names
from .sides import asking_keys
from .speaker_labels import (
    ANSWERS,
    ASKS,
    UPPER,
    asks_by_office,
    could_be_label,
    fold_text,
    is_outlet,
    is_side,
    label_key,
    label_of,
    labels_of,
    parts_of,
    sides,
    without_lone_letters,
)
from .turn_model import wording
from .turns import ANSWER, NEITHER, QUESTION, Announced, Piece, Turns, asks

_FEWEST_MARKED = {Announced.NOT: 4, Announced.IN_LEAD: 4, Announced.IN_HEADLINE: 2}
"""Labels, at least, that make turns: two exchanges; one, of an article that is an interview anyhow."""
_FEWEST_ANSWERS = {Announced.NOT: 3, Announced.IN_LEAD: 2, Announced.IN_HEADLINE: 2}
"""Labels, at least, where only the answers have them."""
_AFTER_NAMES = ",.!?…—–-"
"""Marks behind a name that somebody is called by."""
_FEWEST_LABELS = 2
"""A single line with a colon is no talk, and most pages have no more."""
_DENSITY = 0.12
"""Labels a paragraph, at least, from the first label to the last."""
_WHOLE = 0.75
"""Share of an article's characters, at least, from the first label on, that make it a talk and no more."""
_CUT_SHORT = 4000
"""Characters of an article, at most, that may be a talk of which most is missing."""
_MOSTLY = 0.5
"""Share of the labels of two or three words, at least, that are speakers, where another is taken for one."""
_NAME_SHAPE = re.compile(rf"[{UPPER}][^\W\d_]+(?: [{UPPER}][\w.’'-]*){{1,2}}")
_GREETING = r"(?:[Ss]o|[Aa]nd|[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Ww]elcome|[Yy]es|[Oo]k|[Oo]kay)"
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_LONGEST_GLUED = 80
"""Characters behind the end of a sentence in which another label is looked for."""
_OUTLETS_MEET = 3
"""Journalists of different outlets who ask: a press conference."""
_STRANGERS_MEET = 4
"""People who ask once or twice each, of one who answers: a press conference as well."""


@dataclass(slots=True)
class Labels:
    """The labels of an article's paragraphs."""

    texts: list[str]
    found: list[tuple[str, int]]
    """For each paragraph its label and where its words begin; an empty label and 0 where it has none."""
    keyed: dict[int, str]
    """Which paragraphs have what could be a speaker's label, and its key."""
    keys: set[str]
    """The keys that are taken for speakers."""

    @property
    def marked(self) -> list[int]:
        return [at for at, key in self.keyed.items() if key in self.keys]

    def labels(self) -> set[str]:
        """The labels as printed."""
        return {self.found[at][0] for at in self.marked}

    def words(self, at: int) -> str:
        return self.texts[at][self.found[at][1] :]

    def spoken(self) -> str:
        return " ".join(text[skip:] for text, (_, skip) in zip(self.texts, self.found, strict=True))


def read_labels(texts: list[str], names: str = "", announced: Announced = Announced.NOT) -> Turns | None:
    """The turns of an article that labels them; None where it does not.

    ``names`` is the headline and lead: who is named there as the guest answers.
    """
    found = labels_of(texts)
    if not any(skip for _, skip in found):
        return None
    keyed = {at: label_key(label) for at, (label, _) in enumerate(found) if label and could_be_label(label)}
    counts = Counter(keyed.values())
    labels = Labels(texts, found, keyed, set())
    glued = _glued_labels(texts, found)
    if len(keyed) + sum(glued.values()) < _FEWEST_LABELS:
        return None
    labels.keys = _speaking(labels, counts, glued)
    if not labels.marked:
        return None
    marked = labels.marked
    if len(marked) < _DENSITY * (marked[-1] - marked[0] + 1):
        return None
    begins = _is_beginning_of_talk(labels)
    fewest = 2 if begins else _FEWEST_MARKED[announced]
    several = len(labels.keys) > 1 or bool(sides(labels.keys)[0])
    if not several or len(marked) + sum(glued.values()) < fewest:
        return _answers_alone(labels, names, _FEWEST_ANSWERS[announced])
    if not _are_speakers(labels, names):
        return None
    asking = asking_keys(_speeches(labels), labels.labels(), names)
    if not asking:
        return None
    turns = _turns(labels, asking)
    turns.begins = begins
    return turns


def is_press_conference(turns: Turns) -> bool:
    """Whether journalists of many outlets ask, or many people once or twice each, of the same."""
    asked: dict[str, int] = {}
    outlets: set[str] = set()
    answering: set[str] = set()
    for piece in (piece for found in turns.pieces for piece in found if piece.label):
        key = fold_text(piece.label)
        if piece.kind == ANSWER:
            answering.add(label_key(piece.label))
        elif piece.kind == QUESTION and key not in ASKS:
            asked[key] = asked.get(key, 0) + 1
            of = parts_of(piece.label)[1]
            if of or is_outlet(key):
                outlets.add(fold_text(of) or key)
    strangers = len(asked) >= _STRANGERS_MEET and sum(asked.values()) <= 2 * len(asked)
    return len(outlets) >= _OUTLETS_MEET or (strangers and len(answering) == 1)


# Which labels are speakers


def _speaking(labels: Labels, counts: Counter[str], glued: Counter[str]) -> set[str]:
    counts.pop("", None)
    keys = {key for key, count in counts.items() if count > 1 or key in ASKS or key in ANSWERS}
    keys |= {key for key, count in glued.items() if count > 1 or key in ASKS or key in ANSWERS}
    keys |= _seldom(labels, keys)
    return without_lone_letters(keys, counts + glued)


def _seldom(labels: Labels, keys: set[str]) -> set[str]:
    """Labels that stand once, but look like the others: in capitals among capitals, a full name or an outlet
    among such.
    """
    every = {label: key for (label, _), key in ((labels.found[at], key) for at, key in labels.keyed.items())}
    capitals = [label for label, _ in labels.found if label and label_key(label) in keys and len(label) > 1]
    once: set[str] = set()
    if capitals and sum(label.isupper() for label in capitals) >= 0.6 * len(capitals):
        once = {key for label, key in every.items() if len(label) > 3 and label.isupper()}
    spoken = labels.spoken()
    persons = {
        key for label, key in every.items() if _is_plainly_a_speaker(label) or _is_addressed(label, spoken)
    }
    if not persons or len(persons | keys) < 2:
        return once
    shaped = {label for label in every if _NAME_SHAPE.fullmatch(label)}
    if sum(every[label] in persons for label in shaped) < _MOSTLY * len(shaped):
        return once | persons
    among = {labels.found[at][0] for at in list(labels.keyed)[1:-1]}
    return once | persons | {every[label] for label in among & shaped}


def _is_beginning_of_talk(labels: Labels) -> bool:
    """Whether the article is short, and labelled speech from its first words on: of one who asks by the
    label, or of people who speak to one another.

    Then there need not be many turns: the rest may have been cut off.
    """
    marked = labels.marked
    size = sum(len(text) for text in labels.texts)
    inside = sum(len(text) for text in labels.texts[marked[0] :])
    if len(labels.keys) < 2 or inside < _WHOLE * size or size > _CUT_SHORT:
        return False
    if sides(labels.keys)[0] - {"moderator"}:
        return True
    full_names = {labels.keyed[at] for at in marked if len(labels.found[at][0].split()) > 1}
    return len(full_names) > 1 and any(
        _speaks_to_another(labels, at) or _asks_another(labels, at) for at in marked
    )


def _speaks_to_another(labels: Labels, at: int) -> bool:
    """Whether a turn calls somebody else by name: ``Thanks, Adam``, ``So Brandon, you built``."""
    words = labels.words(at)
    own = labels.keyed[at]
    for label in labels.labels():
        if label_key(label) == own:
            continue
        for name in parts_of(label)[0].split():
            if len(name) > 2 and _is_called(name, words):
                return True
    return False


def _asks_another(labels: Labels, at: int) -> bool:
    """Whether a turn, not the last, ends by asking another: ``What did you do then?``"""
    words = labels.words(at)
    return at != labels.marked[-1] and asks(words) and wording(words).you


def _is_called(name: str, words: str) -> bool:
    """Whether a name is a form of address in what is said: behind a comma, a stop or a greeting, and before a
    mark.

    It is looked for as it stands before a pattern is made of it, which takes longer.
    """
    if name not in words or not any(f"{name}{mark}" in words for mark in _AFTER_NAMES):
        return False
    called = rf"(?:^|[.!?…,—–-] ?|\b{_GREETING},? ){re.escape(name)}[{_AFTER_NAMES}]"
    return re.search(called, words) is not None


def _are_speakers(labels: Labels, names: str) -> bool:
    """Whether labels name people, outlets or sides of a talk, not the parts of a list: ``Range:``, ``Best
    for:``.
    """
    keys = labels.keys
    if any(map(is_side, keys)) or _takes_turns(labels):
        return True
    spoken = labels.spoken()
    if any(_is_plainly_a_speaker(label) or _is_addressed(label, spoken) for label in labels.labels()):
        return True
    named = fold_text(names)
    if any(
        len(key) > 3 and key in named and re.search(rf"(?<!\w){re.escape(key)}(?!\w)", named) for key in keys
    ):
        return True
    unlabelled = " ".join(
        text for text, (label, _) in zip(labels.texts, labels.found, strict=True) if not label
    )
    read = f"{names} {unlabelled[:20000]}"
    words = fold_text(read)
    if not any(key in words for key in keys) or not may_name(read, keys):
        return False
    return any(name.score >= 2 and fold(name.words[-1]) in keys for name in scan_names(read))


def _takes_turns(labels: Labels) -> bool:
    """Whether two labels alternate, and what stands under one of them asks."""
    marked = labels.marked
    order = [labels.keyed[at] for at in marked]
    if len(labels.keys) != 2 or len(order) < 4 or any(here == there for here, there in pairwise(order)):
        return False
    asked = Counter(labels.keyed[at] for at in marked if asks(labels.words(at)))
    most = max(labels.keys, key=lambda key: asked[key])
    return asked[most] >= max(2, 0.5 * order.count(most)) and asked[most] > asked.total() - asked[most]


def _is_addressed(label: str, spoken: str) -> bool:
    """Whether somebody of this full name is called by it in what is said: ``thank you, Yetunde``."""
    words = parts_of(label)[0].split()
    if not 2 <= len(words) <= 3 or any(len(word) < 3 or word.islower() for word in words):
        return False
    return _is_called(words[0], spoken)


def _is_plainly_a_speaker(label: str) -> bool:
    name, of = parts_of(label)
    words = name.split()
    if is_outlet(label_key(label)) or fold(words[0]) in COURTESY or (of and asks_by_office(label)):
        return True
    return 2 <= len(words) <= 4 and (fold(words[0]) in first_names() or is_initial(words[0]))


def _glued_labels(texts: list[str], found: list[tuple[str, int]]) -> Counter[str]:
    """How often other labels stand inside labelled paragraphs: ``Q: Who won? A: We did.``"""
    counts: Counter[str] = Counter()
    for text, (label, skip) in zip(texts, found, strict=True):
        if not label:
            continue
        for match in _SENTENCE.finditer(text, skip):
            other, _ = label_of(text[match.end() : match.end() + _LONGEST_GLUED])
            if (
                other
                and len(other.split()) < 4
                and could_be_label(other)
                and label_key(other) != label_key(label)
            ):
                counts[label_key(other)] += 1
                break
    return counts


# The turns


def _speeches(labels: Labels) -> dict[str, list[str]]:
    """What stands under each label, one string for each turn."""
    speeches: dict[str, list[str]] = {}
    marked = labels.marked
    for number, at in enumerate(marked):
        stop = marked[number + 1] if number + 1 < len(marked) else min(len(labels.texts), at + 1)
        words = " ".join([labels.words(at), *labels.texts[at + 1 : stop]])
        speeches.setdefault(labels.keyed[at], []).append(words)
    return speeches


def _turns(labels: Labels, asking: set[str]) -> Turns:
    begins = set(labels.marked)
    answers_marked = any(labels.keyed[at] not in asking for at in begins)
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(labels.texts):
        if at in begins:
            state = QUESTION if labels.keyed[at] in asking else ANSWER
            pieces.append(_glued(labels.words(at), labels.found[at][0], state, labels.keys, asking))
            state = pieces[-1][-1].kind
        elif state == QUESTION and not answers_marked:
            state = ANSWER
            pieces.append([Piece(ANSWER, text, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("labels", pieces)


def _glued(text: str, label: str, kind: str, keys: set[str], asking: set[str]) -> list[Piece]:
    """The pieces of a labelled paragraph: another label may stand in it, behind the end of a sentence."""
    for match in _SENTENCE.finditer(text):
        other, skip = label_of(text[match.end() : match.end() + _LONGEST_GLUED], frozenset(keys))
        if other and could_be_label(other) and label_key(other) != label_key(label):
            inner = QUESTION if label_key(other) in asking else ANSWER
            if inner != kind:
                return [
                    Piece(kind, text[: match.start()], label, starts=True),
                    Piece(inner, text[match.end() + skip :], other, starts=True),
                ]
    return [Piece(kind, text, label, starts=True)]


def _answers_alone(labels: Labels, names: str, fewest: int) -> Turns | None:
    """The turns where the questions stand bare and only who answers is named."""
    marked = labels.marked
    if len(labels.keys) != 1 or len(marked) < fewest:
        return None
    asked = [at - 1 for at in marked if at and asks(labels.texts[at - 1])]
    if len(asked) < max(fewest, 0.6 * len(marked)) or not _are_speakers(labels, names):
        return None
    begins, questions = set(marked), set(asked)
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(labels.texts):
        if at in begins:
            state = ANSWER
            pieces.append([Piece(ANSWER, labels.words(at), labels.found[at][0], starts=True)])
        elif at in questions:
            state = QUESTION
            pieces.append([Piece(QUESTION, text, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("labels", pieces)
