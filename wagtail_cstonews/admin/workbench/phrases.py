"""Warnings in an editor's words: their messages are for whoever runs an import, and name its options.

A warning that is not listed here is shown with its message.
"""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_cstonews.publishing.messages import translated

_WARNINGS: tuple[tuple[str, Any], ...] = (
    (r"empty_document", _("There is no text in it.")),
    (r"no_body", _("No paragraphs were found. Look at the lines, and say which belong to the article.")),
    (
        r"no_title",
        _("No line looks like the headline, so the first sentence stands in for it. Say which line it is."),
    ),
    (
        r"title_not_in_text",
        _("The text has a headline of its own, which is not the one that came with it. Which is right?"),
    ),
    (
        r"not_an_article",
        _("It does not look like an article: a list of articles, a home page or the like."),
    ),
    (r"unread_date", _("The date that came with it could not be read. Set the date on the page.")),
    (
        r"date_from_prose",
        _("The date is from a sentence, and may be that of what happened. Check it."),
    ),
    (
        r"much_left_out",
        _("More was left out as teasers than stands in the article. Look at the grey lines."),
    ),
    (r"unsure_speaker", _("Not every quote has a sure speaker. Say who speaks.")),
    (
        r"undecodable_bytes",
        _("Some characters could not be read. They are marked with �; put them right on the page."),
    ),
    (r"repaired_mojibake", _("Text in the wrong character set was mended. Compare it with the original.")),
    (r"repaired_mixed_script", _("A word that mixes alphabets was mended. Check the spelling.")),
    (r"repaired_entities", _("Codes for characters were resolved.")),
    (r"repaired_spaces", _("Odd spaces became plain spaces.")),
    (r"repaired_characters", _("Invisible characters were taken out, or letters put together.")),
    (r"images_lost", _("Some images have no address that can be used. Put them on the page by hand.")),
    (
        r"image_without_caption",
        _("An image without a caption is not on the page, since this site does not have its file."),
    ),
    (r"links_lost", _("Some links have no place on the page. Put them there by hand.")),
    (r"lines_lost", _("Some lines stand in no block. Look at the lines, and copy them.")),
    (r"shortcodes", _("Codes of a plugin stand in the text as they came. Replace them.")),
    (r"ambiguous_person", _("Several people have one name. Choose the right one on the page.")),
    (r"page_type", _("It reads as an interview now, but its page is a news article and stays one.")),
    (r"title_from_text", _("There is no headline, so the first words stand in for it.")),
    (r"title_cut", _("The headline is too long for the page, and was shortened.")),
    (r"text_cut", _("Something is too long for its field on the page, and was shortened.")),
    (r"source_url", _("The address of the original cannot be kept on the page.")),
    (r"image_not_loaded", _("An image could not be loaded. Put it on the page by hand.")),
    (r"file_not_loaded", _("A linked file could not be loaded. Put it on the page by hand.")),
    (r"files_left", _("Not all linked files were looked for. Put the others on the page by hand.")),
    (r"tag", _("Not every tag could be taken over. Choose the tags on the page.")),
    (r"unsure", _("Extraction is not sure of it. Look at it before you publish it.")),
    (r"kept_back", _("Its source holds it back from the public, so it stays a draft.")),
)

_NAMED = {
    "ambiguous_person": (
        re.compile(r"Several people are called (?P<name>.+)\. Choose the right one on the page\.", re.DOTALL),
        _("Several people are called %(name)s. Choose the right one on the page."),
    )
}
"""Warnings that are of use only with what their messages name."""

_OUTCOMES: tuple[tuple[str, Any], ...] = (
    (
        "It is no article: ",
        _("It looks like a list of articles, a home page or the like, so no page was made of it."),
    ),
    (
        "It is no article any more",
        _("It is a list of articles or the like now. Its page stays as it is; the new text is a proposal."),
    ),
    (
        "Nearly the same article as ",
        _("It is nearly the same as another article, so no page was made of it."),
    ),
    ("Its page was deleted since.", _("Its page was deleted since, and is not made again.")),
    (
        "An earlier import kept it as a draft",
        _("Extraction is not sure of it. Look at it before you publish it."),
    ),
    (
        "Its source keeps it from the public",
        _("Its source holds it back from the public, so it stays a draft."),
    ),
)
"""What became of a document, by the beginning of the message that is stored with it."""

_WORDS = dict(_WARNINGS)


def outcome_words(message: str) -> str:
    """What became of a document, in the editor's language, without the options of a command."""
    for start, words in _OUTCOMES:
        if message.startswith(start):
            return str(words)
    return translated(message)


def warning_words(code: str, message: str) -> str:
    """What a warning says, in the editor's language."""
    if code in _NAMED:
        pattern, named = _NAMED[code]
        if found := pattern.fullmatch(message):
            return str(named) % found.groupdict()
    words = _WORDS.get(code)
    return translated(message) if words is None else str(words)
