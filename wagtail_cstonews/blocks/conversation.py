"""How a page names who speaks: in full with the office once, then briefly, and only where it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ..names.parts import short_name

SIDES = ("questioner", "answerer")
_HEADER = ("interviewer", "interviewee")


@dataclass(frozen=True)
class Turn:
    """What stands beside a question, an answer or a quote."""

    speaker: Any
    """As :func:`~wagtail_cstonews.publishing.api.representation.speaker_dict`; None if not known."""
    name: str = ""
    """The name as it is shown: in full, or short."""
    role: str = ""
    """The office, where it is shown."""
    is_shown: bool = False
    """False where readers know who speaks; assistive technology hears it nevertheless."""


class Conversation:
    """The turns of a body, in order. Whom the page's header names is introduced already."""

    def __init__(self, page: Any, body: Iterable[Any] = ()) -> None:
        """``body`` has the blocks of a stream."""
        self.page = page
        self._turns: dict[int, dict[str, Turn]] = {}
        self._introduced: dict[Any, str] = {}
        for side in _HEADER:
            self._introduce(getattr(page, f"{side}_details", None))
        blocks = list(body)
        exchanges = [block.value for block in blocks if block.block_type == "exchange"]
        sides = {id(value): value.sides_on(page) for value in exchanges}
        self._several = {
            side for side in SIDES if len({_key(both[side]) for both in sides.values() if both[side]}) > 1
        }
        self._names = {speaker["name"] for both in sides.values() for speaker in both.values() if speaker}
        last: dict[str, Any] = {}
        for block in blocks:
            if block.block_type == "exchange":
                self._turns[id(block.value)] = self._take(sides[id(block.value)], last)
            for quote in _quotes_in(block):
                self._turns[id(quote)] = {"speaker": self._quoted(quote.speaker_details)}

    def of_exchange(self, value: Any) -> dict[str, Turn]:
        """The turns of the questioner and the answerer of an exchange."""
        return self._turns.get(id(value)) or self._take(value.sides_on(self.page), {})

    def of_quote(self, value: Any) -> Turn:
        """The speaker of a quote."""
        known = self._turns.get(id(value))
        return known["speaker"] if known else self._quoted(value.speaker_details)

    def _take(self, both: dict[str, Any], last: dict[str, Any]) -> dict[str, Turn]:
        turns = {}
        for side in SIDES:
            speaker = both[side]
            is_due = side not in last or (side in self._several and _key(speaker) != last[side])
            turns[side] = self._turn(speaker, is_due=is_due)
            last[side] = _key(speaker)
        return turns

    def _quoted(self, speaker: Any) -> Turn:
        return self._turn(speaker, is_due=True)

    def _turn(self, speaker: Any, *, is_due: bool) -> Turn:
        if not speaker:
            return Turn(None)
        role = speaker["role"] or ""
        is_known = _key(speaker) in self._introduced
        if is_known and role in {"", self._introduced[_key(speaker)]}:
            return Turn(speaker, self._short(speaker), is_shown=is_due)
        self._introduce(speaker)
        return Turn(speaker, self._short(speaker) if is_known else speaker["name"], role, is_shown=True)

    def _introduce(self, speaker: Any) -> None:
        if speaker:
            self._introduced[_key(speaker)] = speaker["role"] or ""

    def _short(self, speaker: Any) -> str:
        """The family name; the whole name of outlets, and of namesakes who take turns."""
        name = str(speaker["name"])
        alike = {other for other in self._names if short_name(other) == short_name(name)}
        return short_name(name) if speaker["id"] and len(alike | {name}) == 1 else name


def _quotes_in(block: Any) -> Iterator[Any]:
    if block.block_type == "quote":
        yield block.value
    elif block.block_type == "exchange":
        yield from (child.value for child in block.value.get("answer") or () if child.block_type == "quote")


def _key(speaker: Any) -> Any:
    return speaker and (speaker["id"] or speaker["name"])
