"""The selection of documents by address, id or source."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q

from ...models import ImportChange, ImportedDocument, ImportRun
from ...sources import Item, Skipped
from .keys import hash_key


def documents_of(run: ImportRun | None, names: Collection[str] = ()) -> Any:
    """The documents that a run created, changed or marked; those of all runs if none is given."""
    found = ImportedDocument.objects.filter(records_named(names))
    if run is not None:
        changes = ImportChange.objects.filter(run=run, document=OuterRef("pk"))
        found = found.filter(Q(run=run) | Exists(changes))
    return found


@dataclass
class Selection:
    """The requested documents, by address, id or source; all documents if nothing is requested."""

    names: Collection[str] = ()
    found: set[str] = field(default_factory=set)
    """The requested names that matched a document."""

    def has(self, item: Any) -> bool:
        """Whether the item is requested."""
        return not self.names or not names_of(item).isdisjoint(self.names)

    def pick(self, items: Iterable[Item]) -> Iterator[Item]:
        """The requested items."""
        if not self.names:
            yield from items
            return
        for item in items:
            if not isinstance(item, Skipped) and (names := names_of(item).intersection(self.names)):
                self.found |= names
                yield item

    def note(self, items: Iterable[Item]) -> Iterator[Item]:
        """All of the items; records which requested names matched."""
        for item in items:
            if self.names and not isinstance(item, Skipped):
                self.found |= names_of(item).intersection(self.names)
            yield item

    @property
    def missing(self) -> list[str]:
        """The requested names that matched nothing."""
        return sorted(set(self.names) - self.found)


def names_of(item: Any) -> set[str]:
    """The names by which a document can be requested."""
    return {getattr(item, name, None) or item.source for name in ("id", "key", "url", "source")}


def records_named(names: Collection[str]) -> Q:
    """A filter for records by address, file and row, source, or the source's id."""
    if not names:
        return Q()
    return Q(key_hash__in=[hash_key(name) for name in names]) | Q(source__in=names) | Q(given__id__in=names)


def unknown_names(names: Iterable[str]) -> list[str]:
    """The names that match no record."""
    return [name for name in names if not ImportedDocument.objects.filter(records_named([name])).exists()]
