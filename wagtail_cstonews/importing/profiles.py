"""Site profiles of an import: loaded when a host is met, learnt in a first pass, stored."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from .. import conf
from ..extraction.article import RawDocument
from ..extraction.pipeline import ExtractionError
from ..extraction.pool import Pool, ProcessDiedError, Promise
from ..extraction.site import Observation, ProfileError, SiteProfile, host_key
from ..extraction.site_learning import SiteLearner, observe
from ..models import SiteProfile as StoredProfile
from ..sources import Item
from .entries import Extracted
from .extracting import extract_document, extract_given, packed, sendable

logger = logging.getLogger(__name__)

MAX_CACHED = 200
"""Profiles, and hosts without one, that are held in memory; beyond, the one unused for longest goes."""

MAX_PACKED = 20
"""Profiles that are held as bytes, too, where other processes extract."""


class ProfileBook:
    """The profiles of an import's hosts. One query a host at most, as long as it stays in the cache.

    ``store`` says whether what is learnt is written: a dry run writes nothing, and applies it all the same.
    """

    def __init__(self, *, store: bool = True) -> None:
        self.store = store
        self.uses_stored = conf.get_bool("SITE_PROFILES")
        self.learnt: dict[str, SiteProfile] = {}
        self._packed: OrderedDict[str, tuple[SiteProfile, bytes]] = OrderedDict()
        self._cache: OrderedDict[str, SiteProfile | None] = OrderedDict()

    def get(self, host: str) -> SiteProfile | None:
        """What is known of a host; None where nothing is."""
        if not host:
            return None
        if host in self.learnt:
            return self.learnt[host]
        if not self.uses_stored:
            return None
        if host not in self._cache:
            self._cache[host] = load(host)
            if len(self._cache) > MAX_CACHED:
                self._cache.popitem(last=False)
        self._cache.move_to_end(host)
        return self._cache[host]

    def learn(self, items: Iterable[Item], pool: Pool | None = None) -> int:
        """A first pass over the documents, on top of what is stored of their hosts.

        Returns how many documents showed something new. What cannot be extracted is left to the second pass,
        which names it.
        """
        learner = SiteLearner(known=load, on_drop=self._drop)
        count = 0
        documents = (item for item in items if isinstance(item, RawDocument))
        for document, observation in observations(documents, pool):
            count += learnt_from(learner, document, observation)
        self.learnt = dict(learner.profiles)
        self._cache.clear()
        if self.store:
            StoredProfile.objects.store(self.learnt.values())
        return count

    def _drop(self, profile: SiteProfile) -> None:
        if self.store:
            StoredProfile.objects.store([profile])

    def extract(self, document: RawDocument) -> Extracted:
        """The article, with what is known of its site. Raises :exc:`ExtractionError`."""
        return extract_document(document, self.get(host_key(document.url)))

    def submit(self, pool: Pool, documents: Sequence[RawDocument]) -> list[Promise[Extracted]]:
        """The same in another process, for as many documents as go to one together."""
        given = [(sendable(document), self.packed(host_key(document.url))) for document in documents]
        return pool.submit(extract_given, given)

    def packed(self, host: str) -> bytes | None:
        """The profile of a host for another process. The bytes are made once, not with each document."""
        profile = self.get(host)
        if profile is None:
            return None
        known = self._packed.get(host)
        if known is None or known[0] is not profile:
            known = self._packed[host] = profile, packed(profile)
            if len(self._packed) > MAX_PACKED:
                self._packed.popitem(last=False)
        self._packed.move_to_end(host)
        return known[1]


def observations(
    documents: Iterable[RawDocument], pool: Pool | None
) -> Iterator[tuple[RawDocument, Callable[[], Observation | None]]]:
    """The documents, each with what gives what it shows of its site."""
    if pool is None:
        yield from ((document, partial(observe, document)) for document in documents)
        return
    sent = map(sendable, documents)
    for document, promise in pool.map(observe, sent, weight=lambda document: len(document.content)):
        yield document, promise.result


def learnt_from(
    learner: SiteLearner, document: RawDocument, observation: Callable[[], Observation | None]
) -> bool:
    """Whether the document showed something new."""
    try:
        seen = observation()
        return seen is not None and learner.add(seen)
    except (ExtractionError, ProcessDiedError):
        return False
    except Exception:
        logger.exception("%s could not be learnt from", document.source)
        return False


def load(host: str) -> SiteProfile | None:
    """The stored profile of a host; None where there is none, or it cannot be read: no import ends for it."""
    try:
        return StoredProfile.objects.all().profile(host)
    except ProfileError as error:
        logger.warning("%s: %s", host, error)
        return None
