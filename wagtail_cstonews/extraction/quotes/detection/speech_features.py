"""Features of the speech classifier in ``speech``, which tell speech from words set apart.

The features are binary: how the span begins and ends, the text on either side of its marks, reporting verbs
in its sentence, and the class of the previous span.
"""

from __future__ import annotations

import re
from functools import cache

from ...languages.lang.common import word_set
from ...languages.registry import words_of
from ...languages.speech_verbs import according, is_gerund, is_strong, is_verb, may_accord
from .first_person import OF_ENGLISH_MODEL, is_first_person, words_in
from .naming import is_name, is_title
from .span_context import NEAR, TITLES, SpanContext, last_word, sentence_length, sentence_start
from .spans import Span

TRANSCRIPT = "transcript"
"""The feature of a transcript that somebody put between marks: its turns are no quotations of the article."""
SET_APART = "set apart"
"""The feature of a name or of a word or two that nobody is said to have said: ``is called “patience”``."""
TITLED = "titled"
"""The feature of a title: ``a round table on the theme: “Issues of the region”``, ``the film “X”``."""
_FINITE = word_set(
    """
    is are was were am be been has have had do does did will would can could should must may might don't
    doesn't didn't isn't aren't wasn't won't can't it's that's there's he's she's they're get got go going
    think know want need said это есть был была были будет нет не ist sind war hat haben wird
    """
)
"""Finite verbs and the like: what holds one can be a sentence."""
_SET_APART = word_set(
    """
    a an the of as his her its their our my your this that these those so-called called dubbed titled
    entitled named nicknamed word words term phrase terms for and or with by to in on from about are is
    was were be been being calls calling described describes film movie book song album series show novel
    play article headlined than into not more very such like without against over under between at who how
    why no some any every each both так называемый называемая der die das ein eine sogenannte sogenannten
    """
)
"""Words right before a quotation mark that go on into what is quoted, which is then no sentence."""
_WORK_WORDS = word_set(
    """
    show book film movie song album series novel play article magazine column podcast documentary report
    program programme website campaign slogan motto headline title hashtag episode
    """
)
"""Nouns for what has a title."""
_SINGLE_MARKS = frozenset("'‘‚‹")
_STOP_OUTSIDE = frozenset({"«", "„", "»", "‚", "‘", "‹"})
"""Marks behind whose counterpart the stop may stand."""
_STOPS = {
    ".": "stop",
    "!": "stop",
    "?": "stop",
    "…": "stop",
    ",": "comma",
    ";": "comma",
    "-": "dash",
    "—": "dash",
    "–": "dash",
    "。": "stop",
    "！": "stop",
    "？": "stop",
    "؟": "stop",
    "，": "comma",
    "；": "comma",
    "،": "comma",
    "؛": "comma",
}
_BEHIND = {
    "\x00": "quote", ",": "comma", ";": "comma", ":": "comma", ".": "stop", "!": "stop", "?": "stop",
    "—": "dash", "–": "dash", "-": "dash", "，": "comma", "、": "comma", "；": "comma", "：": "comma",
    "。": "stop", "！": "stop", "？": "stop", "،": "comma", "؛": "comma", "؟": "stop",
}  # fmt: skip
_AHEAD = {
    "\x00": "quote", ":": "colon", ",": "comma", ";": "comma", "—": "dash", "–": "dash", "-": "dash",
    "：": "colon", "，": "comma", "、": "comma", "；": "comma", "،": "comma", "؛": "comma",
    ")": "closing", "”": "closing", '"': "closing", "’": "closing", "»": "closing", "]": "closing",
}  # fmt: skip
_SENTENCE_SIZE = 5
"""Words of what can be a sentence, where no capital tells."""


def speech_features(context: SpanContext) -> list[str]:
    """The names of the features that hold for a span."""
    span = context.span
    inner = span.inner(context.text)
    words = words_in(inner, context.language)
    near = max(0, span.start - NEAR)
    before = context.masked[near : span.start]
    after = context.masked[span.end : span.end + NEAR]
    begin = near + sentence_start(before, context.language)
    end = sentence_length(after, context.language)
    ahead = _ahead(before, context.language)
    size = len(words)
    start = _start(inner, ahead, size)
    behind = _behind(after)
    ending = _ending(inner, span, behind, context.language)
    found = [
        "bias",
        f"size={_size(size)}",
        f"start={start}",
        f"ending={ending}",
        f"behind={behind}",
        f"ahead={ahead}",
        f"ahead={ahead}&start={start}",
        f"ahead={ahead}&start={start}&ending={ending}",
        f"ending={ending}&behind={behind}",
        f"start={start}&ending={ending}&small={size < 4}",
        f"mark={'single' if span.mark in _SINGLE_MARKS else 'double'}",
    ]
    found += _word_features(inner, words, ahead, ending, context.language)
    found += _shape_features(context, ahead, before, after)
    found += _cue_features(context, begin, end, ahead, start)
    found += _neighbour_features(context, ahead, ending, before)
    if is_name(context, size, before, begin, span.end + end):
        found.append(SET_APART)
    if start != "lower" and is_title(context, before, after, ending, size):
        found.append(TITLED)
    return found


@cache
def _set_apart(language: str | None) -> frozenset[str]:
    """The words right before a quotation mark that go on into what is quoted."""
    own = words_of(language).set_apart
    return _SET_APART | own if language in OF_ENGLISH_MODEL else own


def _size(words: int) -> int:
    """A number of words, in steps."""
    return next((limit for limit in (20, 10, 7, 5, 4, 3, 2, 1) if words >= limit), 0)


def _start(inner: str, ahead: str, size: int) -> str:
    """How a quotation begins. Where letters have no case, what can be a sentence begins like one."""
    first = inner.lstrip("[(‘'“…. \"*¿¡")[:1]
    if first.isalpha() and first.lower() == first.upper():
        return "upper" if size >= _SENTENCE_SIZE or ahead in ("colon", "nothing", "sentence") else "lower"
    return "upper" if first.isupper() else "digit" if first.isdigit() else "lower"


def _ending(inner: str, span: Span, behind: str, language: str | None) -> str:
    """The stop that a quotation ends with; some languages print it behind the closing mark."""
    last = inner.rstrip("’'”\"»)] ")[-1:]
    ending = _STOPS.get(last, "none")
    if ending == "none" and _is_stop_outside(span, language) and behind in ("stop", "comma"):
        return behind
    return ending


def _is_stop_outside(span: Span, language: str | None) -> bool:
    """Whether the stop of what is quoted may stand behind its closing mark."""
    return span.mark in _STOP_OUTSIDE or language not in OF_ENGLISH_MODEL


def _behind(after: str) -> str:
    """What stands behind the closing mark."""
    char = after.lstrip()[:1]
    if not char:
        return "end"
    known = _BEHIND.get(char)
    if known:
        return known
    return "upper" if char.isupper() else "lower" if char.islower() else "other"


def _word_features(inner: str, words: list[str], ahead: str, ending: str, language: str | None) -> list[str]:
    """What is quoted: a first person, a finite verb, words with capitals as in a title."""
    found = []
    size = len(words)
    if is_first_person(words, language):
        found.append("first person")
    if not (_FINITE.isdisjoint(words) and words_of(language).finite.isdisjoint(words)):
        found.append("finite")
        if ahead in ("word", "set apart", "verb", "that"):
            found.append(f"finite&ahead={ahead}")
    if inner.istitle() or (size > 1 and all(word[:1].isupper() for word in inner.split() if len(word) > 3)):
        found.append(f"title case&ending={ending}")
        found.append(f"title case&size={min(size, 6)}")
    return found


def _shape_features(context: SpanContext, ahead: str, before: str, after: str) -> list[str]:
    """Whether the span is closed, over how many paragraphs it goes, how much of the paragraph it is."""
    span, text = context.span, context.text
    found = []
    if not span.closed:
        found += ["not closed", f"not closed&ahead={ahead}"]
    if span.continues:
        found.append("continues")
    if span.run > 1 or not span.closed:
        found += [f"run={min(span.run, 4)}&closed={span.run_closed}", f"run closed={span.run_closed}"]
    if span.labelled and span.run > 2:
        found.append(TRANSCRIPT)
    if sum(other.end - other.start for other in context.spans) * 2 > len(text):
        found.append("mostly quoted")
    if not before.strip() and not after.strip():
        found.append("alone")
    if span.end - span.start > 0.6 * len(text):
        found.append("long share")
    return found


def _cue_features(context: SpanContext, begin: int, end: int, ahead: str, start: str) -> list[str]:
    """The verbs of saying in the span's sentence, on either side, and how near they are."""
    span, masked = context.span, context.masked
    found = []
    cue_before = [cue for cue in context.cues if begin <= cue[1] < span.start]
    cue_after = [cue for cue in context.cues if span.end <= cue[1] < span.end + end]
    if cue_before:
        verb, _, stop = cue_before[-1]
        gap = len(masked[stop : span.start].split())
        near = "0" if gap == 0 else "1-3" if gap < 4 else "far"
        strong = "strong" if is_strong(verb, context.language) or is_gerund(verb) else "weak"
        found += [
            f"cue before {near} {strong}",
            f"cue before&ahead={ahead}&start={start}",
            f"cue before {near}&ahead={ahead}",
        ]
    else:
        found.append("no cue before")
    if cue_after:
        verb, at, _ = cue_after[0]
        gap = len(masked[span.end : at].split())
        near = "0" if gap == 0 else "1-4" if gap < 5 else "far"
        strong = "strong" if is_strong(verb, context.language) else "weak"
        found += [
            f"cue after {near} {strong}",
            f"cue after {near}&start={start}",
            f"cue after {near}&ahead={ahead}",
        ]
    else:
        found.append("no cue after")
    if not cue_before and not cue_after:
        found.append(f"no cue&ahead={ahead}")
    clause = masked[begin : span.start]
    rest = masked[span.end : span.end + end].lstrip(" ,—–-")
    credit = according(context.language)
    if (may_accord(clause, context.language) and credit.search(clause)) or credit.match(rest):
        found.append("according")
    if ahead in ("word", "set apart", "comma"):
        lower = last_word(clause).lower()
        if lower in _WORK_WORDS:
            found.append("work")
        if lower in ("as", "a", "the", "of", "that"):
            found.append(f"ahead word {lower}")
    return found


def _neighbour_features(context: SpanContext, ahead: str, ending: str, before: str) -> list[str]:
    """What the span before in the paragraph was, else whether the paragraph before leads to this one."""
    found = []
    if context.position:
        earlier = context.spans[context.position - 1]
        between = context.text[earlier.end : context.span.start]
        state = "speech" if context.decided[context.position - 1] else "apart"
        found += [f"after {state}", f"after {state}&ahead={ahead}"]
        if earlier.inner(context.text)[-1:] in ",—–-" and not re.search(r"[.!?]\s", between):
            found.append(f"cut&{state}")
        if len(between.split()) < 2:
            found.append(f"beside {state}")
    if not before.strip():
        found += ["opens paragraph", f"opens paragraph&ending={ending}"]
        if context.previous.rstrip().endswith(":"):
            found.append("after colon")
    return found


def _ahead(before: str, language: str | None) -> str:
    """What stands before the opening mark."""
    stripped = before.rstrip(" \t\u00a0([")
    if not stripped:
        return "nothing"
    char = stripped[-1]
    if char in ".!?…。！？؟" and not TITLES.search(stripped[-8:]):
        return "sentence"
    known = _AHEAD.get(char)
    if known:
        return known
    word = last_word(stripped).lower().replace("’", "'")
    if not word:
        return "other"
    if is_verb(word, language):
        return "verb"
    if word == "that":
        return "that"
    return "set apart" if word in _set_apart(language) else "word"
