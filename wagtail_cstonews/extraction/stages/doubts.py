"""Stage 11: warnings about what a person should check. Their codes: :mod:`..article.warnings`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...text import sentences
from ...text.normalization import letters_of
from ..article.article import Article
from ..article.blocks import Embed, Image, TableBlock
from ..article.line import Line
from ..article.warnings import ArticleWarning
from .document import ReadDocument

LONGEST_STAND_IN = 120
"""Characters of a sentence used as a stand-in title: about as long as real titles get."""


def find_doubts(read: ReadDocument, article: Article, lines: Sequence[Line]) -> list[ArticleWarning]:
    """Warnings about an article. ``lines`` are the logical lines, hand-wrapped paragraphs joined, without
    those of which an editor said what they are.
    """
    if not any(line.clean for line in read.lines):
        return [
            ArticleWarning("empty_document", "The document holds no text. Check the source, or leave it out.")
        ]
    return [
        *_doubts_of_body(article),
        *_doubts_of_title(read, article, lines),
        *_doubts_of_quotes(article),
        *_doubts_of_teasers(article, lines),
    ]


def stand_in_title(article: Article) -> str | None:
    """The first sentence of the text, as a title for an article that has none."""
    prose = (block.text for block in article.body if not isinstance(block, Image | Embed | TableBlock))
    text = next((" ".join(text.split()) for text in (article.lead, *prose) if text and text.strip()), None)
    return sentences.first_sentence(text, LONGEST_STAND_IN) if text else None


def _doubts_of_body(article: Article) -> Iterator[ArticleWarning]:
    if article.lead is None and not article.body:
        message = "No paragraphs were found. Look at the lines, and copy what belongs to the article."
        yield ArticleWarning("no_body", message)


def _doubts_of_title(read: ReadDocument, article: Article, lines: Sequence[Line]) -> Iterator[ArticleWarning]:
    given = None if read.document.fragment else read.document.title
    if article.title is None:
        message = "No line looks like the title. The first sentence stands in for it: give the page one."
        yield ArticleWarning("no_title", message)
    elif given and (headline := _other_headline(given, lines)) is not None:
        message = (
            f"The text is headed “{headline.clean[:LONGEST_STAND_IN]}”, which is not the title that came "
            "with the document. Look which of the two belongs to it."
        )
        yield ArticleWarning("title_not_in_text", message, headline.number)


def _other_headline(title: str, lines: Sequence[Line]) -> Line | None:
    """The text's own headline, if it differs from the title.

    Rows of a table usually have no headline in the text, as the title has its own column: no warning then.
    """
    wanted = letters_of(title)
    printed = [line for line in lines if line.label == "title"]
    texts = [letters_of(line.clean) for line in printed]
    if any(text in wanted or wanted in text for text in texts):
        return None
    return printed[0] if printed else None


def _doubts_of_quotes(article: Article) -> Iterator[ArticleWarning]:
    count = len(article.quotes)
    if unsure := sum(quote.speaker is None for quote in article.quotes):
        message = (
            f"{unsure} of {count} {'quote' if count == 1 else 'quotes'} "
            f"{'has' if unsure == 1 else 'have'} no sure speaker. Choose one; guesses are offered."
        )
        yield ArticleWarning("unsure_speaker", message)


def _doubts_of_teasers(article: Article, lines: Sequence[Line]) -> Iterator[ArticleWarning]:
    left_out = sum(len(line.clean) for line in lines if line.label == "teaser")
    kept = sum(len(block.text) for block in article.body) + len(article.lead or "")
    if kept and left_out > kept:
        message = "More prose was left out as teasers than stands in the article. Look at the lines."
        yield ArticleWarning("much_left_out", message)
