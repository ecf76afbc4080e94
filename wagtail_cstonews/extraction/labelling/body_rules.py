"""Finds the body by rules alone: the maximum subarray (Kadane's algorithm) of line scores.

A line of prose scores its number of words; a short line or a menu entry costs a little, a heading over other
articles costs a lot. The mark-up around a line raises or lowers its score.

>>> best_stretch([-5.0, 12.0, -1.0, 9.0, -40.0, 12.0])
(1, 4)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ...text.patterns import lazy_compile
from ..article.line import Hints, Line
from ..lines.facts import HEADING_TAGS, Facts

_WORTH_OF_FORMS = {
    "blank": 0.0,
    "symbols": -1.0,
    "date": -5.0,
    "byline": -4.0,
    "caption": -3.0,
    "chrome": -7.0,
    "pointer": -3.0,
    "back": -30.0,
    "others": -40.0,
    "comments": -60.0,
    "attribution": 0.0,
}
"""Scores of forms, in words of prose: a heading over comments outweighs a paragraph."""
_MOST_WORDS = 50.0
"""Words of a line that count: one long paragraph must not outweigh a page."""
_BESIDE, _INSIDE = -12.0, 2.0
"""The cost of a place beside the article, and the bonus of one in an ``<article>``, in words."""
_MOST_OF_PROSE = 0.4
"""Share of the page's prose: a class name around more than this says nothing about a place."""
_IN_ARTICLE = lazy_compile(r"\barticle\b")
_SHORT_IN_ARTICLES = frozenset(("li", "tr", "th", "dt", "dd", "h2", "h3", "h4"))
"""Elements whose lines are short inside articles, too."""
_BESIDE_TAGS = frozenset(
    ("nav", "footer", "aside", "form", "button", "select", "template", "noscript", "dialog")
)
_BESIDE_WORDS = lazy_compile(
    r"(?<![^\s_-])(?:hidden|comments?|disqus|sidebar|side-?bar|related|recommend\w*|share|sharing|social|cookie\w*|consent|promo\w*|newsletter"
    r"|subscri\w+|breadcrumbs?|nav|navbar|navigation|menu|footer|teasers?|popup|modal|banner|advert\w*|ads?|sponsor\w*|outbrain|taboola"
    r"|most-?read|trending|widget|paywall|author-bio|tags?)(?![^\s_-])",
    re.IGNORECASE,
)
_FARTHEST_PROSE = 4
"""Prose must follow a short body line within fewer lines than this."""


def prose_stretch(lines: Sequence[Line], facts: Sequence[Facts]) -> list[bool]:
    """Which lines are in the highest-scoring stretch, except those whose form rules them out."""
    worth = [worth_of(fact) for fact in facts]
    if any(line.hints for line in lines):
        worth = [own + place for own, place in zip(worth, _worth_of_places(lines, worth), strict=True)]
    first, last = best_stretch(worth)
    mask = [False] * len(lines)
    for index in range(first, last):
        fact = facts[index]
        mask[index] = fact.form == "" and (worth[index] > 0 or _may_stand_inside(index, facts, worth, last))
    return mask


def best_stretch(worth: Sequence[float]) -> tuple[int, int]:
    """Start and end (exclusive) of the maximum subarray (Kadane's algorithm)."""
    best = total = 0.0
    first = end = start = 0
    for index, value in enumerate(worth):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best:
            best, first, end = total, start, index + 1
    return first, end


def worth_of(fact: Facts) -> float:
    """The score of a line by itself: positive for prose."""
    if fact.form:
        return _WORTH_OF_FORMS[fact.form]
    prose = min(fact.words, _MOST_WORDS) * (1.0 - fact.link_density)
    if fact.sentence:
        return prose - 3.0 if fact.words >= 5 else -2.0
    if fact.words >= 20:
        return 0.5 * prose - 4.0
    if fact.tag in _SHORT_IN_ARTICLES and fact.link_density < 0.3:
        return -1.0
    return -5.0


def _worth_of_places(lines: Sequence[Line], worth: Sequence[float]) -> list[float]:
    """The score of each line's place by its mark-up: inside the article, or beside it.

    A class name around most of the page's prose is ignored: some pages are "has-sidebar" as a whole.
    """
    around = [words_beside(line.hints) for line in lines]
    weight: dict[str, float] = {}
    for words, own in zip(around, worth, strict=True):
        for word in words:
            weight[word] = weight.get(word, 0.0) + max(0.0, own)
    prose = sum(own for own in worth if own > 0)
    telling = {word for word, value in weight.items() if value < _MOST_OF_PROSE * prose}
    return [
        _BESIDE
        if not telling.isdisjoint(words)
        else _INSIDE
        if line.hints and _IN_ARTICLE.search(line.hints.path)
        else 0.0
        for line, words in zip(lines, around, strict=True)
    ]


def stands_beside(hints: Hints | None) -> bool:
    """Whether the mark-up marks the line as chrome: navigation, sharing, notices."""
    return bool(words_beside(hints))


def words_beside(hints: Hints | None) -> frozenset[str]:
    """The tags and class names around a line that mark a place beside the article."""
    return _cached_words_beside(hints.tag, hints.path, hints.attributes) if hints else frozenset()


@lru_cache(maxsize=4096)
def _cached_words_beside(tag: str, path: str, attributes: str) -> frozenset[str]:
    """As :func:`words_beside`. Cached, since many lines of a page share one place."""
    tags = _BESIDE_TAGS.intersection((*path.split(), tag))
    return tags.union(map(str.lower, _BESIDE_WORDS.findall(attributes)))


def _may_stand_inside(index: int, facts: Sequence[Facts], worth: Sequence[float], end: int) -> bool:
    """Whether prose follows a short line closely: then it is a heading, a list item or a short utterance."""
    fact = facts[index]
    if fact.link_density > 0.8 and fact.tag not in ("li", *HEADING_TAGS):
        return False
    if fact.words < 2 and not _stands_alone(index, facts):
        return False
    return any(value > 0 for value in worth[index + 1 : min(index + _FARTHEST_PROSE, end)])


def _stands_alone(index: int, facts: Sequence[Facts]) -> bool:
    """Whether blank lines surround the line, as around a one-word heading in plain text."""
    return all(fact.form == "blank" for fact in (*facts[index - 1 : index], *facts[index + 1 : index + 2]))
