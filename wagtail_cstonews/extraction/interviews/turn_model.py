"""A sequence model for interviews without labels: the most probable sequence of questions and answers.

A logistic regression scores each paragraph as a question. The Viterbi algorithm combines the scores with
transition weights between turns, as in a hidden Markov model. The weights (``ml/trained/turns.json``) are
trained by ``python -m benchmarks.train_turns``.

>>> talk = ["Who pays for it?", "I do, and so do you.", "And how will you do that?", "We sell the boat."]
>>> best_path(turn_features(talk, ["p"] * 4))
['Q', 'A', 'Q', 'A']
"""

from __future__ import annotations

import math
import re
import string
from functools import cache, lru_cache
from typing import NamedTuple

from ...text.normalization import WordSplitter
from ...text.patterns import lazy_compile
from ..languages.lang.common import word_set
from ..ml.weights import read_weights

_ENDS_ASKING = lazy_compile(r"[?？؟][”\"’'»)\]*_]*[.…]?\s*$")
OPENS = lazy_compile(
    r"(?:and|so|but|well|okay|ok|now|then)?[,\s]*(?P<word>what|how|why|who|whom|whose|when|where|which|"
    r"do|does|did|is|are|was|were|can|could|would|"
    r"will|have|has|had|should|may|isn't|aren't|don't|doesn't|didn't|tell|let's|let|talk|explain|"
    r"describe|give|speaking|"
    r"что|как|какой|какая|какие|каков[аоы]?|почему|зачем|кто|когда|где|чем|есть ли|можно ли|расскажите|"
    r"was|wie|warum|wieso|wer|wann|wo|welche\w*|haben|sind|ist|können|könnten|würden|glauben|sehen)\b",
    re.IGNORECASE,
)
"""Typical beginnings of questions."""
YES = lazy_compile(
    r"(?:yes|no|yeah|yep|nope|well|sure|absolutely|of course|oh|right|exactly|first of all|first|"
    r"thank you|thanks|not really|not at all|"
    r"look|actually|i\b|it’s|it's|my\b|we\b|да|нет|ну|конечно|безусловно|я\b|ja|nein|natürlich|nun)",
    re.IGNORECASE,
)
"""Typical beginnings of answers."""


def _in_any_case(words: str) -> frozenset[str]:
    """Words in small letters, with a capital, and in capitals."""
    return word_set(f"{words} {words.title()} {words.upper()}")


_ME = word_set("I my me mine я мой моя мне меня ich mir mich")
_YOU = _in_any_case("you your yours yourself вы вас вам вами sie ihnen")
_US = _in_any_case("we our us мы нас нам wir uns")
_MEIN = lazy_compile(r"\bmein")
_IHR = lazy_compile(r"\b(?:ihr|ваш)")
_UNSER = lazy_compile(r"\b(?:unser|наш)")
"""Declined possessives, by their stems."""
_WORD = lazy_compile(r"\w+")
_words_in_ascii = WordSplitter(f"{string.ascii_letters}{string.digits}_")
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "dt", "question"})
"""Tags that set a question apart: its block element, mark-up around the whole line, or a class name."""
_SENTENCES = lazy_compile(r"[.!?…](?:\s|$)")
_FULL_STOPS = frozenset('.!?…:”"»')
_OPENING_MARKS = '“"«„‘'


class _Facts(NamedTuple):
    """The features of one paragraph without its neighbours."""

    size: str
    """How many words it has, in steps."""
    sentences: int
    asks: bool
    me: bool
    you: bool
    us: bool
    opens: bool
    """Whether it begins like a question."""
    replies: bool
    """Whether it begins like an answer."""
    mark_inside: bool
    quotation: bool
    unfinished: bool
    no_stop: bool
    heading: bool


Model = tuple[dict[str, float], dict[str, float]]
"""The weights of features, and of transitions between kinds of paragraphs."""


@cache
def _model() -> Model:
    """The model included in the package."""
    model = read_weights("turns")
    return model["weights"], model["moves"]


def _bucket(words: int) -> str:
    """A number of words, in steps."""
    for limit in (3, 8, 15, 25, 40, 60, 90, 140):
        if words <= limit:
            return str(limit)
    return "more"


def _length(ratio: float) -> str:
    """A bucket for the length of a paragraph relative to the article's median."""
    for limit, name in ((0.25, "tiny"), (0.6, "short"), (1.5, "usual")):
        if ratio < limit:
            return name
    return "long"


class Wording(NamedTuple):
    """The words of a text, and the grammatical persons in it."""

    words: frozenset[str]
    me: bool
    """Whether it has a first person singular: ``I``, ``my``."""
    you: bool
    us: bool


@lru_cache(maxsize=1 << 8)
def wording(text: str) -> Wording:
    """The wording of a text, by one look-up per word. Cached: paragraphs are needed again as turns."""
    words = frozenset(_words_in_ascii(text) if text.isascii() else _WORD.findall(text))
    lower = text.lower()
    return Wording(
        words,
        me=not words.isdisjoint(_ME) or ("mein" in text and _MEIN.search(text) is not None),
        you=not words.isdisjoint(_YOU)
        or (("ihr" in lower or "ваш" in lower) and _IHR.search(lower) is not None),
        us=not words.isdisjoint(_US)
        or (("unser" in lower or "наш" in lower) and _UNSER.search(lower) is not None),
    )


def _facts(text: str, tag: str, words: int) -> _Facts:
    has_mark = "?" in text or "？" in text or "؟" in text
    asks = has_mark and _ENDS_ASKING.search(text) is not None
    said = wording(text)
    ends = text.rstrip()[-1:]
    return _Facts(
        _bucket(words),
        min(len(_SENTENCES.findall(text)), 5),
        asks,
        said.me,
        said.you,
        said.us,
        opens=OPENS.match(text) is not None,
        replies=YES.match(text) is not None,
        mark_inside=has_mark and not asks and "?" in text,
        quotation=text[:1] in _OPENING_MARKS,
        unfinished=ends in (":", ","),
        no_stop=ends not in _FULL_STOPS,
        heading=tag in HEADING_TAGS,
    )


@lru_cache(maxsize=1 << 12)
def _names_of(facts: _Facts) -> tuple[str, ...]:
    """The names of a paragraph's own features. Cached: many paragraphs have the same."""
    asks = facts.asks
    holds = {
        "opens like a question": facts.opens,
        f"opens&asks={asks}": facts.opens,
        "mark inside": facts.mark_inside,
        "asks": asks,
        f"asks&words={facts.size}": asks,
        f"you&asks={asks}": facts.you,
        "me": facts.me,
        f"you, not me&asks={asks}": facts.you and not facts.me,
        "us": facts.us,
        "replies": facts.replies,
        "quotation": facts.quotation,
        "unfinished": facts.unfinished,
        "no stop": facts.no_stop,
        "heading": facts.heading,
        f"heading&asks={asks}": facts.heading,
    }
    names = [name for name, true in holds.items() if true]
    return ("bias", f"words={facts.size}", f"sentences={facts.sentences}", *names)


@lru_cache(maxsize=1 << 12)
def _names_beside(asks: bool, before: _Beside | None, after: _Beside | None) -> tuple[str, ...]:
    """The names of a paragraph's features that depend on its neighbours."""
    names: list[str] = []
    if before is None:
        names.append("first")
    else:
        names += [f"before asks={before.asks}", f"before longer={before.longer}"]
        names += ["before me"] if before.me else []
    if after is None:
        names.append("last")
    else:
        names += [f"after asks={after.asks}", f"after longer={after.longer}&asks={asks}"]
        names += [f"after replies&asks={asks}"] if after.replies else []
        names += ["after me"] if after.me else []
    return tuple(names)


class _Beside(NamedTuple):
    """The features of a neighbour."""

    asks: bool
    longer: bool
    me: bool
    replies: bool


def turn_features(texts: list[str], tags: list[str]) -> list[list[str]]:
    """For each paragraph, the features that hold for it and its neighbours."""
    words = [len(text.split()) for text in texts]
    facts = [_facts(text, tag, size) for text, tag, size in zip(texts, tags, words, strict=True)]
    middle = max(1, sorted(words)[len(words) // 2]) if words else 1
    headed = any(fact.heading for fact in facts)
    share = sum(fact.asks for fact in facts) / max(1, len(facts))
    of_all = f"share={min(4, int(share * 10))}"
    found: list[list[str]] = []
    for at, fact in enumerate(facts):
        before = _beside(facts[at - 1], words[at - 1] > words[at]) if at else None
        after = _beside(facts[at + 1], words[at + 1] > words[at]) if at + 1 < len(facts) else None
        names = [*_names_of(fact), f"length={_length(words[at] / middle)}", f"{of_all}&asks={fact.asks}"]
        names += _names_beside(fact.asks, before, after)
        if headed and not fact.heading:
            names.append("others are headings")
        found.append(names)
    return found


def _beside(fact: _Facts, longer: bool) -> _Beside:
    return _Beside(fact.asks, longer, fact.me, fact.replies)


def best_path(features: list[list[str]], model: Model | None = None) -> list[str]:
    """The most probable sequence of ``Q`` and ``A`` (Viterbi).

    ``model`` replaces the model included in the package.
    """
    weights, moves = model or _model()
    asks_on, asks_next = moves["Q Q"], moves["Q A"]
    answers_next, answers_on = moves["A Q"], moves["A A"]
    score_q, score_a = moves["start Q"], moves["start A"]
    back: list[tuple[str, str]] = []
    for at, names in enumerate(features):
        total = max(-30.0, min(30.0, sum([weights[name] for name in names if name in weights])))
        if at:
            q_from_q, q_from_a = score_q + asks_on, score_a + answers_next
            a_from_q, a_from_a = score_q + asks_next, score_a + answers_on
            back.append(("Q" if q_from_q >= q_from_a else "A", "Q" if a_from_q >= a_from_a else "A"))
            score_q, score_a = max(q_from_q, q_from_a), max(a_from_q, a_from_a)
        score_q -= math.log1p(math.exp(-total))
        score_a -= math.log1p(math.exp(total))
    if not features:
        return []
    kind = "Q" if score_q >= score_a else "A"
    path = [kind]
    for from_q, from_a in reversed(back):
        kind = from_q if kind == "Q" else from_a
        path.append(kind)
    return path[::-1]
