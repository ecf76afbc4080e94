"""Entities and their mentions: a person (or thing) named in an article, and where it is named."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container
from dataclasses import dataclass, field

from ...text.patterns import lazy_compile
from ..article.blocks import Speaker
from ..languages.lang.common import word_set
from ..languages.registry import words_of
from .names.given_names import first_names, is_initial
from .names.name import fold, surname_of
from .names.roles import organisation_word, place_word, role_word
from .names.russian import nominative_rank

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "он": "m", "она": "f", "er": "m", "sie": "f",
}  # fmt: skip


def gender_of_pronoun(word: str, language: str | None = "en") -> str:
    """Whom a pronoun in lower case can mean: ``f``, ``m``; empty for what is none."""
    return words_of(language).pronouns.get(word, "") or PRONOUNS.get(word, "")


_COMPOUND = lazy_compile(r"\w+-[a-z]{5,}")
"""An adjective: ``Indian-controlled``."""
_SHORT = 3
"""Letters of a word that says nothing of what its name names."""
_ALSO_SURNAMES = word_set(
    """
    hall park church house day lane bridge lake river rivers bank street guard market price cup award war fire
    post mission team order square drive act law bill times league cape fort lower upper castle court
    """
)


@dataclass(slots=True, eq=False)
class Entity:
    """A person (or thing) named in the article."""

    words: tuple[str, ...]
    gender: str = ""
    score: float = 0.0
    roles: list[str] = field(default_factory=list)
    mentions: list[tuple[int, int]] = field(default_factory=list)
    """The positions of its mentions: index of the text, character offset."""
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
    """One mention of an entity in a text."""

    start: int
    end: int
    entity: Entity
    possessive: bool
    role_start: int
    full: bool


def is_of_an_organisation(word: str) -> bool:
    """Whether a last word names an organisation even behind a first name: ``Georgia Secretariat``."""
    return organisation_word(word) and word.lower() not in _ALSO_SURNAMES


def _is_of_a_thing(word: str) -> bool:
    """Whether a word belongs to the name of an organisation or a place, in the singular or plural."""
    word = word.rsplit("-", 1)[-1]
    return organisation_word(word) or organisation_word(word.removesuffix("s")) or place_word(word)
