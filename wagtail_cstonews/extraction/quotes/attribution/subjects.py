"""Finds the subject of a reporting verb: before the verb or, with inversion, after it.

    >>> subject_before("In Moscow on Monday, Masadykov, who leads the talks, also ")
    (21, 30)
    >>> subject_after(" the chairman of the committee, in a statement")
    (1, 30)

Offsets are in characters of the given text, in which quotations must be masked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ....text.patterns import lazy_compile
from ...languages.registry import words_of

_ADVERBS = (
    r"also|then|later|once|often|recently|has|have|had|would|could|will|did|does|do|just|even|still|"
    r"again|repeatedly|"
    r"himself|herself|themselves|itself|was|is|were|are|been|being|first|never|always|now|further|too|"
    r"soon|earlier|instead|"
    r"quickly|previously|already|should|may|might|can|must|not|sometimes|finally|actually|simply|only|"
    r"long|famously|"
    r"went on to|goes on to|go on to|going on to|is quoted as|was quoted as|took to \w+ to|continued to|"
    r"tried to|began to|sought to|"
    r"came out and|proceeded to|responded and|stood up and|is|to|"
    r"on (?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|(?:Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday)|"
    r"today|yesterday|\w+ly|next|in turn|at one point|in part|"
    r"также|ещё|еще|потом|затем|auch|dann|noch"
)
"""Adverbs between a subject and its verb."""
_TRAILING = lazy_compile(rf"(?:(?:^|[\s,])(?:{_ADVERBS})(?=[\s,]|$)[\s,]*)+$", re.IGNORECASE)
# A fast pre-filter: the last word before the verb must be one of these, or end in "ly".
_LAST_OF_TRAILING = frozenset(re.findall(r"\w+", adverb)[-1].lower() for adverb in _ADVERBS.split("|"))
_LONGEST_ADVERB = 40
"""Characters before a verb that are searched for such an adverb, in languages with tables."""
_PART = lazy_compile(r",\s*|\s[—–-]{1,2}\s|—|;\s*|:\s+|\)\s*|\(")
"""Separators of the clauses of a sentence."""
_INTRODUCES = lazy_compile(
    r"(?:in|on|at|to|after|before|during|since|for|from|by|with|without|when|while|as|if|although|though|"
    r"because|until|despite|"
    r"following|asked|speaking|referring|citing|according|to|under|over|through|among|amid|like|unlike|"
    r"instead|once|"
    r"later|earlier|meanwhile|still|also|then|but|and|yet|so|however|now|yesterday|today|last|this|"
    r"\w+ing|\w+ly|of|about|where|who|which|whose|that|whether|между|в|на|после|во|по|при|как|также|nach|"
    r"in|auf|bei)\b",
    re.IGNORECASE,
)
_RELATIVE = lazy_compile(r"(?:who|which|whose|whom|where|that|который|которая|der|die)\b", re.IGNORECASE)
_LINKING = lazy_compile(
    r"^(?:(?:and|but|or|so|yet|then|while|as|when|because|that|where|if|though|although|after|before|"
    r"until|since|whether)\s+)+",
    re.IGNORECASE,
)
_TRAILING_AND = lazy_compile(r"\b(?:and|but|or|then)$", re.IGNORECASE)
"""The end of a clause whose verb has the subject of an earlier one: ``left, and said``."""
_STOP_AFTER = lazy_compile(
    r"[,;:()\x00—?!]|\.\s*$|\s[–-]\s|\s(?:who|whom|which|whose|in|at|on|during|after|as|when|while|"
    r"before|about|by|to|that|because|upon|via|"
    r"through|amid|since|where|if|but|and then|outside|inside|following|afterward|later|last|this|ahead|"
    r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|today|yesterday|recently|"
    r"earlier))(?=[\s,.;]|$)",
    re.IGNORECASE,
)
_NOT_A_SUBJECT = lazy_compile(
    r"(?:to|that|in|on|at|of|about|for|from|by|with|it|him|her\s|them|us|me|reporters|how|what|why|"
    r"whether|when|after|during|as|"
    r"when|if|more|nothing|so|this|these|those|there|and|or|is|was|were|are|not|only|into|out|up|down|"
    r"off|over|against|"
    r"\w+ly\s|\w+ing\b|о|об|в|на|что|по|с|dass|in|auf|zu|im)\b",
    re.IGNORECASE,
)
_UNCASED_PART = lazy_compile(rf"[，、；：。،؛（）]\s*|{_PART.pattern}")
"""The same with the marks of Arabic and Chinese."""
_PUNCTUATION = r"[,;:()\x00—?!，；：。،؛]|\.\s*$|\s[–-]\s"


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The patterns of a language for the position of subjects."""

    trailing: re.Pattern[str]
    """What stands between a subject and its verb, at the end of a clause."""
    introduces: re.Pattern[str]
    """How a part of a sentence begins that is without its subject."""
    stop_after: re.Pattern[str]
    """Where the subject behind a verb ends."""
    not_a_subject: re.Pattern[str]
    """What stands behind a verb and is no subject."""
    skipped: re.Pattern[str] | None = None
    """What stands between a verb and the subject behind it: ``rekao je danas``."""
    part: re.Pattern[str] = _PART
    """What parts the parts of a sentence."""
    last_of_trailing: frozenset[str] | None = None
    """What the last word of ``trailing`` must be, unless it ends in "ly"; None where that is not known."""


_ENGLISH = _Grammar(_TRAILING, _INTRODUCES, _STOP_AFTER, _NOT_A_SUBJECT, last_of_trailing=_LAST_OF_TRAILING)
_FIRST_VERB = lazy_compile(
    r"\s(?:\w{3,}ed|said|says|told|is|was|are|were|has|had|went|did|took|made|gave|came|left|spoke|met|"
    r"began|held|kept|wrote|"
    r"won|sat|stood|ran|put|got|made|drew|led|will|would|could|can|may)\s"
)
"""The first verb of an English sentence, approximately: its subject ends there."""
_PRONOUN_BEHIND = lazy_compile(r"-(?:t-)?(?P<pronoun>ils?|elles?)\b")
"""French: ``explique-t-elle``."""


@cache
def _grammar(language: str | None) -> _Grammar:
    words = words_of(language)
    if not words.ends_subject and not words.between and language != "zh":
        return _ENGLISH
    between, ends = words.between or r"(?!)", words.ends_subject or r"(?!)"
    return _Grammar(
        lazy_compile(rf"(?:(?:^|[\s,])(?:{between})(?=[\s,]|$)[\s,]*)+$", re.IGNORECASE),
        lazy_compile(rf"(?:{words.introduces or '(?!)'})\b", re.IGNORECASE),
        lazy_compile(rf"{_PUNCTUATION}|\s(?:{ends})(?=[\s,.;]|$)", re.IGNORECASE),
        lazy_compile(rf"(?:{words.no_subject or '(?!)'})\b", re.IGNORECASE),
        lazy_compile(rf"(?:\s*(?:{between})(?=\s))*", re.IGNORECASE),
        part=_UNCASED_PART if language in ("ar", "zh") else _PART,
    )


def _may_trail(text: str, grammar: _Grammar) -> bool:
    """Whether the last word may stand between subject and verb. Fast; no false negatives."""
    if grammar.last_of_trailing is None:
        return True
    last = next(reversed(text.lower().replace(",", " ").split()), "")
    return last in grammar.last_of_trailing or last.endswith("ly")


def subject_before(text: str, language: str | None = "en") -> tuple[int, int] | None:
    """The subject in a clause that ends where its verb begins: ``(start, end)``, None if there is none.

    Adverbs between subject and verb, relative clauses and appositions closed by a comma are skipped.
    """
    grammar = _grammar(language)
    end = len(text.rstrip())
    closed = text[:end].endswith((",", "—", "–", ")", "-"))
    near = max(0, end - _LONGEST_ADVERB)
    trimmed = (
        grammar.trailing.search(text, 0 if grammar is _ENGLISH else near, end)
        if _may_trail(text[near:end], grammar)
        else None
    )
    if trimmed:
        closed = closed or "," in trimmed.group()
        end = trimmed.start()
    end = len(text[:end].rstrip(" ,—–-("))
    if end <= 0:
        return None
    parts = _parts(text, end, grammar)
    if not parts:
        return None
    if closed and len(parts) > 1:
        return _clean(text, _main(text, parts, grammar))
    start, stop = parts[-1]
    piece = text[start:stop]
    position = len(parts) - 1
    while _RELATIVE.match(piece) and position:
        position -= 1
        start, stop = parts[position]
        piece = text[start:stop]
    if _TRAILING_AND.search(piece) or not _LINKING.sub("", piece + " ").strip():
        return _clean(text, _main(text, parts[: position + 1], grammar))
    return _clean(text, (start, stop))


def main_subject(text: str, language: str | None = "en") -> tuple[int, int] | None:
    """The subject of the sentence whose beginning is given, up to its first verb: ``The spokesman refused
    to answer,``.

    >>> main_subject("On Monday, Masadykov left the hall, ")
    (11, 20)
    """
    grammar = _grammar(language)
    parts = _parts(text, len(text.rstrip(" ,—–-")), grammar)
    if not parts:
        return None
    start, stop = _main(text, parts, grammar)
    verb = _FIRST_VERB.search(text, start, stop)
    return _clean(text, (start, verb.start() if verb else stop))


def _parts(text: str, end: int, grammar: _Grammar) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    at = 0
    for match in grammar.part.finditer(text, 0, end):
        if text[at : match.start()].strip():
            parts.append((at, match.start()))
        at = match.end()
    if text[at:end].strip():
        parts.append((at, end))
    return parts


def _main(text: str, parts: list[tuple[int, int]], grammar: _Grammar) -> tuple[int, int]:
    """The first part of a sentence that does not merely introduce it."""
    for start, stop in parts:
        piece = text[start:stop].lstrip()
        if not grammar.introduces.match(piece):
            return start, stop
    return parts[-1]


def _clean(text: str, place: tuple[int, int]) -> tuple[int, int] | None:
    start, stop = place
    while start < stop and (text[start].isspace() or text[start] in "\x00“”\"'‘’*•"):
        start += 1
    linking = _LINKING.match(text[start:stop])
    if linking:
        start += linking.end()
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return (start, stop) if stop > start else None


def subject_after(text: str, language: str | None = "en") -> tuple[int, int] | None:
    """The subject behind its verb, as in ``said the chairman of the committee``; None if something else
    follows.
    """
    grammar = _grammar(language)
    start = len(text) - len(text.lstrip(" \u00a0"))
    inverted = _PRONOUN_BEHIND.match(text) if language == "fr" else None
    if inverted:
        return inverted.start("pronoun"), inverted.end()
    if grammar.skipped is not None:
        skipped = grammar.skipped.match(text, start)
        start = skipped.end() if skipped else start
        start += len(text) - start - len(text[start:].lstrip(" \u00a0"))
    if (
        start >= len(text)
        or text[start] in ",.;:()\x00—–-?!，；：。،؛"
        or grammar.not_a_subject.match(text, start)
    ):
        return None
    stop = grammar.stop_after.search(text, start)
    end = stop.start() if stop else len(text)
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if end > start else None
