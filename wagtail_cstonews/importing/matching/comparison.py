"""Compares the texts of two articles: whether they are one article, scraped twice with other chrome.

The Jaccard similarity of their word shingles decides, with some exceptions. Other chrome adds or removes
words. But where a few words are replaced amid equal ones, the two are of one template: the weather of another
day, the office in another town. Two articles that each have content of their own are different, however much
they share. With another headline and another address, the texts must be almost equal.

    >>> report = "The river rose again on Monday and the council of the town met in the old hall. " * 2
    >>> Text.of({"lead": report}).is_long_enough
    False
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...extraction.article.article import Article
from .minhash import Hashes, hashes_of, sketch_of
from .shingles import contained, longest_own, places_between, share, shingles_of, words_of

ALIKE = 0.7
"""The Jaccard similarity from which two articles are the same. On held-out sites this finds 94 % of the
articles that were scraped twice, and none of half a million pairs of different pages."""


NUMBERS_ALIKE = 0.7
"""The share of numbers in the text with fewer numbers that the other must contain: reports of one template
differ in little else, while chrome only adds numbers."""


ALIKE_ELSEWHERE = 0.9
"""The threshold for articles with different headlines and addresses, where the text itself must be almost
equal. Most articles that are scraped twice keep their headline or their address."""


LONGEST_OWN, LONGEST_OWN_APART = 12, 40
"""The longest passage, in words, that each of two copies may have of its own. In the same place it is short:
a sentence of each is what distinguishes two articles with the same teasers. In different places it is longer:
one copy may lack a paragraph here, and the other one there."""


LONGEST_PUT, UNEVEN = 6, 3
"""Two texts of one template replace at most this many words by others, and their numbers differ by at most
that many: a longer replacement is chrome in the place of other chrome."""


SHORTEST_TITLE = 2
"""The minimal number of words in a headline that is compared without the site's name: many headlines begin
with the same single word."""


SHORTEST = 50
"""Articles with fewer shingles are never near-duplicates: two short notices share most of their words."""


@dataclass
class Text:
    """An article's text for comparison. Most texts are never compared and only need :attr:`hashes`."""

    words: tuple[str, ...]
    title: tuple[str, ...] = ()
    address: str = ""
    """The hash of the document's address (:func:`.entries.keys.hash_url`); empty where it has none."""

    @cached_property
    def sequences(self) -> frozenset[str]:
        return frozenset(shingles_of(self.words))

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(word for word in self.words if word[0].isdigit())

    @cached_property
    def hashes(self) -> Hashes:
        """A hash for each shingle."""
        return hashes_of(self.words)

    @property
    def is_long_enough(self) -> bool:
        return len(self.hashes) >= SHORTEST

    @classmethod
    def of(cls, article: dict[str, Any], address: str = "") -> Text:
        """The text of an article in its stored form: the lead and the body."""
        texts = (block.get("text") for block in article.get("body", ()))
        return cls._of(article.get("title"), [article.get("lead"), *texts], address)

    @classmethod
    def of_article(cls, article: Article, address: str = "") -> Text:
        """The same of an article that was just extracted."""
        return cls._of(article.title, [article.lead, *(block.text for block in article.body)], address)

    @classmethod
    def _of(cls, title: str | None, parts: Iterable[str | None], address: str) -> Text:
        return cls(words_of(" ".join(part or "" for part in parts)), words_of(title or ""), address)

    def likeness(self, other: Text) -> float:
        """The Jaccard similarity of the shingles; 0 where a text is too short, the lengths differ too much,
        both are of one template, or both have content of their own.
        """
        fewer, more = sorted((len(self.sequences), len(other.sequences)))
        if fewer < SHORTEST or fewer < ALIKE * more:
            # Even if one contained the other, the share would be below the threshold.
            return 0.0
        if contained(self.numbers, other.numbers) < NUMBERS_ALIKE:
            return 0.0
        shared = share(self.sequences, other.sequences)
        if shared < ALIKE:
            return shared
        if self.is_another(other) or has_others_in_place(self.words, other.words):
            return 0.0
        return shared

    def is_another(self, other: Text) -> bool:
        """Whether both have content of their own: a sentence in the same place, or more in different
        places.
        """
        mine, its = longest_own(self.words, other.sequences), longest_own(other.words, self.sequences)
        if min(mine, its) <= LONGEST_OWN:
            return False
        return min(mine, its) > LONGEST_OWN_APART or any(
            longest_own(here, other.sequences) > LONGEST_OWN
            and longest_own(there, self.sequences) > LONGEST_OWN
            for here, there in places_between(self.words, other.words)
        )

    def is_same(self, other: Text, likeness: float) -> bool:
        """Whether two articles of that similarity are the same, considering titles and addresses."""
        return likeness >= (ALIKE if self.has_name_of(other) else ALIKE_ELSEWHERE)

    def has_name_of(self, other: Text) -> bool:
        """Whether two articles have one headline or one address."""
        return same_title(self.title, other.title) or (self.address != "" and self.address == other.address)

    def has_own(self, other: Text) -> bool:
        """Whether the text has a passage of its own that is longer than chrome."""
        return longest_own(self.words, other.sequences) > LONGEST_OWN

    def sketch(self) -> list[int]:
        """The MinHash sketch; empty for a text that is too short."""
        return sketch_of(self.hashes) if self.is_long_enough else []


def same_title(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two headlines are one: the same words, or one with the name of the site before or after it.

    >>> same_title(["rails", "for", "osh"], ["rails", "for", "osh", "courier"]), same_title(["a"], ["a", "b"])
    (True, False)
    """
    short, long = sorted((one, other), key=len)
    if len(short) < SHORTEST_TITLE:
        return bool(short) and one == other
    return short in (long[: len(short)], long[-len(short) :])


def share_of_own(one: frozenset[str], other: frozenset[str]) -> float:
    """The Jaccard similarity of what two articles have beside a third's content; 0 where that is too
    little.
    """
    return share(one, other) if min(len(one), len(other)) >= SHORTEST else 0.0


def has_others_in_place(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether somewhere a few words of one text stand where the other has different ones.

    The words before and after, a sequence on either side, are the same. What stands in one text more often
    than in the other tells nothing.

    >>> a = "the firm opens an office in Osh on Monday and will hire forty people there".split()
    >>> has_others_in_place(a, [word.replace("Osh", "Naryn") for word in a])
    True
    >>> has_others_in_place(a, [*a[:7], "our", "photo", *a[7:], "read", "more"])
    False
    """
    return any(
        0 < len(mine) <= LONGEST_PUT and 0 < len(its) <= LONGEST_PUT and differ(mine, its)
        for mine, its in places_between(one, other)[:-1]
    )


def differ(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each side has words that the other lacks, about as many, and not the same cut otherwise.

    >>> differ(["re", "opened"], ["reopened"]), differ(["may", "3"], ["may", "4"]), differ(["café"], ["cafe"])
    (False, True, False)
    """
    mine, its = Counter(one) - Counter(other), Counter(other) - Counter(one)
    if not mine or not its or abs(len(one) - len(other)) > UNEVEN:
        return False
    return letters(one) != letters(other)


def letters(words: Iterable[str]) -> str:
    """The letters of the words, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", "".join(words)) if not unicodedata.combining(c))
