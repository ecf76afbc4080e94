"""The people that articles name, matched with those that the site knows.

A person is found by the whole name in any of its spellings. Two people of one surname are never merged: a
bare surname counts only where exactly one person of the same article has it. Where several people of the site
share a name, nobody is chosen and an editor decides.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max

from ..extraction.article import Article, Exchange, Quote, Speaker
from ..models import Person, PersonRole
from ..names import spelling_key
from .rich_text import one_line

LONGEST_NAME = 100
MOST_WORDS = 5

_LETTERS = re.compile(r"[^\W\d_]+")


def is_full_name(name: str) -> bool:
    """Whether a name is complete enough to make a person of it: two words or more, none of them a number.

    >>> is_full_name("Aigul Sadykova"), is_full_name("Sadykova"), is_full_name("A. Sadykova")
    (True, False, False)

    In scripts that have capitals, the first and the last word begin with one.
    """
    words = name.split()
    if not 2 <= len(words) <= MOST_WORDS or len(name) > LONGEST_NAME or any(c.isdigit() for c in name):
        return False
    for word in (words[0], words[-1]):
        letters = "".join(_LETTERS.findall(word))
        # An initial is half a name: it fits too many people.
        if not letters or letters[0].islower() or (len(letters) == 1 and letters.isupper()):
            return False
    return True


def speakers_of(article: Article) -> Iterable[Speaker]:
    """Everybody who speaks in an article, in its blocks and as the two sides of an interview."""
    for block in article.body:
        if isinstance(block, Quote):
            yield from filter(None, [block.speaker])
        elif isinstance(block, Exchange):
            yield from filter(None, [block.question.speaker, block.answer.speaker])
    for quote in article.quotes:
        yield from filter(None, [quote.speaker])
    yield from filter(None, [article.interviewee, article.interviewer])


def full_name(name: str, article: Article) -> str:
    """The whole name where ``name`` is one word that exactly one person of the article has; else ``name``."""
    name = one_line(name)
    word = spelling_key(name)
    if not word or " " in word:
        return name
    whole = {spelling_key(person.name): person.name for person in article.people}
    for speaker in speakers_of(article):
        whole.setdefault(spelling_key(speaker.name), speaker.name)
    having = [name for key, name in whole.items() if " " in key and word in key.split()]
    return one_line(having[0]) if len(having) == 1 else name


@dataclass(slots=True)
class Slot:
    """A place on a page or in its body that a person's id goes into, once the person is there."""

    container: Any
    """A struct's raw values, or the page."""
    name: str
    person: str
    """The whole name."""
    role: str = ""
    date: datetime.date | None = None
    make: bool = True
    """Whether the person is made where the site does not know them."""

    def fill(self, pk: int | None) -> None:
        if isinstance(self.container, dict):
            self.container[self.name] = pk
        else:
            setattr(self.container, f"{self.name}_id", pk)


@dataclass
class PeopleBook:
    """The people of one batch: looked up together, made together."""

    known: dict[str, list[Person]] = field(default_factory=dict)
    made: list[Person] = field(default_factory=list)

    @classmethod
    def load(cls, articles: Iterable[Article]) -> PeopleBook:
        """Looks up everybody whom the articles name, in three queries at most."""
        names: set[str] = set()
        for article in articles:
            names.update(one_line(person.name) for person in article.people)
            names.update(full_name(speaker.name, article) for speaker in speakers_of(article))
            names.update(map(one_line, article.authors))
        return cls(Person.objects.by_spelling(names) if names else {})

    def find(self, name: str) -> Person | None:
        """The one person of that name; None for nobody and for several."""
        people = self.known.get(spelling_key(name), [])
        return people[0] if len(people) == 1 else None

    def is_ambiguous(self, name: str) -> bool:
        return len(self.known.get(spelling_key(name), [])) > 1

    def settle(self, slots: list[Slot]) -> None:
        """Makes who is missing, notes their roles, fills the slots. Belongs in the batch's transaction."""
        for slot in slots:
            key = spelling_key(slot.person)
            if slot.make and key and key not in self.known and is_full_name(slot.person):
                person = Person(name=slot.person)
                person.save()
                self.known[key] = [person]
                self.made.append(person)
        self.add_roles(slots)
        for slot in slots:
            found = self.find(slot.person)
            slot.fill(found.pk if found else None)

    def forget(self) -> None:
        """Drops whom a transaction that was rolled back had made."""
        made = {person.pk for person in self.made}
        self.known = {
            key: people for key, people in self.known.items() if made.isdisjoint(p.pk for p in people)
        }
        self.made = []

    def add_roles(self, slots: list[Slot]) -> None:
        """Notes the offices that the articles give, with the article's date. What is on record stays."""
        wanted: dict[tuple[int, str], Slot] = {}
        for slot in sorted(slots, key=lambda slot: slot.date or datetime.date.max):
            if slot.role and (person := self.find(slot.person)):
                wanted.setdefault((person.pk, spelling_key(slot.role)), slot)
        if not wanted:
            return
        ids = {pk for pk, _ in wanted}
        roles = PersonRole.objects.filter(person__in=ids)
        known = {(pk, spelling_key(title)) for pk, title in roles.values_list("person_id", "title")}
        last: dict[int, Any] = dict(roles.order_by().values_list("person_id").annotate(Max("sort_order")))
        new = []
        for (pk, key), slot in wanted.items():
            if not key or (pk, key) in known:
                continue
            last[pk] = 0 if last.get(pk) is None else last[pk] + 1
            new.append(PersonRole(person_id=pk, title=slot.role, start=slot.date, sort_order=last[pk]))
        PersonRole.objects.bulk_create(new)
