"""An article's lines on their way to another process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, overload

from .line import LEFT_OUT_LABELS, Line


class PackedLines(Sequence[Line]):
    """Lines as JSON, read when somebody looks at them: who stores an article needs no more.

    They are most of what an article weighs. They cannot be changed (``list(lines)`` can), and have no hints.
    """

    __slots__ = ("_lines", "json", "left_out")

    def __init__(self, lines: Sequence[Line]) -> None:
        self.json = lines_to_json(lines)
        """The lines as they are stored."""
        self.left_out = [
            replace(line, hints=None) if line.hints else line
            for line in lines
            if line.label in LEFT_OUT_LABELS
        ]
        """The lines that did not become part of the article."""
        self._lines: list[Line] | None = None

    @property
    def lines(self) -> list[Line]:
        if self._lines is None:
            self._lines = [Line.from_dict(stored) for stored in json.loads(self.json)]
        return self._lines

    def __len__(self) -> int:
        return len(self.lines)

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> list[Line]: ...
    def __getitem__(self, at: Any) -> Any:
        return self.lines[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.lines == list(other)

    __hash__ = None  # type: ignore[assignment]


def lines_to_json(lines: Sequence[Line]) -> str:
    """The lines as a JSON array, in the form that ``article.schema.json`` describes."""
    return json.dumps([line.to_dict() for line in lines])
