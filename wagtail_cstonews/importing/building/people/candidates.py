"""Candidates for a name that no person on record has: people with a similar name, found by blocking keys.

Blocking (Newcombe et al. 1959) compares a name only with those that share a key with it: a surname may have
thousands of bearers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ....models import Person, PersonRole
from ....names.blocking import asked_keys, block_keys, stored_keys
from ....names.keys import spelling_key
from ....names.likeness import Likeness, likeness, same_family
from ....names.offices import offices_agree
from ....names.surnames import is_common_family
from .names import is_full_name


@dataclass(slots=True)
class Candidate:
    """A person on record, with what is needed to compare names."""

    pk: int
    names: list[str]
    roles: set[str] = field(default_factory=set)
    blocks: set[str] = field(default_factory=set)
    compared: dict[str, Likeness] = field(default_factory=dict)
    """A cache of comparisons with other names: each is needed a dozen times in a batch."""

    def add_name(self, name: str) -> None:
        self.names.append(name)
        self.compared.clear()

    def drop_name(self, name: str) -> None:
        self.names.remove(name)
        self.compared.clear()

    def likeness(self, name: str) -> Likeness:
        """How well the name matches the person: the best score of their names, or none if another of their
        names rules it out.
        """
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
class CandidateIndex:
    """An index of people by the blocking keys of their names."""

    by_pk: dict[int, Candidate] = field(default_factory=dict)
    """All candidates by primary key."""
    blocks: dict[str, dict[int, Candidate]] = field(default_factory=dict)
    """The candidates of each block, by primary key."""
    keys: dict[str, dict[str, list[Candidate]]] = field(default_factory=dict)
    """The candidates of a block by the keys that similar names share: a block may have thousands."""

    @classmethod
    def of_names(cls, names: Collection[str]) -> CandidateIndex:
        """Look up the candidates for names that no person has: three queries; none without names."""
        index = cls()
        if names:
            index.load(names)
        return index

    def load(self, names: Collection[str]) -> None:
        for block, people in Person.objects.near(names).items():
            for pk, spellings in people.items():
                candidate = self.by_pk.setdefault(pk, Candidate(pk, []))
                for spelling in spellings:
                    if spelling not in candidate.names:
                        self.add_name(candidate, spelling)
                self.put(block, candidate)
        alike = {candidate.pk for name in names for candidate, _ in self.alike(name)}
        if alike:
            roles = PersonRole.objects.filter(person__in=alike).order_by()
            for pk, title in roles.values_list("person_id", "title"):
                self.by_pk[pk].roles.add(title)

    def put(self, block: str, candidate: Candidate) -> None:
        """Index the candidate in the block under all of their names."""
        self.by_pk[candidate.pk] = candidate
        self.blocks.setdefault(block, {})[candidate.pk] = candidate
        if block not in candidate.blocks:
            candidate.blocks.add(block)
            for name in candidate.names:
                self.note_keys(block, candidate, name)

    def add_name(self, candidate: Candidate, name: str) -> None:
        """Index the candidate under one more name."""
        candidate.add_name(name)
        for block in candidate.blocks:
            self.note_keys(block, candidate, name)

    def note_keys(self, block: str, candidate: Candidate, name: str) -> None:
        index = self.keys.setdefault(block, {})
        for key in stored_keys(name):
            index.setdefault(key, []).append(candidate)

    def around(self, name: str) -> dict[int, Candidate]:
        """The people whose names may be similar, by primary key."""
        found: dict[int, Candidate] = {}
        keys = asked_keys(name)
        for block in block_keys(name):
            there = self.blocks.get(block, {})
            if not keys:
                found.update(there)
                continue
            index = self.keys.get(block, {})
            for key in keys & index.keys():
                # The index may still hold people who were dropped.
                found.update({one.pk: one for one in index[key] if there.get(one.pk) is one})
        return found

    def alike(self, name: str) -> list[tuple[Candidate, Likeness]]:
        """The people with similar names, each with the score."""
        around = sorted(self.around(name).items())
        found = ((candidate, candidate.likeness(name)) for _, candidate in around)
        return [(candidate, how) for candidate, how in found if how is not Likeness.DIFFERENT]

    def set_primary_keys(self, pks: Mapping[int, int]) -> None:
        """Replace the temporary numbers of new candidates by the primary keys that saving gave them."""
        for people in self.blocks.values():
            for number in pks.keys() & people.keys():
                people[pks[number]] = people.pop(number)
        for number, pk in pks.items():
            candidate = self.by_pk[pk] = self.by_pk.pop(number)
            candidate.pk = pk

    def drop(self, pks: Collection[int]) -> None:
        """Remove candidates."""
        for people in self.blocks.values():
            for pk in set(pks) & people.keys():
                del people[pk]
        for pk in pks:
            self.by_pk.pop(pk, None)


def is_other(name: str, candidate: Candidate, other: str) -> bool:
    """Whether another name in the article shows that ``name`` is not this candidate."""
    if spelling_key(other) == spelling_key(name):
        return False
    if candidate.likeness(other) is Likeness.SAME:
        # "Ottilie R. Branwen" beside "Ottilie Branwen": two people. "Branwen" beside it: one.
        return is_full_name(name)
    return likeness(name, other) is not Likeness.DIFFERENT


def is_trusted(name: str, role: str, candidate: Candidate, how: Likeness) -> bool:
    """Whether a name that is similar, not equal, to one person's is trusted to mean that person."""
    if candidate.holds(role):
        return " " in name or not is_common_family(name)
    if how is Likeness.MISPRINT or " " not in name or is_common_family(name):
        return False
    # An initial fits many people, and two different offices point to two people.
    return is_full_name(name) or not role or not candidate.roles
