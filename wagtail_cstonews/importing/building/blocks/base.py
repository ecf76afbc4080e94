"""The base class of the builders of StreamField values: block ids, slots for people, links, lost parts."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from ....extraction.article.article import Article, LeadImage
from ....extraction.article.blocks import ChosenSpeaker, Speaker, Turn
from ....extraction.article.warnings import ArticleWarning
from ....publishing.text_links import places_of
from ....web import safe_url
from ...entries.built import Slot
from ...entries.keys import derived_id
from ..markup.addresses import LONGEST_ADDRESS
from ..markup.rich_text import inline_html, inline_text, links_on_words, one_line
from ..people.names import full_name, full_names

StoredBlock: TypeAlias = dict[str, Any]
"""A block as a StreamField stores it: ``type``, ``value`` and ``id``."""

NOTHING_LOADED: Mapping[str, int] = {}
"""No images, or no files, by their addresses."""


MOST_LINKS_ON_WORDS = 50
"""At most this many links in a heading, question or caption: each costs a form in the editor, and a search
for its words among all others.
"""


ALWAYS_THERE = frozenset(("exchange", "image"))
"""Block types that every body has."""


class KnownPeople(Protocol):
    """The part of the site's people that the builders of blocks need."""

    def is_ambiguous(self, name: str) -> bool:
        """Whether several people go by the name."""

    def has(self, pk: int) -> bool:
        """Whether a person whom an editor chose is still on record."""


class StreamBuilder:
    """Builds the stored blocks of one article, and counts what has no place in them.

    A block keeps its id as long as its text stays the same, so that editors compare revisions block by block.
    """

    def __init__(
        self,
        article: Article,
        seed: str,
        url: str,
        people: KnownPeople,
        date: datetime.date | None,
        images: Mapping[str, int] = NOTHING_LOADED,
        lead: LeadImage | None = None,
        types: Collection[str] = ("embed", "preformatted", "linked_heading"),
        files: Mapping[str, int] = NOTHING_LOADED,
    ) -> None:
        self.article = article
        self.types = types
        """The names of the blocks that the page's body takes: a site's own body may have fewer."""
        self.images = images
        self.files = files
        self.lead = lead
        self.seed = seed
        self.url = url
        self.people = people
        self.date = date
        self.named = full_names(article)
        self.slots: list[Slot] = []
        self.warnings: list[ArticleWarning] = []
        self.seen: Counter[tuple[str, str]] = Counter()
        self.bare_images = 0
        self.links_lost = 0
        self.in_blocks: set[int] = set()
        """The ids (:func:`id`) of the article's quotations that a quote block already holds."""
        self.number = 0
        """The position in the article's body of the block that is being built."""
        self.places: dict[str, int] = {}
        """That position by the ids of the blocks made of it."""

    def block(self, type: str, value: Any, text: str) -> StoredBlock:
        """A stored block; ``text`` distinguishes it from other blocks of its type, and so determines its
        id.
        """
        self.seen[type, text] += 1
        id = derived_id(f"{self.seed}/{type}/{self.seen[type, text]}/{text}")
        return {"type": type, "value": value, "id": id}

    def speaker(self, values: Any, field: str, speaker: Speaker | None, make: bool = True) -> tuple[str, str]:
        """The name and role of a speaker as printed; the person goes into ``values[field]`` later.

        A person whom an editor chose is taken, whoever else goes by the name.
        """
        if speaker is None:
            return "", ""
        role, person = one_line(speaker.role), None
        if isinstance(speaker, ChosenSpeaker):
            name, person, make = one_line(speaker.name), speaker.person, True
            if person is not None and not self.people.has(person):
                person = None
        else:
            name = full_name(speaker.name, self.article)
        if person is None and self.people.is_ambiguous(name):
            message = f"Several people are called {name}. Choose the right one on the page."
            if all(warning.message != message for warning in self.warnings):
                self.warnings.append(ArticleWarning("ambiguous_person", message))
        slot = Slot(values, field, name, role, self.date, make, self.named)
        slot.before, slot.is_chosen = person, person is not None
        self.slots.append(slot)
        return name, role

    def links(self, html: str | None, text: str, *, is_held: bool = True) -> list[StoredBlock]:
        """Convert links in mark-up to links on words of the plain text. Links that cannot be converted are
        counted.
        """
        if not html:
            return []
        whole = links_on_words(html, self.url or None)
        found = whole[:MOST_LINKS_ON_WORDS]
        places = places_of(text, [words for words, _ in found])
        usable = [
            link
            for link, place in zip(found, places, strict=True)
            if is_held and place and self.target(link[1])
        ]
        self.links_lost += len(whole) - len(usable)
        return [
            self.block("item", {"text": words, **self.target(address)}, f"{text} {words} {address}")
            for words, address in usable
        ]

    def holds(self, type: str, name: str) -> bool:
        """Whether the page's body takes a block with this field: a site's own body may have others."""
        if not isinstance(self.types, Mapping):
            return type in self.types or type in ALWAYS_THERE
        return name in getattr(self.types.get(type), "child_blocks", ())

    def target(self, address: str) -> dict[str, Any]:
        """The stored value of a link's target; empty where the field cannot hold the address."""
        url = safe_url(address)
        return {"page": None, "url": url} if url and len(url) <= LONGEST_ADDRESS else {}

    def marked_up(self, turn: Turn) -> str:
        """A turn's paragraphs as one text with its mark-up."""
        found = (
            (inline_html(html, self.url or None) if html else "") or inline_text(text)
            for text, html in paragraphs_of(turn)
        )
        return "<br/>".join(found)


def paragraphs_of(turn: Turn) -> Iterator[tuple[str, str | None]]:
    """The paragraphs of a turn, each with its mark-up where a link is in it."""
    paragraphs = turn.text.splitlines()
    return zip(paragraphs, [*turn.linked_html, *[None] * len(paragraphs)], strict=False)
