"""What all blocks of a page are made with: ids, places for people, links on words, counts of what is lost."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Protocol, TypeAlias

from ....extraction.article.article import Article, LeadImage
from ....extraction.article.blocks import Speaker, Turn
from ....extraction.article.warnings import ArticleWarning
from ....publishing.text_links import places_of
from ....web import safe_url
from ...entries.built import Slot
from ...entries.keys import NAMESPACE
from ..markup.addresses import LONGEST_ADDRESS
from ..markup.rich_text import inline_html, inline_text, links_on_words, one_line
from ..people.names import full_name, full_names

StoredBlock: TypeAlias = dict[str, Any]
"""A block as a StreamField stores it: ``type``, ``value`` and ``id``."""

NOTHING_LOADED: Mapping[str, int] = {}
"""No images, or no files, by their addresses."""


MOST_LINKS_ON_WORDS = 50
"""Of a heading, a question or a caption: each is looked for among all others, and is a form of its own."""


ALWAYS_THERE = frozenset(("exchange", "image"))
"""Blocks of every body."""


class KnownPeople(Protocol):
    """What blocks need to know of the people of the site."""

    def is_ambiguous(self, name: str) -> bool:
        """Whether several people go by the name."""


class StreamBuilder:
    """Makes the blocks of one article, as StreamField stores them, and counts what has no place there.

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
        """The article's quotations (by id) that a quote block holds."""
        self.number = 0
        """Where in the article's body the block stands that is being made."""

    def block(self, type: str, value: Any, text: str) -> StoredBlock:
        """A block of a stream; ``text`` tells it from others of its type."""
        self.seen[type, text] += 1
        id = uuid.uuid5(NAMESPACE, f"{self.seed}/{type}/{self.seen[type, text]}/{text}")
        return {"type": type, "value": value, "id": str(id)}

    def speaker(self, values: Any, field: str, speaker: Speaker | None, make: bool = True) -> tuple[str, str]:
        """The name and role of a speaker as printed; the person goes into ``values[field]`` later."""
        if speaker is None:
            return "", ""
        name, role = full_name(speaker.name, self.article), one_line(speaker.role)
        if self.people.is_ambiguous(name):
            message = f"Several people are called {name}. Choose the right one on the page."
            if all(warning.message != message for warning in self.warnings):
                self.warnings.append(ArticleWarning("ambiguous_person", message))
        self.slots.append(Slot(values, field, name, role, self.date, make, self.named))
        return name, role

    def links(self, html: str | None, text: str, *, is_held: bool = True) -> list[StoredBlock]:
        """The links in mark-up as those on words of its plain text. What cannot be one is counted."""
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
        """Where a link leads, as its block holds it; empty for what that does not take."""
        url = safe_url(address)
        return {"page": None, "url": url} if url and len(url) <= LONGEST_ADDRESS else {}

    def marked_up(self, turn: Turn) -> str:
        """A turn's paragraphs in one, with their mark-up."""
        found = (
            (inline_html(html, self.url or None) if html else "") or inline_text(text)
            for text, html in paragraphs_of(turn)
        )
        return "<br/>".join(found)


def paragraphs_of(turn: Turn) -> Iterator[tuple[str, str | None]]:
    """The paragraphs of a turn, each with its mark-up where a link is in it."""
    paragraphs = turn.text.splitlines()
    return zip(paragraphs, [*turn.linked_html, *[None] * len(paragraphs)], strict=False)
