"""What extraction and the import say of a document, in words that an editor knows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from wagtail_cstonews import conf
from wagtail_cstonews.models import ImportedDocument, ImportProposal, Trouble
from wagtail_cstonews.models.imports.troubles import troubles_of

WARNINGS: dict[str, Any] = {
    "no_title": _("No line looks like the title"),
    "not_an_article": _("It is no article"),
    "unsure": _("Too unsure to be published"),
    "title_not_in_text": _("The text has another headline"),
    "empty_document": _("There is no text"),
    "no_body": _("No paragraphs were found"),
    "much_left_out": _("Much text was left out"),
    "unsure_speaker": _("It is not sure who says a quote"),
    "date_from_prose": _("The date may be that of the event"),
    "unread_date": _("The date could not be read"),
    "images_lost": _("Images are missing in the text"),
    "links_lost": _("Links are missing in the text"),
    "lines_lost": _("Lines are missing in the text"),
    "shortcodes": _("Codes of plugins stand in the text"),
    "undecodable_bytes": _("Characters could not be read"),
    "repaired_mojibake": _("Garbled letters were mended"),
    "repaired_mixed_script": _("Words of mixed alphabets were mended"),
    "repaired_entities": _("Codes of characters were resolved"),
    "repaired_spaces": _("Odd spaces were replaced"),
    "repaired_characters": _("Invisible characters were removed"),
    "kept_back": _("Its source keeps it from the public"),
}
"""The warnings, in a few words each; what stands in a document's own warning says more."""


def warning_in_short(code: str) -> Any:
    """A warning's code in a few words; one of the site's own steps is shown as it is.

    >>> warning_in_short("our_own_check")
    'our own check'
    """
    return WARNINGS.get(code) or code.replace("_", " ")


def is_near(document: ImportedDocument) -> bool:
    """Whether a duplicate only says nearly the same as the document that it was taken for."""
    first = document.duplicate_of
    return first is not None and first.content_hash != document.content_hash


def waiting_proposal(document: ImportedDocument) -> ImportProposal | None:
    """The proposal that waits for the document's page."""
    proposal = getattr(document, "proposal", None)
    return proposal if proposal is not None and proposal.state == ImportProposal.State.WAITING else None


def troubles(document: ImportedDocument) -> list[Trouble]:
    """All that is the matter with the document, the worst first, whether or not somebody has reviewed it."""
    return troubles_of(
        state=document.state,
        confidence=document.confidence,
        codes=document.warning_codes.split(),
        least=conf.get_share("PUBLISH_ABOVE"),
        waits=waiting_proposal(document) is not None,
        is_near=is_near(document),
    )
