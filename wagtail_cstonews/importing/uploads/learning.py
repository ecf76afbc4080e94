"""Learns what the documents of an upload's sites have in common, before any of them is planned.

What is learnt stays with the upload: sites know it only once the upload is confirmed.
"""

from __future__ import annotations

import json
import time
import zlib
from functools import partial
from typing import Any

from ...documents import RawDocument, site_key
from ...extraction.processes.time_limit import within
from ...extraction.site.census import course_of
from ...extraction.site.profile import FORMAT, ProfileError, SiteProfile
from ...extraction.site_learning import SiteLearner, observe
from ...models import ImportUpload, PlannedDocument
from ...models import SiteProfile as StoredProfile
from ..entries.entry import Entry
from ..matching.match import Policy, Seen, match
from ..queue.packing import unpack
from ..reading.site_profiles import census_of, learnt_from, stored_profiles
from .claims import Claim

MOST_ROWS = 50
"""Documents that are looked at between two looks at the clock."""

MOST_SITES = 500
"""Sites of one upload that are learnt."""

LEARN = "learn"
"""The step, where it is noted which document a process is at."""


def profiles_of(upload: ImportUpload) -> dict[str, SiteProfile]:
    """The profiles that were learnt from the upload."""
    data = ImportUpload.objects.values_list("profiles", flat=True).get(pk=upload.pk)
    if not data:
        return {}
    try:
        rows = json.loads(zlib.decompress(bytes(data)))
        return {row["host"]: SiteProfile.from_dict(row) for row in rows}
    except (ValueError, zlib.error, ProfileError):
        return {}


def learn_some(claim: Claim, policy: Policy, seconds: int, deadline: float) -> bool:
    """Count the documents of each site, then learn from them. Returns whether there was something to do."""
    work = claim.work
    total = work.get("total", 0)
    if work.get("counted", 0) < total:
        _count_some(claim, policy, deadline)
    elif work.get("learnt", 0) < total and any(work.get("courses", {}).values()):
        _learn_some(claim, policy, seconds, deadline)
    else:
        return False
    return True


def _rows(claim: Claim, after: int, most: int = MOST_ROWS) -> list[tuple[int, RawDocument | None]]:
    """The next documents with their numbers."""
    rows = PlannedDocument.objects.filter(upload=claim.upload, number__gt=after).order_by("number")
    found = []
    for number, content in rows.values_list("number", "content")[:most]:
        [item] = unpack(bytes(content))
        found.append((number, item if isinstance(item, RawDocument) else None))
    return found


def _count_some(claim: Claim, policy: Policy, deadline: float) -> None:
    work = claim.work
    counts = work.setdefault("sites", {})
    while True:
        rows = _rows(claim, work.get("counted", 0))
        if not rows:
            work["counted"] = work["total"]
            break
        found = census_of([document for _, document in rows if document is not None], policy)
        for key, numbers in found.counts.items():
            if key in counts or len(counts) < MOST_SITES:
                counts[key] = [a + b for a, b in zip(counts.get(key, [0, 0, 0]), numbers, strict=True)]
        work["counted"] = rows[-1][0]
        if time.monotonic() >= deadline:
            break
    if work["counted"] >= work["total"]:
        stored = dict(
            StoredProfile.objects.filter(host__in=list(counts), format_version=FORMAT).values_list(
                "host", "documents"
            )
        )
        courses = {key: course_of(counts[key], stored.get(key)) for key in counts}
        work["courses"] = {key: course for key, course in courses.items() if course}
        del work["sites"]
    claim.save()


def _learn_some(claim: Claim, policy: Policy, seconds: int, deadline: float) -> None:
    work = claim.work
    courses = work["courses"]
    learner = _learner_of(claim)
    if claim.was_lost and work.get("at", ["", 0])[0] == LEARN:
        # Over this document a process was lost.
        work["learnt"] = work["at"][1]
        claim.was_lost = False
    while work.get("learnt", 0) < work["total"]:
        rows = _rows(claim, work.get("learnt", 0), 1 if work.get("lost") else MOST_ROWS)
        if not rows:
            work["learnt"] = work["total"]
            break
        entries = {number: Entry(document) for number, document in rows if document is not None}
        match(list(entries.values()), Seen(), policy)
        for number, _document in rows:
            entry = entries.get(number)
            course = courses.get(site_key(entry.document)) if entry else None
            if entry is not None and (course == "anew" or (course == "more" and entry.state == "new")):
                if work.get("lost"):
                    work["at"] = [LEARN, number]
                    claim.save()
                learnt_from(learner, entry.document, partial(within, seconds, observe, entry.document))
            work["learnt"] = number
            if time.monotonic() >= deadline:
                break
        if time.monotonic() >= deadline:
            break
    profiles = [profile.to_dict() for profile in learner.profiles.values()]
    claim.save(profiles=zlib.compress(json.dumps(profiles).encode(), 3))
    _learners.clear()
    _learners[claim.upload.pk] = work["learnt"], learner


def _learner_of(claim: Claim) -> SiteLearner:
    """The learner with all that was learnt: the last one of this process, if no other went on since."""
    place, learner = _learners.get(claim.upload.pk, (None, None))
    if learner is not None and place == claim.work.get("learnt"):
        return learner
    learnt = profiles_of(claim.upload)
    courses = claim.work["courses"]

    def known(key: str) -> SiteProfile | None:
        if key in learnt:
            return learnt[key]
        stored = stored_profiles([key]).get(key)
        return stored.anew() if stored and courses.get(key) == "anew" else stored

    learner = SiteLearner(known=known)
    for key in learnt:
        learner.profile(key)
    return learner


_learners: dict[Any, tuple[int, SiteLearner]] = {}
"""The learner of the upload that this process learnt from last, and how far it came."""
