"""The people that articles name, matched with those that the site knows.

A person is found by the whole name in any spelling on record, or in another that can only be the same name
(:mod:`wagtail_cstonews.names.likeness`). Two people of one surname are never merged: a bare surname counts
only where exactly one person of the same article has it, or exactly one of the site, in the same office.
Where several people of the site share a name, nobody is chosen and an editor decides.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router
from django.db.models import Max, Q
from wagtail.models import ModelLogEntry

from ...bulk_pages import create_all, index_for_search
from ...extraction.article.article import Article
from ...extraction.article.blocks import Exchange, Quote, Speaker
from ...models import ImportedObject, Person, PersonName, PersonRole
from ...names.blocking import asked_keys, block_key, block_keys, stored_keys
from ...names.keys import free_slug, name_slug, spelling_key
from ...names.likeness import Likeness, likeness, same_family
from ...names.offices import offices_agree
from ...names.surnames import is_common_family
from ..entries.built import Slot
from .rich_text import one_line
from .tags import TagBook

LONGEST_NAME = 100


MOST_WORDS = 5


MOST_PREFIXES = 100
"""Beginnings of slugs that one query asks for."""


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


def full_names(article: Article) -> tuple[str, ...]:
    """The whole names in an article: two that are alike but not the same are two people there."""
    named = [*(person.name for person in article.people), *(one.name for one in speakers_of(article))]
    return tuple(dict.fromkeys(name for name in map(one_line, named) if is_full_name(name)))


@dataclass(slots=True)
class Candidate:
    """Somebody whom the site knows, as far as a name's other spellings need it."""

    pk: int
    names: list[str]
    roles: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    compared: dict[str, Likeness] = field(default_factory=dict)
    """What was found of other names: each is asked for a dozen times in a batch."""

    def add_name(self, name: str) -> None:
        self.names.append(name)
        self.compared.clear()

    def drop_name(self, name: str) -> None:
        self.names.remove(name)
        self.compared.clear()

    def likeness(self, name: str) -> Likeness:
        """How much the name speaks for this person: the best of their names, if no other speaks against."""
        if name not in self.compared:
            self.compared[name] = self.compare(name)
        return self.compared[name]

    def compare(self, name: str) -> Likeness:
        found = {known: likeness(name, known) for known in self.names}
        best = max(found.values(), default=Likeness.DIFFERENT)
        if best not in (Likeness.SAME, Likeness.DIFFERENT) and any(
            how is Likeness.DIFFERENT and same_family(name, known) for known, how in found.items()
        ):
            # "Ottilie Branwen" also goes by "Ottilie R. Branwen", so she is not "Ottilie K. Branwen".
            return Likeness.DIFFERENT
        return best

    def holds(self, role: str) -> bool:
        return bool(role) and any(offices_agree(role, known) for known in self.roles)


@dataclass
class PersonLinker:
    """The people of one batch: looked up together, made together."""

    known: dict[str, list[int]] = field(default_factory=dict)
    """Primary keys by spelling key."""
    near: dict[str, dict[int, Candidate]] = field(default_factory=dict)
    """Who may be meant in another spelling, by block and primary key."""
    index: dict[str, dict[str, list[Candidate]]] = field(default_factory=dict)
    """Those of a block by what they share with names that are like theirs: a family may have thousands."""
    candidates: dict[int, Candidate] = field(default_factory=dict)
    """All of them, by primary key."""
    made: list[int] = field(default_factory=list)
    new: dict[int, Person] = field(default_factory=dict)
    """Who is to be made, by a number below zero that stands for the primary key until then."""
    respelled: list[tuple[Candidate, str]] = field(default_factory=list)
    """Other spellings that were added."""
    redated: dict[int, datetime.date] = field(default_factory=dict)
    """The dates that offices had before an older article moved them back, by primary key."""
    tags: TagBook = field(default_factory=TagBook)
    """The batch's tags, which are made and forgotten with the people."""
    names: set[str] = field(default_factory=set)
    """The names that were looked up."""

    @classmethod
    def load(cls, articles: Iterable[Article]) -> PersonLinker:
        """Looks up everybody who speaks in the articles or wrote them, in six queries at most.

        Whoever else they name stands nowhere on a page; to look them up would cost three times as much.
        """
        names: set[str] = set()
        for article in articles:
            names.update(full_name(speaker.name, article) for speaker in speakers_of(article))
            names.update(map(one_line, article.authors))
        return cls.of_names(names)

    @classmethod
    def of_names(cls, names: Iterable[str]) -> PersonLinker:
        """Looks up whoever goes by one of the names, or by one that is near it."""
        book = cls(names=set(names))
        if book.names:
            book.look_up()
        return book

    def look_up(self) -> None:
        """Looks the names up, as they are by now. Nobody is waiting to be made."""
        found = Person.objects.by_spelling(self.names)
        self.known = {key: [person.pk for person in people] for key, people in found.items()}
        self.near, self.index, self.candidates = {}, {}, {}
        self.look_around([name for name in self.names if spelling_key(name) not in self.known])

    def catch_up(self, slots: list[Slot]) -> None:
        """Sees to it that nobody is made whom another import made since, and nobody named who was merged
        away. Belongs in the batch's transaction, before anything of it is written.

        One import at a time makes people; those who are named stay until the transaction ends.
        """
        missing = {slot.person for slot in slots if self.is_to_be_made(slot)}
        if missing:
            lock_people()
            if self.is_outdated(missing):
                self.look_up()
        named = {pk for slot in slots if (pk := self.find_for(slot))}
        # In the order of their ids, as everywhere: nobody waits for somebody who waits for them.
        people = Person.objects.select_for_update().filter(pk__in=named).order_by("pk")
        if named and named != set(people.values_list("pk", flat=True)):
            self.drop_gone(slots)
            self.look_up()

    def is_outdated(self, names: set[str]) -> bool:
        """Whether the site has somebody of these families by now who was not there."""
        found = Q(key__in={spelling_key(name) for name in names})
        found |= Q(block__in={block_key(name) for name in names} - {""})
        return not self.candidates.keys() >= set(Person.objects.filter(found).values_list("pk", flat=True))

    def is_to_be_made(self, slot: Slot) -> bool:
        """Whether settling the slot would make a person."""
        return (
            slot.make
            and is_full_name(slot.person)
            and bool(spelling_key(slot.person))
            and self.find_for(slot) is None
            and not self.is_ambiguous(slot.person)
        )

    def look_around(self, names: Iterable[str]) -> None:
        """Who may be meant by names that nobody goes by."""
        if not names:
            return
        for block, people in Person.objects.near(names).items():
            for pk, spellings in people.items():
                candidate = self.candidates.setdefault(pk, Candidate(pk, []))
                for spelling in spellings:
                    if spelling not in candidate.names:
                        self.add_name(candidate, spelling)
                self.put(block, candidate)
        alike = {candidate.pk for name in names for candidate, _ in self.alike(name)}
        if alike:
            roles = PersonRole.objects.filter(person__in=alike).order_by()
            for pk, title in roles.values_list("person_id", "title"):
                self.candidates[pk].roles.add(title)

    def put(self, block: str, candidate: Candidate) -> None:
        """Has the candidate be found in the block, by all names that they have."""
        self.near.setdefault(block, {})[candidate.pk] = candidate
        if block not in candidate.blocks:
            candidate.blocks.add(block)
            for name in candidate.names:
                self.note_keys(block, candidate, name)

    def add_name(self, candidate: Candidate, name: str) -> None:
        """Has the candidate be found by another name, too."""
        candidate.add_name(name)
        for block in candidate.blocks:
            self.note_keys(block, candidate, name)

    def note_keys(self, block: str, candidate: Candidate, name: str) -> None:
        index = self.index.setdefault(block, {})
        for key in stored_keys(name):
            index.setdefault(key, []).append(candidate)

    def around(self, name: str) -> dict[int, Candidate]:
        """The people whose names may be like this one, by primary key."""
        found: dict[int, Candidate] = {}
        keys = asked_keys(name)
        for block in block_keys(name):
            there = self.near.get(block, {})
            if not keys:
                found.update(there)
                continue
            index = self.index.get(block, {})
            for key in keys & index.keys():
                # Who was forgotten may still stand in the index.
                found.update({one.pk: one for one in index[key] if there.get(one.pk) is one})
        return found

    def alike(self, name: str) -> list[tuple[Candidate, Likeness]]:
        """The people whose names are like this one, and how much."""
        around = sorted(self.around(name).items())
        found = ((candidate, candidate.likeness(name)) for _, candidate in around)
        return [(candidate, how) for candidate, how in found if how is not Likeness.DIFFERENT]

    def same(self, name: str) -> list[int]:
        """Everybody of that name, in any spelling of it. The name as it is written goes first."""
        if people := self.known.get(spelling_key(name)):
            return people
        return [one.pk for one, how in self.alike(name) if how is Likeness.SAME]

    def find(self, name: str, role: str = "", beside: Iterable[str] = ()) -> int | None:
        """The one person who is meant; None for nobody and for several.

        ``beside`` are the whole names in the same article.
        """
        if people := self.same(name):
            return people[0] if len(people) == 1 else None
        alike = self.alike(name)
        if len(alike) != 1:
            return None
        candidate, how = alike[0]
        told_apart = len(self.alike(candidate.names[0])) > 1 or any(
            is_other(name, candidate, other) for other in beside
        )
        return None if told_apart or not is_trusted(name, role, candidate, how) else candidate.pk

    def find_for(self, slot: Slot) -> int | None:
        """Who goes into a slot: who stands there already, else the one who is meant."""
        return slot.before or self.find(slot.person, slot.role, slot.beside)

    def is_ambiguous(self, name: str) -> bool:
        return len(self.same(name)) > 1

    def settle(self, slots: list[Slot]) -> None:
        """Makes who is missing, notes their roles, fills the slots. Belongs in the batch's transaction."""
        self.drop_gone(slots)
        for slot in slots:
            if is_full_name(slot.person) and spelling_key(slot.person):
                self.settle_name(slot)
        self.make_new()
        self.add_spellings()
        self.add_roles(slots)
        for slot in slots:
            slot.fill(self.find_for(slot))

    def drop_gone(self, slots: list[Slot]) -> None:
        """Forgets choices of people who are no more."""
        chosen = {slot.before for slot in slots if slot.before}
        if chosen:
            there = set(Person.objects.filter(pk__in=chosen).values_list("pk", flat=True))
            for slot in slots:
                slot.before = slot.before if slot.before in there else None

    def settle_name(self, slot: Slot) -> None:
        """Makes a person of a whole name that nobody has, or notes another spelling of somebody's."""
        pk = self.find_for(slot)
        if pk is None:
            if not slot.make or self.is_ambiguous(slot.person):
                return
            # Without spellings: the search index needs not ask the database for them.
            person = Person(name=slot.person, names=[])
            person.set_keys()
            pk = -1 - len(self.new)
            self.new[pk] = person
            self.known[person.key] = [pk]
            self.candidates[pk] = Candidate(pk, [person.name])
            self.put(person.block, self.candidates[pk])
        candidate = self.candidates.get(pk)
        if candidate is None:
            return
        if slot.role:
            candidate.roles.add(slot.role)
        if spelling_key(slot.person) not in self.known and slot.before is None:
            self.known[spelling_key(slot.person)] = [pk]
            self.add_name(candidate, slot.person)
            self.put(block_key(slot.person), candidate)
            self.respelled.append((candidate, slot.person))

    def make_new(self) -> None:
        """Writes the new people, in as many queries for one as for a hundred."""
        if not self.new:
            return
        write_people(list(self.new.values()))
        pks = {number: person.pk for number, person in self.new.items()}
        self.known = {key: [pks.get(pk, pk) for pk in people] for key, people in self.known.items()}
        for people in self.near.values():
            for number in pks.keys() & people.keys():
                people[pks[number]] = people.pop(number)
        for number, pk in pks.items():
            candidate = self.candidates[pk] = self.candidates.pop(number)
            candidate.pk = pk
        self.made += pks.values()
        self.new = {}

    def add_spellings(self) -> None:
        """Notes the other spellings, so that they are found at once the next time, and by editors."""
        new = [(candidate.pk, name) for candidate, name in self.respelled]
        if not new:
            return
        ids = {pk for pk, _ in new}
        names = PersonName.objects.filter(person__in=ids).order_by()
        known = {(pk, spelling_key(name)) for pk, name in names.values_list("person_id", "spelling")}
        last: dict[int, Any] = dict(names.values_list("person_id").annotate(Max("sort_order")))
        rows = []
        for pk, spelling in new:
            if (pk, spelling_key(spelling)) not in known:
                last[pk] = 0 if last.get(pk) is None else last[pk] + 1
                rows.append(PersonName(person_id=pk, spelling=spelling, sort_order=last[pk]))
                rows[-1].set_derived()
        PersonName.objects.bulk_create(rows)
        people = Person.objects.filter(pk__in=ids).prefetch_related("names")
        index_for_search(list(people), connections[people.db])

    def forget(self) -> None:
        """Drops whom a transaction that was rolled back had made, and the spellings that it had added."""
        made = {*self.made, *self.new}
        self.known = {key: people for key, people in self.known.items() if made.isdisjoint(people)}
        for people in self.near.values():
            for pk in made & people.keys():
                del people[pk]
        for pk in made:
            self.candidates.pop(pk, None)
        for candidate, name in self.respelled:
            candidate.drop_name(name)
            self.known.pop(spelling_key(name), None)
        self.made, self.respelled, self.redated, self.new = [], [], {}, {}
        self.tags.forget()

    def keep(self) -> None:
        """What was made is there to stay."""
        self.made, self.respelled, self.redated = [], [], {}
        self.tags.keep()

    def add_roles(self, slots: list[Slot]) -> None:
        """Notes the offices that the articles give, with the article's date.

        What is on record stays; only a date that an import gave moves back where an older article gives the
        same office.
        """
        wanted: dict[tuple[int, str], Slot] = {}
        for slot in sorted(slots, key=lambda slot: slot.date or datetime.date.max):
            if slot.role and (pk := self.find_for(slot)):
                wanted.setdefault((pk, spelling_key(slot.role)), slot)
        if not wanted:
            return
        roles = PersonRole.objects.filter(person__in={pk for pk, _ in wanted})
        known: dict[tuple[int, str], tuple[int, datetime.date | None]] = {}
        last: dict[int, int] = {}
        for role, pk, title, start, place in roles.values_list(
            "pk", "person", "title", "start", "sort_order"
        ):
            known[pk, spelling_key(title)] = role, start
            last[pk] = max(last.get(pk, -1), -1 if place is None else place)
        new = []
        earlier: dict[int, datetime.date] = {}
        for (pk, key), slot in wanted.items():
            if (pk, key) in known:
                role, start = known[pk, key]
                if start and slot.date and slot.date < start:
                    earlier[role] = slot.date
            elif key:
                last[pk] = last.get(pk, -1) + 1
                new.append(PersonRole(person_id=pk, title=slot.role, start=slot.date, sort_order=last[pk]))
        PersonRole.objects.bulk_create(new)
        if earlier:
            self.date_back(earlier)

    def date_back(self, earlier: dict[int, datetime.date]) -> None:
        """Moves the dates of offices back, by their ids, but for what an editor may have given."""
        roles = PersonRole.objects.in_bulk(earlier)
        notes = ImportedObject.objects.filter(kind=ImportedObject.Kind.ROLE, made=True)
        imported = set(notes.filter(object_id__in=earlier).values_list("object_id", flat=True))
        edits = ModelLogEntry.objects.get_for_model(Person).filter(
            action="wagtail.edit", object_id__in=[str(role.person_id) for role in roles.values()]
        )
        edited = {int(pk) for pk in edits.values_list("object_id", flat=True)}
        moved = [role for pk, role in roles.items() if pk in imported and role.person_id not in edited]
        for role in moved:
            self.redated[role.pk] = role.start
            role.start = earlier[role.pk]
        PersonRole.objects.bulk_update(moved, ["start"])


def lock_people() -> None:
    """Keeps other imports from making people until the transaction ends. Editors may."""
    person_type = ContentType.objects.get_for_model(Person)
    list(ContentType.objects.select_for_update().filter(pk=person_type.pk))


def write_people(people: list[Person]) -> None:
    """Adds the people, with slugs, and has them found; Wagtail's reference index has nothing of a new one.

    ``post_save`` is not sent.
    """
    assign_slugs(people)
    using = router.db_for_write(Person)
    create_all(Person.objects, people, "slug")
    index_for_search(people, connections[using])


def assign_slugs(people: Iterable[Person]) -> None:
    """Gives each a slug that nobody has: the name's, with a number behind it where that is taken."""
    bases = [name_slug(person.name) for person in people]
    manager = Person._default_manager
    taken = set(manager.filter(slug__in=bases).values_list("slug", flat=True))
    contested = sorted(taken | {base for base, count in Counter(bases).items() if count > 1})
    for start in range(0, len(contested), MOST_PREFIXES):
        some = reduce(or_, (Q(slug__startswith=f"{base}-") for base in contested[start:][:MOST_PREFIXES]))
        taken.update(manager.filter(some).values_list("slug", flat=True))
    for person in people:
        person.slug = free_slug(person.name, taken)
        taken.add(person.slug)


def is_other(name: str, candidate: Candidate, other: str) -> bool:
    """Whether another name in the article shows that ``name`` is not the candidate."""
    if spelling_key(other) == spelling_key(name):
        return False
    if candidate.likeness(other) is Likeness.SAME:
        # "Ottilie R. Branwen" beside "Ottilie Branwen": two people. "Branwen" beside it: one.
        return is_full_name(name)
    return likeness(name, other) is not Likeness.DIFFERENT


def is_trusted(name: str, role: str, candidate: Candidate, how: Likeness) -> bool:
    """Whether a name that is like one other person's, but not the same, means that person."""
    if candidate.holds(role):
        return " " in name or not is_common_family(name)
    if how is Likeness.MISPRINT or " " not in name or is_common_family(name):
        return False
    # An initial may be anybody's: two different offices speak for two people.
    return is_full_name(name) or not role or not candidate.roles
