"""Entity linking: the people whom articles name, matched with the people on record.

A person is found by the whole name in any spelling on record, or in another that can only be the same name
(:mod:`wagtail_cstonews.names.likeness`). Two people of one surname are never merged: a bare surname counts
only where exactly one person of the same article has it, or exactly one of the site, in the same office.
Where several people of the site share a name, nobody is chosen and an editor decides.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from ...extraction.article.article import Article
from ...extraction.article.blocks import ChosenSpeaker
from ...models import Person
from ...names.blocking import block_key
from ...names.keys import spelling_key
from ...names.likeness import Likeness
from ..entries.built import Slot
from .markup.rich_text import one_line
from .people.candidates import Candidate, CandidateIndex, is_other, is_trusted
from .people.names import full_name, is_full_name, speakers_of
from .people.writing import add_offices, add_spellings, lock_people, write_people
from .tags import TagBook

MOST_KEYS = 2**31 - 1
"""The greatest primary key that every database holds in a column of people."""


@dataclass
class PersonLinker:
    """Links the people of one batch: looks them up together, and creates them together."""

    known: dict[str, list[int]] = field(default_factory=dict)
    """Primary keys by spelling key."""
    candidates: CandidateIndex = field(default_factory=CandidateIndex)
    """Candidates for names in another spelling."""
    made: list[int] = field(default_factory=list)
    new: dict[int, Person] = field(default_factory=dict)
    """The people to create, by a negative number that stands in for the primary key."""
    respelled: list[tuple[Candidate, str]] = field(default_factory=list)
    """The spellings that were added."""
    redated: dict[int, datetime.date] = field(default_factory=dict)
    """The previous start dates of offices that an older article moved back, by primary key."""
    tags: TagBook = field(default_factory=TagBook)
    """The batch's tags, which are created and dropped together with the people."""
    names: set[str] = field(default_factory=set)
    """The names that were looked up."""
    chosen: set[int] = field(default_factory=set)
    """Those of the people that editors chose for documents who are on record."""

    @classmethod
    def load(cls, articles: Iterable[Article]) -> PersonLinker:
        """Look up everybody who speaks in the articles or wrote them, in six queries at most, and one more if
        an editor chose somebody.

        Other people in the text have no place on a page; looking them up too would cost three times as much.
        """
        names: set[str] = set()
        chosen: set[int] = set()
        for article in articles:
            for speaker in speakers_of(article):
                names.add(full_name(speaker.name, article))
                if isinstance(speaker, ChosenSpeaker):
                    names.add(one_line(speaker.name))
                    chosen.update(() if speaker.person is None else (speaker.person,))
            names.update(map(one_line, article.authors))
        book = cls.of_names(names)
        if chosen:
            # A number that no column can hold would fail the query.
            within = {pk for pk in chosen if 0 < pk <= MOST_KEYS}
            book.chosen = set(Person.objects.filter(pk__in=within).values_list("pk", flat=True))
        return book

    def has(self, pk: int) -> bool:
        """Whether a person whom an editor chose is still on record."""
        return pk in self.chosen

    @classmethod
    def of_names(cls, names: Iterable[str]) -> PersonLinker:
        """Look up the people with one of the names, or with a similar one."""
        book = cls(names=set(names))
        if book.names:
            book.look_up()
        return book

    def look_up(self) -> None:
        """Look up the names afresh, with no person waiting to be created."""
        found = Person.objects.by_spelling(self.names)
        self.known = {key: [person.pk for person in people] for key, people in found.items()}
        unknown = [name for name in self.names if spelling_key(name) not in self.known]
        self.candidates = CandidateIndex.of_names(unknown)

    def catch_up(self, slots: list[Slot]) -> None:
        """Look up again the people whom another import created, or an editor merged, since the batch was
        planned.

        Call it in the batch's transaction, before anything is written. Only one import at a time creates
        people; the rows of those who are named stay locked until the transaction ends.
        """
        missing = {slot.person for slot in slots if self.is_to_be_made(slot)}
        if missing:
            lock_people()
            if self.is_outdated(missing):
                self.look_up()
        named = {pk for slot in slots if (pk := self.find_for(slot))}
        # Always locked in the order of their ids, so that two transactions cannot deadlock.
        people = Person.objects.select_for_update().filter(pk__in=named).order_by("pk")
        if named and named != set(people.values_list("pk", flat=True)):
            self.drop_gone(slots)
            self.look_up()

    def is_outdated(self, names: set[str]) -> bool:
        """Whether somebody with one of these surnames was added since the lookup."""
        found = Q(key__in={spelling_key(name) for name in names})
        found |= Q(block__in={block_key(name) for name in names} - {""})
        return not self.candidates.by_pk.keys() >= set(
            Person.objects.filter(found).values_list("pk", flat=True)
        )

    def is_to_be_made(self, slot: Slot) -> bool:
        """Whether filling the slot would create a person."""
        return (
            slot.make
            and is_full_name(slot.person)
            and bool(spelling_key(slot.person))
            and self.find_for(slot) is None
            and not self.is_ambiguous(slot.person)
        )

    def same(self, name: str) -> list[int]:
        """The people with that name in any spelling; those with exactly this spelling come first."""
        if people := self.known.get(spelling_key(name)):
            return people
        return [one.pk for one, how in self.candidates.alike(name) if how is Likeness.SAME]

    def find(self, name: str, role: str = "", beside: Iterable[str] = ()) -> int | None:
        """The one person who is meant; None where nobody or several people match.

        ``beside`` are the full names in the same article.
        """
        if people := self.same(name):
            return people[0] if len(people) == 1 else None
        alike = self.candidates.alike(name)
        if len(alike) != 1:
            return None
        candidate, how = alike[0]
        told_apart = len(self.candidates.alike(candidate.names[0])) > 1 or any(
            is_other(name, candidate, other) for other in beside
        )
        return None if told_apart or not is_trusted(name, role, candidate, how) else candidate.pk

    def find_for(self, slot: Slot) -> int | None:
        """The person for a slot: the one already chosen there, else the match."""
        return slot.before or self.find(slot.person, slot.role, slot.beside)

    def is_ambiguous(self, name: str) -> bool:
        return len(self.same(name)) > 1

    def link(self, slots: list[Slot]) -> None:
        """Create missing people, record their roles, and fill the slots. Call it in the batch's
        transaction.
        """
        self.drop_gone(slots)
        for slot in slots:
            if is_full_name(slot.person) and spelling_key(slot.person):
                self.add_name(slot)
        self.make_new()
        add_spellings([(candidate.pk, name) for candidate, name in self.respelled])
        offices = [(self.find_for(slot), slot.role, slot.date) for slot in slots if slot.role]
        self.redated |= add_offices([(pk, role, date) for pk, role, date in offices if pk])
        self.fill(slots)

    def fill(self, slots: Iterable[Slot]) -> None:
        """Fill the slots with people who are on record."""
        for slot in slots:
            slot.fill(self.find_for(slot))

    def drop_gone(self, slots: list[Slot]) -> None:
        """Drop choices of people who were deleted."""
        chosen = {slot.before for slot in slots if slot.before}
        if chosen:
            there = set(Person.objects.filter(pk__in=chosen).values_list("pk", flat=True))
            for slot in slots:
                slot.before = slot.before if slot.before in there else None

    def add_name(self, slot: Slot) -> None:
        """Create a person for a new full name, or add the name as a spelling of a matching person."""
        pk = self.find_for(slot)
        if pk is None:
            if not slot.make or self.is_ambiguous(slot.person):
                return
            # Without spellings: so the search index need not query the database for them.
            person = Person(name=slot.person, names=[])
            person.set_keys()
            pk = -1 - len(self.new)
            self.new[pk] = person
            self.known[person.key] = [pk]
            self.candidates.put(person.block, Candidate(pk, [person.name]))
        candidate = self.candidates.by_pk.get(pk)
        if candidate is None:
            return
        if slot.role:
            candidate.roles.add(slot.role)
        if spelling_key(slot.person) not in self.known and slot.before is None:
            self.known[spelling_key(slot.person)] = [pk]
            self.candidates.add_name(candidate, slot.person)
            self.candidates.put(block_key(slot.person), candidate)
            self.respelled.append((candidate, slot.person))

    def make_new(self) -> None:
        """Insert the new people in a fixed number of queries."""
        if not self.new:
            return
        write_people(list(self.new.values()))
        pks = {number: person.pk for number, person in self.new.items()}
        self.known = {key: [pks.get(pk, pk) for pk in people] for key, people in self.known.items()}
        self.candidates.set_primary_keys(pks)
        self.made += pks.values()
        self.new = {}

    def forget(self) -> None:
        """Drop the people that a rolled-back transaction created, and the spellings that it added."""
        made = {*self.made, *self.new}
        self.known = {key: people for key, people in self.known.items() if made.isdisjoint(people)}
        self.candidates.drop(made)
        for candidate, name in self.respelled:
            candidate.drop_name(name)
            self.known.pop(spelling_key(name), None)
        self.made, self.respelled, self.redated, self.new = [], [], {}, {}
        self.tags.forget()

    def keep(self) -> None:
        """Mark the created people as committed."""
        self.made, self.respelled, self.redated = [], [], {}
        self.tags.keep()
