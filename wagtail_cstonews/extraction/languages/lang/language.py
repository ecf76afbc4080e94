"""The data of one language: words around quotations and names, months, offices, interview phrases.

    >>> Language("xx", pronouns={"ka": "f"}).pronouns["ka"]
    'f'

Every field may be left out: what is not known is read as in English, or not looked for. The modules
beside this one, one a language, are made as those of spaCy's ``lang`` folder are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ....text.patterns import lazy_compile

NO_WORD = lazy_compile(r"(?!)")
"""Matches nothing."""


@dataclass(frozen=True, slots=True)
class Months:
    """The names of the months, twelve words a line; ``/`` stands between several of one month."""

    beginnings: str
    """Stems shared by full names, abbreviations and inflections: ``sty lut mar``."""
    names: str = ""
    """The whole names, where the language does not decline them: no other word that begins so is a month
    (``Decision 12``).
    """
    declined: str = ""
    """The whole names, where it does and has the Latin alphabet: on a page in another language a word needs
    more in common with one than its first three letters (``price 15``, Albanian ``prill``).
    """


KINDS = (
    r"(?:(?:an?|the|full|our|exclusive|video|big|rare|new|special|first|recent|extensive|lengthy|long|short|"
    r"press|radio|tv) ){0,3}"
)
"""What may stand before the word *interview*; German and French use the word as well."""


@dataclass(frozen=True, slots=True)
class Interviews:
    """The phrases by which a language announces interviews, and the labels of questions and answers."""

    hints: tuple[str, ...] = ()
    """Every text that matches one of the patterns contains one of these: a fast pre-filter."""
    words: str = ""
    """Words for an interview in a headline."""
    headline: str = ""
    """A headline of an interview."""
    tagline: str = ""
    """The beginning of a line below the headline that says whose interview follows."""
    lead: str = ""
    """Sentences in the first paragraphs about the interview."""
    press_conference: str = ""
    """A headline that announces a press conference."""
    asks: frozenset[str] = frozenset()
    """Labels before a question, as names are folded: without accents."""
    answers: frozenset[str] = frozenset()
    """Labels before an answer."""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language; all in lower case."""

    code: str
    """ISO 639-1."""
    also: tuple[str, ...] = ()
    """Codes of other languages that use the same data."""
    months: Months | None = None
    commonest: frozenset[str] = frozenset()
    """Frequent function words, by which the language is identified."""

    # Reporting verbs

    verbs: frozenset[str] = frozenset()
    """Forms of verbs whose subject speaks, in direct speech."""
    verbs_in_two: re.Pattern[str] = NO_WORD
    """Reporting verbs of two words: ``gab zu``."""
    verb_pattern: re.Pattern[str] = NO_WORD
    """Reporting verbs with too many forms for a list, or whose forms are not separate words."""
    according: tuple[str, ...] = ()
    """Phrases before a speaker without a verb: ``según``."""
    first_person: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    """Frequent verbs: with one of them, what is quoted is more than a name."""
    set_apart: frozenset[str] = frozenset()
    """Words right before a quotation mark that go on into what is quoted: ``de``, ``llamado``."""
    topics: re.Pattern[str] = NO_WORD
    """Nouns that announce a title, with a colon or without: ``tema``, ``lema``."""
    determiners: frozenset[str] = frozenset()
    """Determiners after which an apparent verb is a noun: ``la pregunta``."""
    titled: re.Pattern[str] = NO_WORD
    """Nouns for things with a title or a name: ``película``, ``operación``."""
    pronouns: Mapping[str, str] = field(default_factory=dict)
    """Pronouns that refer to a speaker, with their gender."""
    between: str = ""
    """Adverbs between subject and verb, as an alternation."""
    beside_verb: frozenset[str] = frozenset()
    """What goes with a verb of saying, and says nothing by itself: ``hat``, ``also``."""
    speaker_pronouns: frozenset[str] = frozenset()
    """More pronouns that stand for a speaker beside a verb of saying: ``t-elle``, ``they``."""
    adverbial: str = ""
    """The beginnings of adverbials of time, place and occasion, as an alternation."""
    ends_subject: str = ""
    """Words at which a subject after its verb ends, as an alternation."""
    no_subject: str = ""
    """Words after a verb that do not begin a subject, as an alternation."""
    prepositions: str = ""
    """Words after which a name is not a subject, as an alternation."""
    introduces: str = ""
    """Words that begin a part of a sentence without its subject, as an alternation."""

    # Names

    is_cased: bool = True
    """Whether the script has capitals, by which names are recognised."""
    capitalises_nouns: bool = False
    """Whether every noun is capitalised, so that a capital says little about names."""
    starters: frozenset[str] = frozenset()
    """Words that are capitalised only at the beginning of a sentence."""
    joins: frozenset[str] = frozenset()
    """Lower-case words that separate two names: ``y``."""
    things: frozenset[str] = frozenset()
    """Words in the names of organisations, places and the like: a name with one of them is not a person."""
    courtesy: frozenset[str] = frozenset()
    """Courtesy titles before names, which are not offices: ``M.`` for Monsieur."""
    offices: re.Pattern[str] = NO_WORD
    """Words for an office."""
    passes_on: re.Pattern[str] = NO_WORD
    """Words for outlets, which relay what others say: agencies, channels, newspapers."""
    addresses: frozenset[str] = frozenset()
    """Forms of address: ``Mr``, ``Frau``. Unlike ``courtesy``, these stay with the name."""
    female: frozenset[str] = frozenset()
    """Offices and forms of address of a woman."""
    male: frozenset[str] = frozenset()
    """Offices and forms of address of a man."""
    case_endings: tuple[str, ...] = ()
    """What surnames end with in one case or another, the longest first."""
    office_in_nominative: re.Pattern[str] = NO_WORD
    """An office in the case in which a name stands behind it, where no capital and no comma parts the two."""
    in_latin: Callable[[str], str] | None = None
    """Transliterates names to Latin letters, as in the list of first names."""

    # Pages

    other_articles: str = ""
    """Headings above links to other articles, as an alternation of whole lines: ``czytaj też``."""
    pointers: str = ""
    """Words before a colon or an arrow that refer to one other article."""
    interviews: Interviews = Interviews()
