"""Site profiles of an import: learnt before the import, stored, and cached by site."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from ... import conf
from ...documents import RawDocument, site_key
from ...extraction.article.article import Article
from ...extraction.article.errors import ExtractionError
from ...extraction.processes.pool import Pool, PoolError, ProcessDiedError, Promise
from ...extraction.processes.time_limit import within
from ...extraction.site.census import Census, Role
from ...extraction.site.observation import Observation
from ...extraction.site.profile import FORMAT, ProfileError, SiteProfile
from ...extraction.site.report import SiteReport, left_out
from ...extraction.site_learning import SiteLearner, observe
from ...models import SiteProfile as StoredProfile
from ...sources import Item
from ..entries.corrected import CorrectedDocument
from ..entries.entry import Entry, Extracted
from ..matching.match import Policy, Seen, match
from ..reporting.wording import printable
from .batching import in_batches
from .extracting import extract_document, extract_given, packed

logger = logging.getLogger(__name__)

MAX_CACHED = 200
"""Cached profiles; the least recently used is evicted."""

MAX_WITHOUT = 10_000
"""Sites that are known to have no profile."""

MATCHED = 200
"""Documents that are looked up in one query."""

MAX_PACKED = 20
"""Cached serialised profiles, for extraction in other processes."""


class ProfileBook:
    """The profiles of an import's sites, cached: one query for the sites of a few documents, as long
    as they stay in the cache.

    ``store``: whether learnt profiles are written; a dry run applies them without writing.
    ``wanted``: whether profiles are used at all (default: the setting ``SITE_PROFILES``).
    ``seconds``: the time limit for extracting a document in this process (default: the setting
    ``DOCUMENT_SECONDS``).
    """

    def __init__(self, *, store: bool = True, wanted: bool | None = None, seconds: int | None = None) -> None:
        self.store = store
        self.seconds = seconds or conf.get_int("DOCUMENT_SECONDS")
        self.is_on = conf.get_bool("SITE_PROFILES") if wanted is None else wanted
        self.learnt: dict[str, SiteProfile] = {}
        self.report = SiteReport()
        self._packed: OrderedDict[str, tuple[SiteProfile, bytes]] = OrderedDict()
        self._cache: OrderedDict[str, SiteProfile] = OrderedDict()
        self._without: set[str] = set()
        """Sites that have no profile."""

    def get(self, key: str) -> SiteProfile | None:
        """The profile of a site; None where there is none. Where profiles are not wanted, it holds only what
        editors said of the site's lines.
        """
        if not key:
            return None
        if key in self.learnt:
            return self.learnt[key]
        if key in self._without:
            return None
        if key not in self._cache:
            self.load([key])
        if key in self._cache:
            self._cache.move_to_end(key)
        return self._cache.get(key)

    def load(self, keys: Iterable[str]) -> None:
        """Look up the profiles of these sites that are not known yet: one query."""
        known = self.learnt, self._cache, self._without
        wanted = [key for key in dict.fromkeys(keys) if key and not any(key in one for one in known)]
        if not wanted:
            return
        found = {key: self._applied(profile) for key, profile in stored_profiles(wanted).items()}
        if len(self._without) > MAX_WITHOUT:
            self._without.clear()
        self._without.update(key for key in wanted if found.get(key) is None)
        self._cache.update((key, profile) for key, profile in found.items() if profile is not None)
        while len(self._cache) > max(MAX_CACHED, len(wanted)):
            self._cache.popitem(last=False)

    def _applied(self, profile: SiteProfile) -> SiteProfile | None:
        if self.is_on:
            return profile
        return profile.anew() if profile.corrections else None

    def learn(self, items: Iterable[Item], pool: Pool | None = None, census: Census | None = None) -> int:
        """Learn from the documents that the census selects; without a census, from all documents, in addition
        to the stored profiles.

        Returns the number of documents that showed something new. Failed extractions are ignored here; the
        import reports them.
        """
        changed: set[str] = set()

        def known(key: str) -> SiteProfile | None:
            stored = stored_profiles([key]).get(key)
            return census.beginning(key, stored) if census else stored

        def drop(profile: SiteProfile) -> None:
            if self.store and profile.host in changed:
                StoredProfile.objects.store([profile], learnt=True)

        learner = SiteLearner(known=known, on_drop=drop)
        count = 0
        documents: Iterable[RawDocument] = raw(items)
        for document, observation in _observations(
            census.chosen(documents) if census else documents, pool, self.seconds
        ):
            if learnt_from(learner, document, observation):
                count += 1
                changed.add(site_key(document))
        self.learnt = dict(learner.profiles)
        self._cache.clear()
        self._without.clear()
        if self.store:
            profiles = (self.learnt[key] for key in self.learnt if key in changed)
            StoredProfile.objects.store(profiles, learnt=True)
        return count

    def extract(self, document: RawDocument) -> Extracted:
        """The article, with what is known of its site. Raises :exc:`ExtractionError`."""
        return within(self.seconds, extract_document, document, self.get(site_key(document)))

    def submit(self, pool: Pool, documents: Sequence[RawDocument]) -> list[Promise[Extracted]]:
        """Submit documents for extraction to one other process."""
        self.load(map(site_key, documents))
        given = [(sendable(document), self.packed(site_key(document))) for document in documents]
        return pool.submit(extract_given, given)

    def note(self, document: RawDocument, article: Article) -> None:
        """Count what the site's profile left out of an article."""
        if self.get(site_key(document)) is not None:
            self.report.add(left_out(document, article))

    def told(self) -> list[str]:
        """What was left out since the last call, in a sentence for each site."""
        report, self.report = self.report, SiteReport()
        return list(report.sentences())

    def packed(self, key: str) -> bytes | None:
        """A site's serialised profile, cached."""
        profile = self.get(key)
        if profile is None:
            return None
        known = self._packed.get(key)
        if known is None or known[0] is not profile:
            known = self._packed[key] = profile, packed(profile)
            if len(self._packed) > MAX_PACKED:
                self._packed.popitem(last=False)
        self._packed.move_to_end(key)
        return known[1]


def sendable(document: RawDocument) -> RawDocument:
    """The document as other processes can read it."""
    return document if type(document) is CorrectedDocument else document.plain()


def raw(items: Iterable[Item]) -> Iterator[RawDocument]:
    return (item for item in items if isinstance(item, RawDocument))


def census_of(
    items: Iterable[Item], policy: Policy, is_wanted: Callable[[RawDocument], bool] | None = None
) -> Census:
    """Count the documents of each site, and predict which will be extracted. One query for a few hundred
    documents. ``is_wanted`` selects those that are to be imported; by default all are.
    """
    census = Census(_counted_in)
    for entries in in_batches(raw(items), MATCHED, first=MATCHED):
        match(entries, Seen(), policy)
        for entry in entries:
            wanted = is_wanted is None or is_wanted(entry.document)
            census.add(entry.document, _role_of(entry) if wanted else "known")
    return census


def _role_of(entry: Entry) -> Role:
    if entry.state == "new":
        return "new"
    return "again" if entry.is_extracted else "known"


def _counted_in(keys: Collection[str]) -> dict[str, int]:
    """The number of documents from which each stored profile was learnt, for readable profiles. Profiles that
    hold only what editors said were learnt from none, and do not count.
    """
    found = StoredProfile.objects.filter(host__in=keys, format_version=FORMAT, documents__gt=0)
    return dict(found.values_list("host", "documents"))


def _observations(
    documents: Iterable[RawDocument], pool: Pool | None, seconds: int
) -> Iterator[tuple[RawDocument, Callable[[], Observation | None]]]:
    """The documents, each with a function that returns its observation of the site."""
    if pool is None:
        yield from ((document, partial(within, seconds, observe, document)) for document in documents)
        return
    sent = (document.plain() for document in documents)
    for document, promise in pool.map(observe, sent, weight=lambda document: len(document.content)):
        yield document, promise.result


def learnt_from(
    learner: SiteLearner, document: RawDocument, observation: Callable[[], Observation | None]
) -> bool:
    """Whether the document showed something new. Raises :exc:`PoolError` if no process can be started."""
    try:
        seen = observation()
        return seen is not None and learner.add(seen)
    except (ExtractionError, ProcessDiedError):
        return False
    except PoolError:
        raise
    except Exception:
        logger.exception("%s could not be learnt from", printable(document.source))
        return False


def stored_profiles(keys: Iterable[str]) -> dict[str, SiteProfile]:
    """The stored profiles of sites, in one query. One that cannot be read is left out: an import must not end
    for it.
    """
    found = {}
    for key, data in StoredProfile.objects.filter(host__in=list(keys)).values_list("host", "data"):
        try:
            found[key] = SiteProfile.from_dict(data)
        except ProfileError as error:
            logger.warning("%s: %s", key, error)
    return found
