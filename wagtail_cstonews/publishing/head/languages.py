"""Language tags for machines, and the addresses of translations."""

from __future__ import annotations

import locale
import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import to_locale

from .head import Alternate

_TERRITORY = re.compile(r"[a-z]{2,3}_[A-Z]{2}")
_SCRIPTS = {"zh_Hans": "zh_CN", "zh_Hant": "zh_TW", "sr_Latn": "sr_RS"}
"""Locales by their script, which have no territory."""


def language_tag(code: str) -> str:
    """A language code as BCP 47 writes it; empty if it is none.

    >>> language_tag("pt-br"), language_tag("zh-hans"), language_tag('ru" x="')
    ('pt-BR', 'zh-Hans', '')
    """
    first, *rest = code.split("-")
    if not all(part.isascii() and part.isalnum() for part in (first, *rest)):
        return ""
    cased = [part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part for part in rest]
    return "-".join([first.lower(), *cased])


def og_locale(code: str) -> str:
    """A language as Open Graph writes it, with its usual territory; empty if none is known.

    >>> og_locale("en"), og_locale("pt-br"), og_locale("ky"), og_locale("zh-hans"), og_locale("xx")
    ('en_US', 'pt_BR', 'ky_KG', 'zh_CN', '')
    """
    name = to_locale(code)
    # Python knows the usual territory of each language.
    found = _SCRIPTS.get(name) or locale.normalize(name).partition(".")[0].partition("@")[0]
    return found if _TERRITORY.fullmatch(found) else ""


def hreflang_links(addresses: Iterable[tuple[str, str]]) -> tuple[Alternate, ...]:
    """The links to all languages of a page, from pairs of language code and address.

    ``x-default``, for readers of other languages, is the page in the site's own language, else the first.
    """
    found = {language_tag(code): address for code, address in addresses if address}
    if len(found) < 2:
        return ()
    own = language_tag(settings.LANGUAGE_CODE)
    default = found.get(own) or found.get(own.partition("-")[0]) or next(iter(found.values()))
    links = [Alternate(address, hreflang=code) for code, address in found.items() if code]
    return (*links, Alternate(default, hreflang="x-default"))
