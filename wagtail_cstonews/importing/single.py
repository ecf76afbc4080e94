"""One document looked at before anything is written: its article as corrected, and its page, unsaved.

The editors' screens show a document from here. What was extracted is kept in memory for the next request,
since each look and each correction begins with it.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from .. import conf
from ..documents import RawDocument, given_of, site_key
from ..extraction.article.errors import ExtractionError
from ..extraction.article.warnings import ArticleWarning
from ..extraction.corrections import CorrectionError, Corrections
from ..extraction.pipeline import extract
from ..extraction.processes.time_limit import within
from ..extraction.reading import decode
from ..models import SiteProfile as StoredProfile
from .building.links import link_to_pages
from .building.page import build_page, explain, rebuild_page
from .building.person_linker import PersonLinker
from .entries.built import BuiltPage
from .entries.entry import Extracted, leave_out_nul
from .entries.keys import hash_key
from .files import files_on_record
from .images import images_on_record
from .matching.match import hash_content
from .reading.article_steps import ArticleStepError, apply_article_steps
from .reading.site_profiles import ProfileBook

if TYPE_CHECKING:
    from wagtail.models import Page

MOST_LINES_KEPT = 60_000
"""Lines of all articles that are kept in memory: some ten megabytes for each 20,000."""


NOT_READ = (ExtractionError, ArticleStepError, CorrectionError)
"""What :func:`extract_corrected` raises."""


class Kept:
    """The articles that were extracted last, by what they were extracted from."""

    def __init__(self, most: int = MOST_LINES_KEPT) -> None:
        self.most = most
        self._found: OrderedDict[str, Extracted] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Extracted | None:
        with self._lock:
            found = self._found.get(key)
            if found is not None:
                self._found.move_to_end(key)
            return found

    def put(self, key: str, extracted: Extracted) -> None:
        with self._lock:
            self._found[key] = extracted
            while len(self._found) > 1 and self._lines() > self.most:
                self._found.popitem(last=False)

    def clear(self) -> None:
        with self._lock:
            self._found.clear()

    def _lines(self) -> int:
        return sum(len(extracted.article.lines) for extracted in self._found.values())


KEPT = Kept()


def is_at_hand(document: RawDocument, corrections: Mapping[str, Any]) -> bool:
    """Whether the article is in memory, so that nothing has to be extracted."""
    return KEPT.get(_key_of(document, corrections)) is not None


def extract_corrected(document: RawDocument, corrections: Mapping[str, Any]) -> Extracted:
    """The article with an editor's corrections, and with what is known of the site.

    Unlike an import of many, it takes a text without any sentence, too: an editor looks at it. Raises
    one of :data:`NOT_READ`.
    """
    leave_out_nul(document)
    key = _key_of(document, corrections)
    kept = KEPT.get(key)
    if kept is None:
        kept = within(conf.get_int("DOCUMENT_SECONDS"), _extract, document, corrections)
        apply_article_steps(kept, document)
        KEPT.put(key, kept)
    # Whoever plans or builds adds warnings.
    article = replace(kept.article, warnings=list(kept.article.warnings))
    return replace(kept, article=article)


def _extract(document: RawDocument, corrections: Mapping[str, Any]) -> Extracted:
    decoded = decode(document)
    site = ProfileBook(store=False).get(site_key(document))
    article = extract(document, decoded=decoded, site=site, corrections=Corrections.from_dict(corrections))
    return Extracted(article, decoded.text, decoded.encoding)


def _key_of(document: RawDocument, corrections: Mapping[str, Any]) -> str:
    """Of everything that the article depends on."""
    profile = StoredProfile.objects.filter(host=site_key(document))
    learnt = profile.values_list("updated_at", flat=True).first()
    parts = (
        hash_content(document),
        given_of(document),
        document.source,
        document.url,
        document.encoding,
        str(learnt),
        conf.get_bool("SITE_PROFILES"),
        corrections,
    )
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "backslashreplace")).hexdigest()


# ------------------------------------------------------------------ its page


@dataclass
class SinglePage:
    """A document's unsaved page, with the people whom it names. Nothing of it is written."""

    built: BuiltPage
    people: PersonLinker

    @property
    def page(self) -> Page:
        return self.built.page

    def named(self) -> list[Named]:
        """Those who are to stand on the page as people, each once."""
        found: dict[str, Named] = {}
        for slot in self.built.slots:
            if slot.person and slot.person not in found:
                found[slot.person] = Named(
                    slot.person,
                    slot.role,
                    self.people.find_for(slot),
                    self.people.is_to_be_made(slot),
                    self.people.is_ambiguous(slot.person),
                )
        return list(found.values())


@dataclass
class Named:
    """Somebody whom the page names in a place for a person."""

    name: str
    role: str
    pk: int | None
    """The person on record; None for nobody."""
    is_new: bool
    """Whether the person would be created."""
    is_ambiguous: bool
    """Whether several people on record are called so."""


class NoPageError(Exception):
    """No page can be made of the document; the message says why."""


def build_single(
    document: RawDocument,
    extracted: Extracted,
    section: Page,
    page: Page | None = None,
    tags_before: Sequence[str] = (),
) -> SinglePage:
    """The page that saving would write: a new one in ``section``, or ``page`` (its latest revision) changed.

    Raises :exc:`NoPageError`.
    """
    article = extracted.article
    people = PersonLinker.load([article])
    people.tags.load([*document.tags, *tags_before])
    seed = hash_key(document.key or document.source)
    images, files = images_on_record(article, document), files_on_record(article, document)
    try:
        if page is None:
            built = build_page(article, document, seed, people, section, images, files)
            place_below(built.page, section)
        else:
            built = rebuild_page(article, document, seed, people, page, images, tags_before, files)
    except ValidationError as error:
        raise NoPageError(explain(error)) from error
    link_to_pages(built.page)
    people.fill(built.slots)
    return SinglePage(built, people)


def place_below(page: Page, section: Page) -> None:
    """Give an unsaved page a place in the tree, so that its template finds section and site."""
    page.depth = section.depth + 1
    page.path = section.path + "Z" * page.steplen
    page.slug = page.slug or "preview"
    page.set_url_path(section)


@dataclass
class Look:
    """A document as far as it can be shown: the article, and the page if one can be made of it."""

    document: RawDocument
    extracted: Extracted | None = None
    single: SinglePage | None = None
    problem: str = ""
    """Why there is no article, or no page."""
    warnings: list[ArticleWarning] = field(default_factory=list)

    @classmethod
    def at(
        cls,
        document: RawDocument,
        corrections: Mapping[str, Any],
        section: Page | None,
        page: Page | None = None,
        tags_before: Sequence[str] = (),
    ) -> Look:
        """Extract and build; what cannot be done is told in ``problem``."""
        look = cls(document)
        try:
            look.extracted = extract_corrected(document, corrections)
            look.warnings = look.extracted.article.warnings
            if section is not None:
                look.single = build_single(document, look.extracted, section, page, tags_before)
                more = look.single.built.warnings
                look.warnings = [*look.warnings, *(one for one in more if one not in look.warnings)]
        except (*NOT_READ, NoPageError) as error:
            look.problem = str(error).removeprefix(f"{document.source}: ")
        return look
