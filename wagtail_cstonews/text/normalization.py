"""Text normalisation for comparison: only letters and digits, without case."""

from __future__ import annotations

from .patterns import lazy_compile

_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())
LETTER_BEYOND_ASCII = lazy_compile(r"[^\W_\x00-\x7f]")


def in_ascii(text: str) -> bytes | None:
    """A text in lower case as ASCII bytes, which are quick to translate. None if it has letters beyond ASCII.

    Other characters beyond ASCII become question marks.
    """
    if text.isascii() or not LETTER_BEYOND_ASCII.search(text):
        return text.encode("ascii", "replace").lower()
    return None


def letters_of(text: str) -> str:
    """The letters and digits of a text, case-folded.

    >>> letters_of("The Lock – No. 5!"), letters_of("Шлюз № 5")
    ('thelockno5', 'шлюз5')
    """
    plain = in_ascii(text)
    if plain is not None:
        return plain.translate(None, _MARKS).decode()
    return "".join(filter(str.isalnum, text.casefold()))


class WordSplitter:
    """Splits text into runs of some characters of a character set: several times faster than a pattern.

    >>> WordSplitter("abcdefghijklmnopqrstuvwxyz")("Ice’s on the LAKE")
    ['ce', 's', 'on', 'the']
    """

    __slots__ = ("_encoding", "_table")

    def __init__(self, kept: str, encoding: str = "ascii") -> None:
        """``encoding`` has one byte a character, those of ASCII among them."""
        self._encoding = encoding
        in_runs = set(kept.encode(encoding))
        self._table = bytes(code if code in in_runs else ord(" ") for code in range(256))

    def __call__(self, text: str) -> list[str]:
        """The runs; all other characters divide them."""
        return text.encode(self._encoding, "replace").translate(self._table).decode(self._encoding).split()
