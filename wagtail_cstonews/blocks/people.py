"""Who is named in stored blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def chosen_people(raw: Any) -> Iterator[tuple[str, int]]:
    """The people whom stored blocks name, each with the field that names them, in order.

    >>> list(chosen_people([{"type": "quote", "value": {"quote": "Yes.", "speaker": 7}}]))
    [('speaker', 7)]
    """
    for child in raw or ():
        value = child.get("value")
        if not isinstance(value, dict):
            continue
        for field in ("questioner", "answerer", "speaker", "person"):
            if isinstance(value.get(field), int):
                yield field, value[field]
        yield from chosen_people(value.get("answer"))
