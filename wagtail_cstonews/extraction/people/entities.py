"""Entity linking for people: full names, offices, and the referents of surnames, offices and pronouns.

    >>> people = People.from_texts(["CSTO Deputy Secretary General Taalatbek Masadykov spoke.", "He left."])
    >>> people.resolve("Masadykov").name
    'Taalatbek Masadykov'

Two people who share a surname stay two. Who is named only in another's office is not meant by it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from ...text.patterns import lazy_compile
from ..article.article import Person
from ..article.blocks import Speaker
from ..languages.lang.common import word_set
from ..languages.registry import words_of
from .appositions import apposition, office_before, office_with_place
from .entity import Entity, Mention, gender_of_pronoun, is_of_an_organisation
from .name_index import NameIndex, most_likely
from .names.capitalised import plain_hyphens
from .names.given_names import gender_of_name, is_initial
from .names.name import Name, fold, surname_of
from .names.roles import organisation_word, place_word, role_word
from .names.russian import nominative_rank
from .names.scan import scan_names
from .names.uncased import scan_uncased
from .offices import add_role, gender_in, office_fit, office_in, office_words
from .outlets import is_outlet

LONGEST = 50_000
"""Characters of a text that are read: no paragraph is longer, and hardly any page without line breaks."""
MOST_ENTITIES = 2000
"""Maximum number of names in an article; a text with more is a list."""
_LONGER_WORDS = lazy_compile(r"[\w’'-]{4,}")
_ARTICLES = word_set("the el la los las lo le les der die das den dem des del du au al")
_LONGEST_ARTICLE = 6
"""Characters of a grammatical article, including the boundary before it."""


class _Printed:
    """The words of an article as printed. They are told apart only when one of them is asked for."""

    def __init__(self) -> None:
        self.unread: list[str] = []
        """The texts that are not among the words yet."""
        self.words: set[str] = set()
        self.whole = ""

    def add(self, texts: Iterable[str]) -> None:
        added = list(texts)
        self.unread += added
        self.whole = "\0".join([self.whole, *added])

    def __contains__(self, word: object) -> bool:
        # Most words that are asked for stand nowhere, not even inside others.
        if not isinstance(word, str) or word not in self.whole:
            return False
        for text in self.unread:
            self.words.update(text.replace(".", " ").replace(",", " ").split())
        self.unread.clear()
        return word in self.words


class People:
    """All people named in the texts of one article."""

    def __init__(self, language: str | None = "en") -> None:
        self.entities: list[Entity] = []
        self.texts: list[str] = []
        self.language = language
        self._mentions: list[list[Mention]] = []
        self._called = NameIndex(self.language)
        self._index: dict[str, list[int]] = {}
        self._apposed: tuple[int, int] = (-1, -1)
        self._printed = _Printed()
        self._headlines: dict[int, bool] = {}

    @classmethod
    def from_texts(cls, texts: Iterable[str | None], language: str | None = "en") -> People:
        """Reads the texts in order: headline first, then lead and body."""
        people = cls(language)
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
        """The index of a text that was read: the first one after ``after``, if it occurs more than once."""
        places = self._index.get(text)
        if not places:
            return None
        return places[min(bisect_left(places, after + 1), len(places) - 1)]

    def resolve(self, mention: str, *, position: int | None = None) -> Speaker | None:
        """The referent of a name, a surname, an office or a pronoun; None if it is ambiguous.

        ``position`` is the index of the text in which the mention stands; what is named later is only
        thought of where nothing earlier fits.
        """
        entity = self.find(mention, (len(self.texts) if position is None else position, 1 << 30))
        return entity.speaker() if entity is not None else None

    def read(self, text: str) -> int:
        """Reads one more text of the article, and returns its index."""
        self._add([text])
        return len(self.texts) - 1

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
                is_called = is_called and not is_of_an_organisation(entity.words[-1])
                entity.is_thing = is_outlet(entity.words) or (
                    not is_called and entity.is_named_like_a_thing(self._printed, self.language)
                )

    def _is_headline(self, index: int) -> bool:
        """Whether capitals say nothing about names in the text with this index."""
        if index not in self._headlines:
            self._headlines[index] = _is_title_case(self.texts[index])
        return self._headlines[index]

    def _enter_full(self, name: Name, index: int) -> None:
        entity = self._called.same_full(name.words)
        if entity is None:
            if len(self.entities) >= MOST_ENTITIES:
                return
            if name.score < 2 and not self._is_set_off(name, index):
                return
            entity = Entity(name.words, gender_of_name(name.words))
            self.entities.append(entity)
            self._called.add(entity)
        elif (len(entity.words) == 1 and not self._is_headline(index)) or (
            is_initial(entity.words[0]) and not is_initial(name.words[0])
        ):
            entity.words = name.words
        elif self.language == "ru" and nominative_rank(name.words) > nominative_rank(entity.words):
            entity.words = name.words
            self._called.enter_surname(entity.surname, entity)
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
        role = office_with_place(self.texts[index], name)
        if role:
            add_role(entity.roles, role)
        role = office_before(self.texts[index], name)
        if role:
            entity.score += 1.5
            add_role(entity.roles, role)
            entity.gender = entity.gender or gender_in(role)
        if self._is_in_an_apposition(name, index):
            entity.score -= 0 if name.role else 1
            return
        role = apposition(self.texts[index], name.end)
        if role:
            self._apposed = (index, self.texts[index].find(role, name.end) + len(role))
            entity.score += 1.5
            add_role(entity.roles, role)
            entity.gender = entity.gender or gender_in(role)

    def _is_in_an_apposition(self, name: Name, index: int) -> bool:
        """Whether a name only belongs to somebody's office: ``Anna Berg, mayor of Port Ilse, its envoy``."""
        return self._apposed[0] == index and name.start < self._apposed[1]

    def _link(self, names: list[Name], index: int) -> list[Mention]:
        found: list[Mention] = []
        for name in names:
            is_full = len(name.words) > 1
            entity = self._called.same_full(name.words) if is_full else self._by_short(name, index)
            if entity is None:
                continue
            entity.mentions.append((index, name.start))
            if not name.role and _is_determined(self.texts[index], name.start):
                entity.determined += 1
            if not is_full:
                entity.gender = entity.gender or name.gender
                if role := office_in(name.role):
                    entity.score = max(entity.score, name.score)
                    add_role(entity.roles, role)
            found.append(Mention(name.start, name.end, entity, name.possessive, name.role_start, is_full))
        return found

    def _by_short(self, name: Name, index: int) -> Entity | None:
        """Whom a single capitalised word names: by surname, else by first name, else somebody new."""
        key = fold(name.words[0])
        candidates = self._called.of_surname(key, name)
        if candidates:
            found = most_likely(candidates, (index, name.start))
            self._called_by_surname(found, key)
            return found
        first = self._called.of_first_name(key)
        if first is not None and first.score > 0:
            return first
        declined = self._called.declined(key)
        if declined is not None:
            return declined
        if (words_of(self.language).capitalises_nouns and name.score < 2) or len(
            self.entities
        ) >= MOST_ENTITIES:
            return None
        entity = Entity(name.words, name.gender, score=name.score, full_at=(index, name.start))
        self.entities.append(entity)
        self._called.enter_surname(key, entity)
        return entity

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
        known = self._called.declined(fold(name.words[1]))
        if known is not None and len(known.words) > 1 and fold(known.words[0])[:3] != fold(name.words[0])[:3]:
            name.start = name.role_start = name.end - len(name.words[1])
            name.words = name.words[1:]

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
            entity = self._called.same_full(name.words) if len(name.words) > 1 else None
            if entity is None:
                key = fold(surname_of(name.words))
                candidates = self._called.of_surname(key, name)
                if candidates:
                    entity = most_likely(candidates, position)
                elif len(name.words) == 1:
                    entity = self._called.of_first_name(key) or self._called.declined(key)
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
        head, rest = office_words(mention)
        if not head or not any(role_word(word) for word in head):
            return None
        best: tuple[float, tuple[int, int]] | None = None
        found: Entity | None = None
        gender = gender_in(" ".join(head))
        for entity in self.entities:
            if not entity.is_person or (gender and entity.gender and entity.gender != gender):
                continue
            fit = max((office_fit(head, rest, role) for role in entity.roles), default=0.0)
            if fit <= 0:
                continue
            before = entity.last_before(position)
            if best is None or (fit, before) > best:
                best, found = (fit, before), entity
        return found


def _is_determined(text: str, start: int) -> bool:
    """Whether an article stands right before a name: ``the Federation``, ``l’Union``."""
    before = text[max(0, start - _LONGEST_ARTICLE) : start]
    if before[-1:] in ("’", "'"):
        return before[-2:-1] in ("l", "L")
    words = before.split()
    return bool(words) and words[-1].lower() in _ARTICLES


@cache
def _owner(language: str | None) -> re.Pattern[str]:
    """What stands before a name that only belongs to an office: ``the mayor of``."""
    prepositions = words_of(language).prepositions or "of|to|for|from|with|by|in|at"
    return lazy_compile(rf"\b(?:{prepositions})\s+(?:[a-z]+\s+)?$")


def _is_title_case(text: str) -> bool:
    """Whether nearly every word is capitalised, so that capitals say nothing about names."""
    words = _LONGER_WORDS.findall(text[:400])
    return len(words) >= 5 and sum([word[0].isupper() for word in words]) >= 0.75 * len(words)
