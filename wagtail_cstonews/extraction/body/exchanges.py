"""Builds exchanges from the turns of an interview: a question with its answer, each with its speaker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..article.blocks import Block, ChosenSpeaker, Exchange, Turn
from ..article.line import Line
from ..html.linked import markup_of
from ..interviews.interview import FoundTurn
from .draft import Prose

_LINES_AHEAD = 3
"""How many lines ahead the line of a turn's next paragraph is looked for."""


class ExchangeBuilder:
    """Takes the lines of turns in order. A question after an answer opens a new exchange."""

    def __init__(self, turns: Sequence[FoundTurn]) -> None:
        self.blocks: list[Block] = []
        self.prose: list[Prose] = []
        self.places: dict[int, int] = {}
        """Block index by line number."""
        self.found_turns = turns
        self.turns: dict[int, list[int]] = {}
        """Indices of the turns that a line belongs to, by line number."""
        for index, turn in enumerate(turns):
            for number in turn.lines:
                self.turns.setdefault(number, []).append(index)
        self.exchange_turns: list[int] = []
        self.exchange_lines: list[Line] = []

    def take_in(self, line: Line) -> None:
        """Record that a line belongs to the last block."""
        self.places[line.number] = len(self.blocks) - 1

    def add_turn(self, line: Line) -> None:
        for index in self.turns[line.number]:
            if index in self.exchange_turns:
                continue
            if self.exchange_turns and self._begins_exchange(index):
                self.close_exchange()
            if not self.exchange_turns:
                self.blocks.append(Exchange(""))
            self.exchange_turns.append(index)
        self.take_in(line)
        self.exchange_lines.append(line)

    def _begins_exchange(self, index: int) -> bool:
        """A question opens an exchange unless only questions have come so far. So does another speaker of the
        same side, where an editor named one of them.
        """
        new, turns = self.found_turns[index], [self.found_turns[turn] for turn in self.exchange_turns]
        if new.kind == "question" and any(turn.kind == "answer" for turn in turns):
            return True
        others = [turn.speaker for turn in turns if turn.kind == new.kind and turn.speaker]
        if not others or new.speaker is None or new.speaker == others[-1]:
            return False
        return isinstance(new.speaker, ChosenSpeaker) or isinstance(others[-1], ChosenSpeaker)

    def close_exchange(self) -> None:
        if not self.exchange_turns:
            return
        turns = [self.found_turns[index] for index in self.exchange_turns]
        block = len(self.blocks) - 1
        questions = [turn for turn in turns if turn.kind == "question"]
        answers = [turn for turn in turns if turn.kind == "answer"]
        text = "\n".join(line.clean for line in self.exchange_lines)
        lines = {line.number: line for line in self.exchange_lines}
        if not any(map(linked_html, self.exchange_lines)):
            lines = {}
        self.blocks[block] = Exchange(text, _turn(questions, lines), _turn(answers, lines))
        for turn in turns:
            self.prose += [Prose(text, block) for text in turn.text.split("\n") if text.strip()]
        self.exchange_turns, self.exchange_lines = [], []


def _turn(turns: Sequence[FoundTurn], lines: Mapping[int, Line]) -> Turn:
    """One side of an exchange. ``lines`` are the exchange's lines by number, if any contains a link."""
    speaker = next((turn.speaker for turn in turns if turn.speaker), None)
    whole = Turn("\n".join(turn.text for turn in turns), speaker)
    found = [html for turn in turns for html in _markup_of_turn(turn, lines)] if lines else []
    whole.linked_html = found if any(found) else []
    return whole


def _markup_of_turn(turn: FoundTurn, lines: Mapping[int, Line]) -> Iterator[str | None]:
    """The mark-up of a turn's paragraphs, each from its line."""
    place = 0
    for paragraph in turn.text.splitlines() or [""]:
        html = None
        for ahead, number in enumerate(turn.lines[place : place + _LINES_AHEAD], start=1):
            line = lines.get(number)
            if line is not None and paragraph in line.clean:
                html = markup_of(linked_html(line), paragraph)
                place += ahead
                break
        yield html


def linked_html(line: Line) -> str | None:
    return line.hints.linked if line.hints else None
