"""Quote blocks: decides when a paragraph becomes one, and what is printed in it.

    >>> from wagtail_cstonews.extraction.people.entities import People
    >>> from wagtail_cstonews.extraction.quotes.find import find_quotes
    >>> text = '"We go on, whatever the weather is," Anna Brandt said in Bonn.'
    >>> set_apart(text, find_quotes([text], People.from_texts([text])), "en")
    Standing(words='We go on, whatever the weather is.', attribution='in Bonn')

A block prints the words, below them the speaker and the office, and behind these what is left of the
attribution. So a paragraph becomes one only if nothing else stands in it: where prose and quotation
alternate, where the attribution goes on into a story, and where a link would be lost, it stays a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...text.patterns import lazy_compile
from .find import FoundQuote
from .printing.attribution_line import left_of_attribution
from .printing.punctuation import TERMINAL, WORD, finish
from .printing.reporting_clauses import has_reporting_clause

MOST_AROUND = 40
"""Words around a quotation that may still be its attribution."""
_LINK = lazy_compile(r"<a\b", re.IGNORECASE)
_MARKUP = lazy_compile(r"<(/?)(a|sup|sub|b|strong|i|em)\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Standing:
    """A quotation that stands by itself."""

    words: str
    """Without its marks, with the stop that the sentence has where no attribution follows."""
    attribution: str | None
    """What is printed around it beside speaker and office: ``in Bonn``."""


def set_apart(
    text: str, found: Sequence[FoundQuote], language: str | None, html: str | None = None
) -> Standing | None:
    """The quotation that a paragraph consists of but for its attribution; None where it stays a paragraph.

    ``found`` are the quotes of this paragraph, ``html`` its inline mark-up if it has any.
    """
    if not found:
        return None
    quotes = sorted(found, key=lambda item: item.start)
    if any(text[one.end : other.start].strip() for one, other in pairwise(quotes)):
        return None
    before, after = text[: quotes[0].start].strip(), text[quotes[-1].end :].strip()
    around = before + after
    has_words = any(character.isalnum() for character in around)
    if has_words and not _may_be_attribution(before, after, quotes):
        return None
    words = " ".join(quote.text for quote in quotes)
    if has_reporting_clause(words, language) or loses_markup(html, words):
        return None
    if not has_words:
        return Standing(finish(words, language, around or None), None)
    quote = next((quote for quote in quotes if quote.cue or quote.mention), quotes[0])
    speaker = next((quote.speaker for quote in quotes if quote.speaker), None)
    is_before = any(character.isalnum() for character in before)
    if is_before and any(mark in before[-1:] for mark in TERMINAL):
        return None
    left = left_of_attribution(
        before if is_before else after,
        speaker,
        language,
        cue=quote.cue,
        mention=quote.mention,
        is_before=is_before,
    )
    if left is None or not (left or speaker):
        return None
    return Standing(finish(words, language, after), left or None)


def _may_be_attribution(before: str, after: str, quotes: Sequence[FoundQuote]) -> bool:
    """Whether the text around a quotation is on one side only, and shorter than the quotation."""
    if any(map(str.isalnum, before)) and any(map(str.isalnum, after)):
        return False
    size = quotes[-1].end - quotes[0].start
    return size > len(before) + len(after) and len(WORD.findall(before + after)) <= MOST_AROUND


def has_link(html: str | None) -> bool:
    """Whether inline mark-up contains a link."""
    return html is not None and _LINK.search(html) is not None


def loses_markup(html: str | None, words: str) -> bool:
    """Whether plain words would lose a link, or what is stressed among them.

    >>> loses_markup('"We go," said <a href="/a">Anna Brandt</a>.', "We go,")
    True
    >>> loses_markup("<em>We go</em>", "We go")
    False
    """
    if not html:
        return False
    at: dict[str, int] = {}
    for match in _MARKUP.finditer(html):
        closes, tag = match.group(1), match.group(2).lower()
        if tag in ("a", "sup", "sub"):
            return True
        if not closes:
            at[tag] = match.end()
        elif tag in at:
            stressed = re.sub(r"<[^>]*>", "", html[at.pop(tag) : match.start()]).strip()
            if stressed and len(stressed) * 2 < len(words) and stressed in words:
                return True
    return False
