"""How many documents there are of each site: said before any is read, so that none is read in vain.

A first reading of a document costs as much as the extraction, counting it next to nothing. So an input is
counted first, and then only those documents are learnt from that show something of their site.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal, TypeAlias

from ...documents import RawDocument, site_key
from .known_articles import MAX_COUNTED
from .profile import SiteProfile

FEWEST_DOCUMENTS = 3
"""Of two pages nobody knows whether what both have is the site's or one article's in two versions."""
MAX_SITES = 100_000
"""Sites that are counted, at some 200 bytes each; of those beyond, all documents are learnt from."""
MAX_LOOKED_UP = 500
"""Sites of which it is asked at a time what is stored."""

Role: TypeAlias = Literal["new", "again", "known"]
"""Of a document in this input: it was never extracted; it was, and will be once more; it will not be."""

ROLES: tuple[Role, ...] = ("new", "again", "known")

Course: TypeAlias = Literal["", "more", "anew"]
"""How to learn a site: not at all; from its new documents, on top of what is stored; from all here."""

Stored: TypeAlias = Callable[[Collection[str]], Mapping[str, int]]
"""From how many documents the stored profiles were learnt, of those sites of which there are any."""


class Census:
    """The documents of an input, counted by site. ``stored`` tells what is known of sites already."""

    def __init__(self, stored: Stored | None = None) -> None:
        self.stored = stored or (lambda keys: {})
        self.counts: dict[str, list[int]] = {}
        """By site, how many documents have each of the roles."""
        self.is_full = False
        """Whether there are more sites than are counted."""
        self._roles = bytearray()
        """Of each document, in the order of the input."""
        self._courses: dict[str, Course] = {}
        self._begun: set[str] = set()

    def add(self, document: RawDocument, role: Role = "new") -> None:
        """Counts a document."""
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
        """Settles how to learn each site. Returns whether there is anything to learn."""
        keys = list(self.counts)
        for start in range(0, len(keys), MAX_LOOKED_UP):
            some = keys[start : start + MAX_LOOKED_UP]
            stored = self.stored(some)
            self._courses |= {key: course_of(self.counts[key], stored.get(key)) for key in some}
        return self.is_full or any(self._courses.values())

    def course(self, key: str) -> Course:
        """How to learn the site, once that was settled."""
        return self._courses.get(key, "more" if key and self.is_full else "")

    def chosen(self, documents: Iterable[RawDocument]) -> Iterator[RawDocument]:
        """Of the same documents, once more, those to learn from."""
        for place, document in enumerate(documents):
            course = self.course(site_key(document))
            role = ROLES[self._roles[place]] if place < len(self._roles) else "new"
            if course == "anew" or (course == "more" and role == "new"):
                yield document

    def beginning(self, key: str, stored: SiteProfile | None) -> SiteProfile | None:
        """What to go on from where a site is met: what is stored of it or, if it is learnt anew, only what
        editors said. One that gave way to others, and is met again, goes on.
        """
        is_met = key in self._begun
        self._begun.add(key)
        return stored.anew() if stored and not is_met and self.course(key) == "anew" else stored


def course_of(counts: Sequence[int], stored: int | None) -> Course:
    """How to learn a site with so many documents in each of the roles, and with a profile of ``stored`` ones
    (None: there is none).

    Anew, where nothing is known, or where as many documents are extracted again as it was learnt from: then
    so has the extraction improved, or the site changed, and what they showed before is not to count as well.
    The same where so many are new that not all of them can be known again (see :data:`.profile.MAX_COUNTED`).
    """
    new, again, known = counts
    if not new + again:
        return ""
    if new + again + known >= FEWEST_DOCUMENTS and (
        stored is None or again >= stored or new >= stored > MAX_COUNTED
    ):
        return "anew"
    return "more" if new and stored is not None else ""
