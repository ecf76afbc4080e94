"""The people of an article: their full names, their offices, and who a surname, an office or a pronoun means.

    >>> people = People.from_texts(["CSTO Deputy Secretary General Taalatbek Masadykov spoke.", "He left."])
    >>> people.resolve("Masadykov").name
    'Taalatbek Masadykov'

Two people who share a surname stay two. Who is named only in another's office is not meant by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cache

from ..article.article import Person
from ..article.blocks import Speaker
from ..languages.lang.common import word_set
from ..languages.lang.en import OFFICES, VERBS
from ..languages.lang.ru import RUSSIAN
from ..languages.registry import words_of
from .name import Name, fold, surname_of
from .names import first_names, gender_of_name, is_initial, may_be_of_an_office, plain_hyphens, scan_names
from .names_uncased import scan_uncased
from .outlets import is_outlet
from .roles import COURTESY, gender_of_word, organisation_word, place_word, role_word
from .russian import PATRONYMIC, nominative_rank

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "он": "m", "она": "f", "er": "m", "sie": "f",
}  # fmt: skip


def gender_of_pronoun(word: str, language: str | None = "en") -> str:
    """Whom a pronoun in lower case can mean: ``f``, ``m``; empty for what is none."""
    return words_of(language).pronouns.get(word, "") or PRONOUNS.get(word, "")


_MAX_ROLES = 3
_SHORTEST_STEM = 4
"""Letters of a surname that its cases have in common, at least."""
LONGEST = 50_000
"""How many characters of a text are read: no paragraph is longer, and hardly a page without line breaks."""
MOST_ENTITIES = 2000
"""How many names an article may bring; a list with more is none."""
_APPOSITION = re.compile(r"(?P<mark>,| [—–-]|\s\()\s*(?P<rest>[^.;:!?«»“”\"()]{3,240})")
_OFFICE_OF = re.compile(r"((?:[A-Z][\w-]+ ){0,4}[A-Z][\w-]+ of (?:the )?)$")
_ROLE_END = re.compile(
    r"\s+(?:who|which|that|whose|said|says|told|tells|has|had|was|is|were|are|in an interview|will|would|"
    r"could|noted|wrote|"
    r"added|spoke|met|called|announced|stressed|where|when)\b"
)
_ARTICLE = re.compile(r"^(?:(?:the|an?|der|die|das|eine?|el|l[ae]s?|los|une?|una)\s+|l[’'])", re.IGNORECASE)
_WORDS = re.compile(r"[\w’'-]+")
_LONGER_WORDS = re.compile(r"[\w’'-]{4,}")


@dataclass(slots=True, eq=False)
class Entity:
    """Somebody (or something) that the article names."""

    words: tuple[str, ...]
    gender: str = ""
    score: float = 0.0
    roles: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    """Where it is named: index of the text, character offset."""
    full_at: tuple[int, int] = (1 << 30, 0)
    by_surname: bool = False
    """Whether it is called by its last word somewhere."""
    determined: int = 0
    """How often an article stands before it, and no office: ``the Russian Federation``."""
    is_thing: bool = False
    """Whether it is an organisation, an office or a place, whatever else speaks for a person."""

    @property
    def name(self) -> str:
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        return fold(surname_of(self.words))

    @property
    def is_person(self) -> bool:
        return self.score >= 1.5 and not self.is_thing

    @property
    def is_spelled(self) -> bool:
        """Whether the article names it in the nominative somewhere, so that the name can be printed."""
        return nominative_rank(self.words) > 0

    @property
    def role(self) -> str | None:
        return ", ".join(self.roles) or None

    @property
    def has_first_name(self) -> bool:
        """Whether it is called as people are: by a first name or an initial, and a surname."""
        first = self.words[0]
        return len(self.words) > 1 and (is_initial(first) or fold(first) in first_names())

    def is_named_like_a_thing(self, printed: Container[str], language: str | None) -> bool:
        """Whether the words of a name without a first name are those of a thing.

        ``printed`` are the words of the article: nobody is called ``Outlook Cabin`` beside "a cabin".
        Nor is anybody what it mostly prints with an article.
        """
        words = [word.lower() for word in self.words]
        if any(map(_is_of_a_thing, words if len(words) > 2 else words[-1:])):
            return True
        if 2 * self.determined > len(self.mentions) or role_word(words[0]):
            return True
        if _COMPOUND.fullmatch(self.words[0]) or not words_of(language).things.isdisjoint(words):
            return True
        if self.roles or len(words) < 2:
            return False
        return any(word in printed for word in words if len(word) > _SHORT)

    def last_before(self, position: tuple[int, int]) -> tuple[int, int]:
        """Where it was last named before a place; ``(-1, -1)`` where it was not."""
        at = bisect_left(self.mentions, position)
        return self.mentions[at - 1] if at else (-1, -1)

    def speaker(self) -> Speaker:
        return Speaker(self.name, self.role)


@dataclass(slots=True)
class Mention:
    """One place in a text where an entity is named."""

    start: int
    end: int
    entity: Entity
    possessive: bool
    role_start: int
    full: bool


class _Printed:
    """The words of an article as printed. They are told apart only when one of them is asked for."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.words: set[str] = set()
        self.read = 0
        """How many of the texts are among the words."""

    def add(self, texts: Iterable[str]) -> None:
        self.texts += texts

    def __contains__(self, word: object) -> bool:
        # Most words that are asked for stand nowhere, not even inside others.
        if not isinstance(word, str) or not any(word in text for text in self.texts):
            return False
        for text in self.texts[self.read :]:
            self.words.update(text.replace(".", " ").replace(",", " ").split())
        self.read = len(self.texts)
        return word in self.words


class People:
    """Everybody whom the texts of one article name."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.texts: list[str] = []
        self.language: str | None = "en"
        self._mentions: list[list[Mention]] = []
        self._by_surname: dict[str, list[Entity]] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._surnames: dict[str, list[str]] = {}
        self._index: dict[str, list[int]] = {}
        self._apposed: tuple[int, int] = (-1, -1)
        self._printed = _Printed()
        self._headlines: dict[int, bool] = {}

    @classmethod
    def from_texts(cls, texts: Iterable[str | None], language: str | None = "en") -> People:
        """Reads the texts in order: headline first, then lead and body."""
        people = cls()
        people.language = language
        people._add([text or "" for text in texts])
        return people

    def all(self) -> list[Person]:
        """The people, most mentioned first."""
        found = [
            entity for entity in self.entities if entity.is_person and entity.is_spelled and entity.mentions
        ]
        found.sort(key=lambda entity: (-len(entity.mentions), entity.mentions[0]))
        return [Person(entity.name, entity.role, len(entity.mentions)) for entity in found]

    def mentions_in(self, index: int) -> list[Mention]:
        """The named entities of the text with this index, in order."""
        return self._mentions[index]

    def index_of(self, text: str, after: int = -1) -> int | None:
        """The index of a text that was read; the first one behind ``after``, if it stands more than once."""
        places = self._index.get(text)
        if not places:
            return None
        return places[min(bisect_left(places, after + 1), len(places) - 1)]

    def resolve(self, mention: str, *, position: int | None = None) -> Speaker | None:
        """Who is meant by a name, a surname, an office or a pronoun; None where that is not clear.

        ``position`` is the index of the text in which the mention stands; what is named later is only
        thought of where nothing earlier fits.
        """
        entity = self.find(mention, (len(self.texts) if position is None else position, 1 << 30))
        return entity.speaker() if entity is not None else None

    def read(self, text: str) -> int:
        """Reads one more text of the article; its index."""
        self._add([text])
        return len(self.texts) - 1

    # The reading

    def _add(self, texts: list[str]) -> None:
        first = len(self.texts)
        for offset, text in enumerate(texts):
            self.texts.append(plain_hyphens(text))
            self._index.setdefault(text, []).append(first + offset)
        if not words_of(self.language).is_cased:
            scanned = scan_uncased([text[:LONGEST] for text in texts], self.language)
        else:
            scanned = [scan_names(text[:LONGEST], self.language) if text else [] for text in texts]
        for offset, names in enumerate(scanned):
            for name in names:
                if self.language == "ru":
                    self._drop_what_begins_the_sentence(name)
                if len(name.words) > 1:
                    self._enter_full(name, first + offset)
        for offset, names in enumerate(scanned):
            self._mentions.append(self._link(names, first + offset))
        self._tell_things(texts)

    def _tell_things(self, texts: list[str]) -> None:
        """Tells organisations, offices and places from the people, now that every mention is known."""
        if words_of(self.language).is_cased:
            self._printed.add(text[:LONGEST] for text in texts)
        things = words_of(self.language).things
        for entity in self.entities:
            if entity.score >= 1.5:
                is_called = entity.has_first_name and entity.words[0].lower() not in things
                is_called = is_called and not _is_of_an_organisation(entity.words[-1])
                entity.is_thing = is_outlet(entity.words) or (
                    not is_called and entity.is_named_like_a_thing(self._printed, self.language)
                )

    def _is_headline(self, index: int) -> bool:
        """Whether capitals say nothing about names in the text with this index."""
        if index not in self._headlines:
            self._headlines[index] = _is_title_case(self.texts[index])
        return self._headlines[index]

    def _enter_full(self, name: Name, index: int) -> None:
        entity = self._same_full(name.words)
        if entity is None:
            if len(self.entities) >= MOST_ENTITIES:
                return
            if name.score < 2 and not self._is_set_off(name, index):
                return
            entity = Entity(name.words, gender_of_name(name.words))
            self.entities.append(entity)
            self._enter_surname(entity.surname, entity)
            self._by_first.setdefault(fold(entity.words[0]), []).append(entity)
        elif (len(entity.words) == 1 and not self._is_headline(index)) or (
            is_initial(entity.words[0]) and not is_initial(name.words[0])
        ):
            entity.words = name.words
        elif self.language == "ru" and nominative_rank(name.words) > nominative_rank(entity.words):
            entity.words = name.words
            self._enter_surname(entity.surname, entity)
        entity.score = max(entity.score, name.score)
        entity.gender = name.gender or entity.gender
        entity.full_at = min(entity.full_at, (index, name.start))
        self._enter_roles(entity, name, index)

    def _is_set_off(self, name: Name, index: int) -> bool:
        """Whether capitals tell a name from other words; else an office beside it must."""
        if words_of(self.language).capitalises_nouns:  # So do headlines, nearly.
            return False
        text = self.texts[index]
        return not self._is_headline(index) or bool(apposition(text, name.end) or office_before(text, name))

    def _enter_roles(self, entity: Entity, name: Name, index: int) -> None:
        role = self._with_place(name, index)
        if role:
            _add_role(entity, role)
        role = office_before(self.texts[index], name)
        if role:
            entity.score += 1.5
            _add_role(entity, role)
            entity.gender = entity.gender or _gender_in(role)
        if self._is_in_an_apposition(name, index):
            entity.score -= 0 if name.role else 1
            return
        role = apposition(self.texts[index], name.end)
        if role:
            self._apposed = (index, self.texts[index].find(role, name.end) + len(role))
            entity.score += 1.5
            _add_role(entity, role)
            entity.gender = entity.gender or _gender_in(role)

    def _is_in_an_apposition(self, name: Name, index: int) -> bool:
        """Whether a name only belongs to somebody's office: ``Anna Berg, mayor of Port Ilse, its envoy``."""
        return self._apposed[0] == index and name.start < self._apposed[1]

    def _with_place(self, name: Name, index: int) -> str:
        """The office before a name with its beginning: ``Prime Minister of Armenia``, of which only the end
        is the name's own. Empty where no office stands there, only an outlet or a place.
        """
        if not name.role:
            return ""
        text = self.texts[index]
        before = text[max(0, name.role_start - 80) : name.role_start]
        match = _OFFICE_OF.search(before) if " of " in before else None
        if match and any(role_word(word) for word in match.group(1).split()):
            return (match.group(1) + name.role).strip()
        return _office_in(name.role)

    def _same_full(self, words: tuple[str, ...]) -> Entity | None:
        """The entity with this full name: same surname, and first names that agree."""
        first = fold(words[0])
        if words_of(self.language).case_endings:
            declined = self._declined(fold(words[-1]))
            if declined is not None and (len(declined.words) < 2 or fold(declined.words[0])[:3] == first[:3]):
                return declined
        if len(words) == 2 and PATRONYMIC.fullmatch(words[1].lower()):
            called = self._by_first.get(first, ())
            if len(called) == 1:
                return called[0]
        for entity in self._by_surname.get(fold(surname_of(words)), ()):
            if len(entity.words) < 2:
                continue
            other = fold(entity.words[0])
            if other == first or (
                set(map(fold, words[:-1])) & set(map(fold, entity.words[:-1])) and len(first) > 2
            ):
                return entity
            if (is_initial(words[0]) or is_initial(entity.words[0])) and other[:1] == first[:1]:
                return entity
        return None

    def _link(self, names: list[Name], index: int) -> list[Mention]:
        found: list[Mention] = []
        for name in names:
            is_full = len(name.words) > 1
            entity = self._same_full(name.words) if is_full else self._by_short(name, index)
            if entity is None:
                continue
            entity.mentions.append((index, name.start))
            if not name.role and _is_determined(self.texts[index], name.start):
                entity.determined += 1
            if not is_full:
                entity.gender = entity.gender or name.gender
                if role := _office_in(name.role):
                    entity.score = max(entity.score, name.score)
                    _add_role(entity, role)
            found.append(Mention(name.start, name.end, entity, name.possessive, name.role_start, is_full))
        return found

    def _by_short(self, name: Name, index: int) -> Entity | None:
        """Whom a single capitalised word names: by surname, else by first name, else somebody new."""
        key = fold(name.words[0])
        candidates = self._of_surname(key, name)
        if candidates:
            found = self._most_likely(candidates, (index, name.start))
            self._called_by_surname(found, key)
            return found
        firsts = self._by_first.get(key, ())
        if len(firsts) == 1 and firsts[0].score > 0:
            return firsts[0]
        declined = self._declined(key)
        if declined is not None:
            return declined
        if (words_of(self.language).capitalises_nouns and name.score < 2) or len(
            self.entities
        ) >= MOST_ENTITIES:
            return None
        entity = Entity(name.words, name.gender, score=name.score, full_at=(index, name.start))
        self.entities.append(entity)
        self._enter_surname(key, entity)
        return entity

    def _enter_surname(self, surname: str, entity: Entity) -> None:
        if surname not in self._by_surname:
            self._surnames.setdefault(surname[:_SHORTEST_STEM], []).append(surname)
        self._by_surname.setdefault(surname, []).append(entity)

    def _of_surname(self, key: str, name: Name) -> list[Entity]:
        """Whom a surname with its title can mean."""
        known = self._by_surname.get(key, [])
        return [entity for entity in known if _agrees(entity, name)] if name.role else known

    def _called_by_surname(self, entity: Entity, key: str) -> None:
        """What goes by its last word alone is a person, sooner than a thing."""
        if (
            len(entity.words) > 1
            and not entity.by_surname
            and not organisation_word(key)
            and not place_word(key)
        ):
            entity.by_surname = True
            entity.score += 1

    def _drop_what_begins_the_sentence(self, name: Name) -> None:
        """``Слова Тасмагамбетова``: a capital that only opens the sentence, before a known surname."""
        if len(name.words) != 2:
            return
        known = self._declined(fold(name.words[1]))
        if known is not None and len(known.words) > 1 and fold(known.words[0])[:3] != fold(name.words[0])[:3]:
            name.start = name.role_start = name.end - len(name.words[1])
            name.words = name.words[1:]

    def _declined(self, key: str) -> Entity | None:
        """A Russian or Serbian surname in another case: ``Тасмагамбетова`` for ``Тасмагамбетов``."""
        endings = words_of(self.language).case_endings
        alike = self._surnames.get(key[:_SHORTEST_STEM], ()) if endings else ()
        for ending in endings if alike else ():
            if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
                stem = key[: len(key) - len(ending)]
                for surname in alike:
                    entities = self._by_surname[surname]
                    if surname.startswith(stem) and len(surname) - len(stem) <= 3 and len(entities) == 1:
                        return entities[0]
        return None

    def _most_likely(self, candidates: list[Entity], position: tuple[int, int]) -> Entity:
        """Of several people with one surname: the one named last before this place, by full name first."""
        if len(candidates) == 1:
            return candidates[0]

        def last(entity: Entity) -> tuple[bool, tuple[int, int]]:
            return entity.full_at < position, entity.last_before(position)

        return max(candidates, key=last)

    # The resolving

    def find(self, mention: str, position: tuple[int, int]) -> Entity | None:
        """The entity that a mention means at ``position`` (index of the text, offset in it)."""
        plain = mention.strip(" ,.;:—–-")
        if not plain:
            return None
        lower = plain.lower()
        gender = gender_of_pronoun(lower, self.language)
        if gender:
            return self.by_pronoun(gender, position)
        named = self._named_in(plain, position)
        if named is not None:
            return named
        return self.by_office(plain, position)

    def _names_of(self, text: str) -> list[Name]:
        if not words_of(self.language).is_cased:
            return scan_uncased([text], self.language)[0]
        return scan_names(text, self.language)

    def _named_in(self, mention: str, position: tuple[int, int]) -> Entity | None:
        owner = _owner(self.language)
        for name in self._names_of(mention):
            if name.possessive or owner.search(mention[: name.role_start]):
                continue
            entity = self._same_full(name.words) if len(name.words) > 1 else None
            if entity is None:
                key = fold(surname_of(name.words))
                candidates = self._of_surname(key, name)
                if candidates:
                    entity = self._most_likely(candidates, position)
                elif len(name.words) == 1:
                    firsts = self._by_first.get(key, ())
                    entity = firsts[0] if len(firsts) == 1 else self._declined(key)
            if entity is not None and (entity.is_person or name.end >= len(mention) - 1):
                return entity
        return None

    def by_pronoun(self, gender: str, position: tuple[int, int]) -> Entity | None:
        """The person last named before ``position`` whose gender fits."""
        best: Entity | None = None
        best_at = (-1, -1)
        for entity in self.entities:
            if not entity.is_person or (entity.gender and entity.gender != gender):
                continue
            before = entity.last_before(position)
            if before > best_at:
                best, best_at = entity, before
        return best

    def by_office(self, mention: str, position: tuple[int, int]) -> Entity | None:
        """The person whose office a description names, last named before ``position`` among equals."""
        head, rest = _office_words(mention)
        if not head or not any(role_word(word) for word in head):
            return None
        best: tuple[float, tuple[int, int]] | None = None
        found: Entity | None = None
        gender = _gender_in(" ".join(head))
        for entity in self.entities:
            if not entity.is_person or (gender and entity.gender and entity.gender != gender):
                continue
            fit = max((_office_fit(head, rest, role) for role in entity.roles), default=0.0)
            if fit <= 0:
                continue
            before = entity.last_before(position)
            if best is None or (fit, before) > best:
                best, found = (fit, before), entity
        return found


_COMPOUND = re.compile(r"\w+-[a-z]{5,}")
"""An adjective: ``Indian-controlled``."""
_SHORT = 3
"""Letters of a word that says nothing of what its name names."""
_ARTICLES = word_set("the el la los las lo le les der die das den dem des del du au al")


def _is_determined(text: str, start: int) -> bool:
    """Whether an article stands right before a name: ``the Federation``, ``l’Union``."""
    before = text[max(0, start - _LONGEST_ARTICLE) : start]
    if before[-1:] in ("’", "'"):
        return before[-2:-1] in ("l", "L")
    words = before.split()
    return bool(words) and words[-1].lower() in _ARTICLES


_LONGEST_ARTICLE = 6
"""Characters that an article takes, with what shows that it is no part of another word."""


@cache
def _owner(language: str | None) -> re.Pattern[str]:
    """What stands before a name that only belongs to an office: ``the mayor of``."""
    prepositions = words_of(language).prepositions or "of|to|for|from|with|by|in|at"
    return re.compile(rf"\b(?:{prepositions})\s+(?:[a-z]+\s+)?$")


_DETERMINER = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Oo]ur|[Ee]l|[Ll][ae]|[Uu]n[ae]?|[Dd](?:er|ie)|[Ss]u|[Ss]on)"
    r"[ \u00a0]+"
)


_ALSO_SURNAMES = word_set(
    """
    hall park church house day lane bridge lake river rivers bank street guard market price cup award war fire
    post mission team order square drive act law bill times league cape fort lower upper castle court
    """
)


def _is_of_an_organisation(word: str) -> bool:
    """Whether a last word names an organisation even behind a first name: ``Georgia Secretariat``."""
    return organisation_word(word) and word.lower() not in _ALSO_SURNAMES


def _is_of_a_thing(word: str) -> bool:
    """Whether a word belongs to the name of an organisation or a place, in the singular or plural."""
    word = word.rsplit("-", 1)[-1]
    return organisation_word(word) or organisation_word(word.removesuffix("s")) or place_word(word)


_ENDS_APPOSITION = (",", ".", ":", ";", "")
_UP_TO_COMMA = re.compile(r"[\w’'&.-]+(?:[ \u00a0]+[\w’'&.-]+){0,13}(?=,[ \u00a0]$)")
_LINKS_OFFICE = word_set(
    "of the for and in to on at from with de del la las los le les des du y et à en für von der"
)


def _office_in(printed: str) -> str:
    """What is printed before a name if there is an office in it, else nothing."""
    return printed if printed and any(map(role_word, printed.split())) else ""


def office_before(text: str, name: Name) -> str:
    """The office that a name between commas explains: ``The Minister of Culture, Anna Berg, opened it.``

    >>> text = "The Minister of Culture, Anna Berg, opened it."
    >>> office_before(text, scan_names(text)[-1])
    'Minister of Culture'
    """
    if text[name.end : name.end + 1] not in _ENDS_APPOSITION or not text.startswith(
        ", ", name.role_start - 2
    ):
        return ""
    before = text[max(0, name.role_start - 160) : name.role_start]
    for determiner in _DETERMINER.finditer(before):
        match = _UP_TO_COMMA.match(before, determiner.end())
        if match and _is_whole_office(match.group().split()):
            return match.group()
    return ""


def _is_whole_office(words: list[str]) -> bool:
    """Whether words are an office and nothing more: a role word, then what it is the office of."""
    head = next((at for at, word in enumerate(words) if word in _LINKS_OFFICE), len(words))
    if not head or head > 7 or not role_word(words[head - 1]):
        return False
    if not all(may_be_of_an_office(word) for word in words[: head - 1]):
        return False
    return not any(
        word in VERBS or word in _NO_OFFICE or (role_word(word) and words[at + head - 1] == "the")
        for at, word in enumerate(words[head:])
    )


_FOR_YEARS = re.compile(
    r"(?:for (?:(?:many|several|some|more|over|than|nearly|almost|the|past|last|a|few|\w+)\s){0,4}?"
    r"(?:years?|months|decades?)|until (?:recently|now|last \w+|\d{4})|since \d{4}|now|then|once|currently|"
    r"formerly|previously|long)\s+"
)


def apposition(text: str, end: int) -> str:
    """The office that follows a name: ``, the CSTO Deputy Secretary General, Special Representative of ...,
    ``.

    Several offices that follow one another are kept together.
    """
    match = _APPOSITION.match(text, end)
    if not match:
        return ""
    rest = match.group("rest")
    stop = _ROLE_END.search(" " + rest)
    closed = text[match.end("rest") : match.end("rest") + 1] if stop is None else ""
    if stop is not None:
        rest = rest[: max(0, stop.start() - 1)]
    parts = rest.split(", ")
    complete = (
        len(parts) > 1
        or stop is not None
        or closed in ".;:)"
        or match.end("rest") >= len(text)
        or rest.endswith(",")
    )
    kept: list[str] = []
    for part in parts:
        part = part.strip(" ,")
        if not kept:
            part = _FOR_YEARS.sub("", part, count=1) if _FOR_YEARS.match(part) else part
        if not _is_office(part, first=not kept):
            break
        kept.append(part)
    if not kept or not complete:
        return ""
    return _ARTICLE.sub("", ", ".join(kept)).strip()


def _is_office(part: str, first: bool) -> bool:
    """Whether a comma part names an office: a role word in its head, that is before ``of`` or ``for``."""
    words = part.split()
    if not words or len(words) > 22:
        return False
    head: list[str] = []
    for word in words:
        if word.lower() in ("of", "for", "at", "in", "from", "on", "with", "to", "who"):
            break
        head.append(word)
    if not head or len(head) > 9 or head[0].lower() in _NO_OFFICE:
        return False
    if scan_is_person(part) if not first else _ends_in_another(part):
        return False
    return (
        role_word(head[-1])
        or any(role_word(word) for word in head[:-1] if len(head) < 6)
        or bool(RUSSIAN.offices.match(head[0]))
    )


_NO_OFFICE = word_set(
    """
    and but said told i he she it we they you is am was are were has had have this that und et y i и i
    который которая которое которые qui que quien
    """
)


def scan_is_person(part: str) -> bool:
    """Whether a comma part brings a person of its own: ``CSTO Secretary General Imangali Tasmagambetov``."""
    return any(len(name.words) > 1 and name.score >= 2.5 for name in scan_names(part))


def _ends_in_another(part: str) -> bool:
    """Whether an office is that of somebody named right behind it: ``Colonel-General Andrei Khrapov``.

    Not so ``a friend of President Barack Obama``.
    """
    names = scan_names(part)
    if not names or len(names[-1].words) < 2 or names[-1].end < len(part.rstrip()) or names[-1].score < 1.5:
        return False
    name = names[-1]
    if name.role and not any(word.lower() in _LINKS_OFFICE for word in part[: name.role_start].split()):
        return True
    before = part[: name.start].split()
    return bool(before) and before[-1].lower() not in _LINKS_OFFICE and not role_word(before[-1])


def _add_role(entity: Entity, role: str) -> None:
    """Adds an office that is not there yet; one that says more replaces the one that says less."""
    role = _ARTICLE.sub("", role.strip(" ,."))
    if (
        not role
        or role.lower().strip(".") in COURTESY
        or all(not word[:1].isalpha() for word in role.split())
    ):
        return
    role = ", ".join(_without_repetition(role.split(", "), entity.roles))
    if not role:
        return
    key = role.casefold()
    for position, known in enumerate(entity.roles):
        if key in known.casefold():
            return
        if known.casefold() in key:
            entity.roles[position] = role
            return
    if len(entity.roles) < _MAX_ROLES:
        entity.roles.append(role)


def _without_repetition(parts: list[str], known: list[str]) -> list[str]:
    """The offices that neither stand among those known nor were named before in other words."""
    kept: list[str] = []
    for part in parts:
        others = (*kept, *(office for role in known for office in role.split(", ")))
        if not _is_of_many(part) and not any(is_same_office(part, other) for other in others):
            kept.append(part)
    return kept


def _is_of_many(office: str) -> bool:
    """Whether an office is that of several people: ``representatives of the media``."""
    head = re.split(r"\s(?:of|for|at|in|from)\s", office, maxsplit=1)[0].split()
    return bool(head) and head[-1].endswith("s") and head[-1][:-1].lower() in OFFICES


def is_same_office(one: str, other: str) -> bool:
    """Whether two offices are one in other words.

    >>> is_same_office("Union of Rangers President", "President of the Union of Rangers")
    True
    >>> is_same_office("UR President", "President of the Union of Rangers")
    True
    >>> is_same_office("UR Vice President", "UR President")
    False
    """
    first, second = _words_of_office(one), _words_of_office(other)
    if len(first) != len(second):
        first, second = _abbreviated(first, second), _abbreviated(second, first)
    return len(first) == len(second) and sorted(map(str.casefold, first)) == sorted(map(str.casefold, second))


def _words_of_office(office: str) -> list[str]:
    """The words that count in an office, as printed."""
    words = [word.removesuffix("'s") for word in _WORDS.findall(office.replace("’", "'"))]
    return [word for word in words if word.lower() not in _LINKS_IN_OFFICES]


def _abbreviated(words: list[str], other: list[str]) -> list[str]:
    """Words with those in a row for which the other office has an abbreviation in its place."""
    for short in other:
        size = len(short)
        if not (short.isupper() and 2 <= size < len(words)) or short in words:
            continue
        for at in range(len(words) - size + 1):
            if words[at][0].isupper() and "".join(word[0] for word in words[at : at + size]).upper() == short:
                return [*words[:at], short, *words[at + size :]]
    return words


_LINKS_IN_OFFICES = word_set(
    """
    of the for and in to at on a an de del la las los le les des du d der die das von и по о об в i za u
    """
)


def _agrees(entity: Entity, name: Name) -> bool:
    """Whether a surname with its title can mean this person: ``Mrs. Clinton`` is not Bill."""
    stated = ""
    for word in name.role.split():
        stated = gender_of_word(word) or stated
    return not (stated and entity.gender and stated != entity.gender)


def _gender_in(role: str) -> str:
    for word in role.split():
        found = gender_of_word(word)
        if found:
            return found
    return ""


_OFFICE_STOP = word_set(
    """
    the a an its his her their our and who former then current this that own same el la los las le les un una
    une die das ein eine su son sa
    """
)


def _office_words(mention: str) -> tuple[list[str], list[str]]:
    """The words of an office before ``of`` and those behind it."""
    words = [word.strip("’'").lower() for word in _WORDS.findall(mention)]
    head: list[str] = []
    rest: list[str] = []
    target = head
    for word in words:
        if word.endswith(("’s", "'s", "s’", "s'")):
            rest.append(word.rstrip("’'s"))
            continue
        if word in _OFFICE_LINKS and head:
            target = rest
            continue
        if word not in _OFFICE_STOP:
            target.append(word)
    return head, rest


_OFFICE_LINKS = frozenset(
    {"of", "for", "to", "at", "on", "in", "from", "de", "del", "du", "des", "von", "der", "za", "за"}
)
_RANKS = frozenset({"deputy", "vice", "assistant", "former", "ex", "acting", "associate", "under"})


def _office_fit(head: list[str], rest: list[str], role: str) -> float:
    """How well an office fits one of a person's: by the words before ``of``, then by those behind it.

    Somebody's deputy does not hold the office itself.
    """
    best = 0.0
    for part in role.split(", "):
        role_head, role_rest = _office_words(part)
        if not role_head or (head[-1] not in role_head and role_head[-1] != head[0]):
            continue
        known = set(role_head) | set(role_rest)
        outside = [word for word in head if word not in known]
        if len(outside) >= len(head):
            continue
        fit = sum(word in role_head for word in head) / len(head)
        fit += 0.5 * (head[-1] == role_head[-1])
        if rest:
            fit += 0.5 * sum(word in known for word in rest) / len(rest)
        fit -= 0.6 * len(outside) / len(head)
        fit -= 0.9 * bool((set(role_head) - set(head)) & _RANKS)
        best = max(best, fit)
    return best if best >= 0.8 else 0.0


def _is_title_case(text: str) -> bool:
    """Whether nearly every word is capitalised, so that capitals say nothing about names."""
    words = _LONGER_WORDS.findall(text[:400])
    return len(words) >= 5 and sum([word[0].isupper() for word in words]) >= 0.75 * len(words)
