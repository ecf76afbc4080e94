"""Tells labels of speakers (``Anna Lee:``) from the labels of lists and forms (``Price:``).

>>> is_called("Yetunde", "Thank you, Yetunde, that will do."), is_called("Yetunde", "I met Yetunde there.")
(True, False)
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from ...text.patterns import lazy_compile
from ..people.names.given_names import first_names, is_initial
from ..people.names.name import fold
from ..people.names.roles import COURTESY
from ..people.names.scan import scan_names
from .speaker_labels import (
    ANSWERS,
    ASKS,
    UPPER,
    asks_by_office,
    fold_text,
    is_outlet,
    is_side,
    label_key,
    parts_of,
    sides,
    without_lone_letters,
)
from .turn_model import wording
from .turns import asks

_WHOLE = 0.75
"""Minimum share of an article's characters after the first label, if it is to be a conversation only."""
_CUT_SHORT = 4000
"""Maximum length, in characters, of an article that may be a truncated conversation."""
_MOSTLY = 0.5
"""Minimum share of speakers among the labels of two or three words, for another one to count as a speaker."""
_NAME_SHAPE = lazy_compile(rf"[{UPPER}][^\W\d_]+(?: [{UPPER}][\w.’'-]*){{1,2}}")
_AFTER_NAMES = frozenset(",.!?…—–-")
"""Punctuation after a name used as a form of address."""
_BEFORE_NAMES = lazy_compile(
    r"(?:[.!?…,—–-] ?|\b(?:[Ss]o|[Aa]nd|[Hh]i|[Hh]ello|[Hh]ey|[Tt]hanks|[Ww]elcome|[Yy]es|[Oo]k(?:ay)?),? )\Z"
)
_LONGEST_GREETING = 16
"""Characters before a name that are looked at."""


@dataclass(slots=True)
class Labels:
    """The labels of an article's paragraphs."""

    texts: list[str]
    found: list[tuple[str, int]]
    """For each paragraph, its label and the offset of its text; ``("", 0)`` without a label."""
    keyed: dict[int, str]
    """The keys of labels that may be speakers, by paragraph."""
    keys: set[str]
    """The keys accepted as speakers."""

    @property
    def marked(self) -> list[int]:
        """The paragraphs that begin with the label of a speaker."""
        return [at for at, key in self.keyed.items() if key in self.keys]

    def labels(self) -> set[str]:
        """The labels as printed."""
        return {self.found[at][0] for at in self.marked}

    def words(self, at: int) -> str:
        """A paragraph without its label."""
        return self.texts[at][self.found[at][1] :]

    def spoken(self) -> str:
        """The whole text without its labels."""
        return " ".join(text[skip:] for text, (_, skip) in zip(self.texts, self.found, strict=True))


def speaker_keys(labels: Labels, glued: Counter[str]) -> set[str]:
    """The keys of labels that are speakers: they recur, name a role in an interview, or look like others.

    ``glued`` counts the labels inside paragraphs.
    """
    counts = Counter(key for key in labels.keyed.values() if key)
    keys = {key for key, count in counts.items() if count > 1 or key in ASKS or key in ANSWERS}
    keys |= {key for key, count in glued.items() if count > 1 or key in ASKS or key in ANSWERS}
    keys |= _seldom(labels, keys)
    return without_lone_letters(keys, counts + glued)


def are_speakers(labels: Labels, names: str) -> bool:
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
    if not any(key in words for key in keys):
        return False
    named_so = scan_names(read, with_any=keys)
    return any(name.score >= 2 and fold(name.words[-1]) in keys for name in named_so)


def is_beginning_of_talk(labels: Labels) -> bool:
    """Whether the article is short and is labelled speech from the start: with the label of an interviewer,
    or by people who address one another.

    Then few turns are enough: the rest may have been cut off.
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


def _seldom(labels: Labels, keys: set[str]) -> set[str]:
    """Labels that occur once but look like the others: all in capitals, full names, or outlets."""
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


def _takes_turns(labels: Labels) -> bool:
    """Whether two labels alternate, one of them with questions."""
    marked = labels.marked
    order = [labels.keyed[at] for at in marked]
    if len(labels.keys) != 2 or len(order) < 4 or any(here == there for here, there in pairwise(order)):
        return False
    asked = Counter(labels.keyed[at] for at in marked if asks(labels.words(at)))
    most = max(labels.keys, key=lambda key: asked[key])
    return asked[most] >= max(2, 0.5 * order.count(most)) and asked[most] > asked.total() - asked[most]


def _is_addressed(label: str, spoken: str) -> bool:
    """Whether a turn addresses the person with this full name: ``thank you, Yetunde``."""
    words = parts_of(label)[0].split()
    if not 2 <= len(words) <= 3 or any(len(word) < 3 or word.islower() for word in words):
        return False
    return is_called(words[0], spoken)


def is_called(name: str, words: str) -> bool:
    """Whether a name is a form of address: after a comma, a full stop or a greeting, and before punctuation.

    A pattern with the name in it would have to be compiled, which takes longer.
    """
    at = words.find(name)
    while at >= 0:
        end = at + len(name)
        if words[end : end + 1] in _AFTER_NAMES and (
            not at or _BEFORE_NAMES.search(words, max(0, at - _LONGEST_GREETING), at)
        ):
            return True
        at = words.find(name, at + 1)
    return False


def _is_plainly_a_speaker(label: str) -> bool:
    """Whether a label by itself is an outlet, an office, or a full name."""
    name, of = parts_of(label)
    words = name.split()
    if is_outlet(label_key(label)) or fold(words[0]) in COURTESY or (of and asks_by_office(label)):
        return True
    return 2 <= len(words) <= 4 and (fold(words[0]) in first_names() or is_initial(words[0]))


def _speaks_to_another(labels: Labels, at: int) -> bool:
    """Whether a turn addresses another speaker by name: ``Thanks, Adam``, ``So Brandon, you built``."""
    words = labels.words(at)
    own = labels.keyed[at]
    for label in labels.labels():
        if label_key(label) == own:
            continue
        for name in parts_of(label)[0].split():
            if len(name) > 2 and is_called(name, words):
                return True
    return False


def _asks_another(labels: Labels, at: int) -> bool:
    """Whether a turn other than the last ends with a question to another: ``What did you do then?``"""
    words = labels.words(at)
    return at != labels.marked[-1] and asks(words) and wording(words).you
