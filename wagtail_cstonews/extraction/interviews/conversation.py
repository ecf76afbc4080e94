"""A classifier that tells conversations from articles in which the author asks the questions.

Advice articles have questions as headings, and columns ask their readers. A logistic regression over features
of the wording tells them from interviews. Its weights (``ml/trained/conversation.json``) are trained by
``python -m benchmarks.train_turns``.
"""

from __future__ import annotations

from functools import cache

from ..languages.lang.common import word_set
from ..ml.weights import read_weights
from .turn_model import OPENS, YES, wording
from .turns import ANSWER, FEWEST_QUESTIONS, QUESTION, Announced, Turns, asks

_SAID = word_set("said says told сказал сказала сказали заявил заявила заявили sagte sagt")
_MARKS = '“"«„'
_PRIOR = {Announced.NOT: -0.5, Announced.IN_LEAD: 1.5, Announced.IN_HEADLINE: 3.0}
_PRIOR_OF_FEW = {Announced.NOT: -1.0, Announced.IN_LEAD: 0.0, Announced.IN_HEADLINE: 3.0}
"""Log-odds added for the announcement in headline or lead. The training set is balanced, whereas interviews
are much rarer than other articles with questions. With few questions, an announcement in the lead counts for
less: news cites interviews as well.
"""
_FEW = 3
"""Fewer questions than this use ``_PRIOR_OF_FEW``."""


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = read_weights("conversation")["weights"]
    return weights


def is_conversation(turns: Turns, announced: Announced) -> bool:
    """Whether the turns are a conversation. The threshold is lower if the article is announced as one."""
    features = conversation_features(turns)
    if not features:
        return False
    weights = _weights()
    prior = (_PRIOR_OF_FEW if turns.questions() < _FEW else _PRIOR)[announced]
    return sum(weights.get(name, 0.0) for name in features) + prior > 0


def conversation_features(turns: Turns) -> list[str]:
    """The names of the binary features that hold; empty if there are hardly any questions."""
    sides = _sides(turns)
    questions = [text for kind, text in sides if kind == QUESTION]
    answers = [text for kind, text in sides if kind == ANSWER]
    if len(questions) < FEWEST_QUESTIONS or not answers:
        return []
    pieces = [piece for found in turns.pieces for piece in found]
    inside = sum(len(piece.text) for piece in pieces if piece.kind in (QUESTION, ANSWER))
    words = [len(text.split()) for text in questions]
    replies = [len(text.split()) for text in answers]
    said = [wording(text) for text in answers]
    names = {
        "you asked": _share([wording(text).you for text in questions]),
        "opens": _share([OPENS.match(text) is not None for text in questions]),
        "me": _share([answer.me for answer in said]),
        "us": _share([answer.us for answer in said]),
        "replies": _share([YES.match(text) is not None for text in answers]),
        "said": _share([not _SAID.isdisjoint(answer.words) for answer in said]),
        "you told": _share([answer.you for answer in said]),
        "quoted": _share([text[:1] in _MARKS for text in answers]),
        "asks": _share([asks(text) for text in questions]),
        "inside": _fifths(inside / (sum(len(piece.text) for piece in pieces) or 1)),
        "question": _length(sum(words) / len(words)),
        "answer": _length(sum(replies) / len(replies)),
        "questions": min(4, len(questions)),
        "paragraphs": min(4, round(sum(text.count("\n") + 1 for text in answers) / len(answers))),
    }
    found = ["bias", *(f"{name}={value}" for name, value in names.items())]
    found.append(f"me={names['me']}&you asked={names['you asked']}")
    return found


def _sides(turns: Turns) -> list[tuple[str, str]]:
    """Whole turns: consecutive paragraphs of one side, joined."""
    sides: list[tuple[str, str]] = []
    for pieces in turns.pieces:
        for piece in pieces:
            if piece.kind not in (QUESTION, ANSWER):
                continue
            if sides and sides[-1][0] == piece.kind:
                sides[-1] = (piece.kind, f"{sides[-1][1]}\n{piece.text}")
            else:
                sides.append((piece.kind, piece.text))
    return sides


def _share(holds: list[bool]) -> int:
    """The share of true values, in fifths."""
    return _fifths(sum(holds) / len(holds))


def _fifths(share: float) -> int:
    return min(4, int(share * 5))


def _length(words: float) -> int:
    """A number of words, as a bucket."""
    return next((limit for limit in (8, 15, 30, 60, 120, 250) if words <= limit), 999)
