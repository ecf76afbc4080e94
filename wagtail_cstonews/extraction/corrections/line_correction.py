"""What an editor corrected in one line of the original, and how it is stored.

A line is known by its number and by a hash of its text, so that its corrections find it again where the
original has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

from ..article.blocks import ChosenSpeaker
from ..article.line import LABELS

CORRECTED = "corrected by an editor"
"""The reason of a line whose label an editor set."""

_EXCERPT = 60
"""Characters of the line's text that are stored, to look for it and to name it."""

_LONGEST_NAME = 200
"""Characters of a speaker's name or role."""

LABELS_TO_SET = tuple(label for label in LABELS if label != "blank")
"""The labels that an editor may give a line."""


class CorrectionError(ValueError):
    """A correction that cannot be made; the message says why."""


def hash_of(text: str) -> str:
    """A hash of a line's text. The record of a document stores NUL as U+FFFD, so both give the same hash."""
    text = text.replace("\0", "\ufffd")
    return blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).hexdigest()


def excerpt_of(text: str) -> str:
    """The beginning of a line's text."""
    return text[:_EXCERPT].replace("\0", "\ufffd")


def speaker_of(name: str, role: str | None = None, person: int | None = None) -> ChosenSpeaker:
    """The speaker that an editor names. Raises :exc:`CorrectionError`."""
    name, role = (" ".join((text or "").replace("\0", "").split()) for text in (name, role))
    if not name:
        raise CorrectionError("Give the name of who speaks.")
    if max(len(name), len(role)) > _LONGEST_NAME:
        raise CorrectionError(f"A name or a role has at most {_LONGEST_NAME} characters.")
    return ChosenSpeaker(name, role or None, person)


@dataclass(frozen=True, slots=True)
class LineCorrection:
    """The corrections of one line of the original."""

    number: int
    """The line's number in the original, from 1."""
    hash: str
    """The hash of its text (:func:`hash_of`)."""
    excerpt: str
    """The beginning of its text."""
    joined: str = ""
    """The hash of the line above that it is joined to; empty if it is not."""
    splits: tuple[int, ...] = ()
    """Where new lines begin: characters of its text, in order."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """The labels that were set, by the character at which the line or its part begins."""
    speakers: Mapping[int, ChosenSpeaker] = field(default_factory=dict)
    """The speakers that were named, by the same."""

    @classmethod
    def of(cls, number: int, text: str) -> LineCorrection:
        """No correction yet, of a line with this text."""
        return cls(number, hash_of(text), excerpt_of(text))

    def __bool__(self) -> bool:
        return bool(self.joined or self.splits or self.labels or self.speakers)

    def is_of(self, text: str) -> bool:
        """Whether it is a correction of a line with this text."""
        return self.excerpt == excerpt_of(text) and self.hash == hash_of(text)

    def with_label(self, start: int, label: str) -> LineCorrection:
        """With a label for the part that begins at ``start``; an empty label takes it back."""
        labels = {at: name for at, name in self.labels.items() if at != start}
        return replace(self, labels=labels | {start: label} if label else labels)

    def with_speaker(self, start: int, speaker: ChosenSpeaker | None) -> LineCorrection:
        """With a speaker for the part that begins at ``start``; None takes it back."""
        speakers = {at: other for at, other in self.speakers.items() if at != start}
        return replace(self, speakers=speakers | {start: speaker} if speaker else speakers)

    def without_part(self, start: int) -> LineCorrection:
        """Without label and speaker of the part that begins at ``start``."""
        return self.with_label(start, "").with_speaker(start, None)

    def without_split(self, start: int) -> LineCorrection:
        """Without the break before ``start``, and what was said of the part behind it."""
        splits = tuple(at for at in self.splits if at != start)
        return replace(self.without_part(start), splits=splits) if start else self

    # ------------------------------------------------------------------ storing

    def to_dict(self) -> dict[str, Any]:
        """The correction as JSON types; what is empty is left out."""
        said: dict[str, Any] = {"line": self.number, "hash": self.hash, "text": self.excerpt}
        if self.joined:
            said["joined"] = self.joined
        if self.splits:
            said["splits"] = list(self.splits)
        if self.labels:
            said["labels"] = {str(start): label for start, label in sorted(self.labels.items())}
        if self.speakers:
            said["speakers"] = {
                str(start): {"name": one.name, "role": one.role or "", "person": one.person}
                for start, one in sorted(self.speakers.items())
            }
        return said

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> LineCorrection:
        """The correction as it was stored. Raises ValueError, TypeError, KeyError or AttributeError."""
        labels = {int(start): str(label) for start, label in data.get("labels", {}).items()}
        if unknown := set(labels.values()) - set(LABELS_TO_SET):
            raise ValueError(f"{', '.join(sorted(unknown))}: no such label")
        speakers = {}
        for start, one in data.get("speakers", {}).items():
            person = one.get("person")
            speakers[int(start)] = speaker_of(
                str(one["name"]), str(one.get("role") or ""), None if person is None else int(person)
            )
        return cls(
            int(data["line"]),
            str(data["hash"]),
            str(data["text"]),
            str(data.get("joined", "")),
            tuple(sorted({int(start) for start in data.get("splits", ())})),
            labels,
            speakers,
        )
