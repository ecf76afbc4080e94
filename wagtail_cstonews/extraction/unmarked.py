"""The turns of an interview that nothing marks: the likeliest sequence of questions and answers.

A logistic regression says how much a paragraph reads like a question; the best path (Viterbi) weighs that
against how turns follow one another. The weights (``models/turns.json``) are made by
``python -m benchmarks.train_turns``.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from .offices import word_set

_ENDS_ASKING = re.compile(r"[?？][”\"’'»)\]*_]*[.…]?\s*$")
OPENS = re.compile(
    r"(?:and|so|but|well|okay|ok|now|then)?[,\s]*(?P<word>what|how|why|who|whom|whose|when|where|which|"
    r"do|does|did|is|are|was|were|can|could|would|"
    r"will|have|has|had|should|may|isn't|aren't|don't|doesn't|didn't|tell|let's|let|talk|explain|"
    r"describe|give|speaking|"
    r"что|как|какой|какая|какие|каков[аоы]?|почему|зачем|кто|когда|где|чем|есть ли|можно ли|расскажите|"
    r"was|wie|warum|wieso|wer|wann|wo|welche\w*|haben|sind|ist|können|könnten|würden|glauben|sehen)\b",
    re.IGNORECASE,
)
YOU = re.compile(
    r"\b(?:you|your|yours|yourself|you’re|you're|you’ve|you've|вы|вас|вам|вами|ваш\w*|sie|ihr\w*|ihnen)\b",
    re.IGNORECASE,
)
ME = re.compile(
    r"\b(?:I|my|me|mine|I’m|I'm|I’ve|I've|I’d|I'd|I’ll|I'll|я|мой|моя|мне|меня|ich|mein\w*|mir|mich)\b"
)
US = re.compile(
    r"\b(?:we|our|us|we’re|we're|we’ve|we've|мы|наш\w*|нас|нам|wir|unser\w*|uns)\b", re.IGNORECASE
)
YES = re.compile(
    r"(?:yes|no|yeah|yep|nope|well|sure|absolutely|of course|oh|right|exactly|first of all|first|"
    r"thank you|thanks|not really|not at all|"
    r"look|actually|i\b|it’s|it's|my\b|we\b|да|нет|ну|конечно|безусловно|я\b|ja|nein|natürlich|nun)",
    re.IGNORECASE,
)
# The words of ME, YOU and US, to be looked up: quicker than to search for each.
_ME = word_set("I my me mine я мой моя мне меня ich mir mich")
_YOU = word_set("you your yours yourself вы вас вам вами sie ihnen")
_US = word_set("we our us мы нас нам wir uns")
_WORD = re.compile(r"\w+")
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "strong", "em", "dt", "question"})
"""What sets a question off: its block element, mark-up of the whole line, or a class that says so."""
_SENTENCES = re.compile(r"[.!?…](?:\s|$)")
_FULL_STOPS = frozenset('.!?…:”"»')
_OPENING_MARKS = '“"«„‘'


@dataclass(slots=True)
class _Facts:
    """What one paragraph says for itself."""

    words: int
    asks: bool
    me: bool
    heading: bool
    reply: bool
    names: list[str]


Model = tuple[dict[str, float], dict[str, float]]
"""Weights of features, and of the moves from one kind of paragraph to the next."""


@cache
def _model() -> Model:
    text = resources.files(__package__).joinpath("models", "turns.json").read_text(encoding="utf-8")
    model = json.loads(text)
    return model["weights"], model["moves"]


def _bucket(words: int) -> str:
    for limit in (3, 8, 15, 25, 40, 60, 90, 140):
        if words <= limit:
            return str(limit)
    return "more"


def _length(ratio: float) -> str:
    return next(
        (name for limit, name in ((0.25, "tiny"), (0.6, "short"), (1.5, "usual")) if ratio < limit), "long"
    )


def _facts(text: str, tag: str) -> _Facts:
    words = len(text.split())
    asking = ("?" in text or "？" in text) and _ENDS_ASKING.search(text) is not None
    said = set(_WORD.findall(text))
    lower = set(map(str.lower, said))
    me = not said.isdisjoint(_ME) or any(word.startswith("mein") for word in said)
    you = not lower.isdisjoint(_YOU) or any(word.startswith(("ваш", "ihr")) for word in lower)
    us = not lower.isdisjoint(_US) or any(word.startswith(("наш", "unser")) for word in lower)
    heading = tag in HEADING_TAGS
    reply = YES.match(text) is not None
    opens = OPENS.match(text) is not None
    ends = text.rstrip()[-1:]
    sentences = len(_SENTENCES.findall(text))
    holds = {
        "opens like a question": opens,
        f"opens&asks={asking}": opens,
        "mark inside": "?" in text and not asking,
        "asks": asking,
        f"asks&words={_bucket(words)}": asking,
        f"you&asks={asking}": you,
        "me": me,
        f"you, not me&asks={asking}": you and not me,
        "us": us,
        "replies": reply,
        "quotation": text[:1] in _OPENING_MARKS,
        "unfinished": ends in (":", ","),
        "no stop": ends not in _FULL_STOPS,
        "heading": heading,
        f"heading&asks={asking}": heading,
    }
    names = [f"words={_bucket(words)}", f"sentences={min(sentences, 5)}"]
    names += [name for name, true in holds.items() if true]
    return _Facts(words, asking, me, heading, reply, names)


def turn_features(texts: list[str], tags: list[str]) -> list[list[str]]:
    """For each paragraph, the features that hold for it and its neighbours."""
    facts = [_facts(text, tag) for text, tag in zip(texts, tags, strict=True)]
    lengths = sorted(fact.words for fact in facts)
    middle = max(1, lengths[len(lengths) // 2]) if lengths else 1
    headed = any(fact.heading for fact in facts)
    share = sum(fact.asks for fact in facts) / max(1, len(facts))
    found: list[list[str]] = []
    for at, fact in enumerate(facts):
        names = ["bias", *fact.names]
        names.append(f"length={_length(fact.words / middle)}")
        names.append(f"share={min(4, int(share * 10))}&asks={fact.asks}")
        before = facts[at - 1] if at else None
        after = facts[at + 1] if at + 1 < len(facts) else None
        if before is None:
            names.append("first")
        else:
            names.append(f"before asks={before.asks}")
            names.append(f"before longer={before.words > fact.words}")
            if before.me:
                names.append("before me")
        if after is None:
            names.append("last")
        else:
            names.append(f"after asks={after.asks}")
            names.append(f"after longer={after.words > fact.words}&asks={fact.asks}")
            if after.reply:
                names.append(f"after replies&asks={fact.asks}")
            if after.me:
                names.append("after me")
        if headed and not fact.heading:
            names.append("others are headings")
        found.append(names)
    return found


def best_path(features: list[list[str]], model: Model | None = None) -> list[str]:
    """The likeliest sequence of ``Q`` and ``A``. ``model`` takes the place of the one that the package
    carries.
    """
    weights, moves = model or _model()
    score = {"Q": 0.0, "A": 0.0}
    back: list[dict[str, str]] = []
    for at, names in enumerate(features):
        total = sum(weights.get(name, 0.0) for name in names)
        gain = {
            "Q": -math.log1p(math.exp(-max(-30.0, min(30.0, total)))),
            "A": -math.log1p(math.exp(max(-30.0, min(30.0, total)))),
        }
        if not at:
            score = {kind: moves[f"start {kind}"] + gain[kind] for kind in "QA"}
            continue
        step: dict[str, float] = {}
        origin: dict[str, str] = {}
        for kind in "QA":
            options = {before: score[before] + moves[f"{before} {kind}"] for before in "QA"}
            origin[kind] = max(options, key=lambda before: options[before])
            step[kind] = options[origin[kind]] + gain[kind]
        score = step
        back.append(origin)
    if not features:
        return []
    kind = max(score, key=lambda key: score[key])
    path = [kind]
    for origin in reversed(back):
        kind = origin[kind]
        path.append(kind)
    return path[::-1]
