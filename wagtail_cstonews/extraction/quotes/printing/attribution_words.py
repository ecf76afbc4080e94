"""Words and forms of attributions, by language: what stands beside a verb of saying, how a time or place
begins, what a clause begins with.
"""

from __future__ import annotations

import re
from functools import cache

from ...languages.lang.common import word_set
from ...languages.registry import words_of
from ...languages.speech_verbs import is_gerund, is_strong, speech_verbs
from ...people.names.name import fold
from .punctuation import WORD

NO_SPACES = ("zh", "ja")
"""Languages that print no spaces between words."""
BESIDE_VERB = {
    "en": "also has have had then did was is are were later again",
    "de": "auch hat haben hatte dann noch habe es dazu",
    "fr": "a ont avait aussi également est s’est s'est encore",
    "es": "ha han había también",
    "it": "ha hanno aveva anche",
    "pt": "também tem",
    "nl": "ook heeft had",
    "ru": "также затем ещё",
    "sr": "je su",
    "hr": "je su",
    "pl": "też także",
}
"""What goes with the verb of saying, and says nothing by itself."""
PHRASAL = re.compile(
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
SPEAKER_PRONOUNS = {
    "en": "he she they it i we",
    "de": "er sie es",
    "fr": "il elle ils elles t-il t-elle t-ils t-elles",
    "es": "él ella ellos ellas",
    "ru": "он она они",
    "it": "lui lei",
    "pt": "ele ela",
    "nl": "hij zij ze",
}
"""For languages whose tables (``languages.lang``) hold none, or not those that stand behind a verb."""
_ADVERBIAL = {
    "en": r"in|on|at|to|after|before|during|since|for|from|by|with|without|when|while|as|following|under|"
    r"over|"
    r"through|among|amid|via|outside|inside|upon|about|ahead|against|near|"
    r"speaking|asked|last|this|that|yesterday|today|earlier|later|afterwards?|recently|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|late|early",
    "de": r"in|im|am|an|auf|bei|beim|nach|vor|während|zu|zum|zur|gegenüber|mit|aus|über|unter|laut|"
    r"gestern|heute|(?:mon|diens|mitt|donners|frei|sams|sonn)(?:tag|woch)",
    "ru": r"в|во|на|о|об|по|при|после|перед|для|из|от|с|со|у|над|под|между|вчера|сегодня|комментируя",
    "sr": r"u|na|za|o|od|po|sa|pre|posle|nakon|tokom|danas|juče|"
    r"у|на|за|о|од|по|са|пре|после|након|током|данас|јуче",
    "it": r"in|a|al|alla|ai|durante|dopo|prima|su|per|con|ieri|oggi|nel|nella|sul|sulla|di|da|a",
    "pt": r"em|no|na|ao|à|durante|após|depois|antes|sobre|para|com|ontem|hoje|nesta|neste",
    "nl": r"in|op|aan|na|voor|tijdens|bij|tegen|met|over|gisteren|vandaag",
}
"""How statements of time, place and occasion begin."""
GOES_ON = re.compile(
    r"(?:and|but|or|so|yet|because|although|though|which|und|aber|oder|denn|et|mais|ou|car|y|e|pero|и|а|но|или|что)\b",
    re.IGNORECASE,
)
"""How a clause begins that goes on from the attribution into a story."""
PREDICATE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|ist|sind|war|hat|est|sont|a|es|son|fue|ha|был[аио]?)\b",
    re.IGNORECASE,
)
"""Verbs that a signature does not have."""
_RELATIVE = re.compile(
    r"\s*(?:who|whose|whom|der|die|qui|dont|que|quien|котор\w+|koji|koja)\b", re.IGNORECASE
)
_ABBREVIATION = re.compile(
    r"(?:(?<!\w)(?:[^\W\d_]|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Rev|Hon|St|Jr|Sr|No|vs|им|г|"
    r"Nr|bzw|ca|Mme|Mlle|Sra|Dra)|\.[^\W\d_])\.\s*\Z"
)
_SENTENCE_END = re.compile(r"[.!?…][”\"’»)\]]*\s+(?=\S)|[。！？](?=.)")


def folded_words(text: str) -> list[str]:
    """The words of a text as names are compared: without case, accents and a genitive ``'s``."""
    return [fold(word.removesuffix("'s").removesuffix("’s")).lower() for word in WORD.findall(text)]


def pronouns(language: str | None) -> set[str]:
    """What may stand for a speaker who was named before."""
    return {*SPEAKER_PRONOUNS.get(language or "en", "").split(), *words_of(language).pronouns}


@cache
def adverbial_pattern(language: str | None) -> re.Pattern[str]:
    """What begins a statement of time, place or occasion."""
    words = words_of(language)
    known = _ADVERBIAL.get(language or "en", "")
    known = "|".join(filter(None, [known, words.introduces, words.prepositions]))
    return re.compile(rf"(?!{GOES_ON.pattern})(?:{known or '(?!)'})\b", re.IGNORECASE)


def says(text: str, language: str | None) -> bool:
    """Whether there is a verb of saying in a text. Many of the weak ones are nouns as well."""
    return any(is_strong(verb, language) or is_gerund(verb) for verb, _, _ in speech_verbs(text, language))


def is_relative(text: str) -> bool:
    """Whether a text begins as a relative clause does."""
    return _RELATIVE.match(text) is not None


def has_sentence_end(text: str) -> bool:
    """Whether a text is more than one sentence. Initials and shortened titles end none."""
    return any(not _ABBREVIATION.search(text[: match.start() + 1]) for match in _SENTENCE_END.finditer(text))
