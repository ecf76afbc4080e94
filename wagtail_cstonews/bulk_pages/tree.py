"""The position of new pages in treebeard's materialised-path tree, and the lock on their parent."""

from __future__ import annotations

from typing import Any

from django.db import connections, router
from django.db.models import F
from treebeard.exceptions import PathOverflow

from ..compat import get_base_page_model


class Place:
    """The insertion point after a parent's last child.

    ``parent`` is refreshed: the page may have been moved, or have got children, since it was read.
    """

    def __init__(self, parent: Any) -> None:
        self.parent = parent
        self.model = get_base_page_model()
        self.using = router.db_for_write(self.model, instance=parent)
        self.connection = connections[self.using]
        self.siblings = self.model._base_manager.using(self.using)
        self.last = 0

    def lock(self) -> None:
        """Locks the parent against other writers until the transaction ends.

        Updates the row instead of only selecting it: SQLite has no other lock, and two transactions that both
        read before they write would deadlock.
        """
        lock_parent(self.parent.pk, self.using)
        fresh = self.siblings.get(pk=self.parent.pk)
        for name in ("path", "depth", "numchild", "url_path", "locale_id", "translation_key"):
            setattr(self.parent, name, getattr(fresh, name))
        self.look()

    @property
    def children(self) -> Any:
        """The parent's children, as a range of paths that the database finds by index."""
        within = self.model._get_children_path_interval(self.parent.path)
        return self.siblings.filter(depth=self.parent.depth + 1, path__range=within)

    def look(self) -> None:
        """Finds the last child. The result is only reliable while the lock is held."""
        children = self.children
        if self.connection.vendor == "mysql":
            # Under REPEATABLE READ, a plain SELECT would return the state at the transaction's beginning.
            children = children.select_for_update()
        last = children.order_by("-path").values_list("path", flat=True).first()
        self.last = self.model._str2int(last[-self.model.steplen :]) if last else 0

    def paths(self, count: int) -> list[str]:
        """The paths of the next ``count`` children. Raises :exc:`treebeard.exceptions.PathOverflow`."""
        depth, step = self.parent.depth + 1, self.model.steplen
        longest = self.model._meta.get_field("path").max_length
        if len(self.parent.path) + step > longest:
            raise PathOverflow(f"{self.parent} is too deep in the tree to have children.")
        if self.last + count > len(self.model.alphabet) ** step - 1:
            raise PathOverflow(
                f"{self.parent} has no room for {count} more children. Put them under another page."
            )
        numbers = range(self.last + 1, self.last + count + 1)
        paths = [self.model._get_path(self.parent.path, depth, number) for number in numbers]
        self.last += count
        return paths

    def count(self, added: int) -> None:
        """Adds to the parent's ``numchild``."""
        self.siblings.filter(pk=self.parent.pk).update(numchild=F("numchild") + added)
        self.parent.numchild += added


def lock_parent(pk: Any, using: str | None = None) -> None:
    """Locks the page's row until the transaction ends; on SQLite, the whole database.

    On SQLite this must be the transaction's first statement: a transaction that has read cannot wait for the
    write lock.
    """
    base = get_base_page_model()
    pages = base._base_manager.using(using or router.db_for_write(base))
    if not pages.filter(pk=pk).update(numchild=F("numchild")):
        raise base.DoesNotExist(f"There is no page {pk}: it was deleted since it was read.")
