"""Counts the documents of each site before any is read, to choose the documents worth learning from.

A first reading costs as much as extraction, counting almost nothing. So the input is counted first, and then
only the documents that can show something about their site are read for learning.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from ...documents import RawDocument, site_key
from .known_articles import MAX_COUNTED
from .profile import SiteProfile

FEWEST_DOCUMENTS = 3
"""With two pages, a shared line may be chrome or part of one article in two versions."""
MAX_SITES = 100_000
"""Sites that are counted, at about 200 bytes each; all documents of further sites are learnt from."""
MAX_LOOKED_UP = 500
"""Sites looked up in the store per query."""

Role: TypeAlias = Literal["new", "again", "known"]
"""A document of this input was never extracted; was, and will be again; was, and will not be again."""

ROLES: tuple[Role, ...] = ("new", "again", "known")

Course: TypeAlias = Literal["", "more", "anew"]
"""How to learn a site: not at all; from new documents, added to the stored profile; from all documents."""

Stored: TypeAlias = Callable[[Collection[str]], Mapping[str, int]]
"""Looks up, for sites with a stored profile, how many documents it was learnt from."""


class Census:
    """Counts the documents of an input by site. ``stored`` looks up the profiles that exist already."""

    def __init__(self, stored: Stored | None = None) -> None:
        self.stored = stored or (lambda keys: {})
        self.counts: dict[str, list[int]] = {}
        """The number of documents with each role, by site."""
        self.is_full = False
        """Whether there are more sites than are counted."""
        self._roles = bytearray()
        """One entry per document, in the order of the input."""
        self._courses: dict[str, Course] = {}
        self._begun: set[str] = set()

    def add(self, document: RawDocument, role: Role = "new") -> None:
        """Count a document."""
        place = ROLES.index(role)
        self._roles.append(place)
        key = site_key(document)
        counts = self.counts.get(key)
        if counts is None and key:
            if len(self.counts) >= MAX_SITES:
                self.is_full = True
                return
            counts = self.counts[key] = [0] * len(ROLES)
        if counts is not None:
            counts[place] += 1

    def decide(self) -> bool:
        """Decide how to learn each site. Returns whether there is anything to learn."""
        keys = list(self.counts)
        for start in range(0, len(keys), MAX_LOOKED_UP):
            some = keys[start : start + MAX_LOOKED_UP]
            stored = self.stored(some)
            self._courses |= {key: course_of(self.counts[key], stored.get(key)) for key in some}
        return self.is_full or any(self._courses.values())

    def course(self, key: str) -> Course:
        """How to learn the site, after :meth:`decide`."""
        return self._courses.get(key, "more" if key and self.is_full else "")

    def chosen(self, documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
        """The documents to learn from, in a second pass over the same input."""
        for place, document in enumerate(documents):
            course = self.course(site_key(document))
            role = ROLES[self._roles[place]] if place < len(self._roles) else "new"
            if course == "anew" or (course == "more" and role == "new"):
                yield document

    def beginning(self, key: str, stored: SiteProfile | None) -> SiteProfile | None:
        """The profile from which learning a site begins.

        It is the stored one or, if the site is learnt anew, one with only the editors' corrections. A profile
        that was evicted and is needed again continues as stored.
        """
        is_met = key in self._begun
        self._begun.add(key)
        return stored.anew() if stored and not is_met and self.course(key) == "anew" else stored


def course_of(counts: Sequence[int], stored: int | None) -> Course:
    """How to learn a site, from the number of documents in each role, and the number of documents that its
    stored profile was learnt from (None: no profile).

    Anew if there is no profile, or if as many documents are extracted again as it was learnt from: then the
    extraction has improved or the site has changed, and the old counts must not be added. Also anew if more
    documents are new than can be told apart (see :data:`.known_articles.MAX_COUNTED`).
    """
    new, again, known = counts
    if not new + again:
        return ""
    if new + again + known >= FEWEST_DOCUMENTS and (
        stored is None or again >= stored or new >= stored > MAX_COUNTED
    ):
        return "anew"
    return "more" if new and stored is not None else ""
