"""Warnings: what a person should check in an article, each with a stable code.

Most are given in :mod:`..stages.doubts`, where the whole article is known. The importer has codes of its
own, for what became of the article as a page.
"""

from __future__ import annotations

from dataclasses import dataclass

WARNING_CODES = {
    "empty_document": "The document holds no text.",
    "no_body": "No paragraphs of an article were found.",
    "no_title": "No line looks like the title; the first sentence, if there is one, stands in for it.",
    "title_not_in_text": "The text has a headline of its own that is not the title that came with it.",
    "not_an_article": (
        "The text is no article: a list of articles, a home page, or a text that ends within other articles' "
        "summaries."
    ),
    "unread_date": "The date that came with the document could not be read.",
    "date_from_prose": "The date stands in a sentence, and may be that of what happened.",
    "much_left_out": "More prose was left out as teasers than stands in the article.",
    "images_lost": "Images of the document's text are not among the article's; how many, and which.",
    "links_lost": "Links stand where the article holds only plain text; how many.",
    "lines_lost": "Lines of an article's own HTML stand in no block.",
    "shortcodes": "Shortcodes of WordPress plugins stand in the text as they came.",
    "unsure_speaker": "Nobody is sure enough to have said a quote; the guesses stand beside it.",
    "correction_lost": "A correction by an editor no longer fits the document; which line it was of.",
    "undecodable_bytes": "Some characters could not be read in the document's character set.",
    "repaired_mojibake": "Text in the wrong character set was mended.",
    "repaired_mixed_script": "A word that mixes alphabets was mended.",
    "repaired_entities": "HTML entities in plain text were resolved.",
    "repaired_spaces": "No-break and other odd spaces became plain spaces.",
    "repaired_characters": "Control or invisible characters were removed, or letters composed.",
}
"""Every code that ``Article.warnings`` may carry, and its meaning."""


@dataclass(slots=True)
class ArticleWarning:
    """Something that a person should check. ``code`` is stable; ``message`` names problem and remedy."""

    code: str
    message: str
    line: int | None = None
