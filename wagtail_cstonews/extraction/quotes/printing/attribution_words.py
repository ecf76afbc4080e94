"""Words and forms of attributions: who may stand for the speaker, how a time or place begins,
what a clause begins with.
"""

from __future__ import annotations

import re
from functools import cache

from ....text.patterns import lazy_compile
from ...languages.lang.common import word_set
from ...languages.registry import words_of
from ...languages.speech_verbs import is_gerund, is_strong, speech_verbs
from ...people.names.name import fold
from .punctuation import WORD

NO_SPACES = ("zh", "ja")
"""Languages that print no spaces between words."""
PHRASAL = lazy_compile(
    r"\b(?:(?:went|goes|go) on to|(?:was|is) quoted as|(?:was|is) cited as|continued to|came out and)\s*\Z",
    re.IGNORECASE,
)
"""What stands before an English verb of saying and goes with it."""
ARTICLES = word_set(
    """
    the a an its their his her our der die das den dem des ein eine einer le la les l un une el los las uno
    una il lo gli i o os as um uma de het een
    """
)
COURTESY = word_set("mr mrs ms sir herr frau m mm mme mlle sr sra srta don doña signor signora pan pani г н")
GOES_ON = lazy_compile(
    r"(?:and|but|or|so|yet|because|although|though|which|und|aber|oder|denn|et|mais|ou|car|y|e|pero|и|а|но|или|что)\b",
    re.IGNORECASE,
)
"""How a clause begins that goes on from the attribution into a story."""
PREDICATE = lazy_compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|ist|sind|war|hat|est|sont|a|es|son|fue|ha|был[аио]?)\b",
    re.IGNORECASE,
)
"""Verbs that a signature does not have."""
_RELATIVE = lazy_compile(
    r"\s*(?:who|whose|whom|der|die|qui|dont|que|quien|котор\w+|koji|koja)\b", re.IGNORECASE
)
_ABBREVIATION = lazy_compile(
    r"(?:(?<!\w)(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|им|г|"
    r"Nr|bzw|ca|Mme|Mlle|Sra|Dra)|\.[^\W\d_])\.\s*\Z"
)
_SENTENCE_END = lazy_compile(r"[.!?…][”\"’»)\]]*\s+(?=\S)|[。！？](?=.)")


def folded_words(text: str) -> list[str]:
    """The words of a text as names are compared: without case, accents and a genitive ``'s``."""
    return [fold(word.removesuffix("'s").removesuffix("’s")).lower() for word in WORD.findall(text)]


def pronouns(language: str | None) -> set[str]:
    """What may stand for a speaker who was named before."""
    words = words_of(language)
    return {*words.speaker_pronouns, *words.pronouns}


@cache
def adverbial_pattern(language: str | None) -> re.Pattern[str]:
    """What begins a statement of time, place or occasion."""
    words = words_of(language)
    known = "|".join(filter(None, [words.adverbial, words.introduces, words.prepositions]))
    return lazy_compile(rf"(?!{GOES_ON.pattern})(?:{known or '(?!)'})\b", re.IGNORECASE)


def says(text: str, language: str | None) -> bool:
    """Whether there is a verb of saying in a text. Many of the weak ones are nouns as well."""
    return any(is_strong(verb, language) or is_gerund(verb) for verb, _, _ in speech_verbs(text, language))


def is_relative(text: str) -> bool:
    """Whether a text begins as a relative clause does."""
    return _RELATIVE.match(text) is not None


def has_sentence_end(text: str) -> bool:
    """Whether a text is more than one sentence. Initials and shortened titles end none."""
    return any(not _ABBREVIATION.search(text[: match.start() + 1]) for match in _SENTENCE_END.finditer(text))
