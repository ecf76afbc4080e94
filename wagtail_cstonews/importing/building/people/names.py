"""Names as articles print them, and the full name that a short one stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....extraction.article.article import Article
from ....extraction.article.blocks import Exchange, Quote, Speaker
from ....names.keys import spelling_key
from ..markup.rich_text import one_line

LONGEST_NAME = 100
"""Characters. A longer "name" is a whole sentence or byline."""


MOST_WORDS = 5
"""Words, as in "Juan José García de Molina". More are several people, or no name."""


_LETTERS = re.compile(r"[^\W\d_]+")


def is_full_name(name: str) -> bool:
    """Whether a name is complete enough to make a person of it: two words or more, none of them a number.

    >>> is_full_name("Aigul Sadykova"), is_full_name("Sadykova"), is_full_name("A. Sadykova")
    (True, False, False)

    In scripts that have capitals, the first and the last word begin with one.
    """
    words = name.split()
    if not 2 <= len(words) <= MOST_WORDS or len(name) > LONGEST_NAME or any(c.isdigit() for c in name):
        return False
    for word in (words[0], words[-1]):
        letters = "".join(_LETTERS.findall(word))
        # An initial is half a name: it fits too many people.
        if not letters or letters[0].islower() or (len(letters) == 1 and letters.isupper()):
            return False
    return True


def speakers_of(article: Article) -> Iterable[Speaker]:
    """Everybody who speaks in an article: in its blocks, and as interviewer or interviewee."""
    for block in article.body:
        if isinstance(block, Quote):
            yield from filter(None, [block.speaker])
        elif isinstance(block, Exchange):
            yield from filter(None, [block.question.speaker, block.answer.speaker])
    for quote in article.quotes:
        yield from filter(None, [quote.speaker])
    yield from filter(None, [article.interviewee, article.interviewer])


def full_name(name: str, article: Article) -> str:
    """The whole name where ``name`` is one word that exactly one person of the article has; else ``name``."""
    name = one_line(name)
    word = spelling_key(name)
    if not word or " " in word:
        return name
    whole = {spelling_key(person.name): person.name for person in article.people}
    for speaker in speakers_of(article):
        whole.setdefault(spelling_key(speaker.name), speaker.name)
    having = [name for key, name in whole.items() if " " in key and word in key.split()]
    return one_line(having[0]) if len(having) == 1 else name


def full_names(article: Article) -> tuple[str, ...]:
    """The full names in an article; two similar but unequal ones are two people."""
    named = [*(person.name for person in article.people), *(one.name for one in speakers_of(article))]
    return tuple(dict.fromkeys(name for name in map(one_line, named) if is_full_name(name)))
