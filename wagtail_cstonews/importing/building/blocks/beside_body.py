"""The streams beside the body: authors, quotes in running text, and related articles."""

from __future__ import annotations

from itertools import groupby, pairwise, zip_longest
from typing import Any

from ....extraction.article.article import QuotedSpeech
from ....extraction.article.blocks import Exchange, Quote
from ....extraction.languages.dates import find_date
from ....extraction.quotes.printing.joining import record
from ....names.keys import spelling_key
from ...entries.built import Slot
from ..markup.addresses import teaser_address
from ..markup.rich_text import clean_text, one_line
from .base import StoredBlock, StreamBuilder


def authors_of(builder: StreamBuilder) -> list[StoredBlock]:
    """The authors of the article. No person is created from a byline, which is often an agency's."""
    blocks = []
    for name in map(one_line, builder.article.authors):
        if name:
            values: dict[str, Any] = {"name": name, "person": None}
            builder.slots.append(Slot(values, "person", name, make=False))
            blocks.append(builder.block("author", values, name))
    return blocks


def quotes_of(builder: StreamBuilder) -> list[StoredBlock]:
    """The quotes in the lead and in paragraphs. Quote blocks and answers name their speaker themselves.

    Build the body first: a quote that one of its blocks holds is not repeated here.
    """
    spoken = [quote for quote in builder.article.quotes if _is_in_prose(builder, quote)]
    blocks = []
    for _, same_block in groupby(spoken, key=lambda quote: quote.block):
        quotes = list(same_block)
        joined = [False, *(one.speaker == other.speaker for one, other in pairwise(quotes))]
        for whole in record([quote.text for quote in quotes], joined, builder.article.language):
            words = clean_text(whole.text)
            values: dict[str, Any] = {"quote": words, "speaker": None}
            speaker = quotes[whole.first].speaker
            values["speaker_name"], values["role"] = builder.speaker(values, "speaker", speaker)
            blocks.append(builder.block("quote", values, words))
    return [block for block in blocks if any(map(str.isalnum, block["value"]["quote"]))]


def _is_in_prose(builder: StreamBuilder, quote: QuotedSpeech) -> bool:
    if quote.block is None:
        return True
    block = builder.article.body[quote.block] if quote.block < len(builder.article.body) else None
    if isinstance(block, Exchange):
        # An unnamed quote inside an answer or a question belongs to whoever gives or asks it.
        sides = {spelling_key(turn.speaker.name) for turn in (block.question, block.answer) if turn.speaker}
        is_others = quote.speaker is not None and spelling_key(quote.speaker.name) not in sides
        return is_others and id(quote) not in builder.in_blocks
    return block is not None and not isinstance(block, Quote)


def related_of(builder: StreamBuilder) -> list[StoredBlock]:
    """The teasers of other articles, each with its date and address where these are known."""
    blocks = []
    for line, link in zip_longest(map(one_line, builder.article.related), builder.article.related_links):
        if line:
            day, text = split_leading_date(line, builder.article.language)
            url = teaser_address(link, builder.url or None) if link else ""
            blocks.append(
                builder.block("teaser", {"text": text, "date": day, "page": None, "url": url}, line)
            )
    return blocks


def split_leading_date(text: str, language: str | None) -> tuple[str | None, str]:
    """Split a teaser into its leading date, as ISO 8601, and the rest.

    >>> split_leading_date("25.07.2024 The bridge is open again", "en")
    ('2024-07-25', 'The bridge is open again')
    >>> split_leading_date("On 25.07.2024 the bridge was opened", "en")
    (None, 'On 25.07.2024 the bridge was opened')
    """
    found = find_date(text, language)
    if found is None or found[1] > 0 or not (rest := text[found[2] :].lstrip(" ,.:|–—-")):
        return None, text
    return found[0][: len("2024-07-25")], rest
