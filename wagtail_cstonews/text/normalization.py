"""What texts are compared by: their letters and digits alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass


_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


LETTER_BEYOND_ASCII = re.compile(r"[^\W_\x00-\x7f]")


def in_ascii(text: str) -> bytes | None:
    """A text in small letters, as bytes, which are quick to translate; marks beyond ASCII are question marks.
    None where there are letters beyond ASCII.
    """
    if text.isascii() or not LETTER_BEYOND_ASCII.search(text):
        return text.encode("ascii", "replace").lower()
    return None


def letters_of(text: str) -> str:
    """The letters and digits of a text, without their case: what texts are compared by."""
    plain = in_ascii(text)
    if plain is not None:
        return plain.translate(None, _MARKS).decode()
    return "".join(filter(str.isalnum, text.casefold()))
