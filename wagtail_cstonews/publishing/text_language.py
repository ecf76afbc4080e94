"""The language of a text, and that of the labels and dates that the templates put beside it."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")

MAX_LENGTH = 35
"""Characters of a language tag: the minimum that BCP 47 (section 4.4.1) recommends for fixed-size fields."""

_SAME = {"nb": "no", "nn": "no"}
"""The written forms of Norwegian: sites and language detectors use either code."""

ENGLISH = "en"
"""The language from which the labels are translated."""

LABELS = {
    "answer": pgettext_lazy("article", "Answer"),
    "exchange": pgettext_lazy("article", "Question and answer"),
    "interviewee": pgettext_lazy("article", "Interview with"),
    "interviewer": pgettext_lazy("article", "Interviewer"),
    "interview": pgettext_lazy("article", "Interview"),
    "more": pgettext_lazy("article", "More with"),
    "newer": pgettext_lazy("article", "Newer"),
    "older": pgettext_lazy("article", "Older"),
    "original": pgettext_lazy("article", "Original article"),
    "question": pgettext_lazy("article", "Question"),
    "related": pgettext_lazy("article", "Related"),
    "table": pgettext_lazy("article", "Table"),
    "tags": pgettext_lazy("article", "Tags"),
}
"""The templates' labels beside an article's text. The list is short, so that a new language needs few
translations.
"""


def validate_language(value: str) -> None:
    """Refuse an invalid language tag (BCP 47); valid ones are ``ru`` or ``pt-BR``.

    :raises ValidationError:
    """
    if value and not is_language(value):
        raise ValidationError(_("Enter a language code such as “ru” or “pt-BR”."), code="language")


def is_language(value: str) -> bool:
    """Whether the value is a language tag that fits the field."""
    return len(value) <= MAX_LENGTH and bool(_TAG.fullmatch(value))


def base_language(code: str | None) -> str:
    """The primary language subtag: the language without region and script.

    >>> base_language("pt-BR"), base_language("zh_Hans"), base_language(None)
    ('pt', 'zh', '')
    """
    base = (code or "").replace("_", "-").partition("-")[0].lower()
    return _SAME.get(base, base)


def text_direction(code: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    try:
        return "rtl" if translation.get_language_info(code.lower())["bidi"] else "ltr"
    except KeyError:
        return "ltr"


@cache
def has_labels(code: str) -> bool:
    """Whether the app or the site has translations of the labels into the language."""
    if base_language(code) == ENGLISH:
        return True
    found, fallback = (_original(language) for language in (code, settings.LANGUAGE_CODE))
    # For a language without translations Django returns those of the site's default language.
    is_fallback = base_language(code) != base_language(settings.LANGUAGE_CODE) and found == fallback
    return found != _original(ENGLISH) and not is_fallback


def _original(code: str) -> str:
    with translation.override(code):
        return str(LABELS["original"])


@cache
def has_dates(code: str) -> bool:
    """Whether Django can format dates in the language."""
    return translation.check_for_language(code.lower())


def label_language(code: str) -> str:
    """The language of the labels beside a text: the text's, else the site's, else English."""
    if not settings.USE_I18N:
        return ENGLISH
    candidates = (code, translation.get_language(), settings.LANGUAGE_CODE)
    return next((language for language in candidates if language and has_labels(language)), ENGLISH)


def label(name: str, code: str) -> str:
    """One of :data:`LABELS`, for a text in the language."""
    with translation.override(label_language(code)):
        return str(LABELS[name])


def dates_in(code: str) -> AbstractContextManager[Any]:
    """Within this context, dates are formatted in the language if Django knows it, else in the site's."""
    return translation.override(code) if code and settings.USE_I18N and has_dates(code) else nullcontext()
