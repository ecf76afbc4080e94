"""Sentence segmentation by rules, and truncation of a text at a word boundary."""

from __future__ import annotations

from .patterns import lazy_compile

_SENTENCE = lazy_compile(r"[.!?…\x00](?:(?<!\x00)[”\"’»)\]]+)?(?:\s+(?=[^\sa-zа-я])|$)")
"""The end of a sentence, any closing quotation marks, and the white space after them. The pattern begins with
a character class, so that the engine skips quickly to the next candidate. A NUL stands for a quotation."""

_CHINESE_SENTENCE = lazy_compile(rf"[。！？]|{_SENTENCE.pattern}")

ABBREVIATION = lazy_compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|Prof|Sgt|Capt|Rev|Hon|No|vs|[A-Z]|U\.S|U\.N|D\.C|"
    r"a\.m|p\.m)\.$"
)
"""English abbreviations whose full stop does not end a sentence."""

_WIDE_SENTENCE = lazy_compile(r"[^。！？]{4,}[。！？]")

_SHORTEST_SENTENCE = 16
"""Characters: anything shorter is an exclamation, an abbreviation or a number."""


def sentences(masked: str, language: str | None = "en") -> list[tuple[int, int]]:
    """Start and end offsets of each sentence of a paragraph, in characters.

    ``masked`` is the paragraph with a NUL in place of each character of a quotation. A quotation ends its
    sentence if a capital follows.

    >>> text = "The lock is closed. Dr. Brandt said so."
    >>> [text[start:end] for start, end in sentences(text)]
    ['The lock is closed. ', 'Dr. Brandt said so.']
    """
    found: list[tuple[int, int]] = []
    start = 0
    pattern = _CHINESE_SENTENCE if language == "zh" else _SENTENCE
    for match in pattern.finditer(masked):
        if match.group()[0] == ".":
            if ABBREVIATION.search(masked, max(start, match.start() - 8), match.start() + 1):
                continue
        elif match.group()[0] == "\x00":
            continue
        found.append((start, match.end()))
        start = match.end()
    if start < len(masked):
        found.append((start, len(masked)))
    return found


def first_sentence(text: str, longest: int) -> str:
    """The first sentence without its full stop, truncated at a word boundary to ``longest`` characters.

    >>> first_sentence("The lock at Kamenz is closed. It opens in May.", 80)
    'The lock at Kamenz is closed'
    >>> first_sentence("The lock, said Dr. A. Brandt, is closed.", 30)
    'The lock, said Dr. A. Brandt…'
    """
    wide = _WIDE_SENTENCE.match(text)
    end = wide.end() if wide else next((end for _, end in sentences(text) if end > _SHORTEST_SENTENCE), None)
    sentence = text[:end].strip()
    if not sentence.endswith(("...", "…")):
        sentence = sentence.rstrip(".。")
    return shorten(sentence, longest)


def shorten(text: str, longest: int) -> str:
    """The text, truncated at a word boundary with an ellipsis if it has more than ``longest`` characters.

    >>> shorten("One two three", 9)
    'One two…'
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    words = cut if text[longest - 1].isspace() else cut.rpartition(" ")[0] or cut
    return words.rstrip(" ,;:–—-") + "…"
