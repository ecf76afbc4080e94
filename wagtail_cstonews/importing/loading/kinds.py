"""The tables of images and of files, which have the same structure, behind one interface."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...models import ImportedObject, ImportRun
from ..entries.keys import hash_key


@dataclass(frozen=True)
class Kind:
    """Images or files: their tables, and their names in messages."""

    name: str
    """The value of :attr:`ImportedObject.kind`."""
    noun: str
    made: str
    """What the site calls the created object."""
    model: Callable[[], Any]
    """Returns the site's model."""
    contents: Any
    """The model of stored contents."""
    held: str
    """The field of ``contents`` that holds the id of the site's object."""
    addresses: Any
    """The model of known addresses."""
    content: str
    """The field of ``addresses`` that refers to the content."""
    prefix: str
    """The prefix of the setting names."""
    option: str
    """The command's option for fetching them."""
    may_be_gone: bool = False
    """Whether the id may dangle, since deleting the site's object does not update ``contents``."""

    def holder(self, row: Any) -> int | None:
        """The id of the site's object for the content; None where there is none yet."""
        pk: int | None = getattr(row, self.held)
        return pk

    def still_there(self, ids: Iterable[int]) -> set[int]:
        """Those of the recorded ids whose objects still exist."""
        ids = set(ids)
        if not ids or not self.may_be_gone:
            return ids
        return set(self.model()._default_manager.filter(pk__in=ids).values_list("pk", flat=True))

    def known(self, addresses: Iterable[str]) -> dict[str, int]:
        """The site's objects for the addresses. One query, or two."""
        hashes = {hash_key(address): address for address in addresses}
        if not hashes:
            return {}
        held = f"{self.content}__{self.held}"
        rows = self.addresses.objects.filter(**{"url_hash__in": hashes, f"{held}__isnull": False})
        found = {hashes[hash]: pk for hash, pk in rows.values_list("url_hash", held)}
        there = self.still_there(found.values())
        return {address: pk for address, pk in found.items() if pk in there}

    def note_use(self, ids: Iterable[int], run: ImportRun) -> None:
        """Record which objects the run's pages use, so that undoing another run keeps them."""
        notes = [ImportedObject(run=run, kind=self.name, object_id=pk, made=False) for pk in sorted(set(ids))]
        if notes:
            # Objects that the run created are recorded already.
            ImportedObject.objects.bulk_create(notes, ignore_conflicts=True)
