"""What is kept of images and of files alike, in tables of the same make."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from ...models import ImportedObject, ImportRun
from ..entries.keys import hash_key


@dataclass(frozen=True)
class Kind:
    """Images, or files: where what they became is kept, and what they are called."""

    name: str
    """As a kind of :class:`ImportedObject`."""
    noun: str
    made: str
    """What the site calls what is made of it."""
    model: Callable[[], Any]
    """Gives the site's own model of them."""
    contents: Any
    """The table of contents."""
    held: str
    """Its field for the id of what the site has of the content."""
    addresses: Any
    """The table of addresses."""
    content: str
    """Its field for the content."""
    prefix: str
    """What the names of the settings begin with."""
    option: str
    """That of the command which has them fetched."""
    may_be_gone: bool = False
    """Whether the table of contents does not follow where somebody deletes what the site had."""

    def holder(self, row: Any) -> int | None:
        """The id of what the site has of the content; None while nothing is there."""
        pk: int | None = getattr(row, self.held)
        return pk

    def still_there(self, ids: Iterable[int]) -> set[int]:
        """Those that the site has, of the ids that are on record."""
        ids = set(ids)
        if not ids or not self.may_be_gone:
            return ids
        return set(self.model()._default_manager.filter(pk__in=ids).values_list("pk", flat=True))

    def known(self, addresses: Iterable[str]) -> dict[str, int]:
        """What the site has of what is at the addresses. One query, or two."""
        hashes = {hash_key(address): address for address in addresses}
        if not hashes:
            return {}
        held = f"{self.content}__{self.held}"
        rows = self.addresses.objects.filter(**{"url_hash__in": hashes, f"{held}__isnull": False})
        found = {hashes[hash]: pk for hash, pk in rows.values_list("url_hash", held)}
        there = self.still_there(found.values())
        return {address: pk for address, pk in found.items() if pk in there}

    def note_use(self, ids: Iterable[int], run: ImportRun) -> None:
        """Notes which of them the run's pages use, so that undoing another run leaves them."""
        notes = [ImportedObject(run=run, kind=self.name, object_id=pk, made=False) for pk in sorted(set(ids))]
        if notes:
            # Those that the run made are noted as made already.
            ImportedObject.objects.bulk_create(notes, ignore_conflicts=True)
