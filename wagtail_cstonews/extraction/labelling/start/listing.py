"""Detects listings: plain text that is not an article but a section page, search results, a home page, or a
dump that was cut off within the summaries at the top.

A logistic regression over lexical cohesion (Halliday and Hasan 1976): the paragraphs of an article share
names and words; each summary begins a new subject.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import pairwise

from ....text.patterns import lazy_compile
from ...lines.facts import OPENING_MARKS, Facts, names_in
from ...lines.kinds import FEWEST_WORDS, kinds_of, shape_of, speaks_of_day
from ...ml.ranker import NONE, bucket, weights_of, worth

FEWEST, MOST = 2, 25
"""Paragraphs: one may be any short article, and in long lists the line model finds no body anyway."""
MOST_LINES = 60
"""Lines with words; a text with more is a whole page."""
MARGIN = 1.0
"""Threshold in log odds. It is high because an article mistaken for a listing becomes no page: two in three
listings are detected; one in 200 articles without other text is mistaken for a listing, and none of 2,087
whole pages (``benchmarks.train_starts``, on held-out sites).
"""
_TOO_FEW = frozenset(("paragraphs:0", "paragraphs:1"))
"""Features of two or three paragraphs: any short text may look alike, so URL or site must add evidence."""
_ENOUGH_OF_FEW = 2.0
"""The evidence that URL and site must add for so few paragraphs, in log odds."""
_PARAGRAPH = 9
"""Words of a line that counts as a paragraph."""
_PAGED = lazy_compile(r"[?&](?:PAGEN_\d+|paged?|p|start|offset)=\d+\b|/page/\d+/?$", re.IGNORECASE)
_WORTH_OF_PAGED = 4.0
"""Weight, in log odds, of a URL with a page number: strong evidence, but not enough alone."""
_WORTH_OF_SHARED = 3.0
"""Weight, in log odds, of a text whose lines all occur in other documents of the site. Set by hand, with
listings in synthetic crawls.
"""
_BESIDE = frozenset(("blank", "symbols", "back", "chrome"))
"""Forms of lines that are ignored."""
_QUOTES = lazy_compile('[“«„”"].{2,300}[”»“"]')
_CLOSELY, _APART = 0.1, 0.05
"""Share of common words from which paragraphs are connected; and up to which they are not."""
_UNKNOWN = 0.3
"""The share of shared names for a text without names: about that of most texts."""


def is_listing(facts: Sequence[Facts], url: str | None = None, shared: float = 0.0) -> bool:
    """Whether lines without a headline of their own are a listing of several articles.

    ``shared`` is the share, 0..1, of their words that other documents of the site contain.
    """
    found = features(facts)
    if not found:
        return False
    weights = weights_of("listing")
    said = _WORTH_OF_SHARED * shared + (_WORTH_OF_PAGED if url and _PAGED.search(url) else 0.0)
    if found[0] in _TOO_FEW and said < _ENOUGH_OF_FEW:
        return False
    return worth(found, weights) + said > weights[NONE] + MARGIN


def features(facts: Sequence[Facts]) -> list[str]:
    """The features of the logistic regression; empty if there are too few paragraphs, or too many."""
    shown = [fact for fact in facts if fact.form not in _BESIDE]
    if len(shown) > MOST_LINES:
        return []
    prose = [fact for fact in shown if fact.words >= _PARAGRAPH and fact.form == ""]
    if not FEWEST <= len(prose) <= MOST:
        return []
    kinds = kinds_of(shown)
    count = len(prose)
    words = [fact.words for fact in prose]
    mean = sum(words) / count
    spread = (sum((size - mean) ** 2 for size in words) / count) ** 0.5 / mean
    speech = sum(
        fact.text.startswith(OPENING_MARKS) or _QUOTES.search(fact.text) is not None for fact in prose
    )
    return [
        f"paragraphs:{bucket(count, 3, 4, 5, 6, 8, 12)}",
        f"shape:{shape_of(kinds)}",
        f"opens:{kinds[0]}",
        f"mean:{bucket(mean, 12, 18, 25, 35, 50, 70)}",
        f"spread:{bucket(spread, 0.2, 0.35, 0.5, 0.7, 1.0)}",
        f"speech:{bucket(speech / count, 0.01, 0.2, 0.4)}",
        f"days:{bucket(sum(map(speaks_of_day, prose)) / count, 0.01, 0.3, 0.6)}",
        f"dates:{bucket(kinds.count('d') / count, 0.01, 0.4, 0.7)}",
        f"titles:{bucket(kinds.count('t') / count, 0.01, 0.2, 0.5, 0.8, 1.1)}",
        f"short:{bucket(kinds.count('s') + kinds.count('o'), 1, 2, 4, 8)}",
        f"ends:{kinds[-1]}{prose[-1].words < 2 * FEWEST_WORDS}",
        *_cohesion(shown, prose, kinds),
    ]


def _cohesion(shown: Sequence[Facts], prose: Sequence[Facts], kinds: str) -> list[str]:
    stems = [fact.stems for fact in prose]
    elsewhere = _found_elsewhere(stems)
    taken_up = sum(elsewhere) / len(elsewhere) if elsewhere else _UNKNOWN
    near = [len(one & other) / (min(len(one), len(other)) or 1) for one, other in pairwise(stems)]
    far = _found_elsewhere([frozenset(names_in(fact.text)) for fact in prose])
    near_mean, far_mean = sum(near) / len(near), sum(far) / len(far) if far else _UNKNOWN
    alone = sum(share <= _APART for share in far) / len(far) if far else -1.0
    held = _held(shown[0], prose) if kinds[0] == "t" else -1.0
    far_bucket = bucket(far_mean, 0.1, 0.3, 0.5)
    return [
        f"near:{bucket(near_mean, 0.02, 0.04, 0.07, 0.1, 0.14, 0.18, 0.25)}",
        f"least near:{bucket(min(near), 0.01, 0.03, 0.06, 0.1)}",
        f"most near:{bucket(max(near), 0.05, 0.1, 0.2, 0.35)}",
        f"far:{bucket(far_mean, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.65)}",
        f"near far:{bucket(near_mean, 0.04, _CLOSELY, 0.18)}{far_bucket}",
        f"alone:{bucket(alone, 0, 0.01, 0.2, 0.4, 0.6, 0.8)}",
        f"held:{bucket(held, 0, 0.01, 0.2, 0.4, 0.6, 0.8)}",
        f"opens held far:{kinds[0]}{bucket(held, 0.01, 0.4)}{far_bucket}",
        f"size far:{bucket(len(prose), 3, 4, 5, 6)}{far_bucket}",
        f"taken up:{bucket(taken_up, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6)}",
        f"least taken up:{bucket(min(elsewhere, default=_UNKNOWN), 0.01, 0.05, 0.1, 0.15, 0.2, 0.3)}",
        f"size taken up:{bucket(len(prose), 3, 4, 6, 9)}{bucket(taken_up, 0.15, 0.25, 0.35, 0.5)}",
    ]


def _found_elsewhere(paragraphs: Sequence[Set[str]]) -> list[float]:
    """For each paragraph, the share of its words that also occur in another paragraph."""
    times: dict[str, int] = {}
    for words in paragraphs:
        for word in words:
            times[word] = times.get(word, 0) + 1
    return [sum(times[word] > 1 for word in words) / len(words) for words in paragraphs if words]


def _held(title: Facts, prose: Sequence[Facts]) -> float:
    """The share of the first line's words that occur in the paragraphs (other than that line)."""
    own = title.stems
    rest = frozenset().union(*(fact.stems for fact in prose if fact is not title))
    return len(own & rest) / len(own) if own else -1.0
