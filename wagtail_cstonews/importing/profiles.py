"""Site profiles of an import: loaded when a host is met, learnt in a first pass, stored."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable

from .. import conf
from ..extraction.article import RawDocument
from ..extraction.decoding import decode
from ..extraction.pipeline import ExtractionError, extract
from ..extraction.site import ProfileError, SiteProfile, host_key
from ..extraction.site_learning import SiteLearner
from ..models import SiteProfile as StoredProfile
from ..sources import Item
from .entries import Extracted

logger = logging.getLogger(__name__)

MAX_CACHED = 200
"""Profiles, and hosts without one, that are held in memory; beyond, the one unused for longest goes."""


class ProfileBook:
    """The profiles of an import's hosts. One query a host at most, as long as it stays in the cache.

    ``store`` says whether what is learnt is written: a dry run writes nothing, and applies it all the same.
    """

    def __init__(self, *, store: bool = True) -> None:
        self.store = store
        self.uses_stored = conf.get_bool("SITE_PROFILES")
        self.learnt: dict[str, SiteProfile] = {}
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

    def learn(self, items: Iterable[Item]) -> int:
        """A first pass over the documents, on top of what is stored of their hosts.

        Returns how many documents showed something new. What cannot be extracted is left to the second pass,
        which names it.
        """
        learner = SiteLearner(known=load, on_drop=self._drop)
        count = 0
        for item in items:
            if isinstance(item, RawDocument):
                count += self._learn_from(learner, item)
        self.learnt = dict(learner.profiles)
        self._cache.clear()
        if self.store:
            StoredProfile.objects.store(self.learnt.values())
        return count

    def _learn_from(self, learner: SiteLearner, document: RawDocument) -> bool:
        try:
            return learner.learn(document)
        except ExtractionError:
            return False
        except Exception:
            logger.exception("%s could not be learnt from", document.source)
            return False

    def _drop(self, profile: SiteProfile) -> None:
        if self.store:
            StoredProfile.objects.store([profile])

    def extract(self, document: RawDocument) -> Extracted:
        """The article, with what is known of its site. Raises :exc:`ExtractionError`."""
        decoded = decode(document)
        article = extract(document, decoded=decoded, site=self.get(host_key(document.url)))
        return Extracted(article, decoded.text, decoded.encoding)


def load(host: str) -> SiteProfile | None:
    """The stored profile of a host; None where there is none, or it cannot be read: no import ends for it."""
    try:
        return StoredProfile.objects.all().profile(host)
    except ProfileError as error:
        logger.warning("%s: %s", host, error)
        return None
