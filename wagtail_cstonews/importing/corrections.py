"""What an editor says of a line on all documents of a site. It is kept in the site's profile.

It is applied to what is imported next, however few documents the profile was learnt from, and also where
site profiles are switched off. Of one document, that document's own corrections weigh more.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction

from ..documents import RawDocument, site_key
from ..extraction.corrections import LABELS_TO_SET, CorrectionError
from ..extraction.site.profile import ProfileError
from ..extraction.site.profile import SiteProfile as Profile
from ..models import SiteProfile
from .audit import log_correction

NO_SITE = (
    "It is not known which site this document is from: it came with neither an address nor a file name. "
    "Correct the line in this document only."
)


def correct_site(document: RawDocument, text: str, label: str, user: Any) -> SiteProfile:
    """Give every line like this one a label, in all documents of the document's site from now on.

    ``text`` is the line's text as it is shown; case, numbers and what follows the first 60 characters make no
    difference. Of several lines that would be the title of one document, the first one is. Raises
    :exc:`~wagtail_cstonews.extraction.corrections.CorrectionError` if the site is not known, the label cannot
    be set, or the site's profile cannot be read.
    """
    if label not in LABELS_TO_SET:
        raise CorrectionError(f"{label!r} is no label; the labels are {', '.join(LABELS_TO_SET)}.")
    key, words = _key_of(document), _words(text)
    with transaction.atomic():
        row, _ = SiteProfile.objects.select_for_update().get_or_create(
            host=key, defaults={"data": Profile(key).to_dict()}
        )
        profile = _profile_of(row)
        profile.correct(words, label)
        _save(row, profile)
        log_correction(row, words, label, user)
    return row


def uncorrect_site(document: RawDocument, text: str, user: Any) -> SiteProfile | None:
    """Take back what was said of lines like this one. None if nothing was said of any.

    Raises :exc:`~wagtail_cstonews.extraction.corrections.CorrectionError` as :func:`correct_site` does.
    """
    key, words = _key_of(document), _words(text)
    with transaction.atomic():
        row = SiteProfile.objects.select_for_update().filter(host=key).first()
        if row is None:
            return None
        profile = _profile_of(row)
        if not profile.uncorrect(words):
            return None
        _save(row, profile)
        log_correction(row, words, "", user)
    return row


def _key_of(document: RawDocument) -> str:
    if key := site_key(document):
        return key
    raise CorrectionError(NO_SITE)


def _words(text: str) -> str:
    if words := text.replace("\0", "\ufffd").strip():
        return words
    raise CorrectionError("Choose a line with text.")


def _profile_of(row: SiteProfile) -> Profile:
    try:
        return row.profile
    except ProfileError as error:
        raise CorrectionError(f"{row.host}: {error}") from error


def _save(row: SiteProfile, profile: Profile) -> None:
    row.data = profile.to_dict()
    row.save(update_fields=["data", "updated_at"])
