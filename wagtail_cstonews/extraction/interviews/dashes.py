"""Turns marked by dashes: on both sides, on the questions only, or on the answers only.

>>> turns = read_dashes(["- Who pays?", "- We do.", "- How?", "- In cash."])
>>> turns.kinds() if turns else None
['Q', 'A', 'Q', 'A']
"""

from __future__ import annotations

from ...text.patterns import lazy_compile
from .turn_model import wording
from .turns import ANSWER, NEITHER, QUESTION, Announced, Piece, Turns, asks, holds_question

_DASH = lazy_compile(r"\s*(?:(?:[–—−‒―]|--|-)[ \u00a0]+(?=\S)|[–—―-](?=[¿¡«“\"(]?[^\W\d_a-zа-яё]))")
"""A dash and a space, or a dash before a capital or an opening mark, as in Spanish: ``-¿Cuándo?``."""
_BEGINS_DASHED = frozenset("–—−‒―- \t\u00a0")
"""The first character of a paragraph with such a dash: a fast pre-filter."""
_GLUED_DASH = lazy_compile(r"\?[”\"»]?\s+(?:[–—−]|--)\s+(?=[A-ZА-ЯЁ«“\"])")
"""The dash of an answer on the same line as its question: ``– Who pays? – We do.``"""
_FEWEST_DASHES = {Announced.NOT: 3, Announced.IN_LEAD: 3, Announced.IN_HEADLINE: 2}
"""Minimum number of dashed paragraphs in an interview."""
_FEWEST_ASKING = {Announced.NOT: 2, Announced.IN_LEAD: 2, Announced.IN_HEADLINE: 1}
"""Minimum number of dashed questions."""
_FEWEST_ANSWERS = {Announced.NOT: 3, Announced.IN_LEAD: 2, Announced.IN_HEADLINE: 1}
"""Minimum number of dashed answers that follow a question without a dash."""
ANSWER_DASHES = "answer dashes"
"""The value of :attr:`Turns.how` if only answers have dashes; a list below a question looks the same."""


def read_dashes(texts: list[str], announced: Announced = Announced.NOT) -> Turns | None:
    """The turns of an article that marks all turns, the questions or the answers with a dash; else None."""
    dashes = {at: _DASH.match(text) for at, text in enumerate(texts) if text[:1] in _BEGINS_DASHED}
    bodies = {at: texts[at][match.end() :] for at, match in dashes.items() if match}
    if not bodies:
        return None
    answers = _answer_dashes(texts, bodies, _FEWEST_ANSWERS[announced])
    return answers or _with_questions(texts, bodies, announced)


def _with_questions(texts: list[str], bodies: dict[int, str], announced: Announced) -> Turns | None:
    """The turns if questions have dashes, with or without dashes on answers."""
    marked = list(bodies)
    asking = [at for at in marked if _puts(bodies[at], announced)]
    fewest = max(_FEWEST_ASKING[announced], 0.2 * len(marked))
    if len(marked) < _FEWEST_DASHES[announced] or len(asking) < fewest:
        return None
    pairs = sum(at + 1 in bodies for at in marked)
    glued = sum(bool(_GLUED_DASH.search(text)) for text in bodies.values())
    if glued > 0.4 * len(marked):
        return _glued_dashes(texts, bodies)
    if pairs >= 0.35 * len(marked):
        return _both_dashes(texts, bodies, marked)
    if len(asking) < 0.35 * len(marked):
        return None
    return _question_dashes(texts, bodies)


def _puts(text: str, announced: Announced) -> bool:
    """Whether a dashed paragraph asks something; in an announced interview, to address somebody is enough."""
    return holds_question(text) or (announced is Announced.IN_HEADLINE and wording(text).you)


def _answer_dashes(texts: list[str], bodies: dict[int, str], fewest: int) -> Turns | None:
    """Questions without dashes, each followed by a dashed answer."""
    led = {at for at in bodies if at and at - 1 not in bodies and asks(texts[at - 1])}
    asking = sum(asks(text) for text in bodies.values())
    if len(led) < max(fewest, 0.6 * len(bodies)) or asking > 0.25 * len(bodies):
        return None
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            state = ANSWER
            pieces.append([Piece(ANSWER, bodies[at], starts=True)])
        elif at + 1 in led:
            state = QUESTION
            pieces.append([Piece(QUESTION, text, starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns(ANSWER_DASHES, pieces)


def _glued_dashes(texts: list[str], bodies: dict[int, str]) -> Turns:
    """Question and answer on one line, each after a dash."""
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            match = _GLUED_DASH.search(bodies[at])
            if match:
                question = bodies[at][: match.start() + 1]
                pieces.append(
                    [
                        Piece(QUESTION, question, starts=True),
                        Piece(ANSWER, bodies[at][match.end() :], starts=True),
                    ]
                )
                state = ANSWER
                continue
            state = QUESTION if asks(bodies[at]) else ANSWER
            pieces.append([Piece(state, bodies[at], starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("dashes", pieces)


def _question_dashes(texts: list[str], bodies: dict[int, str]) -> Turns:
    """Dashed questions, followed by answers without dashes."""
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            state = QUESTION
            pieces.append([Piece(QUESTION, bodies[at], starts=True)])
        else:
            if state == QUESTION:
                state = ANSWER
            pieces.append([Piece(state, text)])
    return Turns("question dashes", pieces)


def _both_dashes(texts: list[str], bodies: dict[int, str], marked: list[int]) -> Turns:
    """Dashed questions and answers, which alternate unless the wording suggests otherwise."""
    kinds = _alternate(texts, bodies, marked)
    pieces: list[list[Piece]] = []
    state = NEITHER
    for at, text in enumerate(texts):
        if at in bodies:
            state = kinds[at]
            pieces.append([Piece(state, bodies[at], starts=True)])
        else:
            pieces.append([Piece(state, text)])
    return Turns("dashes", pieces)


def _alternate(texts: list[str], bodies: dict[int, str], marked: list[int]) -> dict[int, str]:
    """The highest-scoring sequence of questions and answers over the dashed paragraphs (Viterbi)."""
    score = {QUESTION: 0.0, ANSWER: -1.0}
    back: list[dict[str, str]] = []
    previous = None
    for at in marked:
        gain = _dash_scores(bodies[at])
        gap = previous is not None and at - previous > 1
        step: dict[str, float] = {}
        origin: dict[str, str] = {}
        for kind in (QUESTION, ANSWER):
            options = {}
            for before in (QUESTION, ANSWER):
                move = 0.0 if before != kind else -4.0
                if gap and before == QUESTION and kind == ANSWER:
                    move -= 1.0
                if previous is None:
                    move = 0.0 if before == kind else -9.0
                options[before] = score[before] + move
            origin[kind] = max(options, key=lambda key: options[key])
            step[kind] = options[origin[kind]] + gain[kind]
        score = step
        back.append(origin)
        previous = at
    kind = max(score, key=lambda key: score[key])
    kinds: dict[int, str] = {}
    for at, origin in zip(reversed(marked), reversed(back), strict=True):
        kinds[at] = kind
        kind = origin[kind]
    return kinds


def _dash_scores(text: str) -> dict[str, float]:
    """The scores of a paragraph as a question and as an answer."""
    question = 2.0 if asks(text) else -0.5
    if "?" in text and not asks(text):
        question += 0.5
    question -= min(1.5, len(text.split()) / 120)
    return {QUESTION: question, ANSWER: -question}
