"""Whether a quoted span is somebody's speech, or a word set apart, a title, a motto.

A logistic regression over what stands in the span and around it. Its weights (``models/speech.json``) are
made by ``python -m benchmarks.train_speech``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from ..languages.lang.common import word_set
from ..languages.registry import words_of
from ..languages.speech_verbs import Cues, according, is_gerund, is_strong, is_verb, may_accord
from ..ml.weights import read_weights
from .spans import Span

_WORD = re.compile(r"\w+(?:[’']\w+)?")
_SENTENCE_BREAK = re.compile(r"[.!?…][”\"’»)]*\s+(?=[^\sa-zа-я])|\x00\s+(?=[A-ZА-Я“\"«][^\x00])")
_CHINESE_SENTENCE_BREAK = re.compile(rf"[。！？]|{_SENTENCE_BREAK.pattern}")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)|\x00")
_CHINESE_SENTENCE_END = re.compile(rf"[。！？]|{_SENTENCE_END.pattern}")
_TITLES = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|St|Jr|Sr|U\.S|No|vs)\.\s*$")
_LAST_WORD = re.compile(r"([\w’'-]+)\W*$")
# The same, tried only where a word begins: for all but texts of marks alone.
_LAST_WHOLE_WORD = re.compile(r"(?<![\w’'-])([’'-]*\w[\w’'-]*)\W*$")
_FIRST_PERSON = word_set(
    """
    i we you me us my our your i'm i've i'll i'd we're we've we'll you're let's мы я наш ich wir
    """
)
_FINITE = word_set(
    """
    is are was were am be been has have had do does did will would can could should must may might don't
    doesn't didn't isn't aren't wasn't won't can't it's that's there's he's she's they're get got go going
    think know want need said это есть был была были будет нет не ist sind war hat haben wird
    """
)
_SET_APART = word_set(
    """
    a an the of as his her its their our my your this that these those so-called called dubbed titled
    entitled named nicknamed word words term phrase terms for and or with by to in on from about are is
    was were be been being calls calling described describes film movie book song album series show novel
    play article headlined than into not more very such like without against over under between at who how
    why no some any every each both так называемый называемая der die das ein eine sogenannte sogenannten
    """
)
_WORK_WORDS = word_set(
    """
    show book film movie song album series novel play article magazine column podcast documentary report
    program programme website campaign slogan motto headline title hashtag episode
    """
)
_SINGLE_MARKS = frozenset("'‘‚‹")
_STOP_OUTSIDE = frozenset({"«", "„", "»", "‚", "‘", "‹"})
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
_LONGEST_WORD = 60
_NEAR = 2000
"""How many characters around a span are looked at: more than any sentence has."""
THRESHOLD = 0.5
TRANSCRIPT = "transcript"
"""The feature of a transcript that somebody put between marks: its turns are no quotations of the article."""

SET_APART = "set apart"
"""The feature of a name or of a word or two that nobody is said to have said: ``is called “patience”``."""
TITLED = "titled"
"""The feature of a title: ``a round table on the theme: “Issues of the region”``, ``the film “X”``."""
_NEVER_SPEECH = frozenset({TRANSCRIPT, SET_APART, TITLED})
_NAMES_IT = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s(?:(?:also|simply|just|often|still|now|usually|\w+ly)\s)?"
    r"(?:called|named|titled|entitled|dubbed|nicknamed|known as)\s(?:(?:the|an?)\s)?$"
)
_LONGEST_NAME = 5
_OF_ENGLISH_MODEL = ("en", None, "de", "ru")
"""Languages whose words stand among those of English that the model was trained with."""
_HAN_WORD = re.compile(r"我们|我們|咱们|[我他她]|[\u3400-\u9fff]{1,2}|[^\u3400-\u9fff]+")
_SENTENCE_SIZE = 5
"""Words of what can be a sentence, where no capital tells."""


@cache
def _weights() -> dict[str, float]:
    weights: dict[str, float] = read_weights("speech")["weights"]
    return weights


def probability(features: list[str]) -> float:
    """How likely a span with these features is speech, 0..1."""
    weights = _weights()
    total = sum([weights[feature] for feature in features if feature in weights])
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def is_speech(features: list[str]) -> bool:
    """Whether a span with these features is somebody's words."""
    if not _NEVER_SPEECH.isdisjoint(features):
        return False
    return probability(features) >= THRESHOLD


@dataclass(slots=True)
class Setting:
    """A quoted span in its paragraph."""

    text: str
    masked: str
    """The paragraph with its quoted spans blanked out, at the same offsets."""
    spans: list[Span]
    """All spans of the paragraph."""
    position: int
    """Which of them it is."""
    cues: Cues
    """The paragraph's verbs of saying."""
    previous: str
    """The paragraph before."""
    decided: list[bool]
    """Whether the earlier spans of the paragraph are speech."""
    language: str | None = "en"

    @property
    def span(self) -> Span:
        return self.spans[self.position]


def speech_features(setting: Setting) -> list[str]:
    """What tells speech from a word set apart, as names of features that hold."""
    span = setting.span
    inner = span.inner(setting.text)
    words = words_in(inner, setting.language)
    near = max(0, span.start - _NEAR)
    before = setting.masked[near : span.start]
    after = setting.masked[span.end : span.end + _NEAR]
    begin = near + _sentence_start(before, setting.language)
    end = _sentence_length(after, setting.language)
    ahead = _ahead(before, setting.language)
    size = len(words)
    start = _start(inner, ahead, size)
    behind = _behind(after)
    ending = _ending(inner, span, behind, setting.language)
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
    found += _word_features(inner, words, ahead, ending, setting.language)
    found += _shape_features(setting, ahead, before, after)
    found += _cue_features(setting, begin, end, ahead, start)
    found += _neighbour_features(setting, ahead, ending, before)
    if _is_set_apart(setting, size, before, begin, span.end + end):
        found.append(SET_APART)
    if start != "lower" and _is_titled(setting, before, after, ending, size):
        found.append(TITLED)
    return found


def _is_titled(setting: Setting, before: str, after: str, ending: str, size: int) -> bool:
    """Whether a span is the title or name of what the noun beside it says: of a theme, an operation, a film.

    Somebody can say something behind such a noun as well (``the head of the operation: “We ...”``, ``At the
    exhibition “we ...”, he said``): then a colon stands before the span, or a verb of saying is near.
    """
    if _is_said_beside(setting, after):
        return False
    words = words_of(setting.language)
    ahead = _noun_ahead(before, setting.language)
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


def _is_said_beside(setting: Setting, after: str) -> bool:
    """Whether a verb of saying stands right before a span, or is the first that stands behind it."""
    span = setting.span
    for _, start, stop in setting.cues:
        if stop <= span.start and len(setting.masked[stop : span.start].split()) <= _WORDS_TO_TOPIC:
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
    tail = before[-_NOUN_LENGTH:].rstrip()
    has_colon = tail.endswith((":", "："))
    words = tail.rstrip(" :：\u00a0").split()[-2:]
    has_link = len(words) > 1 and words[-1] in _LINKS
    noun = words[-2 if has_link else -1].lower() if words else ""
    forms = [noun[-size:] for size in (2, 3, 4)] if language == "zh" else [noun]
    return _Ahead(noun, has_link, has_colon, forms)


_LINKS = frozenset({"of", "on", "is", "was", "de", "von"})
_NOUN_BEHIND = re.compile(r"[ \u00a0][\w-]+(?:[ \u00a0][\w-]+){0,2}")
_NOUN_LENGTH = 60
"""How many characters beside a span are looked at for the noun that it is the title of."""
_LONGEST_TITLE = 12
"""Words; what is longer, and ends in a full stop behind a colon, is more than a title."""
_WORDS_TO_TOPIC = 3
"""Words between a verb and a quotation that it brings: ``said on the topic: “...”``."""
_WORDS_TO_SPEAKER = 5
"""Words between a quotation and its verb: ``the CSTO Secretary General said``."""
_FULL_STOP = re.compile(r"[.!?。](?:\s|$)")


def _is_set_apart(setting: Setting, size: int, before: str, begin: int, end: int) -> bool:
    """Whether a span is what something is called, or a word or two in a sentence without a verb of saying."""
    if size <= _LONGEST_NAME and _NAMES_IT.search(before[-60:]):
        return True
    if size > 2 or any(setting.decided) or not before[begin - max(0, setting.span.start - _NEAR) :].strip():
        return False
    return not any(begin <= start < end for _, start, _ in setting.cues) and before.rstrip()[-1:].isalpha()


def words_in(text: str, language: str | None) -> list[str]:
    """The words of a text, in lower case. Chinese parts them by nothing: two characters count as one."""
    words = [word.lower() for word in _WORD.findall(text.replace("’", "'"))]
    if language != "zh":
        return words
    return [part for word in words for part in _HAN_WORD.findall(word)]


def is_first_person(words: Iterable[str], language: str | None) -> bool:
    """Whether somebody speaks of himself or herself in words in lower case."""
    known = words_of(language).first_person
    if language in _OF_ENGLISH_MODEL:
        return not (_FIRST_PERSON.isdisjoint(words) and known.isdisjoint(words))
    return not known.isdisjoint(words)


def speaks_of_itself(words: Iterable[str], language: str | None) -> bool:
    """Whether there is an "I" or a "we" among words in lower case."""
    return not words_of(language).first_person.isdisjoint(words)


@cache
def _set_apart(language: str | None) -> frozenset[str]:
    """The words right before a quotation mark that go on into what is quoted."""
    own = words_of(language).set_apart
    return _SET_APART | own if language in _OF_ENGLISH_MODEL else own


def _size(words: int) -> int:
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
    return span.mark in _STOP_OUTSIDE or language not in _OF_ENGLISH_MODEL


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


def _shape_features(setting: Setting, ahead: str, before: str, after: str) -> list[str]:
    span, text = setting.span, setting.text
    found = []
    if not span.closed:
        found += ["not closed", f"not closed&ahead={ahead}"]
    if span.continues:
        found.append("continues")
    if span.run > 1 or not span.closed:
        found += [f"run={min(span.run, 4)}&closed={span.run_closed}", f"run closed={span.run_closed}"]
    if span.labelled and span.run > 2:
        found.append(TRANSCRIPT)
    if sum(other.end - other.start for other in setting.spans) * 2 > len(text):
        found.append("mostly quoted")
    if not before.strip() and not after.strip():
        found.append("alone")
    if span.end - span.start > 0.6 * len(text):
        found.append("long share")
    return found


def _cue_features(setting: Setting, begin: int, end: int, ahead: str, start: str) -> list[str]:
    span, masked = setting.span, setting.masked
    found = []
    cue_before = [cue for cue in setting.cues if begin <= cue[1] < span.start]
    cue_after = [cue for cue in setting.cues if span.end <= cue[1] < span.end + end]
    if cue_before:
        verb, _, stop = cue_before[-1]
        gap = len(masked[stop : span.start].split())
        near = "0" if gap == 0 else "1-3" if gap < 4 else "far"
        strong = "strong" if is_strong(verb, setting.language) or is_gerund(verb) else "weak"
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
        strong = "strong" if is_strong(verb, setting.language) else "weak"
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
    credit = according(setting.language)
    if (may_accord(clause, setting.language) and credit.search(clause)) or credit.match(rest):
        found.append("according")
    if ahead in ("word", "set apart", "comma"):
        lower = _last_word(clause).lower()
        if lower in _WORK_WORDS:
            found.append("work")
        if lower in ("as", "a", "the", "of", "that"):
            found.append(f"ahead word {lower}")
    return found


def _neighbour_features(setting: Setting, ahead: str, ending: str, before: str) -> list[str]:
    found = []
    if setting.position:
        earlier = setting.spans[setting.position - 1]
        between = setting.text[earlier.end : setting.span.start]
        state = "speech" if setting.decided[setting.position - 1] else "apart"
        found += [f"after {state}", f"after {state}&ahead={ahead}"]
        if earlier.inner(setting.text)[-1:] in ",—–-" and not re.search(r"[.!?]\s", between):
            found.append(f"cut&{state}")
        if len(between.split()) < 2:
            found.append(f"beside {state}")
    if not before.strip():
        found += ["opens paragraph", f"opens paragraph&ending={ending}"]
        if setting.previous.rstrip().endswith(":"):
            found.append("after colon")
    return found


def _ahead(before: str, language: str | None) -> str:
    """What stands before the opening mark."""
    stripped = before.rstrip(" \t\u00a0([")
    if not stripped:
        return "nothing"
    char = stripped[-1]
    if char in ".!?…。！？؟" and not _TITLES.search(stripped[-8:]):
        return "sentence"
    known = _AHEAD.get(char)
    if known:
        return known
    word = _last_word(stripped).lower().replace("’", "'")
    if not word:
        return "other"
    if is_verb(word, language):
        return "verb"
    if word == "that":
        return "that"
    return "set apart" if word in _set_apart(language) else "word"


def _last_word(text: str) -> str:
    """The last word of a text, ``""`` if it has none."""
    match = _LAST_WHOLE_WORD.search(text, max(0, len(text) - _LONGEST_WORD)) or _LAST_WORD.search(text)
    return match.group(1) if match else ""


def _sentence_start(before: str, language: str | None) -> int:
    """Where the sentence begins that the text before a span ends with."""
    begin = 0
    pattern = _CHINESE_SENTENCE_BREAK if language == "zh" else _SENTENCE_BREAK
    for match in pattern.finditer(before):
        if not _TITLES.search(before, max(0, match.start() - 8), match.start() + 1):
            begin = match.end()
    return begin


def _sentence_length(after: str, language: str | None) -> int:
    """Where the sentence ends that the text behind a span begins with, or the next quotation begins."""
    pattern = _CHINESE_SENTENCE_END if language == "zh" else _SENTENCE_END
    for match in pattern.finditer(after):
        if match.group() == "\x00" or not _TITLES.search(after, max(0, match.end() - 8), match.end()):
            return match.start()
    return len(after)
