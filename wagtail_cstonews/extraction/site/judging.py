"""Applies a site profile to the lines of one of the site's documents.

The line model gives the probability that a line is body. If the line repeats on the site's other documents,
it is lowered by a shift in logits. The document's own contribution is subtracted from the counts.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..article.line import LEFT_OUT_LABELS
from ..lines.facts import words_in
from .keys import KEY_LENGTH, line_key
from .known_lines import KnownLine, Record, Verdict
from .layout import logit_penalties
from .observation import AFTER, AMID, BEFORE, KEPT, KEPT_LABELS
from .profile import FEWEST, SiteProfile
from .reasons import BY_EDITOR, of_other_document, repeated

# The shift of a repeated line's probability, in logits, by its largest number of words. Measured: among lines
# of that length, body lines are rarer by this factor among repeated lines than among the others.
_SHIFTS = ((1, 1.5), (2, 2.0), (4, 2.5), (8, 4.0), (KEY_LENGTH, 6.0))

_LEAST_OF_SHIFT = 0.5
"""Share of the shift where hardly any of the site's documents has the line."""

_KEPT_ELSEWHERE = 0.3
"""Share of the shift for a short line that most of the others have in their bodies."""

_SHORT = 8
"""The most words of a short line."""

_STANDING = 0.25
"""Share of the documents from which a line is chrome even if they have it in their bodies."""

_SURE = 3.5
"""The shift, in logits, from which the line is left out, with the reason."""

_FEWEST_IN_BLOCK = 3
"""Words."""

_OF_BLOCK = 6.0
"""Of what the other documents have with its neighbours, however short."""

_LEAD_LINES = 2
"""A line that heads the body here and is a teaser elsewhere is the lead."""

_EPSILON = 1e-4
"""Probabilities are clipped to this distance from 0 and 1, where logits are infinite."""

_NOTHING = 0.01
"""A probability low enough not to be lowered further."""

_HERE = 1
"""The bit for the document itself, beside those of the places."""


@dataclass(slots=True)
class Judgement:
    """The result of applying a profile to the lines of one document."""

    body: list[float]
    """The adjusted probability, 0..1, that each line is body."""
    reasons: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Label and reason, by index, of the lines that are left out."""


def judge(
    profile: SiteProfile,
    texts: Sequence[str],
    body: Sequence[float],
    title: Sequence[float],
    threshold: float,
) -> Judgement | None:
    """Judge the lines of a document by the site's other documents; None if these have no evidence.

    ``body`` is the line model's probability that each line is body (it is, above ``threshold``); ``title``
    that it is the title. The document must be among those that were learnt from: its own contribution is
    subtracted from the counts, so that a line is judged by *other* documents.
    """
    if profile.documents < 2 and not profile.corrections:
        return None
    page = _Page(body, title, threshold)
    found = Judgement(list(body))
    keys = [line_key(text) if text else 0 for text in texts]
    known_lines = _known_lines(profile, keys, texts, page)
    falling = logit_penalties(keys, profile.layouts)
    blocks = _blocks(profile, keys, known_lines, page)
    for index, key in enumerate(keys):
        known = known_lines.get(index)
        if known is None:
            if falling[index] and body[index] > _NOTHING:
                found.body[index] = _shifted(body[index], -falling[index])
        elif known.correction:
            _obey(found, index, known.correction)
        elif not (page.heads(index) and (known.headlines or index == page.headline)):
            verdict = _verdict(profile, known, page.places[key], index in blocks)
            if verdict.shift and body[index] > _NOTHING:
                found.body[index] = _shifted(body[index], -verdict.shift)
            if verdict.reason:
                found.reasons[index] = verdict.reason
    return found


def _known_lines(
    profile: SiteProfile, keys: Sequence[int], texts: Sequence[str], page: _Page
) -> dict[int, KnownLine]:
    """The known lines, by index. Records on the page where each of them stands."""
    found = {}
    for index, key in enumerate(keys):
        known = _look_up(profile, key, texts[index]) if key else None
        if known is not None:
            found[index] = known
            page.places[key] = page.places.get(key, _HERE) | 1 << page.place(index)
    return found


def _look_up(profile: SiteProfile, key: int, text: str) -> KnownLine | None:
    record, correction = profile.lines.get(key), profile.corrections.get(key, "")
    if not correction and (record is None or record[0] < 2):
        return None
    known = profile.known_lines.get(key)
    if known is None:
        headlines = profile.heads_any(key)
        known = KnownLine(record or [1, 0, 0, 0, 0], headlines, words_in(text), correction)
        profile.known_lines[key] = known
    return known


def _blocks(
    profile: SiteProfile, keys: Sequence[int], known_lines: Mapping[int, KnownLine], page: _Page
) -> set[int]:
    """The lines that are adjacent on many of the site's documents: a block of chrome.

    A heading that many articles share stands alone, and the lines of their tables have few words.
    """
    shared = {
        index
        for index, known in known_lines.items()
        if known.others(page.places[keys[index]])[0] >= max(FEWEST, _STANDING * (profile.documents - 1))
    }
    found: set[int] = set()
    above = -1
    for index in (index for index, key in enumerate(keys) if key):
        if index in shared and above in shared:
            found |= {above, index}
        above = index
    return {index for index in found if known_lines[index].words >= _FEWEST_IN_BLOCK}


def _verdict(profile: SiteProfile, known: KnownLine, places: int, in_block: bool) -> Verdict:
    verdict = known.verdicts.get((places, in_block))
    if verdict is None:
        verdict = _judged(profile, known, known.others(places), in_block)
        known.verdicts[places, in_block] = verdict
    return verdict


def _judged(profile: SiteProfile, known: KnownLine, others: Record, in_block: bool) -> Verdict:
    share = others[0] / max(1, profile.documents - 1)
    often_kept = 2 * others[KEPT] >= others[0] and not in_block
    if others[0] <= 0 or (often_kept and share < _STANDING):
        return Verdict(0.0)
    shift = _shift(known.words, share, often_kept)
    if known.headlines:
        shift = max(shift, _SURE)
    if in_block:
        shift = max(shift, _OF_BLOCK)
    label = "teaser" if known.headlines else "chrome"
    reason = (label, _reason(profile, known)) if shift >= _SURE else None
    return Verdict(shift, reason)


def _reason(profile: SiteProfile, known: KnownLine) -> str:
    if known.headlines:
        return of_other_document(profile.name)
    return repeated(known.record[0], profile.documents, profile.name)


class _Page:
    """Where the lines of one document stand, by the model's view of them."""

    def __init__(self, body: Sequence[float], title: Sequence[float], threshold: float) -> None:
        kept = [index for index, value in enumerate(body) if value > threshold]
        self.kept = set(kept)
        self.first, self.last = (kept[0], kept[-1]) if kept else (len(body), -1)
        self.headline = max(range(len(title)), key=title.__getitem__, default=-1)
        self.places: dict[int, int] = {}
        """By key of a known line: a bit for each place where it stands, and one for the document itself."""

    def place(self, index: int) -> int:
        if index in self.kept:
            return KEPT
        return BEFORE if index < self.first else AFTER if index > self.last else AMID

    def heads(self, index: int) -> bool:
        """Whether the line is above the body, or among its first lines."""
        return index <= self.first + _LEAD_LINES


def _obey(found: Judgement, index: int, label: str) -> None:
    if label in LEFT_OUT_LABELS:
        found.body[index] = 0.0
        found.reasons[index] = label, BY_EDITOR
    elif label in KEPT_LABELS:
        found.body[index] = 1.0


def _shift(words: float, share: float, often_kept: bool) -> float:
    """The shift of a repeated line's probability, in logits.

    ``share`` of the site's other documents have the line; ``often_kept``: most of them in their body.
    """
    shift = next((value for most, value in _SHIFTS if words <= most), _SHIFTS[-1][1])
    shift *= _LEAST_OF_SHIFT + (1 - _LEAST_OF_SHIFT) * min(1.0, share)
    # A heading in many articles ("What we know") belongs to them; a sentence in many articles does not.
    return shift * _KEPT_ELSEWHERE if often_kept and words <= _SHORT else shift


def _shifted(likelihood: float, logits: float) -> float:
    value = min(max(likelihood, _EPSILON), 1 - _EPSILON)
    return 1 / (1 + math.exp(-(math.log(value / (1 - value)) + logits)))
