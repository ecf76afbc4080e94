"""An index of an article's entities by full name, surname and first name, including inflected forms.

>>> index = NameIndex("ru")
>>> index.add(Entity(("Анна", "Крюкова")))
>>> index.same_full(("Анну", "Крюкову")).name
'Анна Крюкова'
"""

from __future__ import annotations

from ..languages.registry import words_of
from .entity import Entity
from .names.given_names import is_initial
from .names.name import Name, fold, surname_of
from .names.roles import gender_of_word
from .names.russian import PATRONYMIC

_SHORTEST_STEM = 4
"""Letters of a surname that its cases have in common, at least."""


class NameIndex:
    """The entities of an article by what they are called."""

    def __init__(self, language: str | None) -> None:
        self._case_endings = words_of(language).case_endings
        self._by_surname: dict[str, list[Entity]] = {}
        self._by_first: dict[str, list[Entity]] = {}
        self._surnames: dict[str, list[str]] = {}
        """The surnames that share their first letters."""

    def add(self, entity: Entity) -> None:
        """Enters somebody who is called by a full name."""
        self.enter_surname(entity.surname, entity)
        self._by_first.setdefault(fold(entity.words[0]), []).append(entity)

    def enter_surname(self, surname: str, entity: Entity) -> None:
        """Enters one more surname, folded, by which somebody is called."""
        if surname not in self._by_surname:
            self._surnames.setdefault(surname[:_SHORTEST_STEM], []).append(surname)
        self._by_surname.setdefault(surname, []).append(entity)

    def same_full(self, words: tuple[str, ...]) -> Entity | None:
        """The entity with this full name: same surname, and first names that agree."""
        first = fold(words[0])
        if self._case_endings:
            declined = self.declined(fold(words[-1]))
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

    def of_surname(self, key: str, name: Name) -> list[Entity]:
        """Whom a surname with its title can mean."""
        known = self._by_surname.get(key, [])
        return [entity for entity in known if _agrees(entity, name)] if name.role else known

    def of_first_name(self, key: str) -> Entity | None:
        """The only one with a first name; None where nobody or several have it."""
        known = self._by_first.get(key, ())
        return known[0] if len(known) == 1 else None

    def declined(self, key: str) -> Entity | None:
        """A Russian or Serbian surname in another case: ``Тасмагамбетова`` for ``Тасмагамбетов``."""
        endings = self._case_endings
        alike = self._surnames.get(key[:_SHORTEST_STEM], ()) if endings else ()
        for ending in endings if alike else ():
            if key.endswith(ending) and len(key) - len(ending) >= _SHORTEST_STEM:
                stem = key[: len(key) - len(ending)]
                for surname in alike:
                    entities = self._by_surname[surname]
                    if surname.startswith(stem) and len(surname) - len(stem) <= 3 and len(entities) == 1:
                        return entities[0]
        return None


def most_likely(candidates: list[Entity], position: tuple[int, int]) -> Entity:
    """Of several people with one surname: the one named last before this place, by full name first."""
    if len(candidates) == 1:
        return candidates[0]

    def last(entity: Entity) -> tuple[bool, tuple[int, int]]:
        return entity.full_at < position, entity.last_before(position)

    return max(candidates, key=last)


def _agrees(entity: Entity, name: Name) -> bool:
    """Whether a surname with its title can mean this person: ``Mrs. Clinton`` is not Bill."""
    stated = ""
    for word in name.role.split():
        stated = gender_of_word(word) or stated
    return not (stated and entity.gender and stated != entity.gender)
