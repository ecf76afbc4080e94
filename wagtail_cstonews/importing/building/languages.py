"""The section and the translation key of a page, by its document's language.

Only where the site has ``WAGTAIL_I18N_ENABLED``. Translations share a translation key. The key is a hash of
the translation group that the documents name (or else of the document's own key), so translations find each
other across batches, runs and machines without a query.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from wagtail.models import Locale

from ...compat import get_base_page_model
from ...documents import RawDocument
from ...extraction.article.warnings import ArticleWarning
from ..entries.built import BuiltPage
from ..entries.entry import Entry
from ..entries.keys import NAMESPACE

if TYPE_CHECKING:
    from wagtail.models import Page


Taken = dict[tuple[uuid.UUID, int], str]
"""Translation keys that a locale already uses: each with the document's key hash, or "" for a page that
existed before.
"""


class Languages:
    """The sections of one run by language. Takes two queries a run, and one a batch that makes pages."""

    def __init__(self, section: Page, *, is_on: bool = True) -> None:
        self.section = section
        self.is_on = is_on and getattr(settings, "WAGTAIL_I18N_ENABLED", False)
        self.locales: dict[str, Any] = {}
        """By their language codes in lower case."""
        self.sections: dict[int, Page] = {section.locale_id: section}
        self.taken: Taken = {}
        if self.is_on:
            self.locales = {locale.language_code.lower(): locale for locale in Locale.objects.order_by("pk")}
            for translation in section.get_translations().select_related("locale"):
                self.sections[translation.locale_id] = translation

    @property
    def places(self) -> list[int]:
        """All pages that documents may be placed under, in the order in which they are locked."""
        return sorted(section.pk for section in self.sections.values())

    def load(self, entries: Iterable[Entry]) -> None:
        """Look up which translation keys of the batch already have pages."""
        new = [entry for entry in entries if entry.state == "new" and entry.extracted]
        if not (self.is_on and new):
            return
        keys = {key_of(entry.document) for entry in new}
        pages = get_base_page_model()._default_manager.filter(translation_key__in=keys)
        self.taken = dict.fromkeys(pages.values_list("translation_key", "locale_id"), "")

    def locale_of(self, document: RawDocument) -> Locale | None:
        """The site's locale for the document's language; None where there is none.

        ``pt-BR`` goes into ``pt-br``, else ``pt``, else the one locale of that language that there is.
        """
        code = (document.language or "").replace("_", "-").lower()
        if code in self.locales:
            return self.locales[code]
        base = code.partition("-")[0]
        if base in self.locales:
            return self.locales[base]
        alike = [locale for known, locale in self.locales.items() if known.partition("-")[0] == base]
        return alike[0] if base and len(alike) == 1 else None

    def parent_of(self, document: RawDocument) -> Page:
        """The section that the document's page goes under."""
        locale = self.locale_of(document) if self.is_on else None
        return self.sections.get(locale.pk, self.section) if locale else self.section

    def place(self, built: BuiltPage, entry: Entry) -> None:
        """Set a new page's parent and translation key."""
        document = entry.document
        parent = self.parent_of(document)
        built.parent_id = parent.pk
        if not self.is_on:
            return
        locale = self.locale_of(document)
        if document.language and (locale is None or locale.pk != parent.locale_id):
            built.warnings += misplaced(document, locale, parent)
            return
        key = key_of(document)
        owner = self.taken.setdefault((key, parent.locale_id), entry.key_hash)
        if owner == entry.key_hash:
            built.page.translation_key = key
        elif document.translation_group:
            built.warnings.append(
                ArticleWarning(
                    "translation",
                    f"One of its translations has a page in {parent.locale.language_code} already. This page "
                    "is linked to none of them: look which of the two belongs to them.",
                )
            )


def key_of(document: RawDocument) -> uuid.UUID:
    """The translation key of a document's page, the same for all of its translations."""
    common = document.translation_group or document.key or document.source
    return uuid.uuid5(NAMESPACE, f"translation/{common}")


def misplaced(document: RawDocument, locale: Locale | None, parent: Page) -> list[ArticleWarning]:
    """The warning for a page whose locale is not its document's language."""
    if locale is not None:
        message = (
            f"The document is in {locale.language_code}, and {parent.title} has no translation into that. "
            f"The page is in {parent.locale.language_code}: translate the section, delete the page, and "
            "import with --recreate."
        )
    elif document.translation_group:
        message = (
            f"The document is in {(document.language or '')[:20]}, which is no locale of the site. The page "
            "is linked to no translations. Add the locale in the admin, under Settings."
        )
    else:
        return []
    return [ArticleWarning("locale", message)]
