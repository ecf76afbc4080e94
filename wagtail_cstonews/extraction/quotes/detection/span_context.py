"""The context of a quoted span: its paragraph, the sentence around it, the word before it."""

from __future__ import annotations

from dataclasses import dataclass

from ....text.patterns import lazy_compile
from ...languages.speech_verbs import Cues
from .spans import Span

NEAR = 2000
"""How many characters around a span are looked at: more than any sentence has."""
TITLES = lazy_compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|U\.S|No|vs)\.\s*$")
"""Shortened titles, whose stop ends no sentence."""
_SENTENCE_BREAK = lazy_compile(r"[.!?…][”\"’»)]*\s+(?=[^\sa-zа-я])|\x00\s+(?=[A-ZА-Я“\"«][^\x00])")
_CHINESE_SENTENCE_BREAK = lazy_compile(rf"[。！？]|{_SENTENCE_BREAK.pattern}")
_SENTENCE_END = lazy_compile(r"[.!?…](?=\s|$)|\x00")
_CHINESE_SENTENCE_END = lazy_compile(rf"[。！？]|{_SENTENCE_END.pattern}")
_LONGEST_WORD = 60
"""Characters at the end of a text in which its last word is looked for first."""
_LAST_WORD = lazy_compile(r"([\w’'-]+)\W*$")
# The same, tried only where a word begins: for all but texts of marks alone.
_LAST_WHOLE_WORD = lazy_compile(r"(?<![\w’'-])([’'-]*\w[\w’'-]*)\W*$")


@dataclass(slots=True)
class SpanContext:
    """A quoted span in its paragraph."""

    text: str
    """The paragraph."""
    masked: str
    """The paragraph with its quoted spans blanked out, at the same offsets."""
    spans: list[Span]
    """All spans of the paragraph."""
    position: int
    """Which of them it is."""
    cues: Cues
    """The paragraph's reporting verbs."""
    previous: str
    """The paragraph before."""
    decided: list[bool]
    """Whether the earlier spans of the paragraph are speech."""
    language: str | None = "en"

    @property
    def span(self) -> Span:
        return self.spans[self.position]


def mask(text: str, spans: list[Span]) -> str:
    """The paragraph with its quoted stretches blanked out, at the same offsets."""
    parts: list[str] = []
    at = 0
    for span in spans:
        parts.append(text[at : span.start])
        parts.append("\x00" * (span.end - max(span.start, at)))
        at = max(at, span.end)
    parts.append(text[at:])
    return "".join(parts)


def sentence_start(before: str, language: str | None) -> int:
    """Where the sentence begins that the text before a span ends with."""
    begin = 0
    pattern = _CHINESE_SENTENCE_BREAK if language == "zh" else _SENTENCE_BREAK
    for match in pattern.finditer(before):
        if not TITLES.search(before, max(0, match.start() - 8), match.start() + 1):
            begin = match.end()
    return begin


def sentence_length(after: str, language: str | None) -> int:
    """Where the sentence ends that the text behind a span begins with, or the next quotation begins."""
    pattern = _CHINESE_SENTENCE_END if language == "zh" else _SENTENCE_END
    for match in pattern.finditer(after):
        if match.group() == "\x00" or not TITLES.search(after, max(0, match.end() - 8), match.end()):
            return match.start()
    return len(after)


def last_word(text: str) -> str:
    """The last word of a text, ``""`` if it has none."""
    match = _LAST_WHOLE_WORD.search(text, max(0, len(text) - _LONGEST_WORD)) or _LAST_WORD.search(text)
    return match.group(1) if match else ""
