"""What is known of one language: the words around quotations and names, its months, its offices.

    >>> Language("xx", pronouns={"ka": "f"}).pronouns["ka"]
    'f'

Every field may be left out: what is not known is read as in English, or not looked for. The modules
beside this one, one a language, are made as those of spaCy's ``lang`` folder are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

NO_WORD = re.compile(r"(?!)")
"""Matches nothing."""


@dataclass(frozen=True, slots=True)
class Months:
    """The names of the months, twelve words a line; ``/`` stands between several of one month."""

    beginnings: str
    """How full names, abbreviations and inflections begin: ``sty lut mar``."""
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
    """How a language announces interviews, and labels who asks and who answers; patterns are alternations."""

    hints: tuple[str, ...] = ()
    """One of these stands in every text that the patterns fit: quicker to look for."""
    words: str = ""
    """What an interview is called in a headline."""
    headline: str = ""
    """A headline of an interview."""
    tagline: str = ""
    """The beginning of a line below the headline that says whose interview follows."""
    lead: str = ""
    """What the first paragraphs say of the interview."""
    press_conference: str = ""
    """A headline that says that many asked."""
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
    """Codes of languages that are read by the same words."""
    months: Months | None = None
    commonest: frozenset[str] = frozenset()
    """The small words that a text in it is full of, by which it is told."""

    # Verbs of saying

    verbs: frozenset[str] = frozenset()
    """Forms of verbs whose subject speaks, in direct speech."""
    verbs_in_two: re.Pattern[str] = NO_WORD
    """Verbs of saying of two words: ``gab zu``."""
    verb_pattern: re.Pattern[str] = NO_WORD
    """Verbs of saying where their forms are too many for a list, or are no words by themselves."""
    according: tuple[str, ...] = ()
    """What stands before a speaker without a verb: ``según``."""
    first_person: frozenset[str] = frozenset()
    finite: frozenset[str] = frozenset()
    """Frequent verbs: with one of them, what is quoted is more than a name."""
    set_apart: frozenset[str] = frozenset()
    """Words right before a quotation mark that go on into what is quoted: ``de``, ``llamado``."""
    topics: re.Pattern[str] = NO_WORD
    """Nouns that announce a title, with a colon or without: ``tema``, ``lema``."""
    determiners: frozenset[str] = frozenset()
    """Behind one of these, what looks like a verb is a noun: ``la pregunta``."""
    titled: re.Pattern[str] = NO_WORD
    """Nouns of what has a title or a name: ``película``, ``operación``."""
    pronouns: Mapping[str, str] = field(default_factory=dict)
    """Those that stand for a speaker, with their gender."""
    between: str = ""
    """What may stand between subject and verb, as an alternation."""
    ends_subject: str = ""
    """Words at which the subject behind a verb ends, as an alternation."""
    no_subject: str = ""
    """Words that stand behind a verb and begin no subject, as an alternation."""
    prepositions: str = ""
    """Behind these a name is no subject, as an alternation."""
    introduces: str = ""
    """Words that begin a part of a sentence without its subject, as an alternation."""

    # Names

    is_cased: bool = True
    """Whether it has capitals, by which names are told."""
    capitalises_nouns: bool = False
    """Whether every noun has a capital, so that it says little of names."""
    starters: frozenset[str] = frozenset()
    """Words that are printed with a capital because they begin a sentence."""
    joins: frozenset[str] = frozenset()
    """Words in lower case that part two names: ``y``."""
    things: frozenset[str] = frozenset()
    """Organisations, places and the like: what has one of these in its name is no person."""
    courtesy: frozenset[str] = frozenset()
    """What stands before names and is no office: ``M.`` for Monsieur."""
    offices: re.Pattern[str] = NO_WORD
    """Words for an office."""
    passes_on: re.Pattern[str] = NO_WORD
    """Who passes on what others say: agencies, channels, newspapers."""
    addresses: frozenset[str] = frozenset()
    """How people are addressed: ``Mr``, ``Frau``. Unlike ``courtesy``, these stay with the name."""
    female: frozenset[str] = frozenset()
    """Offices and addresses that tell of a woman."""
    male: frozenset[str] = frozenset()
    """Those that tell of a man."""
    case_endings: tuple[str, ...] = ()
    """What surnames end with in one case or another, the longest first."""
    office_in_nominative: re.Pattern[str] = NO_WORD
    """An office in the case in which a name stands behind it, where no capital and no comma parts the two."""
    in_latin: Callable[[str], str] | None = None
    """How names of its other alphabet are written in Latin letters, as first names are listed."""

    # Pages

    other_articles: str = ""
    """What stands over other articles, as an alternation of whole lines: ``czytaj też``."""
    pointers: str = ""
    """What sends the reader to one other article, before a colon or an arrow."""
    interviews: Interviews = Interviews()
