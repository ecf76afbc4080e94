"""Turns marked by labels: ``Q:`` and ``A:``, names, outlets; or labels before the answers only.

>>> talk = ["Anna Lee: Tom, who pays?", "Tom Berg: We do, Anna.", "Anna Lee: How?", "Tom Berg: In cash."]
>>> turns = read_labels(talk)
>>> turns.kinds() if turns else None
['Q', 'A', 'Q', 'A']
"""

from __future__ import annotations

from collections import Counter

from ...text.patterns import lazy_compile
from .label_speakers import Labels, are_speakers, is_beginning_of_talk, speaker_keys
from .sides import asking_keys
from .speaker_labels import (
    ASKS,
    could_be_label,
    fold_text,
    is_outlet,
    label_key,
    label_of,
    labels_of,
    parts_of,
    sides,
)
from .turns import ANSWER, NEITHER, QUESTION, Announced, Piece, Turns, asks

_FEWEST_MARKED = {Announced.NOT: 4, Announced.IN_LEAD: 4, Announced.IN_HEADLINE: 2}
"""Minimum number of labels: those of two exchanges, or of one in an announced interview."""
_FEWEST_ANSWERS = {Announced.NOT: 3, Announced.IN_LEAD: 2, Announced.IN_HEADLINE: 2}
"""Minimum number of labels if only the answers have them."""
_FEWEST_LABELS = 2
"""A single line with a colon is not a conversation, and most pages do not have more."""
_DENSITY = 0.12
"""Minimum number of labels per paragraph, from the first label to the last."""
_SENTENCE = lazy_compile(r"(?<=[.!?…])\s+")
_LONGEST_GLUED = 80
"""Characters after the end of a sentence that are searched for another label."""
_OUTLETS_MEET = 3
"""Minimum number of outlets whose journalists ask in a press conference."""
_STRANGERS_MEET = 4
"""Minimum number of people who each ask the same person once or twice, in a press conference."""


def read_labels(texts: list[str], names: str = "", announced: Announced = Announced.NOT) -> Turns | None:
    """The turns of an article that labels them; None if it does not.

    ``names`` is the headline and lead, which name the guest, who answers.
    """
    found = labels_of(texts)
    if not any(skip for _, skip in found):
        return None
    keyed = {at: label_key(label) for at, (label, _) in enumerate(found) if label and could_be_label(label)}
    labels = Labels(texts, found, keyed, set())
    glued = _glued_labels(texts, found)
    if len(keyed) + sum(glued.values()) < _FEWEST_LABELS:
        return None
    labels.keys = speaker_keys(labels, glued)
    if not labels.marked:
        return None
    marked = labels.marked
    if len(marked) < _DENSITY * (marked[-1] - marked[0] + 1):
        return None
    begins = is_beginning_of_talk(labels)
    fewest = 2 if begins else _FEWEST_MARKED[announced]
    several = len(labels.keys) > 1 or bool(sides(labels.keys)[0])
    if not several or len(marked) + sum(glued.values()) < fewest:
        return _answers_alone(labels, names, _FEWEST_ANSWERS[announced])
    if not are_speakers(labels, names):
        return None
    asking = asking_keys(_speeches(labels), labels.labels(), names)
    if not asking:
        return None
    turns = _turns(labels, asking)
    turns.begins = begins
    return turns


def is_press_conference(turns: Turns) -> bool:
    """Whether journalists of several outlets ask, or several people ask the same person once or twice."""
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


def _glued_labels(texts: list[str], found: list[tuple[str, int]]) -> Counter[str]:
    """Counts the labels inside labelled paragraphs: ``Q: Who won? A: We did.``"""
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


def _speeches(labels: Labels) -> dict[str, list[str]]:
    """The texts under each label, one string per turn."""
    speeches: dict[str, list[str]] = {}
    marked = labels.marked
    for number, at in enumerate(marked):
        stop = marked[number + 1] if number + 1 < len(marked) else min(len(labels.texts), at + 1)
        words = " ".join([labels.words(at), *labels.texts[at + 1 : stop]])
        speeches.setdefault(labels.keyed[at], []).append(words)
    return speeches


def _turns(labels: Labels, asking: set[str]) -> Turns:
    """The turns, given the keys of the labels that ask."""
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
    """The pieces of a labelled paragraph, which may contain another label after the end of a sentence."""
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
    """The turns if only the answers are labelled."""
    marked = labels.marked
    if len(labels.keys) != 1 or len(marked) < fewest:
        return None
    asked = [at - 1 for at in marked if at and asks(labels.texts[at - 1])]
    if len(asked) < max(fewest, 0.6 * len(marked)) or not are_speakers(labels, names):
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
