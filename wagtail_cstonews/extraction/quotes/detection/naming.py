"""Rules for quoted spans that are not speech: titles of works, themes, names, terms.

They take precedence over the model of ``speech``: ``the film “X”``, ``a round table on the theme: “X”``, ``is
called “X”``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ....text.patterns import lazy_compile
from ...languages.registry import words_of
from .span_context import NEAR, SpanContext

_NAMES_IT = lazy_compile(
    r"\b(?:is|are|was|were|be|been|being)\s(?:(?:also|simply|just|often|still|now|usually|\w+ly)\s)?"
    r"(?:called|named|titled|entitled|dubbed|nicknamed|known as)\s(?:(?:the|an?)\s)?$"
)
"""What goes before a name: ``is called``, ``was dubbed the``."""
_LONGEST_NAME = 5
"""Words of what something is called, at most."""
_LINKS = frozenset({"of", "on", "is", "was", "de", "von"})
"""Words between a noun and the title that it has."""
_NOUN_BEHIND = lazy_compile(r"[ \u00a0][\w-]+(?:[ \u00a0][\w-]+){0,2}")
"""The words behind a span, up to three: ``the “X” short film``."""
_NOUN_LENGTH = 60
"""How many characters beside a span are looked at for the noun that it is the title of."""
_LONGEST_TITLE = 12
"""Words; what is longer, and ends in a full stop behind a colon, is more than a title."""
_WORDS_TO_TOPIC = 3
"""Words between a verb and a quotation that it brings: ``said on the topic: “...”``."""
_WORDS_TO_SPEAKER = 5
"""Words between a quotation and its verb: ``the CSTO Secretary General said``."""
_FULL_STOP = lazy_compile(r"[.!?。](?:\s|$)")


def is_title(context: SpanContext, before: str, after: str, ending: str, size: int) -> bool:
    """Whether a span is a title or name that belongs to the noun beside it: a theme, an operation, a film.

    Somebody can say something behind such a noun as well (``the head of the operation: “We ...”``, ``At the
    exhibition “we ...”, he said``): then a colon stands before the span, or a verb of saying is near.
    """
    if _is_said_beside(context, after):
        return False
    words = words_of(context.language)
    ahead = _noun_ahead(before, context.language)
    if ahead.noun:
        if any(map(words.topics.fullmatch, ahead.forms)):
            return not (ahead.has_colon and ending == "stop" and size > _LONGEST_TITLE)
        if ahead.has_colon or ahead.has_link:
            return False
        if any(map(words.titled.fullmatch, ahead.forms)):
            return True
    behind = _NOUN_BEHIND.match(after)
    return (
        behind is not None
        and size <= _LONGEST_TITLE
        and ending == "none"
        and any(words.titled.fullmatch(noun.lower()) for noun in behind.group().split())
    )


def _is_said_beside(context: SpanContext, after: str) -> bool:
    """Whether a verb of saying stands right before a span, or is the first that stands behind it."""
    span = context.span
    for _, start, stop in context.cues:
        if stop <= span.start and len(context.masked[stop : span.start].split()) <= _WORDS_TO_TOPIC:
            return True
        if span.end <= start < span.end + _NOUN_LENGTH:
            between = after[: start - span.end]
            return len(between.split()) <= _WORDS_TO_SPEAKER and not _FULL_STOP.search(between)
    return False


class _Ahead(NamedTuple):
    """The noun before a quotation mark."""

    noun: str
    has_link: bool = False
    """Whether a preposition stands behind it: ``the theme of “...”``."""
    has_colon: bool = False
    forms: Sequence[str] = ()
    """The noun in lower case; where words are not parted, what can be it."""


def _noun_ahead(before: str, language: str | None) -> _Ahead:
    """The noun that the text before a span ends with."""
    tail = before[-_NOUN_LENGTH:].rstrip()
    has_colon = tail.endswith((":", "："))
    words = tail.rstrip(" :：\u00a0").split()[-2:]
    has_link = len(words) > 1 and words[-1] in _LINKS
    noun = words[-2 if has_link else -1].lower() if words else ""
    forms = [noun[-size:] for size in (2, 3, 4)] if language == "zh" else [noun]
    return _Ahead(noun, has_link, has_colon, forms)


def is_name(context: SpanContext, size: int, before: str, begin: int, end: int) -> bool:
    """Whether a span is what something is called, or a word or two in a sentence without a verb of saying."""
    if size <= _LONGEST_NAME and _NAMES_IT.search(before[-60:]):
        return True
    if size > 2 or any(context.decided) or not before[begin - max(0, context.span.start - NEAR) :].strip():
        return False
    return not any(begin <= start < end for _, start, _ in context.cues) and before.rstrip()[-1:].isalpha()
